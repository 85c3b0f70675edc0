//! The annotations of a document as JSON, with their places in the text: a line of `vestnik annotate --json`.

use serde::Serialize;

use super::spans::{EventJson, MentionJson, Places, PublishedJson};
use crate::model::Document;

/// The annotations of a document.
#[derive(Serialize)]
pub struct AnnotationsJson {
    id: String,
    language: &'static str,
    published: Option<PublishedJson>,
    events: Vec<EventJson>,
    countries: Vec<CountryPlacesJson>,
    topics: Vec<TopicPlacesJson>,
    people: Vec<NamePlacesJson>,
    organisations: Vec<NamePlacesJson>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_mention: Option<MentionJson>,
}

#[derive(Serialize)]
struct CountryPlacesJson {
    code: String,
    in_title: u32,
    mentions: Vec<MentionJson>,
}

#[derive(Serialize)]
struct TopicPlacesJson {
    id: String,
    in_title: u32,
    mentions: Vec<MentionJson>,
}

#[derive(Serialize)]
struct NamePlacesJson {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    in_title: u32,
    mentions: Vec<MentionJson>,
}

impl AnnotationsJson {
    /// The annotations of a document; offsets count characters of its text.
    pub fn new(document: &Document) -> Self {
        let annotations = &document.annotations;
        let places = Places::new(&document.communique.text);
        Self {
            id: document.communique.id.to_string(),
            language: annotations.language.code(),
            published: annotations.published.map(PublishedJson::from),
            events: places.events(&annotations.events),
            countries: annotations
                .countries
                .iter()
                .map(|found| CountryPlacesJson {
                    code: found.country.to_string(),
                    in_title: found.in_title,
                    mentions: places.country(found),
                })
                .collect(),
            topics: annotations
                .topics
                .iter()
                .map(|found| TopicPlacesJson {
                    id: found.topic.clone(),
                    in_title: found.in_title,
                    mentions: places.mentions(&found.mentions),
                })
                .collect(),
            people: annotations
                .people
                .iter()
                .map(|found| NamePlacesJson {
                    name: found.name.clone(),
                    office: found.office.clone(),
                    in_title: found.in_title,
                    mentions: places.mentions(&found.mentions),
                })
                .collect(),
            organisations: annotations
                .organisations
                .iter()
                .map(|found| NamePlacesJson {
                    name: found.name.clone(),
                    office: None,
                    in_title: found.in_title,
                    mentions: places.mentions(&found.mentions),
                })
                .collect(),
            kind: annotations.kind.code(),
            kind_mention: annotations.kind_place.as_ref().map(|range| places.mention(range)),
        }
    }
}
