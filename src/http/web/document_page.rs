//! The page of one document: its text with the query's words marked, its properties, how to cite it.

use askama::Template;

use super::{
    about::{Property, Reason, properties},
    frame::Frame,
    links::{self, Links},
    paragraphs::{Block, blocks},
    parts::{DateText, Original, Tag},
};
use crate::engine::{Marked, Version};
use crate::model::{DateOrigin, Document, FacetName, Language, Vocabulary, without_directions};
use crate::query::SearchParams;

/// A document to show.
pub(in crate::http) struct DocumentPage<'a> {
    /// The document.
    pub(in crate::http) document: &'a Document,
    /// Its title, the words of the query marked.
    pub(in crate::http) title: &'a Marked,
    /// The communiqué's whole text, the words of the query marked.
    pub(in crate::http) text: &'a Marked,
    /// The search that the reader came from, read from the page's own parameters; the page links back to it.
    pub(in crate::http) search: Option<&'a SearchParams>,
    /// The property whose places in the text are marked instead of the query's words.
    pub(in crate::http) reason: Option<&'a Reason>,
    /// The same communiqué in other languages.
    pub(in crate::http) versions: &'a [Version],
    /// The names of topics and publishers.
    pub(in crate::http) vocabulary: &'a Vocabulary,
    /// The reader's language.
    pub(in crate::http) reader: Language,
    /// Scheme and host of this service without a slash at the end, for addresses that are copied; may be empty.
    pub(in crate::http) base: &'a str,
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentTemplate<'a> {
    frame: Frame,
    title: &'a Marked,
    blocks: Vec<Block>,
    lang: &'static str,
    back: Option<String>,
    source: Option<Tag>,
    date: Option<DateText>,
    date_origin: &'static str,
    language: Tag,
    versions: Vec<VersionView>,
    properties: Vec<Property>,
    original: Option<Original>,
    permalink: String,
    address: String,
    citation: String,
}

/// A version in another language.
struct VersionView {
    href: String,
    lang: &'static str,
    language: &'static str,
    title: String,
}

/// Renders the page of a document.
pub(in crate::http) fn document_page(page: &DocumentPage<'_>) -> Result<String, askama::Error> {
    let &DocumentPage { document, reader, vocabulary, .. } = page;
    let communique = &document.communique;
    let annotations = &document.annotations;
    let nothing = SearchParams::default();
    let links = Links::new(page.search.unwrap_or(&nothing));
    let frame = Frame::new(Some(&communique.title), &links, reader);
    let t = frame.t;
    let tag = |facet: FacetName, value: &str, note: String| Tag {
        name: facet.shown(value, vocabulary, reader).to_owned(),
        href: Some(links::all_with(facet, value)),
        note,
    };
    let source =
        (!communique.source.is_empty()).then(|| tag(FacetName::SOURCE, &communique.source, String::new()));
    let date = annotations.published.map(|published| DateText::new(published, reader));
    let permalink = links::document(&communique.id);
    let address = format!("{}{permalink}", page.base);
    let original = communique.url.as_deref().map(Original::new);
    let citation = citation(
        source.as_ref().map(|source| source.name.as_str()),
        date.as_ref().map(|date| date.words.as_str()),
        &without_directions(&communique.title),
        original.as_ref().and_then(|original| original.href.as_deref()).unwrap_or(&address),
    );
    DocumentTemplate {
        title: page.title,
        blocks: blocks(communique, page.text),
        lang: annotations.language.code(),
        back: page.search.map(|_| links.here()).filter(|here| here != "/"),
        date_origin: match annotations.published.map(|published| published.from) {
            Some(DateOrigin::Metadata) => t.from_metadata,
            Some(DateOrigin::Text) => t.from_text,
            None => t.undated,
        },
        language: Tag {
            name: annotations.language.name(reader).to_owned(),
            ..tag(FacetName::LANGUAGE, annotations.language.code(), String::new())
        },
        versions: page
            .versions
            .iter()
            .map(|version| VersionView {
                href: links::document(&version.id),
                lang: version.language.code(),
                language: version.language.name(reader),
                title: version.title.clone(),
            })
            .collect(),
        properties: properties(document, &links, page.reason, vocabulary, reader),
        frame,
        source,
        date,
        original,
        permalink,
        address,
        citation,
    }
    .render()
}

/// «Минсвязи, 28 января 2026 г. О встрече. URL: https://…».
fn citation(source: Option<&str>, date: Option<&str>, title: &str, url: &str) -> String {
    let stated: Vec<&str> = source.into_iter().chain(date).collect();
    let mut text = stated.join(", ");
    for part in [title, &format!("URL: {url}")] {
        if !text.is_empty() {
            text.push_str(if text.ends_with(['.', '!', '?', '…']) { " " } else { ". " });
        }
        text.push_str(part);
    }
    text
}
