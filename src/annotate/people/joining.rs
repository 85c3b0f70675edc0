//! Which mentions are of one person: full names by first name and surname, initials with the full name that they
//! abbreviate, surnames and first names alone with the person who has them, and misspellings.

use std::collections::HashMap;
use std::ops::Range;

use super::naming::{Key, Keys, forms, initial};
use super::parts::{Candidate, Role};
use super::rules::Ground;
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, WordHash, normalize};
use crate::model::Person;

/// A mention of a person.
pub(super) struct Mention<'a> {
    pub(super) candidate: Candidate<'a>,
    pub(super) keys: Keys<'a>,
    /// Its bytes in the title or text.
    pub(super) range: Range<usize>,
    pub(super) in_title: bool,
    /// The office beside it.
    pub(super) office: Option<String>,
    /// The cases of that office.
    pub(super) cases: Agreement,
    /// Why it is taken for a person.
    pub(super) ground: Ground,
    /// The name in other letters, right after the mention before: «Ларри Кинг (Larry King)».
    pub(super) repeats: bool,
}

/// A person, and the mentions that are of it, by their places in the list.
pub(super) struct Joined {
    pub(super) person: Person,
    pub(super) mentions: Vec<usize>,
}

/// Mentions of one person.
#[derive(Default)]
struct Group<'m> {
    mentions: Vec<usize>,
    surnames: Weights<'m>,
    firsts: Weights<'m>,
    patronymics: Weights<'m>,
    initials: Vec<char>,
    /// How many mentions give more than the surname or the first name.
    full: usize,
    /// The genders that the person may have.
    gender: Agreement,
}

/// Nominatives with their weights.
type Weights<'m> = HashMap<&'m str, f32, WordHash>;

/// The people, the most mentioned first, then in the order in which they appear. `passage` gives the title or the text
/// that a mention is of.
pub(super) fn join<'a>(mentions: &[Mention], passage: impl Fn(&Mention) -> &'a Passage<'a>) -> Vec<Joined> {
    let mut groups = Groups::default();
    let kind = |mention: &Mention| {
        let candidate = &mention.candidate;
        match (candidate.has(Role::Surname), candidate.has(Role::First), candidate.has(Role::Initial)) {
            (true, true, _) => 0,
            (true, false, true) => 1,
            (true, false, false) => 2,
            _ => 3,
        }
    };
    // The fullest first, so that the shorter ones find the person that they may be of.
    let mut order: Vec<usize> = (0..mentions.len()).filter(|&at| !mentions[at].repeats).collect();
    order.sort_by_key(|&at| (kind(&mentions[at]), at));
    for at in order {
        let described = Description::new(passage(&mentions[at]), &mentions[at]);
        groups.add(at, &described);
    }
    groups.join_slips(mentions.len());
    groups.add_repetitions(mentions);
    let mut people: Vec<(usize, Joined)> = groups
        .groups
        .into_iter()
        .filter(|group| !group.mentions.is_empty())
        .map(|mut group| {
            group.mentions.sort_unstable();
            let first = group.mentions.first().copied().unwrap_or(usize::MAX);
            let person = group.person(mentions, &passage);
            (first, Joined { person, mentions: group.mentions })
        })
        .collect();
    people.sort_by_key(|(first, _)| *first);
    let mut people = same_names(people.into_iter().map(|(_, joined)| joined));
    people.sort_by_key(|Joined { person, .. }| {
        std::cmp::Reverse(person.mentions.len() + person.in_title as usize)
    });
    people
}

/// Joins people who end up with the same name.
fn same_names(people: impl Iterator<Item = Joined>) -> Vec<Joined> {
    let mut merged: Vec<Joined> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for joined in people {
        match by_name.get(&joined.person.name) {
            Some(&at) => {
                let Joined { person: same, mentions } = &mut merged[at];
                let person = joined.person;
                mentions.extend(joined.mentions);
                same.mentions.extend(person.mentions);
                same.mentions.sort_by_key(|range| range.start);
                same.in_title += person.in_title;
                if same.office.is_none() {
                    same.office = person.office;
                }
            }
            None => {
                by_name.insert(joined.person.name.clone(), merged.len());
                merged.push(joined);
            }
        }
    }
    merged
}

