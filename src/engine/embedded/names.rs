//! The names of people and organisations on their way into the index, by their words. The same names are in many
//! documents, so what they are analysed to is remembered.

use std::sync::Arc;

use super::stream::Terms;
use crate::analysis::{Analyzer, Token, WordCache, word_cache};
use crate::model::Language;

/// How many names are remembered.
const REMEMBERED: usize = 20_000;

/// How many places are left free between two names: more than the slop of any phrase.
const GAP: u32 = 100;

/// Analyses names. One serves all threads.
pub(super) struct Names {
    analyzer: Arc<Analyzer>,
    known: WordCache<(Language, String), Arc<[Token]>>,
}

impl Names {
    pub(super) fn new(analyzer: Arc<Analyzer>) -> Self {
        Self { analyzer, known: word_cache(REMEMBERED) }
    }

    /// The terms of several names, so far apart that no phrase reaches from one into another.
    pub(super) fn terms<'n>(&self, names: impl Iterator<Item = &'n str>, language: Language) -> String {
        let mut terms = Terms::default();
        let mut next = 0;
        for name in names {
            let tokens = self.tokens(name, language);
            for token in tokens.iter() {
                token.terms.iter().for_each(|term| terms.push(next + token.position, [term.as_str()]));
            }
            next = tokens.last().map_or(next, |last| next + last.position + GAP);
        }
        terms.into_text()
    }

    fn tokens(&self, name: &str, language: Language) -> Arc<[Token]> {
        let key = (language, name.to_owned());
        self.known.get(&key).unwrap_or_else(|| {
            let tokens: Arc<[Token]> = self.analyzer.document(name, language).into();
            self.known.insert(key, Arc::clone(&tokens));
            tokens
        })
    }
}
