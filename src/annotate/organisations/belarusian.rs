//! Belarusian names that begin with a word for a body. There is no dictionary of Belarusian forms, so endings decide
//! how far a name goes, and only unambiguous endings are used.

use super::found::{Found, What};
use super::naming::capitalised;
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{
    BelarusianHead, BelarusianHeads, belarusian_adjective, country_words, is_belarusian_adjective_of_place,
    is_like_belarusian_adjective, is_like_belarusian_subject,
};
use crate::model::Language;

/// The name whose head is a word.
pub(super) fn described(heads: &BelarusianHeads, passage: &Passage<'_>, at: usize) -> Option<Found> {
    let head = heads.get(passage.form(at))?;
    let first = adjectives(passage, at);
    let capital = passage.proper(first) || passage.proper(at);
    let (mut last, mut subject, mut placed) = (at, false, false);
    while last - at < weights::MOST_BELARUSIAN_WORDS && passage.flows(last) {
        let next = last + 1;
        let form = passage.form(next);
        if country_words().is_before_state(form, Language::Belarusian)
            && passage.capital(next + 1)
            && passage.flows(next)
        {
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
        && is_like_belarusian_subject(form)
}

/// Where the adjectives before a head begin: those from the first one with a capital letter.
fn adjectives(passage: &Passage<'_>, head: usize) -> usize {
    let mut first = head;
    let mut at = head;
    for _ in 0..weights::MOST_BELARUSIAN_ADJECTIVES {
        let Some(before) = at.checked_sub(1).filter(|&before| passage.flows(before)) else { break };
        let form = passage.form(before);
        let adjective = form.chars().count() >= weights::LEAST_ADJECTIVE
            && is_like_belarusian_adjective(form)
            || passage.joined(at);
        if !adjective {
            break;
        }
        at = before;
        if passage.proper(at) || passage.capital(at) && is_belarusian_adjective_of_place(form) {
            first = at;
        }
    }
    first
}

/// The name in the nominative.
fn name(passage: &Passage<'_>, first: usize, last: usize, at: usize, head: BelarusianHead) -> String {
    let mut words: Vec<String> =
        (first..at).map(|at| belarusian_adjective(passage.written(at), head.gender)).collect();
    words.push(if passage.capital(at) { capitalised(head.word) } else { head.word.to_owned() });
    words.extend((at + 1..=last).map(|at| passage.written(at).to_owned()));
    let name = words.join(" ").replace("Рэспублікі Беларусь", "Беларусі");
    capitalised(&name)
}
