//! Many standing queries against one document, as in a percolator: only query leaves indexed under a pattern of the
//! document's words are evaluated, so the work depends on the document and hardly on the number of queries. The
//! patterns of a word do not depend on its document, so a caller with many documents computes them once for each word.
//! The result is what the index would match, with the occurrences, so that callers can weigh them.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use super::matching::{covers, occurrence};
use super::{Pattern, Query, TextField, Word};
use crate::analysis::Word as TextWord;
use crate::lexicon::WordMap;

/// Queries that are matched together against one document after the other. Shared by all threads.
#[derive(Debug)]
pub struct StandingQueries {
    words: Lexicon,
    leaves: Vec<Leaf>,
    /// The leaves indexed under each pattern of `words`, pattern after pattern, and where those of each pattern begin.
    hanging: Vec<Hanging>,
    first_hanging: Vec<usize>,
    /// The conditions of queries that are more than a list of leaves.
    conditions: Vec<Condition>,
}

/// The patterns that a word of a document matches, by their numbers, in order.
type Patterns = Box<[u32]>;

/// An occurrence of a leaf of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The index of the query in the list given to [`StandingQueries::new`].
    pub query: usize,
    /// It is in the title, not in the body.
    pub in_title: bool,
    /// The positions of its first and last word in its text.
    pub places: RangeInclusive<u32>,
}

/// A word or a phrase of a query.
#[derive(Debug)]
struct Leaf {
    query: u32,
    field: TextField,
    /// Its words as patterns of the lexicon; one is a word, more are a phrase.
    words: Vec<u32>,
    slop: u32,
    /// It counts only if this condition holds.
    condition: Option<u32>,
}

/// A leaf indexed under one of its words.
#[derive(Clone, Copy, Debug)]
struct Hanging {
    leaf: u32,
    /// The index of that word in the leaf.
    word: u32,
    /// For a phrase without slop the next word, or else the one before: a cheap test before the whole phrase.
    neighbour: Option<(Side, u32)>,
    /// Copied from the leaf, so that it need not be loaded for every word.
    query: u32,
    field: TextField,
    alone: bool,
}

#[derive(Clone, Copy, Debug)]
enum Side {
    Before,
    After,
}

/// An alternative of a query that is more than a leaf.
#[derive(Debug)]
enum Condition {
    /// The leaf occurs in the document.
    Leaf(u32),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Never,
    Always,
}

