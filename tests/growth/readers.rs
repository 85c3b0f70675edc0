//! Hostile files for every reader.

use vestnik::corpus::{Settings, Source};
use vestnik::model::Publishers;

use crate::measure::{Table, sizes};

/// A file of about `bytes` bytes.
type Pattern = (&'static str, fn(usize) -> String);

/// The text repeated to about `bytes` bytes.
fn fill(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len() + 1)
}

/// Numbered texts to about `bytes` bytes.
fn numbered(bytes: usize, text: impl Fn(usize) -> String) -> String {
    let mut filled = String::with_capacity(bytes + 100);
    for n in 0.. {
        filled.push_str(&text(n));
        if filled.len() >= bytes {
            break;
        }
    }
    filled
}

fn check(of: &'static str, extension: &str, patterns: &[Pattern]) {
    let folder = tempfile::tempdir().expect("a folder");
    let publishers = Publishers::default();
    let mut table = Table::new(of);
    for (name, pattern) in patterns {
        table.measure(
            name,
            sizes(20_000),
            |bytes| {
                let text = pattern(bytes);
                let path = folder.path().join(format!("{bytes}.{extension}"));
                std::fs::write(&path, &text).expect("a file");
                (path, text.len())
            },
            |path| {
                let source = Source::new(std::slice::from_ref(path), &publishers, Settings::default());
                let (mut read, mut rejected, mut first) = (0, 0, String::new());
                for item in source.items() {
                    match item {
                        Ok(_) => read += 1,
                        Err(rejection) => {
                            rejected += 1;
                            first = rejection.reason.to_string();
                        }
                    }
                }
                format!("{read} read, {rejected} rejected {first}")
            },
        );
    }
    table.check();
}

const TITLE: &str = "# О встрече\n\nТекст.\n\n";

fn md(text: &str, bytes: usize) -> String {
    format!("{TITLE}{}\n", fill(text, bytes))
}

#[test]
fn markdown() {
    let patterns: &[Pattern] = &[
        ("\\", |n| md("\\", n)),
        ("`", |n| md("`", n)),
        ("` `` ``` …", |n| {
            let mut length = 0;
            format!("{TITLE}{}", numbered_runs(n, &mut length))
        }),
        ("a` ", |n| md("a` ", n)),
        ("[", |n| md("[", n)),
        ("[a](", |n| md("[a](", n)),
        ("[a](<b", |n| md("[a](<b", n)),
        ("![", |n| md("![", n)),
        ("[]()", |n| md("[]()", n)),
        ("]", |n| md("]", n)),
        ("*a ", |n| md("*a ", n)),
        ("a* ", |n| md("a* ", n)),
        ("**a *b", |n| md("**a *b ", n)),
        ("a**b_c ", |n| md("a**b_c ", n)),
        ("_", |n| md("_", n)),
        ("*", |n| md("*", n)),
        ("<", |n| md("<", n)),
        ("<a ", |n| md("<a ", n)),
        ("<a b='", |n| md("<a b='", n)),
        ("<!--", |n| md("<!--", n)),
        ("<![CDATA[", |n| md("a <![CDATA[", n)),
        ("<?", |n| md("a <?", n)),
        ("<!A ", |n| md("a <!A ", n)),
        ("<b>", |n| md("<b>", n)),
        ("<div> lines", |n| md("<div>\n", n)),
        ("&", |n| md("&", n)),
        ("&#", |n| md("&#9", n)),
        ("> on a line", |n| md("> ", n)),
        ("- on a line", |n| md("- ", n)),
        ("1. on a line", |n| md("1. ", n)),
        ("- nested by indents", |n| {
            format!("{TITLE}{}", numbered(n, |at| format!("{}- а\n", "  ".repeat(at))))
        }),
        ("> nested line by line", |n| {
            format!("{TITLE}{}", numbered(n, |at| format!("{}а\n\n", "> ".repeat(at))))
        }),
        ("- and lazy lines", |n| format!("{TITLE}{}\n{}", "- ".repeat(60), fill("а\n", n))),
        ("> and lazy lines", |n| format!("{TITLE}{}\n{}", "> ".repeat(60), fill("а\n", n))),
        ("- а", |n| md("- а\n", n)),
        ("- \\n", |n| md("-\n", n)),
        ("- and blank lines", |n| md("- а\n\n\n", n)),
        ("|a", |n| md("|а", n)),
        ("table rows", |n| format!("{TITLE}|а|б|\n|-|-|\n{}", fill("|в|г|\n", n))),
        ("wide table", |n| {
            let width = 60;
            let head = format!("{}|\n{}|\n", "|а".repeat(width), "|-".repeat(width));
            format!("{TITLE}{head}{}", fill("|\n", n))
        }),
        ("widest table", |n| format!("{TITLE}{}|\n{}|\n", "|а".repeat(n / 5), "|-".repeat(n / 5))),
        ("# ", |n| md("# а\n", n)),
        ("a\\n=", |n| md("а\n=\n", n)),
        ("one letter a line", |n| md("а\n", n)),
        ("paragraphs", |n| md("а\n\n", n)),
        ("blank lines", |n| md("\n", n)),
        ("spaces", |n| md(" ", n)),
        ("tabs", |n| md("\ta\n", n)),
        ("rules", |n| md("а\n\n---\n\n", n)),
        ("[a]: /u", |n| format!("{TITLE}{}", numbered(n, |at| format!("[a{at}]: /u\n")))),
        ("[a]: /u and [a]", |n| format!("{TITLE}[a]: /{}\n\n{}", "u".repeat(n / 2), fill("[a]", n / 2))),
        ("[a]: open title", |n| md("[a]: /u \"\n", n)),
        ("Source URL:", |n| md("Source URL:\n", n)),
        ("Справочно.", |n| md("*Справочно.*\n\n*а*\n\n", n)),
        ("Справочно: а", |n| md("Справочно: а\n\n", n)),
        ("```", |n| md("```\n", n)),
        ("one long word", |n| md("слово", n)),
    ];
    check("markdown", "md", patterns);
}

