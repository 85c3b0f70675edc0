//! The rules of single expressions: days, months, quarters, seasons, years. Ranges, lists and parts of periods are made
//! of them.

use super::cursor::Cursor;
use super::elements::year_ahead;
use super::partial::Point;
use super::resolve::{default_year, resolve_at};
use super::rule::{Rule, Table};
use super::{days, digits, months, years};
use crate::lexicon::Meaning;
use crate::lexicon::MeaningKind::*;
use crate::model::calendar::Days;

/// Reads an expression at a place. `true` allows what is enough only as the end of a range: `октябрь`.
type ReadPoint = for<'a> fn(Cursor<'a>, bool) -> Point<'a>;

/// The first rule that reads something wins.
pub(super) static POINTS: Table<ReadPoint> = Table::new(&[
    Rule {
        name: "day in digits",
        alone: &[],
        joined: &[Number],
        read: |here, _| digits::day_in_digits(here),
    },
    Rule {
        name: "day and month in digits",
        alone: &[],
        joined: &[Number],
        read: |here, _| digits::day_and_month_told_by_context(here),
    },
    Rule {
        name: "weekday and day",
        alone: &[],
        joined: &[Weekday, WeekdayShort],
        read: |here, _| days::weekday_and_day(here),
    },
    Rule {
        name: "day and month",
        alone: &[],
        joined: &[Number, Cardinal, Ordinal],
        read: |here, _| days::day_and_month(here),
    },
    Rule { name: "quoted day", alone: &[], joined: &[Mark], read: |here, _| days::quoted_day(here) },
    Rule { name: "month and day", alone: &[], joined: &[Month], read: |here, _| days::month_and_day(here) },
    Rule {
        name: "first months",
        alone: &[],
        joined: &[Number, Cardinal],
        read: |here, _| months::first_months(here),
    },
    Rule {
        name: "quarter",
        alone: &[],
        joined: &[Number, Cardinal, Ordinal, Roman],
        read: |here, _| months::quarter(here),
    },
    Rule {
        name: "English quarter",
        alone: &[],
        joined: &[EnglishQuarter, EnglishHalf],
        read: |here, _| months::english_quarter(here),
    },
    Rule { name: "month", alone: &[Month], joined: &[], read: months::month_alone },
    Rule { name: "season", alone: &[Season], joined: &[], read: months::season },
    Rule { name: "year", alone: &[Number], joined: &[], read: |here, _| years::year_alone(here) },
]);

/// A single expression, not a range. `loose` for the end of a range.
pub(super) fn point(here: Cursor<'_>, loose: bool) -> Point<'_> {
    POINTS.begun_by(here).find_map(|rule| (rule.read)(here, loose))
}

/// The days of a single expression in its place, and the rule's name.
pub(super) fn single(here: Cursor<'_>) -> Option<(&'static str, Option<Days>, Cursor<'_>)> {
    let (name, (mut partial, next)) =
        POINTS.begun_by(here).find_map(|rule| Some((rule.name, (rule.read)(here, false)?)))?;
    if partial.year.is_none() {
        // `5 мая того же года` refers to a year told before.
        if next.peek() == Meaning::Told {
            return Some((name, None, next));
        }
        partial.year = year_ahead(next).or_else(|| default_year(here, next, &partial));
    }
    Some((name, resolve_at(here, next, &partial), next))
}
