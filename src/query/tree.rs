//! The query tree: a query after analysis, independent of any engine.

use std::fmt;

use super::lexer::is_operator;
use crate::analysis::Token;
use crate::model::{FacetName, Period};

/// A query. Every leaf holds analysed words, so that an engine compiles it without language rules.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every document.
    All,
    /// No document.
    Nothing,
    /// Documents with a word.
    Word {
        /// The text.
        field: TextField,
        /// The word.
        word: Word,
    },
    /// Documents with these words in this order and, with a slop, near one another in any order.
    Phrase {
        /// The text.
        field: TextField,
        /// Two words or more.
        words: Vec<Word>,
        /// The most positions by which the words may be shifted against one another in all.
        slop: u32,
    },
    /// Documents with a property.
    Filter(Filter),
    /// Documents with the typed words, or with another name of the same thing.
    Expanded {
        /// A word, a phrase, or several words that together are a name.
        typed: Box<Self>,
        /// The other names: words and phrases; at least one.
        others: Vec<Self>,
    },
    /// Documents that satisfy all parts; at least two.
    And(Vec<Self>),
    /// Documents that satisfy a part; at least two.
    Or(Vec<Self>),
    /// Documents that do not satisfy the part.
    Not(Box<Self>),
}

/// The parts of a query that requires all of several words, for minimum should match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demands {
    /// The required words, in order: words, groups, and phrases, each as one word: it is wanted as it is.
    pub words: Vec<Query>,
    /// What adds to a score without being required: the words of the phrases.
    pub raising: Vec<Query>,
    /// Filters and exclusions.
    pub conditions: Vec<Query>,
}

impl Demands {
    /// The query for any of the words.
    pub fn any(mut self) -> Query {
        self.conditions.insert(0, Query::or(self.words));
        Query::and(self.conditions)
    }

    /// How many words were typed, those of phrases counted one by one.
    pub fn typed(&self) -> usize {
        let words = |query: &Query| match query {
            Query::Phrase { words, .. } => words.len(),
            _ => 1,
        };
        self.words.iter().map(words).sum()
    }

    /// How many of the words were typed beside phrases.
    pub fn beside_phrases(&self) -> usize {
        self.words.iter().filter(|word| !matches!(word, Query::Phrase { .. })).count()
    }

    /// With quotation marks as a part of the text, as in a pasted headline or sentence: the words of phrases count one by
    /// one, and the phrases raise a score.
    #[must_use]
    pub fn as_text(self) -> Self {
        let mut demands = Self { conditions: self.conditions, ..Self::default() };
        for word in self.words {
            if let Query::Phrase { field, words, .. } = &word {
                let words = words.iter().map(|word| Query::Word { field: *field, word: word.clone() });
                demands.words.extend(words);
                demands.raising.push(word);
            } else {
                demands.words.push(word);
            }
        }
        demands
    }

    /// With the phrases as conditions: what somebody typed in quotation marks beside a few words has to be there.
    #[must_use]
    pub fn with_phrases_required(mut self) -> Self {
        let (phrases, words): (Vec<Query>, Vec<Query>) =
            self.words.into_iter().partition(|word| matches!(word, Query::Phrase { .. }));
        self.conditions.extend(phrases.iter().cloned());
        self.raising.extend(phrases);
        Self { words, ..self }
    }
}

/// The text that a leaf matches in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextField {
    /// Title, body and background.
    Any,
    /// The title.
    Title,
    /// Body and background.
    Body,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it was typed.
    pub text: String,
    /// What it matches.
    pub pattern: Pattern,
    /// It was typed in quotation marks, so it has no synonyms.
    pub quoted: bool,
}

/// What a word of a query matches among the words of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// A word that has one of these terms: the word in any of its forms.
    Terms(Vec<String>),
    /// A word in exactly this normal form.
    Form(String),
    /// A word whose normal form begins like this.
    Prefix(String),
}

