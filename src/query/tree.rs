//! The query tree: what was asked, analysed, before any engine sees it.

use std::fmt;

use super::lexer::is_operator;
use crate::analysis::Token;
use crate::model::{Country, Language, Period};

/// A query. Every leaf holds analysed words, so that an engine compiles it without knowing any language.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every document.
    All,
    /// No document.
    Nothing,
    /// Documents with a word.
    Word {
        /// Where.
        field: TextField,
        /// The word.
        word: Word,
    },
    /// Documents with these words in this order and, with a slop, near one another in any order.
    Phrase {
        /// Where.
        field: TextField,
        /// Two words or more.
        words: Vec<Word>,
        /// By how many places the words may be shifted against one another in all.
        slop: u32,
    },
    /// Documents with a property.
    Filter(Filter),
    /// Documents that satisfy all parts; at least two.
    And(Vec<Self>),
    /// Documents that satisfy a part; at least two.
    Or(Vec<Self>),
    /// Documents that do not satisfy the part.
    Not(Box<Self>),
}

/// The text that a leaf looks at.
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
}

/// What a word of a query matches among the words of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A word that has one of these terms: the word in any of its forms.
    Terms(Vec<String>),
    /// A word in exactly this normal form.
    Form(String),
    /// A word whose normal form begins like this.
    Prefix(String),
}

impl Word {
    /// Whether it matches a word of a document.
    pub fn matches(&self, token: &Token) -> bool {
        match &self.pattern {
            Pattern::Terms(terms) => token.terms.iter().any(|term| terms.contains(term)),
            Pattern::Form(form) => token.form == *form,
            Pattern::Prefix(prefix) => token.form.starts_with(prefix.as_str()),
        }
    }
}

/// A property of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// It has this counterpart country.
    Country(Country),
    /// It has the topic with this id.
    Topic(String),
    /// Its publisher has this host.
    Source(String),
    /// It is written in this language.
    Language(Language),
    /// It was published within this period.
    Published(Period),
}

impl Query {
    /// All parts at once: flattened, [`Query::All`] for none, the part itself for one.
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

    /// What the query does not match. Twice not is the query itself.
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

    /// The query that asks for any of the words where this one asks for all of them, exclusions and filters kept.
    /// `None` when there is nothing to relax.
    pub fn relaxed(&self) -> Option<Self> {
        let Self::And(parts) = self else { return None };
        let (soft, firm): (Vec<Self>, Vec<Self>) = parts.iter().cloned().partition(Self::asks_for_words);
        if soft.len() < 2 {
            return None;
        }
        let mut parts = vec![Self::or(soft)];
        parts.extend(firm);
        Some(Self::and(parts))
    }

    /// Whether it asks for a word; filters and exclusions alone do not.
    pub fn asks_for_words(&self) -> bool {
        let mut words = false;
        self.positive_leaves(&mut |leaf| words |= !matches!(leaf, Self::Filter(_)));
        words
    }

    /// Calls `visit` with every leaf that makes a document match (not the excluded ones).
    pub fn positive_leaves<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        match self {
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

/// The query in its own language, as it was understood: [`super::Parser`] reads it back to the same tree.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = |f: &mut fmt::Formatter<'_>, parts: &[Self], between: &str| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    f.write_str(between)?;
                }
                match part {
                    Self::And(_) | Self::Or(_) => write!(f, "({part})")?,
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
            Self::Or(inner) => parts(f, inner, " | "),
            Self::Not(inner) => match inner.as_ref() {
                Self::And(_) | Self::Or(_) => write!(f, "-({inner})"),
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
            // Quoted, it is a word and no operator.
            Pattern::Terms(_) if is_operator(&self.text) => write!(f, "\"{}\"", self.text),
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
            Self::Country(country) => write!(f, "country:{country}"),
            Self::Topic(topic) => write!(f, "topic:{topic}"),
            Self::Source(source)
                if source.chars().any(|c| !(c.is_alphanumeric() || matches!(c, '.' | '-'))) =>
            {
                write!(f, "source:\"{source}\"")
            }
            Self::Source(source) => write!(f, "source:{source}"),
            Self::Language(language) => write!(f, "lang:{language}"),
            Self::Published(period) => write!(f, "date:{}..{}", period.first, period.last),
        }
    }
}
