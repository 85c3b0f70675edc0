//! Belarusian names that begin with a word for a body. There is no dictionary of Belarusian forms, so endings decide
//! how far a name goes, and only unambiguous endings are used.

use super::found::{Found, What};
use super::naming::capitalised;
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{BelarusianHead, BelarusianHeads, Gender};

/// Genitive endings of nouns and adjectives that are rare in verbs and in the nominative.
const GENITIVE: [&str; 12] = ["і", "ы", "аў", "яў", "ага", "яга", "ога", "ай", "яй", "ых", "іх", "у"];

/// The name whose head is a word.
pub(super) fn described(heads: &BelarusianHeads, passage: &Passage<'_>, at: usize) -> Option<Found> {
    let head = heads.get(passage.form(at))?;
    let first = adjectives(passage, at);
    let capital = passage.proper(first) || passage.proper(at);
    let (mut last, mut subject, mut placed) = (at, false, false);
    while last - at < weights::MOST_BELARUSIAN_WORDS && passage.flows(last) {
        let next = last + 1;
        let form = passage.form(next);
        if form == "рэспублікі" && passage.capital(next + 1) && passage.flows(next) {
            (last, placed) = (next + 1, true);
            break;
        }
        if passage.capital(next) {
            if heads.is_state(form) {
                (last, placed) = (next, true);
            }
            break;
        }
        // «сувязі і інфарматызацыі», «па надзвычайных сітуацыях»
        let step = match form {
            "і" | "па" => next + 1,
            _ => next,
        };
        let more = form != "па" || !subject;
        if !(more && is_subject(passage, step) && (step == next || passage.flows(next))) {
            break;
        }
        (last, subject) = (step, true);
    }
    let is_name = if head.name {
        capital && (first < at || subject)
    } else {
        head.place && placed || subject && (head.strong || capital) || first < at && capital
    };
    is_name.then(|| Found { first, last, what: What::Titled { name: name(passage, first, last, at, head) } })
}

/// Whether a word in small letters looks like a genitive or, behind «па», a locative.
fn is_subject(passage: &Passage<'_>, at: usize) -> bool {
    let form = passage.form(at);
    !passage.capital(at)
        && form.chars().count() >= weights::LEAST_GENITIVE
        && (GENITIVE.iter().any(|ending| form.ends_with(ending))
            || form.ends_with("ях")
            || form.ends_with("ах"))
}

const ADJECTIVES: [&str; 16] =
    ["ага", "яга", "ому", "аму", "яму", "ым", "ім", "ая", "яя", "ай", "яй", "ую", "юю", "ае", "ы", "і"];

/// Where the adjectives before a head begin: those from the first one with a capital letter.
fn adjectives(passage: &Passage<'_>, head: usize) -> usize {
    let mut first = head;
    let mut at = head;
    for _ in 0..weights::MOST_BELARUSIAN_ADJECTIVES {
        let Some(before) = at.checked_sub(1).filter(|&before| passage.flows(before)) else { break };
        let form = passage.form(before);
        let adjective = form.chars().count() >= weights::LEAST_ADJECTIVE
            && ADJECTIVES.iter().any(|ending| form.ends_with(ending))
            || passage.joined(at);
        if !adjective {
            break;
        }
        at = before;
        if passage.proper(at) || passage.capital(at) && made_of_place(form) {
            first = at;
        }
    }
    first
}

fn made_of_place(form: &str) -> bool {
    ADJECTIVES.iter().any(|ending| {
        form.strip_suffix(ending).is_some_and(|stem| stem.ends_with("ск") || stem.ends_with("цк"))
    })
}

/// The name in the nominative.
fn name(passage: &Passage<'_>, first: usize, last: usize, at: usize, head: BelarusianHead) -> String {
    let mut words: Vec<String> = (first..at).map(|at| nominative(passage.written(at), head.gender)).collect();
    words.push(if passage.capital(at) { capitalised(head.word) } else { head.word.to_owned() });
    words.extend((at + 1..=last).map(|at| passage.written(at).to_owned()));
    let name = words.join(" ").replace("Рэспублікі Беларусь", "Беларусі");
    capitalised(&name)
}

/// An adjective in the nominative of a gender.
fn nominative(word: &str, gender: Gender) -> String {
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
