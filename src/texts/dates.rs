//! Dates in words, in the reader's language.

use super::{Plain, texts};
use crate::model::{Date, Language, Precision};

/// The date in words, as much of it as is known: «28 января 2026 г.», «январь 2026 г.», «2026 г.».
pub(crate) fn in_words(date: Date, precision: Precision, reader: Language) -> String {
    let t = texts(reader);
    // A month is 1 to 12.
    let month = usize::from(date.month().unsigned_abs()) - 1;
    let year = Plain(u64::from(date.year().unsigned_abs()));
    match precision {
        Precision::Day => {
            t.date_day(Plain(u64::from(date.day().unsigned_abs())), t.month_after_day[month], year)
        }
        Precision::Month => t.date_month(t.month[month], year),
        Precision::Year => t.date_year(year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn check(text: &str, ru: &str, be: &str, en: &str) {
        let (period, precision) = Period::parse(text).expect("a period");
        let words = |reader| in_words(period.first, precision, reader);
        assert_eq!(words(Language::Russian), ru);
        assert_eq!(words(Language::Belarusian), be);
        assert_eq!(words(Language::English), en);
        assert_eq!(words(Language::Undetermined), ru);
    }

    #[test]
    fn as_much_as_is_known() {
        check("2026-01-28", "28 января 2026 г.", "28 студзеня 2026 г.", "28 January 2026");
        check("2025-02-01", "1 февраля 2025 г.", "1 лютага 2025 г.", "1 February 2025");
        check("2025-08", "август 2025 г.", "жнівень 2025 г.", "August 2025");
        check("2024", "2024 г.", "2024 г.", "2024");
        check("2025-12-31", "31 декабря 2025 г.", "31 снежня 2025 г.", "31 December 2025");
    }
}
