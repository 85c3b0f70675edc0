//! Parts of Russian names: from the dictionary, and by endings for words that it does not have.

use std::sync::LazyLock;

use rumorph::{Analysis, Source, UdTag};

use super::lemmas::DICTIONARY;
use crate::lexicon::names::agreement::Agreement;
use crate::lexicon::names::declension::{Declension, first_name};
use crate::lexicon::names::reading::{NameKind, NameReading};
use crate::lexicon::normalization::normalize_into;

const M: Agreement = Agreement::MASCULINE;
const F: Agreement = Agreement::FEMININE;

#[rustfmt::skip]
const FIRST_NAMES: &[Declension] = &[
    Declension { nominative: "й", gender: M, endings: [&["я"], &["ю"], &["я"], &["ем"], &["е"]] },
    Declension { nominative: "ь", gender: M, endings: [&["я"], &["ю"], &["я"], &["ем"], &["е"]] },
    Declension { nominative: "ия", gender: F, endings: [&["ии"], &["ии"], &["ию"], &["ией"], &["ии"]] },
    Declension { nominative: "я", gender: F, endings: [&["и"], &["е"], &["ю"], &["ей"], &["е"]] },
    Declension { nominative: "а", gender: F, endings: [&["ы", "и"], &["е"], &["у"], &["ой", "ей"], &["е"]] },
    Declension { nominative: "я", gender: M, endings: [&["и"], &["е"], &["ю"], &["ей"], &["е"]] },
    Declension { nominative: "а", gender: M, endings: [&["ы", "и"], &["е"], &["у"], &["ой", "ей"], &["е"]] },
    Declension { nominative: "", gender: M, endings: [&["а"], &["у"], &["а"], &["ом", "ем"], &["е"]] },
];

/// Names with one of these last letters are indeclinable: Гвидо. So are names of women in a consonant: Кэтлин.
const UNDECLINED: [char; 7] = ['о', 'у', 'е', 'и', 'э', 'ю', 'ы'];

/// The forms of a first name in the nominative. `stem` replaces the nominative in the other cases.
pub(in crate::lexicon) fn first_name_forms(
    name: &str,
    stem: Option<&str>,
    gender: Agreement,
) -> Vec<(String, NameReading)> {
    let undeclined = |stem: &str| stem.ends_with(UNDECLINED) || gender == F && !stem.ends_with(['а', 'я']);
    first_name(FIRST_NAMES, undeclined, name, stem, gender)
}

/// The readings of a Russian word by its ending, when it ends like a surname and the dictionary has it only as
/// something else: Сомов (which may be of сом).
pub(in crate::lexicon) fn surname_readings(form: &str) -> Vec<NameReading> {
    #[rustfmt::skip]
    const ENDINGS: [(&str, &str, &[usize], Agreement); 7] = [
        ("", "", &[0], M), ("а", "", &[1, 3], M), ("у", "", &[2], M), ("ым", "", &[4], M), ("е", "", &[5], M),
        ("а", "а", &[0], F), ("ой", "а", &[1, 2, 4, 5], F),
    ];
    let mut readings = Vec::new();
    for (ending, nominative, cases, gender) in ENDINGS {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        let like = ["ов", "ев", "ин", "ын"].iter().any(|suffix| stem.ends_with(suffix));
        if like && stem.chars().count() >= 4 {
            let agreement = cases.iter().fold(Agreement::NONE, |all, &number| all | Agreement::case(number));
            readings.push(NameReading {
                lemma: format!("{stem}{nominative}"),
                kind: NameKind::Surname,
                agreement: agreement & gender,
                probability: 0.3,
                guessed: true,
            });
        }
    }
    readings
}

/// What tells father and son apart, in the nominative: «младшего» is «младший». `agreement` is where the name stands.
pub fn generation_in_nominative(written: &str, agreement: Agreement) -> &str {
    let feminine = agreement.meets(F);
    for (stem, masculine_name, feminine_name) in
        [("старш", "старший", "старшая"), ("младш", "младший", "младшая")]
    {
        if written.starts_with(stem) {
            return if feminine { feminine_name } else { masculine_name };
        }
    }
    written
}

/// The feminine of an adjective or of a surname like one, in the nominative.
pub fn feminine_of_adjective(lemma: &str) -> String {
    for (ending, feminine) in [("ский", "ская"), ("цкий", "цкая"), ("ый", "ая"), ("ой", "ая"), ("ий", "ая")]
    {
        if let Some(stem) = lemma.strip_suffix(ending) {
            return format!("{stem}{feminine}");
        }
    }
    lemma.to_owned()
}

/// All readings of a word that is written with a capital, the most probable first. `form` is in normal form.
fn name_readings(form: &str) -> Vec<NameReading> {
    readings_in(&analyses(form))
}

/// Whether the dictionary has a word in normal form, with a capital, as a Russian first name.
pub fn is_first_name(form: &str) -> bool {
    name_readings(form).iter().any(|reading| reading.kind == NameKind::First && !reading.guessed)
}

/// What the dictionary says of a word with a capital.
pub(in crate::lexicon) fn analyses(form: &str) -> Vec<Analysis> {
    DICTIONARY.analyze(&capitalised(form))
}

