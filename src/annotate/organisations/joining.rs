//! From names to organisations: the names of one organisation in a communiqué are joined under one of them.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use crate::lexicon::{OrganisationWords, WordMap};
use crate::model::{Country, Organisation};

use super::found::{Found, What};
use super::known::Known;
use super::names;
use super::naming::{Name, Naming, of_words};
use crate::annotate::explain::{Explained, Place, Trace};
use crate::annotate::passage::Passage;

/// Collects the names of title and text.
pub(super) struct Joining<'a> {
    known: &'a Known,
    words: &'a OrganisationWords,
    naming: &'a Naming,
    organisations: Vec<Organisation>,
    /// For each organisation the one that it was joined with, or itself.
    same: Vec<usize>,
    by_key: WordMap<usize>,
    /// By head, the first and the last organisation named with it.
    with_head: BTreeMap<usize, (usize, usize)>,
    /// Heads alone before any name with that head: «Полиция …», and only later «полиция Кёльна».
    early: Vec<(usize, Place)>,
    /// By name in the list that several states have («МИД»): its organisations, named alone and with a place.
    bearers: BTreeMap<usize, Bearers>,
    /// The explanation of each mention, if explanations are asked for.
    told: Option<Vec<Told>>,
}

/// A mention of an organisation, with the rule that found it.
struct Told {
    organisation: usize,
    place: Place,
    rule: &'static str,
    by: String,
}

#[derive(Default)]
struct Bearers {
    alone: Option<usize>,
    /// Whether it stood alone before it stood with a place.
    alone_first: bool,
    placed: Vec<usize>,
}

impl<'a> Joining<'a> {
    pub(super) fn new(
        known: &'a Known,
        words: &'a OrganisationWords,
        naming: &'a Naming,
        trace: &Trace,
    ) -> Self {
        Self {
            known,
            words,
            naming,
            organisations: Vec::new(),
            same: Vec::new(),
            by_key: WordMap::default(),
            with_head: BTreeMap::new(),
            early: Vec::new(),
            bearers: BTreeMap::new(),
            told: trace.is_on().then(Vec::new),
        }
    }

    /// Adds the names of a passage, sorted by where they begin, the longer first.
    pub(super) fn add(&mut self, passage: &Passage<'_>, found: &[Found], title: bool) {
        // The names that contain the current one, and the one before it.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut before: Option<(usize, usize)> = None;
        for name in found {
            open.retain(|&(last, _)| last >= name.first);
            let inside = open.last().copied();
            if inside.is_some_and(|(last, _)| name.last > last) {
                continue;
            }
            let other_name = before.filter(|&(last, _)| is_other_name(passage, last, name));
            let Some(at) = self.organisation(passage, name, other_name.map(|(_, at)| at)) else {
                if let (What::Bare { number }, None) = (&name.what, inside) {
                    self.early.push((*number, Place::of(title, mention(passage, name))));
                }
                continue;
            };
            // A name inside another one is of another organisation, or adds nothing.
            if inside.is_some_and(|(_, outer)| outer == at || matches!(name.what, What::Bare { .. })) {
                continue;
            }
            open.push((name.last, at));
            before = Some((name.last, at));
            let place = Place::of(title, mention(passage, name));
            if let Some(told) = &mut self.told {
                let (rule, by) = rule(self.known, self.words, name);
                told.push(Told { organisation: at, place: place.clone(), rule, by });
            }
            add(&mut self.organisations[at], place);
        }
    }

