//! Words for bodies: those that begin the name of an organisation (heads), and those that are called by a person's
//! name.

use std::collections::HashSet;

use super::cache::WordMap;
use super::files::LANGUAGES;
use super::inflection::forms;
use super::normalization::normalize;
use super::ru::morphology::Gender;
use crate::model::table::{Once, TableError, compiled_in};
use crate::model::{Country, Language, Via};

/// A row of the list.
pub(super) struct Body {
    pub(super) language: Language,
    pub(super) word: &'static str,
    /// The stem of its other forms, where it differs.
    pub(super) stem: Option<&'static str>,
    /// A person's name behind it may be its name or that of its head.
    pub(super) named: bool,
    /// Its properties as the head of a name; `None` when it begins no names.
    pub(super) head: Option<Head>,
    gender: Option<Gender>,
    forms: Vec<&'static str>,
}

/// A word that begins the name of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// In the dictionary form.
    pub word: &'static str,
    /// With a subject alone it is a name: «министерство юстиции».
    pub strong: bool,
    /// With «по» and a subject alone it is a name: «комиссия по борьбе с коррупцией».
    pub by: bool,
    /// It takes a place or its adjective: «суд Кёльна», «чешский парламент».
    pub place: bool,
    /// It takes a subject in the genitive, or with «по»: «комитет по безопасности», «союз писателей».
    pub topic: bool,
    /// It takes the name of a person in the genitive: «правительство Нечаса», «музей Анны Ахматовой».
    pub person: bool,
    /// It stands before a name and is not part of it: «компания «Яндекс»», «газета Clarin».
    pub name: bool,
    /// It takes its location with «в»: «посольство в Лондоне».
    pub located: bool,
    /// With an ordinal it is a name: «5-я школа».
    pub numbered: bool,
    /// Alone and with a capital letter it is a body that the text has named: «Сенат».
    pub official: bool,
    /// It is part of an organisation that is named after it, and speaks for it: «пресс-служба МВД».
    pub of: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Strong,
    By,
    Place,
    Topic,
    Person,
    Name,
    In,
    Numbered,
    Official,
    Of,
    Named,
}

const MARKS: [(&str, Mark); 11] = [
    ("strong", Mark::Strong),
    ("by", Mark::By),
    ("place", Mark::Place),
    ("topic", Mark::Topic),
    ("person", Mark::Person),
    ("name", Mark::Name),
    ("in", Mark::In),
    ("numbered", Mark::Numbered),
    ("official", Mark::Official),
    ("of", Mark::Of),
    ("named", Mark::Named),
];

const GENDERS: [(&str, Option<Gender>); 4] =
    [("", None), ("m", Some(Gender::Masculine)), ("f", Some(Gender::Feminine)), ("n", Some(Gender::Neuter))];

/// All of them.
pub(super) fn bodies() -> Result<Vec<Body>, TableError> {
    let mut bodies = Vec::new();
    for files in &LANGUAGES {
        let mut once = Once::default();
        for row in files.bodies.table(["word", "marks", "stem", "gender", "forms"]).optional(3).rows() {
            let [word_cell, marks_cell, stem, gender, forms] = row?;
            let word = word_cell.text()?;
            once.take(word_cell, word)?;
            let marks = marks_cell.some_of(&MARKS)?;
            let has = |mark| marks.contains(&mark);
            let head = Head {
                word,
                strong: has(Mark::Strong),
                by: has(Mark::By),
                place: has(Mark::Place),
                topic: has(Mark::Topic),
                person: has(Mark::Person),
                name: has(Mark::Name),
                located: has(Mark::In),
                numbered: has(Mark::Numbered),
                official: has(Mark::Official),
                of: has(Mark::Of),
            };
            let begins = marks != [Mark::Named];
            let gender_of = gender.one_of(&GENDERS)?;
            if begins && files.language == Language::Belarusian && gender_of.is_none() {
                return Err(
                    gender.wrong("no gender of a Belarusian word that begins names; expected: m, f or n")
                );
            }
            bodies.push(Body {
                language: files.language,
                word,
                stem: stem.optional(),
                named: has(Mark::Named),
                head: begins.then_some(head),
                gender: gender_of,
                forms: forms.list(" ")?,
            });
        }
    }
    Ok(bodies)
}

/// Belarusian words that begin the names of organisations, by their forms. There is no dictionary of them.
pub struct BelarusianHeads {
    of_form: WordMap<BelarusianHead>,
    /// The forms of the names of states.
    states: HashSet<String>,
}

/// A Belarusian word that begins the name of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct BelarusianHead {
    /// In the nominative.
    pub word: &'static str,
    /// Its gender.
    pub gender: Gender,
    /// With a subject alone it is a name: «міністэрства юстыцыі».
    pub strong: bool,
    /// With a state it is a name: «пасольства Кітая».
    pub place: bool,
    /// It stands before a name in quotation marks and is not part of it: «кампанія «Буслік»».
    pub name: bool,
}

impl Default for BelarusianHeads {
    fn default() -> Self {
        Self::new()
    }
}

impl BelarusianHeads {
    /// Reads the list.
    ///
    /// # Panics
    ///
    /// When there is a mistake in it.
    pub fn new() -> Self {
        compiled_in(Self::read())
    }

    fn read() -> Result<Self, TableError> {
        let mut heads = Self { of_form: WordMap::default(), states: HashSet::new() };
        for body in bodies()?.into_iter().filter(|body| body.language == Language::Belarusian) {
            let (Some(head), Some(gender)) = (body.head, body.gender) else { continue };
            let Head { word, strong, place, name, .. } = head;
            let head = BelarusianHead { word, gender, strong, place, name };
            for form in body.forms.into_iter().chain([word]) {
                heads.of_form.insert(normalize(form), head);
            }
        }
        for name in Country::names() {
            let one_word = name.language == Language::Belarusian && !name.text.contains([' ', '-']);
            if one_word && matches!(name.via, Via::Name | Via::Abbreviation) {
                heads.states.extend(forms(name.text, Language::Belarusian, name.plural));
                heads.states.extend(name.forms.iter().map(|form| normalize(form)));
            }
        }
        Ok(heads)
    }

    /// The word of which this is a form, in normal form.
    pub fn get(&self, form: &str) -> Option<BelarusianHead> {
        self.of_form.get(form).copied()
    }

    /// Whether a word in normal form is a form of the name of a state.
    pub fn is_state(&self, form: &str) -> bool {
        self.states.contains(form)
    }
}
