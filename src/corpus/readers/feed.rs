//! RSS and Atom: every entry is a document.

use std::sync::{Arc, Mutex};

use feed_rs::model::{Entry, Feed, Link};
use jiff::Timestamp;

use super::html;
use crate::corpus::deadline::Deadline;
use crate::corpus::draft::{self, Draft, Drafts, Expected, Value};
use crate::corpus::text::{self, Paragraph};
use crate::corpus::{ReadError, Settings, encoding, error, xml};

pub(super) const EXPECTED: Expected = Expected {
    title: "give the entry a <title>",
    text: "give the entry <content>, <content:encoded>, <description> or <summary>",
};

/// Reads the entries of a feed, in their order.
///
/// # Errors
/// The file is not a feed. Mistakes in one entry are in its place in the list.
pub(super) fn read(bytes: &[u8], settings: &Settings) -> Result<Drafts, ReadError> {
    // One for all entries: a feed is a file like a page.
    let deadline = Deadline::after(settings.max_page_time);
    let label = encoding::declared_label(bytes);
    let text = encoding::read_text(bytes, label.as_deref())?;
    let xml = &*xml::without_declarations(&text);
    xml::check_attributes(xml)?;
    let dates = Dates::default();
    let feed = dates
        .parser()
        .parse(xml.as_bytes())
        .map_err(|failure| ReadError::Feed { message: error::parser_message(&failure.to_string()) })?;
    if feed.entries.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut languages = xml::entry_languages(xml);
    if languages.len() != feed.entries.len() {
        languages.clear();
    }
    let drafts = feed.entries.iter().enumerate().map(|(at, entry)| {
        let language = languages.get(at).copied().flatten();
        draft(entry, language, &feed, &dates, &Limits { settings, deadline })
    });
    Ok(drafts.collect())
}

/// What bounds the reading of a feed's entries.
struct Limits<'a> {
    settings: &'a Settings,
    deadline: Deadline,
}

impl Limits<'_> {
    fn fragment(&self, html: &str) -> Result<Vec<Paragraph>, ReadError> {
        html::fragment(html, self.settings, &self.deadline)
    }
}

fn draft(
    entry: &Entry,
    language: Option<&str>,
    feed: &Feed,
    dates: &Dates,
    limits: &Limits<'_>,
) -> Result<Draft, ReadError> {
    let title = entry.title.as_ref();
    let title = title.map(|title| line(&title.content, limits)).transpose()?;
    let url = page_link(&entry.links)
        // In RSS the id may be the address.
        .or_else(|| draft::parse_page_url(&entry.id).map(String::from));
    let date = entry.published.or(entry.updated);
    let date = date.and_then(|date| dates.stated(date.timestamp()));
    // The language of the feed says little: ministries write the news of one feed in several.
    let language = language.or(entry.language.as_deref());
    Ok(Draft {
        title,
        paragraphs: paragraphs(entry, limits)?,
        url: url.and_then(|url| Value::new("link", &url)),
        id: Some(entry.id.clone()).filter(|id| !id.trim().is_empty()),
        date: date.and_then(|date| Value::new("the date of the entry", &date)),
        source: page_link(&feed.links),
        language: language.filter(|tag| html::is_language_tag(tag)).map(str::to_owned),
        ..Draft::default()
    })
}

/// The content, or else the summary.
fn paragraphs(entry: &Entry, limits: &Limits<'_>) -> Result<Vec<Paragraph>, ReadError> {
    let content = entry.content.as_ref().and_then(|content| {
        let body = content.body.as_deref().filter(|body| !body.trim().is_empty())?;
        Some((body, content.content_type.to_string()))
    });
    let summary = || {
        let summary = entry.summary.as_ref()?;
        Some((summary.content.as_str(), summary.content_type.to_string()))
    };
    match content.or_else(summary) {
        Some((text, kind)) if kind.starts_with("text/plain") => Ok(text::split(text)),
        Some((html, _)) => limits.fragment(html),
        None => Ok(Vec::new()),
    }
}

