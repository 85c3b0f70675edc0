//! Topics, and the vocabulary that turns the values of facets into names.

use super::{Language, Names, Publishers};

/// A topic's id and its name. The query that decides membership lives with the annotator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Lower-case ASCII with hyphens: `digital-development`.
    pub id: String,
    /// Its name.
    pub names: Names,
}

/// The names of everything that a facet may show.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Topics, in the order in which they are listed.
    pub topics: Vec<Topic>,
    /// Publishers.
    pub publishers: Publishers,
}

impl Vocabulary {
    /// The topic's name, or its id when the index was built with other topics.
    pub fn topic<'a>(&'a self, id: &'a str, reader: Language) -> &'a str {
        self.topics.iter().find(|topic| topic.id == id).map_or(id, |topic| topic.names.get(reader))
    }

    /// The publisher's name, or the host itself when nobody told us the name.
    pub fn source<'a>(&'a self, host: &'a str, reader: Language) -> &'a str {
        self.publishers.get(host).map_or(host, |publisher| publisher.names.get(reader))
    }
}
