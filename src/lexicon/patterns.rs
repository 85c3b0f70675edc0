//! Words of a list, some of which stand for all words that begin like them.

use std::collections::HashSet;

/// Words in normal form, and beginnings of words, which end in `*` in the lists.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    words: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
}

impl Patterns {
    pub(super) fn add(&mut self, pattern: &'static str) {
        match pattern.strip_suffix('*') {
            Some(beginning) => self.beginnings.push(beginning),
            None => _ = self.words.insert(pattern),
        }
    }

    /// Whether a word is one of them or begins like one.
    pub(super) fn has(&self, form: &str) -> bool {
        self.words.contains(form) || self.beginnings.iter().any(|beginning| form.starts_with(beginning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_beginnings() {
        let mut patterns = Patterns::default();
        patterns.add("доллар*");
        patterns.add("сша");
        assert!(patterns.has("долларов") && patterns.has("сша"));
        assert!(!patterns.has("долл") && !patterns.has("сша1"));
    }
}