/// A title on one line. Titles are plain text by the standards and HTML in practice: `&amp;laquo;` is frequent.
fn line(title: &str, limits: &Limits<'_>) -> Result<String, ReadError> {
    if !title.contains(['&', '<']) {
        return Ok(title.to_owned());
    }
    let paragraphs = limits.fragment(title)?;
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    Ok(texts.join(" "))
}

/// The link to the page itself.
fn page_link(links: &[Link]) -> Option<String> {
    links
        .iter()
        .filter(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .find_map(|link| draft::parse_page_url(&link.href))
        .map(String::from)
}

/// The dates of a feed as it states them. The feed parser keeps only the instant, without the offset that determines
/// the day, and drops dates that it cannot read. So the parser is given, as the instant, the index of each date in this
/// list.
#[derive(Default)]
struct Dates(Arc<Mutex<Vec<String>>>);

impl Dates {
    fn parser(&self) -> feed_rs::parser::Parser {
        let stated = Arc::clone(&self.0);
        feed_rs::parser::Builder::new()
            .timestamp_parser(move |text| {
                let mut stated = stated.lock().ok()?;
                let place = i64::try_from(stated.len()).ok()?;
                stated.push(text.to_owned());
                Timestamp::from_second(place).ok()?.to_string().parse().ok()
            })
            // An id that the feed does not state stays empty.
            .id_generator(|_, _, _| String::new())
            .build()
    }

    fn stated(&self, place: i64) -> Option<String> {
        self.0.lock().ok()?.get(usize::try_from(place).ok()?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::background;

    fn drafts(xml: &str) -> Vec<Draft> {
        let drafts = read(xml.as_bytes(), &Settings::default()).expect("a feed");
        drafts.into_iter().map(|draft| draft.expect("an entry")).collect()
    }

    const RSS: &str = r#"<?xml version="1.0" encoding="windows-1251"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Новости</title><link>https://a.by/</link><language>ru</language>
        <item><title>О &amp;laquo;Севере&amp;raquo;</title><link>https://a.by/1</link>
          <pubDate>Wed, 28 Jan 2026 23:30:00 +0300</pubDate><description>Кратко</description>
          <content:encoded><![CDATA[<p>Первый.</p><p><em>Справочно.</em></p><p><em>Второй.</em></p>]]></content:encoded></item>
        <item><title>Второе</title><guid isPermaLink="true">https://a.by/2</guid>
          <pubDate>Sat, 30 Feb 2026 10:00:00 +0300</pubDate><description>&lt;p&gt;Текст&lt;/p&gt;</description></item>
        <item><title>Третье</title><guid>n-3</guid><description>Текст</description></item>
        </channel></rss>"#;

    #[test]
    fn rss() {
        let drafts = drafts(RSS);
        let (text, background) = background::join(&drafts[0].paragraphs);
        assert_eq!(text, "Первый.\n\nСправочно.\n\nВторой.");
        assert_eq!(background.len(), 1);
        assert_eq!(drafts[0].title.as_deref(), Some("О «Севере»"));
        assert_eq!(drafts[0].language, None);
        let date = |at: usize| drafts[at].date.as_ref().map(|date| date.text.as_str());
        assert_eq!(date(0), Some("Wed, 28 Jan 2026 23:30:00 +0300"));
        assert_eq!(date(1), Some("Sat, 30 Feb 2026 10:00:00 +0300"));
        assert_eq!(date(2), None);
        let url = |at: usize| drafts[at].url.as_ref().map(|url| url.text.as_str());
        assert_eq!([url(0), url(1), url(2)], [Some("https://a.by/1"), Some("https://a.by/2"), None]);
        assert_eq!(drafts[2].id.as_deref(), Some("n-3"));
        assert_eq!(drafts[2].source.as_deref(), Some("https://a.by/"));
    }

    #[test]
    fn atom() {
        let drafts = drafts(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Навіны</title><id>x</id>
            <entry xml:lang="be"><title type="html">Пра &lt;b&gt;візіт&lt;/b&gt;</title><id>urn:1</id>
              <link rel="self" href="https://a.by/self"/><link href="https://a.by/be/1"/>
              <published>2026-01-28T10:00:00+03:00</published><updated>2026-02-01T10:00:00+03:00</updated>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Адзін.</p><p>Два.</p></div></content>
            </entry><entry><title>Два</title><id>urn:2</id><updated>2026-02-01T10:00:00+03:00</updated>
              <summary>Коратка.</summary></entry></feed>"#,
        );
        assert_eq!(drafts[0].title.as_deref(), Some("Пра візіт"));
        assert_eq!(background::join(&drafts[0].paragraphs).0, "Адзін.\n\nДва.");
        assert_eq!(drafts[0].url.as_ref().map(|url| url.text.as_str()), Some("https://a.by/be/1"));
        assert_eq!(drafts[0].date.as_ref().map(|d| d.text.as_str()), Some("2026-01-28T10:00:00+03:00"));
        assert_eq!(background::join(&drafts[1].paragraphs).0, "Коратка.");
        assert_eq!(drafts[0].language.as_deref(), Some("be"));
        assert_eq!(drafts[1].id.as_deref(), Some("urn:2"));
    }

    fn with_description(head: &str, description: &str) -> String {
        format!(
            "{head}<rss version=\"2.0\"><channel><title>x</title><item><title>t</title>\
             <description>{description}</description></item></channel></rss>"
        )
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let mut bomb = "<!DOCTYPE rss [<!ENTITY a \"ха\">".to_owned();
        for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
            bomb.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10)));
        }
        bomb.push_str("]>");
        let outside = "<!DOCTYPE rss [<!ENTITY j SYSTEM \"file:///etc/passwd\">]>";
        for head in [bomb.as_str(), outside] {
            let drafts = drafts(&with_description(head, "Текст &j; дальше"));
            assert_eq!(background::join(&drafts[0].paragraphs).0, "Текст &j; дальше");
        }
    }

    #[test]
    fn hostile_feeds_are_refused_in_time() {
        let deep = with_description("", &"&lt;div&gt;".repeat(100_000));
        let drafts = read(deep.as_bytes(), &Settings::default()).expect("a feed");
        assert!(matches!(drafts[0], Err(ReadError::TooDeep { .. })));

        let elements = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let _ = read(with_description("", &elements).as_bytes(), &Settings::default());
        let cases = [
            ("<html><body>x</body></html>", "not an RSS or Atom feed"),
            ("<rss version=\"2.0\"><channel><item><title>x", "not an RSS or Atom feed"),
            ("текст", "not an RSS or Atom feed"),
            ("<rss version=\"2.0\"><channel><title>x</title></channel></rss>", "empty"),
        ];
        for (xml, expected) in cases {
            let message = read(xml.as_bytes(), &Settings::default()).expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}");
        }
    }

    /// The parser panicked.
    #[test]
    fn a_second_declaration_states_nothing() {
        let second = "<?xml version='1.0' encoding='windows-1251'?>";
        let items = "<item><title>О встрече</title><description>Встреча.</description></item>";
        let long =
            format!("<item><title>О</title><description>{}</description></item>", "Текст. ".repeat(9_000));
        let drafts =
            drafts(&format!("<rss version='2.0'><channel>{items}{long}{second}{items}</channel></rss>"));
        assert_eq!(drafts.len(), 3);
    }

    proptest! {
        #[test]
        fn any_feed_is_read_or_refused(
            xml in "<rss version=\"2.0\"><channel>(</?(item|title|link|description|guid|pubDate)>|текст|&[a-z]{1,4};|<!\\[CDATA\\[|\\]\\]>){0,40}",
            bytes: Vec<u8>,
        ) {
            let _ = read(xml.as_bytes(), &Settings::default());
            let _ = read(&bytes, &Settings::default());
        }
    }
}
