//! Dates and periods: when a communiqué was published, and the ranges that people ask for.

use super::Date;

/// When a communiqué was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day; the first of the month or year when only that much is known.
    pub date: Date,
    /// How much of `date` is known.
    pub precision: Precision,
    /// Where the date comes from.
    pub from: DateOrigin,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A full date.
    Day,
    /// Year and month.
    Month,
    /// The year alone.
    Year,
}

impl Precision {
    /// `day`, `month` or `year`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Where a publication date was found. Metadata wins over the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrigin {
    /// Stated by the publisher: a meta tag, front matter, a feed's date, a JSON field.
    Metadata,
    /// The first full date in the text.
    Text,
}

impl DateOrigin {
    /// `metadata` or `text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Text => "text",
        }
    }
}

/// A range of days, both ends included.
///
/// ```
/// use vestnik::model::{InvalidPeriod, Period, Precision};
///
/// let (january, precision) = Period::parse("2026-01")?;
/// assert_eq!((january.last.to_string().as_str(), precision), ("2026-01-31", Precision::Month));
/// assert!(Period::parse_range("2025-10..")?.contains(january.first));
/// assert_eq!(Period::parse("2025-02-30"), Err(InvalidPeriod::NoSuchDay));
/// # Ok::<(), InvalidPeriod>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day, never before the first.
    pub last: Date,
}

/// Why a text is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidPeriod {
    /// It is not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    Form,
    /// It has the form, but there is no such month or day.
    NoSuchDay,
    /// It is a range that ends before it begins.
    Reversed,
}

impl Period {
    /// The earliest year of a date. There are no communiqués of earlier years, but there are figures like 0001.
    pub const FIRST_YEAR: i16 = 1900;
    /// The latest year that a date may have.
    pub const LAST_YEAR: i16 = 2100;

    /// Reads `2026`, `2026-01` or `2026-01-28` as the days it covers, with the precision that it was given in.
    ///
    /// # Errors
    /// [`InvalidPeriod::Form`] for a text of another form, [`InvalidPeriod::NoSuchDay`] for a month or a day that does not
    /// exist or a year outside [`Self::FIRST_YEAR`] to [`Self::LAST_YEAR`].
    pub fn parse(text: &str) -> Result<(Self, Precision), InvalidPeriod> {
        let parts: Vec<&str> = text.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let precision = match widths.as_slice() {
            [4] => Precision::Year,
            [4, 2] => Precision::Month,
            [4, 2, 2] => Precision::Day,
            _ => return Err(InvalidPeriod::Form),
        };
        if !digits {
            return Err(InvalidPeriod::Form);
        }
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
        let year = number(0).ok_or(InvalidPeriod::Form)?;
        let month = number(1).unwrap_or(1);
        let day = number(2).unwrap_or(1);
        let first = Self::day(year, month, day).ok_or(InvalidPeriod::NoSuchDay)?;
        let last = match precision {
            Precision::Day => first,
            Precision::Month => first.last_of_month(),
            Precision::Year => first.last_of_year(),
        };
        Ok((Self { first, last }, precision))
    }

    /// Reads `2026`, `2025-10..2026-01`, `2025..` or `..2025`: both ends included.
    ///
    /// # Errors
    /// Those of [`Self::parse`], also for a range with neither end, and [`InvalidPeriod::Reversed`] for a range that ends before it begins.
    pub fn parse_range(text: &str) -> Result<Self, InvalidPeriod> {
        let Some((from, to)) = text.split_once("..") else {
            return Self::parse(text).map(|(period, _)| period);
        };
        // Without an end it would be every day.
        if from.trim().is_empty() && to.trim().is_empty() {
            return Err(InvalidPeriod::Form);
        }
        let bound = |text: &str, year, month, day| match text.trim() {
            "" => {
                let open = Self::day(year, month, day).ok_or(InvalidPeriod::NoSuchDay)?;
                Ok(Self { first: open, last: open })
            }
            text => Self::parse(text).map(|(period, _)| period),
        };
        let first = bound(from, Self::FIRST_YEAR, 1, 1)?.first;
        let last = bound(to, Self::LAST_YEAR, 12, 31)?.last;
        if first <= last { Ok(Self { first, last }) } else { Err(InvalidPeriod::Reversed) }
    }

    /// The day, when it exists and its year is between [`Self::FIRST_YEAR`] and [`Self::LAST_YEAR`].
    pub fn day(year: i16, month: i16, day: i16) -> Option<Date> {
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// Whether `date` lies in the period.
    pub fn contains(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: &str, last: &str) {
        let (period, _) = Period::parse(text).expect("a period");
        assert_eq!((period.first.to_string(), period.last.to_string()), (first.to_owned(), last.to_owned()));
    }

    #[test]
    fn periods_cover_their_days() {
        check("2026", "2026-01-01", "2026-12-31");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2026-01-28", "2026-01-28", "2026-01-28");
    }

    #[test]
    fn ranges_have_open_ends() {
        let check = |text: &str, expected: &str| {
            let period = Period::parse_range(text).map(|period| format!("{}..{}", period.first, period.last));
            assert_eq!(period.unwrap_or_else(|problem| format!("{problem:?}")), expected, "{text}");
        };
        check("2025-10-14..2025-10-17", "2025-10-14..2025-10-17");
        check("2025..2026-02", "2025-01-01..2026-02-28");
        check("2025-10", "2025-10-01..2025-10-31");
        check("..2025", "1900-01-01..2025-12-31");
        check("2025..", "2025-01-01..2100-12-31");
        check("2026..2025", "Reversed");
        check("2025-02-30..", "NoSuchDay");
        check("вчера..", "Form");
        check("..", "Form");
        check(" .. ", "Form");
    }

    #[test]
    fn what_is_no_period() {
        for text in ["", "26", "2026-1", "28.01.2026", "2026-01-28T00", "-026", "202６"] {
            assert_eq!(Period::parse(text), Err(InvalidPeriod::Form), "{text}");
        }
        for text in ["2024-13", "2024-13-45", "2023-02-29", "0001", "9999"] {
            assert_eq!(Period::parse(text), Err(InvalidPeriod::NoSuchDay), "{text}");
        }
    }
}
