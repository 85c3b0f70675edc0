//! Belarusian names that begin with a word for a body. There is no dictionary of Belarusian forms here, so endings
//! decide how far a name goes, and only what they show surely is read.

use std::collections::HashSet;

use crate::lexicon::{WordMap, forms, normalize};
use crate::model::{Country, Language, Via};

use super::found::{Found, What};
use super::naming::capitalised;
use super::weights;
use crate::annotate::passage::Passage;

const HEADS: &str = include_str!("../data/organisation_heads_be.tsv");

/// Endings of nouns and adjectives in the genitive which verbs and the nominative seldom have.
const GENITIVE: [&str; 12] = ["і", "ы", "аў", "яў", "ага", "яга", "ога", "ай", "яй", "ых", "іх", "у"];

/// The words that begin names.
pub(super) struct Heads {
    of_form: WordMap<Head>,
    /// The forms of the names of states.
    states: HashSet<String>,
}

#[derive(Clone, Copy)]
pub(super) struct Head {
    word: &'static str,
    gender: &'static str,
    strong: bool,
    place: bool,
    pub(super) name: bool,
}

impl Heads {
    pub(super) fn new() -> Self {
        let mut heads = Self { of_form: WordMap::default(), states: HashSet::new() };
        for line in HEADS.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[word, gender, others, marks] = columns.as_slice() else { continue };
            let has = |mark: &str| marks.split(' ').any(|other| other == mark);
            let head = Head { word, gender, strong: has("strong"), place: has("place"), name: has("name") };
            for form in others.split(' ').chain([word]) {
                heads.of_form.insert(normalize(form), head);
            }
        }
        for name in Country::names() {
            let one_word = name.language == Language::Belarusian && !name.text.contains([' ', '-']);
            if one_word && matches!(name.via, Via::Name | Via::Abbreviation) {
                heads.states.extend(forms(name.text, Language::Belarusian, name.plural));
                heads.states.extend(name.forms.iter().map(|form| normalize(form)));
            }
        }
        heads
    }

    pub(super) fn get(&self, form: &str) -> Option<Head> {
        self.of_form.get(form).copied()
    }

    /// The name whose head is a word.
    pub(super) fn described(&self, passage: &Passage<'_>, at: usize) -> Option<Found> {
        let head = self.get(passage.form(at))?;
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
                if self.states.contains(form) {
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
        is_name.then(|| Found {
            first,
            last,
            what: What::Titled { name: name(passage, first, last, at, head) },
        })
    }
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
fn name(passage: &Passage<'_>, first: usize, last: usize, at: usize, head: Head) -> String {
    let mut words: Vec<String> = (first..at).map(|at| nominative(passage.written(at), head.gender)).collect();
    words.push(if passage.capital(at) { capitalised(head.word) } else { head.word.to_owned() });
    words.extend((at + 1..=last).map(|at| passage.written(at).to_owned()));
    let name = words.join(" ").replace("Рэспублікі Беларусь", "Беларусі");
    capitalised(&name)
}

/// An adjective in the nominative of a gender.
fn nominative(word: &str, gender: &str) -> String {
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

fn ending(stem: &str, gender: &str) -> String {
    let velar = stem.ends_with(['к', 'г', 'х']);
    let ending = match gender {
        "f" => "ая",
        "n" => "ае",
        _ if velar => "і",
        _ => "ы",
    };
    format!("{stem}{ending}")
}
