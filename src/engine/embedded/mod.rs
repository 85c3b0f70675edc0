//! The embedded engine: tantivy, in generations that never change once they are published.

mod collect;
mod compile;
mod coverage;
mod directory;
mod disk;
mod events;
mod exclusion;
mod facets;
#[cfg(test)]
mod faults;
mod generation;
mod manifest;
mod names;
mod nearness;
mod places;
mod queue;
mod relevance;
mod row;
mod schema;
mod search;
mod snapshot;
mod stored;
mod stream;
mod verify;
mod writer;

pub(super) use generation::{current, generations, identity, list, rollback};
pub(super) use search::Searcher;
pub(super) use snapshot::{restore, snapshot};
pub(super) use verify::inspect;
pub(super) use writer::Writer;
