//! A word and its place in a text.

use std::ops::Deref;
use std::sync::Arc;

use super::word::{Remembered, Word};
use crate::lexicon::{Morphology, Reading};

/// One word of a text: a [`Word`] and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte of the word in the text.
    pub start: usize,
    /// The byte after the word.
    pub end: usize,
    /// Its place among the words of the text, counted from 0.
    pub position: u32,
    /// A hyphen joins it to the word before it, as in `белорусско-китайский`. The last word of a compound also has the
    /// terms of the whole, written as one word.
    pub joined: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// It is as many bytes long as its form, so it has no marks inside that the form lacks.
    pub plain: bool,
    pub(super) word: Arc<Word>,
}

impl Deref for Token {
    type Target = Word;

    fn deref(&self) -> &Word {
        &self.word
    }
}

impl Token {
    /// The readings of the word; `written` is its spelling in the text.
    pub fn readings<'t>(&'t self, written: &str, morphology: &Morphology) -> Remembered<'t, [Reading]> {
        self.word.readings(written, self.capital, morphology)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::Language;

    /// Words of one form share their cached readings, except where another letter makes another word.
    #[test]
    fn what_is_remembered_of_a_word_is_of_how_it_is_written() {
        let text = "Орлов орлов ОРЛОВ Ёлка Елка ёлка елка КамАЗ Камаз сёл сел";
        let analyzer = Analyzer::new();
        let used = Morphology::new();
        for _ in 0..2 {
            for token in analyzer.document(text, Language::Russian) {
                let written = &text[token.start..token.end];
                assert_eq!(
                    *token.readings(written, &used),
                    *Morphology::new().readings(written),
                    "{written}"
                );
            }
        }
    }
}
