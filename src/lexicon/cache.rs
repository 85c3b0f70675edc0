//! Caches by word. Words repeat, so most lookups end here, and hashing a word is a large part of the cost of a text.
//! `foldhash` is several times faster than the standard library's hash and random enough that an attacker cannot choose
//! words that collide.
//!
//! A cache is bounded in bytes, not in words: its entries are weighed, each once when it enters and once when it leaves.
//! Words that are too long for a word of a language are not remembered, so that garbage costs time and no memory.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{Equivalent, Weighter};

/// The hash of words.
pub type WordHash = foldhash::fast::RandomState;

/// A map from words.
pub type WordMap<V> = std::collections::HashMap<String, V, WordHash>;

/// A cache from words to their facts. Shared by all threads.
pub type WordCache<K, V> = Cache<K, V, Bytes, WordHash>;

/// A cache of at most `bytes` bytes, with room for about `words` words before its table grows.
pub fn word_cache<K: Eq + Hash + Weighed, V: Clone + Weighed>(words: usize, bytes: u64) -> WordCache<K, V> {
    Cache::with(words, bytes, Bytes, WordHash::default(), DefaultLifecycle::default())
}

/// The longest word, in letters, that is remembered. The longest of the dictionary have 30, compounds of two words 40.
const LONGEST: usize = 40;

/// Whether a word is short enough to be remembered.
pub fn is_remembered(word: &str) -> bool {
    word.len() <= LONGEST || word.chars().nth(LONGEST).is_none()
}

/// Something that a cache keeps.
pub trait Weighed {
    /// The bytes that it takes on the heap, and those that may be stored in it later. An entry is weighed again when it
    /// leaves, so the answer never changes.
    fn bytes(&self) -> usize;
}

/// Weighs the entries of a [`WordCache`].
#[derive(Clone, Copy, Debug)]
pub struct Bytes;

/// The bytes of an entry beside what is weighed: its places in the tables, which are up to two thirds empty, and what
/// the allocator adds to each piece of memory.
const ENTRY: usize = 128;

impl<K: Weighed, V: Weighed> Weighter<K, V> for Bytes {
    fn weight(&self, key: &K, value: &V) -> u64 {
        (ENTRY + size_of::<K>() + size_of::<V>() + key.bytes() + value.bytes()) as u64
    }
}

impl Weighed for str {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Weighed for String {
    fn bytes(&self) -> usize {
        self.len()
    }
}

/// A word with something that is not on the heap.
impl<T: Copy> Weighed for (String, T) {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl<T: Copy> Weighed for [T] {
    fn bytes(&self) -> usize {
        size_of_val(self)
    }
}

impl<T: Weighed + ?Sized> Weighed for Arc<T> {
    fn bytes(&self) -> usize {
        // Its own size comes with the counts of references.
        size_of_val(self.as_ref()) + 16 + self.as_ref().bytes()
    }
}

impl<T: Weighed> Weighed for Option<T> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, T::bytes)
    }
}

/// A key of a [`WordCache`] whose keys are words with something else, which borrows the word.
#[derive(Hash)]
pub struct WordRef<'w, K>(pub &'w str, pub K);

impl<K: Eq> Equivalent<(String, K)> for WordRef<'_, K> {
    fn equivalent(&self, (word, other): &(String, K)) -> bool {
        self.0 == word && self.1 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_not_remembered() {
        for word in ["", "слово", &"я".repeat(40), &"x".repeat(40)] {
            assert!(is_remembered(word), "{word}");
        }
        for word in ["я".repeat(41), "x".repeat(41), "я".repeat(254)] {
            assert!(!is_remembered(&word), "{word}");
        }
    }

    #[test]
    fn a_cache_keeps_within_its_bytes() {
        let cache: WordCache<String, Arc<str>> = word_cache(10_000, 100_000);
        for n in 0..20_000 {
            cache.insert(format!("слово{n}"), "значение".repeat(1 + n % 9).into());
        }
        assert!(cache.weight() <= 100_000 && cache.weight() > 90_000, "{}", cache.weight());
        assert!(cache.len() > 200, "{}", cache.len());
    }
}