/// What a mention says of its person.
struct Description<'a> {
    surnames: &'a [Key<'a>],
    firsts: &'a [Key<'a>],
    patronymics: &'a [Key<'a>],
    initials: Vec<char>,
    gender: Agreement,
}

impl<'a> Description<'a> {
    fn new(passage: &Passage<'_>, mention: &'a Mention<'_>) -> Self {
        let mut gender = Agreement::NONE;
        for all in [Agreement::MASCULINE, Agreement::FEMININE] {
            if mention.candidate.agreement.meets(all) {
                gender |= all;
            }
        }
        Self {
            surnames: &mention.keys.surnames,
            firsts: &mention.keys.firsts,
            patronymics: &mention.keys.patronymics,
            initials: mention
                .candidate
                .of(Role::Initial)
                .filter_map(|unit| initial(passage.written(unit.first)))
                .collect(),
            gender,
        }
    }
}

impl Description<'_> {
    fn is_full(&self) -> bool {
        !(self.surnames.is_empty() || self.firsts.is_empty() && self.initials.is_empty())
    }
}

#[derive(Default)]
struct Groups<'m> {
    groups: Vec<Group<'m>>,
    by_surname: Numbers<'m>,
    by_first: Numbers<'m>,
}

/// The groups that have a name, by their numbers.
type Numbers<'m> = HashMap<&'m str, Vec<usize>, WordHash>;

impl<'m> Groups<'m> {
    fn add(&mut self, mention: usize, described: &Description<'m>) {
        let group = self.find(described).unwrap_or_else(|| {
            self.groups.push(Group { gender: Agreement::ANY, ..Group::default() });
            self.groups.len() - 1
        });
        let index = |map: &mut Numbers<'m>, keys: &'m [Key<'m>]| {
            for (key, _) in keys {
                let groups = map.entry(key).or_default();
                if !groups.iter().rev().take(weights::MOST_NAMESAKES).any(|&other| other == group) {
                    groups.push(group);
                }
            }
        };
        index(&mut self.by_surname, described.surnames);
        if !described.surnames.is_empty() || described.patronymics.is_empty() {
            index(&mut self.by_first, described.firsts);
        }
        self.groups[group].take(mention, described);
    }

    /// The group that a mention belongs to.
    fn find(&self, described: &Description<'_>) -> Option<usize> {
        let (map, keys) = if described.surnames.is_empty() {
            (&self.by_first, described.firsts)
        } else {
            (&self.by_surname, described.surnames)
        };
        let mut best: Option<(usize, (usize, f32))> = None;
        for (key, weight) in keys {
            for &group in map.get(key.as_ref()).into_iter().flatten().rev().take(weights::MOST_NAMESAKES) {
                let candidate = &self.groups[group];
                if !candidate.admits(described) {
                    continue;
                }
                let theirs =
                    if described.surnames.is_empty() { &candidate.firsts } else { &candidate.surnames };
                let shared = weight * theirs.get(key.as_ref()).copied().unwrap_or(0.0);
                // A text calls its main person by the surname alone, and a relative by the full name.
                let rank = (candidate.full, shared);
                let better = best
                    .is_none_or(|(_, other)| rank.0.cmp(&other.0).then(rank.1.total_cmp(&other.1)).is_gt());
                if better {
                    best = Some((group, rank));
                }
            }
        }
        best.map(|(group, _)| group)
    }

