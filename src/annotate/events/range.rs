//! Ranges, `30 января – 2 февраля`, and lists, `14, 15 и 17 октября`.

use super::partial::Partial;
use super::reader::{Read, Reader, is_dash};
use super::words::Form;
use super::words::Term::*;
use crate::model::calendar::{Days, RECENT_YEARS, YEARS, day, months};

/// How many more items a list may have.
const LIST_ITEMS: usize = 8;

impl Reader {
    /// `30 января – 2 февраля`, `с 5 по 10 октября`, `январь-сентябрь 2025 года`, `28.01–30.01.2026`
    pub(super) fn range(&self, at: usize) -> Read {
        let (mut first, next, dotted) = self.range_start(at)?;
        let open = matches!(self.before(at), From | Dated);
        let joint = if open { self.skip(next, Mark(',')) } else { next };
        let separator = self.term(joint);
        let bare = first.months.is_none();
        let joins = match separator {
            To => true,
            Until => open,
            And => self.before(at) == Between,
            Mark('/') => dotted,
            // `в ночь с 16 на 17 октября`
            On => open && bare,
            _ => is_dash(separator),
        };
        if !joins {
            return None;
        }
        let digits = || {
            let (partial, next) = self.day_and_month_in_digits(joint + 1)?;
            (dotted || open && separator == To || self.alone(at, next)).then_some((partial, next))
        };
        let (mut last, next) = self.point(joint + 1, true).or_else(digits)?;
        if bare && first.days.is_some() && last.days.is_some() {
            first.months = last.months;
        }
        if first.grain() != last.grain() || (first.year.is_none() && !last.grain().1) {
            return None;
        }
        if first.grain() == (false, true) && last.year.is_none() && !self.names_months(at) {
            return None;
        }
        // `перенести с 5 на 10 октября` names two days.
        if separator == On && first.days?.1 + 1 != last.days?.0 {
            return None;
        }
        let year_given = last.year.is_some();
        let told = last.year.or(first.year).or_else(|| self.year_ahead(next));
        let told = told.or_else(|| self.default_year(at, next, &last));
        last.year = told.or_else(|| Some(self.resolve_at(at, next, &last)?.1.year()));
        Some((between(first, last, year_given), next))
    }

    /// The beginning of a range, and whether a dot ends it: `14.`, `14.10.`
    pub(super) fn range_start(&self, at: usize) -> Option<(Partial, usize, bool)> {
        if let Some((partial, next)) = self.point(at, true) {
            return Some((partial, next, false));
        }
        if let Some((partial, next)) = self.day_and_month_in_digits(at)
            && self.term(at + 1) == Mark('.')
        {
            return Some((partial, next, next > at + 3));
        }
        let (day, next) = self.day(at)?;
        let after = self.skip_dot(next);
        Some((Partial { days: Some((day, day)), ..Partial::default() }, after, after > next))
    }

    /// A range of months without a year is one after a preposition, or when both months have their plain form.
    fn names_months(&self, at: usize) -> bool {
        self.led(at) || matches!(self.term(at), Month(_, Form::Plain))
    }

    /// `2026–2028 годы`, `с 2024 по 2026 год`, `2025/2026 учебный год`, `(2019–2024)`
    pub(super) fn year_range(&self, at: usize) -> Read {
        let first = self.number(at, 4..=4).filter(|year| YEARS.contains(year))?;
        let next = self.ending(at + 1).unwrap_or(at + 1);
        let next = self.year_word(next).unwrap_or(next);
        let separator = self.term(next);
        let from = self.before(at) == From;
        let spoken =
            from && matches!(separator, To | Until) || self.before(at) == Between && separator == And;
        let dash = is_dash(separator) || separator == Mark('/');
        let last = match self.term(next + 1) {
            Number(year, 4) => year,
            Number(year, 2) if dash => first / 100 * 100 + year,
            _ => return None,
        };
        if !(dash || spoken || separator == To) {
            return None;
        }
        let ordinal = self.ending(next + 2);
        let after = ordinal.unwrap_or(next + 2);
        if let Some(end) = self.years_word(after) {
            let days = if self.term(after) == SchoolYear && last == first + 1 {
                Some((day(first, 9, 1)?, day(last, 8, 31)?))
            } else {
                Some((months(first, 1, 12)?.0, months(last, 1, 12)?.1))
            };
            return Some((days.filter(|(from, to)| from <= to && YEARS.contains(&last)), end));
        }
        let whole = self.number(next + 1, 4..=4).is_some();
        let brackets = self.before(at) == Mark('(') && matches!(self.term(after), Mark(')' | ','));
        let led = self.led(at) && (ordinal.is_some() || self.latin(at - 1));
        let said = spoken && (separator != Until || self.latin(at - 1));
        let years = RECENT_YEARS.contains(&first) && RECENT_YEARS.contains(&last) && first < last;
        let fits = whole && years && (brackets || led || said || self.alone(at, after));
        fits.then_some((Some((months(first, 1, 12)?.0, months(last, 1, 12)?.1)), after))
    }

