//! A title or a text as the annotators get it: its tokens, the facts of their words, and the matches of listed names.

use std::ops::{Range, RangeInclusive};

use super::word_facts::Words;
#[cfg(test)]
use super::word_facts::{Dictionary, WordFacts};
#[cfg(test)]
use crate::analysis::Word;
use crate::analysis::{Match, Token};
use crate::model::Communique;

/// A title or a text on its way through the annotators.
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// The facts of the tokens' words.
    pub(super) words: Words<'a>,
    /// The matches of listed names.
    pub(super) candidates: Candidates,
}

/// The matches of listed names in one text, by their first word, the longest first; every name has the number that it
/// has in its own list.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) countries: Vec<Match>,
    pub(super) organisations: Vec<Match>,
}

impl<'a> Text<'a> {
    /// The tokens from one place of a query's occurrence to the other; none when they lie outside of the text.
    pub(super) fn between(&self, places: &RangeInclusive<u32>) -> &'a [Token] {
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        self.tokens.get(place(*places.start())..=place(*places.end())).unwrap_or_default()
    }

    /// The bytes from one place of a query's occurrence to the other.
    pub(super) fn range(&self, places: &RangeInclusive<u32>) -> Option<Range<usize>> {
        let words = self.between(places);
        Some(words.first()?.start..words.last()?.end)
    }

    /// Which of the tokens do not belong to the background.
    pub(super) fn body(&self, communique: &Communique) -> Vec<Range<usize>> {
        let background = |token: &Token| communique.is_background(token.start);
        let mut end = 0;
        let parts = self.tokens.chunk_by(|a, b| background(a) == background(b));
        let parts = parts.map(|part| {
            end += part.len();
            (end - part.len()..end, part.first().is_some_and(background))
        });
        parts.filter(|(_, background)| !background).map(|(part, _)| part).collect()
    }

    /// For an annotator that looks words up in its own lists, without matches of the gazetteer.
    #[cfg(test)]
    pub(super) fn of(text: &'a str, tokens: &'a [Token], look_up: impl Fn(&Word, &mut WordFacts)) -> Self {
        let words = Box::leak(Box::<Dictionary>::default()).words(tokens, |word| {
            let mut facts = WordFacts::default();
            look_up(word, &mut facts);
            facts
        });
        Self { text, tokens, words, candidates: Candidates::default() }
    }
}
