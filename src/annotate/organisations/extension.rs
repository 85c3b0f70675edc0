//! How far a name goes behind its head: places, persons, subjects, other names.

use crate::lexicon::{Case, Head, Name, Part, Reading};

use super::found::What;
use super::scan::Scan;
use super::weights;

/// What was read behind a head.
#[derive(Clone, Copy, Default)]
pub(super) struct Extension {
    pub(super) last: usize,
    /// A person or another name; with it any head is a name.
    pub(super) named: bool,
    /// A place.
    pub(super) placed: bool,
    /// A subject: «по безопасности», «юстиции».
    pub(super) subject: bool,
    /// A subject with «по».
    pub(super) by: bool,
}

/// What a name goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Place,
    Name,
    Subject,
}

/// A noun in the genitive with what belongs to it.
#[derive(Clone, Copy)]
struct NounPhrase {
    last: usize,
    capital: bool,
    person: bool,
    place: bool,
    foreign: bool,
}

impl Scan<'_> {
    /// Reads on behind a head as far as its name goes.
    pub(super) fn extend(&self, first: usize, head_at: usize, head: &Head, capital: bool) -> Extension {
        let passage = &self.passage;
        let mut read = Extension { last: head_at, ..Extension::default() };
        // «главы администрации Ивана Петрова»: the person may hold the office.
        let role_before = first.checked_sub(1).is_some_and(|before| {
            passage.cue(before).role && passage.may_be(before, Part::Noun, Case::Genitive)
        });
        for _ in 0..weights::MOST_STEPS {
            let next = read.last + 1;
            if next >= passage.tokens.len() || next - first > weights::MOST_WORDS {
                break;
            }
            if let Some(last) = self.quoted_after(read.last, head) {
                read = Extension { last, named: true, ..read };
                break;
            }
            if head.name
                && matches!(passage.gap(read.last), " № " | " №" | " №\u{a0}" | "\u{a0}№\u{a0}")
                && passage.written(next).starts_with(|c: char| c.is_ascii_digit())
            {
                read = Extension { last: next, named: true, ..read };
                continue;
            }
            if !passage.flows(read.last) {
                break;
            }
            let form = passage.form(next);
            let governed = self.organisation_after(next, head).filter(|_| !read.placed);
            if let Some((last, bare)) = governed.filter(|&(last, _)| last - first <= weights::MOST_WORDS) {
                // «отдел полиции» may be any of many.
                read = Extension { last, named: read.named || !bare, subject: read.subject || bare, ..read };
                continue;
            }
            let step = match form {
                form if self.words.is_named_after(form) => self.eponym(next).map(|last| (last, Step::Name)),
                "по" if head.topic && (head.by || !read.placed) => {
                    self.matter(next, Case::Dative).map(|last| (last, Step::Subject))
                }
                "по" => self.territory_by(next).map(|last| (last, Step::Place)),
                "при" if head.topic => self.attached(next).map(|last| (last, Step::Name)),
                "в" if head.located => self.located(next).map(|last| (last, Step::Place)),
                _ => self.genitive(next, head, capital, role_before, read.last == head_at),
            };
            let Some((last, step)) = step else { break };
            read.by |= form == "по";
            read.last = last;
            match step {
                Step::Place => read.placed = true,
                Step::Name => read.named = true,
                Step::Subject => read.subject = true,
            }
        }
        read
    }

    /// The end of quotation marks behind a head that speaks for or bears what is in them: «правление «Газпрома»».
    fn quoted_after(&self, at: usize, head: &Head) -> Option<usize> {
        let opens = matches!(self.passage.gap(at), " «" | " \"" | "\u{a0}«" | "\u{a0}\"");
        if !(opens && (head.of || head.topic && !head.name)) {
            return None;
        }
        self.passage.quoted(at + 1)
    }

    /// The last word of the organisation that begins at a word and is governed by a head, and whether it is a bare
    /// head.
    fn organisation_after(&self, at: usize, head: &Head) -> Option<(usize, bool)> {
        if !(head.place || head.topic || head.of) {
            return None;
        }
        let found = &self.found[(*self.begins.get(at)?)?];
        let governed = match &found.what {
            What::Known { state: false, .. } if head.name => false,
            What::Known { .. } => self.passage.shouted(at) || self.may_be_genitive(at),
            What::Described { at, reading, .. } => {
                reading.case == Some(Case::Genitive) || self.passage.may_be(*at, Part::Noun, Case::Genitive)
            }
            What::Bare { .. } => {
                !head.name && !head.of && self.passage.may_be(found.last, Part::Noun, Case::Genitive)
            }
            What::PartOf(_) => self.passage.may_be(at, Part::Noun, Case::Genitive),
            What::Named { .. } | What::Titled { .. } => self.passage.shouted(at),
        };
        governed.then_some((found.last, matches!(found.what, What::Bare { .. })))
    }

    fn may_be_genitive(&self, at: usize) -> bool {
        let readings = self.passage.readings(at);
        let first = readings.first();
        first.is_none_or(|first| first.case.is_none())
            || readings.iter().any(|r| r.case == Some(Case::Genitive))
    }

    /// A genitive behind a head: a place, a person, or the subject of the body. The flag says that it makes a name.
    fn genitive(
        &self,
        next: usize,
        head: &Head,
        capital: bool,
        role_before: bool,
        direct: bool,
    ) -> Option<(usize, Step)> {
        let passage = &self.passage;
        if self.is_place_abbreviation(next) {
            return (head.place || head.topic || head.of || capital).then_some((next, Step::Place));
        }
        if let Some(last) = self.territory(next) {
            return (head.place || head.of || capital || !direct).then_some((last, Step::Place));
        }
        let phrase = self.noun_phrase(next, Case::Genitive)?;
        if phrase.foreign && !(direct && head.person) {
            return None;
        }
        if phrase.person && !(phrase.place && head.place && !head.person) {
            let allowed = direct && head.person && !role_before || passage.form(phrase.last) == "президента";
            return allowed.then(|| (self.whole_person(phrase.last), Step::Name));
        }
        if phrase.capital {
            // Behind a subject a word that is not a place is a person's name.
            let allowed =
                if direct { head.place || head.of || capital } else { phrase.place || phrase.last > next };
            // «Социалистической Республики Вьетнам»
            let last = self.territory(phrase.last).unwrap_or(phrase.last);
            let place = phrase.place || last > phrase.last;
            return allowed.then_some((last, if place { Step::Place } else { Step::Name }));
        }
        if !head.topic {
            return None;
        }
        Some((self.coordinated(phrase.last, Case::Genitive), Step::Subject))
    }

    /// «РФ», «США» …
    fn is_place_abbreviation(&self, at: usize) -> bool {
        let passage = &self.passage;
        passage.shouted(at)
            && (self.words.is_state(passage.written(at))
                || passage
                    .readings(at)
                    .first()
                    .is_some_and(|first| first.case.is_none() && first.name == Some(Name::Place)))
    }

    /// «Республики Беларусь», «города Кёльна», «штата Массачусетс»: the last word.
    fn territory(&self, at: usize) -> Option<usize> {
        let passage = &self.passage;
        let abbreviated = passage.form(at) == "г" && matches!(passage.gap(at), "." | ". " | ".\u{a0}");
        let noun = passage.cue(at).territory && passage.may_be(at, Part::Noun, Case::Genitive);
        let next = at + 1;
        (abbreviated || noun && passage.flows(at))
            .then_some(next)
            .filter(|&next| {
                passage.capital(next)
                    && passage.readings(next).first().is_none_or(|r| r.name != Some(Name::First))
            })
            .map(|next| passage.compound_end(next))
    }

    /// A noun in a case with the adjectives before it.
    fn noun_phrase(&self, at: usize, case: Case) -> Option<NounPhrase> {
        let passage = &self.passage;
        let mut next = at;
        let mut capital = false;
        let mut adjectives: Vec<Reading> = Vec::new();
        for _ in 0..weights::MOST_ADJECTIVES {
            let last = passage.compound_end(next);
            let readings = passage.readings(last);
            capital |= passage.capital(next);
            let fits = |reading: &&Reading| {
                reading.case == Some(case)
                    && (adjectives.is_empty() || adjectives.iter().any(|adjective| adjective.agrees(reading)))
            };
            let noun = readings.iter().filter(fits).find(|reading| reading.part == Part::Noun);
            let adjective = readings.iter().any(|r| r.part == Part::Adjective && r.case == Some(case));
            // An adjective that may be a noun is one when a noun follows («иностранных дел»).
            let goes_on = adjective && passage.flows(last) && {
                let after = passage.compound_end(last + 1);
                passage.readings(after).iter().any(|reading| {
                    reading.case == Some(case)
                        && reading.part != Part::Other
                        && readings.iter().any(|r| r.part == Part::Adjective && r.agrees(reading))
                })
            };
            if goes_on {
                let fitting: Vec<Reading> = readings
                    .iter()
                    .filter(fits)
                    .filter(|reading| reading.part == Part::Adjective)
                    .copied()
                    .collect();
                if fitting.is_empty() {
                    return None;
                }
                adjectives = fitting;
                next = last + 1;
                continue;
            }
            let Some(noun) = noun else {
                // A foreign name that does not decline: «университета Коннектикута», «Дэлеви».
                let foreign = adjectives.is_empty()
                    && passage.capital(next)
                    && !passage.latin(next)
                    && readings.first().is_none_or(|first| !first.known && first.case.is_none());
                return foreign.then_some(NounPhrase {
                    last,
                    capital: true,
                    person: false,
                    place: false,
                    foreign: true,
                });
            };
            if passage.cue(last).subject {
                return None;
            }
            let named = readings
                .iter()
                .filter(fits)
                .find(|reading| reading.part == Part::Noun && reading.name.is_some());
            let kind = named.unwrap_or(noun).name;
            let person = passage.capital(last)
                && adjectives.is_empty()
                && matches!(kind, Some(Name::First | Name::Surname));
            let place =
                capital && readings.iter().filter(fits).any(|reading| reading.name == Some(Name::Place));
            return Some(NounPhrase { last, capital, person, place, foreign: false });
        }
        None
    }

    /// The rest of a person's name: «Анны Франк», «Короля Кигели V».
    fn whole_person(&self, mut last: usize) -> usize {
        for _ in 0..weights::MOST_PERSON_WORDS {
            let next = last + 1;
            let surname = self.passage.readings(last).first().is_some_and(|r| r.name == Some(Name::Surname));
            let goes_on = !surname
                && self.passage.flows(last)
                && self.passage.capital(next)
                && !self.passage.shouted(next)
                && self.begins.get(next).is_none_or(Option::is_none);
            if !goes_on {
                break;
            }
            last = self.passage.compound_end(next);
        }
        last
    }

    /// What is coordinated with a noun phrase and stands in the same case: «и информатизации», «, занятости и
    /// социальной защиты».
    fn coordinated(&self, last: usize, case: Case) -> usize {
        let passage = &self.passage;
        let mut sure = last;
        let mut last = last;
        for _ in 0..weights::MOST_COORDINATED {
            let next = last + 1;
            let (after, closes) = match (passage.gap(last), passage.form(next)) {
                (", ", _) => (next, false),
                (" " | "\u{a0}", "и") if passage.flows(next) => (next + 1, true),
                _ => break,
            };
            if passage.capital(after) || self.names_something(after) {
                break;
            }
            let Some(phrase) = self.noun_phrase(after, case) else { break };
            last = phrase.last;
            if !closes {
                continue;
            }
            sure = last;
            break;
        }
        sure
    }

    /// Whether a name of more than a bare head begins at a word.
    fn names_something(&self, at: usize) -> bool {
        let found = self.begins.get(at).copied().flatten().map(|found| &self.found[found].what);
        matches!(found, Some(What::Known { .. } | What::Described { .. }))
    }

    /// «по» and what follows it: «по безопасности и противодействию коррупции», «по борьбе с коррупцией», «по
    /// Пермскому краю».
    fn matter(&self, at: usize, case: Case) -> Option<usize> {
        let passage = &self.passage;
        if let Some(last) = self.territory_by(at) {
            return Some(last);
        }
        if !passage.flows(at) {
            return None;
        }
        let mut last = self.noun_phrase(at + 1, case)?.last;
        for _ in 0..weights::MOST_MATTERS {
            let next = last + 1;
            let spaced = passage.flows(last);
            let step = match passage.form(next) {
                "с" | "со" if spaced && self.words.takes_with(passage.form(last)) => {
                    self.noun_phrase(next + 1, Case::Instrumental).map(|phrase| phrase.last)
                }
                "за" if spaced => self.noun_phrase(next + 1, Case::Instrumental).map(|phrase| phrase.last),
                "и" if spaced => self
                    .noun_phrase(next + 1, case)
                    .or_else(|| self.noun_phrase(next + 1, Case::Genitive))
                    .filter(|_| !passage.capital(next + 1))
                    .map(|phrase| phrase.last),
                _ if spaced => self
                    .noun_phrase(next, Case::Genitive)
                    .filter(|phrase| !phrase.capital && !phrase.person)
                    .map(|phrase| phrase.last),
                _ if passage.gap(last) == ", " => [case, Case::Genitive]
                    .into_iter()
                    .map(|case| self.coordinated(last, case))
                    .find(|&further| further > last),
                _ => None,
            };
            let Some(further) = step else { break };
            last = further;
        }
        Some(last)
    }

    /// «по Пермскому краю», «по г. Москве», «по Башкирии».
    fn territory_by(&self, at: usize) -> Option<usize> {
        let passage = &self.passage;
        let next = at + 1;
        if passage.form(next) == "г" && passage.gap(next).starts_with('.') && passage.capital(next + 1) {
            return Some(passage.compound_end(next + 1));
        }
        if !passage.flows(at) || !passage.capital(next) {
            let territory = passage.cue(next).territory
                && passage.flows(at)
                && passage.flows(next)
                && passage.capital(next + 1);
            return territory.then(|| passage.compound_end(next + 1));
        }
        let phrase = self.noun_phrase(next, Case::Dative)?;
        if phrase.person {
            return None;
        }
        // «по Республике Башкортостан»
        let more = passage.cue(phrase.last).territory
            && passage.capital(phrase.last)
            && passage.flows(phrase.last)
            && passage.capital(phrase.last + 1);
        Some(if more { passage.compound_end(phrase.last + 1) } else { phrase.last })
    }

    /// «при президенте РФ», «при Министерстве обороны».
    fn attached(&self, at: usize) -> Option<usize> {
        if !self.passage.flows(at) {
            return None;
        }
        let next = at + 1;
        if let Some(found) = self.begins.get(next).copied().flatten() {
            return Some(self.found[found].last);
        }
        self.words.is_attached(self.passage.form(next)).then_some(next)
    }

    /// «в Лондоне».
    fn located(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        let place = self.passage.flows(at)
            && self.passage.capital(next)
            && self.passage.readings(self.passage.compound_end(next)).iter().any(|reading| {
                reading.name == Some(Name::Place) && matches!(reading.case, Some(Case::Locative) | None)
            });
        place.then(|| self.passage.compound_end(next))
    }

    /// «имени Е. Вахтангова», «им. Склифосовского», «имени шейха Мансура».
    fn eponym(&self, at: usize) -> Option<usize> {
        let passage = &self.passage;
        let blank = matches!(passage.gap(at), " " | "\u{a0}" | "." | ". " | ".\u{a0}");
        let mut last = None;
        let mut next = at + 1;
        for step in 0..weights::MOST_EPONYM_WORDS {
            let initial = passage.written(next).chars().count() == 1;
            let title = step == 0 && !passage.capital(next) && passage.capital(next + 1);
            if !(blank && (passage.capital(next) || title)) {
                break;
            }
            let end = passage.compound_end(next);
            if !initial && !title {
                last = Some(end);
            }
            let gap = passage.gap(end);
            let goes_on = matches!(gap, " " | "\u{a0}") || initial && matches!(gap, "." | ". " | ".\u{a0}");
            if !goes_on || self.is_place_abbreviation(end + 1) {
                break;
            }
            next = end + 1;
        }
        last
    }
}
