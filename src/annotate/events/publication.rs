//! The publication date of a text without one in its metadata: its dateline, or else the first full date that it gives
//! for itself.

use std::ops::Range;

use super::cursor::{Cursor, is_dash};
use super::decoy::no_date;
use super::elements::{year_ahead, year_word};
use super::list::listed_day;
use super::partial::Partial;
use super::point::point;
use super::range::{range, range_start};
use super::rules::may_begin;
use super::tense::{Tense, tense};
use super::tokens::Tokens;
use crate::lexicon::Meaning::*;
use crate::model::calendar::distance;
use crate::model::{Date, DateOrigin, Period, Precision, Published};

/// Only the first 3 paragraphs are searched: later dates are often of older events.
const HEAD_PARAGRAPHS: usize = 3;

/// A dateline is among the first 3 or the last 3 lines of a text.
const DATELINES: usize = 3;

/// A dateline has at most this many tokens: `г. Минск, среда, 28 января 2026 г.`
const DATELINE_TOKENS: usize = 14;

/// Except in announcements no date of a text is later than its publication. A date more than 366 days before another
/// date of the text is history.
const HISTORY_DAYS: i64 = 366;

/// A dateline without a year is at most 183 days from a full date of the text.
const NEAR_DAYS: i64 = 183;

/// The day of publication that a text tells of itself.
pub(super) struct ToldOfItself {
    pub(super) published: Published,
    /// The name of the rule that found it.
    pub(super) rule: &'static str,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// A day named with its year.
struct FullDay<'a> {
    date: Date,
    here: Cursor<'a>,
    next: Cursor<'a>,
    /// The first of several days: `с 5 по 10 октября 2025 г.`
    range: bool,
}

/// When the text was published, as far as it says so: `Минск, 28 января 2026 г.` as a dateline, `28 января 2026 г. в
/// Минсвязи …`, `14 – 17 октября 2025 г.` (its first day), `Минск, октябрь 2025 г.` as a line of its own. Dates of
/// documents (`от 28 декабря 2014 г.`), births and announced events are none, and days that do not exist are passed over.
pub(super) fn first_full_date(text: &Tokens) -> Option<ToldOfItself> {
    let days = full_days(text);
    let told_by = |rule, date, here: Cursor<'_>, next| ToldOfItself {
        published: Published { date, precision: Precision::Day, from: DateOrigin::Text },
        rule,
        range: here.bytes_until(next),
    };
    let lines = datelines(text);
    if let Some(day) =
        lines.iter().find_map(|line| days.iter().find(|day| is_dateline(*line, day.here, day.next)))
    {
        return Some(told_by("dateline", day.date, day.here, day.next));
    }
    let told: Vec<&FullDay<'_>> = days.iter().filter(|day| may_be_publication(day)).collect();
    let latest = told.iter().map(|day| day.date).max();
    let year = latest_past_year(text);
    let head = head(text);
    let first = told.iter().take_while(|day| day.here.position() < head).find(|day| {
        let history = |latest: Date| distance(day.date, (latest, latest)) > HISTORY_DAYS;
        !latest.is_some_and(history) && year.is_none_or(|year| year <= day.date.year())
    });
    if let Some((date, here, next)) = lines.iter().find_map(|line| dateline_without_year(*line, first?.date))
    {
        return Some(told_by("dateline without a year", date, here, next));
    }
    if let Some(day) = first {
        return Some(told_by("first full date", day.date, day.here, day.next));
    }
    let (date, here, next) = lines.iter().find_map(|line| month_line(*line))?;
    let mut month = told_by("line of a month", date, here, next);
    month.published.precision = Precision::Month;
    Some(month)
}

/// The full dates in text order. Codes and streets are skipped.
fn full_days(text: &Tokens) -> Vec<FullDay<'_>> {
    let mut days = Vec::new();
    let mut here = Cursor::new(text, 0);
    while here.token().is_some() {
        here = if let Some((_, next)) = no_date(here) {
            next
        } else if let Some(day) = full_day(here) {
            let next = day.next;
            days.push(day);
            next
        } else {
            here.ahead(1)
        };
    }
    days
}

/// A day with its year, or the first one of a range or list. What has no year has no days, as the day of publication
/// is unknown here.
fn full_day(here: Cursor<'_>) -> Option<FullDay<'_>> {
    if !may_begin(here) {
        return None;
    }
    let range = range(here).filter(|_| range_start(here).is_some_and(|(first, ..)| first.days.is_some()));
    let point = point(here, false).filter(|(partial, _)| partial.days.is_some()).map(|(partial, next)| {
        let year = partial.year.or_else(|| year_ahead(next));
        (year.and_then(|year| partial.in_year(year)), next)
    });
    let reads = [(range, true), (listed_day(here), false), (point, false)];
    let (days, next, range) = reads
        .into_iter()
        .filter_map(|(read, range)| read.map(|(days, next)| (days, next, range)))
        .max_by_key(|(_, next, _)| next.position())?;
    let (first, _) = days?;
    let date = Period::day(first.year(), i16::from(first.month()), i16::from(first.day()))?;
    Some(FullDay { date, here, next, range })
}

/// All places of a text, in order.
fn places(text: &Tokens) -> impl DoubleEndedIterator<Item = Cursor<'_>> {
    (0..text.all.len()).map(|at| Cursor::new(text, at))
}

