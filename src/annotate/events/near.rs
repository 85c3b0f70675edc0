//! Days near to the publication: `вчера`, `во вчерашнем интервью`, `в понедельник`, `15-го числа`; and years in a word
//! or two: `летась`, `в прошлом году`, `с.г.`

use super::cursor::{Cursor, Read};
use super::elements::{day, is_time, year_offset};
use super::shifted::{shifted_period, weekday_after};
use super::tense::{Tense, tense};
use crate::lexicon::Meaning::*;
use crate::model::calendar::{self, Unit, weekday_from};

/// `вчера`, `во вчерашнем интервью`
pub(super) fn day_word(here: Cursor<'_>) -> Read<'_> {
    let published = here.published()?;
    let offset = match here.peek() {
        Day(offset) => offset,
        DayAdjective(offset) if is_of_a_day(here) => offset,
        _ => return None,
    };
    Some((Unit::Day.around(Unit::Day.shift(published, i64::from(offset))?), here.ahead(1)))
}

/// `на вчерашнем заседании`, `с завтрашнего дня`, but not «уверенность в завтрашнем дне», «вчерашние школьники».
fn is_of_a_day(here: Cursor<'_>) -> bool {
    if here.peek_at(1) == One(Unit::Day) {
        matches!(here.before(), From | Until | Beside)
    } else {
        here.led() && here.before() != Until
    }
}

/// `летась`, `прошлого года`, `с.г.`
pub(super) fn near_year(here: Cursor<'_>) -> Read<'_> {
    let published = here.published()?;
    let (offset, next) = year_offset(here)?;
    Some((Unit::Year.around(Unit::Year.shift(published, i64::from(offset))?), next))
}

/// `в понедельник`, the nearest one, or a weekday as a heading: of it alone or before a time. With a time it is
/// announced, so the next one. `В среду на следующей неделе` is told exactly.
pub(super) fn weekday(here: Cursor<'_>) -> Read<'_> {
    let Weekday(weekday) = here.peek() else { return None };
    let next = here.ahead(1);
    let week = next.ahead(usize::from(matches!(next.peek(), On | In | Of)));
    if let (Shifted(_), One(Unit::Week)) = (week.peek(), week.peek_at(1)) {
        let (days, next) = shifted_period(week)?;
        let day = days.and_then(|(monday, _)| weekday_from(monday, weekday));
        return Some((day.map(|day| (day, day)), next));
    }
    let preposition = next.skip(Mark(','));
    let timed = is_time(next) || preposition.peek() == In && is_time(preposition.ahead(1));
    let heading = here.leads() && (next.leads() || is_time(next)) || here.alone(next);
    let led = matches!(here.before(), In | On | From | Until | Beside | PartOfDay);
    if !(led || heading) {
        return None;
    }
    let offset = match tense(here, next) {
        _ if timed => 0,
        Some(Tense::Past) => -6,
        Some(Tense::Future) => 0,
        None => -3,
    };
    let day = here.published().and_then(|published| weekday_after(published, weekday, offset));
    Some((day.map(|day| (day, day)), next))
}

/// `15-го числа этого месяца`; without the month only where nothing else is said.
pub(super) fn day_of_month(here: Cursor<'_>) -> Read<'_> {
    let (number, next) = day(here)?;
    if next.peek() != DayNumber {
        return None;
    }
    let (month, end) = match (next.peek_at(1), next.peek_at(2)) {
        (Shifted(offset), One(Unit::Month)) => (i64::from(offset), next.ahead(3)),
        _ if here.alone(next.ahead(1)) => (0, next.ahead(1)),
        _ => return None,
    };
    let month = Unit::Month.shift(here.published()?.first_of_month(), month)?;
    let day = calendar::day(month.year(), i16::from(month.month()), number);
    Some((day.map(|day| (day, day)), end))
}
