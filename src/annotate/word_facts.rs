//! What the annotators know of a word. Most of their lists know none of a text's words, so each word is looked up in all
//! of them once (see [`Marker`]), and whoever reads a text finds at each place what was found.

use std::collections::HashMap;
use std::ops::{BitOr, Deref};
use std::sync::{Mutex, PoisonError};

use super::organisations::Cue;
use super::people::ClassesByLanguage;
use crate::analysis::{Mark, Marker, Token, Word};
use crate::lexicon::{DateWord, WordHash};

/// What all lists have of a word; the default for one that none of them has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WordEntry {
    /// A name of the gazetteer begins with it.
    pub(super) begins_name: bool,
    /// A query for a topic hangs on it.
    pub(super) topical: bool,
    /// A query for a kind hangs on it.
    pub(super) of_kind: bool,
    /// What it is in an expression for days, and beside one.
    pub(super) date: DateWord,
    /// What it tells of a person's name that it stands beside, or in.
    pub(super) classes: ClassesByLanguage,
    /// The number of the word for a body, which it is a form of.
    pub(super) head: Option<usize>,
    /// It is a form of a Belarusian word for a body.
    pub(super) belarusian_head: bool,
    /// What it tells of an organisation's name that it stands beside.
    pub(super) cue: Cue,
    /// What it may be in names of the gazetteer.
    pub(super) in_names: Numbers,
    /// The patterns of the queries for topics that it matches, and of those for kinds.
    pub(super) in_topics: Numbers,
    pub(super) in_titles: Numbers,
    pub(super) in_leads: Numbers,
}

/// Numbers of something that lists have; of most words, none.
// Two empty boxes are compared by a `memcmp` of nothing at an address where nothing is, and processors that mask such
// a load take 135 ns to find that out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Numbers(Option<Box<[u32]>>);

impl From<Box<[u32]>> for Numbers {
    fn from(numbers: Box<[u32]>) -> Self {
        Self(Some(numbers).filter(|numbers| !numbers.is_empty()))
    }
}

impl Deref for Numbers {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// What is asked of every word, so that the entries of most need not be looked at; any number of these.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags(u16);

impl Flags {
    /// It is letters throughout.
    pub(super) const LETTERS: Self = Self(1);
    pub(super) const BEGINS_NAME: Self = Self(1 << 1);
    pub(super) const TOPICAL: Self = Self(1 << 2);
    pub(super) const IN_TOPICS: Self = Self(1 << 3);
    pub(super) const OF_KIND: Self = Self(1 << 4);
    pub(super) const DATE: Self = Self(1 << 5);
    /// Of the dates it is nothing but a word that may be a verb in the past tense.
    pub(super) const PAST: Self = Self(1 << 6);
    pub(super) const CLASSES: Self = Self(1 << 7);
    pub(super) const HEAD: Self = Self(1 << 8);
    pub(super) const BELARUSIAN_HEAD: Self = Self(1 << 9);
    pub(super) const CUE: Self = Self(1 << 10);
    pub(super) const IN_NAMES: Self = Self(1 << 11);
    pub(super) const IN_KINDS: Self = Self(1 << 12);

    fn of(word: &Word, entry: &WordEntry) -> Self {
        [
            (Self::LETTERS, word.is_alphabetic()),
            (Self::BEGINS_NAME, entry.begins_name),
            (Self::TOPICAL, entry.topical),
            (Self::IN_TOPICS, !entry.in_topics.is_empty()),
            (Self::OF_KIND, entry.of_kind),
            (Self::DATE, !(entry.date == DateWord::default() || entry.date == DateWord::PAST)),
            (Self::PAST, entry.date == DateWord::PAST),
            (Self::CLASSES, entry.classes != ClassesByLanguage::default()),
            (Self::HEAD, entry.head.is_some()),
            (Self::BELARUSIAN_HEAD, entry.belarusian_head),
            (Self::CUE, entry.cue != Cue::default()),
            (Self::IN_NAMES, !entry.in_names.is_empty()),
            (Self::IN_KINDS, !(entry.in_titles.is_empty() && entry.in_leads.is_empty())),
        ]
        .into_iter()
        .filter(|(_, is)| *is)
        .fold(Self::default(), |all, (flag, _)| all | flag)
    }

    /// Whether one of these is among the flags.
    pub(super) fn has(self, flags: Self) -> bool {
        self.0 & flags.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The entries of all words that were read so far. Words of which the lists have the same share one, so that their number
/// is bounded by the lists and not by what is read.
#[derive(Default)]
pub(super) struct Dictionary {
    marker: Marker,
    entries: boxcar::Vec<WordEntry>,
    numbers: Mutex<HashMap<WordEntry, usize, WordHash>>,
}

impl Dictionary {
    /// The words of a text; `look_up` is asked for those that are new.
    pub(super) fn words<'d>(&'d self, tokens: &[Token], look_up: impl Fn(&Word) -> WordEntry) -> Words<'d> {
        let mark = |word: &Word| {
            let entry = look_up(word);
            let flags = Flags::of(word, &entry);
            let number = u32::try_from(self.number(entry)).expect("fewer than 2^32 entries");
            Mark { number, flags: flags.0 }
        };
        Words { marks: tokens.iter().map(|token| self.marker.mark(token, mark)).collect(), dictionary: self }
    }

    /// A number that the entry is found by again.
    fn number(&self, entry: WordEntry) -> usize {
        // That of most words, which nobody looks at: they have no flag of a list.
        if entry == WordEntry::default() {
            return NO_ENTRY;
        }
        // Whoever panicked while holding it has left it whole.
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(entry).or_insert_with_key(|entry| self.entries.push(entry.clone()))
    }
}

/// The number of the default entry, which is not kept.
const NO_ENTRY: usize = u32::MAX as usize;

/// The words of a text as the lists know them, by their places.
pub(super) struct Words<'d> {
    marks: Vec<Mark>,
    dictionary: &'d Dictionary,
}

impl<'d> Words<'d> {
    /// None beyond the text.
    pub(super) fn flags(&self, at: usize) -> Flags {
        self.marks.get(at).map_or(Flags::default(), |mark| Flags(mark.flags))
    }

    /// The entry of the word at a place, if it has one of these flags.
    pub(super) fn entry(&self, at: usize, flags: Flags) -> Option<&'d WordEntry> {
        let mark = self.marks.get(at).filter(|mark| Flags(mark.flags).has(flags))?;
        self.dictionary.entries.get(mark.number as usize)
    }

    /// The places of the words that have one of these flags.
    pub(super) fn places(&self, flags: Flags) -> impl Iterator<Item = usize> {
        let marks = (0..).zip(&self.marks);
        marks.filter(move |(_, mark)| Flags(mark.flags).has(flags)).map(|(at, _)| at)
    }
}
