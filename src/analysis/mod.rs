//! Text → terms. One [`Analyzer`] serves documents and queries, so that a word of a query matches the other forms of it
//! in documents. Byte offsets into the original text are kept through every step, and no word is dropped, whatever its
//! length or frequency.

mod analyzer;
mod detection;
mod family;
mod gazetteer;
mod sentence;
mod term;
mod token;
mod tokenizer;
mod word;

pub use analyzer::{Analyzer, Method};
pub use detection::{detect_language, language_by_alphabet};
pub use family::families;
pub use gazetteer::{Gazetteer, GazetteerBuilder, Match, longest};
pub use sentence::{sentences, starts_sentence};
pub use term::is_belarusian_term;
pub use token::Token;
pub use word::{Mark, Marker, Remembered, Word};
