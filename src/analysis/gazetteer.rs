//! A gazetteer: names of one or more words, found in analysed text in any of their forms in one pass.
//!
//! Every word of a name is a set of forms; equal sets are shared. Names are paths through a trie whose edges are
//! those sets, so a name of three words with twelve forms each costs three edges and not 1,728.

use std::collections::HashMap;

use super::token::Token;
use crate::lexicon::{WordHash, WordMap};

/// Collects names and builds a [`Gazetteer`].
#[derive(Default)]
pub struct GazetteerBuilder {
    classes: HashMap<Vec<String>, u32>,
    classes_of_form: WordMap<Vec<u32>>,
    edges: HashMap<(u32, u32), u32, WordHash>,
    names_at: HashMap<u32, Vec<usize>, WordHash>,
    nodes: u32,
    longest: usize,
}

/// Names that can be found in text. A name is known by the number under which it was added.
pub struct Gazetteer {
    classes_of_form: WordMap<Vec<u32>>,
    edges: HashMap<(u32, u32), u32, WordHash>,
    names_at: HashMap<u32, Vec<usize>, WordHash>,
    longest: usize,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The index of the first token.
    pub first: usize,
    /// The index of the last token.
    pub last: usize,
    /// The name's number.
    pub name: usize,
}

impl GazetteerBuilder {
    /// Adds a name under a number: for each of its words the normal forms that it may take.
    pub fn add(&mut self, words: Vec<Vec<String>>, name: usize) {
        let mut node = 0;
        self.longest = self.longest.max(words.len());
        for mut forms in words {
            forms.sort_unstable();
            forms.dedup();
            let next_class = u32::try_from(self.classes.len()).expect("fewer than 2^32 words");
            let class = *self.classes.entry(forms.clone()).or_insert(next_class);
            if class == next_class {
                for form in forms {
                    self.classes_of_form.entry(form).or_default().push(class);
                }
            }
            let nodes = &mut self.nodes;
            node = *self.edges.entry((node, class)).or_insert_with(|| {
                *nodes += 1;
                *nodes
            });
        }
        if node != 0 {
            self.names_at.entry(node).or_default().push(name);
        }
    }

    /// Builds the gazetteer.
    pub fn build(self) -> Gazetteer {
        Gazetteer {
            classes_of_form: self.classes_of_form,
            edges: self.edges,
            names_at: self.names_at,
            longest: self.longest,
        }
    }
}

impl Gazetteer {
    /// Whether a word, in normal form, is the first one of a name.
    pub fn begins(&self, form: &str) -> bool {
        self.classes(form).iter().any(|&class| self.edges.contains_key(&(0, class)))
    }

    /// The classes (sets of forms) that a word in normal form belongs to; empty for most words.
    pub fn classes(&self, form: &str) -> &[u32] {
        self.classes_of_form.get(form).map_or(&[], Vec::as_slice)
    }

    /// Every name in a text by its first token, the longest first; they may overlap.
    pub fn matches(&self, tokens: &[Token]) -> Vec<Match> {
        let classes = |at: usize| tokens.get(at).map_or(&[][..], |token| self.classes(&token.form));
        self.matches_by(0..tokens.len(), classes)
    }

    /// The same with the tokens that a name may [begin](Self::begins) with, in order, and the [classes](Self::classes)
    /// of every token already known.
    pub fn matches_by<'c>(
        &self,
        firsts: impl IntoIterator<Item = usize>,
        classes: impl Fn(usize) -> &'c [u32],
    ) -> Vec<Match> {
        let mut found = Vec::new();
        let mut open: Vec<u32> = Vec::new();
        let mut next: Vec<u32> = Vec::new();
        for first in firsts {
            let from = found.len();
            open.clear();
            open.push(0);
            for last in first..first + self.longest {
                let classes = classes(last);
                next.clear();
                for &node in &open {
                    for &class in classes {
                        if let Some(&target) = self.edges.get(&(node, class)) {
                            next.push(target);
                        }
                    }
                }
                if next.is_empty() {
                    break;
                }
                let names = next.iter().filter_map(|node| self.names_at.get(node)).flatten();
                found.extend(names.map(|&name| Match { first, last, name }));
                std::mem::swap(&mut open, &mut next);
            }
            // Stable: of equally long names the one that was added first comes first.
            found[from..].sort_by_key(|found: &Match| std::cmp::Reverse(found.last));
        }
        found
    }
}

/// The [`Gazetteer::matches`] that do not overlap, from left to right: at each word the first that `accept` accepts.
pub fn longest(
    matches: impl IntoIterator<Item = Match>,
    mut accept: impl FnMut(Match) -> bool,
) -> Vec<Match> {
    let mut kept: Vec<Match> = Vec::new();
    for found in matches {
        if kept.last().is_none_or(|last| last.last < found.first) && accept(found) {
            kept.push(found);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::Language;

    fn word(forms: &[&str]) -> Vec<String> {
        forms.iter().map(|&form| form.to_owned()).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        let mut builder = GazetteerBuilder::default();
        builder.add(vec![word(&["корея", "кореи"])], 1);
        builder.add(vec![word(&["южная", "южной"]), word(&["корея", "кореи"])], 2);
        let gazetteer = builder.build();
        assert!(gazetteer.begins("южной") && gazetteer.begins("кореи") && !gazetteer.begins("корей"));
        let tokens = Analyzer::new().document("Посол Южной Кореи и Корея, южной", Language::Russian);
        let found: Vec<(usize, usize, usize)> = longest(gazetteer.matches(&tokens), |_| true)
            .into_iter()
            .map(|m| (m.first, m.last, m.name))
            .collect();
        assert_eq!(found, [(1, 2, 2), (4, 4, 1)]);
    }

    #[test]
    fn a_refused_name_leaves_the_shorter_one() {
        let mut builder = GazetteerBuilder::default();
        builder.add(vec![word(&["a"])], 1);
        builder.add(vec![word(&["a"]), word(&["b"])], 2);
        let tokens = Analyzer::new().document("a b", Language::English);
        let found = longest(builder.build().matches(&tokens), |m| m.name == 1);
        assert_eq!(found, [Match { first: 0, last: 0, name: 1 }]);
    }
}
