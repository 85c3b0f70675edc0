//! Whether the clause around an expression is in the past or the future tense, which decides the year or week of an
//! expression that does not say it.

use super::cursor::Cursor;
use crate::lexicon::Meaning::*;

/// The verb of an expression is looked for at most 6 tokens before and behind it.
const CLAUSE_TOKENS: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// The tense of the verbs around the expression from `here` up to `next`; `None` without verbs, or with both tenses.
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