impl StandingQueries {
    /// Prepares queries. Filters never match: they are about properties, which a text does not have.
    pub fn new<'q>(queries: impl IntoIterator<Item = &'q Query>) -> Self {
        let mut standing = Self {
            words: Lexicon::default(),
            leaves: Vec::new(),
            hanging: Vec::new(),
            first_hanging: Vec::new(),
            conditions: Vec::new(),
        };
        for (number, query) in (0_u32..).zip(queries) {
            standing.add(number, query);
        }
        let mut hanging: Vec<(u32, Hanging)> = Vec::with_capacity(standing.leaves.len());
        for (number, leaf) in (0_u32..).zip(&standing.leaves) {
            // Under its longest word, because long words are rarer: «и» is in many phrases and in every text.
            let length = |word: &u32| standing.words.patterns[*word as usize].length();
            if let Some((at, &word)) = (0_u32..).zip(&leaf.words).max_by_key(|(_, word)| length(word)) {
                let (neighbour, alone) = (leaf.neighbour(at as usize), leaf.words.len() == 1);
                let Leaf { query, field, .. } = *leaf;
                hanging.push((word, Hanging { leaf: number, word: at, neighbour, query, field, alone }));
            }
        }
        hanging.sort_by_key(|(word, _)| *word);
        let patterns = 0..=standing.words.patterns.len();
        let first = |pattern: usize| hanging.partition_point(|(word, _)| (*word as usize) < pattern);
        standing.first_hanging = patterns.map(first).collect();
        standing.hanging = hanging.into_iter().map(|(_, hanging)| hanging).collect();
        standing.words.arrange();
        standing
    }

    fn add(&mut self, number: u32, query: &Query) {
        match query {
            Query::Word { .. } | Query::Phrase { .. } => {
                self.leaf(number, query, None);
            }
            Query::Or(parts) => parts.iter().for_each(|part| self.add(number, part)),
            Query::Expanded { typed, others } => {
                self.add(number, typed);
                others.iter().for_each(|other| self.add(number, other));
            }
            other => {
                let place = u32::try_from(self.conditions.len()).unwrap_or(u32::MAX);
                self.conditions.push(Condition::Never);
                let condition = self.condition(number, other, place);
                self.conditions[place as usize] = condition;
            }
        }
    }

    fn leaf(&mut self, query: u32, leaf: &Query, condition: Option<u32>) -> Option<u32> {
        let (field, words, slop) = match leaf {
            Query::Word { field, word } => (*field, std::slice::from_ref(word), 0),
            Query::Phrase { field, words, slop } => (*field, words.as_slice(), *slop),
            _ => return None,
        };
        let words: Vec<u32> = words.iter().map(|word| self.words.add(word)).collect();
        self.leaves.push(Leaf { query, field, words, slop, condition });
        u32::try_from(self.leaves.len() - 1).ok()
    }

    /// As deep as the parser nests, which is at most 32.
    fn condition(&mut self, number: u32, query: &Query, place: u32) -> Condition {
        let mut all =
            |parts: &[Query]| parts.iter().map(|part| self.condition(number, part, place)).collect();
        match query {
            Query::All => Condition::Always,
            Query::Nothing | Query::Filter(_) => Condition::Never,
            Query::Word { .. } | Query::Phrase { .. } => {
                self.leaf(number, query, Some(place)).map_or(Condition::Never, Condition::Leaf)
            }
            Query::And(parts) => Condition::And(all(parts)),
            Query::Or(parts) => Condition::Or(all(parts)),
            Query::Expanded { typed, others } => {
                let mut parts = vec![self.condition(number, typed, place)];
                parts.extend(others.iter().map(|other| self.condition(number, other, place)));
                Condition::Or(parts)
            }
            Query::Not(inner) => {
                let first = self.leaves.len();
                let inner = self.condition(number, inner, place);
                // An excluded leaf is no evidence: its occurrences belong to no query.
                self.leaves[first..].iter_mut().for_each(|leaf| leaf.query = NO_QUERY);
                Condition::Not(Box::new(inner))
            }
        }
    }

    /// The patterns that a word matches; none for most words.
    pub fn patterns(&self, word: &TextWord) -> Patterns {
        self.words.patterns_of(word)
    }

    /// Whether a leaf is indexed under one of these patterns; a text without such a word matches nothing.
    pub fn concern(&self, patterns: &[u32]) -> bool {
        patterns.iter().any(|&pattern| !self.hanging(pattern).is_empty())
    }

    /// The leaves indexed under a pattern.
    fn hanging(&self, pattern: u32) -> &[Hanging] {
        &self.hanging[self.first_hanging[pattern as usize]..self.first_hanging[pattern as usize + 1]]
    }

    /// The occurrences of the queries' leaves in a document, in order: by query, title before body. A query of
    /// exclusions only has no occurrences, so it is never found.
    ///
    /// The title and the parts of the body are places of words in their texts; no phrase reaches from one part into
    /// another. `patterns` tells [those](Self::patterns) of the word at such a place, of the title or else of the body,
    /// and `concerned` whether they [concern](Self::concern) the queries.
    pub fn find<'p>(
        &self,
        title: Range<usize>,
        body: &[Range<usize>],
        concerned: impl Fn(bool, usize) -> bool,
        patterns: impl Fn(bool, usize) -> &'p [u32],
    ) -> Vec<Occurrence> {
        let mut found: Vec<(u32, Occurrence)> = Vec::new();
        for (in_title, part) in std::iter::once((true, &title)).chain(body.iter().map(|part| (false, part))) {
            for at in part.clone().filter(|&at| concerned(in_title, at)) {
                self.look(part, in_title, at, |at| patterns(in_title, at), &mut found);
            }
        }
        let mut present: Vec<u32> = found.iter().map(|(leaf, _)| *leaf).collect();
        present.sort_unstable();
        present.dedup();
        let mut held: HashMap<u32, bool> = HashMap::new();
        found.retain(|(leaf, _)| {
            let leaf = &self.leaves[*leaf as usize];
            let mut holds = |place: u32| {
                *held.entry(place).or_insert_with(|| self.conditions[place as usize].holds(&present))
            };
            leaf.query != NO_QUERY && leaf.condition.is_none_or(&mut holds)
        });
        let mut occurrences: Vec<Occurrence> = found.into_iter().map(|(_, occurrence)| occurrence).collect();
        occurrences.sort_unstable_by_key(|occurrence| {
            (occurrence.query, !occurrence.in_title, *occurrence.places.start(), *occurrence.places.end())
        });
        occurrences.dedup();
        occurrences
    }

    /// Adds the occurrences of the leaves indexed under the word at a place of one text, or one part of it.
    fn look<'p>(
        &self,
        part: &Range<usize>,
        in_title: bool,
        at: usize,
        patterns: impl Fn(usize) -> &'p [u32],
        found: &mut Vec<(u32, Occurrence)>,
    ) {
        let field = if in_title { TextField::Title } else { TextField::Body };
        let beside = |side: Side| match side {
            Side::Before => at.checked_sub(1),
            Side::After => Some(at + 1),
        };
        let stands = |(side, pattern): (Side, u32)| {
            let there = beside(side).filter(|there| part.contains(there));
            there.is_some_and(|there| patterns(there).contains(&pattern))
        };
        let hanging = patterns(at).iter().flat_map(|&pattern| self.hanging(pattern));
        let hanging = hanging.filter(|hanging| covers(hanging.field, field));
        for hanging in hanging.filter(|hanging| hanging.neighbour.is_none_or(stands)) {
            let query = hanging.query as usize;
            let mut add = |places| found.push((hanging.leaf, Occurrence { query, in_title, places }));
            if hanging.alone {
                add(place(at)..=place(at));
                continue;
            }
            let leaf = &self.leaves[hanging.leaf as usize];
            if leaf.slop == 0 {
                leaf.phrase(part, hanging.word as usize, at, &patterns).into_iter().for_each(add);
            } else {
                leaf.loose_phrases(part, hanging.word, at, &patterns).into_iter().for_each(add);
            }
        }
    }
}

