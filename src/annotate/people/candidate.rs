//! The names in a run of capitalised words: which words are first names, patronymics, surnames and initials, and how
//! certain that is before the rest of the text is considered.

use super::foreign::{asian, chain, particle_first};
use super::parts::{
    Candidate, Role, Sureness, is_barred, is_first_name, is_word, may_be_surname, narrow, singular, surnames,
};
use super::rules::Pattern;
use super::units::{Shape, Unit};
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, PersonClasses};

/// The candidates in a run, from left to right, without overlaps.
pub(super) fn candidates<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < run.len() {
        match candidate_at(passage, &run[at..]) {
            Some((candidate, units)) => {
                found.push(candidate);
                at += units;
            }
            None => at += 1,
        }
    }
    found
}

/// The candidate at the beginning of a run and how many units it takes.
fn candidate_at<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let lead = run.first()?;
    match lead.shape {
        Shape::Initial => initials_first(passage, run),
        Shape::Number => None,
        Shape::Particle => asian(passage, run).or_else(|| particle_first(passage, run)),
        // Most runs are the first word of a sentence; the longer names need a second.
        Shape::Word | Shape::Shout if run.len() == 1 => single(passage, run),
        Shape::Word | Shape::Shout => surname_and_initials(passage, run)
            .or_else(|| asian(passage, run))
            .or_else(|| first_name_first(passage, run))
            .or_else(|| surname_first(passage, run))
            .or_else(|| chain(passage, run))
            .or_else(|| single(passage, run)),
    }
}

/// «Ю.А. Шапкина», «У. Черчилль».
fn initials_first<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let initials = run.iter().take_while(|unit| unit.shape == Shape::Initial).count();
    if initials > weights::MOST_INITIALS {
        return None;
    }
    let mut parts: Vec<(Role, Unit<'a>)> =
        run[..initials].iter().map(|unit| (Role::Initial, unit.clone())).collect();
    let (agreement, taken) = surnames(passage, &run[initials..], Agreement::NONE, &mut parts, 1)?;
    let surname = &run[initials + taken - 1];
    // The initial is one of an abbreviation or a list: «А. Введение».
    let word = &surname.word;
    let ordinary = word.known && !word.named && word.common() > weights::ORDINARY && initials == 1;
    let sureness = if ordinary { Sureness::Likely } else { Sureness::Sure };
    let pattern = Pattern::InitialsAndSurname;
    Some((Candidate { parts, agreement, sureness, pattern }, initials + taken))
}

/// «Шапкиной Ю.А.»
fn surname_and_initials<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let initials = run[1..].iter().take_while(|unit| unit.shape == Shape::Initial).count();
    if initials == 0
        || initials > weights::MOST_INITIALS
        || !may_be_surname(passage, &run[0], Agreement::NONE)
    {
        return None;
    }
    let (lead, next) = (&run[0].word, run.get(1 + initials));
    if let Some(next) = next.filter(|next| is_word(next) || next.shape == Shape::Particle) {
        // «Министр Ю.А. Шапкина», «Джордж У. Буш»: the initials belong to what follows, unless that begins a
        // sentence.
        let follows = may_be_surname(passage, next, Agreement::NONE) && !next.word.known
            || next.word.surname > weights::SURNAME_BESIDE_INITIALS
            || next.shape == Shape::Particle;
        if follows || lead.surname < weights::SURNAME_BESIDE_INITIALS && lead.known {
            return None;
        }
    } else if initials == 1 && lead.known && lead.surname < weights::SURNAME_BEFORE_INITIAL {
        return None;
    }
    let mut parts = vec![(Role::Surname, run[0].clone())];
    parts.extend(run[1..=initials].iter().map(|unit| (Role::Initial, unit.clone())));
    let agreement = lead.as_surname;
    let pattern = Pattern::SurnameAndInitials;
    Some((Candidate { parts, agreement, sureness: Sureness::Sure, pattern }, 1 + initials))
}

