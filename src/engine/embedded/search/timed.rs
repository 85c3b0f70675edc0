//! A query of the library whose work on a segment is not begun when the time is over. What the library does within one
//! segment cannot be stopped: for the forms of a prefix, at most 1,000 posting lists are read.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

use crate::query::deadline;

/// The documents of a query, as long as there is time.
#[derive(Debug)]
pub(super) struct Timed(pub(super) Box<dyn Query>);

impl Clone for Timed {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Timed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(TimedWeight(self.0.weight(scoring)?)))
    }
}

struct TimedWeight(Box<dyn Weight>);

impl Weight for TimedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if deadline::over() { Ok(Box::new(EmptyScorer)) } else { self.0.scorer(segment, boost) }
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(segment, doc)
    }
}