impl Leaf {
    /// The word of a phrase without slop that is beside one of its words.
    fn neighbour(&self, word: usize) -> Option<(Side, u32)> {
        let after = self.words.get(word + 1).map(|&pattern| (Side::After, pattern));
        let before = || Some((Side::Before, *self.words.get(word.checked_sub(1)?)?));
        after.or_else(before).filter(|_| self.slop == 0)
    }

    /// Its occurrence in a part of a text, as a phrase without slop whose word with the number `of_leaf` is at `at`.
    fn phrase<'p>(
        &self,
        part: &Range<usize>,
        of_leaf: usize,
        at: usize,
        patterns: impl Fn(usize) -> &'p [u32],
    ) -> Option<RangeInclusive<u32>> {
        let first = at.checked_sub(of_leaf)?;
        let last = first + self.words.len() - 1;
        if !(part.contains(&first) && part.contains(&last)) {
            return None;
        }
        let mut others = (first..=last).zip(&self.words).filter(|(other, _)| *other != at);
        others.all(|(other, word)| patterns(other).contains(word)).then(|| place(first)..=place(last))
    }

    /// Its occurrences in a part of a text, as a phrase with slop whose word with the number `of_leaf` is at `at`;
    /// there may be others nearby among them.
    fn loose_phrases<'p>(
        &self,
        part: &Range<usize>,
        of_leaf: u32,
        at: usize,
        patterns: impl Fn(usize) -> &'p [u32],
    ) -> Vec<RangeInclusive<u32>> {
        // The phrase begins at most `of_leaf` words and twice the slop before this place, and ends as far behind it.
        let before = (of_leaf + 2 * self.slop) as usize;
        let after = self.words.len() - of_leaf as usize + 2 * self.slop as usize;
        let near = part.start.max(at.saturating_sub(before))..part.end.min(at.saturating_add(after));
        let places = self
            .words
            .iter()
            .map(|word| near.clone().filter(|&other| patterns(other).contains(word)).map(place).collect());
        let places: Vec<Vec<u32>> = places.collect();
        let Some((starts, rest)) = places.split_first() else { return Vec::new() };
        let occurrences = starts.iter().filter_map(|&start| occurrence(start, rest, self.slop));
        occurrences.filter_map(|places| Some(*places.iter().min()?..=*places.iter().max()?)).collect()
    }
}

