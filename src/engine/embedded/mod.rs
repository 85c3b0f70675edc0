//! The embedded engine: tantivy, in generations that never change once they are published.

mod days;
#[cfg(test)]
mod faults;
mod schema;
mod search;
mod stored;
mod verify;
mod write;

use std::path::Path;

pub(super) use search::Searcher;
pub(super) use verify::inspect;
pub(super) use write::Writer;

use super::EngineError;
use super::generations::Publishing;
use super::store;
use crate::analysis::Analyzer;

/// Makes a packed generation the live one, if this program can read it, and returns its name.
pub(super) fn restore(
    root: &Path,
    from: &Path,
    analyzer: &Analyzer,
    publishing: &Publishing,
) -> Result<String, EngineError> {
    store::restore(root, from, schema::SCHEMA_VERSION, &analyzer.fingerprint(), publishing.keep)
}
