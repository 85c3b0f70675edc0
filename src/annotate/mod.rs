//! `Communique` → `Annotations`: what a text says about itself without saying so in a field. A date that the publisher
//! states wins over one that is read from the text; for the language it is the other way round, because labels are
//! wrong more often than detection that is sure. Nothing is guessed where neither says anything.

mod country;
mod date;
mod topic;

use crate::analysis::{Analyzer, detect_language, language_by_alphabet};
use crate::model::{Annotations, Communique, Country, Document, Publishers, Vocabulary};

pub use topic::{TopicRule, TopicsError, read_topics};

use country::Countries;
use topic::Topics;

/// The topics that come with the program.
pub const DEFAULT_TOPICS: &str = include_str!("data/topics.toml");

/// Annotates communiqués. One serves all threads.
pub struct Annotator<'a> {
    analyzer: &'a Analyzer,
    publishers: Publishers,
    countries: Countries,
    topics: Topics,
}

impl<'a> Annotator<'a> {
    /// Prepares the gazetteers and the queries of the topics.
    pub fn new(
        analyzer: &'a Analyzer,
        publishers: &Publishers,
        rules: Vec<TopicRule>,
    ) -> Result<Self, TopicsError> {
        Ok(Self {
            analyzer,
            publishers: publishers.clone(),
            countries: Countries::new(),
            topics: Topics::new(rules, analyzer)?,
        })
    }

    /// The names of publishers and topics, for whoever shows the annotations.
    pub fn vocabulary_of(publishers: &Publishers, rules: &[TopicRule]) -> Vocabulary {
        Vocabulary {
            topics: rules.iter().map(|rule| rule.topic.clone()).collect(),
            publishers: publishers.clone(),
        }
    }

    /// A short text that stands for everything that annotations are made by. Documents that were annotated under
    /// another fingerprint may have other annotations now.
    pub fn fingerprint(&self) -> String {
        let rules = format!(
            "{} {:?} {:?} {:?}",
            env!("CARGO_PKG_VERSION"),
            self.topics,
            self.publishers,
            Country::names()
        );
        blake3::hash(rules.as_bytes()).to_hex()[..16].to_owned()
    }

    /// Infers everything about one communiqué.
    pub fn annotate(&self, communique: Communique) -> Document {
        let publisher = self.publishers.get(&communique.source);
        let language = detect_language(&communique.text)
            .or(communique.language)
            .or(publisher.and_then(|publisher| publisher.language))
            .unwrap_or_else(|| language_by_alphabet(&communique.text));
        for unknown in self.topics.unknown(&communique.topics) {
            tracing::warn!("{}: there is no topic {unknown:?}; it is left out", communique.origin);
        }
        let title = self.analyzer.document(&communique.title, language);
        let text = self.analyzer.document(&communique.text, language);
        let host = publisher.and_then(|publisher| publisher.country);
        let annotations = Annotations {
            language,
            published: communique.published.or_else(|| date::first_full_date(&communique.text)),
            countries: self.countries.find(&communique, &title, &text, language, host),
            topics: self.topics.find(&communique, &title, &text),
        };
        Document { communique, annotations }
    }
}
