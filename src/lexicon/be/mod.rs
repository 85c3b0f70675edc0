//! Belarusian: its stemmer, the forms of its nouns and adjectives, and names by their endings. There is no dictionary.

pub(super) mod inflection;
pub(super) mod names;
mod stem;

pub use inflection::{
    belarusian_adjective, is_belarusian_adjective_of_place, is_like_belarusian_adjective,
    is_like_belarusian_subject,
};
pub use stem::stem as belarusian_stem;
