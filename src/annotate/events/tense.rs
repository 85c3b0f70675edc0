//! Whether the clause around an expression tells of the past or of what is to come: that decides which year or week an
//! expression means that does not say so itself.

use super::reader::Reader;
use super::words::Term::*;

/// How many tokens before and behind an expression its verb is looked for in.
const CLAUSE_TOKENS: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

impl Reader {
    /// The tense of the verbs around the expression; none when there are none, or both.
    pub(super) fn tense(&self, at: usize, next: usize) -> Option<Tense> {
        let ends =
            |at: &usize| matches!(self.term(*at), Break | Mark('.' | '!' | '?' | ';' | ':' | '–' | '—'));
        let behind = (next..next + CLAUSE_TOKENS).take_while(|at| !ends(at));
        let before = (at.saturating_sub(CLAUSE_TOKENS)..at).rev().take_while(|at| !ends(at));
        let (mut past, mut coming) = (false, false);
        for token in behind.chain(before).filter_map(|at| self.tokens.get(at)) {
            past |= token.past;
            coming |= token.term == Coming;
        }
        match (past, coming) {
            (true, false) => Some(Tense::Past),
            (false, true) => Some(Tense::Future),
            _ => None,
        }
    }
}
