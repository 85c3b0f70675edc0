//! Russian: the dictionary, which is compiled in, with its lemmas and readings, and what endings say where it does not have a
//! word.

pub(super) mod inflection;
pub(super) mod lemmas;
pub(super) mod morphology;
pub(super) mod names;

pub use inflection::{is_adjective_of_language, is_like_attribute};
pub use lemmas::{
    Beside, Kind as LemmaKind, Lemma, Noun, beside_names, is_ordinary_russian, russian as russian_lemmas,
};
pub use morphology::{Case, Gender, Morphology, Name, Part, Reading, dictionary_forms, readings};
pub use names::{feminine_of_adjective, generation_in_nominative, is_first_name};
