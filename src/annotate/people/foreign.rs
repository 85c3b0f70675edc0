//! Names that no dictionary has, by their shape: those of the Far East, chains of unknown words, names with particles.

use super::context;
use super::parts::{
    Candidate, Role, Sureness, agrees, is_barred, is_first_name, is_ordinary, may_be_surname, narrow,
    singular, surnames,
};
use super::rules::Pattern;
use super::units::{Shape, Unit};
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, PersonClasses};
use crate::model::Language;

/// Surnames of the Far East, before their first names: «Си Цзиньпин», «Ким Чен Ын», «Пан Ги Мун».
pub(super) fn asian<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let lead = &run[0];
    if lead.first != lead.last || !lead.classes.has(PersonClasses::EASTERN) || !passage.capital(lead.first) {
        return None;
    }
    let syllables = run[1..]
        .iter()
        .take(weights::MOST_SYLLABLES)
        .take_while(|unit| {
            unit.shape == Shape::Word
                && passage.tokens[unit.first].form.chars().count() <= weights::GIVEN_LETTERS
                && (!unit.word.known
                    || unit.word.place < weights::SYLLABLE_PLACE
                        && unit.word.common() < weights::SYLLABLE_ORDINARY
                    || passage.tokens[unit.first].form.chars().count() <= weights::SHORT_SYLLABLE_LETTERS)
                && !is_ordinary(unit)
                && unit.word.patronymic < weights::SYLLABLE_PATRONYMIC
        })
        .count();
    let letters = |unit: &Unit<'_>| passage.tokens[unit.first].form.chars().count();
    let short = |unit: &Unit<'_>| letters(unit) <= weights::SYLLABLE_LETTERS;
    let taken = match syllables {
        0 => return None,
        // Syllables apart are short; a long word ends the name.
        1 => 1,
        3 if run[1..4].iter().all(short)
            && run[1..4].iter().all(|unit| letters(unit) <= weights::SHORT_SYLLABLE_LETTERS) =>
        {
            3
        }
        _ if short(&run[1]) && short(&run[2]) => 2,
        _ => 1,
    };
    let given = &run[1];
    if taken == 1
        && given.word.surname > weights::SURNAME_NOT_GIVEN
        && given.word.surname > given.word.first
        && !short(given)
    {
        // «Ли Петров» is a first name and a surname.
        return None;
    }
    let mut parts = vec![(Role::Surname, lead.clone())];
    parts.extend(run[1..=taken].iter().map(|unit| (Role::First, unit.clone())));
    let agreement = run[taken].word.as_surname | run[taken].word.as_first;
    Some((Candidate { parts, agreement, sureness: Sureness::Sure, pattern: Pattern::FarEastern }, 1 + taken))
}

/// Two or more words that the dictionary does not have, or has as names: «Димитриос Пагуртзис». Before an Arabic
/// particle any word may be a first name: «Хамад бен Халифа»; before an unknown word, only with other evidence: «ректор
/// Рами Хамдалла».
pub(super) fn chain<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    let (lead, next) = (&run[0], run.get(1)?);
    let arabic = !passage.capital(next.first) && lead.word.adjective < weights::CHAINED_ADJECTIVE;
    let ordinary = || {
        (!next.word.known || next.word.surname > weights::SURE_SURNAME)
            && next.shape == Shape::Word
            && !is_barred(lead)
            && lead.word.adjective < weights::CHAINED_ADJECTIVE
            && lead.word.place < weights::ORDINARY_LEAD
            && lead.word.brand < weights::ORDINARY_LEAD
            && !passage.starts_sentence(lead.first)
    };
    if lead.word.blank
        && matches!(passage.language, Language::English | Language::Belarusian)
        && passage.starts_sentence(lead.first)
    {
        return None;
    }
    if lead.shape != Shape::Word
        || !(fits_chain(lead) || arabic || ordinary())
        || is_first_name(passage, next) && context::follows_place_noun(passage, lead.first)
    {
        return None;
    }
    let mut agreement = lead.word.as_surname | singular(lead.word.as_first);
    let mut parts = vec![(Role::First, lead.clone())];
    let mut at = 1;
    while let Some(unit) = run.get(at).filter(|_| at < weights::MOST_CHAINED) {
        match unit.shape {
            Shape::Particle => {
                let Some((_, taken)) =
                    surnames(passage, &run[at..], Agreement::NONE, &mut parts, weights::MOST_SURNAMES)
                else {
                    break;
                };
                at += taken;
                continue;
            }
            Shape::Number => {
                parts.push((Role::Number, unit.clone()));
                at += 1;
                break;
            }
            Shape::Initial if run.get(at + 1).is_some_and(fits_chain) => {
                parts.push((Role::Initial, unit.clone()));
                at += 1;
                continue;
            }
            _ => {}
        }
        let particled = !passage.capital(unit.first);
        let names = unit.word.as_surname | singular(unit.word.as_first);
        if !particled && (!fits_surname_of_chain(unit, agreement) || !agrees(names, agreement)) {
            break;
        }
        let first = is_first_name(passage, unit) && unit.word.first > weights::BEGINNING_FIRST && !particled;
        let role = if first && at == 1 {
            let more = run.get(at + 1).is_some_and(|next| may_be_surname(passage, next, unit.word.as_first));
            if more && !goes_on_with(passage, lead, unit) {
                break;
            }
            if more { Role::First } else { Role::Surname }
        } else {
            Role::Surname
        };
        agreement = narrow(agreement, names);
        parts.push((role, unit.clone()));
        at += 1;
    }
    if !parts.iter().any(|part| matches!(part.0, Role::Surname | Role::Number))
        || is_place(passage, &run[..at])
    {
        return None;
    }
    Some((Candidate { parts, agreement, sureness: Sureness::Possible, pattern: Pattern::Foreign }, at))
}

