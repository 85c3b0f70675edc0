//! The properties of generations, and the settings for publishing one.

use super::error::EngineError;
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
    /// The number of segments of the index.
    pub segments: usize,
}

/// A generation in the folder of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its name.
    pub name: String,
    /// Whether it is the one that is searched.
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

/// What a check of the live generation found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The name of the generation; `None` when it is not known which one is live.
    pub generation: Option<String>,
    /// How many documents it should have.
    pub documents: u64,
    /// What is wrong, in plain words; nothing for a sound index.
    pub problems: Vec<String>,
}

/// The settings for publishing a generation.
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

/// The share of documents that may be missing against the live generation, unless it is forced: a source that could not
/// be read must not empty the index.
const MAX_FALL: f64 = 0.2;

impl Publishing {
    /// Refuses a generation that is so much worse than the live one that it must be a mistake. `before` and `after` are
    /// their numbers of documents, `total` counts the documents of the new one that a search finds.
    pub(super) fn question(
        &self,
        before: Option<u64>,
        after: u64,
        mut total: impl FnMut(&SearchRequest) -> Result<u64, EngineError>,
    ) -> Result<(), EngineError> {
        if self.force {
            return Ok(());
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of documents")]
        if let Some(before) = before
            && (after as f64) < before as f64 * (1.0 - MAX_FALL)
        {
            let reason = format!("the documents would fall from {before} to {after}");
            return Err(EngineError::Doubtful { reason });
        }
        for canary in &self.canaries {
            if total(canary)? == 0 {
                let reason = format!("the canary query \"{}\" finds nothing", canary.text);
                return Err(EngineError::Doubtful { reason });
            }
        }
        Ok(())
    }
}
