//! Days in digits: `28.01.2026`, `28/01/2026`, `2026-01-28`, and, where the context leaves no other reading, `28.01`.

use super::cursor::{Cursor, is_dash};
use super::elements::{is_time, year_word};
use super::partial::{Partial, Point};
use crate::lexicon::Meaning::*;
use crate::model::calendar::RECENT_YEARS;

/// A year of two digits, without a word for year, is at most 10 years from the year of publication.
const SHORT_YEAR_REACH: i16 = 10;

/// A day with its year.
pub(super) fn day_in_digits(here: Cursor<'_>) -> Point<'_> {
    if !(1..5).all(|count| here.ahead(count).glued()) || here.peek_at(1) != here.peek_at(3) {
        return None;
    }
    let next = here.ahead(5);
    let Mark(separator @ ('.' | '-' | '/' | '‑')) = here.peek_at(1) else { return None };
    let behind = next.ahead(1);
    if next.peek() == Mark(separator) && behind.glued() && behind.number(1..=9).is_some() {
        return None;
    }
    let (first, second, third) = (here, here.ahead(2), here.ahead(4));
    let year_first = first.number(4..=4).is_some();
    let (mut day, year) = if year_first { (third, first) } else { (first, third) };
    let mut month = second;
    // `1/28/2026` is American.
    if separator == '/' && !year_first && month.number(2..=2).is_some_and(|number| number > 12) {
        (day, month) = (month, day);
    }
    let (month, day) = (month.number(1..=2)?, day.number(1..=2)?);
    let word = year_word(next);
    let year = match year.peek() {
        Number(year, 4) if RECENT_YEARS.contains(&year) => year,
        // Telephones are written with hyphens.
        Number(year, 2) if matches!(separator, '.' | '/') => {
            let sure = word.is_some() || here.alone(next);
            let plain = first.number(2..=2).is_some() && second.number(2..=2).is_some();
            short_year(here, year, sure).filter(|_| sure || plain)?
        }
        _ => return None,
    };
    Some((Partial { year: Some(year), ..Partial::of_days(day, day, month) }, word.unwrap_or(next)))
}

/// The year that ends in these two digits: near to the publication, or the last one before.
fn short_year(here: Cursor<'_>, digits: i16, sure: bool) -> Option<i16> {
    let now = here.published()?.year();
    let century = now / 100 * 100;
    let near = [century + digits, century + digits - 100, century + digits + 100]
        .into_iter()
        .find(|year| (year - now).abs() <= SHORT_YEAR_REACH);
    near.or_else(|| (0..2).map(|ago| century + digits - 100 * ago).find(|year| sure && *year <= now))
}

/// `15.02`, `15/2`, `15.02.`: as often a time, a price or a clause, so the caller must check the context.
pub(super) fn day_and_month(here: Cursor<'_>) -> Point<'_> {
    let (day, month) = (here.number(1..=2)?, here.ahead(2).number(1..=2)?);
    let joined = matches!(here.peek_at(1), Mark('.' | '/')) && here.ahead(1).glued() && here.ahead(2).glued();
    let next = here.ahead(3).skip_dot();
    let inner = next.glued() && matches!(next.peek(), Number(..));
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    (joined && exists && !inner).then(|| (Partial::of_days(day, day, month), next))
}

/// The same with a time, a weekday or `завтра` beside it, or as the whole text: `28.01 в 10:00`, `чт, 28.01`.
pub(super) fn day_and_month_told_by_context(here: Cursor<'_>) -> Point<'_> {
    let (partial, next) = day_and_month(here)?;
    if here.alone(next) {
        return Some((partial, next));
    }
    let plain =
        here.peek_at(1) == Mark('.') && here.number(2..=2).is_some() && here.ahead(2).number(2..=2).is_some();
    let timed = next.peek() == In && is_time(next.ahead(1));
    let beside = match here.before() {
        Mark(',' | '(') => here.back(2),
        meaning => meaning,
    };
    // `пн. 10.10 – 12.00` is a time.
    let hours = is_dash(next.peek()) || matches!(next.peek(), Until | To);
    let dated = matches!(beside, Day(_) | Weekday(_) | WeekdayShort(_)) && !hours;
    (plain && (timed || dated)).then_some((partial, next))
}
