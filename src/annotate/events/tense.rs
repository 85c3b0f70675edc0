//! Whether the clause around an expression tells of the past or of what is to come: that decides which year or week an
//! expression means that does not say so itself.

use super::cursor::Cursor;
use crate::lexicon::Meaning::*;

/// How many tokens before and behind an expression its verb is looked for in.
const CLAUSE_TOKENS: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// The tense of the verbs around the expression from `here` up to `next`; none when there are none, or both.
pub(super) fn tense(here: Cursor<'_>, next: Cursor<'_>) -> Option<Tense> {
    let ends =
        |place: &Cursor<'_>| matches!(place.peek(), Break | Mark('.' | '!' | '?' | ';' | ':' | '–' | '—'));
    let behind = (0..CLAUSE_TOKENS).map(|count| next.ahead(count)).take_while(|place| !ends(place));
    let before = (1..=CLAUSE_TOKENS).map_while(|count| here.earlier(count)).take_while(|place| !ends(place));
    let (mut past, mut coming) = (false, false);
    for token in behind.chain(before).filter_map(Cursor::token) {
        past |= token.past;
        coming |= token.meaning == Coming;
    }
    match (past, coming) {
        (true, false) => Some(Tense::Past),
        (false, true) => Some(Tense::Future),
        _ => None,
    }
}
