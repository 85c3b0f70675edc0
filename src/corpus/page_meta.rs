//! The metadata in a page's head: meta tags, links, JSON-LD.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::Value as Json;

use super::draft;

/// At most this many objects of a page's JSON-LD are read. Real pages have a dozen.
const MAX_OBJECTS: usize = 1000;

/// The metadata of a page. Each list begins with the most reliable value.
#[derive(Debug, Default)]
pub(super) struct PageMeta {
    pub(super) titles: Vec<String>,
    pub(super) urls: Vec<String>,
    /// The dates with the tags that state them.
    pub(super) dates: Vec<(&'static str, String)>,
    pub(super) languages: Vec<String>,
}

/// Reads the metadata of a page.
pub(super) fn read(page: &Document) -> PageMeta {
    let tags = meta_tags(page);
    let article = article(page);
    let from_tag = |name: &str| tags.get(name).cloned();
    let from_article = |name: &str| article.as_ref().and_then(|article| text_at(article, name));
    let attribute = |selector: &str, name: &str| {
        let selection = page.select_single(selector);
        selection.attr(name).map(|value| value.trim().to_owned())
    };
    let text_of = |selector: &str| Some(page.select_single(selector).text().trim().to_owned());
    let dates = [
        ("article:published_time", from_tag("article:published_time")),
        ("datePublished", from_article("datePublished")),
        ("datePublished", from_tag("datepublished")),
        ("time", attribute("article time[datetime]", "datetime")),
        ("time", attribute("main time[datetime]", "datetime")),
    ];
    let urls = [
        attribute("link[rel=canonical]", "href"),
        from_tag("og:url"),
        from_article("url"),
        from_article("mainEntityOfPage"),
    ];
    PageMeta {
        titles: filled([from_tag("og:title"), from_article("headline"), text_of("h1"), text_of("title")]),
        urls: filled(urls)
            .into_iter()
            // Relative addresses and those of other schemes cannot be cited.
            .filter(|url| draft::parse_page_url(url).is_some())
            .collect(),
        dates: dates
            .into_iter()
            .filter_map(|(field, date)| Some((field, date.filter(|date| !date.is_empty())?)))
            .collect(),
        languages: filled([attribute("html[lang]", "lang"), from_article("inLanguage")]),
    }
}

fn filled<const N: usize>(values: [Option<String>; N]) -> Vec<String> {
    let filled = |text: &String| !text.trim().is_empty();
    values.into_iter().flatten().filter(filled).collect()
}

/// The meta tags by their lower-case names. The first of a name counts.
fn meta_tags(page: &Document) -> HashMap<String, String> {
    let mut tags = HashMap::new();
    for node in page.select("meta[content]").nodes() {
        let content = node.attr_or("content", "").trim().to_owned();
        let name = ["property", "name", "itemprop"].into_iter().find_map(|attribute| node.attr(attribute));
        if let Some(name) = name.filter(|_| !content.is_empty()) {
            tags.entry(name.trim().to_lowercase()).or_insert(content);
        }
    }
    tags
}

/// The object of the page's JSON-LD that describes the article: the first with a headline. Broken JSON-LD is ignored.
fn article(page: &Document) -> Option<Json> {
    let mut waiting: Vec<Json> = Vec::new();
    for node in page.select("script[type=\"application/ld+json\"]").nodes() {
        waiting.extend(serde_json::from_str::<Json>(node.text().trim()).ok());
    }
    waiting.reverse();
    for _ in 0..MAX_OBJECTS {
        match waiting.pop()? {
            Json::Array(items) => waiting.extend(items.into_iter().rev()),
            Json::Object(mut object) => {
                if object.get("headline").is_some_and(Json::is_string) {
                    return Some(Json::Object(object));
                }
                waiting.extend(object.remove("@graph"));
            }
            _ => {}
        }
    }
    None
}

/// A text, or the id of an object in its place.
fn text_at(object: &Json, name: &str) -> Option<String> {
    let value = object.get(name)?;
    let text = value.as_str().or_else(|| value.get("@id")?.as_str())?;
    Some(text.trim().to_owned())
}
