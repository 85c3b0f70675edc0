//! Parts of Belarusian names by their endings: there is no dictionary of Belarusian.

use crate::lexicon::names::agreement::Agreement;
use crate::lexicon::names::declension::{Declension, first_name};
use crate::lexicon::names::reading::{NameKind, NameReading};

const M: Agreement = Agreement::MASCULINE;
const F: Agreement = Agreement::FEMININE;

#[rustfmt::skip]
const DECLENSIONS: &[Declension] = &[
    // Surnames like adjectives.
    Declension { nominative: "скі", gender: M, endings: [&["скага"], &["скаму"], &["скага"], &["скім"], &["скім"]] },
    Declension { nominative: "цкі", gender: M, endings: [&["цкага"], &["цкаму"], &["цкага"], &["цкім"], &["цкім"]] },
    Declension { nominative: "ская", gender: F, endings: [&["скай"], &["скай"], &["скую"], &["скай"], &["скай"]] },
    Declension { nominative: "цкая", gender: F, endings: [&["цкай"], &["цкай"], &["цкую"], &["цкай"], &["цкай"]] },
    // Surnames in -оў, -ін.
    Declension { nominative: "оў", gender: M, endings: [&["ова"], &["ову"], &["ова"], &["овым"], &["ове"]] },
    Declension { nominative: "аў", gender: M, endings: [&["ава"], &["аву"], &["ава"], &["авым"], &["аве"]] },
    Declension { nominative: "еў", gender: M, endings: [&["ева"], &["еву"], &["ева"], &["евым"], &["еве"]] },
    Declension { nominative: "яў", gender: M, endings: [&["ява"], &["яву"], &["ява"], &["явым"], &["яве"]] },
    Declension { nominative: "ін", gender: M, endings: [&["іна"], &["іну"], &["іна"], &["іным"], &["іне"]] },
    Declension { nominative: "ын", gender: M, endings: [&["ына"], &["ыну"], &["ына"], &["ыным"], &["ыне"]] },
    Declension { nominative: "ова", gender: F, endings: [&["овай"], &["овай"], &["ову"], &["овай"], &["овай"]] },
    Declension { nominative: "ава", gender: F, endings: [&["авай"], &["авай"], &["аву"], &["авай"], &["авай"]] },
    Declension { nominative: "ева", gender: F, endings: [&["евай"], &["евай"], &["еву"], &["евай"], &["евай"]] },
    Declension { nominative: "іна", gender: F, endings: [&["інай"], &["інай"], &["іну"], &["інай"], &["інай"]] },
    Declension { nominative: "ына", gender: F, endings: [&["ынай"], &["ынай"], &["ыну"], &["ынай"], &["ынай"]] },
    // Surnames in -энка, -ка: the masculine has its own endings.
    Declension { nominative: "ка", gender: M, endings: [&["кі"], &["ку"], &["ку"], &["кам"], &["ку"]] },
    Declension { nominative: "ія", gender: M, endings: [&["іі"], &["іі"], &["ію"], &["іяй"], &["іі"]] },
    Declension { nominative: "ія", gender: F, endings: [&["іі"], &["іі"], &["ію"], &["іяй"], &["іі"]] },
    Declension { nominative: "віч", gender: M, endings: [&["віча"], &["вічу"], &["віча"], &["вічам"], &["вічу"]] },
    Declension { nominative: "чык", gender: M, endings: [&["чыка"], &["чыку"], &["чыка"], &["чыкам"], &["чыку"]] },
    Declension { nominative: "ук", gender: M, endings: [&["ука"], &["уку"], &["ука"], &["уком", "укам"], &["уку"]] },
    Declension { nominative: "юк", gender: M, endings: [&["юка"], &["юку"], &["юка"], &["юком", "юкам"], &["юку"]] },
    Declension { nominative: "ак", gender: M, endings: [&["ака"], &["аку"], &["ака"], &["аком", "акам"], &["аку"]] },
    Declension { nominative: "ец", gender: M, endings: [&["ца"], &["цу"], &["ца"], &["цом", "цам"], &["цы"]] },
];

