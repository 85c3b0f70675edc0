//! One pass over the matching documents gives the page of hits, the exact total, every facet without its own filter
//! ("drill sideways") and the histogram. A document that fails no filter is a hit; one that fails a single filter
//! still counts for that filter's facet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Bound;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::events::{During, Events};
use super::facets::{Property, Tally};
use crate::engine::days::{date, days};
use crate::engine::embedded::schema::columns;
use crate::engine::ranking::RECENCY_HALF_LIFE;
use crate::engine::results::month_number;
use crate::model::{ByFacet, FacetName};
use crate::query::deadline::Ticker;
use crate::query::{Cursor, SearchRequest, Sort};

/// The cost of counting a document, in steps of a [`Ticker`]: a microsecond with all facets.
const DOCUMENT_COSTS: u32 = 16;

/// Collects what a search needs.
pub(super) struct Drill {
    /// The chosen values of each facet; empty for no filter.
    selected: ByFacet<Vec<String>>,
    event: Option<During>,
    from: Option<i64>,
    to: Option<i64>,
    wanted: ByFacet<bool>,
    wants_dates: bool,
    sort: Sort,
    keep: usize,
    after: Option<Cursor>,
    freshness: Freshness,
}

/// What a pass found.
#[derive(Default)]
pub(super) struct Drilled {
    pub(super) total: u64,
    /// Documents that match the query, without the filters.
    pub(super) matched: u64,
    /// The best hits in order, at most as many as were to be kept.
    pub(super) top: Vec<Ranked>,
    /// For each facet the counts of each segment.
    pub(super) tallies: ByFacet<Vec<Tally>>,
    /// Documents by month, counted from the year 0.
    pub(super) months: BTreeMap<i32, u64>,
    pub(super) undated: u64,
}

/// A hit's place in the order: greater keys first, then the smaller id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) place: Cursor,
    pub(super) address: DocAddress,
    pub(super) score: Score,
    /// What the score was multiplied by for the document's date.
    pub(super) factor: f32,
}

impl Ranked {
    /// Gives a hit of a search by relevance another score.
    pub(super) fn rescore(&mut self, score: Score) {
        self.score = score;
        self.place.primary = primary(score);
    }
}

/// The first key of a score: those of floats that are not negative are in the floats' order.
fn primary(score: Score) -> u64 {
    u64::from(score.max(0.0).to_bits())
}

impl Drill {
    /// `keep` is how many hits are wanted from the start or from the cursor on.
    pub(super) fn new(request: &SearchRequest, keep: usize, freshness: Freshness) -> Self {
        let filters = &request.filters;
        Self {
            selected: filters.chosen.clone(),
            event: filters.event.map(During),
            from: filters.from.map(days),
            to: filters.to.map(days),
            wanted: ByFacet::new(|facet| request.facets.contains(&facet)),
            wants_dates: request.histogram,
            sort: request.sort,
            keep,
            after: request.after.clone(),
            freshness,
        }
    }
}

/// The bonus of newer documents: the newest of the index counts `weight` more, older ones less.
#[derive(Clone, Copy, Debug)]
pub(super) struct Freshness {
    pub(super) newest: Option<i64>,
    pub(super) weight: f32,
}

impl Freshness {
    /// The factor of a score; an undated document has 1, as the oldest would.
    fn factor(self, day: Option<i64>) -> f32 {
        let (Some(newest), Some(day)) = (self.newest, day) else { return 1.0 };
        #[expect(clippy::cast_precision_loss, reason = "days of two centuries")]
        let age = newest.saturating_sub(day).max(0) as f32;
        1.0 + self.weight * (-age / RECENCY_HALF_LIFE).exp2()
    }
}