/// «Кирилл Залесский», «Ибрагим Салим Мохамед Аль-Мушаррах», «Джордж У. Буш», «Карл XVI Густав».
fn first_name_first<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let lead = &run[0];
    // A word that is rarely a first name is one before a surname that agrees: «(аналитика) Романа Коноплева».
    let before_surname = || {
        let next = run.get(1).filter(|next| next.word.known && next.word.surname > weights::SURE_SURNAME);
        lead.word.first > 0.0
            && next.is_some_and(|next| next.word.as_surname.meets(singular(lead.word.as_first)))
            && !passage.starts_sentence(lead.first)
    };
    if !(is_first_name(passage, lead) || before_surname()) || is_place_before_name(passage, run) {
        return None;
    }
    let mut agreement = singular(lead.word.as_first);
    let mut parts = vec![(Role::First, lead.clone())];
    let mut at = 1;
    let mut patronymic = false;
    while let Some(unit) = run.get(at) {
        match unit.shape {
            Shape::Number => {
                parts.push((Role::Number, unit.clone()));
                at += 1;
            }
            Shape::Initial
                if run.get(at + 1).is_some_and(|next| may_be_surname(passage, next, agreement)) =>
            {
                parts.push((Role::Initial, unit.clone()));
                at += 1;
            }
            // «Ильхам Гейдар оглы Алиев»
            Shape::Word if !patronymic && run.get(at + 1).is_some_and(|next| is_suffix(passage, next)) => {
                parts.extend(run[at..at + 2].iter().map(|unit| (Role::Patronymic, unit.clone())));
                patronymic = true;
                at += 2;
            }
            Shape::Word | Shape::Shout => {
                let word = &unit.word;
                let next_is_name = run.get(at + 1).is_some_and(|next| {
                    next.shape == Shape::Particle
                        || may_be_surname(passage, next, agreement)
                            && (!next.word.known || next.word.named || next.word.common() < weights::ORDINARY)
                });
                let certain = word.patronymic > weights::PATRONYMIC && (word.known || next_is_name);
                if !patronymic && certain && word.as_patronymic.meets(agreement) {
                    agreement = agreement & word.as_patronymic;
                    parts.push((Role::Patronymic, unit.clone()));
                    patronymic = true;
                    at += 1;
                } else if !patronymic
                    && word.first > weights::SECOND_FIRST
                    && word.first > word.surname
                    && word.as_first.meets(agreement)
                    && next_is_name
                {
                    agreement = agreement & word.as_first;
                    parts.push((Role::First, unit.clone()));
                    at += 1;
                } else {
                    break;
                }
            }
            _ => break,
        }
    }
    let named = surnames(passage, &run[at..], agreement, &mut parts, weights::MOST_SURNAMES);
    if let Some((narrower, taken)) = named {
        let surname = &parts.iter().find(|part| part.0 == Role::Surname)?.1.word;
        let lead = &lead.word;
        let ordinary = surname.known && !surname.named && surname.common() > weights::ORDINARY_SURNAME;
        let sureness = match () {
            () if lead.first >= weights::SURE_FIRST && !ordinary => Sureness::Sure,
            () if patronymic || lead.first >= weights::LIKELY_FIRST => Sureness::Likely,
            () if surname.surname >= weights::LIKELY_SURNAME && surname.known => Sureness::Likely,
            () => Sureness::Possible,
        };
        let pattern = Pattern::FirstAndSurname;
        return Some((Candidate { parts, agreement: narrower, sureness, pattern }, at + taken));
    }
    // A first name without a surname counts only when no other reading is possible.
    while parts.last().is_some_and(|part| part.0 == Role::Initial) {
        parts.pop();
        at -= 1;
    }
    let number = parts.iter().any(|part| part.0 == Role::Number);
    if !patronymic && !number {
        return None;
    }
    let sureness =
        if lead.word.first > weights::FIRST_WITH_PATRONYMIC { Sureness::Sure } else { Sureness::Possible };
    Some((Candidate { parts, agreement, sureness, pattern: Pattern::FirstAlone }, at))
}

fn is_suffix(passage: &Passage<'_>, unit: &Unit<'_>) -> bool {
    unit.shape == Shape::Number && passage.classes(unit.first).has(PersonClasses::FATHER_SUFFIX)
}

/// «(президент) Сальвадора Франсиско Флорес»: a place that is also a first name, before a whole name.
fn is_place_before_name(passage: &Passage<'_>, run: &[Unit<'_>]) -> bool {
    let [lead, first, surname, ..] = run else { return false };
    lead.word.place >= weights::PLACE_BEFORE_NAME
        && is_first_name(passage, first)
        && first.word.first >= weights::SURE_FIRST
        && may_be_surname(passage, surname, first.word.as_first)
}

/// «Залесский Кирилл Александрович», «Залесский Кирилл».
fn surname_first<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let (lead, first) = (&run[0], run.get(1)?);
    if !is_first_name(passage, first) || first.word.first < weights::FIRST_AFTER_SURNAME {
        return None;
    }
    let ordinary = lead.word.known && lead.word.surname < weights::SURNAME_BEFORE_NAMES;
    if ordinary
        || lead.classes.has(PersonClasses::OFFICE)
        || !may_be_surname(passage, lead, first.word.as_first)
    {
        return None;
    }
    let patronymic = run.get(2).filter(|unit| {
        is_word(unit)
            && unit.word.patronymic > weights::PATRONYMIC_LAST
            && unit.word.as_patronymic.meets(first.word.as_first)
    });
    let mut parts = vec![(Role::Surname, lead.clone()), (Role::First, first.clone())];
    let sureness = if let Some(patronymic) = patronymic {
        // Another surname may follow the patronymic; then the word before is not the surname: «Президент Роснано
        // Анатолий Борисович Чубайс».
        if run.get(3).is_some_and(|unit| {
            may_be_surname(passage, unit, first.word.as_first)
                && unit.word.surname > weights::SURNAME_AFTER_PATRONYMIC
        }) {
            return None;
        }
        parts.push((Role::Patronymic, patronymic.clone()));
        if lead.word.known && !lead.word.named { Sureness::Likely } else { Sureness::Sure }
    } else {
        if first_name_first(passage, &run[1..]).is_some() || lead.word.surname < weights::SURNAME_BEFORE_FIRST
        {
            return None;
        }
        Sureness::Likely
    };
    let agreement = narrow(first.word.as_first, lead.word.as_surname);
    let taken = parts.len();
    Some((Candidate { parts, agreement, sureness, pattern: Pattern::SurnameAndFirst }, taken))
}

/// One word: a surname, or a first name.
fn single<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let unit = &run[0];
    let letter = unit.first == unit.last && passage.written(unit.first).chars().nth(1).is_none();
    if unit.shape != Shape::Word || letter || is_barred(unit) || unit.classes.has(PersonClasses::BAR) {
        return None;
    }
    let word = &unit.word;
    let (role, agreement) = if word.first > word.surname && word.known {
        (Role::First, word.as_first)
    } else {
        (Role::Surname, word.as_surname)
    };
    let sureness = match () {
        () if word.known && word.place < weights::SINGLE_PLACE && word.person() >= weights::SINGLE_PERSON => {
            Sureness::Likely
        }
        () => Sureness::Possible,
    };
    let parts = vec![(role, unit.clone())];
    Some((Candidate { parts, agreement, sureness, pattern: Pattern::OneWord }, 1))
}
