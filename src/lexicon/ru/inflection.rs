//! The endings of Russian nouns and adjectives.

use crate::lexicon::endings::{Rule, decline_plural, inflect};

#[rustfmt::skip]
const RULES: &[Rule] = &[
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

const HARD: &[&str] = &["а", "у", "ом", "ем", "е", "ы", "и"];
const PLURAL: &[&str] = &["", "ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях"];

/// Adds the forms of a word.
pub(in crate::lexicon) fn forms(word: &str, plural: bool, forms: &mut Vec<String>) {
    inflect(word, RULES, HARD, forms);
    if plural {
        decline_plural(word, &["ы", "и", "а", "я", "е"], PLURAL, forms);
    }
}

/// Whether a word in normal form is an adjective that is made of a place, or looks like one: «российский», «парижская».
pub(in crate::lexicon) fn is_made_of_place(form: &str) -> bool {
    const ENDINGS: [&str; 12] = ["ий", "ого", "ому", "им", "ом", "ая", "ую", "ой", "ое", "ие", "их", "ими"];
    ENDINGS.iter().any(|ending| {
        form.strip_suffix(ending).is_some_and(|stem| {
            (stem.ends_with("ск") || stem.ends_with("цк"))
                && !stem.ends_with("ическ")
                && stem.chars().count() > 4
        })
    })
}

/// Whether a word in normal form ends like the name of a language in a list of them: «на немецком и китайском языках».
pub fn is_adjective_of_language(form: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ском", "цком", "ским", "цким", "ских", "цких", "ского", "цкого"];
    ENDINGS.iter().any(|ending| form.ends_with(ending))
}

/// Whether a word in normal form ends like an adjective that is made of a name or stands before a noun: «Ленский район».
pub fn is_like_attribute(form: &str) -> bool {
    const ENDINGS: [&str; 15] = [
        "ский",
        "ского",
        "скому",
        "ским",
        "ском",
        "ская",
        "ской",
        "скую",
        "ские",
        "ских",
        "скими",
        "ное",
        "ный",
        "ная",
        "ной",
    ];
    ENDINGS.iter().any(|ending| form.ends_with(ending))
}
