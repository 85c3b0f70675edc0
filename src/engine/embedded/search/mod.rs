//! Searching a published generation: tree → tantivy's queries → scores, hits, facets, histogram.

mod accumulators;
mod collect;
mod compile;
mod directory;
mod events;
mod exclusion;
mod facets;
mod finding;
mod minimum_match;
mod nearness;
mod postings;
mod relevance;
mod searcher;
mod second_phase;
mod timed;

pub(in crate::engine) use searcher::Searcher;
