//! The words of the names of people and organisations, for the index. Names repeat over documents, so their terms are
//! cached.

use std::sync::Arc;

use super::stream::Terms;
use crate::analysis::Analyzer;
use crate::lexicon::{WordCache, WordRef, word_cache};
use crate::model::Language;

/// The cache of names.
const REMEMBERED: usize = 100_000;
const REMEMBERED_BYTES: u64 = 32 << 20;

/// The gap of positions between two names: more than the slop of any phrase.
const GAP: u32 = 100;

/// Analyses names. Shared by all threads.
pub(in crate::engine::embedded) struct Names {
    analyzer: Arc<Analyzer>,
    /// The terms of each name, with positions from 0.
    known: WordCache<(String, Language), Arc<Terms>>,
}

impl Names {
    pub(in crate::engine::embedded) fn new(analyzer: Arc<Analyzer>) -> Self {
        Self { analyzer, known: word_cache(REMEMBERED, REMEMBERED_BYTES) }
    }

    /// Writes the terms of several names, with gaps that no phrase spans.
    pub(super) fn write<'n>(&self, names: impl Iterator<Item = &'n str>, language: Language, to: &mut Terms) {
        let mut next = 0;
        for name in names {
            let name = self.name(name, language);
            to.push_all(next, &name);
            next += name.last() + GAP;
        }
    }

    fn name(&self, name: &str, language: Language) -> Arc<Terms> {
        self.known.get(&WordRef(name, language)).unwrap_or_else(|| {
            let mut terms = Terms::default();
            for token in self.analyzer.document(name, language) {
                token.terms.iter().for_each(|term| terms.push(token.position, [term.as_str()]));
            }
            let terms = Arc::new(terms);
            self.known.insert((name.to_owned(), language), Arc::clone(&terms));
            terms
        })
    }
}
