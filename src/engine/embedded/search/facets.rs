//! Columns of values: whether a document passes a facet's filter, and how many documents have each value.

use std::collections::HashMap;

use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::model::FacetName;
use crate::query::deadline::Ticker;

/// A property with no more different values than this is counted in full.
const FEW: usize = 1_000;

/// Of a property with more values, the 100 most frequent ones of each segment are named.
const NAMED: usize = 100;

/// The cost of comparing a name with what was typed, in steps of a [`Ticker`]: some microseconds.
const NAME_COSTS: u32 = 64;

/// A column of values in one segment.
pub(super) struct Property {
    column: Option<StrColumn>,
    /// Which ordinals are chosen; `None` without a filter.
    selected: Option<Vec<bool>>,
    tally: Vec<u32>,
}

/// How many documents of one segment have each value.
pub(super) struct Tally {
    column: StrColumn,
    counts: Vec<u32>,
}

impl Property {
    /// `wanted` is whether the values are to be counted.
    pub(super) fn open(
        segment: &SegmentReader,
        facet: FacetName,
        selected: &[String],
        wanted: bool,
    ) -> tantivy::Result<Self> {
        let column = segment.fast_fields().str(facet.code())?;
        let terms = column.as_ref().map_or(0, |column| column.dictionary().num_terms());
        let chosen = if selected.is_empty() {
            None
        } else {
            let mut chosen = vec![false; terms];
            for value in selected {
                if let Some(place) = column.as_ref().map(|column| place(column, value)).transpose()?.flatten()
                    && let Some(chosen) = chosen.get_mut(place)
                {
                    *chosen = true;
                }
            }
            Some(chosen)
        };
        Ok(Self { column, selected: chosen, tally: if wanted { vec![0; terms] } else { Vec::new() } })
    }

    pub(super) fn passes(&self, doc: DocId) -> bool {
        self.selected.as_ref().is_none_or(|selected| {
            self.column.iter().flat_map(|column| column.ords().values_for_doc(doc)).any(|ordinal| {
                let place = usize::try_from(ordinal).ok();
                place.and_then(|place| selected.get(place)).copied().unwrap_or(false)
            })
        })
    }

    pub(super) fn count(&mut self, doc: DocId) {
        if self.tally.is_empty() {
            return;
        }
        let Some(column) = &self.column else { return };
        for ordinal in column.ords().values_for_doc(doc) {
            let place = usize::try_from(ordinal).ok();
            if let Some(count) = place.and_then(|place| self.tally.get_mut(place)) {
                *count += 1;
            }
        }
    }

    pub(super) fn harvest(self) -> Option<Tally> {
        let column = self.column.filter(|_| !self.tally.is_empty())?;
        Some(Tally { column, counts: self.tally })
    }
}

impl Tally {
    fn count(&self, value: &str) -> tantivy::Result<u64> {
        let count = place(&self.column, value)?.and_then(|place| self.counts.get(place));
        Ok(u64::from(count.copied().unwrap_or(0)))
    }

    /// The ordinals of values that some document has; only the most frequent when there are many.
    fn named(&self) -> Vec<u64> {
        let mut places: Vec<(u32, u64)> = (0..)
            .zip(&self.counts)
            .filter(|(_, count)| **count > 0)
            .map(|(ordinal, count)| (*count, ordinal))
            .collect();
        if self.counts.len() > FEW && places.len() > NAMED {
            places.select_nth_unstable_by_key(NAMED - 1, |&(count, ordinal)| {
                (std::cmp::Reverse(count), ordinal)
            });
            places.truncate(NAMED);
        }
        places.into_iter().map(|(_, ordinal)| ordinal).collect()
    }
}

/// The values of all segments, with the number of documents.
pub(super) fn counts(tallies: &[Tally]) -> tantivy::Result<HashMap<String, u64>> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for tally in tallies {
        for ordinal in tally.named() {
            let mut value = String::new();
            tally.column.ord_to_str(ordinal, &mut value)?;
            if counts.contains_key(&value) {
                continue;
            }
            let mut count = 0;
            for tally in tallies {
                count += tally.count(&value)?;
            }
            counts.insert(value, count);
        }
    }
    Ok(counts)
}

/// How many documents have one value.
pub(super) fn count(tallies: &[Tally], value: &str) -> tantivy::Result<u64> {
    tallies.iter().map(|tally| tally.count(value)).sum()
}

/// Whether some document has a value of a property.
pub(super) fn has(searcher: &Searcher, facet: FacetName, value: &str) -> tantivy::Result<bool> {
    for segment in searcher.segment_readers() {
        if let Some(column) = segment.fast_fields().str(facet.code())?
            && place(&column, value)?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The values of a facet that `wanted` accepts, each with the number of all documents that have it.
pub(super) fn values(
    searcher: &Searcher,
    facet: FacetName,
    wanted: &dyn Fn(&str) -> bool,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    // The caller looks whether the time is over.
    let mut ticker = Ticker::default();
    for segment in searcher.segment_readers() {
        let Some(column) = segment.fast_fields().str(facet.code())? else { continue };
        // `wanted` is called once a value, not once a document.
        let mut tally: Vec<Option<u64>> = Vec::with_capacity(column.dictionary().num_terms());
        let mut stream = column.dictionary().stream()?;
        while stream.advance() && !ticker.over(NAME_COSTS) {
            let wanted = std::str::from_utf8(stream.key()).is_ok_and(wanted);
            tally.push(wanted.then_some(0));
        }
        if tally.iter().all(Option::is_none) {
            continue;
        }
        for doc in segment.doc_ids_alive() {
            if ticker.over(1) {
                break;
            }
            for ordinal in column.ords().values_for_doc(doc) {
                let place = usize::try_from(ordinal).ok();
                if let Some(Some(count)) = place.and_then(|place| tally.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        for (ordinal, count) in (0..).zip(tally) {
            let Some(count) = count.filter(|count| *count > 0) else { continue };
            let mut value = String::new();
            column.ord_to_str(ordinal, &mut value)?;
            *counts.entry(value).or_default() += count;
        }
    }
    Ok(counts.into_iter().collect())
}

fn place(column: &StrColumn, value: &str) -> tantivy::Result<Option<usize>> {
    let ordinal = column.dictionary().term_ord(value.as_bytes())?;
    Ok(ordinal.and_then(|ordinal| usize::try_from(ordinal).ok()))
}
