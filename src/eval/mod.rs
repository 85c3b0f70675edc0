//! Measures how good the search is: judged queries ([`Dataset`]) are answered by an engine and scored ([`Report`]), and
//! compared with plain BM25 over an ordinary analyzer; lists of words that must, or must not, match each other are
//! counted ([`WordScore`]).

mod dataset;
mod derive;
mod measure;
mod trial;
mod words;

pub use dataset::{Dataset, DatasetError, JudgedQuery, read_documents};
pub use derive::{Derived, DerivedSet, SetDocument, derive};
pub use measure::{Estimate, Figures, Report, difference};
pub use trial::{Answers, Setup, Trial};
pub use words::{WordScore, Words};
