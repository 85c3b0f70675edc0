//! Dates in words, in the reader's language.

use crate::model::{Date, Language, Precision};

const RU: [[&str; 2]; 12] = [
    ["январь", "января"],
    ["февраль", "февраля"],
    ["март", "марта"],
    ["апрель", "апреля"],
    ["май", "мая"],
    ["июнь", "июня"],
    ["июль", "июля"],
    ["август", "августа"],
    ["сентябрь", "сентября"],
    ["октябрь", "октября"],
    ["ноябрь", "ноября"],
    ["декабрь", "декабря"],
];

const BE: [[&str; 2]; 12] = [
    ["студзень", "студзеня"],
    ["люты", "лютага"],
    ["сакавік", "сакавіка"],
    ["красавік", "красавіка"],
    ["май", "мая"],
    ["чэрвень", "чэрвеня"],
    ["ліпень", "ліпеня"],
    ["жнівень", "жніўня"],
    ["верасень", "верасня"],
    ["кастрычнік", "кастрычніка"],
    ["лістапад", "лістапада"],
    ["снежань", "снежня"],
];

const EN: [[&str; 2]; 12] = [
    ["January"; 2],
    ["February"; 2],
    ["March"; 2],
    ["April"; 2],
    ["May"; 2],
    ["June"; 2],
    ["July"; 2],
    ["August"; 2],
    ["September"; 2],
    ["October"; 2],
    ["November"; 2],
    ["December"; 2],
];

/// The date in words, as much of it as is known: «28 января 2026 г.», «январь 2026 г.», «2026 г.».
pub(super) fn in_words(date: Date, precision: Precision, reader: Language) -> String {
    let (months, year_mark) = match reader {
        Language::Russian | Language::Undetermined => (&RU, " г."),
        Language::Belarusian => (&BE, " г."),
        Language::English => (&EN, ""),
    };
    // A month is 1 to 12.
    let [alone, with_day] = months[usize::from(date.month().unsigned_abs()) - 1];
    let year = date.year();
    match precision {
        Precision::Day => format!("{} {with_day} {year}{year_mark}", date.day()),
        Precision::Month => format!("{alone} {year}{year_mark}"),
        Precision::Year => format!("{year}{year_mark}"),
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
