//! Items of lists that lack what the last one says: the 14 of `14, 15 и 17 октября`.

use super::cursor::{Cursor, Read, is_dash};
use super::elements::{LIST_ITEMS, day, ending, month, nth, year_ahead, years_word};
use super::partial::Partial;
use super::point::point;
use super::resolve::{resolve, resolve_at};
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::calendar::{YEARS, months};

/// The end of a list whose first item ends at `here`: the place behind `и` and the last item, and whether there is an
/// `и`.
fn list_end<'a>(
    here: Cursor<'a>,
    item: impl Fn(Cursor<'a>) -> Option<Cursor<'a>>,
) -> Option<(Cursor<'a>, bool)> {
    let mut next = here;
    for _ in 0..LIST_ITEMS {
        match next.peek() {
            And => return Some((item(next.ahead(1))?, true)),
            Mark(',') => next = item(next.ahead(1))?,
            _ => break,
        }
    }
    (next.position() > here.position()).then_some((next, false))
}

/// The 14 of `14, 15 и 17 октября`; the last one is an expression of its own.
pub(super) fn listed_day(here: Cursor<'_>) -> Read<'_> {
    fn days(here: Cursor<'_>) -> Option<(i16, i16, Cursor<'_>)> {
        let (first, next) = day(here)?;
        let range = day(next.ahead(1)).filter(|_| is_dash(next.peek()));
        Some(range.map_or((first, first, next), |(last, next)| (first, last, next)))
    }
    let (first, last, next) = days(here)?;
    let (end, closed) = list_end(next, |item| days(item).map(|(_, _, next)| next))?;
    // «в доме 15, 16 мая»
    if !(closed || here.led() || here.leads() || here.before() == Mark(',')) {
        return None;
    }
    let (month, MonthForm::Genitive | MonthForm::Short | MonthForm::English, end) = month(end)? else {
        return None;
    };
    let (partial, end) = Partial::of_days(first, last, month).with_year(end);
    let year = partial.year.or_else(|| year_ahead(end));
    Some((resolve(&Partial { year, ..partial }, here.published()), next))
}

/// The 2024 of `2024 и 2025 годах`.
pub(super) fn listed_year(here: Cursor<'_>) -> Read<'_> {
    fn item(here: Cursor<'_>) -> Option<Cursor<'_>> {
        here.number(4..=4)?;
        Some(ending(here.ahead(1)).unwrap_or(here.ahead(1)))
    }
    let year = here.number(4..=4).filter(|year| YEARS.contains(year))?;
    let next = item(here)?;
    years_word(list_end(next, item)?.0)?;
    Some((months(year, 1, 12), next))
}

/// `I–III кварталы 2025 года`, and the first of `в первом и втором кварталах 2025 года`.
pub(super) fn listed_quarter(here: Cursor<'_>) -> Read<'_> {
    let (first, next) = nth(here)?;
    let dash = is_dash(next.peek());
    let listed = next.peek() == And;
    let (last, _) = nth(next.ahead(1)).filter(|_| dash || listed)?;
    let (partial, end) = point(next.ahead(1), false)?;
    let (_, last_month) = partial.months.filter(|_| partial.days.is_none())?;
    let size = last_month.checked_div(last).filter(|size| matches!(size, 3 | 6) && first < last)?;
    let until = if dash { last } else { first };
    let partial = Partial { months: Some(((first - 1) * size + 1, until * size)), ..partial };
    Some((resolve_at(here, next, &partial), if dash { end } else { next }))
}
