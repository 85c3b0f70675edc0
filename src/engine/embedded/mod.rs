//! The embedded engine: tantivy, in generations that never change once they are published.

mod collect;
mod compile;
mod coverage;
mod directory;
mod events;
mod exclusion;
mod facets;
mod generation;
mod nearness;
mod places;
mod relevance;
mod row;
mod schema;
mod search;
mod stored;
mod verify;
mod writer;

pub(super) use generation::{current, generations, identity};
pub(super) use search::Searcher;
pub(super) use verify::verify;
pub(super) use writer::Writer;