/// Runs of backticks, each longer than the one before.
fn numbered_runs(bytes: usize, length: &mut usize) -> String {
    let mut text = String::new();
    while text.len() < bytes {
        *length += 1;
        text.push_str(&"`".repeat(*length));
        text.push(' ');
    }
    text
}

fn front(text: String) -> String {
    format!("---\ntitle: О встрече\n{text}\n---\nТекст.\n")
}

/// The sizes are those of the others, but front matter is refused beyond 64 kB.
#[test]
fn front_matter() {
    let patterns: &[Pattern] = &[
        ("keys", |n| front(numbered(n / 4, |at| format!("k{at}: a\n")))),
        ("topics", |n| front(format!("topics: [{}]", fill("а, ", n / 4)))),
        ("topics on lines", |n| front(format!("topics:\n{}", fill("- а\n", n / 4)))),
        ("countries", |n| front(format!("countries: [{}]", fill("Китай, ", n / 4)))),
        ("[", |n| front(format!("x: {}", fill("[", n / 4)))),
        ("{a: ", |n| front(format!("x: {}", fill("{a: ", n / 4)))),
        ("- on a line", |n| front(format!("x:\n {}", fill("- ", n / 4)))),
        ("? ", |n| front(format!("x:\n {}", fill("? ", n / 4)))),
        ("anchors", |n| front(numbered(n / 4, |at| format!("k{at}: &a{at} b\n")))),
        ("aliases", |n| front(format!("x: &a b\ny: [{}]", fill("*a, ", n / 4)))),
        ("quoted", |n| front(format!("x: \"{}\"", fill("\\n", n / 4)))),
        ("a block", |n| front(format!("x: |\n{}", fill(" а\n", n / 4)))),
        ("comments", |n| front(fill("# а\n", n / 4))),
        ("no end", |n| format!("---\ntitle: а\n{}", fill("a: b\n", n))),
        ("words", |n| front(format!("x: {}", fill("а ", n / 4)))),
    ];
    check("front matter", "md", patterns);
}

fn page(body: &str) -> String {
    format!("<title>О встрече</title>{body}")
}

fn nested(depth: usize, bytes: usize) -> String {
    page(&fill(&format!("{}а{}", "<div>".repeat(depth), "</div>".repeat(depth)), bytes))
}

