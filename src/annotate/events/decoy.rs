//! What looks like a date but is not one: weekdays of a timetable, streets, numbers of clauses, versions and
//! telephones. Each rule consumes such a place, so that no rule for dates reads it.

use super::cursor::{Cursor, Read, is_dash};
use super::elements::{day, month};
use crate::lexicon::Meaning::*;

/// A code has at most 16 numbers; further ones are read as numbers of their own.
const CODE_NUMBERS: usize = 16;

/// Any of the rules below.
pub(super) fn no_date(here: Cursor<'_>) -> Read<'_> {
    match here.peek() {
        Weekday(_) | WeekdayShort(_) => timetable(here),
        Street => street(here),
        NoDate | Mark(_) => code(here),
        _ => None,
    }
}

/// `понедельник – пятница`, `пн.-пт.`
pub(super) fn timetable(here: Cursor<'_>) -> Read<'_> {
    let joint = here.ahead(1).skip_dot();
    let joins = is_dash(joint.peek()) || joint.peek() == To;
    let ends = matches!(joint.peek_at(1), Weekday(_) | WeekdayShort(_));
    (joins && ends).then(|| (None, joint.ahead(2)))
}

/// `ул. 8 Марта`
pub(super) fn street(here: Cursor<'_>) -> Read<'_> {
    let (_, next) = day(here.ahead(1).skip_dot())?;
    let (_, _, next) = month(next)?;
    Some((None, next))
}

/// `п. 28.01`, `№ 3.02.2026`, `+375 17 200-12-05`
pub(super) fn code(here: Cursor<'_>) -> Read<'_> {
    if !matches!(here.peek(), NoDate | Mark('№' | '+')) {
        return None;
    }
    let start = here.ahead(1).skip_dot().skip(Mark(':'));
    let mut next = start;
    for _ in 0..CODE_NUMBERS {
        let number = |at: Cursor<'_>| matches!(at.peek(), Number(..));
        let inside = matches!(next.peek(), Mark(_)) && next.glued() && number(next.ahead(1));
        if !number(next) && !inside {
            break;
        }
        next = next.ahead(1);
    }
    (next.position() > start.position() + 1).then_some((None, next))
}
