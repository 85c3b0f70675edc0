//! The communiqué as it was published.

use std::{fmt, ops::Range};

use super::{Country, DocumentId, Language, Published, Shown};

/// Where an item was read: a file, and the line or entry if it has several items.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The path as it was given, below the corpus.
    pub path: String,
    /// The line (JSON Lines) or the entry (feeds), counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name of a file may contain line breaks and terminal commands, which must not get into a report.
        write!(f, "{}", Shown(&self.path))?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// What was published, as a reader of `corpus` found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Communique {
    /// Its stable id.
    pub id: DocumentId,
    /// Where it was published.
    pub url: Option<String>,
    /// The host of the publisher's site, in the form of [`super::Publishers::key`]; empty when unknown.
    pub source: String,
    /// The title: one line, never empty.
    pub title: String,
    /// The whole text: paragraphs separated by blank lines (`\n\n`), never empty.
    pub text: String,
    /// The byte ranges of `text` that are background («Справочно»), in order, on paragraph boundaries.
    pub background: Vec<Range<usize>>,
    /// The publication date that the publisher stated.
    pub published: Option<Published>,
    /// The language that the publisher states.
    pub language: Option<Language>,
    /// Country codes that the publisher states. They are kept in addition to those found in the text.
    pub countries: Vec<Country>,
    /// Topic ids that the publisher states.
    pub topics: Vec<String>,
    /// Where it was read.
    pub origin: Origin,
}

impl Communique {
    /// Whether the byte at `offset` of the text belongs to the background. A text may have a range for every paragraph,
    /// and every token asks, so the range is found by halving.
    pub fn is_background(&self, offset: usize) -> bool {
        let after = self.background.partition_point(|range| range.end <= offset);
        self.background.get(after).is_some_and(|range| range.contains(&offset))
    }

    /// A hash of all that was published, which tells whether a communiqué has changed. Its path does not count.
    pub fn content_hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let date =
            self.published.map(|published| format!("{}{}", published.date, published.precision.code()));
        let countries: Vec<&str> = self.countries.iter().map(Country::code).collect();
        let fields = [
            self.id.as_str(),
            self.url.as_deref().unwrap_or(""),
            &self.source,
            &self.title,
            &self.text,
            &format!("{:?}", self.background),
            date.as_deref().unwrap_or(""),
            self.language.map_or("", Language::code),
            &countries.join(" "),
            &self.topics.join(" "),
        ];
        for field in fields {
            // The length keeps fields apart: ("ab", "c") is not ("a", "bc").
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
impl Communique {
    /// A communiqué of a title and a text only, for tests. The text after «Справочно» is background.
    pub(crate) fn of(title: &str, text: &str) -> Self {
        Self {
            id: DocumentId::from_path("a").expect("an id"),
            url: None,
            source: String::new(),
            title: title.to_owned(),
            text: text.to_owned(),
            background: text.find("Справочно").map(|at| at..text.len()).into_iter().collect(),
            published: None,
            language: None,
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: "a".to_owned(), line: None },
        }
    }
}
