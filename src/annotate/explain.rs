//! Why a value was given: the rule that found it, and the evidence of the rule. Rules report to a [`Trace`]. It is off
//! unless explanations are asked for, and then the explanations are not even built.

use std::ops::Range;

use crate::analysis::Token;
use crate::query::{Query, TextField, TokenIndex};

/// A value of an annotation and the rule that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Which annotation it belongs to: `language`, `published`, `kind`, `country`, `topic`, `person`, `organisation` or
    /// `date`.
    pub property: &'static str,
    /// The value as the annotation has it: a code, an id, a name, the days.
    pub value: String,
    /// Where it was found; `None` where the rule does not go by one place.
    pub place: Option<Place>,
    /// The name of the rule.
    pub rule: &'static str,
    /// The evidence beside the words of the place: the entry of a list, the part of a query, an office. Empty where the
    /// rule's name says it all.
    pub by: String,
}

/// Bytes of a title or of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Of the title.
    Title(Range<usize>),
    /// Of the text.
    Text(Range<usize>),
}

impl Place {
    pub(super) fn of(in_title: bool, range: Range<usize>) -> Self {
        if in_title { Self::Title(range) } else { Self::Text(range) }
    }

    /// Whether it is in the title, and its bytes there.
    fn order(&self) -> (bool, usize) {
        match self {
            Self::Title(range) => (false, range.start),
            Self::Text(range) => (true, range.start),
        }
    }
}

/// Collects the explanations of the annotators' rules, if they are asked for.
#[derive(Debug, Default)]
pub(super) struct Trace(Option<Vec<Explained>>);

impl Trace {
    /// A trace that collects when `explain`, and is off otherwise.
    pub(super) fn new(explain: bool) -> Self {
        Self(explain.then(Vec::new))
    }

    /// Whether explanations are asked for.
    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Adds an explanation; `explained` is called only when the trace is on.
    pub(super) fn note(&mut self, explained: impl FnOnce() -> Explained) {
        if let Some(list) = &mut self.0 {
            list.push(explained());
        }
    }

    /// The explanations by annotator, and of each annotator the title's before the text's, in text order; values
    /// without a place first.
    pub(super) fn explained(self) -> Vec<Explained> {
        let mut list = self.0.unwrap_or_default();
        for of_one in list.chunk_by_mut(|a, b| a.property == b.property) {
            of_one.sort_by_key(|explained| explained.place.as_ref().map(Place::order));
        }
        list
    }
}

/// The words and phrases of a query that stand among some words of a document, as the query has them:
/// `экспорт | "вывоз товаров"`.
pub(super) fn matched_leaves(query: &Query, tokens: &[Token], field: TextField) -> String {
    let index = TokenIndex::for_query(tokens, query);
    let mut leaves: Vec<String> = Vec::new();
    query.positive_leaves(&mut |leaf| {
        let written = leaf.to_string();
        if !index.marks(leaf, field).is_empty() && !leaves.contains(&written) {
            leaves.push(written);
        }
    });
    leaves.join(" | ")
}
