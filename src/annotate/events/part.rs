//! Parts of a period: `конец октября`, `вторая половина года`, `третий вторник октября`, `последняя неделя мая`.

use super::cursor::{Cursor, Read, is_dash};
use super::elements::{month, nth};
use super::partial::Partial;
use super::point::point;
use super::resolve::{default_year, resolve_at};
use super::shifted::shifted_period;
use super::years::decade;
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::calendar::{Days, RECENT_YEARS, Unit, months, nth_days, nth_months, nth_weekday, part};

/// `конец октября`, `начало 2025 года`, `вторая половина года`. `С начала года` ends and `до конца года` begins
/// with the publication.
pub(super) fn part_of_period(here: Cursor<'_>) -> Read<'_> {
    let (nth, parts, next) = match (here.peek(), here.peek_at(1)) {
        (Third(nth), dash) => (nth, 3, here.ahead(1 + usize::from(is_dash(dash) && here.latin()))),
        (Ordinal(nth @ 1..=2), Half) => (nth - 1, 2, here.ahead(2)),
        _ => match nth(here)? {
            (nth @ 1..=2, next) if next.peek() == Half => (nth - 1, 2, next.ahead(1)),
            _ => return None,
        },
    };
    let (whole, next) = period(here, next.skip_of())?;
    let days = whole.and_then(|whole| {
        let published = here.published().filter(|day| whole.0 <= *day && *day <= whole.1);
        match (here.before(), nth, published) {
            (From, 0, Some(published)) if parts == 3 => Some((whole.0, published)),
            (Until, 2, Some(published)) => Some((published, whole.1)),
            _ => part(whole, nth, parts),
        }
    });
    Some((days, next))
}

/// A period that has parts: a week, a month or longer. The whole expression begins at `start`.
fn period<'a>(start: Cursor<'a>, here: Cursor<'a>) -> Read<'a> {
    if let Some((days, next)) = decade(here) {
        return Some((Some(days), next));
    }
    if let Some((partial, next)) = point(here, true) {
        if partial.days.is_some() {
            return None;
        }
        let year = partial.year.or_else(|| default_year(start, next, &partial));
        return Some((resolve_at(start, next, &Partial { year, ..partial }), next));
    }
    let next = here.ahead(1);
    match here.peek() {
        One(unit @ (Unit::Year | Unit::HalfYear | Unit::Quarter | Unit::Month | Unit::Week)) => {
            Some((unit.around(here.published()?), next))
        }
        One(Unit::Day) if here.before() == Third(2) => Some((Unit::Day.around(here.published()?), next)),
        Shifted(_) => shifted_period(here),
        Number(year, 4) if RECENT_YEARS.contains(&year) && ends_number(here) => {
            Some((months(year, 1, 12), next))
        }
        _ => None,
    }
}

/// Whether the number is whole: no fraction, range or unit follows.
fn ends_number(here: Cursor<'_>) -> bool {
    let next = here.ahead(1);
    !next.glued() || matches!(next.peek(), Mark('.' | ',' | ')' | ';')) && !next.ahead(1).glued()
}

/// `в 20-х числах августа`
pub(super) fn tens_of_days(here: Cursor<'_>) -> Read<'_> {
    let tens = here.number(2..=2).filter(|tens| matches!(tens, 10 | 20))?;
    if !is_dash(here.peek_at(1)) || here.peek_at(2) != EndingMany || here.peek_at(3) != DayNumbers {
        return None;
    }
    let (month, MonthForm::Genitive, next) = month(here.ahead(4))? else { return None };
    let last = (tens + 9).min(if month == 2 { 28 } else { 29 });
    let (partial, next) = Partial::of_days(tens, last, month).with_year(next);
    Some((resolve_at(here, next, &partial), next))
}

/// `третий вторник октября`, `последний день месяца`, `первая неделя мая`, `вторая декада июля`
pub(super) fn nth_of_period(here: Cursor<'_>) -> Read<'_> {
    let (nth, next) = match here.peek() {
        Recent => (None, here.ahead(1)),
        Shifted(-1) if here.latin() => (None, here.ahead(1)),
        _ => nth(here).map(|(nth, next)| (Some(nth), next))?,
    };
    let what = next.peek();
    let counted = matches!(
        what,
        Weekday(_) | Weekend | One(Unit::Day | Unit::Week | Unit::Month | Unit::Quarter) | Many(Unit::Day)
    );
    if !(counted || matches!(what, TenDays | DayNumber | DayNumbers)) {
        return None;
    }
    let (whole, end) = period(here, next.ahead(1).skip_of()).filter(|(whole, _)| {
        // A week is too short for an ordinal of days or weeks in it.
        whole.is_none_or(|(from, to)| to.duration_since(from).as_hours() > 24 * 7)
    })?;
    if here.before() == Every {
        return Some((None, end));
    }
    let one = |day| Some((day, day));
    let days: Option<Days> = whole.and_then(|whole| match what {
        Weekday(weekday) => nth_weekday(whole, weekday, nth).and_then(one),
        Weekend => {
            let saturday = nth_weekday(whole, 5, nth)?;
            Some((saturday, Unit::Day.shift(saturday, 1)?))
        }
        One(Unit::Day) | DayNumber => nth_days(whole, 1, nth),
        One(Unit::Month) => nth_months(whole, 1, nth),
        One(Unit::Quarter) => nth_months(whole, 3, nth),
        One(_) => nth_days(whole, 7, nth),
        TenDays if whole.0.month() == whole.1.month() => part(whole, nth.unwrap_or(3) - 1, 3),
        TenDays => None,
        // `первые дни`, `в последних числах`
        _ => nth_days(whole, 5, nth.filter(|nth| *nth == 1)).filter(|_| nth.is_none_or(|nth| nth == 1)),
    });
    Some((days, end))
}