/// The token after the first paragraphs.
fn head(text: &Tokens) -> usize {
    let mut breaks = places(text).filter(|here| here.peek() == Break);
    breaks.nth(HEAD_PARAGRAPHS - 1).map_or(text.all.len(), Cursor::position)
}

/// The latest year with a verb in the past tense beside it.
fn latest_past_year(text: &Tokens) -> Option<i16> {
    let year = |here: Cursor<'_>| {
        let year =
            here.number(4..=4).filter(|year| (Period::FIRST_YEAR..=Period::LAST_YEAR).contains(year))?;
        let next = year_word(here.ahead(1))?;
        (here.before() == In && tense(here, next) == Some(Tense::Past)).then_some(year)
    };
    places(text).filter_map(year).max()
}

/// The first and the last lines: where they begin.
fn datelines(text: &Tokens) -> Vec<Cursor<'_>> {
    let begins = |here: &Cursor<'_>| here.token().is_some_and(|token| token.leads && token.meaning != Break);
    let first = places(text).filter(begins).take(DATELINES);
    let last = places(text).rev().filter(begins).take(DATELINES);
    first.chain(last).collect()
}

/// Whether the date from `here` up to `next` is a dateline: before it at most a place with a comma, behind it nothing,
/// or a dash before the text.
fn is_dateline(line: Cursor<'_>, here: Cursor<'_>, next: Cursor<'_>) -> bool {
    let Some(head) =
        line.until(here).filter(|head| head.len() + next.position() - here.position() <= DATELINE_TOKENS)
    else {
        return false;
    };
    let place = match head.split_last() {
        None => true,
        Some((last, place)) => {
            last.meaning == Mark(',')
                && place.iter().all(|token| match token.meaning {
                    Other => token.capital,
                    Mark('.' | '-') | YearShort | Weekday(_) => true,
                    _ => false,
                })
        }
    };
    let tail = next.skip(Mark('.')).skip(Mark(')'));
    let ends = tail.leads() || is_dash(tail.peek()) && !tail.glued();
    place && ends && head.iter().skip(1).all(|token| !token.leads)
}

/// The first single expression within the tokens of a dateline, and its place.
fn first_point<'a>(
    line: Cursor<'a>,
    fits: impl Fn(&Partial) -> bool,
) -> Option<(Partial, Cursor<'a>, Cursor<'a>)> {
    (0..DATELINE_TOKENS).map(|count| line.ahead(count)).find_map(|here| {
        let (partial, next) = point(here, false).filter(|(partial, _)| fits(partial))?;
        Some((partial, here, next))
    })
}

/// `Минск, 28 января.` in the year that brings it next to a date of the text.
fn dateline_without_year(line: Cursor<'_>, near: Date) -> Option<(Date, Cursor<'_>, Cursor<'_>)> {
    let (partial, here, next) = first_point(line, |_| true)?;
    let fits = partial.year.is_none() && partial.days.is_some() && is_dateline(line, here, next);
    let dates = [-1, 0, 1].into_iter().filter(|_| fits).filter_map(|offset| {
        let (date, _) = partial.in_year(near.year().checked_add(offset)?)?;
        let weekday = date.weekday().to_monday_zero_offset();
        partial.weekday.is_none_or(|told| told == weekday).then_some(date)
    });
    let away = |date: &Date| distance(*date, (near, near));
    let date = dates.min_by_key(away).filter(|date| away(date) <= NEAR_DAYS)?;
    Some((date, here, next))
}

/// `Минск, октябрь 2025 г.`, and nothing else in the line.
fn month_line(line: Cursor<'_>) -> Option<(Date, Cursor<'_>, Cursor<'_>)> {
    let (partial, here, next) = first_point(line, |partial| partial.months.is_some())?;
    let Partial { year: Some(year), months: Some((first, last)), days: None, .. } = partial else {
        return None;
    };
    let ends = next.skip(Mark('.')).leads();
    let fits = first == last && ends && is_dateline(line, here, next);
    Some((Period::day(year, first, 1).filter(|_| fits)?, here, next))
}

