//! Caches by word. Words repeat, so most lookups end here, and hashing a word is a large part of the cost of a text.
//! `foldhash` is several times faster than the standard library's hash and random enough that an attacker cannot choose
//! words that collide.

use std::hash::Hash;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{Equivalent, UnitWeighter};

/// The hash of words.
pub type WordHash = foldhash::fast::RandomState;

/// A map from words.
pub type WordMap<V> = std::collections::HashMap<String, V, WordHash>;

/// A cache from words to their facts. Shared by all threads.
pub type WordCache<K, V> = Cache<K, V, UnitWeighter, WordHash>;

/// A cache of at most `words` words.
pub fn word_cache<K: Eq + Hash, V: Clone>(words: usize) -> WordCache<K, V> {
    Cache::with(words, words as u64, UnitWeighter, WordHash::default(), DefaultLifecycle::default())
}

/// A key of a [`WordCache`] whose keys are words with something else, which borrows the word.
#[derive(Hash)]
pub struct WordRef<'w, K>(pub &'w str, pub K);

impl<K: Eq> Equivalent<(String, K)> for WordRef<'_, K> {
    fn equivalent(&self, (word, other): &(String, K)) -> bool {
        self.0 == word && self.1 == *other
    }
}
