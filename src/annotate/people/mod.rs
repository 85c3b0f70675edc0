//! The people whom a communiqué names: «министр связи и информатизации Кирилл Залесский», «Шапкиной Ю.А.».
//!
//! Runs of capitalised words ([`units`]) are parsed into candidates ([`candidate`], [`foreign`]); their context
//! ([`context`], [`mod@office`]) and the other names of the text decide which are people; mentions are joined into
//! people ([`joining`]), each with one form of its name ([`naming`]).

mod candidate;
mod context;
mod foreign;
mod joining;
mod naming;
mod office;
mod office_naming;
mod parts;
mod rules;
#[cfg(test)]
mod tests;
mod units;
mod weights;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use candidate::candidates;
use context::{Verdict, cases, ground, is_coordinate, verdict};
use joining::{Joined, Mention, join};
use naming::{Key, Keys, forms};
use office::office;
use office_naming::office_name;
use parts::{Candidate, Role};
use rules::Ground;
use units::runs;

use super::explain::{Explained, Place, Trace};
use super::passage::Passage;
use crate::lexicon::WordHash;
use crate::model::Person;

/// The keys of several names.
type KeySet<'a> = HashSet<Cow<'a, str>, WordHash>;

/// A candidate and the decision about it.
struct Considered<'a> {
    candidate: Candidate<'a>,
    verdict: Verdict,
    in_title: bool,
    /// Why it is accepted as a person, if it is.
    ground: Option<Ground>,
    keys: OnceCell<Keys<'a>>,
}

