//! The shared state of the handlers: the live engine, the names for facets, and the threads that search.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Instant;

use super::caller::Caller;
use super::pool::{Limits, PoolError, SearchPool};
use super::problem::Failure;
use super::settings::Settings;
use crate::answers::{Answer, Refusal, Thesaurus, ask};
use crate::engine::{Engine, EngineError};
use crate::model::Vocabulary;
use crate::query::{Parser, SearchParams};

/// A live generation on the disk that cannot be served.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    /// The content of `index/current`, or that it cannot be read.
    pub(super) generation: String,
    pub(super) reason: String,
}

/// The counters for `/metrics`.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Generations that were refused.
    pub(super) refused: AtomicU64,
    /// Generations that the server switched to.
    pub(super) swaps: AtomicU64,
    /// Searches and documents that were answered.
    pub(super) answered: AtomicU64,
    /// Those that failed.
    pub(super) failed: AtomicU64,
    /// The watcher of `index/current`.
    pub(super) watcher: WatcherFigures,
}

/// What the watcher of `index/current` has done.
#[derive(Debug)]
pub(super) struct WatcherFigures {
    started: Instant,
    /// Milliseconds from the start to the last look.
    looked: AtomicU64,
    /// Milliseconds from the start to the last look that found what is served, or took it over.
    succeeded: AtomicU64,
    /// Looks that ended in a panic.
    pub(super) panics: AtomicU64,
}

impl Default for WatcherFigures {
    fn default() -> Self {
        let (looked, succeeded, panics) = Default::default();
        Self { started: Instant::now(), looked, succeeded, panics }
    }
}

impl WatcherFigures {
    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub(super) fn look(&self) {
        self.looked.store(self.now(), Ordering::Relaxed);
    }

    pub(super) fn succeed(&self) {
        self.succeeded.store(self.now(), Ordering::Relaxed);
    }

    /// Whole seconds since the last look, and since the last that succeeded; those since the start before the first.
    pub(super) fn seconds(&self) -> (u64, u64) {
        let since = |moment: &AtomicU64| self.now().saturating_sub(moment.load(Ordering::Relaxed)) / 1_000;
        (since(&self.looked), since(&self.succeeded))
    }
}

/// The state of the server; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    index: PathBuf,
    settings: Settings,
    thesaurus: Thesaurus,
    engine: RwLock<Arc<Engine>>,
    refused: RwLock<Option<Refused>>,
    figures: Figures,
    pool: SearchPool,
}

impl App {
    /// Starts the search threads around an engine that serves the index in a folder.
    ///
    /// # Errors
    /// The system's error when a thread cannot be started.
    pub fn new(index: PathBuf, engine: Engine, thesaurus: Thesaurus, settings: Settings) -> io::Result<Self> {
        let pool = SearchPool::new(Limits {
            threads: settings.search_threads,
            queue: settings.search_queue,
            time: settings.search_timeout,
        })?;
        let engine = RwLock::new(Arc::new(engine));
        let (refused, figures) = (RwLock::default(), Figures::default());
        Ok(Self(Arc::new(Shared { index, settings, thesaurus, engine, refused, figures, pool })))
    }

    /// Makes the first searches of the engine that is served.
    pub fn warm_up(&self) {
        self.warm(&self.engine());
    }

    /// Records that the live generation on the disk cannot be served.
    pub fn refuse(&self, generation: String, reason: String) {
        self.0.figures.refused.fetch_add(1, Ordering::Relaxed);
        *self.0.refused.write().unwrap_or_else(std::sync::PoisonError::into_inner) =
            Some(Refused { generation, reason });
    }

    /// Records that the live generation on the disk is served.
    pub(super) fn accept(&self) {
        if self.refused().is_some() {
            *self.0.refused.write().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        }
    }

    /// The live generation on the disk, if it cannot be served.
    pub(super) fn refused(&self) -> Option<Refused> {
        self.0.refused.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    pub(super) fn figures(&self) -> &Figures {
        &self.0.figures
    }

    /// Runs the first searches of an engine, which are slower than later ones, before it gets requests.
    pub(super) fn warm(&self, engine: &Engine) {
        let queries = std::iter::once("").chain(self.0.settings.canaries.iter().map(String::as_str));
        for query in queries {
            let params = SearchParams { q: Some(query.to_owned()), ..SearchParams::default() };
            match ask(engine, &self.0.thesaurus, &params) {
                Ok(answer) if answer.results.total == 0 && !query.is_empty() => {
                    tracing::warn!(%query, generation = engine.generation(), "a canary query finds nothing");
                }
                Ok(_) | Err(Refusal::Parameter(_)) => {}
                Err(error) => tracing::error!(%error, %query, "a canary query failed"),
            }
        }
    }

    pub(super) fn index(&self) -> &std::path::Path {
        &self.0.index
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.0.thesaurus.vocabulary
    }

    /// The parser of queries for an engine.
    pub(super) fn parser<'a>(&'a self, engine: &'a Engine) -> Parser<'a> {
        self.0.thesaurus.parser(engine)
    }

    /// The engine that is live now. A caller keeps it even when another one becomes live.
    pub(super) fn engine(&self) -> Arc<Engine> {
        let engine = self.0.engine.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&engine)
    }

    pub(super) fn swap(&self, engine: Engine) {
        *self.0.engine.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(engine);
        self.accept();
        self.0.figures.swaps.fetch_add(1, Ordering::Relaxed);
    }

    /// Answers a search on a search thread. `tell` renders the answer on the same thread.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        caller: Caller,
        params: SearchParams,
        tell: impl FnOnce(&Answer, &Self) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.with_engine(caller, move |engine, app| match ask(engine, &app.0.thesaurus, &params) {
            Ok(answer) => Ok(Ok(tell(&answer, app))),
            Err(Refusal::Parameter(error)) => Ok(Err(Failure::Parameter(error))),
            Err(Refusal::Engine(error)) => Err(error),
        })
        .await?
    }

    /// Runs work with the live engine on a search thread.
    pub(super) async fn with_engine<T: Send + 'static>(
        &self,
        caller: Caller,
        work: impl FnOnce(&Engine, &App) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Failure> {
        let engine = self.engine();
        let app = self.clone();
        // Lines of the log have the id of the request on the search thread too.
        let span = tracing::Span::current();
        let work = move || span.in_scope(|| work(&engine, &app));
        let answer = self.0.pool.run(caller.client, caller.arrived, work).await;
        let counted = match &answer {
            Ok(Ok(_)) => &self.0.figures.answered,
            _ => &self.0.figures.failed,
        };
        counted.fetch_add(1, Ordering::Relaxed);
        match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(EngineError::Deadline)) | Err(PoolError::Deadline) => Err(Failure::Deadline),
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
