//! What is asked. The words that a person types become a [`Query`] with [`Warning`]s beside it, the parameters of
//! a request become a [`SearchRequest`] with every range checked, and a [`Query`] can be matched against one
//! analysed document ([`Analysed`]) or used to mark its words ([`TokenIndex::marks`]). No engine is known here.

mod cursor;
mod lexer;
mod matching;
mod params;
mod parser;
mod request;
mod synonyms;
mod tree;
mod warning;

pub use cursor::Cursor;
pub use matching::{Analysed, TokenIndex, phrase_starts};
pub use params::{ParamError, ParamProblem, SearchParams, Unknown};
pub use parser::{MAX_DEPTH, MAX_WORDS, Parser};
pub use request::{
    DEFAULT_LIMIT, FacetName, Filters, MAX_LIMIT, MAX_QUERY_CHARS, MAX_WINDOW, MatchMode, Page,
    SearchRequest, Sort,
};
pub use synonyms::{Synonyms, SynonymsError};
pub use tree::{Demands, Filter, Pattern, Query, TextField, Word};
pub use warning::{Warning, WarningKind};
