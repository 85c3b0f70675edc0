//! Belarusian: its stemmer.

mod stem;

pub use stem::stem as belarusian_stem;
