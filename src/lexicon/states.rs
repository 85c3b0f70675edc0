//! The states whose bodies are named: one spelling for each, which stands after the body's name.

use super::cache::WordMap;
use super::countries::country_words;
use super::files::STATES;
use super::inflection::forms;
use super::normalization::normalize;
use super::organisations;
use super::ru::morphology::dictionary_forms;
use crate::model::table::{Once, TableError, compiled_in};
use crate::model::{Country, Language, Via};

/// The table of states.
pub struct States {
    rows: Vec<State>,
    of_adjective: WordMap<usize>,
    /// Every spelling of a state, with its number, the longest first.
    written: Vec<(&'static str, usize)>,
    /// Their English names and the forms of their Belarusian ones.
    foreign: WordMap<usize>,
}

/// A state.
pub struct State {
    /// ISO 3166-1 alpha-2, or EU or SU.
    pub code: &'static str,
    /// In the genitive.
    pub name: &'static str,
}

impl Default for States {
    fn default() -> Self {
        Self::new()
    }
}

impl States {
    /// Reads the table.
    ///
    /// # Panics
    ///
    /// When there is a mistake in it.
    pub fn new() -> Self {
        compiled_in(Self::read())
    }

    fn read() -> Result<Self, TableError> {
        let mut states = Self {
            rows: Vec::new(),
            of_adjective: WordMap::default(),
            written: Vec::new(),
            foreign: WordMap::default(),
        };
        let mut once = Once::default();
        for row in STATES.table(["code", "name", "also", "adjective"]).optional(2).rows() {
            let [code, name, also, adjectives] = row?;
            once.take(code, code.text()?)?;
            let number = states.rows.len();
            let name = name.text()?;
            states.rows.push(State { code: organisations::code(code)?, name });
            states.written.extend(also.list("; ")?.into_iter().chain([name]).map(|name| (name, number)));
            for adjective in adjectives.list("; ")? {
                for form in dictionary_forms(adjective, false) {
                    states.of_adjective.insert(form, number);
                }
            }
        }
        for name in Country::names() {
            let Some(number) = states.rows.iter().position(|state| state.code == name.country.code()) else {
                continue;
            };
            let is_name = matches!(name.via, Via::Name | Via::Abbreviation);
            let belarusian = name.language == Language::Belarusian && !name.text.contains([' ', '-']);
            if belarusian && is_name {
                let forms = forms(name.text, Language::Belarusian, name.plural);
                let listed = name.forms.iter().map(|form| normalize(form));
                states.foreign.extend(forms.into_iter().chain(listed).map(|form| (form, number)));
            }
            if name.language == Language::English && is_name {
                states.foreign.insert(name.text.to_lowercase(), number);
            }
            states.foreign.insert(name.country.name(Language::English).to_lowercase(), number);
        }
        states.written.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Ok(states)
    }

    /// The state of an adjective in normal form.
    pub fn of_adjective(&self, form: &str) -> Option<&State> {
        self.of_adjective.get(form).map(|&number| &self.rows[number])
    }

    /// The name of a state in the genitive, by its code.
    pub fn named(&self, code: &str) -> Option<&'static str> {
        self.rows.iter().find(|state| state.code == code).map(|state| state.name)
    }

    /// Whether words in lower case are the English name of a state or a form of its Belarusian one.
    pub fn is_foreign(&self, name: &str) -> bool {
        self.foreign.contains_key(name)
    }

    /// The state named in English or Belarusian after a body's name: «of the Republic of Belarus», «Рэспублікі
    /// Беларусь».
    fn of_foreign(&self, tail: &str) -> Option<&State> {
        let tail = tail.trim().to_lowercase();
        let mut name = tail.as_str();
        let stands_before_state = |word: &str| {
            let languages = [Language::Belarusian, Language::English];
            languages.iter().any(|&language| country_words().is_before_state(word, language))
        };
        while let Some((_, rest)) = name.split_once(' ').filter(|(word, _)| stands_before_state(word)) {
            name = rest;
        }
        self.foreign.get(name).map(|&number| &self.rows[number])
    }

    /// The listed name of a body with what is written after it, and the state, if that is one.
    pub fn filed_with(&self, name: &str, tail: &str) -> (String, Option<&State>) {
        match self.of_foreign(tail) {
            Some(state) => (format!("{name} {}", state.name), Some(state)),
            None => self.filed(&format!("{name}{tail}")),
        }
    }

    /// A name with the state at its end in its listed spelling, and that state.
    pub fn filed(&self, name: &str) -> (String, Option<&State>) {
        for &(written, number) in &self.written {
            if let Some(before) = name.strip_suffix(written).filter(|before| before.ends_with(' ')) {
                let state = &self.rows[number];
                return (format!("{before}{}", state.name), Some(state));
            }
        }
        (name.to_owned(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str, code: Option<&str>) {
        let states = States::new();
        let (filed, state) = states.filed(name);
        assert_eq!((filed.as_str(), state.map(|state| state.code)), (expected, code), "{name}");
    }

    #[test]
    fn one_name_for_a_state() {
        check("МИД РФ", "МИД России", Some("RU"));
        check("Национальный банк Республики Беларусь", "Национальный банк Беларуси", Some("BY"));
        check("Парламент Чехии", "Парламент Чехии", Some("CZ"));
        check("РФ", "РФ", None);
        check("Управление по Пермскому краю", "Управление по Пермскому краю", None);
    }

    #[test]
    fn adjectives_of_states() {
        let states = States::new();
        let code = |form| states.of_adjective(form).map(|state| state.code);
        assert_eq!(code("чешского"), Some("CZ"));
        assert_eq!(code("районного"), None);
    }
}
