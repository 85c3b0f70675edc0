//! The results of a search, the same for every engine and every face.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Country, Date, DocumentId, FacetName, Kind, Language, Published};
use crate::query::{Cursor, Query, Warning};

/// The answer to a search.
#[derive(Clone, Debug)]
pub struct SearchResults {
    /// The query that was answered: another than the one asked when that had no matches.
    pub query: Query,
    /// How many documents match query and filters, exactly.
    pub total: u64,
    /// The page of hits.
    pub hits: Vec<Hit>,
    /// The documents behind the matches, when these end on this page or before.
    pub further: Option<Further>,
    /// The facets asked for, in the order in which they were asked for.
    pub facets: Vec<Facet>,
    /// How many matching documents were published when, if requested.
    pub dates: Option<Histogram>,
    /// Faults of the query and how they were handled.
    pub warnings: Vec<Warning>,
    /// The name of the generation that answered.
    pub generation: String,
    /// Where the next page begins; `None` after the last hit.
    pub next: Option<Cursor>,
}

/// Documents that satisfy the conditions and have a part of the words, of a query that does not have to match as a whole.
/// They are no matches: `total`, facets and dates do not count them. In the order of hits they are behind the matches.
#[derive(Clone, Debug)]
pub struct Further {
    /// How many there are; at least 1.
    pub total: u64,
    /// As many of them as there is room for on the page behind the matches.
    pub hits: Vec<Hit>,
}

/// A document that is shown.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its id.
    pub id: DocumentId,
    /// Where it was published.
    pub url: Option<String>,
    /// The title, the query's words marked.
    pub title: Marked,
    /// The passage that shows why it matches; the lead when only the title does.
    pub snippet: Marked,
    /// When it was published.
    pub published: Option<Published>,
    /// Its language.
    pub language: Language,
    /// The publisher's host; may be empty.
    pub source: String,
    /// Counterpart countries and their mentions, the most mentioned first.
    pub countries: Vec<(Country, u32)>,
    /// Topic ids.
    pub topics: Vec<String>,
    /// People, the most important first.
    pub people: Vec<String>,
    /// Organisations, the most important first.
    pub organisations: Vec<String>,
    /// What kind of event it tells of.
    pub kind: Kind,
    /// The relevance, finite and not negative; 0 where relevance does not decide the order.
    pub score: f32,
}

/// A text with marked ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Byte ranges of the text on character boundaries, in order, without overlaps.
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// The text in pieces, marked or not.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let mut at = 0;
        let mut pieces = Vec::with_capacity(self.marks.len() * 2 + 1);
        for mark in &self.marks {
            pieces.push((&self.text[at..mark.start], false));
            pieces.push((&self.text[mark.clone()], true));
            at = mark.end;
        }
        pieces.push((&self.text[at..], false));
        pieces.into_iter().filter(|(text, _)| !text.is_empty())
    }
}

/// The values of one facet among the matching documents. Counts leave out the facet's own filter: each is the number of
/// documents when this value alone is chosen and everything else stays.
#[derive(Clone, Debug)]
pub struct Facet {
    /// The facet.
    pub name: FacetName,
    /// The values, the most frequent first, then by value. Chosen ones are there even with no document.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value: a country code, a topic id, a kind's code, a name, a host, a language code.
    pub value: String,
    /// How many documents have it.
    pub count: u64,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Documents over time. Like a facet, it leaves out the filter on dates.
#[derive(Clone, Debug)]
pub struct Histogram {
    /// The width of the buckets.
    pub interval: Interval,
    /// From the first document to the last without gaps, in order.
    pub buckets: Vec<Bucket>,
    /// Documents without a date.
    pub undated: u64,
}

/// A histogram of more months than this counts years.
const MAX_MONTHS: i32 = 48;

impl Histogram {
    /// The histogram of documents that were counted by month, months as [`month_number`] numbers them.
    pub(super) fn of_months(months: &BTreeMap<i32, u64>, undated: u64) -> Self {
        let ends = months.first_key_value().zip(months.last_key_value());
        let Some(((&first, _), (&last, _))) = ends else {
            return Self { interval: Interval::Month, buckets: Vec::new(), undated };
        };
        let (interval, width) =
            if last - first < MAX_MONTHS { (Interval::Month, 1) } else { (Interval::Year, 12) };
        let mut buckets = Vec::new();
        for number in first / width..=last / width {
            let start = number * width;
            let day = |month: i32| {
                let year = i16::try_from(month / 12).ok()?;
                Date::new(year, i8::try_from(month % 12 + 1).ok()?, 1).ok()
            };
            let Some((from, to)) = day(start).zip(day(start + width - 1)) else { continue };
            debug_assert_eq!(month_number(from), start);
            let count = months.range(start..start + width).map(|(_, count)| count).sum();
            buckets.push(Bucket { from, to: to.last_of_month(), count });
        }
        Self { interval, buckets, undated }
    }
}

/// Months since the year 0.
pub(super) fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// The width of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Interval {
    /// `month` or `year`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// A month or year and its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// How many documents were published in it.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_up_the_text() {
        let marked = Marked { text: "посол ОАЭ".to_owned(), marks: vec![0..10, 11..17] };
        let pieces: Vec<(&str, bool)> = marked.pieces().collect();
        assert_eq!(pieces, [("посол", true), (" ", false), ("ОАЭ", true)]);
    }
}
