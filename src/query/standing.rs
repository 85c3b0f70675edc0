//! Many standing queries against one document: every word of the document is looked up once, and only what hangs on
//! the words that it has is looked at. So the work depends on the document, hardly on the number of queries. What
//! matches is what the index would match; the occurrences are told as well, so that they can be weighed.

use std::{collections::HashMap, ops::RangeInclusive};

use super::matching::{covers, occurrence};
use super::{Pattern, Query, TextField, Word};
use crate::analysis::{Sieve, Token, WordMap, beginning};

/// Queries that are matched, all together, against one document after the other. One serves all threads.
#[derive(Debug)]
pub struct StandingQueries {
    words: Lexicon,
    leaves: Vec<Leaf>,
    /// For each pattern of `words`, the leaves that are looked at when a text has it, and which of their words it is.
    hanging: Vec<Vec<(u32, u32)>>,
    /// What is left of queries that are more than a list of leaves.
    conditions: Vec<Condition>,
}

/// An occurrence of what a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The query's place in the list that [`StandingQueries::new`] was given.
    pub query: usize,
    /// It is in the title, not in the body.
    pub in_title: bool,
    /// The places of its first and last word among the words of its text.
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
    /// It counts only where this condition holds.
    condition: Option<u32>,
}

/// An alternative of a query that is more than a leaf.
#[derive(Debug)]
enum Condition {
    /// Something of this leaf stands in the document.
    Leaf(u32),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Never,
    Always,
}

impl StandingQueries {
    /// Prepares queries. Filters are properties that a text does not show: nothing matches them.
    pub fn new<'q>(queries: impl IntoIterator<Item = &'q Query>) -> Self {
        let mut standing = Self {
            words: Lexicon::default(),
            leaves: Vec::new(),
            hanging: Vec::new(),
            conditions: Vec::new(),
        };
        for (number, query) in (0_u32..).zip(queries) {
            standing.add(number, query);
        }
        standing.hanging = vec![Vec::new(); standing.words.patterns.len()];
        for (number, leaf) in (0_u32..).zip(&standing.leaves) {
            // On its longest word, because those are rarer: «и» is in many phrases and in every text.
            let length = |word: &u32| standing.words.patterns[*word as usize].length();
            if let Some((at, &word)) = (0_u32..).zip(&leaf.words).max_by_key(|(_, word)| length(word)) {
                standing.hanging[word as usize].push((number, at));
            }
        }
        standing.words.look_for(|pattern| !standing.hanging[pattern].is_empty());
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

    /// As deep as the parser nests, which is bounded.
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
                // What is excluded is no evidence: it belongs to no query.
                self.leaves[first..].iter_mut().for_each(|leaf| leaf.query = NO_QUERY);
                Condition::Not(Box::new(inner))
            }
        }
    }

    /// Where what the queries ask for stands in a document, in order: by query, title before body. A query of
    /// exclusions alone asks for nothing, so it is never found.
    pub fn find<'t>(
        &self,
        title: impl IntoIterator<Item = &'t Token>,
        body: impl IntoIterator<Item = &'t Token>,
    ) -> Vec<Occurrence> {
        let mut found: Vec<(u32, Occurrence)> = Vec::new();
        let (title, body): (Vec<&Token>, Vec<&Token>) =
            (title.into_iter().collect(), body.into_iter().collect());
        self.look(&title, true, &mut found);
        self.look(&body, false, &mut found);
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

    /// Finds the leaves in one text.
    fn look(&self, text: &[&Token], in_title: bool, found: &mut Vec<(u32, Occurrence)>) {
        let field = if in_title { TextField::Title } else { TextField::Body };
        for (at, token) in text.iter().enumerate() {
            self.words.patterns_of(token, |pattern| {
                for &(number, part) in &self.hanging[pattern as usize] {
                    let leaf = &self.leaves[number as usize];
                    if !covers(leaf.field, field) {
                        continue;
                    }
                    let query = leaf.query as usize;
                    let mut add = |places| found.push((number, Occurrence { query, in_title, places }));
                    if leaf.words.len() == 1 {
                        add(token.position..=token.position);
                    } else if leaf.slop == 0 {
                        self.phrase(text, leaf, part as usize, at).into_iter().for_each(add);
                    } else {
                        self.loose_phrases(text, leaf, part, token.position).into_iter().for_each(add);
                    }
                }
            });
        }
    }

    /// Where a phrase without slop stands whose word with the number `part` is the one with the number `at` in a text.
    fn phrase(&self, text: &[&Token], leaf: &Leaf, part: usize, at: usize) -> Option<RangeInclusive<u32>> {
        let first = at.checked_sub(part)?;
        let tokens = text.get(first..first + leaf.words.len())?;
        let start = tokens.first()?.position;
        let end = tokens.last()?.position;
        // A part of the text may be left out between two words.
        if (end - start) as usize + 1 != tokens.len() {
            return None;
        }
        let fits = |(word, token): (&u32, &&Token)| self.words.patterns[*word as usize].matches(token);
        let mut others = leaf.words.iter().zip(tokens).enumerate().filter(|(number, _)| *number != part);
        others.all(|(_, pair)| fits(pair)).then_some(start..=end)
    }

    /// Where a phrase with slop stands whose word with the number `part` stands at `at`; perhaps others nearby.
    fn loose_phrases(&self, text: &[&Token], leaf: &Leaf, part: u32, at: u32) -> Vec<RangeInclusive<u32>> {
        // A phrase begins so far from here at most, and each of its words is as far from its place after that.
        let first = at.saturating_sub(part + 2 * leaf.slop);
        let length = u32::try_from(leaf.words.len()).unwrap_or(u32::MAX);
        let last = at.saturating_add(length - part - 1).saturating_add(2 * leaf.slop);
        let from = text.partition_point(|token| token.position < first);
        let to = text.partition_point(|token| token.position <= last);
        let places = leaf.words.iter().map(|word| {
            let near =
                text[from..to].iter().filter(|token| self.words.patterns[*word as usize].matches(token));
            near.map(|token| token.position).collect()
        });
        let places: Vec<Vec<u32>> = places.collect();
        let Some((starts, rest)) = places.split_first() else { return Vec::new() };
        let occurrences = starts.iter().filter_map(|&start| occurrence(start, rest, leaf.slop));
        occurrences.filter_map(|places| Some(*places.iter().min()?..=*places.iter().max()?)).collect()
    }
}

