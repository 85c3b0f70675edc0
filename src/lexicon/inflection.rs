//! The forms of a name's word, by rule from its nominative. The rules give every form that the word has and some that
//! it does not have: when names are searched in text, a form too many costs nothing, a missing one loses documents.
//! Forms that no rule gives (fleeting vowels: Египет, Египта) are listed with the name.

use super::normalization::normalize;
use super::{be, en, ru};
use crate::model::Language;

/// The form of an adjective, in the masculine nominative, in a compound: «российский», «российско-американский». `None`
/// when its language makes none of it.
pub fn combining_form(adjective: &str, language: Language) -> Option<String> {
    let (ending, vowel) = match language {
        Language::Russian => ("ий", "о"),
        Language::Belarusian => ("і", "а"),
        Language::English | Language::Undetermined => return None,
    };
    let stem = adjective.strip_suffix(ending).filter(|stem| stem.ends_with('к'))?;
    Some(normalize(&format!("{stem}{vowel}")))
}

/// Whether an adjective in normal form is the first part of a compound: «российско-», «кітайска-».
pub fn is_combining_form(form: &str, language: Language) -> bool {
    match language {
        Language::Russian => form.ends_with('о') && !form.ends_with("ого") && !form.ends_with("его"),
        Language::Belarusian => form.ends_with("ска") || form.ends_with("цка"),
        Language::English | Language::Undetermined => false,
    }
}

/// All forms of one word, normalised, the nominative first. `plural` says that it is a plural noun.
pub fn forms(word: &str, language: Language, plural: bool) -> Vec<String> {
    let word = normalize(word);
    let mut forms = vec![word.clone()];
    match language {
        Language::Russian | Language::Undetermined => ru::inflection::forms(&word, plural, &mut forms),
        Language::Belarusian => be::inflection::forms(&word, plural, &mut forms),
        Language::English => en::inflection::forms(&word, plural, &mut forms),
    }
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, plural: bool, word: &str, expected: &str) {
        let found = forms(word, language, plural);
        for form in expected.split(' ') {
            assert!(found.iter().any(|found| found == form), "{word}: {form} is missing from {found:?}");
        }
    }

    #[test]
    fn russian_names() {
        let ru = Language::Russian;
        check(ru, false, "Китай", "китай китая китаю китаем китае");
        check(ru, false, "Дания", "дания дании данию данией");
        check(ru, false, "Беларусь", "беларуси беларусью");
        check(ru, false, "Вьетнам", "вьетнама вьетнаму вьетнамом вьетнаме");
        check(ru, false, "Куба", "кубы кубе кубу кубой");
        check(ru, false, "Саудовская", "саудовской саудовскую");
        check(ru, false, "эмиратский", "эмиратского эмиратская эмиратские эмиратскими");
        check(ru, true, "Эмираты", "эмиратов эмиратам эмиратами эмиратах");
        check(ru, true, "Филиппины", "филиппин филиппинах");
        check(ru, false, "Южная", "южной южную");
        assert_eq!(forms("Перу", ru, false), ["перу"]);
        assert_eq!(forms("Мали", ru, false), ["мали"]);
    }

    #[test]
    fn belarusian_names() {
        let be = Language::Belarusian;
        check(be, false, "Кітай", "кітая кітаю кітаем кітаі");
        check(be, false, "Індыя", "індыі індыю індыяй");
        check(be, false, "Грузія", "грузіі грузію грузіяй");
        check(be, false, "Амерыка", "амерыкі амерыцы амерыку амерыкай");
        check(be, false, "кітайскі", "кітайскага кітайская кітайскія кітайскімі");
        check(be, true, "Эміраты", "эміратаў эміратам эміратамі эміратах");
    }

    #[test]
    fn english_names() {
        check(Language::English, false, "China", "china china's");
    }
}
