//! The configuration: a file, the environment and flags become the settings of each room. Flags win over the
//! environment, the environment over the file, the file over what is built in.

mod assembly;
mod values;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::analysis::Analyzer;
use crate::annotate::{DEFAULT_TOPICS, TopicRule, TopicsError, read_topics};
use crate::corpus::{Rejection, read_publishers, read_settings};
use crate::http;
use crate::model::{Language, Publishers};
use crate::query::{MatchMode, Parser, SearchParams, SearchRequest, Synonyms, SynonymsError};

pub use assembly::Assembly;

/// The file that is read when none is named and it exists.
pub const DEFAULT_FILE: &str = "vestnik.toml";

/// The configuration file. Every key may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConfigFile {
    /// The folder of the index.
    pub index: Option<PathBuf>,
    /// The folder of the corpus.
    pub corpus: Option<PathBuf>,
    /// Where to serve: address and port.
    pub listen: Option<SocketAddr>,
    /// Scheme and host under which people reach the server.
    #[serde(deserialize_with = "values::public_url")]
    pub public_url: Option<String>,
    /// A file of topics instead of the built-in ones.
    pub topics: Option<PathBuf>,
    /// A file of synonyms and abbreviations instead of the built-in ones.
    pub synonyms: Option<PathBuf>,
    /// A file of publishers instead of `sources.toml` in the corpus.
    pub sources: Option<PathBuf>,
    /// Threads that search, 1 to 256.
    #[serde(deserialize_with = "values::between::<_, 1, 256>")]
    pub search_threads: Option<usize>,
    /// How long a search may take, from the arrival of its request.
    #[serde(deserialize_with = "values::search_time")]
    pub search_timeout: Option<Duration>,
    /// Reverse proxies that name their client in `X-Forwarded-For`.
    #[serde(deserialize_with = "values::networks")]
    pub trusted_proxies: Vec<http::Network>,
    /// How many generations are kept, the live one among them; 1 to 1,000.
    #[serde(deserialize_with = "values::between::<_, 1, 1_000>")]
    pub keep: Option<usize>,
    /// Queries that must find something before a generation goes live.
    pub canaries: Vec<String>,
}

/// The values of flags and environment.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// The folder of the index.
    pub index: Option<PathBuf>,
    /// The folder of the corpus.
    pub corpus: Option<PathBuf>,
    /// Where to serve.
    pub listen: Option<SocketAddr>,
}

/// The complete configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of the index.
    pub index: PathBuf,
    /// The folder of the corpus.
    pub corpus: PathBuf,
    /// A file of topics instead of the built-in ones.
    pub topics: Option<PathBuf>,
    /// A file of synonyms and abbreviations instead of the built-in ones.
    pub synonyms: Option<PathBuf>,
    /// The file of publishers.
    pub sources: PathBuf,
    /// Whether `sources` was named on purpose, so that its absence is an error.
    pub sources_named: bool,
    /// How many generations are kept, the live one among them.
    pub keep: usize,
    /// Queries that must find something before a generation goes live.
    pub canaries: Vec<String>,
    /// The server's settings.
    pub http: http::Settings,
}

/// A fault of the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read, or that of the publishers is not right.
    #[error("{0}")]
    File(#[from] Rejection),
    /// The configuration file is not right. The message names the line and the key.
    #[error("{}: {source}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<toml::de::Error>,
    },
    /// The file of topics is not right.
    #[error("{}: {source}", path.display())]
    Topics {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: TopicsError,
    },
    /// The file of synonyms is not right.
    #[error("{}: {source}", path.display())]
    Synonyms {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: SynonymsError,
    },
    /// A canary is not a valid query.
    #[error("canaries: \"{query}\": {message}")]
    Canary {
        /// The query.
        query: String,
        /// What is wrong with it.
        message: String,
    },
    /// The threads that search cannot be started.
    #[error("cannot start the search threads: {0}")]
    Threads(std::io::Error),
}