    /// The organisation of a name; `other` when the name is an alias in brackets of that organisation.
    fn organisation(&mut self, passage: &Passage<'_>, name: &Found, other: Option<usize>) -> Option<usize> {
        let at = match &name.what {
            What::PartOf(whole) => return self.organisation(passage, whole, None),
            What::Bare { number } => return self.with_head.get(number).map(|&(_, last)| last),
            What::Known { name: known, last, .. } => {
                let entry_number = self.known.names[*known].entry;
                let entry = &self.known.entries[entry_number];
                let tail = &passage.text[passage.tokens[*last].end..passage.tokens[name.last].end];
                let at = self.filed(&self.naming.of_entry(entry, tail).into());
                if entry.state && entry.country.is_empty() {
                    let bearers = self.bearers.entry(entry_number).or_default();
                    if tail.is_empty() {
                        bearers.alone_first |= bearers.alone.is_none() && bearers.placed.is_empty();
                        bearers.alone = Some(at);
                    } else if !bearers.placed.contains(&at) {
                        bearers.placed.push(at);
                    }
                }
                at
            }
            What::Described { at, number, reading } => {
                let filed = self.naming.of_phrase(
                    passage,
                    name.first,
                    name.last,
                    *at,
                    reading,
                    self.words.is_of_state(*number),
                );
                if self.words.is_mistaken(&filed.key) {
                    return None;
                }
                self.filed(&filed)
            }
            What::Titled { name } => self.filed(&name.clone().into()),
            What::Named { nominative, legal, .. } => {
                let first = if *legal { name.first + 1 } else { name.first };
                self.named(passage, first..=name.last, *nominative, other)
            }
        };
        let head = match &name.what {
            What::Described { number, .. } => Some(*number),
            What::Known { last, .. } => {
                (name.first..=*last).find_map(|at| passage.head_of(self.words, at)).map(|(number, _)| number)
            }
            What::Bare { .. } | What::PartOf(_) | What::Named { .. } | What::Titled { .. } => None,
        };
        if let Some(head) = head {
            self.with_head.entry(head).or_insert((at, at)).1 = at;
        }
        Some(at)
    }

    /// The organisation of a name that is neither of the list nor a phrase.
    fn named(
        &mut self,
        passage: &Passage<'_>,
        name: RangeInclusive<usize>,
        nominative: bool,
        other: Option<usize>,
    ) -> usize {
        let key: Vec<&str> = name.clone().map(|at| names::stem(passage, at)).collect();
        let key = format!("?{}", key.join(" "));
        match (self.by_key.get(&key).copied(), other) {
            (Some(at), Some(other)) => {
                self.same[at] = other;
                other
            }
            (Some(at), None) => at,
            (None, Some(other)) => {
                self.by_key.insert(key, other);
                other
            }
            (None, None) => {
                let at = self.filed(&of_words(passage, *name.start(), *name.end(), nominative).into());
                self.by_key.insert(key, at);
                at
            }
        }
    }

    fn filed(&mut self, name: &Name) -> usize {
        if let Some(&at) = self.by_key.get(&name.key) {
            return at;
        }
        let at = self.organisations.len();
        self.organisations.push(Organisation { name: name.text.clone(), mentions: Vec::new(), in_title: 0 });
        self.same.push(at);
        self.by_key.insert(name.key.clone(), at);
        at
    }

    /// Reports for each mention the rule that found it, and its own name where it was joined under another.
    fn explain(&mut self, trace: &mut Trace) {
        for Told { organisation, place, rule, by } in self.told.take().into_iter().flatten() {
            let target = self.same[self.same[organisation]];
            let own = &self.organisations[organisation].name;
            let joined = (target != organisation).then(|| format!("{own} by itself, joined with others"));
            let by: Vec<String> = [by].into_iter().chain(joined).filter(|by| !by.is_empty()).collect();
            trace.note(|| Explained {
                property: "organisation",
                value: self.organisations[target].name.clone(),
                place: Some(place),
                rule,
                by: by.join(", "),
            });
        }
    }

