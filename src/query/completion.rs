//! Which names a typed text means (by a prefix of a name or by one of its words in some form), and which names are
//! spelled almost like it.

use crate::lexicon::normalize;

/// A form differs from the name in at most 3 letters at its end: «Залесского» from «Залесский».
const MAX_ENDING: usize = 3;

/// Most case endings have at most 2 letters.
const CASE_ENDING: usize = 2;

/// Forms share at least their first 4 letters: «Лена» is not a form of «Лев».
const MIN_COMMON: usize = 4;

/// At most 16 different words of a typed text are compared: no name has more, and a parameter may have thousands.
const MAX_WORDS: usize = 16;

/// What was typed, ready to be compared with names.
#[derive(Clone, Debug)]
pub struct Completion {
    words: Vec<String>,
}

impl Completion {
    /// Reads what was typed, each word once and the first 16 of them; an empty text completes to every name.
    pub fn new(typed: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in typed_words(typed) {
            if words.len() == MAX_WORDS {
                break;
            }
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Self { words }
    }

    /// Whether no word was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every typed word is a prefix of a word of the name, or another form of it.
    pub fn matches(&self, name: &str) -> bool {
        self.words.is_empty() || self.matches_words(&name_words(name))
    }

    /// The same for a name whose words are known: [`name_words`].
    pub fn matches_words(&self, name: &[String]) -> bool {
        self.words.iter().all(|typed| name.iter().any(|word| is_meant(typed, word)))
    }

    /// By how many letters a name differs from what was typed, each typed word compared with the word of the name
    /// that is nearest to it: 0 when every word begins one or is a form of one. `None` when a word is further than 1
    /// letter (of 4 to 6), than 2 letters (of 7 and more), or differs at all (of up to 3), and when nothing was typed;
    /// words that are further are compared without their last 2 letters, by the same rule.
    ///
    /// Letters are counted as in the optimal string alignment distance: one that is missing, added, another, or
    /// exchanged with its neighbour counts 1.
    pub fn distance(&self, name: &[String]) -> Option<usize> {
        if self.words.is_empty() {
            return None;
        }
        self.words.iter().map(|typed| name.iter().filter_map(|word| apart(typed, word)).min()).sum()
    }
}

/// The words of a name in normal form: lower case, without punctuation.
pub fn name_words(name: &str) -> Vec<String> {
    typed_words(name).collect()
}

fn typed_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).map(normalize).filter(|word| !word.is_empty())
}

fn is_meant(typed: &str, word: &str) -> bool {
    word.starts_with(typed) || same_word(typed, word)
}

/// How many letters two words differ by, up to the limits of [`Completion::distance`].
fn apart(typed: &str, word: &str) -> Option<usize> {
    if is_meant(typed, word) {
        return Some(0);
    }
    let (length, other) = (typed.chars().count(), word.chars().count());
    let most = allowed(length)?;
    if length.abs_diff(other) > most + CASE_ENDING {
        return None;
    }
    let within =
        |a: &str, b: &str, most: usize| Some(strsim::osa_distance(a, b)).filter(|found| *found <= most);
    within(typed, word, most).or_else(|| {
        // A misspelled name may be in another case, too: «Залеского» is near «Залесский» without the endings.
        let stem = |word: &str, length: usize| {
            Some(word.chars().take(length.checked_sub(CASE_ENDING)?).collect::<String>())
        };
        within(&stem(typed, length)?, &stem(word, other)?, allowed(length - CASE_ENDING)?)
    })
}

/// How many letters of a word of this length may differ.
fn allowed(length: usize) -> Option<usize> {
    match length {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
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

    #[test]
    fn a_long_text_is_compared_by_its_first_words() {
        let of = |typed: &str| Completion::new(typed).words;
        assert_eq!(of("а а а б а"), ["а", "б"]);
        let many: String = (0..5_000).map(|n| format!("w{n} ")).collect();
        assert_eq!(of(&many).len(), MAX_WORDS);
    }

    #[test]
    fn misspelled_names() {
        let check = |typed: &str, name: &str, expected: Option<usize>| {
            assert_eq!(Completion::new(typed).distance(&name_words(name)), expected, "{typed}: {name}");
        };
        check("Залеский", "Кирилл Залесский", Some(1));
        check("Кирил Залеский", "Кирилл Залесский", Some(1));
        check("Залеского", "Кирилл Залесский", Some(2));
        check("Злаесский", "Кирилл Залесский", Some(1));
        check("Зелёный", "Кирилл Залесский", None);
        check("Нетакой", "Наталья Березкина", None);
        check("Лагадич", "Бахадыр Эргашев", None);
        check("Ким", "Кир Том", None);
        check("Залесский Пётр", "Кирилл Залесский", None);
        check("", "Кирилл Залесский", None);
    }
}
