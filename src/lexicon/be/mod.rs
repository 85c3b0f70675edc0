//! Belarusian: its stemmer, the forms of its nouns and adjectives, and names by their endings. There is no dictionary.

pub(super) mod inflection;
pub(super) mod names;
mod stem;

pub use stem::stem as belarusian_stem;
