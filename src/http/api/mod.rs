//! The JSON API, version 1. The types of its answers are in `answers`.

mod documents;
mod facets;
mod search;
mod status;

pub(super) use documents::{document, id};
pub(super) use facets::facet;
pub(super) use search::search;
pub(super) use status::status;