    /// The organisations, the most mentioned first, then in the order of their appearance.
    pub(super) fn organisations(mut self, host: Option<Country>, trace: &mut Trace) -> Vec<Organisation> {
        for (head, place) in std::mem::take(&mut self.early) {
            let Some(&(first, _)) = self.with_head.get(&head) else { continue };
            if let Some(told) = &mut self.told {
                let by = self.words.numbered(head).word.to_owned();
                told.push(Told { organisation: first, place: place.clone(), rule: EARLY, by });
            }
            add(&mut self.organisations[first], place);
        }
        for (entry, bearers) in std::mem::take(&mut self.bearers) {
            let Some(alone) = bearers.alone else { continue };
            let own = host.filter(|_| bearers.alone_first);
            let own = own.and_then(|host| self.naming.of_host(&self.known.entries[entry], host));
            match (own, bearers.placed.as_slice()) {
                (Some(name), _) => self.same[alone] = self.filed(&name.into()),
                (None, &[placed]) => self.same[alone] = placed,
                (None, _) => {}
            }
        }
        self.explain(trace);
        for at in 0..self.organisations.len() {
            // Two steps are enough: an organisation that another was joined with may itself have been joined once.
            let target = self.same[self.same[at]];
            if target != at {
                let mentions = std::mem::take(&mut self.organisations[at].mentions);
                let in_title = std::mem::take(&mut self.organisations[at].in_title);
                self.organisations[target].mentions.extend(mentions);
                self.organisations[target].in_title += in_title;
            }
        }
        for organisation in &mut self.organisations {
            organisation.mentions.sort_by_key(|range| (range.start, range.end));
        }
        let count = |organisation: &Organisation| {
            organisation.mentions.len() + usize::try_from(organisation.in_title).unwrap_or(usize::MAX)
        };
        self.organisations.retain(|organisation| count(organisation) > 0);
        let first = |organisation: &Organisation| {
            let in_title = organisation.in_title > 0;
            (!in_title, organisation.mentions.first().map_or(0, |range| range.start))
        };
        self.organisations
            .sort_by_key(|organisation| (std::cmp::Reverse(count(organisation)), first(organisation)));
        self.organisations
    }
}

/// Counts a mention.
fn add(organisation: &mut Organisation, place: Place) {
    match place {
        Place::Title(_) => organisation.in_title += 1,
        Place::Text(range) => organisation.mentions.push(range),
    }
}

/// The name of the rule for a bare head that stands before the first name with it.
const EARLY: &str = "a word for a body that is named later";

/// The rule that found a name, and its evidence.
fn rule(known: &Known, words: &OrganisationWords, name: &Found) -> (&'static str, String) {
    match &name.what {
        What::Known { name, .. } => ("a name of the list", known.names[*name].name.text.to_owned()),
        What::Described { number, .. } => {
            ("a word for a body with what belongs to it", words.numbered(*number).word.to_owned())
        }
        What::PartOf(whole) => {
            let (rule, by) = rule(known, words, whole);
            ("what speaks for a body", format!("{rule}: {by}"))
        }
        What::Bare { number } => {
            ("a word for a body that is named before", words.numbered(*number).word.to_owned())
        }
        What::Titled { .. } => ("a Belarusian word for a body with what belongs to it", String::new()),
        What::Named { rule, .. } => (rule, String::new()),
    }
}

/// Whether a name stands in brackets behind another one, as another name of the same: «Союз писателей (СП)».
fn is_other_name(passage: &Passage<'_>, before: usize, name: &Found) -> bool {
    matches!(name.what, What::Named { .. })
        && name.first == before + 1
        && names::stands_in_brackets(passage, name.first, name.last)
}

/// The bytes of a name, with the closing quotation mark of one that opens inside it.
fn mention(passage: &Passage<'_>, name: &Found) -> Range<usize> {
    let mut range = passage.range(name.first, name.last);
    let written = &passage.text[range.clone()];
    let after = &passage.text[range.end..];
    let opened = written.matches('«').count() > written.matches('»').count();
    let straight = written.matches('"').count() % 2 == 1;
    let exclaims = after.starts_with('!') && passage.closes_quote(name.last);
    if opened && after.starts_with('»') {
        range.end += '»'.len_utf8();
    } else if straight && after.starts_with('"') || exclaims {
        range.end += 1;
    }
    range
}
