//! Prepositions, conjunctions and similar words that the rules look for beside names.

use std::sync::LazyLock;

use super::cache::WordMap;
use super::files::{COUNT, LANGUAGES};
use super::names::agreement::Agreement;
use crate::model::Language;
use crate::model::table::{Once, TableError, compiled_in};

/// The properties of a word beside a name. The default is for words that no list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionWord {
    /// It joins two words of one kind: «и».
    pub and: bool,
    /// It may stand inside an office: «посол по особым поручениям».
    pub in_office: bool,
    /// What stands behind it is a place rather than a person: «в Кирове».
    pub before_place: bool,
    /// A site behind it is a place where a person is or writes: «в Twitter».
    pub before_site: bool,
    /// It may stand inside the name of a body: "of".
    pub in_body: bool,
    /// It may stand inside the name of an organisation in Latin letters: "de".
    pub in_name: bool,
    /// Behind it «имени» introduces a person's own name: «человек по имени Карни».
    pub before_own_name: bool,
    /// The cases of a noun behind it, in every gender and number; empty if any.
    pub cases: Agreement,
}

#[derive(Clone, Copy)]
enum Class {
    Mark(fn(&mut FunctionWord)),
    Case(usize),
}

const CLASSES: [(&str, Class); 12] = [
    ("and", Class::Mark(|word| word.and = true)),
    ("in-office", Class::Mark(|word| word.in_office = true)),
    ("before-place", Class::Mark(|word| word.before_place = true)),
    ("before-site", Class::Mark(|word| word.before_site = true)),
    ("in-body", Class::Mark(|word| word.in_body = true)),
    ("in-name", Class::Mark(|word| word.in_name = true)),
    ("before-own-name", Class::Mark(|word| word.before_own_name = true)),
    ("genitive", Class::Case(1)),
    ("dative", Class::Case(2)),
    ("accusative", Class::Case(3)),
    ("instrumental", Class::Case(4)),
    ("locative", Class::Case(5)),
];

/// For each language, in the order of [`LANGUAGES`], the properties of a word.
type ByLanguage = [Option<FunctionWord>; COUNT];

static WORDS: LazyLock<WordMap<ByLanguage>> = LazyLock::new(|| compiled_in(read()));

fn read() -> Result<WordMap<ByLanguage>, TableError> {
    let mut words: WordMap<ByLanguage> = WordMap::default();
    for (number, files) in LANGUAGES.iter().enumerate() {
        let mut once = Once::default();
        for row in files.function_words.table(["word", "classes"]).rows() {
            let [cell, classes] = row?;
            let text = cell.text()?;
            once.take(cell, text)?;
            let mut word = FunctionWord::default();
            for class in classes.some_of(&CLASSES)? {
                match class {
                    Class::Mark(set) => set(&mut word),
                    Class::Case(case) => word.cases |= Agreement::case(case).any_gender(),
                }
            }
            words.entry(text.to_owned()).or_default()[number] = Some(word);
        }
    }
    Ok(words)
}

/// The properties of a word in normal form in a text of a language; if that language does not have it, those in the
/// first other language that does.
pub fn function_word(form: &str, language: Language) -> FunctionWord {
    let Some(words) = WORDS.get(form) else { return FunctionWord::default() };
    let own = LANGUAGES.iter().position(|files| files.language == language).unwrap_or(0);
    words[own].or_else(|| words.iter().copied().flatten().next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_text_decides() {
        let place = |form, language| function_word(form, language).before_place;
        assert!(place("у", Language::Belarusian) && !place("у", Language::Russian));
        assert!(place("в", Language::Belarusian) && place("in", Language::Russian));
        assert!(!place("стол", Language::Russian));
        let with = function_word("с", Language::Undetermined).cases;
        assert!(with.meets(Agreement::case(1)) && with.meets(Agreement::case(4)));
        assert!(!with.meets(Agreement::case(2)));
    }
}