/// A place in a text as occurrences give it. The analyzer counts words in the same way.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The query number of an occurrence that is no evidence for any query.
const NO_QUERY: u32 = u32::MAX;

impl Condition {
    /// Whether it holds when these leaves, in order, occur in the document.
    fn holds(&self, present: &[u32]) -> bool {
        match self {
            Self::Leaf(leaf) => present.binary_search(leaf).is_ok(),
            Self::And(parts) => parts.iter().all(|part| part.holds(present)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(present)),
            Self::Not(inner) => !inner.holds(present),
            Self::Never => false,
            Self::Always => true,
        }
    }
}

/// The distinct patterns of all queries, by term, form and prefix.
#[derive(Debug, Default)]
struct Lexicon {
    patterns: Vec<Pattern>,
    known: HashMap<Pattern, u32>,
    terms: WordMap<Vec<u32>>,
    forms: WordMap<u32>,
    /// Prefix patterns by their first letters; no prefix is shorter than these.
    prefixes: WordMap<Vec<(String, u32)>>,
}

impl Lexicon {
    fn add(&mut self, word: &Word) -> u32 {
        if let Some(&number) = self.known.get(&word.pattern) {
            return number;
        }
        let number = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        self.patterns.push(word.pattern.clone());
        self.known.insert(word.pattern.clone(), number);
        number
    }

    /// Prepares [`Lexicon::patterns_of`] after the last pattern.
    fn arrange(&mut self) {
        for (number, pattern) in (0_u32..).zip(&self.patterns) {
            match pattern {
                Pattern::Terms(terms) => {
                    for term in terms {
                        self.terms.entry(term.clone()).or_default().push(number);
                    }
                }
                Pattern::Form(form) => {
                    self.forms.insert(form.clone(), number);
                }
                Pattern::Prefix(prefix) => {
                    let key = beginning(prefix).unwrap_or(prefix);
                    self.prefixes.entry(key.to_owned()).or_default().push((prefix.clone(), number));
                }
            }
        }
    }

    /// The patterns that a word matches.
    fn patterns_of(&self, word: &TextWord) -> Patterns {
        let mut found: Vec<u32> =
            word.terms.iter().filter_map(|term| self.terms.get(term)).flatten().copied().collect();
        found.extend(self.forms.get(word.form.as_str()));
        let prefixes = beginning(&word.form).and_then(|key| self.prefixes.get(key)).into_iter().flatten();
        found.extend(
            prefixes.filter(|(prefix, _)| word.form.starts_with(prefix.as_str())).map(|(_, number)| number),
        );
        found.sort_unstable();
        found.dedup();
        found.into()
    }
}

/// The number of first letters by which prefix patterns are looked up.
const BEGINNING: usize = 2;