impl Pattern {
    /// The length of its shortest term, its form or its prefix in bytes; longer ones are rarer.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Terms(terms) => terms.iter().map(String::len).min().unwrap_or(0),
            Self::Form(text) | Self::Prefix(text) => text.len(),
        }
    }

    /// Whether it matches a word of a document.
    pub fn matches(&self, token: &Token) -> bool {
        match self {
            Self::Terms(terms) => token.terms.iter().any(|term| terms.contains(term)),
            Self::Form(form) => token.form == *form,
            Self::Prefix(prefix) => token.form.starts_with(prefix.as_str()),
        }
    }
}

/// A property of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// It has this value of a facet, in the form that documents have it in.
    Value(FacetName, String),
    /// It has a value of an open-ended facet that contains these words next to one another, in any form.
    Named(FacetName, Naming),
    /// It was published within this period.
    Published(Period),
    /// It speaks of days in this period; an event longer than both the period and a month does not count.
    Event(Period),
}

/// A name, or words of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// As it was typed.
    pub text: String,
    /// Its words; at least one.
    pub words: Vec<Word>,
}

impl Query {
    /// All of the parts: flattened, [`Query::All`] for none, the part itself for one.
    pub fn and(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::All => {}
                Self::Nothing => return Self::Nothing,
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::All,
            1 => flat.remove(0),
            _ => Self::And(flat),
        }
    }

    /// Any of the parts: flattened, [`Query::Nothing`] for none, the part itself for one.
    pub fn or(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Nothing => {}
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Nothing,
            1 => flat.remove(0),
            _ => Self::Or(flat),
        }
    }

    /// The complement of a query. The complement of a complement is the query itself.
    #[expect(
        clippy::should_implement_trait,
        reason = "beside `and` and `or`; `!query` would hide what it costs"
    )]
    pub fn not(query: Self) -> Self {
        match query {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The words of a query that requires all of several words, which may be relaxed; `None` for other queries.
    pub fn demands(&self) -> Option<Demands> {
        let parts = match self {
            Self::And(parts) => parts.as_slice(),
            // A query that consists of one name of several words.
            Self::Expanded { typed, .. } => match typed.as_ref() {
                Self::And(parts) => parts.as_slice(),
                _ => return None,
            },
            _ => return None,
        };
        let mut demands = Demands::default();
        for part in parts {
            match part {
                Self::Phrase { field, words, .. } => {
                    demands.words.push(part.clone());
                    let words = words.iter().map(|word| Self::Word { field: *field, word: word.clone() });
                    demands.raising.extend(words);
                }
                part if part.asks_for_words() => demands.words.push(part.clone()),
                part => demands.conditions.push(part.clone()),
            }
        }
        (demands.words.len() > 1).then_some(demands)
    }

    /// The query for any of the words where this one requires all of them, exclusions and filters kept. `None` when
    /// there is nothing to relax.
    pub fn relaxed(&self) -> Option<Self> {
        self.demands().map(|demands| demands.any())
    }

    /// The same with its words in quotation marks.
    fn quoted(&self) -> Self {
        match self {
            Self::Word { field, word } => {
                Self::Word { field: *field, word: Word { quoted: true, ..word.clone() } }
            }
            Self::And(parts) => Self::And(parts.iter().map(Self::quoted).collect()),
            other => other.clone(),
        }
    }

    /// The query as it was typed, without synonyms.
    #[must_use]
    pub fn as_typed(&self) -> Self {
        match self {
            Self::Expanded { typed, .. } => typed.as_typed(),
            Self::And(parts) => Self::and(parts.iter().map(Self::as_typed).collect()),
            Self::Or(parts) => Self::or(parts.iter().map(Self::as_typed).collect()),
            Self::Not(inner) => Self::not(inner.as_typed()),
            other => other.clone(),
        }
    }

    /// The typed parts that have synonyms, with these, in the order of the query.
    pub fn expansions(&self) -> Vec<(&Self, &[Self])> {
        match self {
            Self::Expanded { typed, others } => vec![(typed.as_ref(), others.as_slice())],
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::expansions).collect(),
            Self::Not(inner) => inner.expansions(),
            _ => Vec::new(),
        }
    }

    /// The words that it searches, as they were typed.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.positive_leaves(&mut |leaf| match leaf {
            Self::Word { word, .. } => words.push(word.text.as_str()),
            Self::Phrase { words: phrase, .. } => words.extend(phrase.iter().map(|word| word.text.as_str())),
            _ => {}
        });
        words
    }

    /// Whether it searches a word; filters and exclusions alone do not.
    pub fn asks_for_words(&self) -> bool {
        let mut words = false;
        self.positive_leaves(&mut |leaf| words |= !matches!(leaf, Self::Filter(_)));
        words
    }

    /// Whether some part asks for a property of documents.
    pub fn has_filter(&self) -> bool {
        match self {
            Self::Filter(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_filter),
            Self::Not(inner) => inner.has_filter(),
            // The names of a thing are words and phrases.
            Self::Expanded { .. } | Self::All | Self::Nothing | Self::Word { .. } | Self::Phrase { .. } => {
                false
            }
        }
    }

    /// Calls `visit` with every leaf that makes a document match (not the excluded ones).
    pub fn positive_leaves<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        match self {
            Self::Expanded { typed, others } => {
                typed.positive_leaves(visit);
                others.iter().for_each(|other| other.positive_leaves(visit));
            }
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.positive_leaves(visit);
                }
            }
            Self::Not(_) | Self::All | Self::Nothing => {}
            leaf => visit(leaf),
        }
    }
}

