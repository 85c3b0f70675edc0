//! Amounts of time from the publication: `через три дня`, `неделю назад`, `2 года и 3 месяца назад`.

use super::cursor::{Cursor, Read, is_dash};
use super::elements::count;
use super::point::point;
use super::tense::{Tense, tense};
use crate::lexicon::Meaning::*;
use crate::model::Date;
use crate::model::calendar::{Days, Unit};

/// How many units an amount may be made of: `2 года, 3 месяца и 5 дней`.
const AMOUNT_ITEMS: usize = 6;

/// With years, `через` counts at most 10 years ahead: `через 40 лет` is not a date.
const YEARS_AHEAD: i64 = 10;

/// `три дня`, `неделя`, `2 года и 3 месяца`: counts of units, the finest of them, and the place behind it.
struct Amount<'a> {
    counts: [(Unit, i64); AMOUNT_ITEMS],
    finest: Unit,
    next: Cursor<'a>,
}

impl Amount<'_> {
    /// The days this far after the publication, or before it when `sign` is -1. An amount in days or weeks gives one
    /// day; longer units give a period of their own length.
    fn away(&self, published: Option<Date>, sign: i64) -> Option<Days> {
        let shift = |day: Date, (unit, count): &(Unit, i64)| unit.shift(day, sign * count);
        let day = self.counts.iter().try_fold(published?, shift)?;
        match self.finest {
            Unit::Day | Unit::Week => Some((day, day)),
            Unit::Quarter | Unit::HalfYear => Unit::Month.around(day),
            unit => unit.around(day),
        }
    }
}

/// `через три дня`, unless it counts from another event (`и через три дня`, `через год после`) or begins a sentence.
pub(super) fn time_ahead(here: Cursor<'_>) -> Read<'_> {
    let amount = match here.peek() {
        After | Later => amount(here.ahead(1))?,
        In if here.latin() => amount(here.ahead(1))?,
        _ => return None,
    };
    let next = amount.next;
    let elsewhere = matches!(here.before(), And | Narrative) || here.position() > 0 && here.capital();
    // «не позднее чем через 3 дня», «через три дня с момента», «через десять лет, в 1959 году»
    let followed = matches!(next.peek(), Beside | From) || is_dash(next.peek());
    let followed = followed || here.before() == Beyond || dated_behind(next);
    // «через день» is every other day.
    let ahead = here.peek() == After && here.peek_at(1) != One(Unit::Day);
    let ahead = ahead && !elsewhere && !followed && tense(here, next) != Some(Tense::Past);
    let near =
        ahead && amount.counts.iter().all(|(unit, count)| *unit != Unit::Year || *count <= YEARS_AHEAD);
    (near || here.alone(next)).then(|| (amount.away(here.published(), 1), next))
}

/// Whether the date itself follows an expression: `через две недели, 19 ноября`.
fn dated_behind(here: Cursor<'_>) -> bool {
    let start = here.skip(Mark(','));
    let start = start.ahead(usize::from(matches!(start.peek(), In | On | From)));
    here.peek() == Mark(',') && point(start, true).is_some()
}

/// `три дня назад`; also `три дня спустя`, where no event is told before.
pub(super) fn time_ago(here: Cursor<'_>) -> Read<'_> {
    let amount = amount(here)?;
    if amount.next.peek() == Later {
        let next = amount.next.ahead(1);
        return here.alone(next).then(|| (amount.away(here.published(), 1), next));
    }
    let next = amount.next.skip(Thereto);
    let part = matches!(here.before(), Number(..) | Cardinal(_) | Beyond) || is_dash(here.before());
    if next.peek() != Ago || part && !here.leads() {
        return None;
    }
    let next = next.ahead(1).skip(Ago);
    // Belarusian «таму што» is because.
    (next.peek() != Narrative).then(|| (amount.away(here.published(), -1), next))
}

fn amount(here: Cursor<'_>) -> Option<Amount<'_>> {
    let mut counts = [(Unit::Day, 0); AMOUNT_ITEMS];
    let (mut finest, mut next) = (None, here);
    for slot in &mut counts {
        let joined = finest.is_some() && matches!(next.peek(), And | Mark(','));
        let Some((unit, count, end)) = amount_item(next.ahead(usize::from(joined))) else { break };
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
fn amount_item(here: Cursor<'_>) -> Option<(Option<Unit>, i64, Cursor<'_>)> {
    match (here.peek(), here.peek_at(1)) {
        (One(unit), _) => return Some((Some(unit), 1, here.ahead(1))),
        (OneAndHalf, One(Unit::Year)) => return Some((Some(Unit::Month), 18, here.ahead(2))),
        _ => {}
    }
    let (count, next) = count(here)?;
    match next.peek() {
        One(unit) | Many(unit) => Some((Some(unit), i64::from(count), short_unit_end(next))),
        Hours | Minutes => Some((None, 0, next.ahead(1))),
        _ => None,
    }
}

/// `3 мес. назад`
fn short_unit_end(here: Cursor<'_>) -> Cursor<'_> {
    let next = here.ahead(1);
    let dot = next.skip_dot();
    if matches!(dot.peek(), Ago | Thereto) { dot } else { next }
}
