//! A rule has a name, the words that can begin what it reads, and a function. A table selects the rules by the kind of
//! a token's meaning, so that at most tokens no rule runs.

use super::cursor::Cursor;
use crate::lexicon::{Meaning, MeaningKind};

/// One row of a table of rules.
pub(super) struct Rule<F> {
    /// What `annotate --explain` and the tests call it.
    pub(super) name: &'static str,
    /// The kinds of words that begin its expressions, also as an expression of one word.
    pub(super) alone: &'static [MeaningKind],
    /// The kinds of words that begin them only if another date word follows. Nearly all such words stand before an
    /// ordinary word, and there the rule is not run.
    pub(super) joined: &'static [MeaningKind],
    pub(super) read: F,
}

/// Rules in the order of their rows. At most 32.
pub(super) struct Table<F: 'static> {
    rules: &'static [Rule<F>],
    /// By kind of meaning, the rows whose rule it can begin, as bits: before an ordinary word, and before anything
    /// else.
    begun_by: [[u32; 2]; MeaningKind::COUNT],
}

impl<F> Table<F> {
    pub(super) const fn new(rules: &'static [Rule<F>]) -> Self {
        let mut begun_by = [[0; 2]; MeaningKind::COUNT];
        let mut row = 0;
        while row < rules.len() {
            let (alone, joined) = (rules[row].alone, rules[row].joined);
            let mut at = 0;
            while at < alone.len() {
                begun_by[alone[at] as usize][0] |= 1 << row;
                begun_by[alone[at] as usize][1] |= 1 << row;
                at += 1;
            }
            at = 0;
            while at < joined.len() {
                begun_by[joined[at] as usize][1] |= 1 << row;
                at += 1;
            }
            row += 1;
        }
        Self { rules, begun_by }
    }

    /// The rules that may read an expression from here, by their rows.
    pub(super) fn begun_by(&self, here: Cursor<'_>) -> impl Iterator<Item = &'static Rule<F>> {
        let [alone, joined] = self.begun_by[here.peek().kind() as usize];
        let mut rows = if joined != 0 && here.peek_at(1) != Meaning::Other { joined } else { alone };
        std::iter::from_fn(move || {
            let rule = self.rules.get(rows.trailing_zeros() as usize)?;
            rows &= rows - 1;
            Some(rule)
        })
    }

    /// Whether an expression may begin here.
    pub(super) fn any(&self, here: Cursor<'_>) -> bool {
        self.begun_by(here).next().is_some()
    }

    /// The names of the rules.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().map(|rule| rule.name)
    }
}
