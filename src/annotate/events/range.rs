//! Ranges: `30 января – 2 февраля`, `с 5 по 10 октября`, `2026–2028 годы`.

use super::cursor::{Cursor, Read, is_dash};
use super::digits;
use super::elements::{day, ending, year_ahead, year_word, years_word};
use super::partial::Partial;
use super::point::point;
use super::resolve::{default_year, resolve_at};
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::calendar::{self, Days, RECENT_YEARS, YEARS, months};

/// `30 января – 2 февраля`, `с 5 по 10 октября`, `январь-сентябрь 2025 года`, `28.01–30.01.2026`
pub(super) fn range(here: Cursor<'_>) -> Read<'_> {
    let (mut first, next, dotted) = range_start(here)?;
    let open = matches!(here.before(), From | Dated);
    let joint = if open { next.skip(Mark(',')) } else { next };
    let separator = joint.peek();
    let bare = first.months.is_none();
    let joins = match separator {
        To => true,
        Until => open,
        And => here.before() == Between,
        Mark('/') => dotted,
        // `в ночь с 16 на 17 октября`
        On => open && bare,
        _ => is_dash(separator),
    };
    if !joins {
        return None;
    }
    let digits = || {
        let (partial, next) = digits::day_and_month(joint.ahead(1))?;
        (dotted || open && separator == To || here.alone(next)).then_some((partial, next))
    };
    let (mut last, next) = point(joint.ahead(1), true).or_else(digits)?;
    if bare && first.days.is_some() && last.days.is_some() {
        first.months = last.months;
    }
    if first.grain() != last.grain() || (first.year.is_none() && !last.grain().1) {
        return None;
    }
    if first.grain() == (false, true) && last.year.is_none() && !names_months(here) {
        return None;
    }
    // `перенести с 5 на 10 октября` names two days.
    if separator == On && first.days?.1 + 1 != last.days?.0 {
        return None;
    }
    let year_given = last.year.is_some();
    let told = last.year.or(first.year).or_else(|| year_ahead(next));
    let told = told.or_else(|| default_year(here, next, &last));
    last.year = told.or_else(|| Some(resolve_at(here, next, &last)?.1.year()));
    Some((between(first, last, year_given), next))
}

/// The beginning of a range, and whether a dot ends it: `14.`, `14.10.`
pub(super) fn range_start(here: Cursor<'_>) -> Option<(Partial, Cursor<'_>, bool)> {
    if let Some((partial, next)) = point(here, true) {
        return Some((partial, next, false));
    }
    if let Some((partial, next)) = digits::day_and_month(here)
        && here.peek_at(1) == Mark('.')
    {
        return Some((partial, next, next.position() > here.position() + 3));
    }
    let (day, next) = day(here)?;
    let after = next.skip_dot();
    let dotted = after.position() > next.position();
    Some((Partial { days: Some((day, day)), ..Partial::default() }, after, dotted))
}

/// A range of months without a year is one after a preposition, or when both months have their plain form.
fn names_months(here: Cursor<'_>) -> bool {
    here.led() || matches!(here.peek(), Month(_, MonthForm::Plain))
}

/// From the first day of one to the last day of the other, which has a year here.
fn between(first: Partial, last: Partial, year_given: bool) -> Option<Days> {
    let year = last.year?;
    let from = first.in_year(first.year.unwrap_or(year))?;
    let to = last.in_year(year)?;
    if from.0 <= to.1 {
        return Some((from.0, to.1));
    }
    // Over the turn of the year: the end without a year is in the next one, or the beginning in the one before.
    let (from, to) = match (first.year, year_given) {
        (None, _) => (first.in_year(year.checked_sub(1)?)?, to),
        (Some(_), false) => (from, last.in_year(year.checked_add(1)?)?),
        _ => return None,
    };
    (first.months != last.months).then_some((from.0, to.1))
}

/// `2026–2028 годы`, `с 2024 по 2026 год`, `2025/2026 учебный год`, `(2019–2024)`
pub(super) fn range_of_years(here: Cursor<'_>) -> Read<'_> {
    let first = here.number(4..=4).filter(|year| YEARS.contains(year))?;
    let next = ending(here.ahead(1)).unwrap_or(here.ahead(1));
    let next = year_word(next).unwrap_or(next);
    let separator = next.peek();
    let from = here.before() == From;
    let spoken = from && matches!(separator, To | Until) || here.before() == Between && separator == And;
    let dash = is_dash(separator) || separator == Mark('/');
    let last = match next.peek_at(1) {
        Number(year, 4) => year,
        Number(year, 2) if dash => first / 100 * 100 + year,
        _ => return None,
    };
    if !(dash || spoken || separator == To) {
        return None;
    }
    let ordinal = ending(next.ahead(2));
    let after = ordinal.unwrap_or(next.ahead(2));
    if let Some(end) = years_word(after) {
        let days = if after.peek() == SchoolYear && last == first + 1 {
            Some((calendar::day(first, 9, 1)?, calendar::day(last, 8, 31)?))
        } else {
            Some((months(first, 1, 12)?.0, months(last, 1, 12)?.1))
        };
        return Some((days.filter(|(from, to)| from <= to && YEARS.contains(&last)), end));
    }
    let whole = next.ahead(1).number(4..=4).is_some();
    let brackets = here.before() == Mark('(') && matches!(after.peek(), Mark(')' | ','));
    let led = here.led() && (ordinal.is_some() || here.latin_before());
    let said = spoken && (separator != Until || here.latin_before());
    let years = RECENT_YEARS.contains(&first) && RECENT_YEARS.contains(&last) && first < last;
    let fits = whole && years && (brackets || led || said || here.alone(after));
    fits.then_some((Some((months(first, 1, 12)?.0, months(last, 1, 12)?.1)), after))
}
