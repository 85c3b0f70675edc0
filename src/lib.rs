//! Vestnik: full-text search over ministry communiqués in Russian, Belarusian and English.
#![doc = include_str!("ARCHITECTURE.md")]

pub mod corpus;
pub mod model;
