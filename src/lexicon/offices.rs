//! Offices and occupations: one list, with the rules that use each word.

use super::files::LANGUAGES;
use crate::model::Language;
use crate::model::table::{Once, TableError};

/// A row of the list.
pub(super) struct Office {
    pub(super) language: Language,
    /// In the dictionary form.
    pub(super) word: &'static str,
    /// The stem of its other forms, where it differs.
    pub(super) stem: Option<&'static str>,
    rules: Vec<Rule>,
}

/// A rule that uses the word. The head of the file describes the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Person,
    Before,
    Organisation,
    Official,
    Speaker,
}

const RULES: [(&str, Rule); 5] = [
    ("person", Rule::Person),
    ("before", Rule::Before),
    ("organisation", Rule::Organisation),
    ("official", Rule::Official),
    ("speaker", Rule::Speaker),
];

impl Office {
    pub(super) fn is_for(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}

/// All of them.
pub(super) fn offices() -> Result<Vec<Office>, TableError> {
    let mut offices = Vec::new();
    for files in &LANGUAGES {
        let mut once = Once::default();
        for row in files.offices.table(["word", "rules", "stem"]).optional(1).rows() {
            let [word, rules, stem] = row?;
            once.take(word, word.text()?)?;
            offices.push(Office {
                language: files.language,
                word: word.text()?,
                stem: stem.optional(),
                rules: rules.some_of(&RULES)?,
            });
        }
    }
    Ok(offices)
}
