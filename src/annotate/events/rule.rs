//! A rule has a name, the words that can begin what it reads, and a function. A table of rules finds those that a token
//! can begin by the kind of its meaning, so that most tokens ask none.

use super::cursor::Cursor;
use crate::lexicon::{Meaning, MeaningKind};

/// One row of a table of rules.
pub(super) struct Rule<F> {
    /// What `annotate --explain` and the tests call it.
    pub(super) name: &'static str,
    /// What begins its expressions and may be all of one.
    pub(super) alone: &'static [MeaningKind],
    /// What begins them only together with another word of dates: before an ordinary word, where nearly all such words
    /// stand, the rule is not asked.
    pub(super) joined: &'static [MeaningKind],
    pub(super) read: F,
}

/// Rules in the order of their rows. At most 32.
pub(super) struct Table<F: 'static> {
    rules: &'static [Rule<F>],
    /// By kind, the rows whose rule it can begin, as bits: before an ordinary word, and before anything else.
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
