//! Abbreviations whose full stop does not end a sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::files::LANGUAGES;
use crate::model::table::{Once, TableError, compiled_in};

#[derive(Default)]
pub(super) struct Abbreviations {
    in_sentences: HashSet<&'static str>,
    before_persons: HashSet<&'static str>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| compiled_in(Abbreviations::read()));

impl Abbreviations {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut read = Self::default();
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.abbreviations.table(["abbreviation", "rules"]).rows() {
                let [abbreviation, rules] = row?;
                let text = abbreviation.text()?;
                once.take(abbreviation, text)?;
                for for_persons in rules.some_of(&[("sentence", false), ("person", true)])? {
                    let set = if for_persons { &mut read.before_persons } else { &mut read.in_sentences };
                    set.insert(text);
                }
            }
        }
        Ok(read)
    }
}

/// Whether a word in lower case is an abbreviation whose full stop does not end a sentence.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.in_sentences.contains(word)
}

/// Whether a word in normal form is an abbreviation that stands before the name of a person: «им.», «г.».
pub fn is_abbreviation_before_person(form: &str) -> bool {
    ABBREVIATIONS.before_persons.contains(form)
}