impl Collector for Drill {
    type Fruit = Drilled;
    type Child = SegmentDrill;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentDrill> {
        let fast = segment.fast_fields();
        let open = |(facet, selected): (FacetName, &Vec<String>)| {
            Property::open(segment, facet, selected, self.wanted[facet])
        };
        let properties = self.selected.iter().map(open).collect::<tantivy::Result<_>>()?;
        let events = match &self.event {
            Some(during) => Some(during.open(segment)?),
            None => None,
        };
        let ids = fast.str(columns::ID)?;
        let after = match (&self.after, &ids) {
            (Some(cursor), Some(ids)) => {
                let bounds = (Bound::Excluded(cursor.id.as_bytes()), Bound::<&[u8]>::Unbounded);
                let next = match ids.dictionary().term_bounds_to_ord(bounds.0, bounds.1)?.0 {
                    Bound::Included(ordinal) => ordinal,
                    Bound::Excluded(ordinal) => ordinal + 1,
                    Bound::Unbounded => 0,
                };
                Some((cursor.primary, cursor.secondary, next))
            }
            _ => None,
        };
        Ok(SegmentDrill {
            ordinal,
            properties,
            events,
            ids,
            published: fast.column_opt(columns::PUBLISHED)?,
            from: self.from,
            to: self.to,
            wants_dates: self.wants_dates,
            sort: self.sort,
            keep: self.keep,
            after,
            freshness: self.freshness,
            heap: BinaryHeap::new(),
            ticker: Ticker::default(),
            total: 0,
            matched: 0,
            months: BTreeMap::new(),
            month_cache: None,
            undated: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Drilled>>) -> tantivy::Result<Drilled> {
        let mut all = Drilled::default();
        for segment in segments {
            let segment = segment?;
            all.total += segment.total;
            all.matched += segment.matched;
            all.undated += segment.undated;
            all.top.extend(segment.top);
            for ((_, tallies), more) in all.tallies.iter_mut().zip(segment.tallies.into_values()) {
                tallies.extend(more);
            }
            for (month, count) in segment.months {
                *all.months.entry(month).or_default() += count;
            }
        }
        all.top.sort_by(|a, b| a.place.order(&b.place));
        all.top.truncate(self.keep);
        Ok(all)
    }
}

/// The work on one segment.
pub(super) struct SegmentDrill {
    ordinal: SegmentOrdinal,
    properties: Vec<Property>,
    /// With a filter on events, those of the segment, if it has any.
    events: Option<Option<Events>>,
    ids: Option<StrColumn>,
    published: Option<Column<i64>>,
    from: Option<i64>,
    to: Option<i64>,
    wants_dates: bool,
    sort: Sort,
    keep: usize,
    /// The keys of the cursor, and the first id after its own.
    after: Option<(u64, u64, u64)>,
    freshness: Freshness,
    heap: BinaryHeap<Entry>,
    ticker: Ticker,
    total: u64,
    matched: u64,
    months: BTreeMap<i32, u64>,
    /// The month that was counted last and its days: neighbours are often of one month.
    month_cache: Option<(i64, i64, i32)>,
    undated: u64,
}

/// A hit on the heap; the greatest is the last in the order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    keys: Reverse<(u64, u64)>,
    id: u64,
    doc: DocId,
    score: u32,
    factor: u32,
}

impl SegmentDrill {
    fn keys(&self, day: Option<i64>, score: Score) -> (u64, u64) {
        // Days are between the years 1900 and 2100; shifted, an undated document's 0 is older than any.
        let newest = day.and_then(|day| u64::try_from(day + 1_000_000).ok()).unwrap_or(0);
        match self.sort {
            Sort::Relevance => (primary(score), newest),
            Sort::Newest => (newest, 0),
            Sort::Oldest => (if newest == 0 { 0 } else { u64::MAX - newest }, 0),
        }
    }

    fn rank(&mut self, doc: DocId, day: Option<i64>, score: Score) {
        let factor = self.freshness.factor(day);
        let score = score * factor;
        let keys = self.keys(day, score);
        if self.heap.len() >= self.keep && self.heap.peek().is_none_or(|last| keys < last.keys.0) {
            return;
        }
        let id = self.ids.as_ref().and_then(|ids| ids.ords().first(doc)).unwrap_or(u64::MAX);
        if let Some((primary, secondary, next)) = self.after {
            let later = keys < (primary, secondary) || (keys == (primary, secondary) && id >= next);
            if !later {
                return;
            }
        }
        self.heap.push(Entry {
            keys: Reverse(keys),
            id,
            doc,
            score: score.to_bits(),
            factor: factor.to_bits(),
        });
        if self.heap.len() > self.keep {
            self.heap.pop();
        }
    }

    fn count_date(&mut self, day: Option<i64>) {
        let Some(day) = day else {
            self.undated += 1;
            return;
        };
        let month = match self.month_cache {
            Some((first, last, month)) if (first..=last).contains(&day) => month,
            _ => {
                let Some(date) = date(day) else { return };
                let month = month_number(date);
                self.month_cache = Some((days(date.first_of_month()), days(date.last_of_month()), month));
                month
            }
        };
        *self.months.entry(month).or_default() += 1;
    }
}

impl SegmentCollector for SegmentDrill {
    type Fruit = tantivy::Result<Drilled>;

    fn collect(&mut self, doc: DocId, score: Score) {
        // The time is over: the rest of the documents is skipped, and the whole answer is refused.
        if self.ticker.over(DOCUMENT_COSTS) {
            return;
        }
        self.matched += 1;
        if let Some(events) = &self.events
            && !events.as_ref().is_some_and(|events| events.contain(doc))
        {
            return;
        }
        let day = self.published.as_ref().and_then(|column| column.first(doc));
        let from = self.from.is_none_or(|from| day.is_some_and(|day| day >= from));
        let to = self.to.is_none_or(|to| day.is_some_and(|day| day <= to));
        let dated = from && to;
        let mut failed = None;
        for (at, property) in self.properties.iter().enumerate() {
            if !property.passes(doc) {
                if failed.is_some() || !dated {
                    return;
                }
                failed = Some(at);
            }
        }
        match failed {
            Some(at) => self.properties[at].count(doc),
            None => {
                if self.wants_dates {
                    self.count_date(day);
                }
                if dated {
                    self.total += 1;
                    for property in &mut self.properties {
                        property.count(doc);
                    }
                    self.rank(doc, day, score);
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Drilled> {
        let mut top = Vec::with_capacity(self.heap.len());
        for entry in self.heap {
            let mut id = String::new();
            if let Some(ids) = &self.ids {
                ids.ord_to_str(entry.id, &mut id)?;
            }
            let Reverse((primary, secondary)) = entry.keys;
            top.push(Ranked {
                place: Cursor { primary, secondary, id },
                address: DocAddress::new(self.ordinal, entry.doc),
                score: f32::from_bits(entry.score),
                factor: f32::from_bits(entry.factor),
            });
        }
        let mut tallies: ByFacet<Vec<Tally>> = ByFacet::default();
        for ((_, tallies), property) in tallies.iter_mut().zip(self.properties) {
            tallies.extend(property.harvest());
        }
        Ok(Drilled {
            total: self.total,
            matched: self.matched,
            top,
            tallies,
            months: self.months,
            undated: self.undated,
        })
    }
}
