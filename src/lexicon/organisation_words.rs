//! The words that the rules for organisations use: those that begin a name (heads), and those beside a name (cues).

use std::collections::HashSet;

use super::bodies::{Head, bodies};
use super::cache::WordMap;
use super::files::LANGUAGES;
use super::normalization::normalize;
use super::patterns::Patterns;
use super::ru::morphology::dictionary_forms;
use super::{offices, ru, speech};
use crate::model::Language;
use crate::model::table::{Once, TableError, compiled_in};

/// A cue: what a word says about the name beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cue {
    /// Before the name: «глава «Газпрома»», «акции Google».
    pub role: bool,
    /// Before the name of the source of a report: «сообщает «Интерфакс»».
    pub report: bool,
    /// Before the name of the source: «по данным «Интерфакса»».
    pub source: bool,
    /// After the name of the speaker: «Google сообщила».
    pub speech: bool,
    /// Before the name of something else: «фильм «Яндекс»».
    pub product: bool,
    /// An adjective that makes the word behind it a name: «верховный суд».
    pub kind: bool,
    /// It is not a subject of an organisation's work.
    pub subject: bool,
    /// Before the name of a place: «суд города Кёльна».
    pub territory: bool,
    /// A Latin word by which a name is an organisation's: «Burj Holding».
    pub company: bool,
    /// An adjective that is not part of a name unless it has a capital letter.
    pub loose: bool,
    /// An adjective that is part of the name behind it but does not make it one: «районный суд».
    pub level: bool,
}

/// The words by their normal form in text.
pub struct OrganisationWords {
    heads: Vec<Head>,
    head_of_form: WordMap<usize>,
    cues: WordMap<Cue>,
    legal: HashSet<&'static str>,
    never: HashSet<&'static str>,
    mistaken: HashSet<&'static str>,
    english: HashSet<&'static str>,
    english_titles: HashSet<&'static str>,
    of_states: HashSet<&'static str>,
    with: HashSet<&'static str>,
    attached: HashSet<&'static str>,
    games: Patterns,
    named_after: HashSet<&'static str>,
}

#[derive(Clone, Copy)]
enum Class {
    /// A cue, in all forms of the dictionary.
    InForms(fn(&mut Cue)),
    /// A cue, only as it is written.
    AsWritten(fn(&mut Cue)),
    Legal,
    Never,
    Mistaken,
    English,
    EnglishTitle,
    OfState,
    With,
    Attached,
    Game,
    NamedAfter,
}

const CLASSES: [(&str, Class); 19] = [
    ("role", Class::InForms(|cue| cue.role = true)),
    ("product", Class::InForms(|cue| cue.product = true)),
    ("subject", Class::InForms(|cue| cue.subject = true)),
    ("territory", Class::InForms(|cue| cue.territory = true)),
    ("kind", Class::InForms(|cue| cue.kind = true)),
    ("level", Class::InForms(|cue| cue.level = true)),
    ("loose", Class::InForms(|cue| cue.loose = true)),
    ("source", Class::AsWritten(|cue| cue.source = true)),
    ("company", Class::AsWritten(|cue| cue.company = true)),
    ("legal", Class::Legal),
    ("not", Class::Never),
    ("mistaken", Class::Mistaken),
    ("english", Class::English),
    ("english-title", Class::EnglishTitle),
    ("state", Class::OfState),
    ("with", Class::With),
    ("attached", Class::Attached),
    ("game", Class::Game),
    ("named-after", Class::NamedAfter),
];

impl Default for OrganisationWords {
    fn default() -> Self {
        Self::new()
    }
}

impl OrganisationWords {
    /// Reads the lists.
    ///
    /// # Panics
    ///
    /// When there is a mistake in them.
    pub fn new() -> Self {
        compiled_in(Self::read())
    }

