//! Text → terms. One [`Analyzer`] serves documents and queries, so that what is written one way is found when it
//! is asked for another way. Byte offsets into the original text are kept through every step, and no word is
//! dropped, whatever its length or frequency.

mod analyzer;
mod belarusian;
mod detection;
mod gazetteer;
mod inflection;
mod lemmas;
mod normalization;
mod sentence;
mod tokenizer;

pub use analyzer::{Analyzer, Method, Token};
pub use detection::{detect_language, language_by_alphabet};
pub use gazetteer::{Gazetteer, GazetteerBuilder, Match};
pub use inflection::forms;
pub use normalization::{MAX_TERM_CHARS, normalize};
pub use sentence::{sentences, starts_sentence};
