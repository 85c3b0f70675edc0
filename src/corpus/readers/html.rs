//! HTML pages: the article without the rest of the page, and the metadata of the head.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::corpus::deadline::Deadline;
use crate::corpus::draft::{Draft, Expected, Value};
use crate::corpus::text::{self, Paragraph};
use crate::corpus::{ReadError, Settings, blocks, dom, encoding, page_meta};

pub(super) const EXPECTED: Expected = Expected {
    title: "give a page with og:title, a heading <h1> or a <title>",
    text: "no article was found in the page",
};

/// The shortest page, in characters, in which the article can be told from the rest.
const TELLING_CHARS: usize = 500;

/// The search for the article looks at what is inside an element again for each element around it, some twenty times in
/// each of up to four attempts: about a microsecond for each of these, so 4 s at most. Whole books on one page have one
/// million.
const MAX_VISITS: usize = 4_000_000;

/// The same for the bytes of texts and attributes, which it copies and compares.
const MAX_BYTES_VISITED: usize = 200 << 20;

/// It compares the words of each heading with those of the title, in each attempt: bytes of the title times headings.
const MAX_BYTES_COMPARED: usize = 4 << 20;

/// Reads a page.
pub(super) fn read(bytes: &[u8], settings: &Settings) -> Result<Draft, ReadError> {
    let deadline = Deadline::after(settings.max_page_time);
    let label = encoding::declared_label(bytes);
    let html = encoding::read_text(bytes, label.as_deref())?;
    let page = dom::parse(&html, settings, &deadline)?;
    let meta = page_meta::read(&page);
    deadline.check()?;
    let title = meta.titles.into_iter().next();
    let url = meta.urls.into_iter().next();
    let mut paragraphs = article(page, &html, settings, &deadline)?;
    if let (Some(first), Some(title)) = (paragraphs.first(), &title)
        && first.text == text::one_line(title)
    {
        paragraphs.remove(0);
    }
    let date = meta.dates.into_iter().next();
    Ok(Draft {
        title,
        paragraphs,
        url: url.and_then(|url| Value::new("url", &url)),
        date: date.and_then(|(field, date)| Value::new(field, &date)),
        language: meta.languages.into_iter().find(|tag| is_language_tag(tag)),
        ..Draft::default()
    })
}

/// The paragraphs of a part of a page, as feeds carry it.
pub(super) fn fragment(
    html: &str,
    settings: &Settings,
    deadline: &Deadline,
) -> Result<Vec<Paragraph>, ReadError> {
    Ok(blocks::paragraphs(dom::parse(html, settings, deadline)?.tree.root()))
}

/// The paragraphs of the article. In a page shorter than [`TELLING_CHARS`] only the HTML elements for navigation,
/// headers and footers tell it from the rest, and so they do in a page that is nested too deep to search it in time.
fn article(
    page: Document,
    html: &str,
    settings: &Settings,
    deadline: &Deadline,
) -> Result<Vec<Paragraph>, ReadError> {
    if !is_searchable(&page) {
        return Ok(marked(&page).unwrap_or_default());
    }
    let config = Config { disable_json_ld: true, char_threshold: TELLING_CHARS, ..Config::default() };
    let found =
        Readability::with_document(page, None, Some(config)).and_then(|mut readability| readability.parse());
    let found = match found {
        Ok(article) => fragment(&article.content, settings, deadline)?,
        Err(_) => Vec::new(),
    };
    let chars = |p: &Paragraph| p.text.chars().count();
    if found.iter().map(chars).sum::<usize>() >= TELLING_CHARS {
        return Ok(found);
    }
    // The first attempt has modified the page.
    let page = dom::parse(html, settings, deadline)?;
    Ok(marked(&page).unwrap_or(found))
}

/// What the markup itself calls the article, or else the whole body.
fn marked(page: &Document) -> Option<Vec<Paragraph>> {
    ["article", "main", "[role=main]", "body"]
        .into_iter()
        .filter_map(|selector| page.select_single(selector).nodes().first().copied())
        .map(blocks::main_paragraphs)
        .find(|paragraphs| !paragraphs.is_empty())
}

/// Whether the article can be searched for in a time that is in proportion to the size of the page.
fn is_searchable(page: &Document) -> bool {
    let nesting = dom::nesting(page.tree.root());
    // Each heading is compared with the title, which may stand in any meta tag.
    let contents = page.select("meta[content]");
    let contents = contents.nodes().iter().map(|meta| meta.attr_or("content", "").len());
    let longest = contents.chain([page.select_single("title").text().len()]).max().unwrap_or(0);
    let compared = page.select("h1, h2").length() * longest;
    nesting.visits <= MAX_VISITS && nesting.bytes <= MAX_BYTES_VISITED && compared <= MAX_BYTES_COMPARED
}

