//! Expressions that count from the publication: `вчера`, `в понедельник`, `в прошлом году`, `три дня назад`.

use super::reader::{Read, Reader, is_dash};
use super::tense::Tense;
use super::words::Form;
use super::words::Term::*;
use crate::model::Date;
use crate::model::calendar::{Days, Unit, day, months, weekday_from};

/// How many units an amount may be made of: `2 года, 3 месяца и 5 дней`.
const AMOUNT_ITEMS: usize = 6;

/// `Через 40 лет` is no date that somebody means.
const YEARS_AHEAD: i64 = 10;

/// `три дня`, `неделя`, `2 года и 3 месяца`: counts of units, the finest of them, and the token after it.
struct Amount {
    counts: [(Unit, i64); AMOUNT_ITEMS],
    finest: Unit,
    next: usize,
}

impl Amount {
    /// The days that lie so far after `day`, or before it when `sign` is -1. Days and weeks lead to a day; longer units
    /// are no more exact than themselves.
    fn counted_from(&self, day: Date, sign: i64) -> Option<Days> {
        let day = self.counts.iter().try_fold(day, |day, (unit, count)| unit.shift(day, sign * count))?;
        match self.finest {
            Unit::Day | Unit::Week => Some((day, day)),
            Unit::Quarter | Unit::HalfYear => Unit::Month.around(day),
            unit => unit.around(day),
        }
    }
}

impl Reader {
    /// `вчера`, `летась`, `во вчерашнем интервью`
    pub(super) fn day_word(&self, at: usize) -> Read {
        let published = self.published?;
        if let Some((offset, next)) = self.year_offset(at) {
            return Some((Unit::Year.around(Unit::Year.shift(published, i64::from(offset))?), next));
        }
        let offset = match self.term(at) {
            Day(offset) => offset,
            DayAdjective(offset) if self.is_of_a_day(at) => offset,
            _ => return None,
        };
        Some((Unit::Day.around(Unit::Day.shift(published, i64::from(offset))?), at + 1))
    }

    /// `на вчерашнем заседании`, `с завтрашнего дня`, but not «уверенность в завтрашнем дне», «вчерашние школьники».
    fn is_of_a_day(&self, at: usize) -> bool {
        if self.term(at + 1) == One(Unit::Day) {
            matches!(self.before(at), From | Until | Beside)
        } else {
            self.led(at) && self.before(at) != Until
        }
    }

    /// `в понедельник`, the nearest one, or a weekday as a heading: of it alone or before a time. With a time it is
    /// announced, so the next one. `В среду на следующей неделе` is told exactly.
    pub(super) fn weekday(&self, at: usize) -> Read {
        let Weekday(weekday) = self.term(at) else { return None };
        let week = at + 1 + usize::from(matches!(self.term(at + 1), On | In | Of));
        if let (Shifted(_), One(Unit::Week)) = (self.term(week), self.term(week + 1)) {
            let (days, next) = self.shifted(week)?;
            let day = days.and_then(|(monday, _)| weekday_from(monday, weekday));
            return Some((day.map(|day| (day, day)), next));
        }
        let preposition = self.skip(at + 1, Mark(','));
        let timed = self.is_time(at + 1) || self.term(preposition) == In && self.is_time(preposition + 1);
        let heading =
            self.leads(at) && (self.leads(at + 1) || self.is_time(at + 1)) || self.alone(at, at + 1);
        let led = matches!(self.before(at), In | On | From | Until | Beside | PartOfDay);
        let day = match self.tense(at, at + 1) {
            _ if timed => self.weekday_after(weekday, 0),
            Some(Tense::Past) => self.weekday_after(weekday, -6),
            Some(Tense::Future) => self.weekday_after(weekday, 0),
            None => self.weekday_after(weekday, -3),
        };
        (led || heading).then(|| (day.map(|day| (day, day)), at + 1))
    }

    /// The first such weekday from so many days after the publication on.
    fn weekday_after(&self, weekday: i8, offset: i64) -> Option<Date> {
        weekday_from(Unit::Day.shift(self.published?, offset)?, weekday)
    }