impl Config {
    /// Combines file, environment and flags.
    ///
    /// # Errors
    /// [`ConfigError::File`] when a file that is named cannot be read, [`ConfigError::Syntax`] when it is not TOML or has an
    /// unknown key or a value of another type.
    pub fn load(overrides: Overrides) -> Result<Self, ConfigError> {
        let file = match &overrides.config {
            Some(path) => read_file(path)?,
            None if Path::new(DEFAULT_FILE).exists() => read_file(Path::new(DEFAULT_FILE))?,
            None => ConfigFile::default(),
        };
        let corpus = overrides.corpus.or(file.corpus).unwrap_or_else(|| PathBuf::from("corpus"));
        let defaults = http::Settings::default();
        Ok(Self {
            index: overrides.index.or(file.index).unwrap_or_else(|| PathBuf::from("index")),
            topics: file.topics,
            synonyms: file.synonyms,
            sources_named: file.sources.is_some(),
            sources: file.sources.unwrap_or_else(|| corpus.join("sources.toml")),
            corpus,
            keep: file.keep.unwrap_or(3),
            canaries: file.canaries.clone(),
            http: http::Settings {
                canaries: file.canaries,
                listen: overrides.listen.or(file.listen).unwrap_or(defaults.listen),
                public_url: file.public_url,
                search_threads: file.search_threads.unwrap_or(defaults.search_threads),
                search_timeout: file.search_timeout.unwrap_or(defaults.search_timeout),
                trusted_proxies: file.trusted_proxies,
                ..defaults
            },
        })
    }

    /// Reads the topics: the file that is named, or the built-in ones.
    ///
    /// # Errors
    /// [`ConfigError::File`] when the file cannot be read, [`ConfigError::Topics`] when it is not right.
    pub fn topics(&self) -> Result<Vec<TopicRule>, ConfigError> {
        let text = match &self.topics {
            Some(path) => read_settings(path)?,
            None => DEFAULT_TOPICS.to_owned(),
        };
        read_topics(&text).map_err(|source| ConfigError::Topics { path: self.topics_path(), source })
    }

    /// The file of the topics, for messages.
    fn topics_path(&self) -> PathBuf {
        self.topics.clone().unwrap_or_else(|| PathBuf::from("the built-in topics"))
    }

    /// Reads the synonyms: the file that is named, or the built-in ones.
    ///
    /// # Errors
    /// [`ConfigError::File`] when the file cannot be read, [`ConfigError::Synonyms`] when it is not right.
    pub fn synonyms(&self, analyzer: &Analyzer) -> Result<Synonyms, ConfigError> {
        let Some(path) = &self.synonyms else { return Ok(Synonyms::new(analyzer)) };
        Synonyms::from_toml(&read_settings(path)?, analyzer)
            .map_err(|source| ConfigError::Synonyms { path: path.clone(), source })
    }

    /// The canary queries as searches.
    ///
    /// # Errors
    /// [`ConfigError::Canary`] for the first query that is refused or has a warning.
    pub fn canaries(&self, parser: &Parser<'_>) -> Result<Vec<SearchRequest>, ConfigError> {
        let request = |query: &String| {
            let wrong = |message| ConfigError::Canary { query: query.clone(), message };
            let params = SearchParams {
                q: Some(query.clone()),
                facets: Some(String::new()),
                matching: Some(MatchMode::All.code().to_owned()),
                ..SearchParams::default()
            };
            let request = SearchRequest::from_params(&params, parser)
                .map_err(|error| wrong(error.message(Language::English)))?;
            match request.warnings.first() {
                Some(warning) => Err(wrong(warning.message(Language::English))),
                None => Ok(request),
            }
        };
        self.canaries.iter().map(request).collect()
    }

    /// Reads the publishers. The corpus need not have a file of them.
    ///
    /// # Errors
    /// [`ConfigError::File`] when the file is named but not there, cannot be read or is not right.
    pub fn publishers(&self) -> Result<Publishers, ConfigError> {
        if !self.sources_named && !self.sources.exists() {
            return Ok(Publishers::default());
        }
        Ok(read_publishers(&self.sources)?)
    }
}

fn read_file(path: &Path) -> Result<ConfigFile, ConfigError> {
    toml::from_str(&read_settings(path)?)
        .map_err(|source| ConfigError::Syntax { path: path.to_owned(), source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("v.toml");
        std::fs::write(&path, "index = \"a\"\ncorpus = \"b\"\nlisten = \"127.0.0.1:9\"\n").expect("written");
        let config = Config::load(Overrides {
            config: Some(path),
            index: Some(PathBuf::from("c")),
            ..Overrides::default()
        })
        .expect("a configuration");
        assert_eq!(config.index, PathBuf::from("c"));
        assert_eq!(config.sources, PathBuf::from("b/sources.toml"));
        assert_eq!(config.http.listen.port(), 9);
    }

    #[test]
    fn a_misspelled_key_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("v.toml");
        std::fs::write(&path, "indx = \"a\"\n").expect("written");
        let error =
            Config::load(Overrides { config: Some(path), ..Overrides::default() }).expect_err("refused");
        assert!(error.to_string().contains("indx"), "{error}");
    }
}
