//! A document as JSON: what was published and what is inferred from it, with the places in its text.

use std::ops::Range;

use serde::Serialize;

use super::spans::{EventJson, MentionJson, Places, PublishedJson, SpanJson};
use super::values::{CountryJson, KindJson, SourceJson};
use crate::engine::Version;
use crate::model::{Document, Language, Vocabulary};

/// A document.
#[derive(Serialize)]
pub struct DocumentJson {
    id: String,
    url: Option<String>,
    permalink: String,
    title: String,
    text: String,
    background: Vec<SpanJson>,
    language: &'static str,
    published: Option<PublishedJson>,
    source: SourceJson,
    countries: Vec<CountryMentionsJson>,
    topics: Vec<NamedMentionsJson>,
    people: Vec<NamedMentionsJson>,
    organisations: Vec<NamedMentionsJson>,
    kind: KindJson,
    /// The evidence for the kind, unless the title decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_span: Option<MentionJson>,
    events: Vec<EventJson>,
    versions: Vec<VersionJson>,
}

/// The same communiqué in another language.
#[derive(Serialize)]
struct VersionJson {
    id: String,
    language: &'static str,
    title: String,
    permalink: String,
}

#[derive(Serialize)]
struct CountryMentionsJson {
    #[serde(flatten)]
    country: CountryJson,
    spans: Vec<MentionJson>,
}

/// A person, an organisation or a topic, and where the text speaks of it.
#[derive(Serialize)]
struct NamedMentionsJson {
    /// A topic's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    /// Mentions in title and text.
    mentions: u64,
    spans: Vec<MentionJson>,
}

impl NamedMentionsJson {
    fn new(name: &str, in_title: u32, mentions: &[Range<usize>], places: &Places<'_>) -> Self {
        Self {
            id: None,
            name: name.to_owned(),
            office: None,
            mentions: u64::from(in_title) + mentions.len() as u64,
            spans: places.mentions(mentions),
        }
    }
}

impl DocumentJson {
    /// A document for a reader, with its versions in other languages.
    pub fn new(
        document: &Document,
        versions: Vec<Version>,
        vocabulary: &Vocabulary,
        reader: Language,
    ) -> Self {
        let communique = &document.communique;
        let annotations = &document.annotations;
        let text = communique.text.as_str();
        let places = Places::new(text);
        Self {
            id: communique.id.to_string(),
            url: communique.url.clone(),
            permalink: format!("/d/{}", communique.id),
            title: communique.title.clone(),
            background: communique.background.iter().map(|range| places.span(range)).collect(),
            language: annotations.language.code(),
            published: annotations.published.map(PublishedJson::from),
            source: SourceJson::new(&communique.source, vocabulary, reader),
            countries: annotations
                .countries
                .iter()
                .map(|mentions| CountryMentionsJson {
                    country: CountryJson::new(mentions.country, mentions.count(), reader),
                    spans: places.country(mentions),
                })
                .collect(),
            topics: annotations
                .topics
                .iter()
                .map(|topic| NamedMentionsJson {
                    id: Some(topic.topic.clone()),
                    ..NamedMentionsJson::new(
                        vocabulary.topic(&topic.topic, reader),
                        topic.in_title,
                        &topic.mentions,
                        &places,
                    )
                })
                .collect(),
            people: annotations
                .people
                .iter()
                .map(|person| NamedMentionsJson {
                    office: person.office.clone(),
                    ..NamedMentionsJson::new(&person.name, person.in_title, &person.mentions, &places)
                })
                .collect(),
            organisations: annotations
                .organisations
                .iter()
                .map(|found| NamedMentionsJson::new(&found.name, found.in_title, &found.mentions, &places))
                .collect(),
            kind: KindJson::new(annotations.kind, reader),
            kind_span: annotations.kind_place.as_ref().map(|range| places.mention(range)),
            versions: versions
                .into_iter()
                .map(|version| VersionJson {
                    permalink: format!("/d/{}", version.id),
                    id: version.id.to_string(),
                    language: version.language.code(),
                    title: version.title,
                })
                .collect(),
            events: places.events(&annotations.events),
            text: communique.text.clone(),
        }
    }
}
