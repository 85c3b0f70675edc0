//! Words of a list, some of them prefixes that stand for every word beginning with them.

use std::collections::HashSet;

/// Words in normal form, and prefixes, which the lists write with `*` at the end.
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

    /// Whether a word is one of the words or begins with one of the prefixes.
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
