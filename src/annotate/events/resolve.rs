//! Which days an expression means that does not say its year.

use super::cursor::Cursor;
use super::partial::Partial;
use super::tense::{Tense, tense};
use crate::lexicon::Meaning::Over;
use crate::model::Date;
use crate::model::calendar::{Days, distance};

/// An expression without a year means the year of publication, unless the day is further behind or ahead than this:
/// about eight months and half a year, because news more often look back. Beyond, the nearest one is meant.
const SAME_YEAR_DAYS: [i64; 2] = [245, 183];

/// News of the past announce what comes in these days, and news of the future say what was in them.
pub(super) const EITHER_TENSE_DAYS: i64 = 60;

/// The days of an expression; without a year, those that the text most likely means.
pub(super) fn resolve(partial: &Partial, published: Option<Date>) -> Option<Days> {
    if let Some(year) = partial.year {
        return partial.in_year(year);
    }
    let published = published?;
    let choice = |offset: i16| Some((offset, partial.in_year(published.year().checked_add(offset)?)?));
    let choices = [0, -1, 1].map(choice);
    // A weekday decides, when it is one of these years.
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

/// The year of an expression from `here` up to `next` that says none, where the text says nothing else: then nothing
/// tells of the past or the future either, and the year of publication is meant.
pub(super) fn default_year(here: Cursor<'_>, next: Cursor<'_>, partial: &Partial) -> Option<i16> {
    let published = here.published().filter(|_| partial.weekday.is_none() && here.alone(next))?;
    Some(published.year())
}

/// The days of an expression in its place. After `за` nothing is to come, as in `за ноябрь`. What the verb says decides,
/// unless the day is so near that it may be told of in either tense: `объявил, что 5 мая`.
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
