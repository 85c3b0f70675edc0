//! What the rules find: a name's first and last word, and what kind of name it is.

use crate::lexicon::Reading;

/// A name in a passage: its first and last word, and what kind of name it is.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    /// A name of the list, which ends with the word `last`; a place may follow.
    Known { name: usize, last: usize, state: bool },
    /// A name that begins with the head at a word, after its adjectives.
    Described { at: usize, number: usize, reading: Reading },
    /// A part of an organisation that speaks for it, as «пресс-служба МВД», counted as the organisation.
    PartOf(Box<Found>),
    /// A head alone, which is not a name.
    Bare { number: usize },
    /// A name that has its nominative already.
    Titled { name: String },
    /// Another name; `nominative` when it is known to be in the nominative; `legal` when its first word is a legal
    /// form.
    Named { nominative: bool, legal: bool, rule: &'static str },
}