    /// `в прошлом году`, `этой осенью`, `в следующий вторник`, `за последнюю неделю`
    pub(super) fn shifted(&self, at: usize) -> Read {
        let (offset, near) = match self.term(at) {
            Shifted(offset) => (i64::from(offset), false),
            Near => (1, true),
            Recent => return self.recent(at),
            _ => return None,
        };
        let published = self.published?;
        let days = match self.term(at + 1) {
            Weekday(weekday) => {
                let from = match offset {
                    0 => -i64::from(published.weekday().to_monday_zero_offset()),
                    ..0 => 7 * offset,
                    _ => 1,
                };
                self.weekday_after(weekday, from).map(|day| (day, day))
            }
            Weekend => self.weekend(if near { 0 } else { offset }, near),
            One(Unit::Day) if offset == -1 && self.before(at) == Over => self.last_day(),
            One(Unit::Day) => return None,
            One(_) if self.plural(at) => return None,
            // The Belarusian locative, elsewhere the plural.
            Many(Unit::Month) if !self.plural(at) => {
                Unit::Month.around(Unit::Month.shift(published, offset)?)
            }
            One(unit) => Unit::around(unit, unit.shift(published, offset)?),
            SchoolYear if self.term(at + 2) == One(Unit::Year) => {
                // It begins in September.
                let start = Unit::Month.shift(published, -8)?.year();
                let start = start.checked_add(i16::try_from(offset).ok()?)?;
                return Some((day(start, 9, 1).zip(day(start.checked_add(1)?, 8, 31)), at + 3));
            }
            Month(month, Form::Case | Form::Plain | Form::Genitive) => self.next_months(month, month, offset),
            Month(month, Form::English) if self.capital(at + 1) => self.next_months(month, month, offset),
            Season(first) => self.next_months(first, first + 2, offset),
            _ => return None,
        };
        Some((days, at + 2))
    }

    /// `за последний год`, the one that ends with the publication; `в последнее воскресенье`
    fn recent(&self, at: usize) -> Read {
        let published = self.published?;
        match self.term(at + 1) {
            One(Unit::Day) if self.before(at) == Over => Some((self.last_day(), at + 2)),
            One(unit) if unit != Unit::Day && self.before(at) == Over && !self.plural(at) => {
                Some((unit.shift(published, -1).map(|from| (from, published)), at + 2))
            }
            Weekday(weekday) if self.alone(at, at + 2) => {
                Some((self.weekday_after(weekday, -7).map(|day| (day, day)), at + 2))
            }
            _ => None,
        }
    }

    /// `за минувшие сутки`
    fn last_day(&self) -> Option<Days> {
        let published = self.published?;
        Some((Unit::Day.shift(published, -1)?, published))
    }

    /// Saturday and Sunday of the week of publication, or so many weeks after. On a Monday `эти выходные` are those
    /// just past.
    fn weekend(&self, offset: i64, near: bool) -> Option<Days> {
        let published = self.published?;
        let day = if offset == 0 && !near {
            Unit::Day.shift(published, -1)
        } else {
            Unit::Week.shift(published, offset)
        };
        let week = Unit::Week.around(day?)?;
        Some((Unit::Day.shift(week.0, 5)?, week.1))
    }

    /// `выходные`, the coming ones, where nothing else is said.
    pub(super) fn weekend_alone(&self, at: usize) -> Read {
        (self.term(at) == Weekend && self.alone(at, at + 1)).then(|| (self.weekend(0, true), at + 1))
    }

    /// The months last before, in the year of or first after the publication.
    fn next_months(&self, first: i16, last: i16, offset: i64) -> Option<Days> {
        let published = self.published?;
        let mut choices = [-1, 0, 1]
            .into_iter()
            .filter_map(|years| months(published.year().checked_add(years)?, first, last));
        match offset {
            0 => months(published.year(), first, last),
            1 => choices.find(|days| days.0 > published),
            _ => choices.rfind(|days| days.1 < published),
        }
    }

    /// `за последние две недели`: so many whole ones before that of the publication.
    pub(super) fn counted_units(&self, at: usize) -> Read {
        let past = match self.term(at) {
            Recent | Shifted(-1) => true,
            Near | Shifted(1) => false,
            _ => return None,
        };
        let (count, next) = self.count(at + 1)?;
        let (One(unit) | Many(unit)) = self.term(next) else { return None };
        let (first, last) = if past { (-i64::from(count), -1) } else { (1, i64::from(count)) };
        let whole = |offset| unit.around(unit.shift(self.published?, offset)?);
        Some((whole(first).and_then(|first| Some((first.0, whole(last)?.1))), next + 1))
    }

