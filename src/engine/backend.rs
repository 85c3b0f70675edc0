//! The interface of an engine: [`Backend`] is the index as a whole, [`Searches`] an opened generation, [`Writes`] one
//! that is being built. A second engine implements these three, gets a row in [`super::Location`], [`super::Engine`]
//! and [`super::IndexWriter`], and must pass `scenario.rs`.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::error::EngineError;
use super::generations::{Generation, Inspection, Publishing, Status};
use super::ranking::Ranking;
use super::results::SearchResults;
use super::versions::Version;
use crate::analysis::{Analyzer, Token};
use crate::model::{Document, DocumentId, FacetName, Origin};
use crate::query::SearchRequest;

/// An index: its generations, of which one is live, and the operations on them.
pub(super) trait Backend {
    /// An opened generation.
    type Searcher: Searches
    where
        Self: Sized;
    /// A generation that is being built.
    type Writer: Writes
    where
        Self: Sized;

    /// Opens the generation with a name, or the live one.
    fn open(&self, name: Option<&str>, analyzer: Arc<Analyzer>) -> Result<Self::Searcher, EngineError>
    where
        Self: Sized;

    /// Takes the lock of the index and begins a generation. `rules` is the fingerprint of the annotators.
    fn begin(
        &self,
        start: Start,
        analyzer: Arc<Analyzer>,
        rules: String,
    ) -> Result<Self::Writer, EngineError>
    where
        Self: Sized;

    /// The name of the live generation; `None` when there is no generation yet. An error when there are generations and
    /// it is not known which one is live.
    fn live(&self) -> Result<Option<String>, EngineError>;

    /// Identifies the live generation, also against one of the same name in an index that was deleted and built anew.
    fn live_identity(&self) -> Result<Option<String>, EngineError>;

    /// The names of all generations, the oldest first.
    fn names(&self) -> Result<Vec<String>, EngineError>;

    /// The generations that may stand in for a live one that cannot be opened, the one to try first in front.
    fn stand_ins(&self) -> Result<Vec<String>, EngineError>;

    /// All generations, the oldest first. One that cannot be used is listed with its problem.
    fn list(&self) -> Result<Vec<Generation>, EngineError>;

    /// Makes the named generation live, or the newest sound one before the live one. It is opened before, every byte of
    /// it verified. Returns its name.
    fn rollback(&self, to: Option<&str>, analyzer: Arc<Analyzer>) -> Result<String, EngineError>;

    /// Writes the live generation to a file and returns its name.
    fn snapshot(&self, to: &Path) -> Result<String, EngineError>;

    /// Makes a generation that [`Self::snapshot`] wrote the live one and returns its name.
    fn restore(
        &self,
        from: &Path,
        analyzer: Arc<Analyzer>,
        publishing: &Publishing,
    ) -> Result<String, EngineError>;

    /// Reads the whole live generation.
    fn inspect(&self, analyzer: Arc<Analyzer>) -> Inspection;
}

/// The documents that a generation begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing.
    Empty,
    /// The documents of the live generation, or, when that is damaged, of the first sound one of
    /// [`Backend::stand_ins`]; nothing when there is no generation yet.
    Live,
}

/// An opened generation. Its answers do not change when another one becomes live.
pub(super) trait Searches: Send + Sync {
    /// Identifies the generation, as [`Backend::live_identity`] does for the live one; `None` before it is published.
    fn identity(&self) -> Option<&str>;

    /// Its name.
    fn generation(&self) -> &str;

    /// The analyzer of its documents, and of queries.
    fn analyzer(&self) -> &Arc<Analyzer>;

    /// What is served.
    fn status(&self) -> Status;

    /// Orders hits by other weights from now on.
    fn rank_by(&mut self, ranking: Ranking);

    /// Answers a search.
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError>;

    /// Only the ids of a search's hits, with their scores.
    fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError>;

    /// The document with an id, if there is one.
    fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError>;

    /// Whether some document has a value of a facet.
    fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError>;

    /// The values of a facet that `wanted` accepts, the most frequent first, then by value, at most `limit`, with the
    /// number of all documents that have them.
    fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError>;

    /// The same communiqué in other languages, by language.
    fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError>;
}

/// A generation that is being built; dropped without [`Self::publish`], it leaves the index as it was.
pub(super) trait Writes: Send + Sync {
    /// The content hash of the document that the live generation has under an id, if it is annotated by the same
    /// rules.
    fn hash(&self, id: &DocumentId) -> Option<&str>;

    /// The name of the generation that this one began with.
    fn base(&self) -> Option<&str>;

    /// Whether that is the live one.
    fn base_is_live(&self) -> bool;

    /// Adds a document, replacing the one with its id. `title` and `text` are its tokens. Called from several threads.
    fn add(&self, document: &Document, title: &[Token], text: Vec<Token>) -> Result<(), EngineError>;

    /// Refuses a job if the disk has too little room; `source` is how many bytes it will read.
    fn require_room(&self, source: u64) -> Result<(), EngineError>;

    /// The documents of the base that are not among `seen`, by id, and where they were read.
    fn unseen(&self, seen: &HashSet<&str>) -> Result<Vec<(DocumentId, Origin)>, EngineError>;

    /// Deletes a document.
    fn remove(&self, id: &DocumentId) -> Result<(), EngineError>;

    /// A file stored with the generation: `report.json`, or one whose name ends in `.jsonl`.
    fn report(&self, name: &str) -> Result<File, EngineError>;

    /// Makes the generation live, unless it looks like a mistake, and returns its name.
    fn publish(self, publishing: &Publishing) -> Result<String, EngineError>
    where
        Self: Sized;
}
