//! Publication dates as publishers state them.

use jiff::{Timestamp, fmt::rfc2822, fmt::temporal::Pieces, tz::TimeZone};

use super::DateProblem;
use crate::model::{Date, DateOrigin, InvalidPeriod, Period, Precision, Published};

/// Reads a stated date: `2026`, `2026-01`, `2026-01-28`, `28.01.2026` (a time may follow), a time stamp of RFC 3339 or
/// RFC 2822. A time stamp with an offset is converted to its day in `zone`; if the zone is unknown, it keeps the day of
/// its own offset.
pub(super) fn read(text: &str, zone: Option<&TimeZone>) -> Result<Published, DateProblem> {
    let text = text.trim();
    match Period::parse(text) {
        Ok((period, precision)) => return Ok(published(period.first, precision)),
        Err(InvalidPeriod::NoSuchDay) => return Err(DateProblem::NoSuchDay),
        Err(InvalidPeriod::Form | InvalidPeriod::Reversed) => {}
    }
    let date = parted(text)
        .or_else(|| rfc_3339(text, zone))
        .or_else(|| rfc_2822(text, zone))
        .unwrap_or(Err(DateProblem::Form))?;
    if (Period::FIRST_YEAR..=Period::LAST_YEAR).contains(&date.year()) {
        Ok(published(date, Precision::Day))
    } else {
        Err(DateProblem::NoSuchDay)
    }
}

fn published(date: Date, precision: Precision) -> Published {
    Published { date, precision, from: DateOrigin::Metadata }
}

/// `28.01.2026`, also with `10:30`, `, 10:30` or `10:30:00` after it, or `2026/01/28` likewise. `None` when it has
/// another form.
fn parted(text: &str) -> Option<Result<Date, DateProblem>> {
    let (date, time) = match text.split_once([' ', ',']) {
        Some((date, time)) => (date, time.trim_start_matches([',', ' '])),
        None => (text, ""),
    };
    let parts: Vec<&str> = date.split(['.', '/']).collect();
    let &[first, month, last] = parts.as_slice() else {
        return None;
    };
    let (day, year) = match (date.contains('.'), date.contains('/')) {
        (true, false) => (first, last),
        (false, true) => (last, first),
        // 01/28/2026 and 28/01/2026 are ambiguous, so slashes are accepted only with the year first.
        _ => return None,
    };
    let number = |text: &str, widths: std::ops::RangeInclusive<usize>| {
        let digits = widths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let day = number(day, 1..=2)?;
    let month = number(month, 1..=2)?;
    let year = number(year, 4..=4)?;
    if !time.is_empty() {
        let parts: Option<Vec<i16>> = time.split(':').map(|part| number(part, 1..=2)).collect();
        let parts = parts.filter(|parts| (2..=3).contains(&parts.len()))?;
        let below = |at: usize, limit: i16| parts.get(at).is_none_or(|&part| part < limit);
        if !(below(0, 25) && below(1, 60) && below(2, 61)) {
            return None;
        }
    }
    Some(Period::day(year, month, day).ok_or(DateProblem::NoSuchDay))
}

fn rfc_3339(text: &str, zone: Option<&TimeZone>) -> Option<Result<Date, DateProblem>> {
    let pieces = match Pieces::parse(text) {
        Ok(pieces) => pieces,
        // `2026-02-30T10:00:00` has the form of a date and needs the message for a missing day.
        Err(_) => {
            let head = text.get(..10)?;
            let time_follows = text[10..].starts_with(['T', 't', ' ']);
            return match Period::parse(head) {
                Err(InvalidPeriod::NoSuchDay) if time_follows => Some(Err(DateProblem::NoSuchDay)),
                _ => None,
            };
        }
    };
    let (Some(time), Some(offset)) = (pieces.time(), pieces.to_numeric_offset()) else {
        return Some(Ok(pieces.date()));
    };
    let day = match zone {
        Some(zone) => offset
            .to_timestamp(pieces.date().to_datetime(time))
            .map(|instant| day_in(instant, zone))
            .map_err(|_| DateProblem::NoSuchDay),
        None => Ok(pieces.date()),
    };
    Some(day)
}

fn rfc_2822(text: &str, zone: Option<&TimeZone>) -> Option<Result<Date, DateProblem>> {
    // A wrong day of the week is the publisher's mistake and does not make the date less certain.
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let moment = parser.parse_zoned_datetime(text).ok()?;
    Some(Ok(match zone {
        Some(zone) => day_in(moment.timestamp(), zone),
        None => moment.date(),
    }))
}

fn day_in(instant: Timestamp, zone: &TimeZone) -> Date {
    instant.to_zoned_datetime(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, zone: Option<&str>, expected: &str) {
        let zone = zone.map(|name| TimeZone::get(name).expect("a time zone"));
        let read = read(text, zone.as_ref()).unwrap_or_else(|problem| panic!("{text}: {problem}"));
        let shown = format!("{} {}", read.date, read.precision.code());
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn forms_that_publishers_use() {
        let minsk = Some("Europe/Minsk");
        check("2026-01-28", None, "2026-01-28 day");
        check(" 2026-01 ", None, "2026-01-01 month");
        check("2026", None, "2026-01-01 year");
        check("28.01.2026", None, "2026-01-28 day");
        check("1.2.2026", None, "2026-02-01 day");
        check("28.01.2026 23:59", minsk, "2026-01-28 day");
        check("2026/01/28 10:00", None, "2026-01-28 day");
        check("28.01.2026, 9:05", None, "2026-01-28 day");
        check("2026-01-28T23:30:00", minsk, "2026-01-28 day");
        check("2026-01-28 23:30", minsk, "2026-01-28 day");
        check("2026-01-28T22:30:00Z", minsk, "2026-01-29 day");
        check("2026-01-28T22:30:00Z", None, "2026-01-28 day");
        check("2026-01-29T01:30:00+03:00", minsk, "2026-01-29 day");
        check("2026-01-29T01:30:00+03:00", None, "2026-01-29 day");
        check("2026-01-29T01:30:00.000+0300", None, "2026-01-29 day");
        check("Wed, 28 Jan 2026 22:30:00 GMT", minsk, "2026-01-29 day");
        check("Wed, 28 Jan 2026 22:30:00 +0300", None, "2026-01-28 day");
        check("Mon, 28 Jan 2026 10:00:00 +0300", minsk, "2026-01-28 day");
    }

    #[test]
    fn what_is_no_date() {
        let cases = [
            ("2026-02-30", DateProblem::NoSuchDay),
            ("31.04.2025", DateProblem::NoSuchDay),
            ("2026-02-30T10:00:00+03:00", DateProblem::NoSuchDay),
            ("0001-01-01T00:00:00Z", DateProblem::NoSuchDay),
            ("9999", DateProblem::NoSuchDay),
            ("28 января 2026", DateProblem::Form),
            ("28.01.2026 в обед", DateProblem::Form),
            ("28.01.26", DateProblem::Form),
            ("03/04/2026", DateProblem::Form),
            ("Назад-01-0", DateProblem::Form),
            ("", DateProblem::Form),
            ("PT2H", DateProblem::Form),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, None), Err(expected), "{text}");
        }
    }
}
