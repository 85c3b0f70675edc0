//! Documents over time: bars that lead to their month or year, and the same as a list.

use super::links::{Links, date_value};
use crate::engine::{Bucket, Histogram, Interval};
use crate::model::{Language, Precision};
use crate::query::Filters;
use crate::texts::{grouped, in_words, texts};

/// The width of a bar and its gap, in units of the drawing.
const STEP: usize = 10;
/// The height of the highest bar.
const HEIGHT: u64 = 100;
/// The least height of a bar with any document in it.
const LEAST: u64 = 3;
/// The least width of the drawing, in bars; otherwise a single month would fill it.
const LEAST_BARS: usize = 12;

/// A bar chart.
pub(super) struct HistogramView {
    /// The width of the drawing.
    pub(super) width: usize,
    /// Its height.
    pub(super) height: u64,
    /// A bar for every bucket, in order.
    pub(super) bars: Vec<Bar>,
    /// Whether the bars leave a part of the drawing free.
    pub(super) few: bool,
    /// The first bucket in words.
    pub(super) first: String,
    /// The last one.
    pub(super) last: String,
    /// The heading of the list.
    pub(super) list: &'static str,
    /// «5 документов без даты»; empty when all have one.
    pub(super) undated: String,
}

/// One month or year.
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) y: u64,
    pub(super) height: u64,
    /// The month or year in words.
    pub(super) name: String,
    pub(super) count: String,
    /// «январь 2026 г.: 5 документов».
    pub(super) label: String,
    /// The search within it, or without a period when it is the chosen one.
    pub(super) href: String,
    /// Whether there are no documents.
    pub(super) empty: bool,
    /// Whether it lies outside of the chosen period.
    pub(super) outside: bool,
    /// Whether it is the chosen period.
    pub(super) chosen: bool,
}

/// The chart; `None` when no document has a date.
pub(super) fn histogram(
    histogram: &Histogram,
    filters: &Filters,
    links: &Links,
    reader: Language,
) -> Option<HistogramView> {
    let t = texts(reader);
    let precision = match histogram.interval {
        Interval::Month => Precision::Month,
        Interval::Year => Precision::Year,
    };
    let most = histogram.buckets.iter().map(|bucket| bucket.count).max().filter(|&most| most > 0)?;
    let words = |bucket: &Bucket| in_words(bucket.from, precision, reader);
    let bar = |(at, bucket): (usize, &Bucket)| {
        let height = match bucket.count {
            0 => 0,
            count => (count * HEIGHT / most).max(LEAST),
        };
        let value = date_value(bucket.from, precision);
        let chosen = filters.from == Some(bucket.from) && filters.to == Some(bucket.to);
        let outside = filters.from.is_some_and(|from| bucket.to < from)
            || filters.to.is_some_and(|to| to < bucket.from);
        let name = words(bucket);
        Bar {
            x: at * STEP,
            y: HEIGHT - height,
            height,
            label: format!("{name}: {}", t.of_documents(bucket.count)),
            name,
            count: grouped(bucket.count),
            href: if chosen { links.period(None, None) } else { links.period(Some(&value), Some(&value)) },
            empty: bucket.count == 0,
            outside,
            chosen,
        }
    };
    Some(HistogramView {
        width: histogram.buckets.len().max(LEAST_BARS) * STEP,
        height: HEIGHT,
        few: histogram.buckets.len() < LEAST_BARS,
        bars: histogram.buckets.iter().enumerate().map(bar).collect(),
        first: histogram.buckets.first().map(words)?,
        last: histogram.buckets.last().map(words)?,
        list: match histogram.interval {
            Interval::Month => t.by_month,
            Interval::Year => t.by_year,
        },
        undated: match histogram.undated {
            0 => String::new(),
            count => t.without_date(count),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;
    use crate::query::SearchParams;

    #[test]
    fn bars_lead_to_their_month_and_back() {
        let bucket = |text: &str, count| {
            let (period, _) = Period::parse(text).expect("a month");
            Bucket { from: period.first, to: period.last, count }
        };
        let data = Histogram {
            interval: Interval::Month,
            buckets: vec![bucket("2025-12", 1_000), bucket("2026-01", 1), bucket("2026-02", 0)],
            undated: 2,
        };
        let (january, _) = Period::parse("2026-01").expect("a month");
        let filters = Filters { from: Some(january.first), to: Some(january.last), ..Filters::default() };
        let params = SearchParams {
            from: Some("2026-01".to_owned()),
            to: Some("2026-01".to_owned()),
            ..SearchParams::default()
        };
        let view = histogram(&data, &filters, &Links::new(&params), Language::Russian).expect("a histogram");
        let [december, january, february] = &view.bars[..] else { panic!("three bars") };
        assert_eq!(december.href, "/?from=2025-12&to=2025-12");
        assert_eq!((january.href.as_str(), january.chosen), ("/", true));
        assert_eq!((december.height, january.height, february.height), (100, LEAST, 0));
        assert!(december.outside && !january.outside && february.outside);
        assert_eq!(january.label, "январь 2026 г.: 1 документ");
        assert_eq!(view.undated, "2 документа без даты");
    }
}
