//! A word as the analyzer remembers it, once for all the tokens that are the same word read in the same way, and with it
//! what others have found out about it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::{Beside, NameWord, Reading, families, is_alphabetic};

/// A word of a text, without its place.
// What is asked most often stands at the beginning, beside the count of those who share the word: with that, it is as
// long as a line of the processor's caches.
#[derive(Debug)]
#[repr(C)]
pub struct Word {
    /// What [`Mark::packed`] makes of the mark and the [`Marker`] that set it; 0 when nobody did.
    mark: AtomicU64,
    /// What it is in a name, once somebody has asked.
    pub(super) name: OnceLock<Box<NameWord>>,
    /// Its readings when it is written in small letters, or with a capital where the token has one.
    pub(super) readings: OnceLock<Box<[Reading]>>,
    /// The word in normal form (see [`normalize`](super::normalize)): what `=exact` and `prefix*` compare.
    pub form: String,
    alphabetic: bool,
    /// It is read as a word that begins with a capital letter.
    pub(super) capital: bool,
    /// The terms that stand for the word in any of its forms; at least one, without repetitions. A document's word
    /// is indexed under all of them; a query's word matches what is indexed under any of them.
    pub terms: Box<[String]>,
    /// Its [`families`].
    pub families: Box<[String]>,
    /// What it is beside a name.
    pub(super) beside: OnceLock<Beside>,
    /// Whether it is a first name.
    pub(super) first_name: OnceLock<bool>,
}

/// What was asked about a word makes no difference.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.terms == other.terms
    }
}

impl Eq for Word {}

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

    /// Whether the form is letters throughout.
    pub fn is_alphabetic(&self) -> bool {
        self.alphabetic
    }
}

/// What somebody keeps with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// A number for what was found.
    pub number: u32,
    /// What is asked of it most often, one bit each.
    pub flags: u16,
}

impl Mark {
    fn packed(self, marker: u16) -> u64 {
        u64::from(marker) << 48 | u64::from(self.flags) << 32 | u64::from(self.number)
    }

    /// The mark, and whose it is.
    fn unpacked(packed: u64) -> (Self, u16) {
        let [m1, m2, f1, f2, number @ ..] = packed.to_be_bytes();
        let mark = Self { number: u32::from_be_bytes(number), flags: u16::from_be_bytes([f1, f2]) };
        (mark, u16::from_be_bytes([m1, m2]))
    }
}

/// Somebody who looks every word of a text up, and marks it with what was found, so that a word is looked up once and not
/// at every place where it stands. A word keeps the mark of whoever came last.
#[derive(Debug)]
pub struct Marker(u16);

impl Default for Marker {
    fn default() -> Self {
        Self::new()
    }
}

impl Marker {
    /// One that has marked no word yet.
    pub fn new() -> Self {
        static MARKERS: AtomicU32 = AtomicU32::new(1);
        let number = MARKERS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| next.checked_add(1));
        // 0 is nobody: whoever comes after all numbers are taken keeps nothing, and looks up every time.
        Self(number.ok().and_then(|number| u16::try_from(number).ok()).unwrap_or(0))
    }

    /// The mark of a word: the one that it has, or else the one that `look_up` finds for it.
    pub fn mark(&self, word: &Word, look_up: impl FnOnce(&Word) -> Mark) -> Mark {
        // Marker and mark are read at once, so nobody sees the mark of another.
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