/// The first letters of a word; `None` for shorter ones.
fn beginning(form: &str) -> Option<&str> {
    let (at, last) = form.char_indices().nth(BEGINNING - 1)?;
    form.get(..at + last.len_utf8())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::analysis::{Analyzer, Token};
    use crate::model::{Language, Vocabulary};
    use crate::query::matching::Analysed;
    use crate::query::{Parser, TokenIndex};

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

    fn parse(query: &str) -> Query {
        let vocabulary = Vocabulary::default();
        Parser::new(&ANALYZER, &vocabulary).parse(query).0
    }

    const TITLE: &str = "О встрече с послом ОАЭ";
    const BODY: &str =
        "Министр встретился с послом. Обсудили кибербезопасность, почтовую связь и связь спутниковую.";

    fn find(queries: &[Query], title: &[Token], body: &[Token]) -> Vec<Occurrence> {
        let standing = StandingQueries::new(queries);
        let patterns = |text: &[Token]| text.iter().map(|token| standing.patterns(token)).collect::<Vec<_>>();
        let (title, body) = (patterns(title), patterns(body));
        let patterns = |in_title: bool, at: usize| if in_title { &*title[at] } else { &*body[at] };
        let concerned = |in_title, at| standing.concern(patterns(in_title, at));
        standing.find(0..title.len(), std::slice::from_ref(&(0..body.len())), concerned, patterns)
    }

    fn found(query: &str) -> Vec<&'static str> {
        let title = ANALYZER.document(TITLE, Language::Russian);
        let body = ANALYZER.document(BODY, Language::Russian);
        let occurrences = find(&[parse("нигде"), parse(query)], &title, &body);
        let written = |occurrence: Occurrence| {
            assert_eq!(occurrence.query, 1);
            let (text, tokens) = if occurrence.in_title { (TITLE, &title) } else { (BODY, &body) };
            let word = |place: &u32| &tokens[*place as usize];
            &text[word(occurrence.places.start()).start..word(occurrence.places.end()).end]
        };
        occurrences.into_iter().map(written).collect()
    }

    #[test]
    fn occurrences_are_told_one_by_one() {
        assert_eq!(found("посол"), ["послом", "послом"]);
        assert_eq!(found("title:посол | кибер*"), ["послом", "кибербезопасность"]);
        assert_eq!(found("\"почтовая связь\""), ["почтовую связь"]);
        assert_eq!(found("\"спутниковая связь\"~2"), ["связь спутниковую"]);
        assert_eq!(found("(связь министр) | =связью"), ["Министр", "связь", "связь"]);
        assert_eq!(found("связь -посол"), [""; 0]);
        assert_eq!(found("министр -(посол визит)"), ["Министр"]);
        assert_eq!(found("министр country:AE"), [""; 0]);
        assert_eq!(found("-визит"), [""; 0]);
        assert_eq!(found("body:оаэ"), [""; 0]);
    }

    /// 2,000 pseudo-random queries of words and operators, each against pseudo-random texts.
    #[test]
    fn what_is_found_is_what_matches() {
        let words = ["посол", "связь", "почтовая", "и", "кибер*", "=послом", "title:министр"];
        let texts = ["посол", "послом и", "почтовая связь", "связь", "кибератака", "министр и посол"];
        let mut seed = 7_usize;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..2_000 {
            let mut query = String::new();
            for at in 0..1 + next(4) {
                let operator = ["", " | ", " ", " -"][if at == 0 { 0 } else { 1 + next(3) }];
                let phrase = ["\"почтовая связь\"", "\"посол и\"~2", "(посол | -связь)"];
                let part = if next(3) == 0 { phrase[next(3)] } else { words[next(words.len())] };
                query += &format!("{operator}{part}");
            }
            let query = parse(&query);
            let mut text = || (0..next(4)).map(|_| texts[next(texts.len())]).collect::<Vec<_>>().join(" ");
            let (title, body) = (text(), text());
            let title = ANALYZER.document(&title, Language::Russian);
            let body = ANALYZER.document(&body, Language::Russian);
            let document = Analysed { title: &TokenIndex::new(&title), body: &TokenIndex::new(&body) };
            let occurrences = find(std::slice::from_ref(&query), &title, &body);
            let matches = document.matches(&query, &|_| false);
            // An exclusion may match without an occurrence; apart from that, both must agree.
            assert!(!occurrences.is_empty() <= matches, "{query}");
            let excludes = query.to_string().contains('-');
            assert!(excludes || matches != occurrences.is_empty(), "{query}");
        }
    }
}
