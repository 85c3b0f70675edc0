//! What the handlers share: the engine that is live, the names for facets, and the threads that search.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use super::pool::{PoolError, SearchPool};
use super::problem::Failure;
use super::settings::Settings;
use crate::engine::{Engine, EngineError};
use crate::model::Vocabulary;
use crate::query::{Parser, Synonyms};

/// The state of the server; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    index: PathBuf,
    settings: Settings,
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    engine: RwLock<Arc<Engine>>,
    pool: SearchPool,
}

impl App {
    /// Starts the search threads around an engine that serves the index in a folder.
    pub fn new(
        index: PathBuf,
        engine: Engine,
        vocabulary: Vocabulary,
        synonyms: Synonyms,
        settings: Settings,
    ) -> io::Result<Self> {
        let pool = SearchPool::new(settings.search_threads, settings.search_queue, settings.queue_timeout)?;
        let engine = RwLock::new(Arc::new(engine));
        Ok(Self(Arc::new(Shared { index, settings, vocabulary, synonyms, engine, pool })))
    }

    pub(super) fn index(&self) -> &std::path::Path {
        &self.0.index
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.0.vocabulary
    }

    /// What reads the queries of an engine.
    pub(super) fn parser<'a>(&'a self, engine: &'a Engine) -> Parser<'a> {
        Parser::new(engine.analyzer(), self.vocabulary()).expanding(&self.0.synonyms)
    }

    /// The engine that is live now. Who holds it goes on with it when another one becomes live.
    pub(super) fn engine(&self) -> Arc<Engine> {
        let engine = self.0.engine.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&engine)
    }

    pub(super) fn swap(&self, engine: Engine) {
        *self.0.engine.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(engine);
    }

    /// Runs work with the live engine on a search thread.
    pub(super) async fn with_engine<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine, &App) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Failure> {
        let engine = self.engine();
        let app = self.clone();
        match self.0.pool.run(move || work(&engine, &app)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                tracing::error!(%error, "the engine failed");
                Err(Failure::Engine)
            }
            Err(PoolError::Busy) => Err(Failure::Busy),
            Err(PoolError::Panicked) => {
                tracing::error!("a search panicked");
                Err(Failure::Engine)
            }
        }
    }
}
