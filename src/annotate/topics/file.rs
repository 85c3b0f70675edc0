//! The file of topics: its format and its possible faults.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::model::{Names, Topic};

/// The most topics of a file. Each costs a little with every document.
const MAX_TOPICS: usize = 2_000;

/// A topic and its conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicRule {
    /// The topic.
    pub topic: Topic,
    /// In the query language; empty for an area that documents get only by the topics in it.
    pub query: String,
    /// In the query language: weak evidence, which counts only in number. Often empty.
    pub hints: String,
    /// The least score that gives a document the topic.
    pub least: f64,
}

impl TopicRule {
    /// What decides which documents have the topic, for a fingerprint: everything but its names.
    pub(in crate::annotate) fn deciding(&self) -> [String; 5] {
        [
            self.topic.id.clone(),
            self.topic.parent.clone().unwrap_or_default(),
            self.query.clone(),
            self.hints.clone(),
            self.least.to_string(),
        ]
    }
}

/// A fault in a file of topics.
#[derive(Debug, thiserror::Error)]
pub enum TopicsError {
    /// It is not TOML of the expected shape. The message names the line and the key.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// More topics than an archive can be sorted by.
    #[error("the file has {count} topics, and it may have {limit}; keep the broader ones")]
    TooMany {
        /// How many it has.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// Two topics have one id.
    #[error("two topics have the id \"{id}\"; ids must be unique")]
    SameId {
        /// The id.
        id: String,
    },
    /// An id has characters that an address cannot show.
    #[error("the id \"{id}\" should be lower-case Latin letters, digits and hyphens")]
    BadId {
        /// The id.
        id: String,
    },
    /// A topic lies in an area that is not in the file.
    #[error("the parent of \"{id}\" is \"{parent}\", but there is no such topic")]
    UnknownParent {
        /// The topic's id.
        id: String,
        /// The id of its parent.
        parent: String,
    },
    /// A parent has a parent, which may be the topic itself; there are two levels only, areas and the topics in them.
    #[error(
        "the parent of \"{id}\" is \"{parent}\", which has a parent itself; there are two levels, so \
         the parent of a topic must have none"
    )]
    TooDeep {
        /// The topic's id.
        id: String,
        /// The id of its parent.
        parent: String,
    },
    /// A topic has no query and no topics in it: no document could have it.
    #[error("\"{id}\" needs a query; only a topic that is the parent of others can do without")]
    NoQuery {
        /// The topic's id.
        id: String,
    },
    /// A threshold is not a positive number.
    #[error("\"least\" of {of} is {least}; it must be a number above 0")]
    BadLeast {
        /// The topic's id in quotation marks, or `the file`.
        of: String,
        /// What was written.
        least: f64,
    },
    /// The query is empty or faulty.
    #[error("the query of \"{id}\" is not right: {message}")]
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
    #[serde(default = "default_least")]
    least: f64,
    topic: Vec<TopicEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    id: String,
    parent: Option<String>,
    name: NamesEntry,
    query: Option<String>,
    hints: Option<String>,
    least: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesEntry {
    ru: String,
    be: String,
    en: String,
}

/// The threshold of a file that states none: a mention in the title or the lead, or two in the rest of a short text.
fn default_least() -> f64 {
    2.0
}

/// Reads a file of topics: `[[topic]]` tables with `id`, `name = { ru, be, en }` and `query`, and optionally `parent`,
/// `hints` and `least`. A `least` before the tables is the default for all.
///
/// # Errors
/// [`TopicsError`]: the text is not TOML of this shape, an id is bad or taken, a parent is missing or has a parent itself, there are
/// more than 2,000 topics, a topic without topics in it has no query, or a `least` is not a positive number.
pub fn read_topics(text: &str) -> Result<Vec<TopicRule>, TopicsError> {
    let file: TopicsFile = toml::from_str(text)?;
    check_least("the file", file.least)?;
    if file.topic.len() > MAX_TOPICS {
        return Err(TopicsError::TooMany { count: file.topic.len(), limit: MAX_TOPICS });
    }
    let mut ids: HashSet<String> = HashSet::with_capacity(file.topic.len());
    let mut rules: Vec<TopicRule> = Vec::with_capacity(file.topic.len());
    for entry in file.topic {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if entry.id.is_empty() || !entry.id.chars().all(plain) {
            return Err(TopicsError::BadId { id: entry.id });
        }
        if !ids.insert(entry.id.clone()) {
            return Err(TopicsError::SameId { id: entry.id });
        }
        let least = entry.least.unwrap_or(file.least);
        check_least(&format!("\"{}\"", entry.id), least)?;
        rules.push(TopicRule {
            topic: Topic {
                id: entry.id,
                parent: entry.parent,
                names: Names { ru: entry.name.ru, be: entry.name.be, en: entry.name.en },
            },
            query: entry.query.unwrap_or_default(),
            hints: entry.hints.unwrap_or_default(),
            least,
        });
    }
    check_levels(&rules)?;
    Ok(rules)
}

fn check_least(of: &str, least: f64) -> Result<(), TopicsError> {
    if least.is_finite() && least > 0.0 {
        return Ok(());
    }
    Err(TopicsError::BadLeast { of: of.to_owned(), least })
}

fn check_levels(rules: &[TopicRule]) -> Result<(), TopicsError> {
    let parents: HashSet<&str> = rules.iter().filter_map(|rule| rule.topic.parent.as_deref()).collect();
    let by_id: HashMap<&str, &TopicRule> = rules.iter().map(|rule| (rule.topic.id.as_str(), rule)).collect();
    for rule in rules {
        let id = || rule.topic.id.clone();
        let Some(parent) = &rule.topic.parent else {
            if rule.query.is_empty() && !parents.contains(rule.topic.id.as_str()) {
                return Err(TopicsError::NoQuery { id: id() });
            }
            continue;
        };
        if rule.query.is_empty() {
            return Err(TopicsError::NoQuery { id: id() });
        }
        match by_id.get(parent.as_str()) {
            None => return Err(TopicsError::UnknownParent { id: id(), parent: parent.clone() }),
            Some(above) if above.topic.parent.is_some() => {
                return Err(TopicsError::TooDeep { id: id(), parent: parent.clone() });
            }
            Some(_) => {}
        }
    }
    Ok(())
}
