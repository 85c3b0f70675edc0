//! What the annotators know of a word. Most of their lists know none of a text's words, so each word is looked up in all
//! of them once (see [`Marker`]), and whoever reads a text finds at each place what was found.

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

        /// The number of each flag.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "the names of the fields, for their order")]
        enum Bit { letters, $($field,)+ }

        impl Flags {
            /// It is letters throughout.
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
    /// What it may be in names of the gazetteer.
    in_names: Numbers => IN_NAMES,
    /// A query for a topic hangs on it.
    topical: bool => TOPICAL,
    /// The patterns of the queries for topics that it matches.
    in_topics: Numbers => IN_TOPICS,
    /// A query for a kind hangs on it.
    of_kind: bool => OF_KIND,
    /// The patterns of the queries for kinds in titles that it matches.
    in_titles: Numbers => IN_TITLES,
    /// The patterns of those in leads.
    in_leads: Numbers => IN_LEADS,
    /// What it is in an expression for days, and beside one.
    date: DateWord => DATE,
    /// To dates it is nothing but a word that may be a verb in the past tense.
    past: bool => PAST,
    /// What it tells of a person's name that it stands beside, or in.
    classes: PersonClassesByLanguage => CLASSES,
    /// The number of the word for a body, which it is a form of.
    head: Option<usize> => HEAD,
    /// It is a form of a Belarusian word for a body.
    belarusian_head: bool => BELARUSIAN_HEAD,
    /// What it tells of an organisation's name that it stands beside.
    cue: Cue => CUE,
}

/// Numbers of something that lists have; of most words, none.
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

/// A bit set over the fields of [`WordFacts`] that are not the default, so that the facts of most words need not be
/// looked at.
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

/// The facts of all words that were read so far. Words of which the lists have the same share one, so that their number
/// is bounded by the lists and not by what is read.
#[derive(Default)]
pub(super) struct Dictionary {
    marker: Marker,
    facts: boxcar::Vec<WordFacts>,
    numbers: Mutex<HashMap<WordFacts, usize, WordHash>>,
}

impl Dictionary {
    /// The words of a text; `look_up` is asked for those that are new.
    pub(super) fn words<'d>(&'d self, tokens: &[Token], look_up: impl Fn(&Word) -> WordFacts) -> Words<'d> {
        let mark = |word: &Word| {
            let facts = look_up(word);
            let flags = Flags::of(word, &facts);
            let number = u32::try_from(self.number(facts)).expect("fewer than 2^32 facts");
            Mark { number, flags: flags.0 }
        };
        Words { marks: tokens.iter().map(|token| self.marker.mark(token, mark)).collect(), dictionary: self }
    }

    /// A number that the entry is found by again.
    fn number(&self, entry: WordFacts) -> usize {
        // That of most words, which nobody looks at: they have no flag of a list.
        if entry == WordFacts::default() {
            return NO_ENTRY;
        }
        // Whoever panicked while holding it has left it whole.
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(entry).or_insert_with_key(|entry| self.facts.push(entry.clone()))
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
