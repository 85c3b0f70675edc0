//! Abbreviations whose full stop does not end a sentence.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::files::LANGUAGES;
use crate::model::Language;
use crate::model::table::{Once, TableError, compiled_in};

#[derive(Default)]
pub(super) struct Abbreviations {
    in_sentences: HashSet<&'static str>,
    before_persons: HashSet<&'static str>,
    /// The languages and the offices of those that stand for one.
    pub(super) offices: HashMap<&'static str, (Language, &'static str)>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| compiled_in(Abbreviations::read()));

impl Abbreviations {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut read = Self::default();
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.abbreviations.table(["abbreviation", "rules", "office"]).optional(1).rows() {
                let [abbreviation, rules, office] = row?;
                let text = abbreviation.text()?;
                once.take(abbreviation, text)?;
                for for_persons in rules.some_of(&[("sentence", false), ("person", true)])? {
                    let set = if for_persons { &mut read.before_persons } else { &mut read.in_sentences };
                    set.insert(text);
                }
                if let Some(office) = office.optional() {
                    read.offices.insert(text, (files.language, office));
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

/// The office that an abbreviation in normal form stands for: «профессор» of «проф».
pub fn abbreviated_office(form: &str) -> Option<&'static str> {
    ABBREVIATIONS.offices.get(form).map(|&(_, office)| office)
}
