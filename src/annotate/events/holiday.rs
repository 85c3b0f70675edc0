//! Holidays with a fixed day: `до Нового года`, `Рождество`, `День Победы`.

use super::cursor::{Cursor, Read};
use super::resolve::EITHER_TENSE_DAYS;
use super::tense::{Tense, tense};
use crate::lexicon::Meaning::*;
use crate::model::calendar::{Unit, day, distance};

/// A holiday is the next one, unless it was at most 14 days ago or the clause is in the past tense.
const JUST_PAST: i64 = 14;

/// Western Christmas, 25 December, as month and day: MMDD.
const CATHOLIC: i16 = 1225;
const CHRISTMAS: i16 = 107;

const NEW_YEAR: i16 = 101;
/// New Year of the Julian calendar.
const OLD_NEW_YEAR: i16 = 114;

/// `до Нового года`, `под Новый год`, and any holiday where nothing else is said.
pub(super) fn holiday(here: Cursor<'_>) -> Read<'_> {
    let (date, next) = match (here.peek(), here.peek_at(1)) {
        (Catholic, Holiday(CHRISTMAS)) => (CATHOLIC, here.ahead(2)),
        (Holiday(date), _) if here.before() != Catholic => (date, here.ahead(1).skip(Christ)),
        (One(Unit::Day), HolidayOf(date)) if here.ahead(1).capital() || here.peek_at(2) == Break => {
            (date, here.ahead(2))
        }
        (Old, New) if here.peek_at(2) == One(Unit::Year) => (OLD_NEW_YEAR, here.ahead(3)),
        (New, One(Unit::Year)) if here.before() != Old => (NEW_YEAR, here.ahead(2)),
        _ => return None,
    };
    // «до Рождества Христова» is an era.
    let era = next.before() == Christ && here.before() == Until;
    // Elsewhere the name of a holiday often means its customs, in any year.
    let led = matches!(here.peek(), New | Old) && matches!(here.before(), Until | Beside);
    if era || next.peek() == NotChristmas || !led && !here.alone(next) {
        return None;
    }
    let published = here.published()?;
    let start = Unit::Day.shift(published, -JUST_PAST)?;
    let in_year = |year: i16| day(year, date / 100, date % 100);
    let coming =
        (0..2).filter_map(|years| in_year(start.year().checked_add(years)?)).find(|day| *day >= start)?;
    let far = distance(published, (coming, coming)) > EITHER_TENSE_DAYS;
    let past = far && tense(here, next) == Some(Tense::Past);
    let date = if past { in_year(coming.year().checked_sub(1)?)? } else { coming };
    Some((Some((date, date)), next))
}
