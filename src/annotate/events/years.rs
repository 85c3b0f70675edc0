//! Years and decades: `2026 год`, `в 2026-м`, `1990-е годы`.

use super::cursor::{Cursor, Read, is_dash};
use super::elements::{year, year_word, years_word};
use super::partial::{Partial, Point};
use crate::lexicon::Meaning::*;
use crate::model::calendar::{Days, RECENT_YEARS, Unit, YEARS, months};

/// `2026 год`. A year alone may be anything, unless it is an ordinal, as in `в 2026-м`, or ends a clause.
pub(super) fn year_alone(here: Cursor<'_>) -> Point<'_> {
    let number = here.number(4..=4)?;
    let listed = matches!(here.before(), And | Mark(','))
        && here.earlier(2).is_some_and(|item| item.number(4..=4).is_some());
    if let (true, Some(next)) = (listed && YEARS.contains(&number), years_word(here.ahead(1))) {
        return Some((Partial::of_year(number), next));
    }
    let (year, next) = year(here)?;
    let short = matches!(next.before(), YearShort | Mark('.'));
    let worded = short || next.before() == One(Unit::Year);
    let fits = if worded { !short || RECENT_YEARS.contains(&year) } else { bare_year(here, next) };
    fits.then_some((Partial::of_year(year), next))
}

/// Whether a number of four digits that stands without a word for year is one.
fn bare_year(here: Cursor<'_>, next: Cursor<'_>) -> bool {
    let ordinal = next.position() > here.position() + 1;
    let english = here.latin_before() && !matches!(next.peek(), Other if !next.latin());
    let closes = match next.peek() {
        Mark('.' | ',' | ';' | ':') => !next.ahead(1).glued() || !matches!(next.peek_at(1), Number(..)),
        Mark(')' | '(' | '»' | '"' | '!' | '?') | Break => true,
        _ => false,
    };
    here.led() && (ordinal || english || closes)
}

/// `1990-е годы`, `в 90-х`, `60–70-е годы`
pub(super) fn decade(here: Cursor<'_>) -> Option<(Days, Cursor<'_>)> {
    let (first, count) = tens(here)?;
    let range = is_dash(here.peek_at(1)) && matches!(here.peek_at(2), Number(..));
    let end = if range { here.ahead(2) } else { here };
    let (last, _) = tens(end).filter(|(last, _)| *last >= first)?;
    let ending = end.ahead(2);
    let many = ending.peek() == EndingMany;
    if !is_dash(end.peek_at(1)) || !ending.glued() || !(many || ending.peek() == Ending) {
        return None;
    }
    let behind = ending.ahead(1);
    // `90-м году` is one year.
    let word = years_word(behind).filter(|_| many || year_word(behind).is_none());
    // «в 20-х числах августа»
    if behind.peek() == DayNumbers {
        return None;
    }
    let led = matches!(here.before(), In | On | From | Until | Third(_) | Beside);
    let fits = word.is_some() || many && led || many && count == 4;
    fits.then_some((
        (months(first, 1, 12)?.0, months(last.checked_add(9)?, 1, 12)?.1),
        word.unwrap_or(behind),
    ))
}

/// The first year of a decade, and the count of its digits.
fn tens(here: Cursor<'_>) -> Option<(i16, u8)> {
    match here.peek() {
        Number(year, 4) if year % 10 == 0 && YEARS.contains(&year) => Some((year, 4)),
        Number(year @ 20..=90, 2) if year % 10 == 0 => Some((1900 + year, 2)),
        _ => None,
    }
}

/// A decade as an expression of its own.
pub(super) fn some_decade(here: Cursor<'_>) -> Read<'_> {
    decade(here).map(|(days, next)| (Some(days), next))
}