#[test]
fn html() {
    let patterns: &[Pattern] = &[
        ("div 400 deep", |n| nested(400, n)),
        ("div 100 deep", |n| nested(100, n)),
        ("div 20 deep", |n| nested(20, n)),
        ("div", |n| page(&fill("<div>а</div>", n))),
        ("text 490 deep", |n| page(&format!("{}{}", "<div>".repeat(490), fill("а, б. ", n)))),
        ("links 200 deep", |n| page(&format!("{}{}", "<div>".repeat(200), fill("<a href=x>а</a>", n)))),
        ("section, div, p", |n| page(&fill(&"<section><div><p>а, б".repeat(60), n))),
        ("unclosed <p>", |n| page(&fill("<p>а", n))),
        ("unclosed <b>", |n| page(&fill("<b>а", n))),
        ("<p><b>а</b>", |n| page(&fill("<p><b>а</b>", n))),
        ("<p><b>", |n| page(&fill("<p><b>", n))),
        ("<b n>", |n| page(&format!("{}{}", numbered(n / 8, |at| format!("<b a{at}>")), fill("<p>x", n)))),
        ("</b></i>", |n| page(&fill("<b><i></b></i>", n))),
        ("<a><div>", |n| page(&fill("<a><div>а</a>", n))),
        ("1 tag, attributes", |n| page(&format!("<p{}>", numbered(n, |at| format!(" a{at}"))))),
        ("tags of 900 attributes", |n| {
            page(&fill(&format!("<p{}>а</p>", numbered(5_000, |at| format!(" a{at}"))), n))
        }),
        ("attributes in a svg script", |n| {
            page(&format!("<svg><script><p{}>", numbered(n / 4, |at| format!(" a{at}"))))
        }),
        ("nested attributes", |n| {
            let tag = |at| format!("<div{}>", numbered(60, |attribute| format!(" a{at}x{attribute}")));
            page(&fill(&format!("{}а, б", numbered(30_000, tag)), n))
        }),
        ("class of 10 kB", |n| page(&fill(&format!("<div class='{}'>а</div>", "a ".repeat(5_000)), n))),
        ("title and headings", |n| {
            let title = fill("слово ", n / 2);
            page(&format!("<meta name='dc:title' content='{title}'>{}", fill("<h2>а</h2>", n / 2)))
        }),
        ("table in table", |n| page(&fill(&"<table><tr><td>а".repeat(60), n))),
        ("table rows", |n| page(&format!("<table>{}", fill("<tr><td>а<td>б", n)))),
        ("text in a table", |n| page(&format!("<table>{}", fill("а<b>б</b>", n)))),
        ("<table>а", |n| page(&fill("<table>а", n))),
        ("<br>", |n| page(&fill("<br>", n))),
        ("<br>а", |n| page(&fill("<br>а", n))),
        ("<br><br>а", |n| page(&fill("<br><br>а", n))),
        ("<br> comments", |n| page(&fill("<br><!-- -->", n))),
        ("<!--", |n| page(&fill("<!--", n))),
        ("<!-- -->", |n| page(&format!("<p>а{}", fill("<!-- -->", n)))),
        ("<", |n| page(&fill("<", n))),
        ("</", |n| page(&fill("</", n))),
        ("<a", |n| page(&fill("<a", n))),
        ("&", |n| page(&fill("&", n))),
        ("&lt;", |n| page(&format!("<p>{}", fill("&lt;", n)))),
        ("«", |n| page(&format!("<p>{}", fill("«", n)))),
        ("& in attributes", |n| page(&format!("<p a='{}'>", fill("&", n)))),
        ("&amp", |n| page(&format!("<p>{}", fill("&amp", n)))),
        ("<li>", |n| page(&format!("<ul>{}", fill("<li>а", n)))),
        ("<ol><li>", |n| page(&fill(&"<ol><li>".repeat(60), n))),
        ("<select><option>", |n| page(&fill("<select><option>а", n))),
        ("<template>", |n| page(&fill("<template>а</template>", n))),
        ("<noscript><img>", |n| page(&fill("<img><noscript><img src=a></noscript>", n))),
        ("<img>", |n| page(&fill("<img src=a.jpg>", n))),
        ("<font>", |n| page(&fill("<font>а</font>", n))),
        ("<svg>", |n| page(&fill("<svg><p>а", n))),
        ("<iframe>", |n| page(&fill("<p><iframe src=youtube.com></iframe>", n))),
        ("<meta>", |n| page(&numbered(n, |at| format!("<meta name=n{at} content=a>")))),
        ("JSON-LD", |n| page(&fill("<script type='application/ld+json'>{\"a\": 1}</script>", n))),
        ("JSON-LD lists", |n| {
            page(&format!("<script type='application/ld+json'>[{}1]</script>", fill("{},", n)))
        }),
        ("JSON-LD [", |n| page(&format!("<script type='application/ld+json'>{}</script>", fill("[", n)))),
        ("one long text", |n| page(&format!("<p>{}", fill("а, ", n)))),
        ("<i>Справочно", |n| page(&fill("<p><i>Справочно.</i><p><i>а</i>", n))),
        ("display: none", |n| page(&fill("<p style='display: none'>а</p>", n))),
        ("frames", |n| page(&fill("<frameset><frame>", n))),
        ("share", |n| page(&fill("<div class=share>а, б</div>", n))),
    ];
    check("html", "html", patterns);
}

