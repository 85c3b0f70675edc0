//! A passage on its way through the rules that begin with a word for a body or a name of the list.

use super::found::Found;
use crate::annotate::passage::Passage;
use crate::lexicon::{OrganisationWords, States};
use crate::model::Language;

/// A passage with the names that were found in it so far. It is read from its end to its beginning, so that a name which
/// another one ends with is known already.
pub(super) struct Scan<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) words: &'a OrganisationWords,
    pub(super) states: &'a States,
    pub(super) language: Language,
    /// For each word the name that begins there.
    pub(super) begins: Vec<Option<usize>>,
    pub(super) found: Vec<Found>,
}

impl Scan<'_> {
    /// Remembers a name.
    pub(super) fn add(&mut self, found: Found) {
        self.begins[found.first] = Some(self.found.len());
        self.found.push(found);
    }
}
