//! Documents in, [`SearchResults`] out. This file is the facade; the engines behind it are rooms of their own.

mod embedded;
mod error;
mod generations;
mod ranking;
mod results;
mod snippet;
mod store;
mod versions;

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::{Analyzer, Token};
use crate::model::{Document, DocumentId, Origin};
use crate::query::{FacetName, Query, SearchRequest};

pub use error::EngineError;
pub use generations::{Generation, Publishing, Status};
pub use ranking::Ranking;
pub use results::{Bucket, Facet, FacetValue, Histogram, Hit, Interval, Marked, SearchResults};
pub use versions::Version;

/// An open index that answers searches. It stays on the generation that it was opened with: one that is published
/// later needs another engine.
pub enum Engine {
    /// tantivy in this process.
    Embedded(EmbeddedEngine),
}

/// The embedded engine, opened.
pub struct EmbeddedEngine(embedded::Searcher);

/// Reads every byte and every document of the live generation. Returns how many documents it should have, and what is
/// wrong, in plain words; nothing for a sound index.
pub fn inspect(index: &Path, analyzer: Arc<Analyzer>) -> Result<(u64, Vec<String>), EngineError> {
    embedded::inspect(index, analyzer)
}

/// Every generation in the folder of an index, the oldest first.
pub fn list(index: &Path) -> Result<Vec<Generation>, EngineError> {
    store::list(index)
}

/// Makes an earlier generation live again: the one that is named, or the newest sound one before the live one. Returns
/// its name. The next job that writes removes the ones after it.
pub fn rollback(index: &Path, to: Option<&str>) -> Result<String, EngineError> {
    store::rollback(index, to)
}

/// Packs the live generation into one file and returns its name.
pub fn snapshot(index: &Path, to: &Path) -> Result<String, EngineError> {
    store::snapshot(index, to)
}

/// Makes a generation that [`snapshot`] packed the live one and returns its name.
pub fn restore(
    index: &Path,
    from: &Path,
    analyzer: &Analyzer,
    publishing: &Publishing,
) -> Result<String, EngineError> {
    embedded::restore(index, from, analyzer, publishing)
}

impl Engine {
    /// Opens the live generation of the index in a folder. `analyzer` must be the one that it was built with.
    pub fn open(index: &Path, analyzer: Arc<Analyzer>) -> Result<Self, EngineError> {
        Ok(Self::Embedded(EmbeddedEngine(embedded::Searcher::open(index, analyzer)?)))
    }

    /// The same index, its hits in the order of other weights.
    #[must_use]
    pub fn ranked_by(self, ranking: Ranking) -> Self {
        let Self::Embedded(engine) = self;
        Self::Embedded(EmbeddedEngine(engine.0.ranked_by(ranking)))
    }

    /// Opens the live generation, or, when that is damaged, the newest one before it that can be opened. What was
    /// refused on the way comes with it, by name.
    pub fn open_soundest(
        index: &Path,
        analyzer: Arc<Analyzer>,
    ) -> Result<(Self, Vec<(String, EngineError)>), EngineError> {
        let error = match Self::open(index, Arc::clone(&analyzer)) {
            Ok(engine) => return Ok((engine, Vec::new())),
            Err(error) => error,
        };
        let live = store::current(index).ok().flatten();
        let mut refused = vec![(live.clone().unwrap_or_default(), error)];
        let earlier = store::generations(index)?;
        for name in earlier.into_iter().rev().filter(|name| live.as_ref().is_none_or(|live| name < live)) {
            match embedded::Searcher::open_generation(index, name.clone(), Arc::clone(&analyzer)) {
                Ok(searcher) => return Ok((Self::Embedded(EmbeddedEngine(searcher)), refused)),
                Err(error) => refused.push((name, error)),
            }
        }
        // Nothing can be served; the first error is about the one that should be.
        Err(refused.swap_remove(0).1)
    }

    /// Opens the generation that is live now, with the analyzer of this engine.
    pub fn reopen(&self, index: &Path) -> Result<Self, EngineError> {
        Self::open(index, Arc::clone(self.analyzer()))
    }

    /// The name of the generation that is live in a folder; `None` when there is none.
    pub fn live_generation(index: &Path) -> Result<Option<String>, EngineError> {
        store::current(index)
    }

