//! How good the search is, measured: judged queries ([`Dataset`]) are answered by an engine and scored ([`Report`]),
//! beside what plain BM25 over an ordinary analyzer would answer; lists of words that must, or must not, find each
//! other are counted ([`WordScore`]).

mod dataset;
mod measure;
mod trial;
mod words;

pub use dataset::{Dataset, DatasetError, JudgedQuery, read_documents};
pub use measure::{Estimate, Figures, Report, difference};
pub use trial::{Answers, Setup, Trial};
pub use words::{WordScore, Words};
