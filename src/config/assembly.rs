//! The parts of jobs and servers, made in one place from a configuration: the analyzer, the publishers, the topics and
//! what is built on them.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Config, ConfigError};
use crate::analysis::Analyzer;
use crate::annotate::{Annotator, TopicRule};
use crate::answers::Thesaurus;
use crate::corpus::{self, Source};
use crate::engine::{Engine, EngineError, Publishing};
use crate::http::App;
use crate::model::{Publishers, Vocabulary};
use crate::query::Parser;

/// The parts that every command needs, each read once. The costlier parts are made by methods, so that a command makes
/// only those it uses: the annotator's gazetteers, the synonyms, the open index.
pub struct Assembly<'c> {
    config: &'c Config,
    analyzer: Arc<Analyzer>,
    publishers: Publishers,
    topics: Vec<TopicRule>,
    vocabulary: Vocabulary,
}

impl Config {
    /// Reads the publishers and the topics.
    ///
    /// # Errors
    /// One of the files cannot be read or is not right; the message names it, and the line or the key.
    pub fn assemble(&self) -> Result<Assembly<'_>, ConfigError> {
        let (publishers, topics) = (self.publishers()?, self.topics()?);
        let vocabulary = Annotator::vocabulary_of(&publishers, &topics);
        Ok(Assembly { config: self, analyzer: Arc::new(Analyzer::new()), publishers, topics, vocabulary })
    }
}

impl Assembly<'_> {
    /// The one analyzer of documents and queries.
    pub fn analyzer(&self) -> &Arc<Analyzer> {
        &self.analyzer
    }

    /// The names of topics and publishers.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The annotator of communiqués.
    ///
    /// # Errors
    /// A topic's query is not right.
    pub fn annotator(&self) -> Result<Annotator<'_>, ConfigError> {
        Annotator::new(&self.analyzer, &self.publishers, self.topics.clone())
            .map_err(|source| ConfigError::Topics { path: self.config.topics_path(), source })
    }

    /// The communiqués below some paths, or of the whole corpus when there are none.
    pub fn source(&self, paths: &[PathBuf]) -> Source<'_> {
        let paths = if paths.is_empty() { std::slice::from_ref(&self.config.corpus) } else { paths };
        let settings =
            corpus::Settings { root: Some(self.config.corpus.clone()), ..corpus::Settings::default() };
        Source::new(paths, &self.publishers, settings)
    }

    /// How a new generation is published; `force` skips the checks for mistakes.
    ///
    /// # Errors
    /// A canary is not a query.
    pub fn publishing(&self, force: bool) -> Result<Publishing, ConfigError> {
        let canaries = self.config.canaries(&Parser::new(&self.analyzer, &self.vocabulary))?;
        Ok(Publishing { keep: self.config.keep, force, canaries })
    }

    /// The names for searching and showing.
    ///
    /// # Errors
    /// The file of synonyms cannot be read or is not right.
    pub fn thesaurus(&self) -> Result<Thesaurus, ConfigError> {
        let synonyms = self.config.synonyms(&self.analyzer)?;
        Ok(Thesaurus { vocabulary: self.vocabulary.clone(), synonyms })
    }

    /// The index, opened for searching.
    ///
    /// # Errors
    /// There is no index, or it is damaged or of another version.
    pub fn engine(&self) -> Result<Engine, EngineError> {
        Engine::open(&self.config.index, Arc::clone(&self.analyzer))
    }

    /// The index, or, when it is not known which generation is live or that one is damaged, the newest sound one; with
    /// what was refused, by name.
    ///
    /// # Errors
    /// Those of [`Self::engine`], when no generation can be opened.
    pub fn soundest_engine(&self) -> Result<(Engine, Vec<(String, EngineError)>), EngineError> {
        Engine::open_soundest(&self.config.index, Arc::clone(&self.analyzer))
    }

    /// The state of a server around an engine that serves the index.
    ///
    /// # Errors
    /// The file of synonyms is not right, or the search threads cannot be started.
    pub fn server(&self, engine: Engine) -> Result<App, ConfigError> {
        App::new(self.config.index.clone(), engine, self.thesaurus()?, self.config.http.clone())
            .map_err(ConfigError::Threads)
    }
}
