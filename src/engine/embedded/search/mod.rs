//! Searching a published generation: tree → tantivy's queries → scores, hits, facets, histogram.

mod collect;
mod compile;
mod directory;
mod events;
mod exclusion;
mod facets;
mod minimum_match;
mod postings;
mod proximity;
mod relevance;
mod searcher;
mod timed;

pub(in crate::engine) use searcher::Searcher;
