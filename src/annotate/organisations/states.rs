//! The states whose bodies are named: one way to write each behind a name.

use crate::lexicon::{WordMap, dictionary_forms, forms, normalize};
use crate::model::{Country, Language, Via};

use crate::annotate::passage::Passage;

const STATES: &str = include_str!("../data/organisation_states.tsv");

/// The table of states.
pub(super) struct States {
    rows: Vec<State>,
    of_adjective: WordMap<usize>,
    /// Every way to write a state, and how it is filed; the longest first.
    written: Vec<(&'static str, usize)>,
    /// Their English names and the forms of their Belarusian ones.
    foreign: WordMap<usize>,
}

/// A state.
pub(super) struct State {
    pub(super) code: &'static str,
    /// In the genitive.
    pub(super) name: &'static str,
}

impl States {
    pub(super) fn new() -> Self {
        let mut states = Self {
            rows: Vec::new(),
            of_adjective: WordMap::default(),
            written: Vec::new(),
            foreign: WordMap::default(),
        };
        for line in STATES.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or("");
            let (code, name, also, adjectives) = (column(), column(), column(), column());
            let number = states.rows.len();
            states.rows.push(State { code, name });
            let names = also.split("; ").filter(|name| !name.is_empty()).chain([name]);
            states.written.extend(names.map(|name| (name, number)));
            for adjective in adjectives.split("; ").filter(|adjective| !adjective.is_empty()) {
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
        states
    }

    /// The state whose adjective a word in normal form is.
    pub(super) fn of_adjective(&self, form: &str) -> Option<&State> {
        self.of_adjective.get(form).map(|&number| &self.rows[number])
    }

    /// The name of a state in the genitive, by its code.
    pub(super) fn named(&self, code: &str) -> Option<&'static str> {
        self.rows.iter().find(|state| state.code == code).map(|state| state.name)
    }

    /// The last word of the state behind a name in a Belarusian or English text («of the Republic of Belarus»,
    /// «Рэспублікі Беларусь»).
    pub(super) fn behind(&self, passage: &Passage<'_>, last: usize, language: Language) -> Option<usize> {
        let mut next = last + 1;
        let words: &[&str] = match language {
            Language::English if passage.form(next) == "of" => {
                &["of", "the", "republic", "of", "kingdom", "of"]
            }
            Language::Belarusian => &["рэспублікі"],
            _ => return None,
        };
        for word in words {
            next += usize::from(passage.flows(next - 1) && passage.form(next) == *word);
        }
        let fits = |words: usize| {
            let end = next + words;
            (next - 1..end).all(|at| passage.flows(at)).then_some(end)
        };
        (0..3).rev().filter_map(fits).find(|&end| {
            let name: Vec<&str> = (next..=end).map(|at| passage.form(at)).collect();
            passage.capital(next) && self.foreign.contains_key(&name.join(" "))
        })
    }

    /// The state that such words name.
    fn of_foreign(&self, tail: &str) -> Option<&State> {
        let name = tail.trim().to_lowercase();
        let prefixes = ["of ", "the ", "republic of ", "kingdom of ", "рэспублікі "];
        let name =
            prefixes.iter().fold(name.as_str(), |name, prefix| name.strip_prefix(prefix).unwrap_or(name));
        self.foreign.get(name).map(|&number| &self.rows[number])
    }

    /// The name of a body with what is written behind it, as it is filed, and the state, if that is one.
    pub(super) fn filed_with(&self, name: &str, tail: &str) -> (String, Option<&State>) {
        match self.of_foreign(tail) {
            Some(state) => (format!("{name} {}", state.name), Some(state)),
            None => self.filed(&format!("{name}{tail}")),
        }
    }

    /// A name with the state at its end written as it is filed, and that state.
    pub(super) fn filed(&self, name: &str) -> (String, Option<&State>) {
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