/// «Эль Сальвадор», «Коста Рика»: the dictionary has it with hyphens.
fn is_place(passage: &Passage<'_>, units: &[Unit<'_>]) -> bool {
    let [first, .., last] = units else { return false };
    let forms: Vec<&str> =
        passage.tokens[first.first..=last.last].iter().map(|token| token.form.as_str()).collect();
    passage.knowledge.lexicon.is_place(forms.join("-"), passage.language)
}

fn fits_chain(unit: &Unit<'_>) -> bool {
    let word = &unit.word;
    unit.shape == Shape::Word
        && (!word.known && word.adjective < weights::CHAINED_ADJECTIVE
            || word.person() >= weights::CHAINED_PERSON && word.place < weights::CHAINED_PLACE)
        && !is_barred(unit)
}

/// After an unknown word a surname may also be a word that the dictionary has as something else, unless it is a
/// genitive that depends on the word before: «Ципи Ливни», «Харрисоном Фордом».
fn fits_surname_of_chain(unit: &Unit<'_>, agreement: Agreement) -> bool {
    let genitive = Agreement::case(1).any_gender();
    let other = [0, 2, 4, 5].iter().fold(Agreement::NONE, |all, &number| all | Agreement::case(number));
    let apposed = agreement & other;
    fits_chain(unit)
        || unit.shape == Shape::Word
            && !is_barred(unit)
            && unit.word.adjective < weights::CHAINED_SURNAME_ADJECTIVE
            && unit.word.place < weights::CHAINED_PLACE
            && unit.word.as_surname.meets(apposed)
            && (unit.word.as_surname == Agreement::ANY
                || !(unit.word.as_surname & agreement & genitive).meets(genitive))
}

/// Whether an unknown word is the first of several first names: «Нейл Патрик Харрис», but not «(глава) Роснано Анатолий
/// Чубайс», «(биограф) Баффета Энди Килпатрик».
fn goes_on_with(passage: &Passage<'_>, lead: &Unit<'_>, first: &Unit<'_>) -> bool {
    let form = &passage.tokens[lead.last].form;
    if lead.word.blank {
        // «(Minister of) Informatization Kirill Zalesski», but «Тронд Хансен (Trond Werner Hansen)».
        return !matches!(passage.language, Language::English | Language::Belarusian);
    }
    let indeclinable =
        first.word.as_first.meets(Agreement::case(0)) && first.word.as_first.meets(Agreement::case(4));
    !form.ends_with(['о', 'е', 'и', 'у', 'ю', 'э', 'ы'])
        && lead.word.first + lead.word.surname > weights::GOES_ON_PERSON
        && lead.word.as_surname.meets(first.word.as_first)
        && !(form.ends_with(['а', 'я', 'м'])
            && (indeclinable || first.word.as_first.meets(Agreement::NOMINATIVE)))
}

/// «бен Ладен» without a first name.
pub(super) fn particle_first<'a>(passage: &Passage<'_>, run: &[Unit<'a>]) -> Option<(Candidate<'a>, usize)> {
    // «Штефан чел Маре» is rejected as a whole.
    if context::follows_capital(passage, run[0].first) {
        return None;
    }
    let mut parts = Vec::new();
    let (agreement, taken) = surnames(passage, run, Agreement::NONE, &mut parts, 2)?;
    if is_place(passage, &run[..taken]) {
        return None;
    }
    let sureness = Sureness::Possible;
    Some((Candidate { parts, agreement, sureness, pattern: Pattern::ParticleAndSurname }, taken))
}
