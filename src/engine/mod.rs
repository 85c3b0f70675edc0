//! Documents in, [`SearchResults`] out. This file is the facade; `backend.rs` is the interface of the engines.

mod backend;
mod days;
mod deadline;
mod embedded;
mod error;
mod generations;
mod hit;
mod location;
#[cfg(test)]
mod memory;
mod ranking;
mod results;
#[cfg(test)]
mod scenario;
mod snippet;
mod store;
mod stored;
mod versions;

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::{Analyzer, Token};
use crate::model::{Document, DocumentId, FacetName, Origin};
use crate::query::{Query, SearchRequest};

use backend::{Backend, Searches, Start, Writes};
use embedded::Embedded;

pub use error::EngineError;
pub use generations::{Generation, Inspection, Publishing, Status};
pub use location::Location;
pub use ranking::Ranking;
pub use results::{Bucket, Facet, FacetValue, Further, Histogram, Hit, Interval, Marked, SearchResults};
pub use versions::Version;

/// An open index that answers searches. It stays on the generation that it was opened with; for a later one another
/// `Engine` is opened.
pub enum Engine {
    /// tantivy in this process.
    Embedded(EmbeddedEngine),
    /// Documents in the memory of a test.
    #[cfg(test)]
    Memory(Box<memory::Searcher>),
}

/// The embedded engine, opened.
pub struct EmbeddedEngine(Box<embedded::Searcher>);

/// Reads every byte and every document of the live generation. What keeps it from being read is among the problems.
pub fn inspect(index: impl Into<Location>, analyzer: Arc<Analyzer>) -> Inspection {
    index.into().backend().inspect(analyzer)
}

/// Every generation of an index, the oldest first; one that cannot be used comes with its problem.
///
/// # Errors
/// [`EngineError::Io`] when the folder cannot be read.
pub fn list(index: impl Into<Location>) -> Result<Vec<Generation>, EngineError> {
    index.into().backend().list()
}

/// Makes an earlier generation live again: the one that is named, or the newest sound one before the live one, or, when
/// it is not known which one is live, the newest sound one. It is opened with `analyzer` before, and every byte of it
/// verified. Returns its name.
///
/// # Errors
/// [`EngineError::Locked`] while a job writes; [`EngineError::NoGeneration`] when there is no earlier sound generation, or
/// none of the name `to`; with `to`, also the errors of [`Engine::open`] for that generation.
pub fn rollback(
    index: impl Into<Location>,
    to: Option<&str>,
    analyzer: Arc<Analyzer>,
) -> Result<String, EngineError> {
    index.into().backend().rollback(to, analyzer)
}

/// Packs the live generation into one file and returns its name. The file is there in full or not at all.
///
/// # Errors
/// [`EngineError::Empty`] without a live generation, [`EngineError::NotWhatWasWritten`] for a damaged one,
/// [`EngineError::Io`] when the file cannot be written.
pub fn snapshot(index: impl Into<Location>, to: &Path) -> Result<String, EngineError> {
    index.into().backend().snapshot(to)
}

/// Makes a generation that [`snapshot`] packed the live one and returns its name.
///
/// # Errors
/// [`EngineError::NoSnapshot`] for another file or a damaged one, [`EngineError::Incompatible`] for a generation of
/// another schema or analyzer, [`EngineError::Locked`] while a job writes. The index is then unchanged.
pub fn restore(
    index: impl Into<Location>,
    from: &Path,
    analyzer: Arc<Analyzer>,
    publishing: &Publishing,
) -> Result<String, EngineError> {
    index.into().backend().restore(from, analyzer, publishing)
}

impl Engine {
    /// Opens the live generation of an index. `analyzer` must be the one that it was built with.
    ///
    /// # Errors
    /// [`EngineError::Empty`] without a generation, [`EngineError::NotNamed`] when it is not known which one is live,
    /// [`EngineError::Incompatible`] for one of another schema or analyzer; every byte is compared with its hash, so any
    /// other error says what is damaged.
    pub fn open(index: impl Into<Location>, analyzer: Arc<Analyzer>) -> Result<Self, EngineError> {
        Self::open_generation(&index.into(), None, analyzer)
    }

    fn open_generation(
        index: &Location,
        name: Option<&str>,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        Ok(match index {
            Location::Folder(folder) => {
                Self::Embedded(EmbeddedEngine(Box::new(Embedded(folder).open(name, analyzer)?)))
            }
            #[cfg(test)]
            Location::Memory(memory) => Self::Memory(Box::new(memory.open(name, analyzer)?)),
        })
    }

    /// The operations of an opened generation.
    fn searches(&self) -> &dyn Searches {
        match self {
            Self::Embedded(engine) => engine.0.as_ref(),
            #[cfg(test)]
            Self::Memory(engine) => engine.as_ref(),
        }
    }

