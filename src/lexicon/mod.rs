//! What is known of words: the dictionary, morphology, inflection, names and every word list. What is written for one
//! language lies in the folder of that language (`ru`, `be`, `en`); `README.md` says what a folder holds. Everything
//! here works on `&str`: texts, tokens and annotators are above.

mod be;
mod cache;
mod dates;
mod en;
mod endings;
mod files;
mod inflection;
mod letters;
mod names;
mod normalization;
mod ru;

pub use be::belarusian_stem;
pub use cache::{WordCache, WordHash, WordMap, WordRef, word_cache};
pub(crate) use dates::{DateWord, Meaning, MeaningKind, MonthForm, meaning_of};
pub use files::texts;
pub use inflection::forms;
pub use letters::is_alphabetic;
pub use names::{Agreement, NameKind, NameLexicon, NameReading, NameWord, may_be_undeclined};
pub use normalization::{MAX_TERM_CHARS, normalize, normalize_into};
pub use ru::{
    Beside, Case, Gender, Lemma, LemmaKind, Morphology, Name, Noun, Part, Reading, beside_names,
    dictionary_forms, is_first_name, is_ordinary_russian, readings, russian_lemmas,
};
