//! Queries and requests. The words that a person types become a [`Query`] with [`Warning`]s, the parameters of a
//! request become a [`SearchRequest`] with every range checked. A [`Query`] can mark the words of an analysed text
//! ([`TokenIndex::marks`]), or be matched with many others against one document after the other, as in a percolator
//! ([`StandingQueries`]). This room does not depend on any engine.

mod canonical;
mod choices;
mod completion;
mod cursor;
pub mod deadline;
mod lexer;
mod limits;
mod matching;
mod params;
mod parser;
mod request;
mod standing;
mod synonyms;
mod tree;
mod values;
mod warning;

pub use canonical::canonical;
pub use choices::{MatchMode, Page, Sort};
pub use completion::{Completion, name_words};
pub use cursor::Cursor;
pub use lexer::unquoted;
pub use limits::{DEFAULT_LIMIT, MAX_DEPTH, MAX_LIMIT, MAX_QUERY_CHARS, MAX_VALUES, MAX_WINDOW, MAX_WORDS};
pub use matching::{TokenIndex, phrase_starts};
pub use params::{ParamError, ParamProblem, SearchParams, Unknown};
pub use parser::Parser;
pub use request::{Filters, SearchRequest};
pub use standing::{Occurrence, StandingQueries};
pub use synonyms::{Synonyms, SynonymsError};
pub use tree::{Demands, Filter, Naming, Pattern, Query, TextField, Word};
pub use warning::{Warning, WarningKind};
