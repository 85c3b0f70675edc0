//! The files of a judged set: `corpus.jsonl` {id, title, text, date?}, `queries.jsonl` {id, text}, and `qrels.tsv`
//! (query, document, grade; or the four columns of TREC).

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::analysis::{detect_language, language_by_alphabet};
use crate::model::{Annotations, Communique, DateOrigin, Document, DocumentId, Origin, Period, Published};

/// A fault of a judged set.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is invalid.
    #[error("{}:{line}: {what}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A file has nothing that can be used.
    #[error("{}: {what}", path.display())]
    Useless {
        /// The file.
        path: PathBuf,
        /// What is missing.
        what: &'static str,
    },
}

/// Queries and the documents relevant to them.
pub struct Dataset {
    /// The queries that have at least one document, in the order of the file.
    pub queries: Vec<JudgedQuery>,
    /// Queries in the file for which no document is judged relevant.
    pub unjudged: usize,
}

/// A query and its relevant documents.
pub struct JudgedQuery {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Relevant documents by id with their grades, which are above 0.
    pub grades: HashMap<String, u32>,
}

#[derive(Deserialize)]
struct QueryLine {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    date: Option<String>,
}

impl Dataset {
    /// Reads `queries.jsonl` and `qrels.tsv` of a folder.
    ///
    /// # Errors
    /// [`DatasetError::Io`] when a file cannot be read, [`DatasetError::Line`] for a line that is not right,
    /// [`DatasetError::Useless`] when no query has a relevant document.
    pub fn read(folder: &Path) -> Result<Self, DatasetError> {
        let mut grades: HashMap<String, HashMap<String, u32>> = HashMap::new();
        let path = folder.join("qrels.tsv");
        for line in lines(&path)? {
            let (line, text) = line?;
            let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
            let (query, document, grade) = match columns.as_slice() {
                [query, document, grade] | [query, _, document, grade] => (*query, *document, *grade),
                _ => {
                    let what = "expected query, document and grade with tabs between them".to_owned();
                    return Err(DatasetError::Line { path: path.clone(), line, what });
                }
            };
            let grade: u32 = match grade.parse() {
                Ok(grade) => grade,
                Err(_) => {
                    let what = format!("the grade {grade:?} is not a whole number from 0 on");
                    return Err(DatasetError::Line { path: path.clone(), line, what });
                }
            };
            if grade > 0 {
                grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
            }
        }

        let path = folder.join("queries.jsonl");
        let mut queries = Vec::new();
        let mut unjudged = 0;
        for line in lines(&path)? {
            let (line, text) = line?;
            let query: QueryLine = parse(&path, line, &text)?;
            match grades.remove(&query.id) {
                Some(grades) => queries.push(JudgedQuery { id: query.id, text: query.text, grades }),
                None => unjudged += 1,
            }
        }
        if queries.is_empty() {
            return Err(DatasetError::Useless { path, what: "no query has a document in qrels.tsv" });
        }
        Ok(Self { queries, unjudged })
    }
}

/// Reads `corpus.jsonl` of a folder, each document with its stated id. Documents are annotated with what the text
/// search needs: their language, and their date if it is stated.
///
/// # Errors
/// [`DatasetError::Io`] when the file cannot be read, [`DatasetError::Line`] for a line that is not right,
/// [`DatasetError::Useless`] when there is no document.
pub fn read_documents(folder: &Path) -> Result<Vec<(String, Document)>, DatasetError> {
    let path = folder.join("corpus.jsonl");
    let mut documents = Vec::new();
    for line in lines(&path)? {
        let (line, text) = line?;
        let row: DocumentLine = parse(&path, line, &text)?;
        let id = DocumentId::from_stated(&row.id).ok_or_else(|| DatasetError::Line {
            path: path.clone(),
            line,
            what: format!("the id {:?} has no letter or digit", row.id),
        })?;
        let language = detect_language(&row.text).unwrap_or_else(|| language_by_alphabet(&row.text));
        let published = match row.date {
            Some(date) => Some(published(&date).ok_or_else(|| DatasetError::Line {
                path: path.clone(),
                line,
                what: format!("the date {date:?} is not one; expected 2026-01-28"),
            })?),
            None => None,
        };
        let communique = Communique {
            id,
            url: None,
            source: String::new(),
            title: row.title,
            text: row.text,
            background: Vec::new(),
            published,
            language: None,
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: path.display().to_string(), line: Some(line) },
        };
        let annotations = Annotations { published, ..Annotations::none(language) };
        documents.push((row.id, Document { communique, annotations }));
    }
    if documents.is_empty() {
        return Err(DatasetError::Useless { path, what: "no documents" });
    }
    Ok(documents)
}

fn published(date: &str) -> Option<Published> {
    let (period, precision) = Period::parse(date).ok()?;
    Some(Published { date: period.first, precision, from: DateOrigin::Metadata })
}

type NumberedLine = Result<(u64, String), DatasetError>;

/// The lines of a file that are not blank, numbered from 1.
pub(super) fn lines(path: &Path) -> Result<impl Iterator<Item = NumberedLine> + '_, DatasetError> {
    let io = move |source| DatasetError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    Ok((1..)
        .zip(BufReader::new(file).lines())
        .map(move |(number, line)| line.map(|line| (number, line)).map_err(io))
        .filter(|line| !matches!(line, Ok((_, text)) if text.trim().is_empty())))
}

fn parse<T: for<'de> Deserialize<'de>>(path: &Path, line: u64, text: &str) -> Result<T, DatasetError> {
    serde_json::from_str(text).map_err(|error| DatasetError::Line {
        path: path.to_owned(),
        line,
        what: error.to_string(),
    })
}
