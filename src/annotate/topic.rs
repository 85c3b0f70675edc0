//! Topics: standing queries, matched against each document as it is read.

use serde::Deserialize;

use crate::analysis::{Analyzer, Token};
use crate::model::{Communique, Names, Topic, Vocabulary};
use crate::query::{Analysed, Parser, Query, TokenIndex};

/// A topic and the query that decides who belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicRule {
    /// The topic.
    pub topic: Topic,
    /// In the query language.
    pub query: String,
}

/// What is wrong with a file of topics.
#[derive(Debug, thiserror::Error)]
pub enum TopicsError {
    /// It is not TOML of the expected shape. The message names the line and the key.
    #[error("topics: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Two topics have one id.
    #[error("topics: two topics have the id \"{id}\"; ids must be unique")]
    SameId {
        /// The id.
        id: String,
    },
    /// An id has characters that an address cannot show.
    #[error("topics: the id \"{id}\" should be lower-case Latin letters, digits and hyphens")]
    BadId {
        /// The id.
        id: String,
    },
    /// The query is empty or has a slip.
    #[error("topics: the query of \"{id}\" is not right: {message}")]
    BadQuery {
        /// The topic's id.
        id: String,
        /// What is wrong with it.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    topic: Vec<TopicEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    id: String,
    name: NamesEntry,
    query: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesEntry {
    ru: String,
    be: String,
    en: String,
}

/// Reads a file of topics: `[[topic]]` tables with `id`, `name = { ru, be, en }` and `query`.
pub fn read_topics(text: &str) -> Result<Vec<TopicRule>, TopicsError> {
    let file: TopicsFile = toml::from_str(text)?;
    let mut rules: Vec<TopicRule> = Vec::with_capacity(file.topic.len());
    for entry in file.topic {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if entry.id.is_empty() || !entry.id.chars().all(plain) {
            return Err(TopicsError::BadId { id: entry.id });
        }
        if rules.iter().any(|rule| rule.topic.id == entry.id) {
            return Err(TopicsError::SameId { id: entry.id });
        }
        rules.push(TopicRule {
            topic: Topic {
                id: entry.id,
                names: Names { ru: entry.name.ru, be: entry.name.be, en: entry.name.en },
            },
            query: entry.query,
        });
    }
    Ok(rules)
}

/// Topics with their queries parsed.
#[derive(Debug)]
pub(super) struct Topics(Vec<(Topic, Query)>);

impl Topics {
    pub(super) fn new(rules: Vec<TopicRule>, analyzer: &Analyzer) -> Result<Self, TopicsError> {
        let vocabulary = Vocabulary::default();
        let parser = Parser::trusted(analyzer, &vocabulary);
        let parse = |rule: TopicRule| {
            let (query, warnings) = parser.parse(&rule.query);
            // Topics belong to whoever runs the program, who reads its messages in English.
            let message = match warnings.first() {
                Some(warning) => warning.message(crate::model::Language::English),
                None if query == Query::All => "it would match every document".to_owned(),
                // Not yet: a filter would have to wait for the other annotations.
                None if has_filter(&query) => {
                    "fields other than title and body cannot be used here".to_owned()
                }
                None => return Ok((rule.topic, query)),
            };
            Err(TopicsError::BadQuery { id: rule.topic.id, message })
        };
        Ok(Self(rules.into_iter().map(parse).collect::<Result<_, _>>()?))
    }

    /// Those of some ids that are no topic's.
    pub(super) fn unknown<'i>(&self, ids: &'i [String]) -> impl Iterator<Item = &'i String> {
        ids.iter().filter(|id| !self.0.iter().any(|(topic, _)| topic.id == **id))
    }

    /// The topics of a communiqué, in the order of the list: those the publisher states and those whose query matches
    /// title and body. The background does not count: it tells of earlier events.
    pub(super) fn find(&self, communique: &Communique, title: &[Token], text: &[Token]) -> Vec<String> {
        let title = TokenIndex::new(title);
        let body = TokenIndex::of(text, |token| !communique.is_background(token.start));
        let document = Analysed { title: &title, body: &body };
        self.0
            .iter()
            .filter(|(topic, query)| {
                communique.topics.contains(&topic.id) || document.matches(query, &|_| false)
            })
            .map(|(topic, _)| topic.id.clone())
            .collect()
    }
}

fn has_filter(query: &Query) -> bool {
    match query {
        Query::Filter(_) => true,
        Query::And(parts) | Query::Or(parts) => parts.iter().any(has_filter),
        Query::Expanded { .. } => false,
        Query::Not(inner) => has_filter(inner),
        Query::All | Query::Nothing | Query::Word { .. } | Query::Phrase { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topics_of_the_program_are_sound() {
        let rules = read_topics(super::super::DEFAULT_TOPICS).expect("the file is right");
        assert_eq!(rules.len(), 25);
        Topics::new(rules, &Analyzer::new()).expect("every query is right");
    }

    fn check(text: &str, expected: &str) {
        let error = read_topics(text)
            .and_then(|rules| Topics::new(rules, &Analyzer::new()).map(|_| ()))
            .expect_err(text);
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn mistakes_are_named() {
        let names = "name = { ru = \"a\", be = \"b\", en = \"c\" }";
        check("[[topic]]\nid = 5", "line 2");
        check(&format!("[[topic]]\nid = \"Ж\"\n{names}\nquery = \"a\""), "\"Ж\"");
        check(&format!("[[topic]]\nid = \"x\"\n{names}\nquery = \"(a\""), "not closed");
        check(&format!("[[topic]]\nid = \"x\"\n{names}\nquery = \"\""), "every document");
        check(&format!("[[topic]]\nid = \"x\"\n{names}\nquery = \"-country:AE визит\""), "cannot be used");
        let twice = format!("[[topic]]\nid = \"x\"\n{names}\nquery = \"a\"\n").repeat(2);
        check(&twice, "unique");
    }
}
