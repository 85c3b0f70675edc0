//! The hits of a search, as the page shows them.

use super::{
    links::Links,
    parts::{DateText, Original, Tag},
};
use crate::engine::{Hit, Marked};
use crate::model::{Country, FacetName, Language, Vocabulary};
use crate::texts::texts;

/// A hit shows at most this many tags of a kind.
const TAGS: usize = 6;

/// A hit.
pub(super) struct HitView<'a> {
    /// The link to the document's page.
    pub(super) href: String,
    /// The title, marked.
    pub(super) title: &'a Marked,
    /// The passage, marked.
    pub(super) snippet: &'a Marked,
    /// The language of both, BCP 47.
    pub(super) lang: &'static str,
    /// The publisher.
    pub(super) source: Option<Tag>,
    /// The date.
    pub(super) date: Option<DateText>,
    /// The language, when it is known.
    pub(super) language: Option<Tag>,
    /// The first countries.
    pub(super) countries: Vec<Tag>,
    /// How many more there are: «ещё 3»; may be empty.
    pub(super) more_countries: String,
    /// The first topics.
    pub(super) topics: Vec<Tag>,
    /// How many more there are; may be empty.
    pub(super) more_topics: String,
    /// The address of the original.
    pub(super) original: Option<Original>,
}

/// Prepares a hit; its tags narrow the search that `links` come from.
pub(super) fn hit<'a>(hit: &'a Hit, links: &Links, vocabulary: &Vocabulary, reader: Language) -> HitView<'a> {
    let t = texts(reader);
    let tag = |facet: FacetName, value: &str, note: String| Tag {
        name: facet.shown(value, vocabulary, reader).to_owned(),
        href: (!links.has(facet, value)).then(|| links.with(facet, value)),
        note,
    };
    let more = |all: usize| match all.saturating_sub(TAGS) {
        0 => String::new(),
        rest => t.more(rest as u64),
    };
    let country = |(country, mentions): &(Country, u32)| {
        let note = match mentions {
            0 => String::new(),
            &count => t.mentions(u64::from(count)),
        };
        tag(FacetName::COUNTRY, country.code(), note)
    };
    // An area beside a topic in it adds nothing.
    let topics: Vec<&String> = hit
        .topics
        .iter()
        .filter(|id| {
            !hit.topics.iter().any(|other| FacetName::TOPIC.parent(other, vocabulary) == Some(id.as_str()))
        })
        .collect();
    HitView {
        href: links.document(&hit.id),
        title: &hit.title,
        snippet: &hit.snippet,
        lang: hit.language.code(),
        source: (!hit.source.is_empty()).then(|| tag(FacetName::SOURCE, &hit.source, String::new())),
        date: hit.published.map(|published| DateText::new(published, reader)),
        language: (hit.language != Language::Undetermined)
            .then(|| tag(FacetName::LANGUAGE, hit.language.code(), String::new())),
        countries: hit.countries.iter().take(TAGS).map(country).collect(),
        more_countries: more(hit.countries.len()),
        topics: topics.iter().take(TAGS).map(|topic| tag(FacetName::TOPIC, topic, String::new())).collect(),
        more_topics: more(topics.len()),
        original: hit.url.as_deref().map(Original::new),
    }
}
