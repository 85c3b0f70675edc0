//! Markdown as ministries' sites are exported to it: a title, paragraphs, a background in italics, placeholders
//! of pictures, and a footer with the address after the last `---`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::corpus::draft::{Draft, Expected, Value};
use crate::corpus::text::{self, Paragraph};
use crate::corpus::{ReadError, Settings, front_matter, source_line};

pub(super) const EXPECTED: Expected = Expected {
    title: "begin with a heading (`# …`) or a bold line (`**…**`), or state `title:` in front matter",
    text: "paragraphs follow the title",
};

/// Reads a Markdown document.
pub(super) fn read(text: &str, settings: &Settings) -> Result<Draft, ReadError> {
    // Twice the length leaves room for addresses and marks. The parser needs many times that memory.
    if text.len() > 2 * settings.max_text_bytes {
        return Err(ReadError::TextTooLong { bytes: text.len(), limit: settings.max_text_bytes });
    }
    let text = text::unify_line_ends(text);
    let (stated, body) = front_matter::take(&text)?;
    let (body, url) = split_footer(body);
    let mut draft = stated.map(Draft::from_stated).unwrap_or_default();
    draft.written_by_hand = true;
    let mut blocks = blocks(&body);
    if let Some(title) = &draft.title {
        // Exports repeat the title of the front matter as a heading.
        let repeated = blocks.first().is_some_and(|first| first.paragraph.text == text::one_line(title));
        if repeated {
            blocks.remove(0);
        }
    } else if let Some(at) = blocks.iter().position(|block| block.heading || block.bold) {
        draft.title = Some(blocks.remove(at).paragraph.text);
    }
    draft.paragraphs = blocks.into_iter().map(|block| block.paragraph).collect();
    draft.url = draft.url.or(url);
    Ok(draft)
}

/// Removes the line with the address, and the rule before it. It is after the last rule, or the last line or the one
/// before. Other lines of the footer stay: they may be text.
fn split_footer(body: &str) -> (String, Option<Value>) {
    let mut lines: Vec<&str> = body.lines().collect();
    let is_blank = |line: &&str| line.trim().is_empty();
    let rule = lines.iter().rposition(|line| is_rule(line));
    let last = (0..lines.len()).rev().filter(|&at| !is_blank(&lines[at]));
    let first = rule.or(last.take(2).last()).unwrap_or(0);
    let footer = (first..lines.len()).rev().find_map(|at| {
        match source_line::address(lines[at])? {
            // The address has a line of its own.
            "" => {
                let next = (at + 1..lines.len()).find(|&next| !is_blank(&lines[next]))?;
                let address = source_line::bracketed(lines[next]);
                address.contains("://").then_some((at, next, address))
            }
            address => Some((at, at, address)),
        }
    });
    let Some((at, end, address)) = footer else {
        return (body.to_owned(), None);
    };
    let url = Value::new("Source URL", address);
    let start = match rule {
        Some(rule) if rule < at && lines[rule + 1..at].iter().all(is_blank) => rule,
        _ => at,
    };
    // Replaced by a blank line, so that the lines around it do not become one paragraph.
    lines.splice(start..=end, [""]);
    (lines.join("\n"), url)
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.split_whitespace().collect();
    marks.len() >= 3 && ["-", "*", "_"].iter().any(|mark| marks.trim_start_matches(mark).is_empty())
}

struct Block {
    paragraph: Paragraph,
    heading: bool,
    bold: bool,
}

/// A block that is being read, and how much of it is emphasised.
#[derive(Default)]
struct Open {
    text: String,
    heading: bool,
    letters: usize,
    italic: usize,
    bold: usize,
}

impl Open {
    fn push(&mut self, text: &str, italic: bool, bold: bool) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.italic += if italic { letters } else { 0 };
        self.bold += if bold { letters } else { 0 };
        self.text.push_str(text);
    }

    /// Ends the block. Punctuation outside the emphasis is ignored.
    fn close(&mut self) -> Option<Block> {
        let open = std::mem::take(self);
        let all = |set: usize| open.letters > 0 && set == open.letters;
        let paragraph = Paragraph::new(&without_stray_marks(&open.text), all(open.italic))?;
        Some(Block { paragraph, heading: open.heading, bold: all(open.bold) })
    }
}

/// Emphasis without a partner by the rules of Markdown (`*Справочно.**`, `в**«а»**`) is left as asterisks. At the edges
/// and in pairs they are broken marks and are removed; a single one inside may be a footnote or a product.
fn without_stray_marks(text: &str) -> String {
    text.replace("**", "").trim().trim_matches('*').to_owned()
}

