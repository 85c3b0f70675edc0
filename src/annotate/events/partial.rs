//! What an expression says by itself, which may lack the year, and the days that it most likely means.

use super::reader::Reader;
use super::tense::Tense;
use super::words::Term::*;
use crate::model::calendar::{Days, day, distance, months};

/// Who leaves out the year means the year of publication, unless the day is further behind or ahead than this: about
/// eight months and half a year, because news more often look back. Beyond, the nearest one is meant.
const SAME_YEAR_DAYS: [i64; 2] = [245, 183];

/// News of the past announce what comes in these days, and news of the future say what was in them.
pub(super) const EITHER_TENSE_DAYS: i64 = 60;

/// `5 мая`, `октябрь 2025`, `II квартал`; in a range also `5` alone.
#[derive(Clone, Copy, Default)]
pub(super) struct Partial {
    pub(super) year: Option<i16>,
    pub(super) months: Option<(i16, i16)>,
    /// Only with a single month.
    pub(super) days: Option<(i16, i16)>,
    pub(super) weekday: Option<i8>,
}

impl Partial {
    pub(super) fn of_year(year: i16) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    pub(super) fn of_months(first: i16, last: i16) -> Self {
        Self { months: Some((first, last)), ..Self::default() }
    }

    pub(super) fn of_days(first: i16, last: i16, month: i16) -> Self {
        Self { days: Some((first, last)), ..Self::of_months(month, month) }
    }

    pub(super) fn in_year(&self, year: i16) -> Option<Days> {
        let (first, last) = self.months.unwrap_or((1, 12));
        let whole = months(year, first, last)?;
        let Some((from, to)) = self.days else { return Some(whole) };
        let day = |number: i16| day(whole.0.year(), i16::from(whole.0.month()), number);
        Some((day(from)?, day(to)?)).filter(|(from, to)| from <= to)
    }

    /// How exact it is: both ends of a range must agree.
    pub(super) fn grain(&self) -> (bool, bool) {
        (self.days.is_some(), self.months.is_some())
    }
}

impl Reader {
    /// The partial with the year that follows, if one does.
    pub(super) fn with_year(&self, partial: Partial, at: usize) -> (Partial, usize) {
        match self.year(self.skip_of(at)) {
            Some((year, next)) => (Partial { year: Some(year), ..partial }, next),
            None => (partial, at),
        }
    }

    /// The days of an expression; without a year, those that the text most likely means.
    pub(super) fn resolve(&self, partial: &Partial) -> Option<Days> {
        if let Some(year) = partial.year {
            return partial.in_year(year);
        }
        let published = self.published?;
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

    /// Where nothing is said but a day without its year, nothing tells of the past or the future either.
    pub(super) fn default_year(&self, at: usize, next: usize, partial: &Partial) -> Option<i16> {
        self.published.filter(|_| partial.weekday.is_none() && self.alone(at, next)).map(|day| day.year())
    }

    /// The same for an expression in its place. After `за` nothing is to come, as in `за ноябрь`. What the verb says
    /// decides, unless the day is so near that it may be told of in either tense: `объявил, что 5 мая`.
    pub(super) fn resolve_at(&self, at: usize, next: usize, partial: &Partial) -> Option<Days> {
        let days = self.resolve(partial)?;
        if partial.year.is_some() {
            return Some(days);
        }
        let published = self.published?;
        let to_come = days.0 > published;
        let far = distance(published, days) > EITHER_TENSE_DAYS;
        let tense = if far { self.tense(at, next) } else { None };
        let years = match tense {
            _ if to_come && self.before(at) == Over => -1,
            Some(Tense::Past) if to_come => -1,
            Some(Tense::Future) if days.1 < published => 1,
            _ => 0,
        };
        if years == 0 { Some(days) } else { partial.in_year(days.1.year().checked_add(years)?) }
    }
}
