//! Vestnik: full-text search over ministry communiqués in Russian, Belarusian and English.
#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod model;
pub mod query;