pub(in crate::lexicon) fn readings_in(analyses: &[Analysis]) -> Vec<NameReading> {
    let mut readings: Vec<NameReading> = Vec::with_capacity(4);
    // The forms of one lemma come one after the other.
    let (mut lemma, mut normalised) = (String::new(), "");
    for analysis in analyses {
        let Some(tagged) = TAGS.get(usize::from(analysis.ud)) else { continue };
        let kind = tagged.kind;
        let guessed = analysis.source == Source::Guess;
        let common_gender =
            analysis.tag.is_some_and(|tag| COMMON_GENDER.get(usize::from(tag)) == Some(&true));
        let agreement = if common_gender { tagged.of_either } else { tagged.agreement };
        if analysis.lemma != normalised {
            normalize_into(&analysis.lemma, &mut lemma);
            normalised = &analysis.lemma;
        }
        // `f32` is exact enough for a probability.
        #[expect(clippy::cast_possible_truncation, reason = "a probability between 0 and 1")]
        let probability = analysis.prob as f32;
        match readings
            .iter_mut()
            .find(|reading| reading.kind == kind && reading.lemma == lemma && reading.guessed == guessed)
        {
            Some(reading) => {
                reading.agreement |= agreement;
                reading.probability += probability;
            }
            None => {
                let lemma = lemma.clone();
                readings.push(NameReading { lemma, kind, agreement, probability, guessed });
            }
        }
    }
    readings.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    readings
}

/// What a tag of the dictionary says of a word in names.
struct Tagged {
    kind: NameKind,
    agreement: Agreement,
    /// Its combinations when it may be a man or a woman.
    of_either: Agreement,
}

/// The dictionary's tags by their numbers: read once, as there are far fewer tags than words.
static TAGS: LazyLock<Vec<Tagged>> = LazyLock::new(|| DICTIONARY.ud_tags().map(tagged).collect());

/// Which of the dictionary's grammatical tags are of words for men and women alike.
static COMMON_GENDER: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let common = |tag: &str| tag.split([',', ' ']).any(|grammeme| grammeme.eq_ignore_ascii_case("ms-f"));
    DICTIONARY.tags().map(common).collect()
});

fn tagged(tag: UdTag<'_>) -> Tagged {
    let kind = match (tag.feat("NameType"), tag.pos()) {
        (Some("Giv"), _) => NameKind::First,
        (Some("Pat"), _) => NameKind::Patronymic,
        (Some("Sur"), _) => NameKind::Surname,
        (Some("Geo"), _) => NameKind::Place,
        (Some(_), _) => NameKind::Brand,
        (None, "NOUN" | "PROPN") if tag.feat("Animacy") == Some("Anim") => NameKind::Being,
        (None, "NOUN" | "PROPN") => NameKind::Noun,
        (None, "ADJ" | "DET" | "VERB") if tag.feat("Case").is_some() => NameKind::Adjective,
        _ => NameKind::Other,
    };
    let case = match tag.feat("Case") {
        Some("Nom") => 0,
        Some("Gen") => 1,
        Some("Dat") => 2,
        Some("Acc") => 3,
        Some("Ins") => 4,
        Some("Loc") => 5,
        _ => return Tagged { kind, agreement: Agreement::NONE, of_either: Agreement::NONE },
    };
    let plural = Agreement::combination(12 + case);
    let (agreement, of_either) = match (tag.feat("Number"), tag.feat("Gender")) {
        (Some("Plur"), _) => (plural, plural),
        (_, Some("Masc")) => (Agreement::combination(case), Agreement::case(case)),
        (_, Some("Fem")) => (Agreement::combination(6 + case), Agreement::case(case)),
        _ => (Agreement::NONE, Agreement::case(case)),
    };
    Tagged { kind, agreement, of_either }
}

/// The word with its first letter, and the first after each hyphen, in upper case: the dictionary weighs proper names
/// by it.
fn capitalised(form: &str) -> String {
    let mut written = String::with_capacity(form.len());
    let mut at_start = true;
    for c in form.chars() {
        if at_start {
            written.extend(c.to_uppercase())
        } else {
            written.push(c)
        }
        at_start = c == '-';
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, kind: NameKind, lemma: &str) {
        let readings = name_readings(form);
        assert!(
            readings.iter().any(|reading| reading.kind == kind && reading.lemma == lemma),
            "{form}: {readings:?}"
        );
    }

    #[test]
    fn kinds_and_lemmas() {
        check("кирилла", NameKind::First, "кирилл");
        check("александровичу", NameKind::Patronymic, "александрович");
        check("залесского", NameKind::Surname, "залесский");
        check("шапкиной", NameKind::Surname, "шапкина");
        check("дании", NameKind::Place, "дания");
        check("посол", NameKind::Being, "посол");
    }

    #[test]
    fn words_that_agree() {
        let of = |form: &str, kind| {
            name_readings(form)
                .into_iter()
                .filter(|reading| reading.kind == kind)
                .fold(Agreement::NONE, |all, reading| all | reading.agreement)
        };
        let (first, surname) = (NameKind::First, NameKind::Surname);
        assert!(of("кириллу", first).meets(of("залесскому", surname)));
        assert!(!of("кириллу", first).meets(of("залесского", surname)));
        assert!(!of("ольги", first).meets(of("петров", surname)));
        assert!(of("ольга", first).meets(of("лукашенко", surname)));
    }
    #[test]
    fn forms_of_first_names() {
        let has = |name: &str, gender, form: &str| {
            assert!(
                first_name_forms(name, None, gender).iter().any(|(found, _)| found == form),
                "{name}: {form}"
            );
        };
        has("Аарон", M, "аароном");
        has("Мелисса", F, "мелиссу");
        has("Кэтлин", F, "кэтлин");
    }
}
