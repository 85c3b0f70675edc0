//! What an expression says by itself, perhaps without a year: `5 мая`, `октябрь 2025`, `II квартал`.

use super::cursor::Cursor;
use super::elements::year;
use crate::model::calendar::{Days, day, months};

/// `5 мая`, `октябрь 2025`, `II квартал`; in a range also `5` alone.
#[derive(Clone, Copy, Default)]
pub(super) struct Partial {
    pub(super) year: Option<i16>,
    pub(super) months: Option<(i16, i16)>,
    /// Only with a single month.
    pub(super) days: Option<(i16, i16)>,
    pub(super) weekday: Option<i8>,
}

/// What a rule of single expressions has read, and the place behind it.
pub(super) type Point<'a> = Option<(Partial, Cursor<'a>)>;

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

    /// With the year that follows, if one does.
    pub(super) fn with_year(self, here: Cursor<'_>) -> (Self, Cursor<'_>) {
        match year(here.skip_of()) {
            Some((year, next)) => (Self { year: Some(year), ..self }, next),
            None => (self, here),
        }
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
