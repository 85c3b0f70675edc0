//! The JSON API, version 1. Wire types stay in this folder.

mod documents;
mod search;
mod status;

pub(super) use documents::{document, find};
pub(super) use search::search;
pub(super) use status::status;

pub use search::SearchJson;