    /// `через три дня`, unless it is told from elsewhere: `и через три дня`, `через год после`, or as a new sentence.
    pub(super) fn after(&self, at: usize) -> Read {
        let amount = match self.term(at) {
            After | Later => self.amount(at + 1)?,
            In if self.latin(at) => self.amount(at + 1)?,
            _ => return None,
        };
        let elsewhere = matches!(self.before(at), And | Narrative) || at > 0 && self.capital(at);
        // «не позднее чем через 3 дня», «через три дня с момента», «через десять лет, в 1959 году»
        let followed = matches!(self.term(amount.next), Beside | From) || is_dash(self.term(amount.next));
        let followed = followed || self.before(at) == Beyond || self.dated_behind(amount.next);
        // «через день» is every other day.
        let ahead = self.term(at) == After && self.term(at + 1) != One(Unit::Day);
        let ahead = ahead && !elsewhere && !followed && self.tense(at, amount.next) != Some(Tense::Past);
        let near =
            ahead && amount.counts.iter().all(|(unit, count)| *unit != Unit::Year || *count <= YEARS_AHEAD);
        (near || self.alone(at, amount.next)).then(|| (self.away(&amount, 1), amount.next))
    }

    /// Whether the date itself is told behind an expression: `через две недели, 19 ноября`.
    fn dated_behind(&self, at: usize) -> bool {
        let start = self.skip(at, Mark(','));
        let start = start + usize::from(matches!(self.term(start), In | On | From));
        self.term(at) == Mark(',') && self.point(start, true).is_some()
    }

    /// `три дня назад`, and `три дня спустя` where nothing is told before.
    pub(super) fn ago(&self, at: usize) -> Read {
        let amount = self.amount(at)?;
        if self.term(amount.next) == Later {
            let next = amount.next + 1;
            return self.alone(at, next).then(|| (self.away(&amount, 1), next));
        }
        let next = self.skip(amount.next, Thereto);
        let part = matches!(self.before(at), Number(..) | Cardinal(_) | Beyond) || is_dash(self.before(at));
        if self.term(next) != Ago || part && !self.leads(at) {
            return None;
        }
        let next = self.skip(next + 1, Ago);
        // Belarusian «таму што» is because.
        (self.term(next) != Narrative).then(|| (self.away(&amount, -1), next))
    }

    fn away(&self, amount: &Amount, sign: i64) -> Option<Days> {
        amount.counted_from(self.published?, sign)
    }

    fn amount(&self, at: usize) -> Option<Amount> {
        let mut counts = [(Unit::Day, 0); AMOUNT_ITEMS];
        let (mut finest, mut next) = (None, at);
        for slot in &mut counts {
            let joined = finest.is_some() && matches!(self.term(next), And | Mark(','));
            let Some((unit, count, end)) = self.amount_item(next + usize::from(joined)) else { break };
            match (finest, unit) {
                (None, None) => return None,
                // Every item is finer than the one before.
                (Some(coarser), Some(unit)) if unit >= coarser => break,
                _ => {}
            }
            *slot = (unit.unwrap_or(Unit::Day), count);
            (finest, next) = (unit.or(finest), end);
        }
        Some(Amount { counts, finest: finest?, next })
    }

    /// One item of an amount. Hours and minutes have no unit and count nothing.
    fn amount_item(&self, at: usize) -> Option<(Option<Unit>, i64, usize)> {
        match (self.term(at), self.term(at + 1)) {
            (One(unit), _) => return Some((Some(unit), 1, at + 1)),
            (OneAndHalf, One(Unit::Year)) => return Some((Some(Unit::Month), 18, at + 2)),
            _ => {}
        }
        let (count, next) = self.count(at)?;
        match self.term(next) {
            One(unit) | Many(unit) => Some((Some(unit), i64::from(count), self.short_unit_end(next))),
            Hours | Minutes => Some((None, 0, next + 1)),
            _ => None,
        }
    }

    /// `3 мес. назад`
    fn short_unit_end(&self, at: usize) -> usize {
        let dot = self.skip_dot(at + 1);
        if matches!(self.term(dot), Ago | Thereto) { dot } else { at + 1 }
    }

    /// `15-го числа этого месяца`; without the month only where nothing else is said.
    pub(super) fn day_of_month(&self, at: usize) -> Read {
        let (number, next) = self.day(at)?;
        if self.term(next) != DayNumber {
            return None;
        }
        let (month, end) = match (self.term(next + 1), self.term(next + 2)) {
            (Shifted(offset), One(Unit::Month)) => (i64::from(offset), next + 3),
            _ if self.alone(at, next + 1) => (0, next + 1),
            _ => return None,
        };
        let month = Unit::Month.shift(self.published?.first_of_month(), month)?;
        let day = day(month.year(), i16::from(month.month()), number);
        Some((day.map(|day| (day, day)), end))
    }
}