    /// The same index with other weights of the ranking.
    #[must_use]
    pub fn ranked_by(mut self, ranking: Ranking) -> Self {
        let searches: &mut dyn Searches = match &mut self {
            Self::Embedded(engine) => engine.0.as_mut(),
            #[cfg(test)]
            Self::Memory(engine) => engine.as_mut(),
        };
        searches.rank_by(ranking);
        self
    }

    /// Opens the live generation, or, when that is damaged, the newest one before it that can be opened, or, when it is
    /// not known which one is live, the newest. What was refused on the way comes with it, by name; the name is empty when
    /// it is not known.
    ///
    /// # Errors
    /// Those of [`Self::open`] for the live generation, when no other one can be opened either.
    pub fn open_soundest(
        index: impl Into<Location>,
        analyzer: Arc<Analyzer>,
    ) -> Result<(Self, Vec<(String, EngineError)>), EngineError> {
        let index = index.into();
        let error = match Self::open(&index, Arc::clone(&analyzer)) {
            Ok(engine) => return Ok((engine, Vec::new())),
            Err(error) => error,
        };
        let live = match &error {
            EngineError::NotNamed { .. } => None,
            _ => index.backend().live().ok().flatten(),
        };
        let mut refused = vec![(live.unwrap_or_default(), error)];
        for name in index.backend().stand_ins()? {
            match Self::open_generation(&index, Some(&name), Arc::clone(&analyzer)) {
                Ok(engine) => return Ok((engine, refused)),
                Err(error) => refused.push((name, error)),
            }
        }
        // The first error is about the generation that should be opened.
        Err(refused.swap_remove(0).1)
    }

    /// Opens the generation that is live now, with the analyzer of this engine.
    ///
    /// # Errors
    /// Those of [`Self::open`].
    pub fn reopen(&self, index: impl Into<Location>) -> Result<Self, EngineError> {
        Self::open(index, Arc::clone(self.analyzer()))
    }

    /// The name of the live generation of an index; `None` when there is no generation.
    ///
    /// # Errors
    /// [`EngineError::NotNamed`] when generations are there and what names the live one is missing, cannot be read or
    /// cannot be understood.
    pub fn live_generation(index: impl Into<Location>) -> Result<Option<String>, EngineError> {
        index.into().backend().live()
    }

    /// What tells the live generation of an index from every other one, also from one of the same name in an index that
    /// was deleted and built anew; `None` when there is no generation.
    ///
    /// # Errors
    /// Those of [`Self::live_generation`].
    pub fn live_identity(index: impl Into<Location>) -> Result<Option<String>, EngineError> {
        index.into().backend().live_identity()
    }

    /// The same for the generation that this engine serves.
    pub fn identity(&self) -> Option<&str> {
        self.searches().identity()
    }

    /// The names of the generations of an index, the oldest first.
    ///
    /// # Errors
    /// [`EngineError::Io`] when the folder cannot be read.
    pub fn generations(index: impl Into<Location>) -> Result<Vec<String>, EngineError> {
        index.into().backend().names()
    }

    /// The name of the generation that this engine serves.
    pub fn generation(&self) -> &str {
        self.searches().generation()
    }

    /// The analyzer of queries and documents.
    pub fn analyzer(&self) -> &Arc<Analyzer> {
        self.searches().analyzer()
    }

    /// Answers a search. Blocks for as long as it takes: not for an asynchronous thread.
    ///
    /// # Errors
    /// Whatever keeps the index from being read; never the request.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError> {
        self.searches().search(request)
    }

    /// Only the ids of a search's hits, with their scores.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        self.searches().ranking(request)
    }

    /// The document with an id, if there is one.
    ///
    /// # Errors
    /// Whatever keeps the index from being read.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError> {
        self.searches().document(id)
    }

    /// Whether some document has a value of a facet.
    ///
    /// # Errors
    /// Whatever keeps the index from being read.
    pub fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError> {
        self.searches().has_value(facet, value)
    }

    /// The values of a facet that `wanted` takes, the most frequent first, at most `limit`, with the number of all
    /// documents that have them.
    ///
    /// # Errors
    /// Whatever keeps the index from being read.
    pub fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError> {
        self.searches().values(facet, limit, wanted)
    }

    /// The same communiqué in other languages, by language.
    ///
    /// # Errors
    /// Whatever keeps the index from being read.
    pub fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError> {
        self.searches().versions(document)
    }

    /// A document's title and text with the words of a query marked.
    pub fn marked(&self, document: &Document, query: &Query) -> (Marked, Marked) {
        let analyzer = self.analyzer();
        (snippet::title(document, query, analyzer), snippet::text(document, query, analyzer))
    }

    /// What is served.
    pub fn status(&self) -> Status {
        self.searches().status()
    }
}

