//! Single expressions with a name in them: days with the name of a month, months, quarters, seasons, years, decades.

use super::partial::Partial;
use super::reader::{Read, Reader, is_dash};
use super::words::Form;
use super::words::Term::*;
use crate::model::calendar::{Days, RECENT_YEARS, Unit, YEARS, months};

impl Reader {
    /// A single expression.
    pub(super) fn single(&self, at: usize) -> Read {
        let (mut partial, next) = self.point(at, false)?;
        if partial.year.is_none() {
            // `5 мая того же года` counts from something told before.
            if self.term(next) == Told {
                return Some((None, next));
            }
            partial.year = self.year_ahead(next).or_else(|| self.default_year(at, next, &partial));
        }
        Some((self.resolve_at(at, next, &partial), next))
    }

    /// One expression that is no range. `loose` is an end of a range, which can be less: `октябрь`.
    pub(super) fn point(&self, at: usize, loose: bool) -> Option<(Partial, usize)> {
        self.numeric(at)
            .or_else(|| self.day_and_month_told_by_context(at))
            .or_else(|| self.weekday_and_day(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.quoted_day(at))
            .or_else(|| self.english_day(at))
            .or_else(|| self.some_months(at))
            .or_else(|| self.english_quarter(at))
            .or_else(|| self.month_alone(at, loose))
            .or_else(|| self.season(at, loose))
            .or_else(|| self.year_alone(at))
    }

    /// `вторник, 21 октября`
    fn weekday_and_day(&self, at: usize) -> Option<(Partial, usize)> {
        let (Weekday(weekday) | WeekdayShort(weekday)) = self.term(at) else { return None };
        let next = self.skip(self.skip(self.skip_dot(at + 1), Mark(',')), Mark('('));
        let (partial, next) =
            self.numeric(next).or_else(|| self.day_and_month(next)).or_else(|| self.english_day(next))?;
        Some((Partial { weekday: Some(weekday), ..partial }, next))
    }

    /// `5 мая`, `5 мая 2026 г.`, `5 мая (вторник)`
    fn day_and_month(&self, at: usize) -> Option<(Partial, usize)> {
        let (day, next) = self.day(at)?;
        let (month, form, next) = self.month(self.skip_of(next))?;
        if matches!(form, Form::Plain | Form::Case) {
            return None;
        }
        let (partial, next) = self.with_year(Partial::of_days(day, day, month), next);
        Some(self.weekday_behind(partial, next))
    }

    /// `«28» января 2026 г.`, as in the head of a document.
    fn quoted_day(&self, at: usize) -> Option<(Partial, usize)> {
        let quotes = matches!(
            (self.term(at), self.term(at + 2)),
            (Mark('«'), Mark('»')) | (Mark('"' | '“' | '„'), Mark('"' | '”' | '“'))
        );
        let day =
            self.number(at + 1, 1..=2).filter(|_| quotes && self.glued(at + 1) && self.glued(at + 2))?;
        let (month, Form::Genitive, next) = self.month(at + 3)? else { return None };
        Some(self.with_year(Partial::of_days(day, day, month), next))
    }

    /// The weekday after a day, `5 мая, в среду`, unless it belongs to the next one: `5 мая, среда, 6 мая`.
    fn weekday_behind(&self, partial: Partial, at: usize) -> (Partial, usize) {
        let comma = self.skip(at, Mark(','));
        let open = if comma > at { self.skip(comma, In) } else { self.skip(at, Mark('(')) };
        let (Weekday(weekday) | WeekdayShort(weekday)) = self.term(open) else { return (partial, at) };
        let short = matches!(self.term(open), WeekdayShort(_));
        let close = self.skip(open + 1, Mark(')'));
        if open == at || short && close == open + 1 || self.day(self.skip(close, Mark(','))).is_some() {
            return (partial, at);
        }
        // «5 мая, в среду» is that day only when it is a Wednesday.
        let year = partial.year.or_else(|| Some(self.published?.year()));
        let on_weekday = |year| {
            partial.in_year(year).is_some_and(|(day, _)| day.weekday().to_monday_zero_offset() == weekday)
        };
        if self.before(open) == In && !year.is_some_and(on_weekday) {
            return (partial, at);
        }
        (Partial { weekday: Some(weekday), ..partial }, close)
    }

    /// `January 28, 2026`, `October 14–17, 2025`
    fn english_day(&self, at: usize) -> Option<(Partial, usize)> {
        let (month, Form::English, next) = self.month(at)? else { return None };
        let (first, mut next) = self.day(next)?;
        let mut last = first;
        let joins = is_dash(self.term(next)) || self.term(next) == To && self.latin(next);
        if let Some((day, after)) = self.day(next + 1).filter(|_| joins)
            && self.month(after).is_none()
        {
            (last, next) = (day, after);
        }
        let (partial, after) =
            self.with_year(Partial::of_days(first, last, month), self.skip(next, Mark(',')));
        Some((partial, if partial.year.is_some() { after } else { next }))
    }

    /// `I квартал`, `1 кв. 2025 г.`, `первое полугодие`, `девять месяцев 2025 года`, each as months.
    fn some_months(&self, at: usize) -> Option<(Partial, usize)> {
        if let Some((count @ 2..=11, next)) = self.count(at)
            && self.before(at) != After
        {
            let months = match self.term(next) {
                One(Unit::Month) | Many(Unit::Month) => count,
                One(Unit::Quarter) if count < 4 => 3 * count,
                _ => 0,
            };
            if months > 0 {
                let (partial, after) = self.with_year(Partial::of_months(1, months), self.skip_dot(next + 1));
                if partial.year.is_some() {
                    return Some((partial, after));
                }
            }
        }
        let (nth, next) = self.nth(at)?;
        let months = |count: i16| Partial::of_months((nth - 1) * count + 1, nth * count);
        match self.term(next) {
            One(Unit::Quarter) | Many(Unit::Quarter) if (1..=4).contains(&nth) => {
                (self.term(next + 1) != Every).then(|| self.with_year(months(3), next + 1))
            }
            QuarterShort if (1..=4).contains(&nth) => {
                Some(self.with_year(months(3), self.skip_dot(next + 1)))
                    .filter(|(partial, _)| partial.year.is_some())
            }
            One(Unit::HalfYear) | Many(Unit::HalfYear) if (1..=2).contains(&nth) => {
                Some(self.with_year(months(6), next + 1))
            }
            _ => None,
        }
    }

    /// `Q1 2025`, `H2 2025`
    fn english_quarter(&self, at: usize) -> Option<(Partial, usize)> {
        let (count, parts) = match self.term(at) {
            EnglishQuarter => (3, 1..=4),
            EnglishHalf => (6, 1..=2),
            _ => return None,
        };
        let nth = self.number(at + 1, 1..=1).filter(|nth| parts.contains(nth) && self.capital(at))?;
        let partial = Partial::of_months((nth - 1) * count + 1, nth * count);
        Some(self.with_year(partial, at + 2))
            .filter(|(partial, _)| partial.year.is_some() && self.glued(at + 1))
    }

    /// `октябрь 2025`; without a year only after a preposition or a month: `в октябре и ноябре`.
    fn month_alone(&self, at: usize, loose: bool) -> Option<(Partial, usize)> {
        let (month, form, next) = self.month(at)?;
        let partial = Partial::of_months(month, month);
        if let (partial, next) = self.with_year(partial, self.skip_hyphen(next))
            && partial.year.is_some()
        {
            return Some((partial, next));
        }
        // «с октября 2024–2025», «в октябре 12345 человек»
        if matches!(self.term(next), Number(_, 4..)) {
            return None;
        }
        let listed = matches!(self.before(at), And | Mark(','))
            && at > 1
            && matches!(self.term(at - 2), Month(_, Form::Case | Form::Plain));
        // «мая» is also the Belarusian for my.
        let fits = match form {
            Form::Case | Form::Plain => self.led(at) || listed || self.alone(at, next),
            Form::Genitive => matches!(self.before(at), From | Dated | Until | Beside),
            Form::English => self.led(at) || self.alone(at, next),
            Form::Short => false,
        };
        (fits || loose).then_some((partial, next))
    }

    /// The hyphen of `лето-2025`.
    fn skip_hyphen(&self, at: usize) -> usize {
        let joined = is_dash(self.term(at)) && self.glued(at) && self.glued(at + 1);
        at + usize::from(joined && self.number(at + 1, 4..=4).is_some())
    }

    /// `лето 2025 года`, or a heading. `Летом` alone is as often every summer.
    fn season(&self, at: usize, loose: bool) -> Option<(Partial, usize)> {
        let Season(first) = self.term(at) else { return None };
        let partial = Partial::of_months(first, first + 2);
        let (dated, next) = self.with_year(partial, self.skip_hyphen(at + 1));
        let heading = self.leads(at) && self.leads(at + 1) || self.alone(at, at + 1);
        match dated.year {
            Some(_) => Some((dated, next)),
            None => (heading || loose).then_some((partial, at + 1)),
        }
    }

    /// `2026 год`. A year alone may be anything, unless it is an ordinal, as in `в 2026-м`, or ends a clause.
    fn year_alone(&self, at: usize) -> Option<(Partial, usize)> {
        let number = self.number(at, 4..=4)?;
        let listed =
            matches!(self.before(at), And | Mark(',')) && at > 1 && self.number(at - 2, 4..=4).is_some();
        if let (true, Some(next)) = (listed && YEARS.contains(&number), self.years_word(at + 1)) {
            return Some((Partial::of_year(number), next));
        }
        let (year, next) = self.year(at)?;
        let short = matches!(self.before(next), YearShort) || self.before(next) == Mark('.');
        let worded = matches!(self.before(next), One(Unit::Year) | YearShort | Mark('.'));
        let fits = if worded { !short || RECENT_YEARS.contains(&year) } else { self.bare_year(at, next) };
        fits.then_some((Partial::of_year(year), next))
    }

    /// Whether a number of four digits that stands without a word for year is one.
    fn bare_year(&self, at: usize, next: usize) -> bool {
        let ordinal = next > at + 1;
        let english =
            self.latin(at.wrapping_sub(1)) && !matches!(self.term(next), Other if !self.latin(next));
        let closes = match self.term(next) {
            Mark('.' | ',' | ';' | ':') => {
                !self.glued(next + 1) || !matches!(self.term(next + 1), Number(..))
            }
            Mark(')' | '(' | '»' | '"' | '!' | '?') | Break => true,
            _ => false,
        };
        self.led(at) && (ordinal || english || closes)
    }

    /// `1990-е годы`, `в 90-х`, `60–70-е годы`
    pub(super) fn decade(&self, at: usize) -> Option<(Days, usize)> {
        let (first, count) = self.tens(at)?;
        let range = is_dash(self.term(at + 1)) && matches!(self.term(at + 2), Number(..));
        let end = if range { at + 2 } else { at };
        let (last, _) = self.tens(end).filter(|(last, _)| *last >= first)?;
        let ending = end + 2;
        let many = self.term(ending) == EndingMany;
        if !is_dash(self.term(end + 1)) || !self.glued(ending) || !(many || self.term(ending) == Ending) {
            return None;
        }
        // `90-м году` is one year.
        let word = self.years_word(ending + 1).filter(|_| many || self.year_word(ending + 1).is_none());
        // «в 20-х числах августа»
        if self.term(ending + 1) == DayNumbers {
            return None;
        }
        let led = matches!(self.before(at), In | On | From | Until | Third(_) | Beside);
        let fits = word.is_some() || many && led || many && count == 4;
        fits.then_some((
            (months(first, 1, 12)?.0, months(last.checked_add(9)?, 1, 12)?.1),
            word.unwrap_or(ending + 1),
        ))
    }

    /// The first year of a decade, and the count of its digits.
    fn tens(&self, at: usize) -> Option<(i16, u8)> {
        match self.term(at) {
            Number(year, 4) if year % 10 == 0 && YEARS.contains(&year) => Some((year, 4)),
            Number(year @ 20..=90, 2) if year % 10 == 0 => Some((1900 + year, 2)),
            _ => None,
        }
    }

    pub(super) fn some_decade(&self, at: usize) -> Read {
        self.decade(at).map(|(days, next)| (Some(days), next))
    }
}
