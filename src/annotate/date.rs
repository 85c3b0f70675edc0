//! The publication date of a text that carries none in its metadata: the first full date it names.

use crate::analysis::normalize;
use crate::model::{Date, DateOrigin, Period, Precision, Published};

/// The first day named with day, month and year: `28 января 2026 г.`, `28.01.2026`, `2026-01-28`,
/// `14 – 17 октября 2025 г.` (its first day), in Russian, Belarusian and English (`January 28, 2026`,
/// `28 January 2026`). Days that do not exist are passed over.
pub(super) fn first_full_date(text: &str) -> Option<Published> {
    let words: Vec<String> = words(text).collect();
    let date = (0..words.len()).find_map(|at| date_at(&words[at..]))?;
    Some(Published { date, precision: Precision::Day, from: DateOrigin::Text })
}

/// Runs of letters and runs of digits; dots and hyphens between digits stay (`28.01.2026`), as does the hyphen
/// alone, because `14-17 октября` is a range.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '–' | '—'))).flat_map(|piece| {
        // A dot or hyphen is part of a date only when the piece is one.
        if numeric_date(piece.trim_matches(['.', '-'])).is_some() {
            vec![piece.trim_matches(['.', '-']).to_owned()]
        } else {
            piece.split(['.', '-', '–', '—']).map(normalize).filter(|word| !word.is_empty()).collect()
        }
    })
}

fn date_at(words: &[String]) -> Option<Date> {
    let first = words.first()?;
    if let Some(date) = numeric_date(first) {
        return Some(date);
    }
    if let Some(month) = month(first) {
        // January 28, 2026
        let day = number(words.get(1)?, 2)?;
        let year = number(words.get(2)?, 4)?;
        return Period::day(year, month, day);
    }
    let day = number(first, 2)?;
    // 28 января 2026; 14 – 17 октября 2025; 30 января – 2 февраля 2026 and «с 30 января по 2 февраля 2026».
    let mut rest = &words[1..];
    // «с 5 по 10 октября»: a word may stand between the two days.
    if matches!(rest.first().map(String::as_str), Some("по" | "па" | "to" | "и" | "і" | "and"))
        && rest.get(1).is_some_and(|word| number(word, 2).is_some())
    {
        rest = &rest[1..];
    }
    if rest.first().is_some_and(|word| number(word, 2).is_some()) {
        rest = &rest[1..];
    }
    let month = month(rest.first()?)?;
    rest = &rest[1..];
    if let Some(year) = rest.first().and_then(|word| number(word, 4)) {
        return Period::day(year, month, day);
    }
    let rest = match rest.first().map(String::as_str) {
        Some("по" | "па" | "to") => &rest[1..],
        _ => rest,
    };
    let [last_day, last_month, year, ..] = rest else {
        return None;
    };
    number(last_day, 2)?;
    self::month(last_month)?;
    Period::day(number(year, 4)?, month, day)
}

/// `28.01.2026` or `2026-01-28`.
fn numeric_date(word: &str) -> Option<Date> {
    let (separator, year_first) = if word.contains('-') { ('-', true) } else { ('.', false) };
    let parts: Vec<&str> = word.split(separator).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if year_first { (a, b, c) } else { (c, b, a) };
    Period::day(number(year, 4)?, number(month, 2)?, number(day, 2)?)
}

/// A number of at most two digits, or of exactly four.
fn number(word: &str, digits: usize) -> Option<i16> {
    let fits = if digits == 4 { word.len() == 4 } else { (1..=digits).contains(&word.len()) };
    (fits && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

fn month(word: &str) -> Option<i16> {
    const MONTHS: [[&str; 4]; 12] = [
        ["января", "студзеня", "january", "jan"],
        ["февраля", "лютага", "february", "feb"],
        ["марта", "сакавіка", "march", "mar"],
        ["апреля", "красавіка", "april", "apr"],
        ["мая", "траўня", "may", "may"],
        ["июня", "чэрвеня", "june", "jun"],
        ["июля", "ліпеня", "july", "jul"],
        ["августа", "жніўня", "august", "aug"],
        ["сентября", "верасня", "september", "sep"],
        ["октября", "кастрычніка", "october", "oct"],
        ["ноября", "лістапада", "november", "nov"],
        ["декабря", "снежня", "december", "dec"],
    ];
    MONTHS.iter().zip(1..).find(|(names, _)| names.contains(&word)).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = first_full_date(text).map_or(String::new(), |published| published.date.to_string());
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
    }

    #[test]
    fn what_is_no_full_date() {
        check("в октябре 2025 г.", "");
        check("в 2026-2028 годах", "");
        check("31 февраля 2026 г., затем 3 марта 2026 г.", "2026-03-03");
        check("31.04.2025", "");
        check("версия 1.2.2026 и счёт № 28.13.2026", "2026-02-01");
        check("28 января", "");
        check("", "");
    }

    proptest::proptest! {
        #[test]
        fn any_text(text in "([0-9]{1,4}|[ .–-]|января|мая|по|\\PC){0,30}") {
            let _ = first_full_date(&text);
        }
    }
}
