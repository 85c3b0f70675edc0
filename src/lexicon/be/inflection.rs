//! The endings of Belarusian nouns and adjectives.

use crate::lexicon::endings::{Rule, decline_plural, inflect};
use crate::lexicon::ru::morphology::Gender;

#[rustfmt::skip]
const RULES: &[Rule] = &[
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

const HARD: &[&str] = &["а", "у", "ам", "ом", "ем", "е", "ы", "і"];
const PLURAL: &[&str] = &["", "аў", "яў", "оў", "ам", "ям", "амі", "ямі", "ах", "ях"];

/// Adds the forms of a word.
pub(in crate::lexicon) fn forms(word: &str, plural: bool, forms: &mut Vec<String>) {
    inflect(word, RULES, HARD, forms);
    if plural {
        decline_plural(word, &["ы", "і", "е"], PLURAL, forms);
    }
}

/// Endings of nouns and adjectives in the genitive which verbs and the nominative seldom have.
const GENITIVE: [&str; 12] = ["і", "ы", "аў", "яў", "ага", "яга", "ога", "ай", "яй", "ых", "іх", "у"];

/// Whether a word in normal form looks like a genitive or, behind «па», a locative.
pub fn is_like_belarusian_subject(form: &str) -> bool {
    let locative = form.ends_with("ях") || form.ends_with("ах");
    locative || GENITIVE.iter().any(|ending| form.ends_with(ending))
}

const ADJECTIVES: [&str; 16] =
    ["ага", "яга", "ому", "аму", "яму", "ым", "ім", "ая", "яя", "ай", "яй", "ую", "юю", "ае", "ы", "і"];

/// Whether a word in normal form ends like an adjective. Short words of other kinds do too.
pub fn is_like_belarusian_adjective(form: &str) -> bool {
    ADJECTIVES.iter().any(|ending| form.ends_with(ending))
}

/// Whether a word in normal form looks like an adjective that is made of a place: «мінскага».
pub fn is_belarusian_adjective_of_place(form: &str) -> bool {
    ADJECTIVES.iter().any(|ending| {
        form.strip_suffix(ending).is_some_and(|stem| stem.ends_with("ск") || stem.ends_with("цк"))
    })
}

/// An adjective in the nominative of a gender.
pub fn belarusian_adjective(word: &str, gender: Gender) -> String {
    const HARD: [&str; 9] = ["ага", "ому", "аму", "ым", "ая", "ай", "ую", "ае", "ы"];
    let Some(stem) = HARD.iter().find_map(|ending| word.strip_suffix(ending)) else {
        // «кітайскім», «кітайскі»
        let Some(stem) = word.strip_suffix("ім").or_else(|| word.strip_suffix('і')) else {
            return word.to_owned();
        };
        return ending(stem, gender);
    };
    ending(stem, gender)
}

fn ending(stem: &str, gender: Gender) -> String {
    let velar = stem.ends_with(['к', 'г', 'х']);
    let ending = match gender {
        Gender::Feminine => "ая",
        Gender::Neuter => "ае",
        Gender::Masculine if velar => "і",
        Gender::Masculine => "ы",
    };
    format!("{stem}{ending}")
}
