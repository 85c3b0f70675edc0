//! What is remembered of words. Words repeat, so most of them are looked up here and nowhere else: the hash of a word
//! is a large part of what a text costs. `foldhash` is several times faster than the standard library's hash and
//! random enough that nobody can choose words that collide.

use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{Equivalent, UnitWeighter};

/// The hash of words.
pub type WordHash = foldhash::fast::RandomState;

/// A map from words.
pub type WordMap<V> = std::collections::HashMap<String, V, WordHash>;

/// A cache from words to what is known of them. One serves all threads.
pub type WordCache<K, V> = Cache<K, V, UnitWeighter, WordHash>;

/// A cache that remembers so many words.
pub fn word_cache<K: Eq + Hash, V: Clone>(words: usize) -> WordCache<K, V> {
    Cache::with(words, words as u64, UnitWeighter, WordHash::default(), DefaultLifecycle::default())
}

/// A key of a [`WordCache`] whose keys are words with something else, without a word of its own.
#[derive(Hash)]
pub struct WordRef<'w, K>(pub &'w str, pub K);

impl<K: Eq> Equivalent<(String, K)> for WordRef<'_, K> {
    fn equivalent(&self, (word, other): &(String, K)) -> bool {
        self.0 == word && self.1 == *other
    }
}

/// What is known of a word, where it is remembered. Words are shared by all threads, and every count of who holds what is
/// known of one would be written by all of them.
#[derive(Debug)]
pub enum Remembered<'w, T: ?Sized> {
    /// With the word itself.
    WithWord(&'w T),
    /// In a cache, which may forget it.
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
