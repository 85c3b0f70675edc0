//! A word as the analyzer remembers it, once for all the tokens that are the same word read in the same way. Most
//! lists know none of a text's words, so the hashes by which lists are asked belong to what is remembered: a [`Sieve`]
//! turns away what its list does not have before the list is looked at.

use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::{Beside, NameWord, Reading, families};

/// A word of a text, without its place.
// What nearly every word is asked stands together at the beginning, where one look into memory finds it.
#[derive(Debug)]
#[repr(C)]
pub struct Word {
    form_hash: u32,
    beginning_hash: u32,
    /// Those of the first terms; few words have more.
    term_hashes: [u32; HASHED_TERMS],
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
    /// What it is in a name, once somebody has asked.
    pub(super) name: OnceLock<Arc<NameWord>>,
    /// Its readings when it is written in small letters, or with a capital where the token has one.
    pub(super) readings: OnceLock<Arc<[Reading]>>,
    /// What it is beside a name.
    pub(super) beside: OnceLock<Beside>,
}

/// Of so many terms the hashes are kept.
const HASHED_TERMS: usize = 2;

/// How many characters are the beginning of a word.
const BEGINNING: usize = 2;

/// What was asked about a word makes no difference.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.terms == other.terms
    }
}

impl Eq for Word {}

impl Word {
    pub(super) fn new(form: &str, capital: bool, terms: Vec<String>) -> Self {
        let mut term_hashes = [0; HASHED_TERMS];
        term_hashes.iter_mut().zip(&terms).for_each(|(place, term)| *place = hash(term));
        Self {
            form: form.to_owned(),
            capital,
            alphabetic: form.chars().all(char::is_alphabetic),
            form_hash: hash(form),
            beginning_hash: hash(beginning(form).unwrap_or(form)),
            term_hashes,
            families: families(&terms).into(),
            terms: terms.into(),
            name: OnceLock::new(),
            readings: OnceLock::new(),
            beside: OnceLock::new(),
        }
    }

    /// Whether the form is letters throughout.
    pub fn is_alphabetic(&self) -> bool {
        self.alphabetic
    }
}

/// The first two characters of a word; `None` for shorter ones.
pub fn beginning(form: &str) -> Option<&str> {
    let (at, last) = form.char_indices().nth(BEGINNING - 1)?;
    form.get(..at + last.len_utf8())
}

/// A set of words that may take others for its own (about two in a hundred), but never misses one: a Bloom filter
/// whose two bits for a word lie side by side, so that one look into memory finds both.
#[derive(Debug, Default)]
pub struct Sieve {
    bits: Vec<u64>,
}

/// Bits for each word of a sieve, at least.
const BITS_PER_WORD: usize = 16;

impl Sieve {
    /// A sieve of these words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let hashes: Vec<u32> = words.into_iter().map(hash).collect();
        if hashes.is_empty() {
            return Self::default();
        }
        let mut sieve =
            Self { bits: vec![0; (hashes.len() * BITS_PER_WORD).div_ceil(64).next_power_of_two()] };
        for hash in hashes {
            let (at, pair) = sieve.place(hash);
            sieve.bits[at] |= pair;
        }
        sieve
    }

    /// Whether the form of a word may be in the list.
    pub fn may_have_form(&self, word: &Word) -> bool {
        self.may_have(word.form_hash)
    }

    /// Whether the [`beginning`] of a word may be in the list.
    pub fn may_have_beginning(&self, word: &Word) -> bool {
        self.may_have(word.beginning_hash)
    }

    /// The terms of a word that may be in the list.
    pub fn terms<'w>(&self, word: &'w Word) -> impl Iterator<Item = &'w str> {
        let may_have = |at: usize| word.term_hashes.get(at).is_none_or(|&hash| self.may_have(hash));
        (0..word.terms.len()).filter(move |&at| may_have(at)).map(|at| word.terms[at].as_str())
    }

    fn may_have(&self, hash: u32) -> bool {
        let (at, pair) = self.place(hash);
        self.bits.get(at).is_some_and(|bits| bits & pair == pair)
    }

    /// The element of `bits` that a hash belongs to, and its two bits there.
    fn place(&self, hash: u32) -> (usize, u64) {
        let mask = self.bits.len().saturating_sub(1);
        ((hash >> 12) as usize & mask, 1 << (hash % 64) | 1 << (hash / 64 % 64))
    }
}

/// The same in every run. Whoever finds words that collide has slowed nothing but the question for them.
fn hash(word: &str) -> u32 {
    let hash = FixedState::default().hash_one(word);
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_misses_nothing_and_turns_most_away() {
        let words: Vec<String> = (0..2_000).map(|number| format!("слово{number}")).collect();
        let sieve = Sieve::of(words.iter().map(String::as_str));
        let word = |text: &str| Word::new(text, false, vec![text.to_owned()]);
        for text in &words {
            assert!(
                sieve.may_have_form(&word(text)) && sieve.terms(&word(text)).eq([text.as_str()]),
                "{text}"
            );
        }
        let others = (0..2_000).filter(|number| sieve.may_have_form(&word(&format!("другое{number}"))));
        assert!(others.count() < 100);
        assert!(!Sieve::default().may_have_form(&word("слово")));
    }
}
