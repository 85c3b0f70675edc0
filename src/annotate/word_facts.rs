//! The facts that the annotators' lists have of a word. Most words are in none of the lists, so each word is looked up
//! in all of them once (see [`Marker`]) and each place of a text refers to the result.

use std::collections::HashMap;
use std::ops::{BitOr, Deref};
use std::sync::{Mutex, PoisonError};

use crate::analysis::{Mark, Marker, Token, Word};
use crate::lexicon::{Cue, DateWord, PersonClassesByLanguage, WordHash};

/// Makes [`WordFacts`] and a flag for each of its fields: a fact of another annotator is one more line of the table.
macro_rules! facts {
    ($($(#[$doc:meta])* $field:ident: $kind:ty => $flag:ident,)+) => {
        /// What all lists have of a word; the default for one that none of them has.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub(super) struct WordFacts {
            $($(#[$doc])* pub(super) $field: $kind,)+
        }

        /// The bit of each flag.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "the names of the fields, for their order")]
        enum Bit { letters, $($field,)+ }

        impl Flags {
            /// It consists of letters only.
            pub(super) const LETTERS: Self = Self::bit(Bit::letters);
            $($(#[$doc])* pub(super) const $flag: Self = Self::bit(Bit::$field);)+

            fn of(word: &Word, facts: &WordFacts) -> Self {
                let letters = if word.is_alphabetic() { Self::LETTERS } else { Self::default() };
                letters $(| if facts.$field == <$kind>::default() { Self::default() } else { Self::$flag })+
            }
        }
    };
}

facts! {
    /// A name of the gazetteer begins with it.
    begins_name: bool => BEGINS_NAME,
    /// The names of the gazetteer that it may be a part of.
    in_names: Numbers => IN_NAMES,
    /// It is the key of a leaf of a topic's query.
    topical: bool => TOPICAL,
    /// The patterns of the queries for topics that it matches.
    in_topics: Numbers => IN_TOPICS,
    /// It is the key of a leaf of a kind's query.
    of_kind: bool => OF_KIND,
    /// The patterns of the queries for kinds in titles that it matches.
    in_titles: Numbers => IN_TITLES,
    /// The patterns of those in leads.
    in_leads: Numbers => IN_LEADS,
    /// Its meaning in, or beside, an expression for days.
    date: DateWord => DATE,
    /// Its only meaning for dates: it may be a verb in the past tense.
    past: bool => PAST,
    /// Its classes in or beside a person's name, by language.
    classes: PersonClassesByLanguage => CLASSES,
    /// The number of the word for a body that it is a form of.
    head: Option<usize> => HEAD,
    /// It is a form of a Belarusian word for a body.
    belarusian_head: bool => BELARUSIAN_HEAD,
    /// What it says of an organisation's name beside it.
    cue: Cue => CUE,
}

/// Numbers of list entries; none for most words.
// Comparing two empty slices costs 135 ns on CPUs that mask a faulting load, so the empty case is `None`.
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

/// A bit set over the fields of [`WordFacts`] that are not the default. For most words it is empty, and their facts are
/// not loaded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags(u16);

impl Flags {
    const fn bit(bit: Bit) -> Self {
        Self(1 << (bit as u16))
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

/// The distinct facts of all words read so far. Words with equal facts share one entry, so the lists bound the number
/// of entries, not the texts.
#[derive(Default)]
pub(super) struct Dictionary {
    marker: Marker,
    facts: boxcar::Vec<WordFacts>,
    numbers: Mutex<HashMap<WordFacts, usize, WordHash>>,
}

impl Dictionary {
    /// The facts of a text's words; `look_up` is called for new words only.
    pub(super) fn words<'d>(&'d self, tokens: &[Token], look_up: impl Fn(&Word) -> WordFacts) -> Words<'d> {
        let mark = |word: &Word| {
            let facts = look_up(word);
            let flags = Flags::of(word, &facts);
            let number = u32::try_from(self.number(facts)).expect("fewer than 2^32 facts");
            Mark { number, flags: flags.0 }
        };
        Words { marks: tokens.iter().map(|token| self.marker.mark(token, mark)).collect(), dictionary: self }
    }

    /// The number of an entry, by which it is found again.
    fn number(&self, entry: WordFacts) -> usize {
        // Most words: they have no flag, and their entry is never loaded.
        if entry == WordFacts::default() {
            return NO_ENTRY;
        }
        // A panic cannot leave the map half changed, so a poisoned lock is safe to use.
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(entry).or_insert_with_key(|entry| self.facts.push(entry.clone()))
    }
}

/// The number of the default entry, which is not kept.
const NO_ENTRY: usize = u32::MAX as usize;

/// The facts of a text's words, by their index.
pub(super) struct Words<'d> {
    marks: Vec<Mark>,
    dictionary: &'d Dictionary,
}

impl<'d> Words<'d> {
    /// Empty beyond the text.
    pub(super) fn flags(&self, at: usize) -> Flags {
        self.marks.get(at).map_or(Flags::default(), |mark| Flags(mark.flags))
    }

    /// The entry of the word at a place, if it has one of these flags.
    pub(super) fn facts(&self, at: usize, flags: Flags) -> Option<&'d WordFacts> {
        let mark = self.marks.get(at).filter(|mark| Flags(mark.flags).has(flags))?;
        self.dictionary.facts.get(mark.number as usize)
    }

    /// The places of the words that have one of these flags.
    pub(super) fn places(&self, flags: Flags) -> impl Iterator<Item = usize> {
        let marks = (0..).zip(&self.marks);
        marks.filter(move |(_, mark)| Flags(mark.flags).has(flags)).map(|(at, _)| at)
    }
}
