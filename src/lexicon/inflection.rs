//! The forms of a name's word, by rule from its nominative. The rules give every form that the word has and some
//! that it has not: for finding names in text a form too many costs nothing, a missing one loses documents. What
//! no rule gives (fleeting vowels: Египет, Египта) is listed with the name.

use super::normalization::normalize;
use crate::model::Language;

/// All forms of one word, normalised, the nominative first. `plural` says that it is a plural noun.
pub fn forms(word: &str, language: Language, plural: bool) -> Vec<String> {
    let word = normalize(word);
    let mut forms = vec![word.clone()];
    match language {
        Language::Russian | Language::Undetermined => russian(&word, plural, &mut forms),
        Language::Belarusian => belarusian(&word, plural, &mut forms),
        Language::English => english(&word, plural, &mut forms),
    }
    let mut seen = std::collections::HashSet::new();
    forms.retain(|form| seen.insert(form.clone()));
    forms
}

/// One rule: words that end in the first string replace it by each of the others.
type Rule = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
const RUSSIAN: &[Rule] = &[
    // Adjectives: hard, velar and soft stems, from any gender and the plural.
    ("ый", &["ого", "ому", "ым", "ом", "ая", "ую", "ой", "ою", "ое", "ые", "ых", "ыми"]),
    ("ой", &["ого", "ому", "ым", "им", "ом", "ая", "ую", "ою", "ое", "ые", "ие", "ых", "их", "ыми", "ими"]),
    ("ий", &["ого", "ому", "им", "ом", "ая", "ую", "ой", "ою", "ое", "ие", "их", "ими",
             "его", "ему", "ем", "яя", "юю", "ей", "ее"]),
    ("ая", &["ой", "ую", "ою", "ей", "ею"]),
    ("яя", &["ей", "юю", "ею"]),
    ("ое", &["ого", "ому", "ым", "им", "ом"]),
    ("ее", &["его", "ему", "им", "ем"]),
    ("ые", &["ых", "ым", "ыми"]),
    ("ие", &["их", "им", "ими", "ия", "ию", "ием", "ии"]),
    // Nouns.
    ("ия", &["ии", "ию", "ией", "иею"]),
    ("а", &["ы", "и", "е", "у", "ой", "ою", "ей"]),
    ("я", &["и", "е", "ю", "ей", "ею"]),
    ("й", &["я", "ю", "ем", "е", "и"]),
    ("ь", &["я", "ю", "ем", "е", "и", "ью"]),
];

#[rustfmt::skip]
const BELARUSIAN: &[Rule] = &[
    ("ы", &["ага", "ому", "аму", "ым", "ая", "ую", "ай", "аю", "ой", "ое", "ае", "ыя", "ых", "ымі"]),
    ("і", &["ага", "аму", "ім", "ая", "ую", "ай", "аю", "ое", "ае", "ія", "іх", "імі",
            "яга", "яму", "яя", "юю", "яй", "яе"]),
    ("ая", &["ай", "ую", "аю", "ой"]),
    ("яя", &["яй", "юю"]),
    ("ае", &["ага", "аму", "ым", "ім"]),
    ("ое", &["ога", "ому", "ым"]),
    ("ыя", &["ых", "ым", "ымі"]),
    ("ія", &["іх", "ім", "імі", "іі", "ію", "іяй", "іяю"]),
    ("ыя", &["ыі", "ыю", "ыяй", "ыяю"]),
    ("ка", &["цы", "ке", "кі", "ку", "кай", "каю", "кой"]),
    ("га", &["зе", "гі", "гу", "гай", "гаю", "гой"]),
    ("ха", &["се", "хі", "ху", "хай", "хаю"]),
    ("а", &["ы", "і", "е", "у", "ай", "аю", "ой", "ою"]),
    ("я", &["і", "е", "ю", "яй", "яю", "ёй", "ей"]),
    ("й", &["я", "ю", "ем", "і"]),
    ("ь", &["я", "ю", "ем", "і", "ню", "лю", "рю"]),
];

const RUSSIAN_HARD: &[&str] = &["а", "у", "ом", "ем", "е", "ы", "и"];
const BELARUSIAN_HARD: &[&str] = &["а", "у", "ам", "ом", "ем", "е", "ы", "і"];
const RUSSIAN_PLURAL: &[&str] = &["", "ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях"];
const BELARUSIAN_PLURAL: &[&str] = &["", "аў", "яў", "оў", "ам", "ям", "амі", "ямі", "ах", "ях"];

fn russian(word: &str, plural: bool, forms: &mut Vec<String>) {
    inflect(word, RUSSIAN, RUSSIAN_HARD, forms);
    if plural {
        decline_plural(word, &["ы", "и", "а", "я", "е"], RUSSIAN_PLURAL, forms);
    }
}

fn belarusian(word: &str, plural: bool, forms: &mut Vec<String>) {
    inflect(word, BELARUSIAN, BELARUSIAN_HARD, forms);
    if plural {
        decline_plural(word, &["ы", "і", "е"], BELARUSIAN_PLURAL, forms);
    }
}

/// Words in a consonant take the `hard` endings; -о, -е, -и, -у, -э, -ю do not inflect, as no rule names them.
fn inflect(word: &str, rules: &[Rule], hard: &[&str], forms: &mut Vec<String>) {
    for (ending, others) in rules {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) {
            forms.extend(others.iter().map(|other| format!("{stem}{other}")));
        }
    }
    if word.chars().next_back().is_some_and(|last| "бвгджзклмнпрстўфхцчшщ".contains(last))
    {
        forms.extend(hard.iter().map(|other| format!("{word}{other}")));
    }
}

fn decline_plural(word: &str, endings: &[&str], others: &[&str], forms: &mut Vec<String>) {
    if let Some(stem) = endings.iter().find_map(|ending| word.strip_suffix(ending)) {
        forms.extend(others.iter().map(|other| format!("{stem}{other}")));
    }
}

fn english(word: &str, plural: bool, forms: &mut Vec<String>) {
    forms.push(format!("{word}'s"));
    if plural && !word.ends_with('s') {
        forms.push(format!("{word}s"));
    }
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
