//! Names that begin with a word for a body and go on by grammar: «Комитет по безопасности», «Верховный суд Израиля»,
//! «Министерство связи и информатизации Республики Беларусь».

use crate::lexicon::{Head, Part, Reading};

use crate::model::Language;

use super::found::{Found, What};
use super::scan::Scan;
use super::states::state_behind;
use super::weights;

impl Scan<'_> {
    /// A name of the list with the place behind it that makes it another one.
    pub(super) fn known(&mut self, first: usize, last: usize, name: usize, state: bool) {
        let mut end = last;
        if self.language != Language::Russian {
            if let Some(behind) =
                state_behind(self.states, &self.passage, last, self.language).filter(|_| state)
            {
                end = behind;
            }
            return self.add(Found { first, last: end, what: What::Known { name, last, state } });
        }
        if state {
            let head = Head { place: true, ..Head::default() };
            end = self.extend(first, last, &head, true).last;
        }
        if let Some(longer) = self.longer(first, last, end) {
            return self.add(longer);
        }
        // «Высший Конституционный суд» is not «Конституционный суд».
        let head = (first..=last)
            .find(|&at| self.passage.readings(at).iter().any(|r| r.part == Part::Noun && r.case.is_some()));
        if let Some(at) = head.filter(|_| state) {
            let mut readings: Vec<Reading> = self
                .passage
                .readings(at)
                .iter()
                .filter(|reading| reading.part == Part::Noun && reading.case.is_some())
                .copied()
                .collect();
            let (start, proper, _) = self.adjectives(at, &mut readings);
            let number = self.passage.head_of(self.words, at).map(|(number, _)| number);
            if let (true, true, Some(number), Some(&reading)) =
                (start < first, proper, number, readings.first())
            {
                return self.add(Found {
                    first: start,
                    last: end,
                    what: What::Described { at, number, reading },
                });
            }
        }
        let what = What::Known { name, last, state };
        self.add(Found { first, last: end, what });
    }

    /// The name that begins as one of the list but goes on with a subject, which makes it another one: «Министерство
    /// информации и коммуникаций».
    fn longer(&self, first: usize, last: usize, end: usize) -> Option<Found> {
        let head = |at: usize| self.passage.head_of(self.words, at).map(|(number, head)| (at, number, head));
        let (at, number, head) = (first..=last).find_map(head)?;
        if !(head.topic && (head.strong || head.by || head.person)) {
            return None;
        }
        let further = self.extend(first, at, head, true).last;
        let readings = self.passage.readings(at);
        let noun = readings.iter().find(|reading| reading.part == Part::Noun && reading.case.is_some());
        let reading = *noun.filter(|_| further > end)?;
        Some(Found { first, last: further, what: What::Described { at, number, reading } })
    }

    /// The name whose head is a word.
    pub(super) fn described(&mut self, at: usize) {
        let passage = self.passage;
        let start = passage.compound_start(at);
        if passage.joined(at + 1) {
            return;
        }
        let head = if start < at {
            let form: Vec<&str> = (start..=at).map(|at| passage.form(at)).collect();
            self.words.head(&form.join("-"))
        } else {
            passage.head_of(self.words, at)
        };
        let Some((number, head)) = head else { return };
        let head = head.clone();
        let mut readings: Vec<Reading> = passage
            .readings(at)
            .iter()
            .filter(|reading| reading.part == Part::Noun && (reading.case.is_some() || passage.shouted(at)))
            .copied()
            .collect();
        if readings.is_empty() {
            return;
        }
        let (mut first, proper, qualified) = self.adjectives(start, &mut readings);
        // If a name follows the head, that one counts: «московский клуб «Арарат»», «газета Clarin».
        let named_behind = head.name
            && (self.passage.opens_quote(at + 1) && passage.gap(at).chars().count() <= weights::MOST_GAP
                || passage.flows(at) && passage.latin(at + 1) && passage.capital(at + 1));
        if named_behind {
            return;
        }
        let extension = self.extend(first, at, &head, proper || passage.proper(start));
        let capital = proper || passage.proper(start);
        // Readings in the singular come first where a plural is possible too: «министерства».
        readings.sort_by_key(|reading| reading.plural);
        let Some(&reading) = readings.first() else { return };
        let plain = head.name && !head.place;
        // «компании Китая» are several, «Университет Осло» is one.
        let named = extension.named
            || extension.placed && (!head.name || head.person || capital || extension.subject);
        if named && !proper {
            first = self.relational(first, &readings);
        }
        let is_name = if plain && !head.topic {
            proper && !self.is_one_place(first, start) || capital && named
        } else if head.of {
            named
        } else {
            named
                || proper
                || qualified && head.place && (!head.name || extension.subject)
                || extension.subject && (head.strong || capital)
                || extension.by && head.by
        };
        let generic = !is_name && head.official && first == start && extension.last == at;
        if reading.plural && !(self.passage.proper(first) && is_name) {
            return;
        }
        if is_name {
            let mut what = What::Described { at, number, reading };
            // A press service stands for the body that it belongs to.
            let whose = self.begins.get(at + 1).copied().flatten().map(|found| &self.found[found]);
            if let Some(whose) = whose.filter(|whose| head.of && whose.last == extension.last) {
                what = What::PartOf(Box::new(whose.clone()));
            }
            self.add(Found { first, last: extension.last, what });
        } else if generic || head.official && !head.of {
            self.add(Found { first: start, last: at, what: What::Bare { number } });
        }
    }

    /// The adjectives before a head that belong to its name: where they begin, whether one of them has a capital letter
    /// that makes it a name, and whether their meaning does. Only the readings of the head that agree stay in
    /// `readings`.
    fn adjectives(&self, head: usize, readings: &mut Vec<Reading>) -> (usize, bool, bool) {
        let passage = &self.passage;
        let mut at = head;
        let (mut capital, mut qualified) = (None, head);
        let mut makes_name = false;
        for _ in 0..weights::MOST_ADJECTIVES {
            let Some(before) = at.checked_sub(1).filter(|&before| passage.flows(before)) else { break };
            if let Some(start) = self.ordinal(before).filter(|_| self.is_numbered(head)) {
                capital = Some((start, readings.clone()));
                break;
            }
            let adjectives = passage.readings(before);
            let agreeing: Vec<Reading> = readings
                .iter()
                .filter(|noun| {
                    adjectives.iter().any(|word| word.part == Part::Adjective && word.agrees(noun))
                })
                .copied()
                .collect();
            if agreeing.is_empty() {
                break;
            }
            let start = passage.compound_start(before);
            let qualifies = self.words.qualifies(passage.form(before));
            let level = passage.cue(before).level;
            let loose = passage.cue(before).loose;
            // At the beginning of a sentence the capital of one adjective is no evidence.
            let starts = passage.starts_sentence(start);
            if passage.capital(start) && !loose && (!starts || qualifies && at < head) {
                capital = Some((start, agreeing.clone()));
            }
            if (qualifies || level) && qualified == at {
                qualified = start;
                makes_name |= qualifies;
            }
            *readings = agreeing;
            at = start;
        }
        match capital {
            Some((start, agreeing)) => {
                *readings = agreeing;
                (start.min(qualified), true, true)
            }
            None => (qualified, false, makes_name),
        }
    }

    /// Where the relational adjectives before a name begin, not the qualitative ones: «юридический факультет
    /// Университета Осло».
    fn relational(&self, mut first: usize, readings: &[Reading]) -> usize {
        let passage = &self.passage;
        for _ in 0..weights::MOST_ADJECTIVES {
            let Some(before) = first.checked_sub(1).filter(|&before| passage.flows(before)) else { break };
            let fits = passage.readings(before).iter().any(|word| {
                word.part == Part::Adjective
                    && !word.participle
                    && readings.iter().any(|noun| word.agrees(noun))
            });
            let start = passage.compound_start(before);
            if !fits || passage.cue(before).loose {
                break;
            }
            first = start;
        }
        first
    }

    /// Whether only the adjective of a place stands before a head: «Киевская больница» may be any there.
    fn is_one_place(&self, first: usize, head: usize) -> bool {
        first < head
            && self.passage.compound_start(head - 1) == first
            && self.words.qualifies(self.passage.form(head - 1))
    }

    fn is_numbered(&self, head: usize) -> bool {
        self.passage.head_of(self.words, head).is_some_and(|(_, head)| head.numbered)
    }

    /// «75-го»: where it begins.
    fn ordinal(&self, ending: usize) -> Option<usize> {
        let passage = &self.passage;
        let start = ending.checked_sub(1).filter(|_| passage.joined(ending))?;
        let digits = passage.written(start).bytes().all(|byte| byte.is_ascii_digit());
        (digits
            && passage.written(start).len() <= weights::ORDINAL_LETTERS
            && passage.written(ending).chars().count() <= weights::ORDINAL_LETTERS)
            .then_some(start)
    }
}