/// Stands between alternatives.
const OR: &str = " | ";

/// The query in its own language, as it was understood: [`super::Parser`] parses it to the same tree.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = |f: &mut fmt::Formatter<'_>, parts: &[Self], between: &str| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    f.write_str(between)?;
                }
                match part {
                    Self::Expanded { .. } if between == OR => write!(f, "{part}")?,
                    Self::And(_) | Self::Or(_) | Self::Expanded { .. } => write!(f, "({part})")?,
                    _ => write!(f, "{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::All => f.write_str("*"),
            Self::Nothing => f.write_str("()"),
            Self::Word { field, word } => write!(f, "{}{word}", field.prefix()),
            Self::Phrase { field, words, slop } => {
                f.write_str(field.prefix())?;
                let exact = words.iter().all(|word| matches!(word.pattern, Pattern::Form(_)));
                f.write_str(if exact { "=\"" } else { "\"" })?;
                for (at, word) in words.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" ")?;
                    }
                    f.write_str(&word.text)?;
                }
                f.write_str("\"")?;
                if *slop > 0 {
                    write!(f, "~{slop}")?;
                }
                Ok(())
            }
            Self::Filter(filter) => write!(f, "{filter}"),
            Self::And(inner) => parts(f, inner, " "),
            Self::Or(inner) => parts(f, inner, OR),
            Self::Expanded { typed, others } => {
                // In quotation marks: the synonyms are written out here, so they must not be expanded again.
                write!(f, "{}", typed.quoted())?;
                others.iter().try_for_each(|other| write!(f, "{OR}{}", other.quoted()))
            }
            Self::Not(inner) => match inner.as_ref() {
                Self::And(_) | Self::Or(_) | Self::Expanded { .. } => write!(f, "-({inner})"),
                _ => write!(f, "-{inner}"),
            },
        }
    }
}

impl TextField {
    fn prefix(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Title => "title:",
            Self::Body => "body:",
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.pattern {
            // In quotation marks it is a word and not an operator.
            Pattern::Terms(_) if self.quoted || is_operator(&self.text) => write!(f, "\"{}\"", self.text),
            Pattern::Terms(_) => f.write_str(&self.text),
            Pattern::Form(_) if is_operator(&self.text) => write!(f, "=\"{}\"", self.text),
            Pattern::Form(_) => write!(f, "={}", self.text),
            Pattern::Prefix(_) => write!(f, "{}*", self.text),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(facet, value)
                if value.is_empty()
                    || value.chars().any(|c| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))) =>
            {
                write!(f, "{facet}:\"{value}\"")
            }
            Self::Value(facet, value) => write!(f, "{facet}:{value}"),
            Self::Named(facet, naming) => write!(f, "{facet}:\"{}\"", naming.text),
            Self::Published(period) => write!(f, "date:{}..{}", period.first, period.last),
            Self::Event(period) => write!(f, "event:{}..{}", period.first, period.last),
        }
    }
}