fn rss(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>x</title>{items}</channel></rss>")
}

fn description(html: &str) -> String {
    rss(&format!("<item><title>t</title><description>{html}</description></item>"))
}

#[test]
fn feed() {
    let patterns: &[Pattern] = &[
        ("items", |n| rss(&fill("<item><title>t</title><description>а</description></item>", n))),
        ("empty items", |n| rss(&fill("<item/>", n))),
        ("item in item", |n| rss(&fill("<item>", n))),
        ("elements in elements", |n| description(&fill("<a>", n))),
        ("namespaces in a tag", |n| {
            let names = numbered(n, |at| format!(" xmlns:a{at}='b{at}'"));
            format!("<rss version=\"2.0\"{names}><channel></channel></rss>")
        }),
        ("namespaces of 900 and items", |n| {
            let names: String = (0..900).map(|at| format!(" xmlns:a{at}='b{at}'")).collect();
            let items = fill("<item><a1:x>а</a1:x></item>", n);
            format!("<rss version=\"2.0\"{names}><channel>{items}</channel></rss>")
        }),
        ("a namespace in each element", |n| {
            rss(&numbered(n, |at| format!("<item xmlns:a{at}='b{at}'><a{at}:x/></item>")))
        }),
        ("a namespace in each nested one", |n| {
            description(&numbered(n, |at| format!("<x xmlns:a{at}='b{at}'>")))
        }),
        ("attributes", |n| rss(&fill(&format!("<item{}/>", numbered(5_000, |at| format!(" a{at}='b'"))), n))),
        ("&amp;", |n| description(&fill("&amp;", n))),
        ("&lt;div&gt;", |n| description(&fill("&lt;div&gt;а&lt;/div&gt;", n))),
        ("&lt;p 400 deep", |n| {
            description(&fill(&format!("{}а{}", "&lt;div>".repeat(400), "&lt;/div>".repeat(400)), n))
        }),
        ("CDATA", |n| description(&fill("<![CDATA[а]]>", n))),
        ("CDATA of <", |n| description(&format!("<![CDATA[{}]]>", fill("<", n)))),
        ("comments", |n| rss(&fill("<!-- а -->", n))),
        ("entities", |n| format!("<!DOCTYPE r [{}]>{}", fill("<!ENTITY a 'b'>", n), description("&a;"))),
        ("categories", |n| {
            rss(&format!("<item><title>t</title>{}</item>", fill("<category>а</category>", n)))
        }),
        ("links", |n| {
            rss(&format!("<item><title>t</title>{}</item>", fill("<link>https://a.by/1</link>", n)))
        }),
        ("dates", |n| rss(&fill("<item><pubDate>Wed, 28 Jan 2026 23:30:00 +0300</pubDate></item>", n))),
        ("xml:lang", |n| {
            let entries = fill("<entry xml:lang='be'><title>t</title><content>а</content></entry>", n);
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entries}</feed>")
        }),
        ("xhtml", |n| {
            let content = fill("<p>а</p>", n);
            let entry = format!(
                "<entry><title>t</title><content type=\"xhtml\"><div>{content}</div></content></entry>"
            );
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entry}</feed>")
        }),
        ("<", |n| rss(&fill("<", n))),
        ("titles of markup", |n| {
            rss(&fill("<item><title>&lt;b&gt;t&lt;/b&gt;</title><description>а</description></item>", n))
        }),
        ("media", |n| {
            rss(&format!(
                "<item xmlns:media='http://search.yahoo.com/mrss/'>{}</item>",
                fill("<media:content url='a'/>", n)
            ))
        }),
    ];
    check("feed", "xml", patterns);
}