    fn read() -> Result<Self, TableError> {
        let mut words = Self {
            heads: Vec::new(),
            head_of_form: WordMap::default(),
            cues: WordMap::default(),
            legal: HashSet::new(),
            never: HashSet::new(),
            mistaken: HashSet::new(),
            english: HashSet::new(),
            english_titles: HashSet::new(),
            of_states: HashSet::new(),
            with: HashSet::new(),
            attached: HashSet::new(),
            games: Patterns::default(),
            named_after: HashSet::new(),
        };
        for body in bodies()?.into_iter().filter(|body| body.language == Language::Russian) {
            let Some(head) = body.head else { continue };
            let number = words.heads.len();
            for form in forms(head.word) {
                words.head_of_form.entry(form).or_insert(number);
            }
            words.heads.push(head);
        }
        for office in offices::offices()?.into_iter().filter(|o| o.is_for(offices::Rule::Organisation)) {
            words.mark(forms(office.word), |cue| cue.role = true);
        }
        for verb in speech::verbs()? {
            if verb.is_for(speech::Rule::Organisation) {
                words.mark([normalize(verb.form)], |cue| cue.speech = true);
            }
            if verb.is_for(speech::Rule::Report) {
                words.mark([normalize(verb.form)], |cue| cue.report = true);
            }
        }
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.organisation_cues.table(["word", "classes"]).rows() {
                let [cell, classes] = row?;
                let word = cell.text()?;
                once.take(cell, word)?;
                for class in classes.some_of(&CLASSES)? {
                    match class {
                        Class::InForms(set) => words.mark(forms(word), set),
                        Class::AsWritten(set) => words.mark([normalize(word)], set),
                        Class::Legal => _ = words.legal.insert(word),
                        Class::Never => _ = words.never.insert(word),
                        Class::Mistaken => _ = words.mistaken.insert(word),
                        Class::English => _ = words.english.insert(word),
                        Class::EnglishTitle => _ = words.english_titles.insert(word),
                        Class::OfState => _ = words.of_states.insert(word),
                        Class::With => _ = words.with.insert(word),
                        Class::Attached => _ = words.attached.insert(word),
                        Class::Game => words.games.add(word),
                        Class::NamedAfter => _ = words.named_after.insert(word),
                    }
                }
            }
        }
        Ok(words)
    }

    fn mark(&mut self, forms: impl IntoIterator<Item = String>, set: fn(&mut Cue)) {
        for form in forms {
            set(self.cues.entry(form).or_default());
        }
    }

    /// The head of which a word in normal form is a form, with its number.
    pub fn head(&self, form: &str) -> Option<(usize, &Head)> {
        self.head_of_form.get(form).map(|&number| (number, &self.heads[number]))
    }

    /// The word that has a number.
    ///
    /// # Panics
    ///
    /// When there is none of that number.
    pub fn numbered(&self, number: usize) -> &Head {
        &self.heads[number]
    }

    /// Whether a body of that kind belongs to the state whose adjective stands before it: «чешский парламент» is the
    /// parliament of Czechia, but «Американский институт» may have that name.
    pub fn is_of_state(&self, number: usize) -> bool {
        self.heads[number].place && !self.heads[number].name
    }

    /// What a word in normal form says about the name beside it.
    pub fn cue(&self, form: &str) -> Cue {
        self.cues.get(form).copied().unwrap_or_default()
    }

    /// Whether an abbreviation is a legal form or similar: «ООО», «ФК».
    pub fn is_legal(&self, word: &str) -> bool {
        self.legal.contains(word)
    }

    /// Whether an abbreviation never names an organisation.
    pub fn is_never(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    /// Whether an English word, as it is written, belongs to the name of a body.
    pub fn is_english(&self, word: &str) -> bool {
        self.english.contains(word)
    }

    /// Whether an English word in normal form is not part of the name behind it, even with a capital: "Minister".
    pub fn is_english_title(&self, form: &str) -> bool {
        self.english_titles.contains(form)
    }

    /// Whether an abbreviation that no dictionary has is that of a state or a union of states: «ЕС».
    pub fn is_state(&self, word: &str) -> bool {
        self.of_states.contains(word)
    }

    /// Whether «с» may follow a noun in normal form: «по борьбе с коррупцией».
    pub fn takes_with(&self, form: &str) -> bool {
        self.with.contains(form)
    }

    /// Whether a body may be attached to a word in normal form: «при президенте».
    pub fn is_attached(&self, form: &str) -> bool {
        self.attached.contains(form)
    }

    /// Whether a word in normal form is a game, which is played with a club: «матч с «Зенитом»».
    pub fn is_game(&self, form: &str) -> bool {
        self.games.has(form)
    }

    /// Whether the name of whom a body is named after follows a word in normal form: «имени».
    pub fn is_named_after(&self, form: &str) -> bool {
        self.named_after.contains(form)
    }

    /// Whether a name, in lower case, is of something else than an organisation.
    pub fn is_mistaken(&self, name: &str) -> bool {
        self.mistaken.contains(name.replace(' ', "-").as_str())
    }

    /// Whether an adjective makes the word behind it a name: it is derived from a place (российский, парижский), or is
    /// listed.
    pub fn qualifies(&self, form: &str) -> bool {
        let cue = self.cue(form);
        cue.kind || ru::inflection::is_made_of_place(form) && !cue.level && !cue.loose
    }
}

fn forms(word: &str) -> Vec<String> {
    // In a compound only the last part is inflected: «пресс-служба».
    let (before, last) = word.rsplit_once('-').map_or(("", word), |(before, last)| (before, last));
    let mut forms = dictionary_forms(last, true);
    forms.push(normalize(last));
    if !before.is_empty() {
        forms = forms.into_iter().map(|form| format!("{before}-{form}")).collect();
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_any_form() {
        let words = OrganisationWords::new();
        let check = |form: &str, expected: Option<&str>| {
            assert_eq!(words.head(form).map(|(_, head)| head.word), expected, "{form}");
        };
        check("министерствами", Some("министерство"));
        check("пресс-службе", Some("пресс-служба"));
        check("суду", Some("суд"));
        check("стол", None);
        // A person's name may follow it, but it does not begin names of organisations.
        check("храм", None);
    }

    #[test]
    fn adjectives_that_make_names() {
        let words = OrganisationWords::new();
        for form in ["верховного", "российскому", "парижская"] {
            assert!(words.qualifies(form), "{form}");
        }
        for form in ["нового", "автоматического", "районный", "городского", ""]
        {
            assert!(!words.qualifies(form), "{form}");
        }
    }

    #[test]
    fn words_of_all_lists_are_cues() {
        let words = OrganisationWords::new();
        assert!(words.cue("главы").role && words.cue("акций").role);
        assert!(words.cue("сообщил").speech && words.cue("сообщил").report);
        assert!(words.cue("фильма").product && words.cue("данным").source);
    }
}
