//! The people whom a communiqué names: «министр связи и информатизации Кирилл Залесский», «Шапкиной Ю.А.».
//!
//! Runs of capitalised words ([`units`]) are parsed into candidates ([`candidate`], [`foreign`]); what stands beside them
//! ([`context`], [`mod@office`]) and what is named elsewhere in the text decides which are people; mentions are joined into
//! people ([`joining`]), each with one form of its name ([`naming`]).

mod candidate;
mod context;
mod foreign;
mod joining;
mod naming;
mod office;
mod office_naming;
mod parts;
#[cfg(test)]
mod tests;
mod units;
mod vocabulary;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use candidate::candidates;
use context::{Verdict, accepts, cases, is_coordinate, verdict};
use joining::{Mention, join};
use naming::{Key, Keys};
use office::office;
use office_naming::office_name;
use parts::{Candidate, Role};
use units::Source;
use vocabulary::Vocabulary;

pub(super) use vocabulary::ClassesByLanguage;

use super::text::Text;
use super::word_facts::WordEntry;
use crate::analysis::Word;
use crate::lexicon::{Morphology, NameLexicon, WordHash};
use crate::model::{Language, Person};

/// Finds people. One serves all threads.
pub(super) struct People {
    lexicon: NameLexicon,
    morphology: Morphology,
    vocabulary: Vocabulary,
}

/// The keys of several names.
type KeySet<'a> = HashSet<Cow<'a, str>, WordHash>;

/// A candidate with what is made of it.
struct Considered<'a> {
    candidate: Candidate<'a>,
    verdict: Verdict,
    in_title: bool,
    accepted: bool,
    keys: OnceCell<Keys<'a>>,
}

impl<'a> Considered<'a> {
    fn keys(&self, source: &Source<'a>) -> &Keys<'a> {
        self.keys.get_or_init(|| Keys::new(source, &self.candidate))
    }
}

impl People {
    pub(super) fn new() -> Self {
        Self { lexicon: NameLexicon::new(), morphology: Morphology::new(), vocabulary: Vocabulary::new() }
    }

    pub(super) fn look_up(&self, word: &Word, entry: &mut WordEntry) {
        entry.classes = self.vocabulary.look_up(&word.form);
    }

