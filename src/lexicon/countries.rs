//! Words beside the names of countries, and names of other things that contain one.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::files::LANGUAGES;
use super::offices::{self, offices};
use super::patterns::Patterns;
use crate::model::Language;
use crate::model::table::{Once, TableError, compiled_in};

/// What the words around the name of a country say of it.
#[derive(Default)]
pub struct CountryWords {
    currencies: Patterns,
    american: Patterns,
    languages: Patterns,
    between_languages: Patterns,
    origins: HashSet<&'static str>,
    officials: Vec<&'static str>,
    before_states: HashSet<(Language, &'static str)>,
}

/// A name that contains the name of a country and is of something else.
pub struct NotCountry {
    /// The language of the name.
    pub language: Language,
    /// The name in the nominative, its words separated by single blanks.
    pub text: &'static str,
    /// It is indeclinable.
    pub fixed: bool,
}

#[derive(Clone, Copy)]
enum Class {
    Currency,
    American,
    Language,
    List,
    Origin,
    Official,
    BeforeState,
}

const CLASSES: [(&str, Class); 7] = [
    ("currency", Class::Currency),
    ("american", Class::American),
    ("language", Class::Language),
    ("list", Class::List),
    ("origin", Class::Origin),
    ("official", Class::Official),
    ("before-state", Class::BeforeState),
];

/// The words of every language.
pub fn country_words() -> &'static CountryWords {
    static WORDS: LazyLock<CountryWords> = LazyLock::new(|| compiled_in(CountryWords::read()));
    &WORDS
}

/// The names of every language.
///
/// # Panics
///
/// When there is a mistake in the lists.
pub fn not_countries() -> Vec<NotCountry> {
    compiled_in(read_not_countries())
}

pub(super) fn read_not_countries() -> Result<Vec<NotCountry>, TableError> {
    let mut names = Vec::new();
    for files in &LANGUAGES {
        let mut once = Once::default();
        for row in files.not_countries.table(["text", "extra"]).optional(1).rows() {
            let [text, extra] = row?;
            once.take(text, text.text()?)?;
            let fixed = extra.one_of(&[("", false), ("fixed", true)])?;
            names.push(NotCountry { language: files.language, text: text.text()?, fixed });
        }
    }
    Ok(names)
}

impl CountryWords {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut read = Self::default();
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.country_words.table(["word", "classes"]).rows() {
                let [word, classes] = row?;
                let text = word.text()?;
                once.take(word, text)?;
                for class in classes.some_of(&CLASSES)? {
                    match class {
                        Class::Currency => read.currencies.add(text),
                        Class::American => read.american.add(text),
                        Class::Language => read.languages.add(text),
                        Class::List => read.between_languages.add(text),
                        Class::Origin => _ = read.origins.insert(text),
                        Class::Official => read.officials.push(text),
                        Class::BeforeState => _ = read.before_states.insert((files.language, text)),
                    }
                }
            }
        }
        let officials = offices()?.into_iter().filter(|office| office.is_for(offices::Rule::Official));
        read.officials.extend(officials.map(|office| office.word));
        Ok(read)
    }

    /// Whether a word in normal form is a currency: «доллары».
    pub fn is_currency(&self, form: &str) -> bool {
        self.currencies.has(form)
    }

    /// Whether a word in normal form names the United States in an amount: «5 млн долларов США».
    pub fn is_american(&self, form: &str) -> bool {
        self.american.has(form)
    }

    /// Whether adjectives before a word in normal form are languages: «на китайском языке».
    pub fn is_language(&self, form: &str) -> bool {
        self.languages.has(form)
    }

    /// Whether a word in normal form may stand between the names of languages: «на китайском или немецком языке».
    pub fn is_between_languages(&self, form: &str) -> bool {
        self.between_languages.has(form)
    }

    /// Whether a dictionary form is a word for a person's origin: «происхождение».
    pub fn is_origin(&self, lemma: &str) -> bool {
        self.origins.contains(lemma)
    }

    /// Whether a word in normal form may stand between the name of a body and that of its state, in a text of this
    /// language: «of the Republic of Belarus».
    pub fn is_before_state(&self, form: &str, language: Language) -> bool {
        self.before_states.contains(&(language, form))
    }

    /// Whether a dictionary form is a word for a person who acts for a state, serves it, or belongs to a people without
    /// a state of that name. Compared by the end of the word, for «вице-премьер» and «экс-президент».
    pub fn is_official(&self, lemma: &str) -> bool {
        self.officials.iter().any(|official| lemma.ends_with(official))
    }
}