/// Stands in the place of a query's number where an occurrence is no evidence for any.
const NO_QUERY: u32 = u32::MAX;

impl Condition {
    /// Whether it holds where these leaves, in order, stand in the document.
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

/// The different patterns of all queries, by what a word of a document has.
#[derive(Debug, Default)]
struct Lexicon {
    patterns: Vec<Pattern>,
    known: HashMap<Pattern, u32>,
    terms: WordMap<Vec<u32>>,
    forms: WordMap<u32>,
    /// Prefixes by their beginnings: no prefix is shorter.
    prefixes: WordMap<Vec<(String, u32)>>,
    /// What a word's terms, form and beginning are held against before they are looked up.
    terms_sieve: Sieve,
    forms_sieve: Sieve,
    prefixes_sieve: Sieve,
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

    /// Which patterns [`Lexicon::patterns_of`] looks for.
    fn look_for(&mut self, wanted: impl Fn(usize) -> bool) {
        for (number, pattern) in (0_u32..).zip(&self.patterns).filter(|(number, _)| wanted(*number as usize))
        {
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
        self.terms_sieve = Sieve::of(self.terms.keys().map(String::as_str));
        self.forms_sieve = Sieve::of(self.forms.keys().map(String::as_str));
        self.prefixes_sieve = Sieve::of(self.prefixes.keys().map(String::as_str));
    }

    /// Shows the patterns that a word matches, some perhaps twice.
    fn patterns_of(&self, token: &Token, mut show: impl FnMut(u32)) {
        for patterns in self.terms_sieve.terms(token).filter_map(|term| self.terms.get(term)) {
            patterns.iter().for_each(|pattern| show(*pattern));
        }
        if self.forms_sieve.may_have_form(token)
            && let Some(&pattern) = self.forms.get(token.form.as_str())
        {
            show(pattern);
        }
        if self.prefixes_sieve.may_have_beginning(token) {
            let prefixes = beginning(&token.form).and_then(|key| self.prefixes.get(key));
            for (prefix, pattern) in prefixes.into_iter().flatten() {
                if token.form.starts_with(prefix.as_str()) {
                    show(*pattern);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::analysis::Analyzer;
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

    fn found(query: &str) -> Vec<&'static str> {
        let title = ANALYZER.document(TITLE, Language::Russian);
        let body = ANALYZER.document(BODY, Language::Russian);
        let occurrences = StandingQueries::new([&parse("нигде"), &parse(query)]).find(&title, &body);
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

    /// Words and operators put together by a counter, against words put together by another.
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
            let occurrences = StandingQueries::new([&query]).find(&title, &body);
            let matches = document.matches(&query, &|_| false);
            // An exclusion may match without a word; nothing else may be missed or invented.
            assert!(!occurrences.is_empty() <= matches, "{query}");
            let excludes = query.to_string().contains('-');
            assert!(excludes || matches != occurrences.is_empty(), "{query}");
        }
    }
}
