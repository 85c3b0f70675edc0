//! The days of an expression without a year.

use super::cursor::Cursor;
use super::partial::Partial;
use super::tense::{Tense, tense};
use crate::lexicon::Meaning::Over;
use crate::model::Date;
use crate::model::calendar::{Days, distance};

/// An expression without a year is in the year of publication, unless that day is more than 245 days before or 183 days
/// after the publication: news look back more often than ahead. Beyond that, the nearest such day.
const SAME_YEAR_DAYS: [i64; 2] = [245, 183];

/// Up to 60 days from the publication the tense does not decide: past tense announces coming days, future tense reports
/// past ones.
pub(super) const EITHER_TENSE_DAYS: i64 = 60;

/// The days of an expression; without a year, those that the text most likely means.
pub(super) fn resolve(partial: &Partial, published: Option<Date>) -> Option<Days> {
    if let Some(year) = partial.year {
        return partial.in_year(year);
    }
    let published = published?;
    let choice = |offset: i16| Some((offset, partial.in_year(published.year().checked_add(offset)?)?));
    let choices = [0, -1, 1].map(choice);
    // A weekday decides, if it fits one of these years.
    let fits = |days: Days| Some(days.0.weekday().to_monday_zero_offset()) == partial.weekday;
    let told = choices.iter().flatten().any(|(_, days)| fits(*days));
    let rank = |&(offset, days): &(i16, Days)| {
        let away = distance(published, days);
        let ahead = days.0 > published;
        let same_year = offset == 0 && away <= SAME_YEAR_DAYS[usize::from(ahead)];
        (if same_year { -1 } else { away }, ahead)
    };
    let likely = choices.into_iter().flatten().filter(|(_, days)| !told || fits(*days)).min_by_key(rank);
    likely.map(|(_, days)| days)
}

/// The year of an expression from `here` up to `next` that has none and is the whole text: there is no verb whose tense
/// could decide, so it is the year of publication.
pub(super) fn default_year(here: Cursor<'_>, next: Cursor<'_>, partial: &Partial) -> Option<i16> {
    let published = here.published().filter(|_| partial.weekday.is_none() && here.alone(next))?;
    Some(published.year())
}

/// The days of an expression in its place. After `за` they are past, as in `за ноябрь`. Else the tense of the verb
/// decides, unless the day is so near that either tense fits: `объявил, что 5 мая`.
pub(super) fn resolve_at(here: Cursor<'_>, next: Cursor<'_>, partial: &Partial) -> Option<Days> {
    let days = resolve(partial, here.published())?;
    if partial.year.is_some() {
        return Some(days);
    }
    let published = here.published()?;
    let to_come = days.0 > published;
    let far = distance(published, days) > EITHER_TENSE_DAYS;
    let tense = if far { tense(here, next) } else { None };
    let years = match tense {
        _ if to_come && here.before() == Over => -1,
        Some(Tense::Past) if to_come => -1,
        Some(Tense::Future) if days.1 < published => 1,
        _ => 0,
    };
    if years == 0 { Some(days) } else { partial.in_year(days.1.year().checked_add(years)?) }
}