    /// What tells the live generation in a folder from every other one, as long as the folder has one.
    pub fn live_identity(index: &Path) -> Result<Option<String>, EngineError> {
        store::identity(index)
    }

    /// The same for the generation that this engine serves.
    pub fn identity(&self) -> Option<&str> {
        let Self::Embedded(engine) = self;
        engine.0.identity()
    }

    /// The names of the generations in a folder, the oldest first.
    pub fn generations(index: &Path) -> Result<Vec<String>, EngineError> {
        store::generations(index)
    }

    /// The name of the generation that this engine serves.
    pub fn generation(&self) -> &str {
        let Self::Embedded(engine) = self;
        engine.0.name()
    }

    /// The analyzer of queries and documents.
    pub fn analyzer(&self) -> &Arc<Analyzer> {
        let Self::Embedded(engine) = self;
        engine.0.analyzer()
    }

    /// Answers a search. Blocks for as long as it takes: not for an asynchronous thread.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.search(request)
    }

    /// Only the ids of a search's hits, with their scores.
    pub fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.ranking(request)
    }

    /// The document with an id, if there is one.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.document(id)
    }

    /// Whether some document has a value of a facet.
    pub fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.has_value(facet, value)
    }

    /// The values of a facet that `wanted` takes, the most frequent first, at most `limit`, with the number of all
    /// documents that have them.
    pub fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.values(facet, limit, wanted)
    }

    /// The same communiqué in other languages, by language.
    pub fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError> {
        let Self::Embedded(engine) = self;
        engine.0.versions(document)
    }

    /// A document's title and text with the words of a query marked.
    pub fn marked(&self, document: &Document, query: &Query) -> (Marked, Marked) {
        let Self::Embedded(engine) = self;
        engine.0.marked(document, query)
    }

    /// What is served.
    pub fn status(&self) -> Status {
        let Self::Embedded(engine) = self;
        engine.0.status()
    }
}

/// Builds a generation. There is one writer at a time for an index; dropped without [`IndexWriter::publish`], it
/// leaves the index as it was.
pub struct IndexWriter(embedded::Writer);

impl IndexWriter {
    /// A generation that starts empty.
    ///
    /// `rules` is a fingerprint of what the documents are annotated by.
    pub fn fresh(index: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        Ok(Self(embedded::Writer::fresh(index, analyzer, rules)?))
    }

    /// A generation that starts with the documents of the live one.
    ///
    /// When those were annotated by other rules, none of them counts as unchanged.
    pub fn update(index: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        Ok(Self(embedded::Writer::update(index, analyzer, rules)?))
    }

    /// The content hash of the document that is there under an id, if it is annotated by the same rules.
    pub fn hash(&self, id: &DocumentId) -> Option<&str> {
        self.0.hash(id.as_str())
    }

    /// The name of the generation that this one began with; `None` when it began empty.
    pub fn base(&self) -> Option<&str> {
        self.0.base()
    }

    /// Adds a document, in place of the one with its id if there is one. `title` and `text` are its tokens, by the
    /// analyzer of this writer. May be called from several threads.
    pub fn add(&self, document: &Document, title: &[Token], text: Vec<Token>) -> Result<(), EngineError> {
        self.0.add(document, title, text)
    }

    /// Refuses a job that the disk has no room for; `source` is how many bytes it will read.
    pub fn require_room(&self, source: u64) -> Result<(), EngineError> {
        self.0.require_room(source)
    }

    /// The documents of the generation that this one began with that are not among `seen`, and where they were read.
    pub fn unseen(&self, seen: &HashSet<&str>) -> Result<Vec<(DocumentId, Origin)>, EngineError> {
        self.0.unseen(seen)
    }

    /// Takes a document out.
    pub fn remove(&self, id: &DocumentId) -> Result<(), EngineError> {
        self.0.remove(id)
    }

    /// A file of the generation that tells how it was made. Its name ends in `.jsonl`, or it is `report.json`.
    pub fn report(&self, name: &str) -> Result<File, EngineError> {
        self.0.report(name)
    }

    /// Makes the generation live and returns its name.
    pub fn publish(self, publishing: &Publishing) -> Result<String, EngineError> {
        self.0.publish(publishing)
    }
}
