//! Months, quarters, half years and seasons: `октябрь 2025`, `I квартал`, `девять месяцев 2025 года`, `лето 2025 года`.

use super::cursor::{Cursor, is_dash};
use super::elements::{count, month, nth};
use super::partial::{Partial, Point};
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::calendar::Unit;

/// `девять месяцев 2025 года`, `три квартала 2025 года`: the first ones of the year.
pub(super) fn first_months(here: Cursor<'_>) -> Point<'_> {
    let (count @ 2..=11, next) = count(here)? else { return None };
    let months = match next.peek() {
        _ if here.before() == After => return None,
        One(Unit::Month) | Many(Unit::Month) => count,
        One(Unit::Quarter) if count < 4 => 3 * count,
        _ => return None,
    };
    Some(Partial::of_months(1, months).with_year(next.ahead(1).skip_dot()))
        .filter(|(partial, _)| partial.year.is_some())
}

/// `I квартал`, `1 кв. 2025 г.`, `первое полугодие`, each as months.
pub(super) fn quarter(here: Cursor<'_>) -> Point<'_> {
    let (nth, next) = nth(here)?;
    let months = |count: i16| Partial::of_months((nth - 1) * count + 1, nth * count);
    let behind = next.ahead(1);
    match next.peek() {
        One(Unit::Quarter) | Many(Unit::Quarter) if (1..=4).contains(&nth) => {
            (behind.peek() != Every).then(|| months(3).with_year(behind))
        }
        QuarterShort if (1..=4).contains(&nth) => {
            Some(months(3).with_year(behind.skip_dot())).filter(|(partial, _)| partial.year.is_some())
        }
        One(Unit::HalfYear) | Many(Unit::HalfYear) if (1..=2).contains(&nth) => {
            Some(months(6).with_year(behind))
        }
        _ => None,
    }
}

/// `Q1 2025`, `H2 2025`
pub(super) fn english_quarter(here: Cursor<'_>) -> Point<'_> {
    let (count, parts) = match here.peek() {
        EnglishQuarter => (3, 1..=4),
        EnglishHalf => (6, 1..=2),
        _ => return None,
    };
    let number = here.ahead(1);
    let nth = number.number(1..=1).filter(|nth| parts.contains(nth) && here.capital())?;
    let partial = Partial::of_months((nth - 1) * count + 1, nth * count);
    Some(partial.with_year(here.ahead(2))).filter(|(partial, _)| partial.year.is_some() && number.glued())
}

/// `октябрь 2025`; without a year only after a preposition or a month, `в октябре и ноябре`, or as the end of a range,
/// which is `loose`.
pub(super) fn month_alone(here: Cursor<'_>, loose: bool) -> Point<'_> {
    let (month, form, next) = month(here)?;
    let partial = Partial::of_months(month, month);
    if let (partial, next) = partial.with_year(skip_hyphen(next))
        && partial.year.is_some()
    {
        return Some((partial, next));
    }
    // «с октября 2024–2025», «в октябре 12345 человек»
    if matches!(next.peek(), Number(_, 4..)) {
        return None;
    }
    let listed = matches!(here.before(), And | Mark(','))
        && matches!(here.back(2), Month(_, MonthForm::Case | MonthForm::Plain));
    // «мая» is also the Belarusian for my.
    let fits = match form {
        MonthForm::Case | MonthForm::Plain => here.led() || listed || here.alone(next),
        MonthForm::Genitive => matches!(here.before(), From | Dated | Until | Beside),
        MonthForm::English => here.led() || here.alone(next),
        MonthForm::Short => false,
    };
    (fits || loose).then_some((partial, next))
}

/// The hyphen of `лето-2025`.
fn skip_hyphen(here: Cursor<'_>) -> Cursor<'_> {
    let year = here.ahead(1);
    let joined = is_dash(here.peek()) && here.glued() && year.glued();
    here.ahead(usize::from(joined && year.number(4..=4).is_some()))
}

/// `лето 2025 года`, or a heading. `Летом` alone is as often every summer.
pub(super) fn season(here: Cursor<'_>, loose: bool) -> Point<'_> {
    let Season(first) = here.peek() else { return None };
    let partial = Partial::of_months(first, first + 2);
    let behind = here.ahead(1);
    let (dated, next) = partial.with_year(skip_hyphen(behind));
    let heading = here.leads() && behind.leads() || here.alone(behind);
    match dated.year {
        Some(_) => Some((dated, next)),
        None => (heading || loose).then_some((partial, behind)),
    }
}
