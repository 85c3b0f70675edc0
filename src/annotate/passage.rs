//! A text as the rules read it: words, the gaps between them, how they are written, and their facts.

use std::ops::Range;

use super::text::{Candidates, Text};
use super::word_facts::{Flags, Words};
use crate::analysis::{Remembered, Token, starts_sentence};
use crate::lexicon::{
    Case, Cue, FunctionWord, Head, Morphology, NameLexicon, NameWord, OrganisationWords, Part, PersonClasses,
    PersonWords, Reading, function_word, goes_on_small, is_alphabetic,
};
use crate::model::Language;

/// What the rules look words up in. Shared by all threads.
pub(super) struct Knowledge {
    /// What words may be in names of people.
    pub(super) lexicon: NameLexicon,
    /// What words may be in a phrase.
    pub(super) morphology: Morphology,
    /// The words that are evidence of a person's name beside them.
    pub(super) persons: PersonWords,
}

impl Knowledge {
    pub(super) fn new() -> Self {
        Self { lexicon: NameLexicon::new(), morphology: Morphology::new(), persons: PersonWords::new() }
    }
}

/// A text and its tokens; every method takes a token's index. Beyond the text words are empty and gaps are a full stop.
#[derive(Clone, Copy)]
pub(super) struct Passage<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words<'a>,
    /// What looks like a name of a list.
    pub(super) candidates: &'a Candidates,
    pub(super) language: Language,
    pub(super) knowledge: &'a Knowledge,
}

/// A name in quotation marks has at most this many words.
const MAX_QUOTED_WORDS: usize = 9;

/// A longer compound is not a word.
const MAX_COMPOUND_PARTS: usize = 5;

impl<'a> Passage<'a> {
    pub(super) fn new(text: &'a Text<'_>, language: Language, knowledge: &'a Knowledge) -> Self {
        let Text { text, tokens, words, candidates } = text;
        Self { text, tokens, words, candidates, language, knowledge }
    }

    /// The word as it is written; empty beyond the text.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The word in normal form; empty beyond the text.
    pub(super) fn form(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &token.form)
    }

    /// What stands between a word and the next; a full stop beyond the text.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(token), Some(next)) => &self.text[token.end..next.start],
            _ => ".",
        }
    }

    /// What the word does beside a name, when it is a preposition, a conjunction or the like.
    pub(super) fn function_word(&self, at: usize) -> FunctionWord {
        function_word(self.form(at), self.language)
    }

    /// What the word says of an organisation's name beside it.
    pub(super) fn cue(&self, at: usize) -> Cue {
        self.words.facts(at, Flags::CUE).map_or(Cue::default(), |facts| facts.cue)
    }

    /// The classes of the word in or beside a person's name.
    pub(super) fn classes(&self, at: usize) -> PersonClasses {
        self.words
            .facts(at, Flags::CLASSES)
            .map_or(PersonClasses::default(), |facts| facts.classes.of(self.language))
    }

    /// What the word may be in the name of a person. There must be one.
    pub(super) fn name_word(&self, at: usize) -> &'a NameWord {
        self.tokens[at].in_names(&self.knowledge.lexicon, self.language)
    }

    /// The number of the word for a body (the head) that it is a form of.
    pub(super) fn head(&self, at: usize) -> Option<usize> {
        self.words.facts(at, Flags::HEAD)?.head
    }

    /// The same with its entry.
    pub(super) fn head_of<'w>(&self, words: &'w OrganisationWords, at: usize) -> Option<(usize, &'w Head)> {
        self.head(at).map(|number| (number, words.numbered(number)))
    }

    /// Whether nothing but a blank or a hyphen separates a word from the next.
    pub(super) fn flows(&self, at: usize) -> bool {
        matches!(self.gap(at), " " | "\u{a0}" | "  " | "-" | "\u{2011}")
    }

    pub(super) fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joined)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// Whether the word is two or more capital letters.
    pub(super) fn shouted(&self, at: usize) -> bool {
        if !self.capital(at) {
            return false;
        }
        let word = self.written(at);
        if goes_on_small(word) {
            return false;
        }
        let mut letters = word.chars().filter(|c| is_alphabetic(*c));
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_uppercase)
    }

    pub(super) fn latin(&self, at: usize) -> bool {
        self.written(at).starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ'))
    }

    /// Whether the word begins a sentence, where a capital letter is no evidence.
    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| starts_sentence(self.text, token.start))
    }

    /// Whether it has a capital letter inside a sentence, which is evidence of a name.
    pub(super) fn proper(&self, at: usize) -> bool {
        self.capital(at) && !self.starts_sentence(at)
    }

    /// What the word may be in a phrase of its language.
    pub(super) fn readings(&self, at: usize) -> Remembered<'a, [Reading]> {
        match self.tokens.get(at) {
            Some(token) => token.readings(self.written(at), &self.knowledge.morphology),
            None => Remembered::WithWord(&[]),
        }
    }

    /// Whether the word may be of a part of speech in a case.
    pub(super) fn may_be(&self, at: usize, part: Part, case: Case) -> bool {
        self.readings(at).iter().any(|reading| reading.part == part && reading.case == Some(case))
    }

    /// The bytes from one word to another.
    pub(super) fn range(&self, first: usize, last: usize) -> Range<usize> {
        self.tokens[first].start..self.tokens[last].end
    }

    /// Whether a quotation mark opens directly before the word.
    pub(super) fn opens_quote(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let mut before = self.text[..token.start].chars().rev();
        match before.next() {
            Some('«' | '“' | '„') => true,
            Some('"') => {
                before.next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '«' | '-' | '—'))
            }
            Some('\'') => before.next() == Some('\''),
            _ => false,
        }
    }

    /// Whether a quotation mark closes directly after the word, or after its exclamation or question mark.
    pub(super) fn closes_quote(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let after = &self.text[token.end..];
        let after = after.strip_prefix(['!', '?', '.', ')']).unwrap_or(after);
        after.starts_with(['»', '”', '"', '“']) || after.starts_with("''")
    }

    /// The last word of a quotation that opens before the word; `None` when none opens there or it does not close
    /// within 9 words.
    pub(super) fn quoted(&self, at: usize) -> Option<usize> {
        if !self.opens_quote(at) {
            return None;
        }
        let mut last = at;
        loop {
            let reopened = last > at && self.opens_quote(last);
            if reopened || last - at >= MAX_QUOTED_WORDS || last >= self.tokens.len() {
                return None;
            }
            if self.closes_quote(last) {
                return Some(last);
            }
            if self.gap(last).contains('\n') {
                return None;
            }
            last += 1;
        }
    }

    /// The first word of the compound that a word belongs to: «торгово-промышленная».
    pub(super) fn compound_start(&self, mut at: usize) -> usize {
        for _ in 0..MAX_COMPOUND_PARTS {
            if at == 0 || !self.joined(at) {
                break;
            }
            at -= 1;
        }
        at
    }

    /// The last word of the compound that a word belongs to.
    pub(super) fn compound_end(&self, mut at: usize) -> usize {
        for _ in 0..MAX_COMPOUND_PARTS {
            if !self.joined(at + 1) {
                break;
            }
            at += 1;
        }
        at
    }
}