    /// The people of a communiqué, the most mentioned first, then in the order of their first mentions, the title's
    /// before the text's.
    pub(super) fn find(&self, title: &Text<'_>, text: &Text<'_>, language: Language) -> Vec<Person> {
        let sources = [title, text].map(|part| Source {
            text: part.text,
            tokens: part.tokens,
            words: &part.words,
            language,
            lexicon: &self.lexicon,
            morphology: &self.morphology,
            vocabulary: &self.vocabulary,
        });
        let of = |in_title: bool| if in_title { &sources[0] } else { &sources[1] };
        let mut considered: Vec<Considered> = Vec::new();
        for in_title in [true, false] {
            let source = of(in_title);
            source.runs(|run| {
                for candidate in candidates(source, run) {
                    let verdict = verdict(source, &candidate);
                    let accepted = accepts(source, &candidate, verdict);
                    let keys = OnceCell::new();
                    considered.push(Considered { candidate, verdict, in_title, accepted, keys });
                }
            });
        }
        correct_roles(&mut considered, &of);
        accept_known(&mut considered, &of);
        let mentions = mentions(considered, &of);
        let mut people = join(&mentions, |mention| of(mention.in_title));
        people.iter_mut().for_each(|person| keep_undeclined(person, text.text));
        people
    }
}

/// A name of one word in -у or -ю that a text has several times and never in another form is not declined: Санду, and
/// not the accusative of Санда.
fn keep_undeclined(person: &mut Person, text: &str) {
    let Some(written) = person.mentions.first().map(|range| &text[range.clone()]) else { return };
    let alone = !written.contains([' ', '-', '.']) && written.ends_with(['у', 'ю']);
    let always =
        person.mentions.len() > 1 && person.mentions.iter().all(|range| &text[range.clone()] == written);
    if alone && always && person.name != written {
        person.name = written.to_owned();
    }
}

/// A single word that the dictionary has as a first name (Санду of Санда) is a surname where the text has somebody with
/// that surname and nobody with that first name, and the other way round (Аарон).
fn correct_roles<'a>(considered: &mut [Considered<'a>], of: &impl Fn(bool) -> &'a Source<'a>) {
    let (mut surnames, mut firsts): (KeySet<'a>, KeySet<'a>) = (HashSet::default(), HashSet::default());
    for one in considered.iter().filter(|one| one.accepted && !one.candidate.is_single()) {
        let keys = one.keys(of(one.in_title));
        for (keys, set) in [(&keys.surnames, &mut surnames), (&keys.firsts, &mut firsts)] {
            set.extend(keys.iter().filter(|key| key.1 >= MIN_KEY).map(|key| key.0.clone()));
        }
    }
    if surnames.is_empty() {
        return;
    }
    let is_in = |keys: &[Key<'a>], set: &KeySet<'a>| {
        keys.iter().any(|(key, weight)| *weight >= MIN_KEY && set.contains(key))
    };
    for one in considered.iter_mut().filter(|one| one.verdict > Verdict::Against) {
        let [(role, unit)] = one.candidate.parts.as_slice() else { continue };
        let (ours, theirs, other, agreement) = match role {
            Role::First => (&firsts, &surnames, Role::Surname, unit.word.as_surname),
            Role::Surname if unit.word.first > 0.0 => (&surnames, &firsts, Role::First, unit.word.as_first),
            _ => continue,
        };
        let lemma_in =
            |set: &KeySet<'a>| unit.word.readings.iter().any(|reading| set.contains(reading.lemma.as_str()));
        let form = of(one.in_title).tokens[unit.first].form.as_str();
        let form_in = |set: &KeySet<'a>| set.contains(form);
        if lemma_in(ours) || form_in(ours) || !(lemma_in(theirs) || form_in(theirs)) {
            continue;
        }
        let mut corrected = one.candidate.clone();
        corrected.parts[0].0 = other;
        corrected.agreement = agreement;
        let keys = Keys::new(of(one.in_title), &corrected);
        if is_in(&keys.surnames, theirs) || is_in(&keys.firsts, theirs) {
            one.candidate = corrected;
            one.keys = OnceCell::from(keys);
        }
    }
}

/// Accepts what is named like somebody who has been accepted: a surname or first name alone, in any form.
fn accept_known<'a>(considered: &mut [Considered<'a>], of: &impl Fn(bool) -> &'a Source<'a>) {
    let mut names: KeySet<'a> = HashSet::default();
    let mut beginnings: HashSet<Beginning, WordHash> = HashSet::default();
    let mut next: Vec<usize> = (0..considered.len()).filter(|&at| considered[at].accepted).collect();
    // What is accepted in one round may name others in the next; names of names of names tell nothing.
    for _ in 0..2 {
        for at in next.drain(..) {
            let one = &considered[at];
            let keys = one.keys(of(one.in_title));
            // A first name alone tells of nobody else.
            let firsts: &[Key<'a>] = if one.candidate.is_single() { &[] } else { &keys.firsts };
            for (key, weight) in keys.surnames.iter().chain(firsts) {
                if *weight >= MIN_KEY && !names.contains(key) {
                    beginnings.insert(beginning(key));
                    names.insert(key.clone());
                }
            }
        }
        if names.is_empty() {
            return;
        }
        for at in 0..considered.len() {
            let one = &considered[at];
            if one.accepted {
                continue;
            }
            let source = of(one.in_title);
            let beside = |other: Option<usize>| {
                other.and_then(|other| considered.get(other)).is_some_and(|other| {
                    other.accepted
                        && other.in_title == one.in_title
                        && is_coordinate(source, &one.candidate, &other.candidate)
                })
            };
            let accepted = is_known(source, one, &names, &beginnings)
                || one.verdict > Verdict::Doubtful && (beside(at.checked_sub(1)) || beside(Some(at + 1)));
            if accepted {
                considered[at].accepted = true;
                next.push(at);
            }
        }
    }
}

/// Nominatives that are less probable than this do not make a name known.
const MIN_KEY: f32 = 0.05;

/// By what words are chosen for a closer look: their first letters, where a shorter one has none.
type Beginning = [Option<char>; 3];

fn beginning(word: &str) -> Beginning {
    let mut letters = word.chars();
    std::array::from_fn(|_| letters.next())
}

fn is_known<'a>(
    source: &Source<'a>,
    one: &Considered<'a>,
    names: &KeySet<'a>,
    beginnings: &HashSet<Beginning, WordHash>,
) -> bool {
    if one.verdict == Verdict::Against {
        return false;
    }
    let parts = &one.candidate.parts;
    let looks =
        parts.iter().any(|(_, unit)| beginnings.contains(&beginning(&source.tokens[unit.first].form)));
    if !looks {
        return false;
    }
    if let [(_, unit)] = one.candidate.parts.as_slice() {
        let word = &unit.word;
        let ordinary = word.known && word.person() < 0.1 && word.place < 0.5;
        if one.verdict == Verdict::Doubtful && word.place > 0.0 {
            return false;
        }
        if ordinary && source.starts_sentence(unit.first) && !precedes_verb(source, unit.last) {
            return false;
        }
    }
    let keys = one.keys(source);
    keys.surnames.iter().chain(&keys.firsts).any(|(key, weight)| *weight >= MIN_KEY && names.contains(key))
}

