//! `Communique` → `Annotations`: what a text says about itself without saying so in a field. A date that the publisher
//! states wins over one that is read from the text; for the language it is the other way round, because labels are
//! wrong more often than detection that is sure. Nothing is guessed where neither says anything.

mod country;
mod events;
mod gazetteer;
mod kind;
mod organisations;
mod people;
mod topic;
mod topic_rules;

use crate::analysis::{Analyzer, Token, detect_language, language_by_alphabet};
use crate::model::{Annotations, Communique, Country, Document, Precision, Publishers, Vocabulary};

pub use topic_rules::{TopicRule, TopicsError, read_topics};

use country::Countries;
use gazetteer::{Candidates, Names};
use kind::Kinds;
use organisations::Organisations;
use people::People;
use topic::Topics;

/// The topics that come with the program.
pub const DEFAULT_TOPICS: &str = include_str!("data/topics.toml");

/// Raise it with every change of a rule after which documents may be annotated otherwise.
const RULES_VERSION: u32 = 1;

/// What the rules look up.
const DATA: [&str; 9] = [
    include_str!("data/date_words.txt"),
    include_str!("data/first_names.tsv"),
    include_str!("data/not_countries.tsv"),
    include_str!("data/organisation_cues.tsv"),
    include_str!("data/organisation_heads.tsv"),
    include_str!("data/organisation_heads_be.tsv"),
    include_str!("data/organisation_states.tsv"),
    include_str!("data/organisations.tsv"),
    include_str!("data/person_words.tsv"),
];

/// A document, and the tokens that it was annotated by, for whoever needs them next.
#[derive(Debug)]
pub struct Annotated {
    /// The communiqué and what was inferred from it.
    pub document: Document,
    /// The tokens of its title.
    pub title: Vec<Token>,
    /// The tokens of its text.
    pub text: Vec<Token>,
}

/// A title or a text on its way through the annotators.
struct Text<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// What looks like a name of a list.
    candidates: Candidates,
}

/// Annotates communiqués. One serves all threads.
pub struct Annotator<'a> {
    analyzer: &'a Analyzer,
    publishers: Publishers,
    names: Names,
    countries: Countries,
    organisations: Organisations,
    people: People,
    kinds: Kinds,
    topics: Topics,
}

impl<'a> Annotator<'a> {
    /// Prepares the gazetteers and the queries of the topics.
    pub fn new(
        analyzer: &'a Analyzer,
        publishers: &Publishers,
        rules: Vec<TopicRule>,
    ) -> Result<Self, TopicsError> {
        let (countries, organisations) = (Countries::new(), Organisations::new());
        Ok(Self {
            analyzer,
            publishers: publishers.clone(),
            names: Names::new(&countries, &organisations),
            countries,
            organisations,
            people: People::new(),
            kinds: Kinds::new(analyzer),
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
        let mut hasher = blake3::Hasher::new();
        let rules = format!(
            "{} {RULES_VERSION} {} {:?} {:?} {:?}",
            env!("CARGO_PKG_VERSION"),
            Kinds::DATA,
            self.topics,
            self.publishers,
            Country::names()
        );
        hasher.update(rules.as_bytes());
        for file in DATA {
            hasher.update(file.as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// Infers everything about one communiqué.
    pub fn annotate(&self, communique: Communique) -> Annotated {
        let publisher = self.publishers.get(&communique.source);
        let language = detect_language(&communique.text)
            .or(communique.language)
            .or(publisher.and_then(|publisher| publisher.language))
            .unwrap_or_else(|| language_by_alphabet(&communique.text));
        for unknown in self.topics.unknown(&communique.topics) {
            tracing::warn!("{}: there is no topic {unknown:?}; it is left out", communique.origin);
        }
        let title_tokens = self.analyzer.document(&communique.title, language);
        let tokens = self.analyzer.document(&communique.text, language);
        let (kind, kind_place) = self.kinds.find(&communique, &title_tokens, &tokens);
        let host = publisher.and_then(|publisher| publisher.country);
        let title = Text {
            text: &communique.title,
            tokens: &title_tokens,
            candidates: self.names.candidates(&title_tokens),
        };
        let text =
            Text { text: &communique.text, tokens: &tokens, candidates: self.names.candidates(&tokens) };
        let published = communique.published.or_else(|| events::first_full_date(&communique.text));
        // «Вчера» counts from a day, not from a month.
        let today = published
            .filter(|published| published.precision == Precision::Day)
            .map(|published| published.date);
        let annotations = Annotations {
            language,
            published,
            events: events::dates(&communique.text, today),
            countries: self.countries.find(&communique, &title, &text, language, host),
            topics: self.topics.find(&communique, kind, &title_tokens, &tokens),
            people: self.people.find((title.text, title.tokens), (text.text, text.tokens), language),
            organisations: self.organisations.find(&title, &text, language, host),
            kind,
            kind_place,
        };
        Annotated { document: Document { communique, annotations }, title: title_tokens, text: tokens }
    }
}
