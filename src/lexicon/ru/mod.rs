//! Russian: the dictionary that the program has compiled in, its lemmas and its readings of words.

mod lemmas;
mod morphology;

pub(super) use lemmas::DICTIONARY;
pub use lemmas::{
    Beside, Kind as LemmaKind, Lemma, Noun, beside_names, is_ordinary_russian, russian as russian_lemmas,
};
pub(super) use morphology::readings_in;
pub use morphology::{Case, Gender, Morphology, Name, Part, Reading, dictionary_forms, readings};
