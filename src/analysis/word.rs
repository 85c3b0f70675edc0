//! A word as the analyzer caches it, one for all tokens with the same word analysed in the same way, and with it cached
//! results of others.

use std::ops::Deref;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::family::families;
use crate::lexicon::{
    Beside, Morphology, NameLexicon, NameWord, Reading, Weighed, beside_names, is_alphabetic, is_first_name,
    readings,
};
use crate::model::Language;

/// A word of a text, without its place.
// The fields used most often come first, beside the reference count of the `Arc`: with that, they fill one line of the
// processor's caches.
#[derive(Debug)]
#[repr(C)]
pub struct Word {
    /// [`Mark::packed`] of the mark and of the [`Marker`] that set it; 0 when it has none.
    mark: AtomicU64,
    /// Its facts as part of a name, once looked up.
    name: OnceLock<Box<NameWord>>,
    /// Its readings when it is written in small letters, or with a capital where the token has one.
    readings: OnceLock<Box<[Reading]>>,
    /// The word in normal form (see [`normalize`](crate::lexicon::normalize)): what `=exact` and `prefix*` compare.
    pub form: String,
    alphabetic: bool,
    /// It is analysed as a word that begins with a capital letter.
    pub(super) capital: bool,
    /// The terms that stand for the word in any of its forms; at least one, without repetitions. A document's word
    /// is indexed under all of them; a query's word matches what is indexed under any of them.
    pub terms: Box<[String]>,
    /// Its [`families`].
    pub families: Box<[String]>,
    /// Its most probable kind beside a name.
    beside: OnceLock<Beside>,
    /// Whether it is a first name.
    first_name: OnceLock<bool>,
}

/// Cached results do not count.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.terms == other.terms
    }
}

impl Eq for Word {}

/// What callers store in a word later is weighed with its key, as only a document's words have it.
impl Weighed for Word {
    fn bytes(&self) -> usize {
        let texts = self.terms.iter().chain(&self.families);
        self.form.capacity() + texts.map(|text| size_of::<String>() + text.capacity()).sum::<usize>()
    }
}

impl Word {
    pub(super) fn new(form: &str, capital: bool, terms: Vec<String>) -> Self {
        Self {
            mark: AtomicU64::new(0),
            form: form.to_owned(),
            capital,
            alphabetic: form.chars().all(is_alphabetic),
            families: families(&terms).into(),
            terms: terms.into(),
            name: OnceLock::new(),
            readings: OnceLock::new(),
            beside: OnceLock::new(),
            first_name: OnceLock::new(),
        }
    }

    /// Whether the form consists of letters only.
    pub fn is_alphabetic(&self) -> bool {
        self.alphabetic
    }

    /// Its most probable kind in a Russian text when it has no capital.
    pub fn beside_names(&self) -> &Beside {
        self.beside.get_or_init(|| beside_names(&self.form))
    }

    /// Whether the dictionary has it, with a capital, as a Russian first name.
    pub fn is_first_name(&self) -> bool {
        *self.first_name.get_or_init(|| is_first_name(&self.form))
    }

    /// Its facts as part of a name, in a text in a language.
    pub fn in_names(&self, lexicon: &NameLexicon, language: Language) -> &NameWord {
        // The readings of a word with a capital are needed next, so they are stored in the same lookup.
        let readings = self.capital.then_some(&self.readings);
        self.name.get_or_init(|| Box::new(lexicon.word(&self.form, language, readings)))
    }

    /// Its readings in this spelling, with or without a capital at the beginning.
    pub(super) fn readings(
        &self,
        written: &str,
        capital: bool,
        morphology: &Morphology,
    ) -> Remembered<'_, [Reading]> {
        // Nearly every word is written like its form, except for a capital letter.
        let first = written.chars().next().map_or(0, char::len_utf8);
        let from = if capital { first } else { 0 };
        let alike = written.len() == self.form.len() && written.get(from..) == self.form.get(from..);
        if alike && !written.starts_with('Ё') {
            Remembered::WithWord(self.readings.get_or_init(|| readings(written)))
        } else {
            Remembered::InCache(morphology.readings(written))
        }
    }
}

/// A cached result, by reference. Words are shared by all threads: a reference count for each result would be written
/// by all of them.
#[derive(Debug)]
pub enum Remembered<'w, T: ?Sized> {
    /// Stored in the word itself.
    WithWord(&'w T),
    /// In a cache, which may drop it.
    InCache(Arc<T>),
}

impl<T: ?Sized> Clone for Remembered<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Self::WithWord(known) => Self::WithWord(known),
            Self::InCache(known) => Self::InCache(Arc::clone(known)),
        }
    }
}

impl<T: ?Sized> Deref for Remembered<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::WithWord(known) => known,
            Self::InCache(known) => known,
        }
    }
}

/// A result that a [`Marker`] stores in a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The number of the result.
    pub number: u32,
    /// Its most frequently tested properties, one bit each.
    pub flags: u16,
}

impl Mark {
    fn packed(self, marker: u16) -> u64 {
        u64::from(marker) << 48 | u64::from(self.flags) << 32 | u64::from(self.number)
    }

    /// The mark, and the number of its [`Marker`].
    fn unpacked(packed: u64) -> (Self, u16) {
        let [m1, m2, f1, f2, number @ ..] = packed.to_be_bytes();
        let mark = Self { number: u32::from_be_bytes(number), flags: u16::from_be_bytes([f1, f2]) };
        (mark, u16::from_be_bytes([m1, m2]))
    }
}

/// A lookup that stores its result in each word as a [`Mark`], so that a word is looked up once and not at every place
/// in the texts. One slot: a second `Marker` overwrites the first.
#[derive(Debug)]
pub struct Marker(u16);

impl Default for Marker {
    fn default() -> Self {
        Self::new()
    }
}

impl Marker {
    /// A marker that has not marked any word.
    pub fn new() -> Self {
        static MARKERS: AtomicU32 = AtomicU32::new(1);
        let number = MARKERS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| next.checked_add(1));
        // 0 means none: a marker made after all numbers are taken stores nothing and looks up every time.
        Self(number.ok().and_then(|number| u16::try_from(number).ok()).unwrap_or(0))
    }

    /// The mark of a word: the stored one, or else the result of `look_up`.
    pub fn mark(&self, word: &Word, look_up: impl FnOnce(&Word) -> Mark) -> Mark {
        // Marker and mark are read in one load, so a mark is never taken for that of another marker.
        let (kept, marker) = Mark::unpacked(word.mark.load(Ordering::Relaxed));
        if marker == self.0 && marker != 0 {
            return kept;
        }
        let mark = look_up(word);
        word.mark.store(mark.packed(self.0), Ordering::Relaxed);
        mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_by_each_marker() {
        let word = Word::new("слово", false, vec!["слов".to_owned()]);
        let (first, second) = (Marker::new(), Marker::new());
        let (some, others) =
            (Mark { number: u32::MAX - 1, flags: u16::MAX - 2 }, Mark { number: 1, flags: 2 });
        assert_eq!(first.mark(&word, |_| some), some);
        assert_eq!(first.mark(&word, |_| unreachable!()), some);
        assert_eq!(second.mark(&word, |_| others), others);
        assert_eq!(second.mark(&word, |_| unreachable!()), others);
        assert_eq!(first.mark(&word, |_| Mark::default()), Mark::default());
        let nobody = Marker(0);
        assert_eq!(nobody.mark(&word, |_| some), some);
        assert_eq!(nobody.mark(&word, |_| others), others);
    }
}
