//! Lists of words that must match each other, because they are forms of one word, or must not, because they only look
//! alike.

use std::path::Path;

use super::dataset::{DatasetError, lines};
use crate::analysis::Analyzer;
use crate::model::Language;

/// Pairs of words or phrases.
#[derive(Default)]
pub struct Words {
    /// A word and another form of it.
    pub same: Vec<(String, String)>,
    /// Words that must be kept apart.
    pub apart: Vec<(String, String)>,
}

/// How many of the pairs are right.
pub struct WordScore {
    /// Pairs of forms that match each other.
    pub joined: usize,
    /// Pairs of forms that do not.
    pub lost: Vec<(String, String)>,
    /// Pairs of words that are kept apart.
    pub separate: usize,
    /// Pairs of words that match each other though they should not.
    pub confused: Vec<(String, String)>,
}

impl Words {
    /// Reads a file of lines with tabs. A line that begins with `apart` has two words that must be kept apart; others
    /// (which may begin with `same`) have a dictionary form and other forms of it. Lines that begin with # are
    /// comments, and a country's code may stand before its names.
    ///
    /// # Errors
    /// [`DatasetError::Io`] when the file cannot be read, [`DatasetError::Line`] for a line without words.
    pub fn read(path: &Path) -> Result<Self, DatasetError> {
        let mut words = Self::default();
        for line in lines(path)? {
            let (line, text) = line?;
            if text.starts_with('#') {
                continue;
            }
            let mut columns: Vec<&str> =
                text.split('\t').map(str::trim).filter(|text| !text.is_empty()).collect();
            let apart = columns[0] == "apart";
            let code = columns[0].len() == 2 && columns[0].bytes().all(|byte| byte.is_ascii_uppercase());
            if apart || code || columns[0] == "same" {
                columns.remove(0);
            }
            let Some((&first, others)) = columns.split_first() else {
                let what = "expected words with tabs between them".to_owned();
                return Err(DatasetError::Line { path: path.to_owned(), line, what });
            };
            let pairs = others.iter().map(|&other| (first.to_owned(), other.to_owned()));
            if apart { words.apart.extend(pairs) } else { words.same.extend(pairs) }
        }
        Ok(words)
    }

    /// Tries every pair in both directions: one as a query, the other as a document in `language`.
    pub fn score(&self, analyzer: &Analyzer, language: Language) -> WordScore {
        let finds = |query: &str, document: &str| {
            let query = analyzer.query(query);
            let document = analyzer.document(document, language);
            query.len() == document.len()
                && query
                    .iter()
                    .zip(&document)
                    .all(|(asked, written)| asked.terms.iter().any(|term| written.terms.contains(term)))
        };
        let mut score = WordScore { joined: 0, lost: Vec::new(), separate: 0, confused: Vec::new() };
        for pair in &self.same {
            if finds(&pair.0, &pair.1) && finds(&pair.1, &pair.0) {
                score.joined += 1;
            } else {
                score.lost.push(pair.clone());
            }
        }
        for pair in &self.apart {
            if finds(&pair.0, &pair.1) || finds(&pair.1, &pair.0) {
                score.confused.push(pair.clone());
            } else {
                score.separate += 1;
            }
        }
        score
    }
}