/// «Ткач выступила.»
fn precedes_verb(source: &Source<'_>, token: usize) -> bool {
    let next = token + 1;
    next < source.tokens.len() && source.gap(token) == " " && !source.is_capital(next) && {
        let word = source.word(next);
        word.known && word.other > 0.8 && source.tokens[next].form.chars().count() > 3
    }
}

/// The mentions, with the offices beside them.
fn mentions<'a>(considered: Vec<Considered<'a>>, of: &impl Fn(bool) -> &'a Source<'a>) -> Vec<Mention<'a>> {
    // Which tokens of the text and of the title are part of a name.
    let mut named = [false, true].map(|in_title| vec![false; of(in_title).tokens.len()]);
    for one in considered.iter().filter(|one| one.accepted) {
        let tokens = one.candidate.first_token()..=one.candidate.last_token();
        named[usize::from(one.in_title)][tokens].fill(true);
    }
    let mut mentions: Vec<Mention> = Vec::new();
    for one in considered {
        let source = of(one.in_title);
        let (first, last) = (one.candidate.first_token(), one.candidate.last_token());
        let mut range = source.tokens[first].start..source.tokens[last].end;
        if one.candidate.parts.last().is_some_and(|part| part.0 == Role::Initial) {
            // The full stop of the last initial is part of the name.
            range.end += usize::from(source.text[range.end..].starts_with('.'));
        }
        // «Zalesski's»
        if let Some(name) = ["'s", "’s"].iter().find_map(|end| source.text[range.clone()].strip_suffix(end))
        {
            range.end = range.start + name.len();
        }
        let repeats = is_repetition(source, &one, mentions.last());
        if !(one.accepted || repeats) {
            continue;
        }
        let office = office(source, &one.candidate, |token| {
            named[usize::from(one.in_title)].get(token) == Some(&true)
        });
        one.keys(source);
        mentions.push(Mention {
            keys: one.keys.into_inner().unwrap_or_default(),
            range,
            in_title: one.in_title,
            cases: office
                .as_ref()
                .map(|office| office.cases)
                .filter(|cases| !cases.is_empty())
                .unwrap_or_else(|| cases(source, &one.candidate)),
            office: office.map(|office| office_name(source, &office, one.candidate.agreement)),
            repeats,
            candidate: one.candidate,
        });
    }
    mentions
}

/// «Ларри Кинг (Larry King)», «(англ. Larry King)»: the name in other letters.
fn is_repetition(source: &Source<'_>, one: &Considered, last: Option<&Mention>) -> bool {
    let Some(last) = last.filter(|last| last.in_title == one.in_title) else { return false };
    let first = one.candidate.first_token();
    let start = source.tokens[first].start;
    if !source.written(first).bytes().any(|byte| byte.is_ascii_alphabetic()) || last.range.end > start {
        return false;
    }
    let between = &source.text[last.range.end..start];
    let Some(inside) = between.trim_start().strip_prefix('(') else { return false };
    inside.is_empty() || inside.chars().count() <= 8 && inside.trim_end().ends_with(['.', ':'])
}
