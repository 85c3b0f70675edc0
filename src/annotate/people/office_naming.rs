//! The form that an office has in the list of people: its head, with the adjectives beside it, in the nominative.
//! «Министра связи Кирилла Залесского» is «Министр связи».

use super::naming::as_written;
use super::office::Office;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, Case, Part, Reading, abbreviated_office};
use crate::model::Language;

/// An office in the nominative. Words without a clear reading stay as written. `name` holds the cases of the name
/// beside it.
pub(super) fn office_name(passage: &Passage<'_>, office: &Office, name: Agreement) -> String {
    // «премьера Ивана Белова» is a premier, not a première: the name's gender decides.
    let cases = if name.is_empty() { office.cases } else { office.cases & name.any_gender() };
    let oblique = !cases.is_empty() && !cases.meets(Agreement::NOMINATIVE);
    let russian = !matches!(passage.language, Language::Belarusian | Language::English);
    let declined = if oblique && russian { in_nominative(passage, office, cases) } else { None };
    declined
        .or_else(|| written_out(passage, office))
        .unwrap_or_else(|| passage.text[office.range.clone()].to_owned())
}

/// An office that ends in an abbreviation, with the word that it stands for: «проф» is «профессор».
fn written_out(passage: &Passage<'_>, office: &Office) -> Option<String> {
    let ends = |token: &usize| passage.tokens.get(*token).is_some_and(|token| token.end <= office.range.end);
    let last = (office.first..).take_while(ends).last()?;
    let long = abbreviated_office(passage.form(last))?;
    let before = &passage.text[office.range.start..passage.tokens[last].start];
    Some(format!("{before}{}", as_written(passage.written(last), long, false)))
}

fn in_nominative(passage: &Passage<'_>, office: &Office, cases: Agreement) -> Option<String> {
    let readings = passage.readings(office.head);
    let stands_so = |reading: &&Reading| {
        let case = reading.case.map(|case| Agreement::case(case.number()).any_gender());
        reading.part == Part::Noun && !reading.plural && case.is_some_and(|case| cases.meets(case))
    };
    readings.iter().filter(stands_so).find_map(|noun| {
        let mut name = String::new();
        let mut written_to = office.range.start;
        for token in office.first..=last(passage, office, noun) {
            let place = &passage.tokens[token];
            name += &passage.text[written_to..place.start];
            name += &word(passage, office, token, noun)?;
            written_to = place.end;
        }
        name += &passage.text[written_to..office.range.end];
        Some(name)
    })
}

/// The last word that stands as the head does: the end of its compound («министра-председателя»), or an adjective
/// behind it («патриархом Московским»). A genitive behind a genitive depends on it: «директора научного института».
fn last(passage: &Passage<'_>, office: &Office, noun: &Reading) -> usize {
    let inside = |token: &usize| passage.tokens.get(*token).is_some_and(|next| next.end <= office.range.end);
    let mut last = office.head;
    while inside(&(last + 1)) && passage.tokens[last + 1].joined {
        last += 1;
    }
    let own_case = matches!(noun.case, Some(Case::Dative | Case::Instrumental | Case::Locative));
    let next = Some(last + 1).filter(|next| last == office.head && own_case && inside(next));
    next.filter(|next| agreeing(&passage.readings(*next), Part::Adjective, noun).is_some()).unwrap_or(last)
}

/// One word of the office in the nominative; `None` when it does not agree with the head.
fn word(passage: &Passage<'_>, office: &Office, token: usize, noun: &Reading) -> Option<String> {
    let written = passage.written(token);
    if passage.shouted(token) {
        return None;
    }
    if token == office.head {
        return declined(passage, written, noun);
    }
    let readings = passage.readings(token);
    let joined = |token: usize| passage.tokens.get(token).is_some_and(|token| token.joined);
    if joined(token + 1) || token > office.head && joined(token) {
        // «министра-председателя», but «премьер-министра», «вице-премьера»
        let fixed =
            |reading: &Reading| !reading.known || reading.case.is_none_or(|case| case == Case::Nominative);
        return match agreeing(&readings, Part::Noun, noun).filter(|_| !readings.iter().any(fixed)) {
            Some(reading) => declined(passage, written, &reading),
            None => Some(written.to_owned()),
        };
    }
    // «и», «врио»
    if readings.iter().all(|reading| reading.case.is_none()) {
        return Some(written.to_owned());
    }
    // Another noun has a case of its own: «исполняющего обязанности министра».
    let adjective = agreeing(&readings, Part::Adjective, noun)?;
    declined(passage, written, &Reading { gender: noun.gender, ..adjective })
}

fn agreeing(readings: &[Reading], part: Part, noun: &Reading) -> Option<Reading> {
    readings.iter().find(|reading| reading.part == part && reading.agrees(noun)).copied()
}

/// A word in the nominative, with the text's letters as far as the two agree, and ё where the text has it.
fn declined(passage: &Passage<'_>, written: &str, read_as: &Reading) -> Option<String> {
    let name = passage.knowledge.morphology.nominative(written, read_as)?;
    let folded = !written.contains('ё') && name.contains('ё');
    let name = if folded { name.replace('ё', "е").into() } else { name };
    Some(as_written(written, &name, false))
}
