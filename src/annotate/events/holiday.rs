//! Holidays with a fixed day: `до Нового года`, `Рождество`, `День Победы`.

use super::partial::EITHER_TENSE_DAYS;
use super::reader::{Read, Reader};
use super::tense::Tense;
use super::words::Term::*;
use crate::model::calendar::{Unit, day, distance};

/// A holiday is the coming one, unless it was not more than these days ago, or the text tells of the past.
const JUST_PAST: i64 = 14;

/// Christmas of the other church.
const CATHOLIC: i16 = 1225;
const CHRISTMAS: i16 = 107;

impl Reader {
    /// `до Нового года`, `под Новый год`, and any holiday where nothing else is said.
    pub(super) fn holiday(&self, at: usize) -> Read {
        let (date, next) = match (self.term(at), self.term(at + 1)) {
            (Catholic, Holiday(CHRISTMAS)) => (CATHOLIC, at + 2),
            (Holiday(date), _) if self.before(at) != Catholic => (date, self.skip(at + 1, Christ)),
            (One(Unit::Day), HolidayOf(date)) if self.capital(at + 1) || self.term(at + 2) == Break => {
                (date, at + 2)
            }
            (Old, New) if self.term(at + 2) == One(Unit::Year) => (114, at + 3),
            (New, One(Unit::Year)) if self.before(at) != Old => (101, at + 2),
            _ => return None,
        };
        // «до Рождества Христова» is an era.
        let era = self.before(next) == Christ && self.before(at) == Until;
        // Other holidays are named for what people do on them, in any year.
        let led = matches!(self.term(at), New | Old) && matches!(self.before(at), Until | Beside);
        if era || self.term(next) == NotChristmas || !led && !self.alone(at, next) {
            return None;
        }
        let start = Unit::Day.shift(self.published?, -JUST_PAST)?;
        let in_year = |offset: i16| day(start.year().checked_add(offset)?, date / 100, date % 100);
        let coming = (0..2).filter_map(in_year).find(|day| *day >= start)?;
        let far = distance(self.published?, (coming, coming)) > EITHER_TENSE_DAYS;
        let past = far && self.tense(at, next) == Some(Tense::Past);
        let date = if past { day(coming.year().checked_sub(1)?, date / 100, date % 100)? } else { coming };
        Some((Some((date, date)), next))
    }
}