/// Builds a generation. There is one writer at a time for an index; dropped without [`IndexWriter::publish`], it
/// leaves the index as it was.
pub enum IndexWriter {
    /// tantivy in this process.
    Embedded(EmbeddedWriter),
    /// Documents in the memory of a test.
    #[cfg(test)]
    Memory(Box<memory::Writer>),
}

/// The embedded engine's writer.
pub struct EmbeddedWriter(Box<embedded::Writer>);

impl IndexWriter {
    /// A generation that starts empty.
    ///
    /// `rules` is a fingerprint of what the documents are annotated by.
    ///
    /// # Errors
    /// [`EngineError::Locked`] while another job writes, [`EngineError::Io`] when the folder cannot be written to.
    pub fn fresh(
        index: impl Into<Location>,
        analyzer: Arc<Analyzer>,
        rules: String,
    ) -> Result<Self, EngineError> {
        Self::begin(&index.into(), Start::Empty, analyzer, rules)
    }

    /// A generation that starts with the documents of the live one, or, when that is damaged or not known, with those of
    /// the newest sound one, or empty when there is no generation yet.
    ///
    /// When those were annotated by other rules, none of them counts as unchanged.
    ///
    /// # Errors
    /// Those of [`Self::fresh`], [`EngineError::Incompatible`] for a live generation of another schema or analyzer,
    /// [`EngineError::NothingSound`] when generations are there and none can be opened.
    pub fn update(
        index: impl Into<Location>,
        analyzer: Arc<Analyzer>,
        rules: String,
    ) -> Result<Self, EngineError> {
        Self::begin(&index.into(), Start::Live, analyzer, rules)
    }

    fn begin(
        index: &Location,
        start: Start,
        analyzer: Arc<Analyzer>,
        rules: String,
    ) -> Result<Self, EngineError> {
        Ok(match index {
            Location::Folder(folder) => {
                Self::Embedded(EmbeddedWriter(Box::new(Embedded(folder).begin(start, analyzer, rules)?)))
            }
            #[cfg(test)]
            Location::Memory(memory) => Self::Memory(Box::new(memory.begin(start, analyzer, rules)?)),
        })
    }

    /// The operations of a generation that is being built.
    fn writes(&self) -> &dyn Writes {
        match self {
            Self::Embedded(writer) => writer.0.as_ref(),
            #[cfg(test)]
            Self::Memory(writer) => writer.as_ref(),
        }
    }

    /// The content hash of the document that is there under an id, if it is annotated by the same rules.
    pub fn hash(&self, id: &DocumentId) -> Option<&str> {
        self.writes().hash(id)
    }

    /// The name of the generation that this one began with; `None` when it began empty.
    pub fn base(&self) -> Option<&str> {
        self.writes().base()
    }

    /// Whether the generation that this one began with is the live one. It is not when that is damaged or not known.
    pub fn base_is_live(&self) -> bool {
        self.writes().base_is_live()
    }

    /// Adds a document, in place of the one with its id if there is one. `title` and `text` are its tokens, by the
    /// analyzer of this writer. May be called from several threads.
    ///
    /// # Errors
    /// Whatever keeps the generation from being written.
    pub fn add(&self, document: &Document, title: &[Token], text: Vec<Token>) -> Result<(), EngineError> {
        self.writes().add(document, title, text)
    }

    /// Refuses a job that the disk has no room for; `source` is how many bytes it will read.
    ///
    /// # Errors
    /// [`EngineError::NoRoom`], with what is free and what is needed.
    pub fn require_room(&self, source: u64) -> Result<(), EngineError> {
        self.writes().require_room(source)
    }

    /// The documents of the generation that this one began with that are not among `seen`, and where they were read.
    ///
    /// # Errors
    /// [`EngineError::Damaged`] when one of them cannot be read.
    pub fn unseen(&self, seen: &HashSet<&str>) -> Result<Vec<(DocumentId, Origin)>, EngineError> {
        self.writes().unseen(seen)
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// Whatever keeps the generation from being written.
    pub fn remove(&self, id: &DocumentId) -> Result<(), EngineError> {
        self.writes().remove(id)
    }

    /// A file of the generation that tells how it was made. Its name ends in `.jsonl`, or it is `report.json`.
    ///
    /// # Errors
    /// [`EngineError::Io`] when it cannot be made.
    pub fn report(&self, name: &str) -> Result<File, EngineError> {
        self.writes().report(name)
    }

    /// Makes the generation live and returns its name.
    ///
    /// # Errors
    /// [`EngineError::Doubtful`] for a generation that has far fewer documents than the live one or in which a canary
    /// query finds nothing, unless `publishing` forces it; whatever keeps it from being written or read back. The live
    /// generation then stays as it is.
    pub fn publish(self, publishing: &Publishing) -> Result<String, EngineError> {
        match self {
            Self::Embedded(writer) => writer.0.publish(publishing),
            #[cfg(test)]
            Self::Memory(writer) => writer.publish(publishing),
        }
    }
}
