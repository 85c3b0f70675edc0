//! Periods that are told by their distance from the publication: `в прошлом году`, `этой осенью`, `за последние две
//! недели`.

use super::cursor::{Cursor, Read};
use super::elements::count;
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;
use crate::model::Date;
use crate::model::calendar::{Days, Unit, day, months, weekday_from};

/// The first such weekday at least `offset` days after the publication.
pub(super) fn weekday_after(published: Date, weekday: i8, offset: i64) -> Option<Date> {
    weekday_from(Unit::Day.shift(published, offset)?, weekday)
}

/// `в прошлом году`, `этой осенью`, `в следующий вторник`
pub(super) fn shifted_period(here: Cursor<'_>) -> Read<'_> {
    let (offset, near) = match here.peek() {
        Shifted(offset) => (i64::from(offset), false),
        Near => (1, true),
        _ => return None,
    };
    let published = here.published()?;
    let days = match here.peek_at(1) {
        Weekday(weekday) => {
            let from = match offset {
                0 => -i64::from(published.weekday().to_monday_zero_offset()),
                ..0 => 7 * offset,
                _ => 1,
            };
            weekday_after(published, weekday, from).map(|day| (day, day))
        }
        Weekend => weekend(published, if near { 0 } else { offset }, near),
        One(Unit::Day) if offset == -1 && here.before() == Over => last_day(published),
        One(Unit::Day) => return None,
        One(_) if here.plural() => return None,
        // The Belarusian locative, elsewhere the plural.
        Many(Unit::Month) if !here.plural() => Unit::Month.around(Unit::Month.shift(published, offset)?),
        One(unit) => Unit::around(unit, unit.shift(published, offset)?),
        SchoolYear if here.peek_at(2) == One(Unit::Year) => {
            // It begins in September.
            let start = Unit::Month.shift(published, -8)?.year();
            let start = start.checked_add(i16::try_from(offset).ok()?)?;
            return Some((day(start, 9, 1).zip(day(start.checked_add(1)?, 8, 31)), here.ahead(3)));
        }
        Month(month, MonthForm::Case | MonthForm::Plain | MonthForm::Genitive) => {
            next_months(published, month, month, offset)
        }
        Month(month, MonthForm::English) if here.ahead(1).capital() => {
            next_months(published, month, month, offset)
        }
        Season(first) => next_months(published, first, first + 2, offset),
        _ => return None,
    };
    Some((days, here.ahead(2)))
}

/// `за последний год`, the one that ends with the publication; `в последнее воскресенье`
pub(super) fn recent_period(here: Cursor<'_>) -> Read<'_> {
    let published = here.published()?;
    let next = here.ahead(2);
    match here.peek_at(1) {
        _ if here.peek() != Recent => None,
        One(Unit::Day) if here.before() == Over => Some((last_day(published), next)),
        One(unit) if unit != Unit::Day && here.before() == Over && !here.plural() => {
            Some((unit.shift(published, -1).map(|from| (from, published)), next))
        }
        Weekday(weekday) if here.alone(next) => {
            Some((weekday_after(published, weekday, -7).map(|day| (day, day)), next))
        }
        _ => None,
    }
}

/// `за минувшие сутки`
fn last_day(published: Date) -> Option<Days> {
    Some((Unit::Day.shift(published, -1)?, published))
}

/// Saturday and Sunday of the week of publication, or `offset` weeks after it. On a Monday `эти выходные` are those
/// just past.
fn weekend(published: Date, offset: i64, near: bool) -> Option<Days> {
    let day = if offset == 0 && !near {
        Unit::Day.shift(published, -1)
    } else {
        Unit::Week.shift(published, offset)
    };
    let week = Unit::Week.around(day?)?;
    Some((Unit::Day.shift(week.0, 5)?, week.1))
}

/// `выходные` as the whole text: the coming ones.
pub(super) fn weekend_alone(here: Cursor<'_>) -> Read<'_> {
    let next = here.ahead(1);
    let days = || here.published().and_then(|published| weekend(published, 0, true));
    (here.peek() == Weekend && here.alone(next)).then(|| (days(), next))
}

/// The months last before, in the year of or first after the publication.
fn next_months(published: Date, first: i16, last: i16, offset: i64) -> Option<Days> {
    let mut choices =
        [-1, 0, 1].into_iter().filter_map(|years| months(published.year().checked_add(years)?, first, last));
    match offset {
        0 => months(published.year(), first, last),
        1 => choices.find(|days| days.0 > published),
        _ => choices.rfind(|days| days.1 < published),
    }
}

/// `за последние две недели`: that many whole ones before the one of the publication.
pub(super) fn counted_periods(here: Cursor<'_>) -> Read<'_> {
    let past = match here.peek() {
        Recent | Shifted(-1) => true,
        Near | Shifted(1) => false,
        _ => return None,
    };
    let (count, next) = count(here.ahead(1))?;
    let (One(unit) | Many(unit)) = next.peek() else { return None };
    let (first, last) = if past { (-i64::from(count), -1) } else { (1, i64::from(count)) };
    let whole = |offset| unit.around(unit.shift(here.published()?, offset)?);
    Some((whole(first).and_then(|first| Some((first.0, whole(last)?.1))), next.ahead(1)))
}
