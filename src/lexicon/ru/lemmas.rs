//! Dictionary forms of Russian words, from the dictionary of OpenCorpora and Wiktionary that `rumorph` compiles in.

use std::sync::LazyLock;

use rumorph::{Dictionary, Source};

use crate::lexicon::normalization::normalize;

/// The least probability of a reading that counts beside the most probable one.
const MIN_PROBABILITY: f64 = 0.1;

/// The same for a reading as a first name of a word that begins with a capital letter.
const MIN_FIRST_NAME_PROBABILITY: f64 = 0.04;

/// The dictionary is part of the program; it is loaded once, in some milliseconds.
pub(in crate::lexicon) static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::bundled().expect("the dictionary that is compiled in can be read"));

/// A dictionary form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// In normal form.
    pub text: String,
    /// What the dictionary says of it.
    pub kind: Kind,
}

/// What a lemma is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a country, city, river …
    Place,
    /// A word of the dictionary.
    Word,
    /// The dictionary does not have it; it is guessed by words with the same end.
    Guess,
}

struct Reading {
    lemma: Lemma,
    probability: f64,
    surname: bool,
    first_name: bool,
}

/// The lemmas of a word in normal form, the most probable first; at least one.
///
/// Readers search for names which the dictionary often reads as something else (Германию: германий). So for a word with
/// a capital every reading as a place or surname counts (Орлов, which may be of орёл), and one as a first name unless
/// it is improbable (Дании of Даний). A word that the dictionary does not have is among its own lemmas, because the
/// guess may be wrong.
pub fn russian(form: &str, capital: bool) -> Vec<Lemma> {
    let mut readings: Vec<Reading> = Vec::with_capacity(2);
    for analysis in DICTIONARY.analyze(form) {
        let tag = DICTIONARY.ud_tag(analysis.ud);
        let is = |value| tag.as_ref().is_some_and(|tag| tag.feats().any(|feature| feature == value));
        let guessed = matches!(analysis.source, Source::Guess);
        let surname = is(("NameType", "Sur"));
        let first_name = is(("NameType", "Giv")) || is(("NameType", "Pat"));
        let mut text = normalize(&analysis.lemma);
        if is(("Gender", "Fem")) && (surname || guessed && capital) {
            text = mans_surname(text);
        }
        if text.is_empty() {
            continue;
        }
        let kind = match () {
            () if guessed => Kind::Guess,
            () if is(("NameType", "Geo")) => Kind::Place,
            () => Kind::Word,
        };
        let lemma = Lemma { text, kind };
        match readings.iter_mut().find(|reading| reading.lemma == lemma) {
            Some(reading) => {
                reading.probability += analysis.prob;
                reading.surname |= surname;
                reading.first_name |= first_name;
            }
            None => readings.push(Reading { lemma, probability: analysis.prob, surname, first_name }),
        }
    }
    let known = readings.iter().any(|reading| reading.lemma.kind != Kind::Guess);
    let counts = |at: usize, reading: &Reading| {
        at == 0
            || reading.probability >= MIN_PROBABILITY
            || capital && (reading.lemma.kind == Kind::Place || reading.surname)
            || capital && reading.first_name && reading.probability >= MIN_FIRST_NAME_PROBABILITY
    };
    let mut lemmas: Vec<Lemma> = readings
        .into_iter()
        .enumerate()
        .filter(|(at, reading)| counts(*at, reading))
        .map(|(_, reading)| reading.lemma)
        .collect();
    if !known && lemmas.iter().all(|lemma| lemma.text != form) {
        lemmas.push(Lemma { text: form.to_owned(), kind: Kind::Guess });
    }
    lemmas
}

/// A woman's surname in -ова, -ева, -ина, -ына is the man's with -а: a search for one finds both.
fn mans_surname(lemma: String) -> String {
    let womans = ["ова", "ева", "ина", "ына"].iter().any(|ending| lemma.ends_with(ending));
    if womans { lemma[..lemma.len() - "а".len()].to_owned() } else { lemma }
}

/// What the dictionary knows of a Russian noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// In normal form.
    pub lemma: String,
    /// It is the name of a living being.
    pub animate: bool,
}

/// The most probable kind of a Russian word beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// A noun.
    Noun(Noun),
    /// An adjective or a participle.
    Adjective,
    /// Anything else.
    Other,
}

/// The most probable kind of a word in normal form in a Russian text, when it has no capital.
pub fn beside_names(form: &str) -> Beside {
    let analysis = DICTIONARY.analyze(form).into_iter().next();
    let tagged = analysis.and_then(|analysis| Some((DICTIONARY.ud_tag(analysis.ud)?, analysis)));
    match tagged {
        Some((tag, analysis)) if tag.pos() == "NOUN" => {
            let animate = tag.feat("Animacy") == Some("Anim");
            Beside::Noun(Noun { lemma: normalize(&analysis.lemma), animate })
        }
        Some((tag, _)) if tag.pos() == "ADJ" || tag.feat("VerbForm") == Some("Part") => Beside::Adjective,
        _ => Beside::Other,
    }
}

/// Whether the dictionary has a Russian word in normal form as anything but the name of a place.
pub fn is_ordinary_russian(form: &str) -> bool {
    DICTIONARY.analyze(form).iter().any(|analysis| {
        analysis.source != Source::Guess
            && DICTIONARY.ud_tag(analysis.ud).is_none_or(|tag| tag.feat("NameType") != Some("Geo"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, capital: bool, expected: &str) {
        let lemmas = russian(form, capital);
        assert!(lemmas.iter().any(|lemma| lemma.text == expected), "{form}: {lemmas:?}");
    }

    #[test]
    fn lemmas_of_names_and_words() {
        check("послом", false, "посол");
        check("германию", true, "германия");
        check("египта", true, "египет");
        check("залесского", true, "залесский");
        check("самолетами", false, "самолет");
    }

    #[test]
    fn places_are_known_as_such() {
        let place = |form| russian(form, true).iter().any(|lemma| lemma.kind == Kind::Place);
        assert!(place("грузии") && place("минску") && place("мали"));
        assert!(!place("грузы") && !place("залесского") && !place("ковтуновичу"));
    }

    #[test]
    fn unknown_words_keep_themselves() {
        check("ковтуновичу", true, "ковтуновичу");
        check("ъъъ", false, "ъъъ");
    }
}
