//! Dictionary forms of Russian words, from the dictionary of OpenCorpora and Wiktionary that `rumorph` compiles in.

use std::sync::LazyLock;

use rumorph::{Dictionary, Source};

use super::normalize;

/// How probable a reading of a word without a capital must be to count beside the most probable one. Names are what
/// readers look for and what the dictionary takes for something else (Германию: германий), so with a capital every
/// reading counts.
const MIN_PROBABILITY: f64 = 0.1;

/// The dictionary is part of the program; it is loaded once, in some milliseconds.
static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::bundled().expect("the dictionary that is compiled in can be read"));

/// The lemmas of a word in normal form, the most probable first; at least one. A word that the dictionary does not
/// know is among its own lemmas, because the guess may be wrong.
pub(super) fn russian(form: &str, capital: bool) -> Vec<String> {
    let mut lemmas: Vec<String> = Vec::with_capacity(2);
    let mut push = |lemma: String| {
        if !lemma.is_empty() && !lemmas.contains(&lemma) {
            lemmas.push(lemma);
        }
    };
    let mut known = false;
    for (at, analysis) in DICTIONARY.analyze(form).into_iter().enumerate() {
        known |= !matches!(analysis.source, Source::Guess);
        if at == 0 || capital || analysis.prob >= MIN_PROBABILITY {
            push(normalize(&analysis.lemma));
        }
    }
    if !known {
        push(form.to_owned());
    }
    lemmas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, capital: bool, expected: &str) {
        let lemmas = russian(form, capital);
        assert!(lemmas.iter().any(|lemma| lemma == expected), "{form}: {lemmas:?}");
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
    fn unknown_words_keep_themselves() {
        check("ковтуновичу", true, "ковтуновичу");
        check("ъъъ", false, "ъъъ");
    }
}