impl<'a> Considered<'a> {
    fn keys(&self, passage: &Passage<'a>) -> &Keys<'a> {
        self.keys.get_or_init(|| Keys::new(passage, &self.candidate))
    }
}

/// The people of a communiqué, the most mentioned first, then in the order of their first mentions, the title's before
/// the text's.
pub(super) fn find(title: &Passage<'_>, text: &Passage<'_>, trace: &mut Trace) -> Vec<Person> {
    let of = |in_title: bool| if in_title { title } else { text };
    let mut considered: Vec<Considered> = Vec::new();
    for in_title in [true, false] {
        let passage = of(in_title);
        runs(passage, |run| {
            for candidate in candidates(passage, run) {
                let verdict = verdict(passage, &candidate);
                let ground = ground(passage, &candidate, verdict);
                let keys = OnceCell::new();
                considered.push(Considered { candidate, verdict, in_title, ground, keys });
            }
        });
    }
    correct_roles(&mut considered, &of);
    accept_known(&mut considered, &of);
    let mentions = mentions(considered, &of);
    let mut people = join(&mentions, |mention| of(mention.in_title));
    people.iter_mut().for_each(|joined| keep_undeclined(&mut joined.person, text.text));
    if trace.is_on() {
        explain(&people, &mentions, &of, trace);
    }
    people.into_iter().map(|joined| joined.person).collect()
}

/// Reports for each mention of each person how its words were read, why it is a person, and which name it would have
/// alone, where it was joined under another.
fn explain<'a>(
    people: &[Joined],
    mentions: &[Mention<'a>],
    of: &impl Fn(bool) -> &'a Passage<'a>,
    trace: &mut Trace,
) {
    for joined in people {
        for mention in joined.mentions.iter().map(|&at| &mentions[at]) {
            let office = mention.office.as_ref().map(|office| format!("with the office {office}"));
            let own = forms(of(mention.in_title), &mention.candidate, mention.cases).into_iter().next();
            let joined_with = own.filter(|(own, _)| *own != joined.person.name);
            let joined_with = joined_with.map(|(own, _)| format!("{own} by itself, joined with others"));
            let grounds = [Some(mention.ground.told().to_owned()), joined_with, office];
            let grounds: Vec<String> =
                grounds.into_iter().flatten().filter(|told| !told.is_empty()).collect();
            trace.note(|| Explained {
                property: "person",
                value: joined.person.name.clone(),
                place: Some(Place::of(mention.in_title, mention.range.clone())),
                rule: mention.candidate.pattern.name(),
                by: grounds.join(", "),
            });
        }
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

/// A single word that the dictionary has as a first name (Санду of Санда) becomes a surname if the text has a person
/// with that surname and none with that first name, and the other way round (Аарон).
fn correct_roles<'a>(considered: &mut [Considered<'a>], of: &impl Fn(bool) -> &'a Passage<'a>) {
    let (mut surnames, mut firsts): (KeySet<'a>, KeySet<'a>) = (HashSet::default(), HashSet::default());
    for one in considered.iter().filter(|one| one.ground.is_some() && !one.candidate.is_single()) {
        let keys = one.keys(of(one.in_title));
        for (keys, set) in [(&keys.surnames, &mut surnames), (&keys.firsts, &mut firsts)] {
            set.extend(keys.iter().filter(|key| key.1 >= weights::MIN_KEY).map(|key| key.0.clone()));
        }
    }
    if surnames.is_empty() {
        return;
    }
    let is_in = |keys: &[Key<'a>], set: &KeySet<'a>| {
        keys.iter().any(|(key, weight)| *weight >= weights::MIN_KEY && set.contains(key))
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

/// Accepts candidates with the name of an accepted person: a surname or first name alone, in any form.
fn accept_known<'a>(considered: &mut [Considered<'a>], of: &impl Fn(bool) -> &'a Passage<'a>) {
    let mut names: KeySet<'a> = HashSet::default();
    let mut beginnings: HashSet<Beginning, WordHash> = HashSet::default();
    let mut next: Vec<usize> = (0..considered.len()).filter(|&at| considered[at].ground.is_some()).collect();
    // Candidates accepted in the first round may lead to others in the second; further rounds are not reliable.
    for _ in 0..2 {
        for at in next.drain(..) {
            let one = &considered[at];
            let keys = one.keys(of(one.in_title));
            // A first name alone is no evidence for other candidates.
            let firsts: &[Key<'a>] = if one.candidate.is_single() { &[] } else { &keys.firsts };
            for (key, weight) in keys.surnames.iter().chain(firsts) {
                if *weight >= weights::MIN_KEY && !names.contains(key) {
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
            if one.ground.is_some() {
                continue;
            }
            let passage = of(one.in_title);
            let beside = |other: Option<usize>| {
                other.and_then(|other| considered.get(other)).is_some_and(|other| {
                    other.ground.is_some()
                        && other.in_title == one.in_title
                        && is_coordinate(passage, &one.candidate, &other.candidate)
                })
            };
            let ground = match () {
                () if is_known(passage, one, &names, &beginnings) => Ground::Known,
                () if one.verdict > Verdict::Doubtful
                    && (beside(at.checked_sub(1)) || beside(Some(at + 1))) =>
                {
                    Ground::Coordinate
                }
                () => continue,
            };
            considered[at].ground = Some(ground);
            next.push(at);
        }
    }
}

/// The first letters by which words are preselected; `None` where a word is shorter.
type Beginning = [Option<char>; 3];

fn beginning(word: &str) -> Beginning {
    let mut letters = word.chars();
    std::array::from_fn(|_| letters.next())
}

fn is_known<'a>(
    passage: &Passage<'a>,
    one: &Considered<'a>,
    names: &KeySet<'a>,
    beginnings: &HashSet<Beginning, WordHash>,
) -> bool {
    if one.verdict == Verdict::Against {
        return false;
    }
    let parts = &one.candidate.parts;
    let looks =
        parts.iter().any(|(_, unit)| beginnings.contains(&beginning(&passage.tokens[unit.first].form)));
    if !looks {
        return false;
    }
    if let [(_, unit)] = one.candidate.parts.as_slice() {
        let word = &unit.word;
        let ordinary =
            word.known && word.person() < weights::HINT_OF_PERSON && word.place < weights::KNOWN_PLACE;
        if one.verdict == Verdict::Doubtful && word.place > 0.0 {
            return false;
        }
        if ordinary && passage.starts_sentence(unit.first) && !precedes_verb(passage, unit.last) {
            return false;
        }
    }
    let keys = one.keys(passage);
    keys.surnames
        .iter()
        .chain(&keys.firsts)
        .any(|(key, weight)| *weight >= weights::MIN_KEY && names.contains(key))
}

/// «Ткач выступила.»
fn precedes_verb(passage: &Passage<'_>, token: usize) -> bool {
    let next = token + 1;
    next < passage.tokens.len() && passage.gap(token) == " " && !passage.capital(next) && {
        let word = passage.name_word(next);
        word.known
            && word.other > weights::VERB
            && passage.tokens[next].form.chars().count() > weights::SHORT_WORD
    }
}

/// The mentions, with their offices.
fn mentions<'a>(considered: Vec<Considered<'a>>, of: &impl Fn(bool) -> &'a Passage<'a>) -> Vec<Mention<'a>> {
    // Which tokens of the text and of the title are part of a name.
    let mut named = [false, true].map(|in_title| vec![false; of(in_title).tokens.len()]);
    for one in considered.iter().filter(|one| one.ground.is_some()) {
        let tokens = one.candidate.first_token()..=one.candidate.last_token();
        named[usize::from(one.in_title)][tokens].fill(true);
    }
    let mut mentions: Vec<Mention> = Vec::new();
    for one in considered {
        let passage = of(one.in_title);
        let (first, last) = (one.candidate.first_token(), one.candidate.last_token());
        let mut range = passage.tokens[first].start..passage.tokens[last].end;
        if one.candidate.parts.last().is_some_and(|part| part.0 == Role::Initial) {
            // The full stop of the last initial is part of the name.
            range.end += usize::from(passage.text[range.end..].starts_with('.'));
        }
        // «Zalesski's»
        if let Some(name) = ["'s", "’s"].iter().find_map(|end| passage.text[range.clone()].strip_suffix(end))
        {
            range.end = range.start + name.len();
        }
        let repeats = is_repetition(passage, &one, mentions.last());
        let Some(ground) = one.ground.or(repeats.then_some(Ground::OtherLetters)) else { continue };
        let office = office(passage, &one.candidate, |token| {
            named[usize::from(one.in_title)].get(token) == Some(&true)
        });
        one.keys(passage);
        mentions.push(Mention {
            keys: one.keys.into_inner().unwrap_or_default(),
            range,
            in_title: one.in_title,
            cases: office
                .as_ref()
                .map(|office| office.cases)
                .filter(|cases| !cases.is_empty())
                .unwrap_or_else(|| cases(passage, &one.candidate)),
            office: office.map(|office| office_name(passage, &office, one.candidate.agreement)),
            repeats,
            ground,
            candidate: one.candidate,
        });
    }
    mentions
}

/// «Ларри Кинг (Larry King)», «(англ. Larry King)»: the name in other letters.
fn is_repetition(passage: &Passage<'_>, one: &Considered, last: Option<&Mention>) -> bool {
    let Some(last) = last.filter(|last| last.in_title == one.in_title) else { return false };
    let first = one.candidate.first_token();
    let start = passage.tokens[first].start;
    if !passage.written(first).bytes().any(|byte| byte.is_ascii_alphabetic()) || last.range.end > start {
        return false;
    }
    let between = &passage.text[last.range.end..start];
    let Some(inside) = between.trim_start().strip_prefix('(') else { return false };
    inside.is_empty() || inside.chars().count() <= 8 && inside.trim_end().ends_with(['.', ':'])
}
