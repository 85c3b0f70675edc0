//! Topics, and the vocabulary that turns the values of facets into names.

use super::{Language, Names, Publishers};

/// A topic's id and name. The query that decides over it is in `annotate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Lower-case ASCII with hyphens: `digital-development`.
    pub id: String,
    /// The id of its area; `None` for an area.
    pub parent: Option<String>,
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

    /// The id of the topic with this id or with this name in any language, ignoring letter case.
    pub fn find_topic(&self, text: &str) -> Option<&str> {
        let wanted = text.to_lowercase();
        let is_meant = |topic: &&Topic| {
            let names = [&topic.names.ru, &topic.names.be, &topic.names.en];
            topic.id == wanted || names.iter().any(|name| name.to_lowercase() == wanted)
        };
        self.topics.iter().find(is_meant).map(|topic| topic.id.as_str())
    }

    /// The id of a topic's area.
    pub fn area(&self, id: &str) -> Option<&str> {
        self.topics.iter().find(|topic| topic.id == id)?.parent.as_deref()
    }

    /// Topics without an area, in the order of the list, each with the topics that lie in it. This is how a page shows
    /// them: the list itself need not keep a topic beside its area.
    pub fn outline(&self) -> impl Iterator<Item = (&Topic, Vec<&Topic>)> {
        self.topics.iter().filter(|topic| topic.parent.is_none()).map(|area| {
            let below = |topic: &&Topic| topic.parent.as_deref() == Some(area.id.as_str());
            (area, self.topics.iter().filter(below).collect())
        })
    }

    /// The publisher's name, or the host if its name is unknown.
    pub fn source<'a>(&'a self, host: &'a str, reader: Language) -> &'a str {
        self.publishers.get(host).map_or(host, |publisher| publisher.names.get(reader))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_stand_below_their_areas() {
        let topic = |id: &str, parent: Option<&str>| Topic {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            names: Names { ru: id.to_owned(), be: id.to_owned(), en: id.to_owned() },
        };
        let topics = vec![
            topic("rail", Some("transport")),
            topic("health", None),
            topic("transport", None),
            topic("roads", Some("transport")),
        ];
        let vocabulary = Vocabulary { topics, ..Vocabulary::default() };
        let outline: Vec<(&str, Vec<&str>)> = vocabulary
            .outline()
            .map(|(area, below)| {
                (area.id.as_str(), below.into_iter().map(|topic| topic.id.as_str()).collect())
            })
            .collect();
        assert_eq!(outline, [("health", vec![]), ("transport", vec!["rail", "roads"])]);
        assert_eq!(vocabulary.area("rail"), Some("transport"));
        assert_eq!(vocabulary.area("health"), None);
        assert_eq!(vocabulary.area("unknown"), None);
    }
}