    /// The end of a list of which `at` is the end of the first item: after `и` and the last item, and whether it has an
    /// `и`.
    fn list_end(&self, at: usize, item: impl Fn(usize) -> Option<usize>) -> Option<(usize, bool)> {
        let start = at;
        let mut at = at;
        for _ in 0..LIST_ITEMS {
            match self.term(at) {
                And => return Some((item(at + 1)?, true)),
                Mark(',') => at = item(at + 1)?,
                _ => break,
            }
        }
        (at > start).then_some((at, false))
    }

    /// The 14 of `14, 15 и 17 октября`; the last one is an expression of its own.
    pub(super) fn listed_day(&self, at: usize) -> Read {
        let days = |at: usize| {
            let (first, next) = self.day(at)?;
            let range = self.day(next + 1).filter(|_| is_dash(self.term(next)));
            Some(range.map_or((first, first, next), |(last, next)| (first, last, next)))
        };
        let (first, last, next) = days(at)?;
        let (end, closed) = self.list_end(next, |at| days(at).map(|(_, _, next)| next))?;
        // «в доме 15, 16 мая»
        if !(closed || self.led(at) || self.leads(at) || self.before(at) == Mark(',')) {
            return None;
        }
        let (month, Form::Genitive | Form::Short | Form::English, end) = self.month(end)? else {
            return None;
        };
        let (partial, end) = self.with_year(Partial::of_days(first, last, month), end);
        let year = partial.year.or_else(|| self.year_ahead(end));
        Some((self.resolve(&Partial { year, ..partial }), next))
    }

    /// The 2024 of `2024 и 2025 годах`.
    pub(super) fn listed_year(&self, at: usize) -> Read {
        let item = |at: usize| {
            self.number(at, 4..=4)?;
            Some(self.ending(at + 1).unwrap_or(at + 1))
        };
        let year = self.number(at, 4..=4).filter(|year| YEARS.contains(year))?;
        let next = item(at)?;
        self.years_word(self.list_end(next, item)?.0)?;
        Some((months(year, 1, 12), next))
    }

    /// `I–III кварталы 2025 года`, and the first of `в первом и втором кварталах 2025 года`.
    pub(super) fn listed_quarters(&self, at: usize) -> Read {
        let (first, next) = self.nth(at)?;
        let dash = is_dash(self.term(next));
        let listed = self.term(next) == And;
        let (last, _) = self.nth(next + 1).filter(|_| dash || listed)?;
        let (partial, end) = self.point(next + 1, false)?;
        let (_, last_month) = partial.months.filter(|_| partial.days.is_none())?;
        let size = last_month.checked_div(last).filter(|size| matches!(size, 3 | 6) && first < last)?;
        let until = if dash { last } else { first };
        let partial = Partial { months: Some(((first - 1) * size + 1, until * size)), ..partial };
        Some((self.resolve_at(at, next, &partial), if dash { end } else { next }))
    }

    /// The year at the end of a list: `5 мая и 10 июня 2025 года`, `в мае, июне и июле 2025 года`.
    pub(super) fn year_ahead(&self, at: usize) -> Option<i16> {
        let mut at = at;
        for _ in 0..LIST_ITEMS {
            if !matches!(self.term(at), And | Mark(',')) {
                return None;
            }
            let day = self.day(at + 1).map_or(at + 1, |(_, next)| next);
            let (_, _, next) = self.month(day)?;
            if let Some((year, _)) = self.year(next) {
                return Some(year);
            }
            at = next;
        }
        None
    }
}

/// From the first day of one to the last day of the other, which has a year by now.
fn between(first: Partial, last: Partial, year_given: bool) -> Option<Days> {
    let year = last.year?;
    let from = first.in_year(first.year.unwrap_or(year))?;
    let to = last.in_year(year)?;
    if from.0 <= to.1 {
        return Some((from.0, to.1));
    }
    // Over the turn of the year: the end without a year is in the next one, or the beginning in the one before.
    let (from, to) = match (first.year, year_given) {
        (None, _) => (first.in_year(year.checked_sub(1)?)?, to),
        (Some(_), false) => (from, last.in_year(year.checked_add(1)?)?),
        _ => return None,
    };
    (first.months != last.months).then_some((from.0, to.1))
}
