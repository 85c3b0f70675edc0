//! Verbs of speech: one list, with the rules that use each form.

use super::files::LANGUAGES;
use crate::model::Language;
use crate::model::table::{Once, TableError};

/// A row of the list.
pub(super) struct Verb {
    pub(super) language: Language,
    /// A form, or a prefix of forms with `*` at the end.
    pub(super) form: &'static str,
    rules: Vec<Rule>,
}

/// A rule that uses the form. The head of the file describes the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Person,
    Organisation,
    Report,
    Title,
}

const RULES: [(&str, Rule); 4] = [
    ("person", Rule::Person),
    ("organisation", Rule::Organisation),
    ("report", Rule::Report),
    ("title", Rule::Title),
];

impl Verb {
    pub(super) fn is_for(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}

/// All of them.
pub(super) fn verbs() -> Result<Vec<Verb>, TableError> {
    let mut verbs = Vec::new();
    for files in &LANGUAGES {
        let mut once = Once::default();
        for row in files.speech.table(["form", "rules"]).rows() {
            let [form, rules] = row?;
            once.take(form, form.text()?)?;
            let verb = Verb { language: files.language, form: form.text()?, rules: rules.some_of(&RULES)? };
            // Prefixes are supported in titles only.
            if verb.form.ends_with('*') && verb.rules != [Rule::Title] {
                return Err(rules.wrong("a form with * is for the rule title only"));
            }
            verbs.push(verb);
        }
    }
    Ok(verbs)
}