    /// Joins people of one first name whose surnames differ by a letter.
    fn join_slips(&mut self, mentions: usize) {
        let mut namesakes: Vec<&Vec<usize>> = self
            .by_first
            .values()
            .filter(|groups| (2..=weights::MOST_NAMESAKES).contains(&groups.len()))
            .collect();
        namesakes.sort();
        let mut pairs = Vec::new();
        for groups in namesakes {
            for (at, &a) in groups.iter().enumerate() {
                for &b in &groups[at + 1..] {
                    if self.groups[a].is_slip_of(&self.groups[b]) {
                        pairs.push((a.min(b), a.max(b)));
                    }
                }
            }
        }
        // Joins a surname alone with the only name that differs from it by one letter.
        if mentions <= weights::MOST_NAMESAKES * 4 {
            let alone: Vec<usize> =
                (0..self.groups.len()).filter(|&at| self.groups[at].is_surname_alone()).collect();
            let full: Vec<usize> =
                (0..self.groups.len()).filter(|&at| !self.groups[at].firsts.is_empty()).collect();
            for &b in &alone {
                let mut like = full.iter().filter(|&&a| self.groups[a].surname_is_slip_of(&self.groups[b]));
                if let (Some(&a), None) = (like.next(), like.next()) {
                    pairs.push((a, b));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut moved: HashMap<usize, usize> = HashMap::new();
        for (a, b) in pairs {
            let a = moved.get(&a).copied().unwrap_or(a);
            if a == b || moved.contains_key(&b) {
                continue;
            }
            let other = std::mem::take(&mut self.groups[b]);
            self.groups[a].merge(other);
            moved.insert(b, a);
        }
    }

    fn add_repetitions(&mut self, mentions: &[Mention]) {
        let mut group_of: HashMap<usize, usize> = HashMap::new();
        for (number, group) in self.groups.iter().enumerate() {
            group_of.extend(group.mentions.iter().map(|&mention| (mention, number)));
        }
        for (at, mention) in mentions.iter().enumerate() {
            if mention.repeats
                && let Some(&group) = at.checked_sub(1).and_then(|before| group_of.get(&before))
            {
                self.groups[group].mentions.push(at);
            }
        }
    }
}

impl<'m> Group<'m> {
    fn take(&mut self, mention: usize, described: &Description<'m>) {
        let add = |map: &mut Weights<'m>, keys: &'m [Key<'m>]| {
            for (key, weight) in keys {
                *map.entry(key).or_default() += weight;
            }
        };
        self.mentions.push(mention);
        self.full += usize::from(described.is_full());
        add(&mut self.surnames, described.surnames);
        add(&mut self.firsts, described.firsts);
        add(&mut self.patronymics, described.patronymics);
        if self.initials.is_empty() {
            self.initials.clone_from(&described.initials);
        }
        if self.gender.meets(described.gender) {
            self.gender = self.gender & described.gender;
        }
    }

    fn merge(&mut self, other: Self) {
        self.mentions.extend(other.mentions);
        for (mine, theirs) in [(&mut self.surnames, other.surnames), (&mut self.firsts, other.firsts)] {
            for (key, weight) in theirs {
                *mine.entry(key).or_default() += weight;
            }
        }
    }

    /// Whether the mention may be of this person, as far as first names, initials and gender tell.
    fn admits(&self, described: &Description<'_>) -> bool {
        if !described.gender.is_empty() && !self.gender.meets(described.gender) {
            return false;
        }
        if !described.patronymics.is_empty()
            && !self.patronymics.is_empty()
            && !described.patronymics.iter().any(|(key, _)| self.patronymics.contains_key(key.as_ref()))
        {
            return false;
        }
        if !described.firsts.is_empty() && !self.firsts.is_empty() {
            return described.firsts.iter().any(|(key, _)| {
                self.firsts.contains_key(key.as_ref())
                    || self.firsts.len() <= weights::MOST_NAMESAKES
                        && self.firsts.keys().any(|other| is_variant(key, other))
            });
        }
        let starts = |initials: &[char], first: &str| initial(first) == initials.first().copied();
        if !described.initials.is_empty() {
            if !self.firsts.is_empty() {
                return self.firsts.keys().any(|first| starts(&described.initials, first));
            }
            let same = self.initials.iter().zip(&described.initials).all(|(a, b)| a == b);
            return self.initials.is_empty() || same;
        }
        if !described.firsts.is_empty() && !self.initials.is_empty() {
            return described.firsts.iter().any(|(first, _)| starts(&self.initials, first));
        }
        true
    }

    fn best(map: &Weights<'m>) -> Option<&'m str> {
        map.iter().max_by(|a, b| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(key, _)| *key)
    }

    fn is_slip_of(&self, other: &Self) -> bool {
        let firsts = (Self::best(&self.firsts), Self::best(&other.firsts));
        matches!(firsts, (Some(a), Some(b)) if a == b) && self.surname_is_slip_of(other)
    }

    fn surname_is_slip_of(&self, other: &Self) -> bool {
        self.gender.meets(other.gender)
            && match (Self::best(&self.surnames), Self::best(&other.surnames)) {
                (Some(a), Some(b)) => {
                    a.chars().count() >= weights::SLIP_LETTERS
                        && b.chars().count() >= weights::SLIP_LETTERS
                        && a.chars().next() == b.chars().next()
                        && a.chars().next_back() == b.chars().next_back()
                        && differ_by_one(a, b)
                }
                _ => false,
            }
    }

    fn is_surname_alone(&self) -> bool {
        self.firsts.is_empty() && self.initials.is_empty() && self.surnames.len() <= weights::MOST_NOMINATIVES
    }

    fn person<'a>(&self, mentions: &[Mention], passage: &impl Fn(&Mention) -> &'a Passage<'a>) -> Person {
        let ours = || self.mentions.iter().map(|&at| &mentions[at]);
        // The fullest kind of name decides, and of its forms the one with the most votes.
        let fullness = |mention: &Mention| {
            let candidate = &mention.candidate;
            let surname = candidate.has(Role::Surname);
            match (candidate.has(Role::First), candidate.has(Role::Initial), surname) {
                _ if mention.repeats => 0,
                (true, _, true) => 4,
                (false, true, true) => 3,
                (_, _, true) => 2,
                _ => 1,
            }
        };
        let fullest = ours().map(fullness).max().unwrap_or(0);
        let mut votes: Vec<(String, f32)> = Vec::new();
        for mention in ours().filter(|mention| fullness(mention) == fullest) {
            for (name, weight) in forms(passage(mention), &mention.candidate, mention.cases) {
                let weight = weight * (1.0 + self.support(&name));
                match votes.iter_mut().find(|vote| vote.0 == name) {
                    Some(vote) => vote.1 += weight,
                    None => votes.push((name, weight)),
                }
            }
        }
        let mut best: Option<(String, f32)> = None;
        for vote in votes {
            if best.as_ref().is_none_or(|best| vote.1 > best.1) {
                best = Some(vote);
            }
        }
        let written = || ours().next().map(|mention| passage(mention).text[mention.range.clone()].to_owned());
        Person {
            name: best.map(|best| best.0).or_else(written).unwrap_or_default(),
            office: ours()
                .filter(|mention| mention.cases.meets(Agreement::NOMINATIVE))
                .chain(ours())
                .find_map(|mention| mention.office.clone()),
            mentions: ours()
                .filter(|mention| !mention.in_title)
                .map(|mention| mention.range.clone())
                .collect(),
            in_title: ours().fold(0, |count, mention| count + u32::from(mention.in_title)),
        }
    }

    /// How many votes of the other mentions go to the surname that a name ends with.
    fn support(&self, name: &str) -> f32 {
        let surname = name.rsplit(' ').next().unwrap_or(name);
        let surname = normalize(surname);
        let all: f32 = self.surnames.values().sum();
        self.surnames.get(surname.as_str()).copied().unwrap_or(0.0) / all.max(f32::MIN_POSITIVE)
    }
}

/// Whether two first names are spellings of one, alike but for ь, и, й, э and double letters: Наталья and Наталия,
/// Геннадий and Генадий; not Марина and Карина.
fn is_variant(a: &str, b: &str) -> bool {
    let skeleton = |name: &str| {
        let mut letters: Vec<char> = name
            .chars()
            .filter(|c| !matches!(c, 'ь' | 'и' | 'й' | 'і'))
            .map(|c| if c == 'э' { 'е' } else { c })
            .collect();
        letters.dedup();
        letters
    };
    let a = skeleton(a);
    a.len() >= 3 && a == skeleton(b)
}

/// Whether one letter was changed, left out or put in.
fn differ_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal => rest_a[1..] == rest_b[1..],
        std::cmp::Ordering::Less => *rest_a == rest_b[1..],
        std::cmp::Ordering::Greater => rest_a[1..] == *rest_b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_first_names() {
        assert!(is_variant("наталья", "наталия") && is_variant("геннадий", "генадий"));
        assert!(!is_variant("марина", "карина") && !is_variant("олег", "ольга") && !is_variant("ия", "юлия"));
    }

    #[test]
    fn slips_of_one_letter() {
        assert!(differ_by_one("залесский", "залеский"));
        assert!(differ_by_one("сидоров", "сидаров"));
        assert!(differ_by_one("ким", "кими"));
        assert!(!differ_by_one("петров", "петров"));
        assert!(!differ_by_one("петров", "патрав"));
        assert!(!differ_by_one("", "ab"));
    }
}
