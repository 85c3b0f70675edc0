//! Arithmetic on days: units of time, whole months of a year, parts of a period, the nth weekday.

use std::ops::RangeInclusive;

use jiff::Span;

use super::Date;

/// The first and the last day.
pub(crate) type Days = (Date, Date);

/// The years of dates in texts. A number without a word for year must be in the second range: `5 мая 1500 человек`.
pub(crate) const YEARS: RangeInclusive<i16> = 1000..=2100;
pub(crate) const RECENT_YEARS: RangeInclusive<i16> = 1900..=2100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Unit {
    pub(crate) fn shift(self, day: Date, count: i64) -> Option<Date> {
        let span = match self {
            Self::Day => Span::new().try_days(count),
            Self::Week => Span::new().try_weeks(count),
            Self::Month => Span::new().try_months(count),
            Self::Quarter => Span::new().try_months(3 * count),
            Self::HalfYear => Span::new().try_months(6 * count),
            Self::Year => Span::new().try_years(count),
        };
        day.checked_add(span.ok()?).ok()
    }

    /// The calendar day, week from Monday, month … that contains the day.
    pub(crate) fn around(self, day: Date) -> Option<Days> {
        let count: i16 = match self {
            Self::Day => return Some((day, day)),
            Self::Week => {
                let monday = Self::Day.shift(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
                return Some((monday, Self::Day.shift(monday, 6)?));
            }
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        };
        let first = (i16::from(day.month()) - 1) / count * count + 1;
        months(day.year(), first, first + count - 1)
    }
}

/// A day, when it exists.
pub(crate) fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whole months of a year; month 0 is the December before, 13 the January after.
pub(crate) fn months(year: i16, first: i16, last: i16) -> Option<Days> {
    let start = |month: i16| {
        let count = i32::from(year) * 12 + i32::from(month) - 1;
        let year = i16::try_from(count.div_euclid(12)).ok().filter(|year| YEARS.contains(year))?;
        self::day(year, i16::try_from(count.rem_euclid(12)).ok()? + 1, 1)
    };
    Some((start(first)?, start(last)?.last_of_month()))
}

/// The nth of `parts` equal parts: of months in ten or fifteen days, of longer periods in months. The middle of a week
/// is Wednesday and Thursday.
pub(crate) fn part((from, to): Days, nth: i16, parts: i16) -> Option<Days> {
    if from == to {
        return Some((from, to));
    }
    let days = distance(from, (to, to)) + 1;
    if days == 7 {
        let (first, last) = match (nth, parts) {
            (0, 3) => (0, 1),
            (1, 3) => (2, 3),
            (2, 3) => (4, 6),
            (0, 2) => (0, 2),
            _ => (3, 6),
        };
        return Some((Unit::Day.shift(from, first)?, Unit::Day.shift(from, last)?));
    }
    if days <= 31 {
        let day = |number: i16| day(from.year(), i16::from(from.month()), number);
        let last = if nth + 1 == parts { to } else { day((nth + 1) * (30 / parts))? };
        return Some((day(nth * (30 / parts) + 1)?, last));
    }
    let count = (to.year() - from.year()) * 12 + i16::from(to.month() - from.month()) + 1;
    let size = count / parts;
    let first = i16::from(from.month()) + nth * size;
    (count % parts == 0).then(|| months(from.year(), first, first + size - 1)).flatten()
}

/// Days from `day` to the nearest one of the period.
pub(crate) fn distance(day: Date, (from, to): Days) -> i64 {
    let days = |later: Date, earlier: Date| later.duration_since(earlier).as_hours() / 24;
    days(from, day).max(days(day, to)).max(0)
}

/// The first such weekday from `start` on.
pub(crate) fn weekday_from(start: Date, weekday: i8) -> Option<Date> {
    let wait = (weekday - start.weekday().to_monday_zero_offset()).rem_euclid(7);
    Unit::Day.shift(start, i64::from(wait))
}

/// The nth such weekday of a period, from 1; the last one when `nth` is `None`.
pub(crate) fn nth_weekday((from, to): Days, weekday: i8, nth: Option<i16>) -> Option<Date> {
    let day = match nth {
        Some(nth) => Unit::Week.shift(weekday_from(from, weekday)?, i64::from(nth) - 1)?,
        None => weekday_from(Unit::Day.shift(to, -6)?, weekday)?,
    };
    (from <= day && day <= to).then_some(day)
}

/// The nth run of `size` days of a period, from 1; the last one when `nth` is `None`. It is cut at the end of the
/// period.
pub(crate) fn nth_days((from, to): Days, size: i64, nth: Option<i16>) -> Option<Days> {
    let first = match nth {
        Some(nth) => Unit::Day.shift(from, (i64::from(nth) - 1) * size)?,
        None => Unit::Day.shift(to, 1 - size)?.max(from),
    };
    let last = Unit::Day.shift(first, size - 1)?.min(to);
    (first <= last).then_some((first, last))
}

/// The same in runs of `size` months.
pub(crate) fn nth_months((from, to): Days, size: i16, nth: Option<i16>) -> Option<Days> {
    let count = (to.year() - from.year()) * 12 + i16::from(to.month() - from.month()) + 1;
    let start = match nth {
        Some(nth) => (nth - 1).checked_mul(size)?,
        None => count - size,
    };
    let first = i16::from(from.month()) + start;
    (0 <= start && start + size <= count).then(|| months(from.year(), first, first + size - 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: Option<Days>, expected: &str) {
        let found = days.map_or(String::new(), |(from, to)| format!("{from}/{to}"));
        assert_eq!(found, expected);
    }

    #[test]
    fn parts_of_periods() {
        let month = months(2024, 2, 2).expect("a month");
        check(part(month, 2, 3), "2024-02-21/2024-02-29");
        check(part(month, 0, 2), "2024-02-01/2024-02-15");
        let year = months(2025, 1, 12).expect("a year");
        check(part(year, 1, 3), "2025-05-01/2025-08-31");
        check(part(year, 1, 2), "2025-07-01/2025-12-31");
        let week = Unit::Week.around(month.0).expect("a week");
        check(Some(week), "2024-01-29/2024-02-04");
        check(part(week, 2, 3), "2024-02-02/2024-02-04");
    }

    #[test]
    fn nth_in_a_period() {
        let october = months(2025, 10, 10).expect("a month");
        let one = |day: Option<Date>| day.map(|day| (day, day));
        check(one(nth_weekday(october, 1, Some(3))), "2025-10-21/2025-10-21");
        check(one(nth_weekday(october, 4, None)), "2025-10-31/2025-10-31");
        check(one(nth_weekday(october, 0, Some(5))), "");
        check(nth_days(october, 10, None), "2025-10-22/2025-10-31");
        check(nth_days(october, 10, Some(2)), "2025-10-11/2025-10-20");
        check(nth_days(october, 7, Some(9)), "");
        check(months(2026, 0, 2), "2025-12-01/2026-02-28");
    }
}
