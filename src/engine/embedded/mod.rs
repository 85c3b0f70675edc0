//! The embedded engine: tantivy, in generations that never change once they are published.

#[cfg(test)]
mod faults;
mod fingerprint;
mod schema;
mod search;
mod verify;
mod write;

use std::path::Path;
use std::sync::Arc;

pub(super) use search::Searcher;
pub(super) use write::Writer;

use super::backend::{Backend, Start};
use super::error::{EngineError, copy_of};
use super::generations::{Generation, Inspection, Publishing};
use super::store;
use crate::analysis::Analyzer;

/// The index in a folder.
pub(super) struct Embedded<'f>(pub(super) &'f Path);

impl Backend for Embedded<'_> {
    type Searcher = Searcher;
    type Writer = Writer;

    fn open(&self, name: Option<&str>, analyzer: Arc<Analyzer>) -> Result<Searcher, EngineError> {
        match name {
            Some(name) => Searcher::open_generation(self.0, name.to_owned(), analyzer),
            None => Searcher::open(self.0, analyzer),
        }
    }

    fn begin(&self, start: Start, analyzer: Arc<Analyzer>, rules: String) -> Result<Writer, EngineError> {
        match start {
            Start::Empty => Writer::fresh(self.0, analyzer, rules),
            Start::Live => Writer::update(self.0, analyzer, rules),
        }
    }

    fn live(&self) -> Result<Option<String>, EngineError> {
        match store::live(self.0) {
            Err(error @ EngineError::NotNamed { .. }) => Err(error),
            // A generation that is damaged has its name all the same.
            _ => store::current(self.0),
        }
    }

    fn live_identity(&self) -> Result<Option<String>, EngineError> {
        store::identity(self.0)
    }

    fn names(&self) -> Result<Vec<String>, EngineError> {
        store::generations(self.0)
    }

    fn stand_ins(&self) -> Result<Vec<String>, EngineError> {
        store::stand_ins(self.0)
    }

    fn list(&self) -> Result<Vec<Generation>, EngineError> {
        store::list(self.0)
    }

    fn rollback(&self, to: Option<&str>, analyzer: Arc<Analyzer>) -> Result<String, EngineError> {
        store::rollback(self.0, to, |name| {
            Searcher::open_generation(self.0, name.to_owned(), Arc::clone(&analyzer)).map(drop)
        })
    }

    fn snapshot(&self, to: &Path) -> Result<String, EngineError> {
        store::snapshot(self.0, to)
    }

    fn restore(
        &self,
        from: &Path,
        analyzer: Arc<Analyzer>,
        publishing: &Publishing,
    ) -> Result<String, EngineError> {
        store::restore(self.0, from, publishing.keep, |folder| {
            Searcher::open_staging(folder, analyzer).map(drop)
        })
    }

    fn inspect(&self, analyzer: Arc<Analyzer>) -> Inspection {
        verify::inspect(self.0, analyzer)
    }
}

impl From<tantivy::TantivyError> for EngineError {
    fn from(source: tantivy::TantivyError) -> Self {
        use tantivy::directory::error::OpenReadError;
        match source {
            tantivy::TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Self::io(&filepath, copy_of(&io_error))
            }
            source => Self::Index(Box::new(source)),
        }
    }
}