#[rustfmt::skip]
const FIRST_NAMES: &[Declension] = &[
    Declension { nominative: "й", gender: M, endings: [&["я"], &["ю"], &["я"], &["ем"], &["ю", "і"]] },
    Declension { nominative: "ь", gender: M, endings: [&["я"], &["ю"], &["я"], &["ем"], &["ю", "і"]] },
    Declension { nominative: "ы", gender: M, endings: [&["ыя", "ага"], &["ыю", "аму"], &["ыя", "ага"], &["ыем", "ым"], &["ыю", "ым"]] },
    Declension { nominative: "ка", gender: F, endings: [&["кі"], &["цы"], &["ку"], &["кай", "каю"], &["цы"]] },
    Declension { nominative: "га", gender: F, endings: [&["гі"], &["зе"], &["гу"], &["гай", "гаю"], &["зе"]] },
    Declension { nominative: "а", gender: F, endings: [&["ы"], &["е"], &["у"], &["ай", "аю"], &["е"]] },
    Declension { nominative: "я", gender: F, endings: [&["і"], &["і"], &["ю"], &["яй", "яю"], &["і"]] },
    Declension { nominative: "а", gender: M, endings: [&["ы", "і"], &["у"], &["у"], &["ам", "ом"], &["у", "е"]] },
    Declension { nominative: "я", gender: M, endings: [&["і"], &["ю"], &["ю"], &["ем", "ей"], &["ю", "і"]] },
    Declension { nominative: "о", gender: M, endings: [&["а"], &["у"], &["а"], &["ом"], &["у"]] },
    Declension { nominative: "", gender: M, endings: [&["а"], &["у"], &["а"], &["ам", "ом"], &["у", "е"]] },
];

/// The forms of a first name in the nominative. `stem` replaces the nominative in the other cases.
pub(in crate::lexicon) fn first_name_forms(
    name: &str,
    stem: Option<&str>,
    gender: Agreement,
) -> Vec<(String, NameReading)> {
    first_name(FIRST_NAMES, |_| false, name, stem, gender)
}

/// What a word that is not a known first name may be, by its ending.
pub(in crate::lexicon) fn other_readings(form: &str, is_first_name: bool) -> Vec<NameReading> {
    let share = if is_first_name { 0.1 } else { 1.0 };
    let mut readings = Vec::new();
    let mut push = |lemma: String, kind, agreement, probability: f32| {
        readings.push(NameReading {
            lemma,
            kind,
            agreement,
            probability: probability * share,
            guessed: true,
        });
    };
    for (ending, lemma, agreement) in PATRONYMICS {
        if let Some(stem) = form.strip_suffix(ending) {
            push(format!("{stem}{lemma}"), NameKind::Patronymic, *agreement, 0.5);
        }
    }
    let mut surname = false;
    for declension in DECLENSIONS {
        let all = std::iter::once(declension.nominative)
            .map(|ending| (0, ending))
            .chain((1..).zip(declension.endings).flat_map(|(n, all)| all.iter().map(move |e| (n, *e))));
        for (number, ending) in all {
            let stem = form.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2);
            if let Some(stem) = stem {
                surname = true;
                let lemma = format!("{stem}{}", declension.nominative);
                push(lemma, NameKind::Surname, case(number) & declension.gender, 0.3);
            }
        }
    }
    if !surname {
        push(form.to_owned(), NameKind::Noun, case(0), 0.3);
        for (number, endings) in [(1, "а"), (2, "у"), (4, "ам"), (4, "ом"), (4, "ем"), (5, "е")] {
            let stem = form.strip_suffix(endings);
            if let Some(stem) = stem.filter(|stem| stem.ends_with(|c| "бвгджзклмнпрстфхцчш".contains(c)))
            {
                push(stem.to_owned(), NameKind::Noun, case(number) & M, 0.2);
            }
        }
    }
    readings
}

#[rustfmt::skip]
const PATRONYMICS: &[(&str, &str, Agreement)] = &[
    ("віч", "віч", M), ("віча", "віч", M), ("вічу", "віч", M), ("вічам", "віч", M),
    ("аўна", "аўна", F), ("аўны", "аўна", F), ("аўне", "аўна", F), ("аўну", "аўна", F), ("аўнай", "аўна", F),
    ("еўна", "еўна", F), ("еўны", "еўна", F), ("еўне", "еўна", F), ("еўну", "еўна", F), ("еўнай", "еўна", F),
];

fn case(number: usize) -> Agreement {
    Agreement::case(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_first_names() {
        let has = |name: &str, stem, gender, form: &str| {
            assert!(
                first_name_forms(name, stem, gender).iter().any(|(found, _)| found == form),
                "{name}: {form}"
            );
        };
        has("Кірыл", None, M, "кірылам");
        has("Аляксей", None, M, "аляксея");
        has("Павел", Some("Паўл"), M, "паўлу");
        has("Вольга", None, F, "вользе");
        has("Наталля", None, F, "наталлі");
    }

    #[test]
    fn surnames_by_ending() {
        let check = |form: &str, lemma: &str| {
            let readings = other_readings(form, false);
            assert!(readings.iter().any(|reading| reading.lemma == lemma), "{form}: {readings:?}");
        };
        check("залескага", "залескі");
        check("лукашэнкам", "лукашэнка");
        check("ковалевым", "ковалеў");
        check("шапкінай", "шапкіна");
        check("ткачом", "ткач");
    }
}
