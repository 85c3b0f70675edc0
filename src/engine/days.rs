//! Dates as the numbers in columns: days since 1970-01-01.

use crate::model::Date;

/// Days since 1970-01-01.
pub(super) fn days(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

/// The date `days` after 1970-01-01; `None` outside the calendar.
pub(super) fn date(days: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::SignedDuration::from_hours(days.checked_mul(24)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_back() {
        for text in ["1970-01-01", "1900-01-01", "2026-01-28", "2100-12-31"] {
            let day: Date = text.parse().expect("a date");
            assert_eq!(date(days(day)), Some(day));
        }
        assert_eq!(days("2026-01-28".parse().expect("a date")), 20_481);
    }
}
