//! Days in digits: `28.01.2026`, `28/01/2026`, `2026-01-28`, and, where nothing else can be meant, `28.01`.

use super::partial::Partial;
use super::reader::{Reader, is_dash};
use super::words::Term::*;
use crate::model::calendar::RECENT_YEARS;

/// A year of two digits, without a word for year, must be this near to the publication.
const SHORT_YEAR_REACH: i16 = 10;

impl Reader {
    /// A day with its year.
    pub(super) fn numeric(&self, at: usize) -> Option<(Partial, usize)> {
        if !(at + 1..at + 5).all(|at| self.glued(at)) || self.term(at + 1) != self.term(at + 3) {
            return None;
        }
        let next = at + 5;
        let Mark(separator @ ('.' | '-' | '/' | '‑')) = self.term(at + 1) else { return None };
        if self.term(next) == Mark(separator)
            && self.glued(next + 1)
            && self.number(next + 1, 1..=9).is_some()
        {
            return None;
        }
        let (mut day, year) = if self.number(at, 4..=4).is_some() { (at + 4, at) } else { (at, at + 4) };
        let mut month = at + 2;
        // `1/28/2026` is American.
        if separator == '/' && day == at && self.number(month, 2..=2).is_some_and(|number| number > 12) {
            (day, month) = (month, day);
        }
        let (month, day) = (self.number(month, 1..=2)?, self.number(day, 1..=2)?);
        let word = self.year_word(next);
        let year = match self.term(year) {
            Number(year, 4) if RECENT_YEARS.contains(&year) => year,
            // Telephones are written with hyphens.
            Number(year, 2) if matches!(separator, '.' | '/') => {
                let sure = word.is_some() || self.alone(at, next);
                let plain = self.number(at, 2..=2).is_some() && self.number(at + 2, 2..=2).is_some();
                self.short_year(year, sure).filter(|_| sure || plain)?
            }
            _ => return None,
        };
        Some((Partial { year: Some(year), ..Partial::of_days(day, day, month) }, word.unwrap_or(next)))
    }

    /// The year that ends in these two digits: near to the publication, or the last one before.
    fn short_year(&self, digits: i16, sure: bool) -> Option<i16> {
        let now = self.published?.year();
        let century = now / 100 * 100;
        let near = [century + digits, century + digits - 100, century + digits + 100]
            .into_iter()
            .find(|year| (year - now).abs() <= SHORT_YEAR_REACH);
        near.or_else(|| (0..2).map(|ago| century + digits - 100 * ago).find(|year| sure && *year <= now))
    }

    /// `15.02`, `15/2`, `15.02.`: as often a time, a price or a clause, so the caller must know better.
    pub(super) fn day_and_month_in_digits(&self, at: usize) -> Option<(Partial, usize)> {
        let (day, month) = (self.number(at, 1..=2)?, self.number(at + 2, 1..=2)?);
        let joined = matches!(self.term(at + 1), Mark('.' | '/')) && self.glued(at + 1) && self.glued(at + 2);
        let next = self.skip_dot(at + 3);
        let inner = self.glued(next) && matches!(self.term(next), Number(..));
        let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
        (joined && exists && !inner).then(|| (Partial::of_days(day, day, month), next))
    }

    /// The same with a time, a weekday or `завтра` beside it, or nothing: `28.01 в 10:00`, `чт, 28.01`.
    pub(super) fn day_and_month_told_by_context(&self, at: usize) -> Option<(Partial, usize)> {
        let (partial, next) = self.day_and_month_in_digits(at)?;
        if self.alone(at, next) {
            return Some((partial, next));
        }
        let plain = self.term(at + 1) == Mark('.')
            && self.number(at, 2..=2).is_some()
            && self.number(at + 2, 2..=2).is_some();
        let timed = self.term(next) == In && self.is_time(next + 1);
        let beside = match self.before(at) {
            Mark(',' | '(') => self.before(at - 1),
            term => term,
        };
        // `пн. 10.10 – 12.00` is a time.
        let hours = is_dash(self.term(next)) || matches!(self.term(next), Until | To);
        let dated = matches!(beside, Day(_) | Weekday(_) | WeekdayShort(_)) && !hours;
        (plain && (timed || dated)).then_some((partial, next))
    }

    /// `8:00`, `18 часов`, `девять` before the end of a clause.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let (Number(hour, 1..=2) | Cardinal(hour)) = self.term(at) else { return false };
        let next = self.term(at + 1);
        let minutes = matches!(next, Mark(':' | '.')) && self.number(at + 2, 2..=2).is_some();
        hour <= 24 && (next == Hours || minutes || matches!(next, Mark(',' | '.' | ';') | Break))
    }
}
