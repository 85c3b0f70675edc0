//! Text → terms. One [`Analyzer`] serves documents and queries, so that what is written one way is found when it
//! is asked for another way. Byte offsets into the original text are kept through every step, and no word is
//! dropped, whatever its length or frequency.

mod analyzer;
mod belarusian;
mod cache;
mod detection;
mod family;
mod gazetteer;
mod inflection;
mod lemmas;
mod letters;
mod morphology;
mod names;
mod normalization;
mod sentence;
mod tokenizer;
mod word;

pub use analyzer::{Analyzer, Method, Token, is_belarusian_term};
pub use cache::{Remembered, WordCache, WordHash, WordMap, WordRef, word_cache};
pub use detection::{detect_language, language_by_alphabet};
pub use family::families;
pub use gazetteer::{Gazetteer, GazetteerBuilder, Match, longest};
pub use inflection::forms;
pub use lemmas::{Beside, Noun, is_ordinary_russian};
pub use letters::is_alphabetic;
pub use morphology::{Case, Gender, Morphology, Name, Part, Reading, dictionary_forms};
pub use names::{Agreement, FIRST_NAMES, Lexicon, NameKind, NameReading, NameWord, may_be_undeclined};
pub use normalization::{MAX_TERM_CHARS, normalize};
pub use sentence::{sentences, starts_sentence};
pub use word::{Mark, Marker, Word};
