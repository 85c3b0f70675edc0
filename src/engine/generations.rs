//! What is said of generations, and how one goes live.

use crate::model::Date;
use crate::query::SearchRequest;

/// What an engine serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The name of the generation.
    pub generation: String,
    /// How many documents it holds.
    pub documents: u64,
    /// When it was built, RFC 3339 in UTC.
    pub created: String,
    /// The newest publication date in it.
    pub newest: Option<Date>,
    /// In how many parts the index is.
    pub segments: usize,
}

/// A generation in the folder of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its name.
    pub name: String,
    /// It is the one that is searched.
    pub live: bool,
    /// How many documents it holds.
    pub documents: u64,
    /// The bytes of its files.
    pub bytes: u64,
    /// When it was built, RFC 3339 in UTC.
    pub created: String,
    /// The newest publication date in it.
    pub newest: Option<String>,
    /// Why it cannot be used, if it cannot.
    pub problem: Option<String>,
}

/// How a generation goes live.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// How many generations are kept, the live one among them.
    pub keep: usize,
    /// Publish even what looks like a mistake.
    pub force: bool,
    /// Searches that must find something.
    pub canaries: Vec<SearchRequest>,
}

impl Default for Publishing {
    fn default() -> Self {
        Self { keep: 3, force: false, canaries: Vec::new() }
    }
}
