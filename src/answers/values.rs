//! Publishers, countries, topics and kinds as JSON, with their names for a reader: the same in hits and in documents.

use serde::Serialize;

use crate::model::{Country, Kind, Language, Vocabulary};

/// A kind of event.
#[derive(Serialize)]
pub(super) struct KindJson {
    id: &'static str,
    name: &'static str,
}

/// A publisher.
#[derive(Serialize)]
pub(super) struct SourceJson {
    id: String,
    name: String,
}

/// A counterpart country of a document.
#[derive(Serialize)]
pub(super) struct CountryJson {
    code: String,
    name: &'static str,
    /// Mentions in title and text.
    mentions: u32,
}

/// A topic.
#[derive(Serialize)]
pub(super) struct TopicJson {
    id: String,
    name: String,
}

impl SourceJson {
    pub(super) fn new(host: &str, vocabulary: &Vocabulary, reader: Language) -> Self {
        Self { id: host.to_owned(), name: vocabulary.source(host, reader).to_owned() }
    }
}

impl CountryJson {
    pub(super) fn new(country: Country, mentions: u32, reader: Language) -> Self {
        Self { code: country.to_string(), name: country.name(reader), mentions }
    }
}

impl KindJson {
    pub(super) fn new(kind: Kind, reader: Language) -> Self {
        Self { id: kind.code(), name: kind.name(reader) }
    }
}

impl TopicJson {
    pub(super) fn new(id: &str, vocabulary: &Vocabulary, reader: Language) -> Self {
        Self { id: id.to_owned(), name: vocabulary.topic(id, reader).to_owned() }
    }
}
