//! The organisations that a communiqué names: those of a list, those whose name begins with a word for a body (a head)
//! and goes on by grammar, and those that only the context identifies. A name becomes a value of a facet, so a bare
//! head («министерство») gives no organisation: it is a mention of the one named before with that head, or none.

mod belarusian;
mod english;
mod extension;
mod found;
mod joining;
mod known;
mod names;
mod naming;
mod phrase;
mod scan;
mod states;
mod weights;

use super::explain::Trace;
use super::passage::Passage;
use super::word_facts::{Flags, WordFacts};
use crate::analysis::{GazetteerBuilder, Match, Word, longest};
use crate::lexicon::{BelarusianHeads, Morphology, OrganisationWords};
use crate::model::{Country, Language, Organisation};

use found::{Found, What};
use joining::Joining;
use known::Known;
use naming::Naming;
use scan::Scan;

/// Finds organisations. Built once; one serves all threads.
pub(super) struct Organisations {
    known: Known,
    words: OrganisationWords,
    naming: Naming,
    belarusian: BelarusianHeads,
}

impl Default for Organisations {
    fn default() -> Self {
        Self::new()
    }
}

impl Organisations {
    /// Reads the lists.
    pub(super) fn new() -> Self {
        let words = OrganisationWords::new();
        let known = Known::new(&words);
        Self { known, words, naming: Naming::new(), belarusian: BelarusianHeads::new() }
    }

    /// Adds the names of the list to a gazetteer, each under the number that `number` gives for its own.
    pub(super) fn add_names(
        &self,
        builder: &mut GazetteerBuilder,
        morphology: &Morphology,
        number: impl Fn(usize) -> usize,
    ) {
        self.known.add_names(builder, morphology, number);
    }

    pub(super) fn look_up(&self, word: &Word, facts: &mut WordFacts) {
        facts.head = self.words.head(&word.form).map(|(number, _)| number);
        facts.belarusian_head = self.belarusian.get(&word.form).is_some();
        facts.cue = self.words.cue(&word.form);
    }

    /// Whether a match of a name of the list counts here. The match has the name's own number.
    pub(super) fn accepts(&self, candidate: Match, passage: &Passage<'_>) -> bool {
        self.known.accepts(candidate, passage) && self.known.stands_as_name(passage, &self.words, candidate)
    }

    /// The organisations that title and text name, the most mentioned first, then in the order of their appearance.
    /// `host` is the publisher's country: «МИД» without a place is that country's.
    pub(super) fn find(
        &self,
        title: &Passage<'_>,
        text: &Passage<'_>,
        host: Option<Country>,
        trace: &mut Trace,
    ) -> Vec<Organisation> {
        let mut joining = Joining::new(&self.known, &self.words, &self.naming, trace);
        for (in_title, passage) in [(true, title), (false, text)] {
            let matches = longest(passage.candidates.organisations.iter().copied(), |candidate| {
                self.accepts(candidate, passage)
            });
            let found = self.names_in(passage, &matches);
            joining.add(passage, &found, in_title);
        }
        joining.organisations(host, trace)
    }

    fn names_in(&self, passage: &Passage<'_>, matches: &[Match]) -> Vec<Found> {
        let (count, language) = (passage.tokens.len(), passage.language);
        let mut scan = Scan {
            passage: *passage,
            words: &self.words,
            states: &self.naming.states,
            // Texts in other languages than ours are read by the Russian rules, which find nothing in them.
            language: if language == Language::Undetermined { Language::Russian } else { language },
            begins: vec![None; count],
            found: Vec::new(),
        };
        let mut matches = matches.iter().rev().peekable();
        for at in (0..count).rev() {
            if let Some(found) = matches.next_if(|found| found.first == at) {
                let entry = &self.known.entries[self.known.names[found.name].entry];
                scan.known(found.first, found.last, found.name, entry.state);
            } else if !matches.peek().is_some_and(|found| found.first <= at && at <= found.last) {
                match language {
                    Language::Belarusian if passage.words.flags(at).has(Flags::BELARUSIAN_HEAD) => {
                        belarusian::described(&self.belarusian, passage, at)
                            .into_iter()
                            .for_each(|found| scan.add(found));
                    }
                    Language::English => {
                        let found = english::described(passage, &self.words, at);
                        found.into_iter().for_each(|found| scan.add(found));
                    }
                    // In a compound the whole may be a head.
                    Language::Russian | Language::Undetermined
                        if passage.words.flags(at).has(Flags::HEAD) || passage.joined(at) =>
                    {
                        scan.described(at);
                    }
                    _ => {}
                }
            }
        }
        let mut taken = vec![false; count];
        for found in scan.found.iter().filter(|found| !matches!(found.what, What::Bare { .. })) {
            taken[found.first..=found.last].fill(true);
        }
        // In English, Latin letters are no evidence of a name, as they are in the other languages.
        let names = match language {
            Language::English => Vec::new(),
            _ => names::names(&self.belarusian, &scan, &taken),
        };
        let mut found = scan.found;
        found.extend(names);
        found.sort_by_key(|found| (found.first, std::cmp::Reverse(found.last)));
        found
    }
}

#[cfg(test)]
mod tests;
