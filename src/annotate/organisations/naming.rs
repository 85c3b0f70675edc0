//! The name under which an organisation is listed: its head and the adjectives before it in the nominative, the rest as
//! written, one blank between words, ё as е.

use std::sync::Arc;

use crate::lexicon::{Case, Gender, Part, Reading, States, Weighed, WordCache, WordRef, word_cache};

use crate::model::Country;

use super::known::Entry;
use crate::annotate::passage::Passage;

/// The cache of names. They repeat, and inflection is slow.
const CACHED_NAMES: usize = 20_000;
const CACHED_BYTES: u64 = 8 << 20;

/// The name of an organisation.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    /// In lower case: names that differ only in capitals are of one organisation.
    pub(super) key: String,
}

impl Weighed for Name {
    fn bytes(&self) -> usize {
        self.text.capacity() + self.key.capacity()
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self { key: text.to_lowercase(), text }
    }
}

/// How a phrase is read: the index of its head, the head's case, and whether its capital is its own.
type Standing = (usize, Option<Case>, bool);

/// Gives names.
pub(super) struct Naming {
    pub(super) states: States,
    cache: WordCache<(String, Standing), Arc<Name>>,
}

impl Naming {
    pub(super) fn new() -> Self {
        Self { states: States::new(), cache: word_cache(CACHED_NAMES, CACHED_BYTES) }
    }

    /// The name of a phrase whose head is the word `head`.
    pub(super) fn of_phrase(
        &self,
        passage: &Passage<'_>,
        first: usize,
        last: usize,
        head: usize,
        read_as: &Reading,
        of_state: bool,
    ) -> Arc<Name> {
        let proper = passage.proper(first) || !of_state;
        let written = &passage.text[passage.range(first, last)];
        let standing = (head - first, read_as.case, proper);
        if let Some(name) = self.cache.get(&WordRef(written, standing)) {
            return name;
        }
        let mut name = String::new();
        // «чешский парламент» is «Парламент Чехии», but in «Чешский филармонический оркестр» the adjective is part of
        // the name.
        let state = self.states.of_adjective(passage.form(first)).filter(|_| first < head && !proper);
        let start = if state.is_some() { first + 1 } else { first };
        for at in start..=head {
            let word = declined(passage, at, at == head, read_as);
            // «Красная Армия» and «Красная армия» are one.
            name.push_str(&if at > first && !passage.shouted(at) { word.to_lowercase() } else { word });
            if at < head {
                name.push_str(passage.gap(at));
            }
        }
        if let Some(state) = state {
            name.push(' ');
            name.push_str(state.name);
        }
        let token = &passage.tokens[head];
        name.push_str(&passage.text[token.end..passage.tokens[last].end]);
        close_quotes(&mut name);
        let name: Arc<Name> = Arc::new(self.states.filed(&tidy(&name)).0.into());
        self.cache.insert((written.to_owned(), standing), Arc::clone(&name));
        name
    }

    /// The name of an organisation of the list with the place behind it, if one is written there.
    pub(super) fn of_entry(&self, entry: &Entry, tail: &str) -> String {
        if tail.is_empty() {
            return entry.name.to_owned();
        }
        let (name, state) = self.states.filed_with(entry.name, &tail.replace('\u{a0}', " "));
        let name = tidy(&name);
        let own = state.is_some_and(|state| state.code == entry.country);
        if own && name.len() == entry.name.len() + 1 + state.map_or(0, |state| state.name.len()) {
            return entry.name.to_owned();
        }
        name
    }

    /// The name of a body that every state has, with the host's place.
    pub(super) fn of_host(&self, entry: &Entry, host: Country) -> Option<String> {
        self.states.named(host.code()).map(|state| format!("{} {state}", entry.name))
    }
}

/// The head of a phrase, or a word before it, in the nominative.
fn declined(passage: &Passage<'_>, at: usize, is_head: bool, read_as: &Reading) -> String {
    let part = if is_head { Part::Noun } else { Part::Adjective };
    if passage.joined(at) && at > 0 && passage.written(at - 1).bytes().all(|byte| byte.is_ascii_digit()) {
        // «75-го»
        return match read_as.gender {
            Some(Gender::Feminine) => "я".to_owned(),
            Some(Gender::Neuter) => "е".to_owned(),
            _ => "й".to_owned(),
        };
    }
    // The first parts of compounds do not decline.
    let fixed = !is_head && passage.joined(at + 1);
    let readings = passage.readings(at);
    let found = readings.iter().find(|reading| reading.part == part && reading.agrees(read_as));
    let word = found.filter(|_| !fixed).and_then(|reading| {
        let gender = if is_head { reading.gender } else { read_as.gender };
        passage.knowledge.morphology.nominative(passage.written(at), &Reading { gender, ..*reading })
    });
    cased_like(passage.written(at), word.as_deref())
}

/// A name as written, or, if it is one or two words that decline, in the nominative.
pub(super) fn of_words(passage: &Passage<'_>, first: usize, last: usize, stands_so: bool) -> String {
    let range = passage.range(first, last);
    let mut written = passage.text[range].to_owned();
    close_quotes(&mut written);
    if stands_so || last - first > 1 {
        return tidy(&written);
    }
    let noun = passage
        .readings(last)
        .iter()
        .find(|reading| reading.part == Part::Noun && reading.case.is_some())
        .copied();
    let Some(noun) = noun else { return tidy(&written) };
    if first == last {
        let nominative = passage.knowledge.morphology.nominative(passage.written(first), &noun);
        return tidy(&cased_like(passage.written(first), nominative.as_deref()));
    }
    if noun.case == Some(Case::Nominative) {
        return tidy(&written);
    }
    let agreeing = passage.readings(first).iter().any(|r| r.part == Part::Adjective && r.agrees(&noun));
    if !agreeing {
        return tidy(&written);
    }
    let words: Vec<String> = (first..=last).map(|at| declined(passage, at, at == last, &noun)).collect();
    tidy(&words.join(" "))
}

/// The nominative, with the capitals of the word as it is written.
fn cased_like(written: &str, nominative: Option<&str>) -> String {
    let Some(nominative) = nominative else { return written.to_owned() };
    let mut letters = written.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_uppercase() => {
            // Capitals stay, an ending may be in lower case: «МИДа».
            let capitals: String = written.chars().take_while(|c| c.is_uppercase()).collect();
            if capitals.chars().count() == written.chars().count() {
                nominative.to_uppercase()
            } else {
                capitals
            }
        }
        (Some(first), _) if first.is_uppercase() => capitalised(nominative),
        _ => nominative.to_owned(),
    }
}

/// The text with a capital letter at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Adds the closing quotation mark of one that opens inside the name.
fn close_quotes(name: &mut String) {
    let opened = name.matches('«').count();
    if opened > name.matches('»').count() {
        name.push('»');
    } else if name.matches('"').count() % 2 == 1 {
        name.push('"');
    }
}

fn tidy(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ").replace('ё', "е").replace('Ё', "Е");
    // The names of sites begin with a small letter: «lenta.ru».
    if name.starts_with(|c: char| c.is_ascii()) { name } else { capitalised(&name) }
}