/// Whether it is not the date of a document, a birth or an announcement.
fn may_be_publication(day: &FullDay<'_>) -> bool {
    let FullDay { here, next, .. } = *day;
    let born =
        (1..=3).any(|count| here.back(count) == Born) || (0..2).any(|count| next.peek_at(count) == Born);
    let document = here.before() == Dated || next.peek() == Mark('№');
    // `до 1 мая` and `с 1 мая` are terms, `на 1 мая` is the date of a figure.
    let term = match here.before() {
        Until => true,
        From => !day.range,
        On => !here.latin_before(),
        _ => false,
    };
    !(born || document || term) && tense(here, next) != Some(Tense::Future)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::events::tests::{published_in, told_in};

    fn check(text: &str, expected: &str) {
        let found = published_in(text).map_or(String::new(), |published| {
            let date = published.date.to_string();
            if published.precision == Precision::Month { date[..7].to_owned() } else { date }
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn full_dates() {
        check("28 января 2026 г. в Минсвязи", "2026-01-28");
        check("Визит 14 – 17 октября 2025 г. завершён", "2025-10-14");
        check("14-17 октября 2025 г.", "2025-10-14");
        check("с 5 по 10 октября 2025 г.", "2025-10-05");
        check("с 30 января по 2 февраля 2026 года", "2026-01-30");
        check("Минск, 28.01.2026.", "2026-01-28");
        check("2026-01-28", "2026-01-28");
        check("28 студзеня 2026 г.", "2026-01-28");
        check("On 28 January 2026 the Minister", "2026-01-28");
        check("On January 28, 2026, the Minister", "2026-01-28");
        check("27, 28 и 29 января 2026 г. в Гомеле", "2026-01-27");
        check("«28» января 2026 г. состоялось заседание", "2026-01-28");
    }

    #[test]
    fn what_is_no_full_date() {
        check("в октябре 2025 г.", "");
        check("в 2026-2028 годах", "");
        check("31 февраля 2026 г., затем 3 марта 2026 г.", "2026-03-03");
        check("31.04.2025", "");
        check("счёт № 28.13.2026, версия 1.2.2026 и п. 3.02.2026", "");
        check("28 января", "");
        check("", "");
    }

    #[test]
    fn datelines() {
        check("Минск, 28 января 2026 г. – Министр принял посла.", "2026-01-28");
        check("Договор от 3 мая 2020 г. продлён.\n\nг. Минск, 28 января 2026 г.", "2026-01-28");
        check("Завод открыт 3 мая 2025 года.\n\nГродна, 5 мая 2025 г.", "2025-05-05");
        check("Минск, 28 января. – Форум прошёл 26–27 января 2026 года.", "2026-01-28");
        check("Минск, 2 января.\n\nСоглашение подписано 30 декабря 2025 г.", "2026-01-02");
        check("Минск, 28 января. – Министр принял посла.", "");
        check("Minsk, January 28, 2026 – The Minister", "2026-01-28");
        check("Минск, октябрь 2025 г.\n\nОбзор рынка связи.", "2025-10");
        check("Обзор рынка связи.\n\nкастрычнік 2025", "2025-10");
        check("План на октябрь 2025 г.", "");
    }

    #[test]
    fn rules_name_themselves_and_the_words_that_they_read() {
        for (text, rule, words) in [
            ("Минск, 28 января 2026 г. – Министр принял посла.", "dateline", "28 января 2026 г."),
            ("28 января 2026 г. в Минсвязи", "first full date", "28 января 2026 г."),
            (
                "Минск, 28 января. – Форум прошёл 26–27 января 2026 года.",
                "dateline without a year",
                "28 января",
            ),
            ("Минск, октябрь 2025 г.\n\nОбзор рынка связи.", "line of a month", "октябрь 2025 г."),
        ] {
            let told = told_in(text).expect("a day of publication");
            assert_eq!((told.rule, &text[told.range]), (rule, words), "{text}");
        }
    }

    #[test]
    fn other_dates() {
        check("Указ от 28 декабря 2014 г. № 610 изменён 15 мая 2025 г.", "2025-05-15");
        check("Закон № 99-З от 7 мая 2021 года дополнен", "");
        check("Пагадненне ад 7 мая 2021 года дапоўнена", "");
        check("Иванов родился 5 мая 1970 г. в Бресте", "");
        check("Выставка состоится 5 мая 2026 г. в Минске", "");
        check("Приём документов до 1 июля 2026 г.", "");
        check("По состоянию на 1 января 2026 г. в отрасли 40 организаций", "");
        check("9 мая 1945 г. война окончилась. 8 мая 2025 г. министр возложил цветы.", "2025-05-08");
        check("Завод открыт 3 марта 2011 года. В 2024 году он выпустил 500 машин.", "");
        check("Абзац.\n\nАбзац.\n\nАбзац.\n\nТак было 3 марта 2011 года.", "");
    }
}
