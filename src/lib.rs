//! Vestnik: full-text search over ministry communiqués in Russian, Belarusian and English.
#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod annotate;
pub mod corpus;
pub mod engine;
pub mod http;
pub mod model;
pub mod query;
