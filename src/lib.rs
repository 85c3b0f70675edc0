//! Vestnik: full-text search over ministry communiqués in Russian, Belarusian and English.
#![doc = include_str!("ARCHITECTURE.md")]
// The macros of the standard library panic when a line cannot be written; `cli/console.rs` does not.
#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

pub mod analysis;
pub mod annotate;
pub mod answers;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod engine;
pub mod eval;
pub mod http;
pub mod indexing;
pub mod lexicon;
pub mod model;
pub mod query;
mod texts;
