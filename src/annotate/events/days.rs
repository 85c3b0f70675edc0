//! Days with the name of a month: `5 мая`, `вторник, 21 октября`, `«28» января 2026 г.`, `January 28, 2026`.

use super::cursor::{Cursor, is_dash};
use super::digits::day_in_digits;
use super::elements::{day, month};
use super::partial::{Partial, Point};
use crate::lexicon::Meaning::*;
use crate::lexicon::MonthForm;

/// `вторник, 21 октября`
pub(super) fn weekday_and_day(here: Cursor<'_>) -> Point<'_> {
    let (Weekday(weekday) | WeekdayShort(weekday)) = here.peek() else { return None };
    let next = here.ahead(1).skip_dot().skip(Mark(',')).skip(Mark('('));
    let (partial, next) =
        day_in_digits(next).or_else(|| day_and_month(next)).or_else(|| month_and_day(next))?;
    Some((Partial { weekday: Some(weekday), ..partial }, next))
}

/// `5 мая`, `5 мая 2026 г.`, `5 мая (вторник)`
pub(super) fn day_and_month(here: Cursor<'_>) -> Point<'_> {
    let (day, next) = day(here)?;
    let (month, form, next) = month(next.skip_of())?;
    if matches!(form, MonthForm::Plain | MonthForm::Case) {
        return None;
    }
    let (partial, next) = Partial::of_days(day, day, month).with_year(next);
    Some(weekday_behind(partial, next))
}

/// `«28» января 2026 г.`, as in the head of a document.
pub(super) fn quoted_day(here: Cursor<'_>) -> Point<'_> {
    let quotes = matches!(
        (here.peek(), here.peek_at(2)),
        (Mark('«'), Mark('»')) | (Mark('"' | '“' | '„'), Mark('"' | '”' | '“'))
    );
    let inside = here.ahead(1);
    let day = inside.number(1..=2).filter(|_| quotes && inside.glued() && here.ahead(2).glued())?;
    let (month, MonthForm::Genitive, next) = month(here.ahead(3))? else { return None };
    Some(Partial::of_days(day, day, month).with_year(next))
}

/// The weekday after a day, `5 мая, в среду`, unless it belongs to the next day: `5 мая, среда, 6 мая`.
fn weekday_behind(partial: Partial, here: Cursor<'_>) -> (Partial, Cursor<'_>) {
    let comma = here.skip(Mark(','));
    let open = if comma.position() > here.position() { comma.skip(In) } else { here.skip(Mark('(')) };
    let (Weekday(weekday) | WeekdayShort(weekday)) = open.peek() else { return (partial, here) };
    let short = matches!(open.peek(), WeekdayShort(_));
    let behind = open.ahead(1);
    let close = behind.skip(Mark(')'));
    if open.position() == here.position()
        || short && close.position() == behind.position()
        || day(close.skip(Mark(','))).is_some()
    {
        return (partial, here);
    }
    // «5 мая, в среду» is that day only when it is a Wednesday.
    let year = partial.year.or_else(|| Some(here.published()?.year()));
    let on_weekday =
        |year| partial.in_year(year).is_some_and(|(day, _)| day.weekday().to_monday_zero_offset() == weekday);
    if open.before() == In && !year.is_some_and(on_weekday) {
        return (partial, here);
    }
    (Partial { weekday: Some(weekday), ..partial }, close)
}

/// `January 28, 2026`, `October 14–17, 2025`
pub(super) fn month_and_day(here: Cursor<'_>) -> Point<'_> {
    let (number, MonthForm::English, next) = month(here)? else { return None };
    let (first, mut next) = day(next)?;
    let mut last = first;
    let joins = is_dash(next.peek()) || next.peek() == To && next.latin();
    if let Some((day, after)) = day(next.ahead(1)).filter(|_| joins)
        && month(after).is_none()
    {
        (last, next) = (day, after);
    }
    let (partial, after) = Partial::of_days(first, last, number).with_year(next.skip(Mark(',')));
    Some((partial, if partial.year.is_some() { after } else { next }))
}
