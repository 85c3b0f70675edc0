//! Documents that speak of days in a period.

use tantivy::columnar::Column;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query as IndexQuery, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use crate::engine::days::days;
use crate::engine::embedded::schema::columns;
use crate::model::Period;
use crate::query::deadline::Ticker;

/// An event of at most 31 days counts for any period, however short: «в октябре» still tells when something was.
const MONTH: i64 = 31;

/// Documents that speak of days in a period. An event longer than both the period and a month does not count: «в
/// 2026–2028 годах» says nothing about the 14th of October.
#[derive(Clone, Debug)]
pub(super) struct During(pub(super) Period);

/// The events of one segment's documents.
pub(super) struct Events {
    from: Column<i64>,
    to: Column<i64>,
    first: i64,
    last: i64,
}

impl During {
    /// `None` when no document of the segment has an event.
    pub(super) fn open(&self, segment: &SegmentReader) -> tantivy::Result<Option<Events>> {
        let fast = segment.fast_fields();
        let from = fast.column_opt(columns::EVENT_FROM)?;
        let to = fast.column_opt(columns::EVENT_TO)?;
        let (first, last) = (days(self.0.first), days(self.0.last));
        Ok(from.zip(to).map(|(from, to)| Events { from, to, first, last }))
    }
}

impl Events {
    /// Whether a document has an event in the period.
    pub(super) fn contain(&self, doc: DocId) -> bool {
        let longest = (self.last - self.first + 1).max(MONTH);
        // A document has as many first as last days, in the same order.
        self.from
            .values_for_doc(doc)
            .zip(self.to.values_for_doc(doc))
            .any(|(from, to)| from <= self.last && to >= self.first && to - from < longest)
    }
}

impl IndexQuery for During {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for During {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(events) = self.open(segment)? else { return Ok(Box::new(EmptyScorer)) };
        let mut scorer = DuringScorer { events, doc: 0, end: segment.max_doc(), ticker: Ticker::default() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        match self.open(segment)? {
            Some(events) if events.contain(doc) => Ok(Explanation::new("speaks of days in the period", 0.0)),
            _ => Err(TantivyError::InvalidArgument(format!("document {doc} does not match"))),
        }
    }
}

/// Tests one document after the other.
struct DuringScorer {
    events: Events,
    doc: DocId,
    end: DocId,
    ticker: Ticker,
}

impl DuringScorer {
    /// Goes on from `doc` to the next document that matches.
    fn settle(&mut self) -> DocId {
        while self.doc < self.end && !self.events.contain(self.doc) {
            self.doc += 1;
            if self.ticker.over(4) {
                self.doc = self.end;
            }
        }
        if self.doc >= self.end {
            self.doc = TERMINATED;
        }
        self.doc
    }
}

impl DocSet for DuringScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc += 1;
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = self.doc.max(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}

impl Scorer for DuringScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