fn line(fields: &str) -> String {
    format!("{{\"title\": \"О встрече\", \"text\": \"Текст.\", {fields}}}\n")
}

#[test]
fn json_lines() {
    let patterns: &[Pattern] = &[
        ("lines", |n| numbered(n, |at| line(&format!("\"id\": \"n{at}\"")))),
        ("topics", |n| line(&format!("\"topics\": [{}\"a\"]", numbered(n, |at| format!("\"t{at}\","))))),
        ("lines of 300 topics", |n| {
            let topics = |at| {
                format!(
                    "\"id\": {at}, \"topics\": [{}1]",
                    (0..299).map(|t| format!("\"t{t}\",")).collect::<String>()
                )
            };
            numbered(n, |at| line(&topics(at).replace(",1]", "]")))
        }),
        ("countries", |n| line(&format!("\"countries\": [{}\"CN\"]", fill("\"Китай\",", n)))),
        ("lines with a country", |n| {
            numbered(n, |at| line(&format!("\"id\": {at}, \"countries\": [\"Китай\"]")))
        }),
        ("[", |n| line(&format!("\"x\": {}", fill("[", n)))),
        ("{", |n| line(&format!("\"x\": {}", fill("{\"a\": ", n)))),
        ("unknown fields", |n| line(&format!("{}\"x\": 1", numbered(n, |at| format!("\"k{at}\": 1,"))))),
        ("escapes", |n| line(&format!("\"x\": \"{}\"", fill("\\u0441", n)))),
        ("digits", |n| line(&format!("\"x\": {}", fill("1", n)))),
        ("a long id", |n| line(&format!("\"id\": \"{}\"", fill("я", n)))),
        ("a long date", |n| line(&format!("\"date\": \"{}\"", fill("2026-", n)))),
        ("a long url", |n| line(&format!("\"url\": \"https://a.by/{}\"", fill("я/../", n)))),
        ("a long source", |n| line(&format!("\"source\": \"{}\"", fill("я", n)))),
        ("text of lines", |n| format!("{{\"title\": \"а\", \"text\": \"{}\"}}", fill("а\\n", n))),
        ("text of spaces", |n| format!("{{\"title\": \"а\", \"text\": \"б{}\"}}", fill(" \\t", n))),
        ("text of Справочно", |n| {
            format!("{{\"title\": \"а\", \"text\": \"{}\"}}", fill("Справочно: а\\n", n))
        }),
        ("blank lines", |n| fill("\n", n)),
        ("marks", |n| fill("\u{feff}", n)),
        ("{ lines", |n| fill("{\n", n)),
    ];
    check("json lines", "jsonl", patterns);
}

#[test]
fn text() {
    let patterns: &[Pattern] = &[
        ("lines", |n| format!("О встрече\n\n{}", fill("а\n", n))),
        ("blank lines", |n| format!("О встрече\n{}а", fill("\n", n))),
        ("Справочно", |n| format!("О встрече\n\n{}", fill("Справочно: а\n", n))),
        ("Справочно and lines", |n| format!("О встрече\n\n{}", fill("Справочно: а\nб\nв\n", n))),
        ("Источник:", |n| format!("О встрече\n\n{}", fill("Источник:\n", n))),
        ("spaces", |n| format!("О встрече\n\n{}а", fill(" ", n))),
        ("a title", |n| fill("а", n)),
        ("returns", |n| format!("О встрече\n\n{}", fill("а\r", n))),
        ("separators", |n| format!("О встрече\n\n{}", fill("а\u{2028}", n))),
        ("controls", |n| format!("О встрече\n\n{}", fill("а\u{1}", n))),
        ("wrapped lines", |n| {
            format!("О встрече\n\n{}", fill("В ходе встречи стороны обсудили перспективы двустороннего\n", n))
        }),
    ];
    check("text", "txt", patterns);
}
