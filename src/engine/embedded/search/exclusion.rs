//! Excluded documents, collected before the rest of the query runs. tantivy 0.27 asks an excluded scorer to go back to
//! documents before its current one, which a phrase cannot do: it panics, or is wrong where assertions are off. A set
//! of documents can.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// The documents of a query as a set, all with the same score.
#[derive(Debug)]
pub(super) struct Materialized(pub(super) Box<dyn Query>);

impl Clone for Materialized {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Materialized {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        // An exclusion has no score.
        let scoring = match scoring {
            EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(Box::new(MaterializedWeight(self.0.weight(scoring)?)))
    }
}

struct MaterializedWeight(Box<dyn Weight>);

impl Weight for MaterializedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut documents = BitSet::with_max_value(reader.max_doc());
        let mut inner = self.0.scorer(reader, boost)?;
        let mut doc = inner.doc();
        while doc != TERMINATED {
            documents.insert(doc);
            doc = inner.advance();
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.scorer(reader, 1.0)?.seek(doc) == doc {
            Ok(Explanation::new("an excluded document", 1.0))
        } else {
            Err(TantivyError::InvalidArgument(format!("document {doc} is not excluded")))
        }
    }
}
