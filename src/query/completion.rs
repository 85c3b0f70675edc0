//! Which names somebody may mean who has typed the beginning of one, or one of its words in some form.

use crate::lexicon::normalize;

/// A form may differ from the name by so many letters at its end: «Залесского» from «Залесский».
const MAX_ENDING: usize = 3;

/// Forms are compared only when so many letters are the same: «Лена» is no form of «Лев».
const MIN_COMMON: usize = 4;

/// What was typed, ready to be compared with names.
#[derive(Clone, Debug)]
pub struct Completion {
    words: Vec<String>,
}

impl Completion {
    /// Reads what was typed; nothing typed completes to every name.
    pub fn new(typed: &str) -> Self {
        Self { words: words(typed).collect() }
    }

    /// Whether every word that was typed begins a word of the name, or is another form of it.
    pub fn matches(&self, name: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let name: Vec<String> = words(name).collect();
        self.words
            .iter()
            .all(|typed| name.iter().any(|word| word.starts_with(typed) || same_word(typed, word)))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).map(normalize).filter(|word| !word.is_empty())
}

fn same_word(typed: &str, word: &str) -> bool {
    let common = typed.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str| text.chars().count() - common;
    common >= MIN_COMMON && rest(typed) <= MAX_ENDING && rest(word) <= MAX_ENDING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_and_forms() {
        let check = |typed: &str, name: &str, expected: bool| {
            assert_eq!(Completion::new(typed).matches(name), expected, "{typed}: {name}");
        };
        check("зал", "Кирилл Залесский", true);
        check("залесского кир", "Кирилл Залесский", true);
        check("Залесской", "Кирилл Залесский", true);
        check("алес", "Кирилл Залесский", false);
        check("лена", "Лев Толстой", false);
        check("министерство св", "Министерство связи и информатизации", true);
        check("Ю. Шап", "Ю.А. Шапкина", true);
        check("", "Кто угодно", true);
        check("семён", "Семен Шапиро", true);
    }
}
