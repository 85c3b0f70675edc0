//! The table of rules: name, words that begin it, function. The rules of single expressions have a table of their own,
//! as others are made of them. Of what the rules read from one place the longest is kept, of equally long ones that of
//! the last row.

use super::cursor::{Cursor, Read};
use super::point::{POINTS, single};
use super::rule::{Rule, Table};
use super::{amount, decoy, holiday, list, near, part, range, shifted, years};
use crate::lexicon::MeaningKind::*;
use crate::model::calendar::{Days, YEARS};

static RULES: Table<for<'a> fn(Cursor<'a>) -> Read<'a>> = Table::new(&[
    Rule {
        name: "range",
        alone: &[],
        joined: &[
            Number,
            Cardinal,
            Ordinal,
            Roman,
            Month,
            Season,
            Weekday,
            WeekdayShort,
            EnglishQuarter,
            EnglishHalf,
            Mark,
        ],
        read: range::range,
    },
    Rule { name: "range of years", alone: &[], joined: &[Number], read: range::range_of_years },
    Rule { name: "decade", alone: &[], joined: &[Number], read: years::some_decade },
    Rule { name: "listed day", alone: &[], joined: &[Number, Cardinal, Ordinal], read: list::listed_day },
    Rule { name: "listed year", alone: &[], joined: &[Number], read: list::listed_year },
    Rule {
        name: "listed quarter",
        alone: &[],
        joined: &[Number, Cardinal, Ordinal, Roman],
        read: list::listed_quarter,
    },
    Rule {
        name: "part of a period",
        alone: &[],
        joined: &[Third, Number, Cardinal, Ordinal, Roman],
        read: part::part_of_period,
    },
    Rule {
        name: "nth of a period",
        alone: &[],
        joined: &[Recent, Shifted, Number, Cardinal, Ordinal, Roman],
        read: part::nth_of_period,
    },
    Rule { name: "tens of days", alone: &[], joined: &[Number], read: part::tens_of_days },
    Rule { name: "near day", alone: &[Day, DayAdjective], joined: &[], read: near::day_word },
    Rule { name: "near year", alone: &[Year], joined: &[Shifted, ThisShort, From], read: near::near_year },
    Rule { name: "weekday", alone: &[Weekday], joined: &[], read: near::weekday },
    Rule { name: "shifted period", alone: &[], joined: &[Shifted, Near], read: shifted::shifted_period },
    Rule { name: "recent period", alone: &[], joined: &[Recent], read: shifted::recent_period },
    Rule { name: "weekend", alone: &[Weekend], joined: &[], read: shifted::weekend_alone },
    Rule {
        name: "counted periods",
        alone: &[],
        joined: &[Recent, Shifted, Near],
        read: shifted::counted_periods,
    },
    Rule { name: "time ahead", alone: &[], joined: &[After, Later, In], read: amount::time_ahead },
    Rule {
        name: "time ago",
        alone: &[],
        joined: &[One, OneAndHalf, Number, Cardinal],
        read: amount::time_ago,
    },
    Rule {
        name: "day of a month",
        alone: &[],
        joined: &[Number, Cardinal, Ordinal],
        read: near::day_of_month,
    },
    Rule { name: "holiday", alone: &[Holiday], joined: &[Catholic, One, Old, New], read: holiday::holiday },
    Rule { name: "timetable", alone: &[], joined: &[Weekday, WeekdayShort], read: decoy::timetable },
    Rule { name: "street", alone: &[], joined: &[Street], read: decoy::street },
    Rule { name: "code", alone: &[], joined: &[NoDate, Mark], read: decoy::code },
]);

/// What a rule found.
pub(super) struct Found<'a> {
    pub(super) rule: &'static str,
    /// `None` when they do not exist, or the expression is not a date.
    pub(super) days: Option<Days>,
    /// The place behind it.
    pub(super) next: Cursor<'a>,
}

/// Whether any rule may begin here; false at most tokens, where no rule is run.
pub(super) fn may_begin(here: Cursor<'_>) -> bool {
    (RULES.any(here) || POINTS.any(here)) && here.may_begin()
}

/// The longest expression that begins here.
pub(super) fn longest(here: Cursor<'_>) -> Option<Found<'_>> {
    if !may_begin(here) {
        return None;
    }
    let single = single(here).map(|(rule, days, next)| Found { rule, days, next });
    let others = RULES.begun_by(here).filter_map(|rule| {
        let (days, next) = (rule.read)(here)?;
        Some(Found { rule: rule.name, days, next })
    });
    let found = single.into_iter().chain(others).max_by_key(|found| found.next.position())?;
    let exists = |(from, to): &Days| from <= to && YEARS.contains(&from.year()) && YEARS.contains(&to.year());
    Some(Found { days: found.days.filter(exists), ..found })
}

/// The names of all rules.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    POINTS.names().chain(RULES.names())
}
