//! Words by which a title is recognised as a statement.

use std::collections::HashSet;

use super::patterns::Patterns;
use super::{offices, speech};
use crate::model::table::{TableError, compiled_in};

/// The words.
pub struct SpeakerWords {
    offices: HashSet<&'static str>,
    verbs: Patterns,
}

impl Default for SpeakerWords {
    fn default() -> Self {
        Self::new()
    }
}

impl SpeakerWords {
    /// Reads the lists.
    ///
    /// # Panics
    ///
    /// When there is a mistake in them.
    pub fn new() -> Self {
        compiled_in(Self::read())
    }

    pub(super) fn read() -> Result<Self, TableError> {
        let offices = offices::offices()?.into_iter();
        let mut verbs = Patterns::default();
        for verb in speech::verbs()?.into_iter().filter(|verb| verb.is_for(speech::Rule::Title)) {
            verbs.add(verb.form);
        }
        Ok(Self {
            offices: offices
                .filter(|office| office.is_for(offices::Rule::Speaker))
                .map(|office| office.word)
                .collect(),
            verbs,
        })
    }

    /// Whether the office of a speaker in a title begins with a word in normal form.
    pub fn is_office(&self, form: &str) -> bool {
        self.offices.contains(form)
    }

    /// Whether a word in normal form is a verb of saying.
    pub fn is_speech(&self, form: &str) -> bool {
        self.verbs.has(form)
    }
}
