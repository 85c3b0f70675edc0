//! The forms of first names that no dictionary has, by the declensions of their language.

use super::agreement::Agreement;
use super::reading::{NameKind, NameReading};
use crate::lexicon::normalization::normalize;

/// Endings of one declension: those of the nominative, and for each case from the genitive to the prepositional.
pub(in crate::lexicon) struct Declension {
    pub(in crate::lexicon) nominative: &'static str,
    pub(in crate::lexicon) gender: Agreement,
    pub(in crate::lexicon) endings: [&'static [&'static str]; 5],
}

/// The forms of a first name, the nominative first. `stem` replaces the nominative in the other cases; `undeclined`
/// tells from the stem whether the name is indeclinable.
pub(in crate::lexicon) fn first_name(
    declensions: &[Declension],
    undeclined: impl Fn(&str) -> bool,
    name: &str,
    stem: Option<&str>,
    gender: Agreement,
) -> Vec<(String, NameReading)> {
    let lemma = normalize(name);
    let other = stem.map_or_else(|| lemma.clone(), normalize);
    let undeclined = undeclined(&other);
    let declension = declensions
        .iter()
        .filter(|_| !undeclined)
        .find(|declension| declension.gender == gender && other.ends_with(declension.nominative));
    let mut forms = vec![(lemma.clone(), if undeclined { Agreement::ANY } else { Agreement::case(0) })];
    if let Some(declension) = declension {
        let stem = &other[..other.len() - declension.nominative.len()];
        for (number, endings) in declension.endings.iter().enumerate() {
            forms.extend(
                endings.iter().map(|ending| (format!("{stem}{ending}"), Agreement::case(number + 1))),
            );
        }
    }
    let reading = |(form, agreement)| {
        let reading = NameReading {
            lemma: lemma.clone(),
            kind: NameKind::First,
            agreement: agreement & gender,
            probability: 0.9,
            guessed: false,
        };
        (form, reading)
    };
    forms.into_iter().map(reading).collect()
}