/// The blocks of text, in order: paragraphs, headings, list items, rows of tables.
fn blocks(body: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Open::default();
    let (mut italic, mut bold, mut pictures) = (0u32, 0u32, 0u32);
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Emphasis) => italic += 1,
            Event::End(TagEnd::Emphasis) => italic = italic.saturating_sub(1),
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            // The description of a picture is not the text of the communiqué.
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            Event::Text(_) | Event::Code(_) if pictures > 0 => {}
            Event::Text(text) | Event::Code(text) => open.push(&text, italic > 0, bold > 0),
            Event::SoftBreak | Event::HardBreak => open.text.push('\n'),
            Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => {}
            // Tags inside a line are dropped and their content is text. HTML blocks likewise.
            Event::InlineHtml(_) => {}
            Event::Html(html) => open.text.push_str(&without_tags(&html)),
            Event::End(TagEnd::TableCell) => open.text.push(' '),
            Event::Start(Tag::TableCell) => {}
            Event::Start(Tag::List(first)) => {
                blocks.extend(open.close());
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                blocks.extend(open.close());
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                blocks.extend(open.close());
                // «1. Утвердить…»: the number belongs to the text.
                if let Some(Some(number)) = lists.last_mut() {
                    open.text.push_str(&format!("{number}. "));
                    *number += 1;
                }
            }
            Event::Start(Tag::Paragraph) if open.letters == 0 => {}
            Event::Start(Tag::Heading { .. }) => {
                blocks.extend(open.close());
                open.heading = true;
            }
            _ => blocks.extend(open.close()),
        }
    }
    blocks.extend(open.close());
    blocks
}

/// The text between the tags of an HTML block. A tag ends at the end of the line at the latest, because Markdown passes
/// such blocks line by line.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push(' ');
        rest = rest[start..].split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::background;

    fn check(markdown: &str, title: &str, text: &str) {
        let draft = read(markdown, &Settings::default()).expect("a document");
        assert_eq!(draft.title.as_deref().unwrap_or(""), title, "{markdown}");
        assert_eq!(background::join(&draft.paragraphs).0, text, "{markdown}");
    }

    #[test]
    fn titles() {
        check("\n\n## **О встрече**\n\nТекст.", "О встрече", "Текст.");
        check("**О встрече**\n\nТекст.", "О встрече", "Текст.");
        check("28.01.2026\n\n# О встрече\n\nТекст.", "О встрече", "28.01.2026\n\nТекст.");
        check("---\ntitle: О встрече\n---\n# О встрече\n\nТекст.", "О встрече", "Текст.");
        check("---\ntitle: О встрече\n---\n# Раздел\n\nТекст.", "О встрече", "Раздел\n\nТекст.");
        check("Текст **важный**.", "", "Текст важный.");
    }

    #[test]
    fn markup_becomes_text() {
        let cases = [
            ("Ссылка [на сайт](https://a.by/x_y) и `код`.", "Ссылка на сайт и код."),
            ("![Фото](a.jpg)\n\nТекст\nдальше.", "Текст дальше."),
            ("<https://a.by/x>", "https://a.by/x"),
            ("1. Первое\n2. Второе\n\n- третье", "1. Первое\n\n2. Второе\n\nтретье"),
            ("> Цитата\n\n    отступ", "Цитата\n\nотступ"),
            ("| а | б |\n| - | - |\n| 1 | 2 |", "а б\n\n1 2"),
            ("Рост <b>на 5%</b> <script>alert(1)</script>", "Рост на 5% alert(1)"),
            ("<div>\nТекст\n</div>", "Текст"),
            ("2 * 3 * 4 и 5*6", "2 * 3 * 4 и 5*6"),
            ("28. января", "28. января"),
            ("в**«а»**б", "в«а»б"),
        ];
        for (markdown, expected) in cases {
            check(&format!("# Т\n\n{markdown}"), "Т", expected);
        }
    }

    #[test]
    fn footers() {
        let cases = [
            "# Т\n\nТекст.\n\n---\n\n**Source URL:** <https://a.by/1>",
            "# Т\n\nТекст.\n---\n**Source URL:** <https://a.by/1>\n\n",
            "# Т\n\nТекст.\n\n**Source URL:**\n<https://a.by/1>\n",
            "# Т\n\nТекст.\n\nИзображение\n\n* * *\nИсточник: https://a.by/1",
        ];
        for markdown in cases {
            check(markdown, "Т", "Текст.");
            let url = read(markdown, &Settings::default()).expect("a document").url.expect("an address");
            assert_eq!(url.text, "https://a.by/1", "{markdown}");
        }
        check("# Т\n\nа\n\n---\n\nб", "Т", "а\n\nб");
        check("# Т\n\nа\n\n---\n\nб\n\n**Source URL:** <https://a.by/1>", "Т", "а\n\nб");
    }

    #[test]
    fn the_background_is_what_stands_in_italics() {
        let markdown = "# Т\n\nа\n\n*Справочно.**\n\n*В 2025 г. было так.**\n\nв";
        let draft = read(markdown, &Settings::default()).expect("a document");
        let (text, background) = background::join(&draft.paragraphs);
        assert_eq!(text, "а\n\nСправочно.\n\nВ 2025 г. было так.\n\nв");
        assert_eq!(&text[background[0].clone()], "Справочно.\n\nВ 2025 г. было так.");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-#*_`<>\\[\\]()!:.\\na-c1 а]{0,200}|.*") {
            let _ = read(&text, &Settings::default());
        }
    }
}
