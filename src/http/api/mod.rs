//! The JSON API, version 1. Wire types stay in this folder.

mod documents;
mod facets;
mod search;
mod spans;
mod status;

pub(super) use documents::{document, find};
pub(super) use facets::facet;
pub(super) use search::search;
pub(super) use status::status;

pub use search::SearchJson;
pub use spans::{EventJson, MentionJson, Places, PublishedJson, SpanJson};
