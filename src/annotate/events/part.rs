//! Parts of a period: `конец октября`, `вторая половина года`, `третий вторник октября`, `последняя неделя мая`.

use super::partial::Partial;
use super::reader::{Read, Reader, is_dash};
use super::words::Form;
use super::words::Term::*;
use crate::model::calendar::{Days, RECENT_YEARS, Unit, months, nth_days, nth_months, nth_weekday, part};

impl Reader {
    /// `конец октября`, `начало 2025 года`, `вторая половина года`. `С начала года` ends and `до конца года` begins
    /// with the publication.
    pub(super) fn part_of_period(&self, at: usize) -> Read {
        let (nth, parts, next) = match (self.term(at), self.term(at + 1)) {
            (Third(nth), dash) => (nth, 3, at + 1 + usize::from(is_dash(dash) && self.latin(at))),
            (Ordinal(nth @ 1..=2), Half) => (nth - 1, 2, at + 2),
            _ => match (self.nth(at)?, self.term(self.nth(at)?.1)) {
                ((nth @ 1..=2, next), Half) => (nth - 1, 2, next + 1),
                _ => return None,
            },
        };
        let (whole, next) = self.period(at, self.skip_of(next))?;
        let days = whole.and_then(|whole| {
            let published = self.published.filter(|day| whole.0 <= *day && *day <= whole.1);
            match (self.before(at), nth, published) {
                (From, 0, Some(published)) if parts == 3 => Some((whole.0, published)),
                (Until, 2, Some(published)) => Some((published, whole.1)),
                _ => part(whole, nth, parts),
            }
        });
        Some((days, next))
    }

    /// What has parts: weeks, months and longer ones. The whole expression begins at `start`.
    fn period(&self, start: usize, at: usize) -> Read {
        if let Some((days, next)) = self.decade(at) {
            return Some((Some(days), next));
        }
        if let Some((partial, next)) = self.point(at, true) {
            let year = partial.year.or_else(|| self.default_year(start, next, &partial));
            let days = || self.resolve_at(start, next, &Partial { year, ..partial });
            return partial.days.is_none().then(|| (days(), next));
        }
        match self.term(at) {
            One(unit @ (Unit::Year | Unit::HalfYear | Unit::Quarter | Unit::Month | Unit::Week)) => {
                Some((unit.around(self.published?), at + 1))
            }
            One(Unit::Day) if self.before(at) == Third(2) => {
                Some((Unit::Day.around(self.published?), at + 1))
            }
            Shifted(_) => self.shifted(at),
            Number(year, 4) if RECENT_YEARS.contains(&year) && self.ends_number(at) => {
                Some((months(year, 1, 12), at + 1))
            }
            _ => None,
        }
    }

    /// Whether the number is whole: no fraction, range or unit follows.
    fn ends_number(&self, at: usize) -> bool {
        !self.glued(at + 1) || matches!(self.term(at + 1), Mark('.' | ',' | ')' | ';')) && !self.glued(at + 2)
    }

    /// `в 20-х числах августа`
    pub(super) fn tens_of_days(&self, at: usize) -> Read {
        let tens = self.number(at, 2..=2).filter(|tens| matches!(tens, 10 | 20))?;
        if !is_dash(self.term(at + 1)) || self.term(at + 2) != EndingMany || self.term(at + 3) != DayNumbers {
            return None;
        }
        let (month, Form::Genitive, next) = self.month(at + 4)? else { return None };
        let (partial, next) = self
            .with_year(Partial::of_days(tens, (tens + 9).min(if month == 2 { 28 } else { 29 }), month), next);
        Some((self.resolve_at(at, next, &partial), next))
    }

    /// `третий вторник октября`, `последний день месяца`, `первая неделя мая`, `вторая декада июля`
    pub(super) fn nth_of_period(&self, at: usize) -> Read {
        let (nth, next) = match self.term(at) {
            Recent => (None, at + 1),
            Shifted(-1) if self.latin(at) => (None, at + 1),
            _ => self.nth(at).map(|(nth, next)| (Some(nth), next))?,
        };
        let what = self.term(next);
        let counted = matches!(
            what,
            Weekday(_)
                | Weekend
                | One(Unit::Day | Unit::Week | Unit::Month | Unit::Quarter)
                | Many(Unit::Day)
        );
        if !(counted || matches!(what, TenDays | DayNumber | DayNumbers)) {
            return None;
        }
        let (whole, end) = self.period(at, self.skip_of(next + 1)).filter(|(whole, _)| {
            // A week has too few days to be counted in.
            whole.is_none_or(|(from, to)| to.duration_since(from).as_hours() > 24 * 7)
        })?;
        if self.before(at) == Every {
            return Some((None, end));
        }
        let one = |day| Some((day, day));
        let days: Option<Days> = whole.and_then(|whole| match what {
            Weekday(weekday) => nth_weekday(whole, weekday, nth).and_then(one),
            Weekend => {
                let saturday = nth_weekday(whole, 5, nth)?;
                Some((saturday, Unit::Day.shift(saturday, 1)?))
            }
            One(Unit::Day) | DayNumber => nth_days(whole, 1, nth),
            One(Unit::Month) => nth_months(whole, 1, nth),
            One(Unit::Quarter) => nth_months(whole, 3, nth),
            One(_) => nth_days(whole, 7, nth),
            TenDays if whole.0.month() == whole.1.month() => part(whole, nth.unwrap_or(3) - 1, 3),
            TenDays => None,
            // `первые дни`, `в последних числах`
            _ => nth_days(whole, 5, nth.filter(|nth| *nth == 1)).filter(|_| nth.is_none_or(|nth| nth == 1)),
        });
        Some((days, end))
    }
}
