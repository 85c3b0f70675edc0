//! What expressions are made of: ordinal and cardinal numbers, days of a month, months, years, times of day.

use super::cursor::{Cursor, is_dash};
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::calendar::{RECENT_YEARS, Unit, YEARS};

/// A list has at most this many items behind the first.
pub(super) const LIST_ITEMS: usize = 8;

/// Past the ending of a number: `-го`, `th`.
pub(super) fn ending(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let word = here.ahead(usize::from(is_dash(here.peek()) && here.glued()));
    (word.peek() == Ending && word.glued()).then(|| word.ahead(1))
}

/// `18`, `18-го`, `18th`, `восемнадцатое`, `двадцать первого`, `II`
pub(super) fn nth(here: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let next = here.ahead(1);
    match (here.peek(), next.peek()) {
        (Cardinal(tens @ (20 | 30)), Ordinal(ones @ 1..=9)) => Some((tens + ones, here.ahead(2))),
        (Ordinal(value) | Roman(value), _) => Some((value, next)),
        (Number(value, 1..=2), _) => Some((value, ending(next).unwrap_or(next))),
        _ => None,
    }
}

/// The same as the day of a month.
pub(super) fn day(here: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    nth(here).filter(|(day, _)| (1..=31).contains(day) && !matches!(here.peek(), Roman(_)))
}

/// `7`, `семь`, `двадцать пять`
pub(super) fn count(here: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    match (here.peek(), here.peek_at(1)) {
        (Number(count @ 1.., 1..=3), _) => Some((count, here.ahead(1))),
        (Cardinal(tens @ 20..=90), Cardinal(ones @ 1..=9)) => Some((tens + ones, here.ahead(2))),
        (Cardinal(count), _) => Some((count, here.ahead(1))),
        _ => None,
    }
}

/// `8:00`, `18 часов`, `девять` before the end of a clause.
pub(super) fn is_time(here: Cursor<'_>) -> bool {
    let (Number(hour, 1..=2) | Cardinal(hour)) = here.peek() else { return false };
    let next = here.peek_at(1);
    let minutes = matches!(next, Mark(':' | '.')) && here.ahead(2).number(2..=2).is_some();
    hour <= 24 && (next == Hours || minutes || matches!(next, Mark(',' | '.' | ';') | Break))
}

/// The number of a month and the form of its name.
pub(super) fn month(here: Cursor<'_>) -> Option<(i16, MonthForm, Cursor<'_>)> {
    let next = here.ahead(1);
    match here.peek() {
        Month(_, MonthForm::English) if !here.capital() => None,
        // `Jan. 28`, but `in January.`
        Month(month, MonthForm::English) if !matches!(here.peek_at(2), Number(..)) => {
            Some((month, MonthForm::English, next))
        }
        Month(month, form @ (MonthForm::Short | MonthForm::English)) => Some((month, form, next.skip_dot())),
        Month(month, form) => Some((month, form, next)),
        _ => None,
    }
}

/// A year with or without a word for it, or `текущего года`.
pub(super) fn year(here: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    if let Some(year) = here.number(4..=4) {
        let ordinal = ending(here.ahead(1));
        let next = ordinal.unwrap_or(here.ahead(1));
        let inner =
            ordinal.is_none() && matches!(next.peek(), Mark(_)) && next.glued() && next.ahead(1).glued();
        match next.peek_at(1) {
            Number(..) if inner => return None,
            // `2020-х`
            EndingMany | Other if inner && is_dash(next.peek()) => return None,
            _ => {}
        }
        let word = year_word(next).filter(|_| YEARS.contains(&year));
        let known = if ordinal.is_some() { YEARS } else { RECENT_YEARS };
        return word.or(known.contains(&year).then_some(next)).map(|next| (year, next));
    }
    let (offset, next) = year_offset(here)?;
    Some((here.published()?.year().checked_add(offset)?, next))
}

/// `прошлого года`, `сёлета`, `т.г.`, `с.г.`, in years from the publication.
pub(super) fn year_offset(here: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    match (here.peek(), here.peek_at(1)) {
        (Year(offset), _) => Some((offset, here.ahead(1))),
        (Shifted(offset), One(Unit::Year)) => Some((offset, here.ahead(2))),
        // With capitals they are initials.
        (ThisShort | From, Mark('.')) if here.peek_at(2) == YearShort && here.ahead(1).glued() => {
            (!here.capital() && !here.ahead(2).capital()).then(|| (0, here.ahead(3).skip_dot()))
        }
        _ => None,
    }
}

/// `года`, `г.`, `учебного года`
pub(super) fn year_word(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let word = here.ahead(usize::from(matches!(here.peek(), KindOfYear | SchoolYear)));
    match word.peek() {
        One(Unit::Year) => Some(word.ahead(1)),
        YearShort => Some(word.ahead(1).skip_dot()),
        _ => None,
    }
}

/// `годы`, `гг.`, as well.
pub(super) fn years_word(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let second = here.ahead(1).skip_dot();
    match here.peek() {
        Many(Unit::Year) => Some(here.ahead(1)),
        YearsShort => Some(second),
        YearShort if second.peek() == YearShort => Some(second.ahead(1).skip_dot()),
        _ => year_word(here),
    }
}

/// The year at the end of a list: `5 мая и 10 июня 2025 года`, `в мае, июне и июле 2025 года`.
pub(super) fn year_ahead(here: Cursor<'_>) -> Option<i16> {
    let mut here = here;
    for _ in 0..LIST_ITEMS {
        if !matches!(here.peek(), And | Mark(',')) {
            return None;
        }
        let item = here.ahead(1);
        let (_, _, next) = month(day(item).map_or(item, |(_, next)| next))?;
        if let Some((year, _)) = year(next) {
            return Some(year);
        }
        here = next;
    }
    None
}
