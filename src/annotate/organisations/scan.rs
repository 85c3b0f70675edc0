//! A passage with the names found so far, for the rules that begin with a head or a name of the list.

use super::found::Found;
use crate::annotate::passage::Passage;
use crate::lexicon::{OrganisationWords, States};
use crate::model::Language;

/// A passage with the names found in it so far. It is read from its end to its beginning, so that a name that ends
/// another one is known before that one is read.
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
    /// Adds a name.
    pub(super) fn add(&mut self, found: Found) {
        self.begins[found.first] = Some(self.found.len());
        self.found.push(found);
    }
}