/// Some templates state languages in words of their own, which are no evidence.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::background;

    const PARAGRAPHS: &str = "<p>28 января 2026 г. в Минсвязи состоялась встреча Министра связи и информатизации с \
        Послом ОАЭ, в ходе которой стороны обсудили перспективы сотрудничества, цифровизацию и развитие почты.</p>\
        <p>Договорились активизировать переговорный трек, направленный на подготовку к подписанию Соглашения о \
        стратегическом сотрудничестве в сфере цифрового развития на межведомственном уровне в этом году.</p>\
        <p><em>Справочно.</em></p><p><em>В октябре 2025 г. состоялся визит делегации, обсуждались вопросы обмена \
        опытом, цифровизации государственных услуг, искусственного интеллекта, электронного правительства.</em></p>\
        <p>Белорусской стороной также подтверждена готовность поддержать кандидатуру ОАЭ в совете кооператива.</p>";

    fn page(head: &str, body: &str) -> String {
        format!(
            "<!DOCTYPE html><html lang=ru-RU><head>{head}</head><body><nav><ul><li><a href=/1>Главная</a>\
             <li><a href=/2>Новости</a></ul></nav><main>{body}</main>\
             <aside><h2>Другие новости</h2><p><a href=/3>О приёме граждан</a></p></aside>\
             <footer><p>Все права защищены.</p></footer></body></html>"
        )
    }

    fn draft(html: &str) -> Draft {
        read(html.as_bytes(), &Settings::default()).expect("a page")
    }

    #[test]
    fn the_article_without_its_surroundings() {
        let body = format!("<article><h1>О встрече</h1>{PARAGRAPHS}<script>alert(1)</script></article>");
        let draft = draft(&page("<title>О встрече | Минсвязи</title>", &body));
        let (text, background) = background::join(&draft.paragraphs);
        assert!(text.starts_with("28 января 2026 г.") && text.ends_with("кооператива."), "{text}");
        assert!(text[background[0].clone()].starts_with("Справочно.\n\nВ октябре 2025"), "{text}");
        assert!(text[background[0].clone()].ends_with("правительства."), "{text}");
        assert!(!text.contains("alert") && !text.contains("Главная") && !text.contains("права"), "{text}");
        assert_eq!(draft.title.as_deref(), Some("О встрече"));
        assert_eq!(draft.language.as_deref(), Some("ru-RU"));
    }

    #[test]
    fn what_the_head_states_comes_in_order() {
        let body = format!("<article><h1>h1</h1><time datetime=2026-01-03>3</time>{PARAGRAPHS}</article>");
        let json = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "url": "https://a.by/"},
            {"headline": "ld", "url": "https://a.by/ld", "datePublished": "2026-01-02"}]}</script>"#;
        let og = "<meta property=og:title content=og><meta property=og:url content=https://a.by/og>\
                  <meta property=article:published_time content=2026-01-01>";
        let canonical = "<link rel=canonical href=https://a.by/canonical>";
        let cases = [
            (format!("{canonical}{og}{json}"), "og", "https://a.by/canonical", "2026-01-01"),
            (format!("{og}{json}"), "og", "https://a.by/og", "2026-01-01"),
            (json.to_owned(), "ld", "https://a.by/ld", "2026-01-02"),
            ("<link rel=canonical href=/1><title>t</title>".to_owned(), "h1", "", "2026-01-03"),
            ("<script type='application/ld+json'>{broken</script>".to_owned(), "h1", "", "2026-01-03"),
        ];
        for (head, title, url, date) in cases {
            let draft = draft(&page(&head, &body));
            assert_eq!(draft.title.as_deref(), Some(title), "{head}");
            assert_eq!(draft.url.map_or(String::new(), |url| url.text), url, "{head}");
            assert_eq!(draft.date.map_or(String::new(), |date| date.text), date, "{head}");
        }
    }

    #[test]
    fn short_pages_and_other_encodings() {
        let html = page("<meta charset=windows-1251>", "<h1>О встрече</h1><p>Встреча состоялась.</p>");
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&html);
        let draft = read(&bytes, &Settings::default()).expect("a page");
        assert_eq!(draft.title.as_deref(), Some("О встрече"));
        let text = background::join(&draft.paragraphs).0;
        assert!(text.contains("Встреча состоялась.") && !text.contains("О встрече"), "{text}");
    }

    proptest! {
        #[test]
        fn any_page_is_read_or_refused(
            html in "(</?(p|b|a|table|tr|td|svg|title|script|div|li|ol|em|form|template|select)( href=x| lang=ru)?>|текст |&amp;|<!--|-->|<){0,60}",
            bytes: Vec<u8>,
        ) {
            let _ = read(html.as_bytes(), &Settings::default());
            let _ = read(&bytes, &Settings::default());
        }
    }
}
