//! Searching in memory: every document is looked at.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Entry, Stored, newest};
use crate::analysis::{Analyzer, Token};
use crate::engine::backend::Searches;
use crate::engine::days::days;
use crate::engine::error::EngineError;
use crate::engine::generations::Status;
use crate::engine::hit::hit;
use crate::engine::ranking::Ranking;
use crate::engine::results::{Facet, FacetValue, Further, Histogram, SearchResults, month_number};
use crate::engine::versions::{self, Version};
use crate::model::{Document, DocumentId, FacetName};
use crate::query::{
    Cursor, Filter, Filters, MatchMode, Query, SearchRequest, Sort, TextField, Warning, WarningKind, Word,
    phrase_starts,
};

/// An opened generation.
pub struct Searcher {
    pub(super) stored: Stored,
    pub(super) analyzer: Arc<Analyzer>,
}

/// Documents with their scores.
type Scored<'s> = Vec<(&'s Entry, f32)>;

/// A hit's place in the order, and its document.
type Ranked<'s> = (Cursor, f32, &'s Entry);

impl Searcher {
    /// The query that is answered, the warning if it is not the one asked, the documents that match it, each with its
    /// score, and those that have some of its words.
    fn found(&self, request: &SearchRequest) -> (Query, Vec<Warning>, [Scored<'_>; 2]) {
        let matching = |query: &Query| -> Scored<'_> {
            let entries = self.stored.documents.values().filter(|entry| self.matches(entry, query));
            entries.map(|entry| (entry, occurrences(entry, query))).collect()
        };
        let asked = &request.query;
        if request.matching == MatchMode::Any {
            let query = asked.relaxed().unwrap_or_else(|| asked.clone());
            let found = matching(&query);
            return (query, Vec::new(), [found, Vec::new()]);
        }
        let found = matching(asked);
        let name = matches!(asked, Query::Expanded { .. }) && !found.is_empty();
        let Some(demands) = asked.demands().filter(|_| !name && request.matching == MatchMode::Auto) else {
            return (asked.clone(), Vec::new(), [found, Vec::new()]);
        };
        let demands = demands.with_phrases_required();
        let counted = demands.words.len();
        let words = |entry: &Entry| demands.words.iter().filter(|word| self.matches(entry, word)).count();
        let query = demands.clone().any();
        let some = matching(&query);
        let Some(least) = some.iter().map(|(entry, _)| words(entry)).max() else {
            return (asked.clone(), Vec::new(), [found, Vec::new()]);
        };
        if found.is_empty() {
            let (most, fewer) = some.into_iter().partition(|(entry, _)| words(entry) == least);
            let has = |word: &&Query| self.stored.documents.values().any(|entry| self.matches(entry, word));
            let absent: Vec<String> =
                demands.words.iter().filter(|word| !has(word)).map(Query::to_string).collect();
            let absent = (!absent.is_empty()).then(|| Warning::whole(WarningKind::AbsentWords(absent)));
            let relaxed = Warning::whole(WarningKind::Relaxed { least, counted });
            return (query, absent.into_iter().chain([relaxed]).collect(), [most, fewer]);
        }
        let others = some.into_iter().filter(|(entry, _)| !self.matches(entry, asked)).collect();
        (asked.clone(), Vec::new(), [found, others])
    }

    /// The documents behind the matches, if these end before the page does.
    fn further(&self, request: &SearchRequest, some: Scored<'_>, total: u64) -> Option<Further> {
        let page = &request.page;
        let total = usize::try_from(total).ok()?;
        let room = (page.offset() + page.limit()).checked_sub(total)?;
        if request.sort != Sort::Relevance || request.after.is_some() {
            return None;
        }
        let spoken = |entry: &Entry| {
            let event = request.filters.event.as_ref();
            event.is_none_or(|period| speaks_of(&entry.document, period))
        };
        let passes =
            |entry: &Entry| spoken(entry) && Self::failed(&entry.document, &request.filters).is_empty();
        let mut some: Vec<_> = some.into_iter().filter(|(entry, _)| passes(entry)).collect();
        some.sort_by(|(a, of_a), (b, of_b)| {
            of_b.total_cmp(of_a).then_with(|| a.document.communique.id.cmp(&b.document.communique.id))
        });
        let query = request.query.relaxed()?;
        let first = page.offset().saturating_sub(total);
        let shown = some.iter().skip(first).take(room - first.min(room));
        let hits = shown.map(|(entry, score)| hit(entry.document.clone(), &query, &self.analyzer, *score));
        (!some.is_empty()).then(|| Further { total: some.len() as u64, hits: hits.collect() })
    }

    fn matches(&self, entry: &Entry, query: &Query) -> bool {
        match query {
            Query::All => true,
            Query::Nothing => false,
            Query::Word { field, word } => {
                texts(entry, *field).any(|text| !places(text, std::slice::from_ref(word), 0).is_empty())
            }
            Query::Phrase { field, words, slop } => {
                texts(entry, *field).any(|text| !places(text, words, *slop).is_empty())
            }
            Query::Filter(filter) => self.has(&entry.document, filter),
            Query::Expanded { typed, others } => {
                self.matches(entry, typed) || others.iter().any(|other| self.matches(entry, other))
            }
            Query::And(parts) => parts.iter().all(|part| self.matches(entry, part)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(entry, part)),
            Query::Not(inner) => !self.matches(entry, inner),
        }
    }

    fn has(&self, document: &Document, filter: &Filter) -> bool {
        let annotations = &document.annotations;
        let value = |facet, value: &str| values_of(document, facet).iter().any(|known| known == value);
        let called = |facet, words: &[Word]| {
            values_of(document, facet).iter().any(|name| {
                let tokens = self.analyzer.document(name, annotations.language);
                !places(tokens.iter().collect::<Vec<_>>(), words, 3).is_empty()
            })
        };
        match filter {
            Filter::Value(facet, wanted) => value(*facet, wanted),
            Filter::Named(facet, naming) => called(*facet, &naming.words),
            Filter::Published(period) => annotations
                .published
                .is_some_and(|published| (period.first..=period.last).contains(&published.date)),
            Filter::Event(period) => speaks_of(document, period),
        }
    }

    /// The conditions that a document fails: facets, and the date as `None`.
    fn failed(document: &Document, filters: &Filters) -> Vec<Option<FacetName>> {
        let published = document.annotations.published.map(|published| published.date);
        let from = filters.from.is_none_or(|from| published.is_some_and(|date| date >= from));
        let to = filters.to.is_none_or(|to| published.is_some_and(|date| date <= to));
        let facets =
            filters.chosen.iter().filter(|(facet, chosen)| fails(chosen, &values_of(document, *facet)));
        facets.map(|(facet, _)| Some(facet)).chain((!(from && to)).then_some(None)).collect()
    }
}

fn fails(chosen: &[String], values: &[String]) -> bool {
    !chosen.is_empty() && !chosen.iter().any(|value| values.contains(value))
}

/// Whether a document has an event in a period that is not longer than both the period and a month.
fn speaks_of(document: &Document, period: &crate::model::Period) -> bool {
    let longest = (days(period.last) - days(period.first) + 1).max(31);
    document.annotations.events.iter().any(|event| {
        event.from <= period.last && event.to >= period.first && days(event.to) - days(event.from) < longest
    })
}

/// The texts that a field is: title, body, background.
fn texts(entry: &Entry, field: TextField) -> impl Iterator<Item = Vec<&Token>> {
    let (background, body): (Vec<&Token>, Vec<&Token>) =
        entry.text.iter().partition(|token| entry.document.communique.is_background(token.start));
    let title = (field != TextField::Body).then(|| entry.title.iter().collect());
    let text = (field != TextField::Title).then_some([body, background]);
    title.into_iter().chain(text.into_iter().flatten())
}

/// The positions at which a word or phrase begins in a text.
fn places<'t>(text: impl AsRef<[&'t Token]>, words: &[Word], slop: u32) -> Vec<u32> {
    let at = |word: &Word| {
        let tokens = text.as_ref().iter().filter(|token| word.pattern.matches(token));
        tokens.map(|token| token.position).collect()
    };
    let places: Vec<Vec<u32>> = words.iter().map(at).collect();
    phrase_starts(&places, slop)
}

/// How often a query's leaves occur in a document.
fn occurrences(entry: &Entry, query: &Query) -> f32 {
    let mut count = 0.0;
    query.positive_leaves(&mut |leaf| {
        let (field, words, slop) = match leaf {
            Query::Word { field, word } => (*field, std::slice::from_ref(word), 0),
            Query::Phrase { field, words, slop } => (*field, words.as_slice(), *slop),
            _ => return,
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of words")]
        let here = texts(entry, field).map(|text| places(text, words, slop).len() as f32).sum::<f32>();
        count += here;
    });
    count
}

/// The values that a document has of a facet.
fn values_of(document: &Document, facet: FacetName) -> Vec<String> {
    facet.values(document).into_iter().map(|value| value.value.into_owned()).collect()
}

/// A facet's values and their counts, the most frequent first, then by value.
fn sorted(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

impl Searches for Searcher {
    fn identity(&self) -> Option<&str> {
        Some(&self.stored.identity)
    }

    fn generation(&self) -> &str {
        &self.stored.name
    }

    fn analyzer(&self) -> &Arc<Analyzer> {
        &self.analyzer
    }

    fn status(&self) -> Status {
        Status {
            generation: self.stored.name.clone(),
            documents: self.stored.documents.len() as u64,
            created: String::new(),
            newest: newest(&self.stored.documents),
            segments: 1,
        }
    }

    fn rank_by(&mut self, _: Ranking) {}

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError> {
        let (query, warnings, [found, some]) = self.found(request);
        let mut counts: HashMap<FacetName, BTreeMap<String, u64>> = HashMap::new();
        let mut months: BTreeMap<i32, u64> = BTreeMap::new();
        let mut undated = 0;
        let mut ranked: Vec<Ranked<'_>> = Vec::new();
        for (entry, occurrences) in found {
            let document = &entry.document;
            if request.filters.event.as_ref().is_some_and(|period| !speaks_of(document, period)) {
                continue;
            }
            let failed = Self::failed(document, &request.filters);
            let published = document.annotations.published.map(|published| published.date);
            let counts_for = |facet: Option<FacetName>| failed.iter().all(|failed| *failed == facet);
            for &facet in request.facets.iter().filter(|facet| counts_for(Some(**facet))) {
                for value in values_of(document, facet) {
                    *counts.entry(facet).or_default().entry(value).or_default() += 1;
                }
            }
            match published {
                _ if !counts_for(None) => {}
                Some(date) => *months.entry(month_number(date)).or_default() += 1,
                None => undated += 1,
            }
            if failed.is_empty() {
                let newest = published.map_or(0, |date| (days(date) + 1_000_000).unsigned_abs());
                let (primary, secondary) = match request.sort {
                    Sort::Relevance => (u64::from(occurrences.to_bits()), newest),
                    Sort::Newest => (newest, 0),
                    Sort::Oldest => (if newest == 0 { 0 } else { u64::MAX - newest }, 0),
                };
                let id = document.communique.id.to_string();
                let score = if request.sort == Sort::Relevance { occurrences } else { 0.0 };
                ranked.push((Cursor { primary, secondary, id }, score, entry));
            }
        }
        let key = |place: &Cursor| (Reverse(place.primary), Reverse(place.secondary), place.id.clone());
        ranked.sort_by_key(|(place, ..)| key(place));
        let total = ranked.len() as u64;
        ranked.retain(|(place, ..)| request.after.as_ref().is_none_or(|after| key(place) > key(after)));
        let (offset, limit) = (request.page.offset(), request.page.limit());
        let more = ranked.len() > offset + limit;
        let page: Vec<&Ranked<'_>> = ranked.iter().skip(offset).take(limit).collect();
        let next = page.last().filter(|_| more).map(|(place, ..)| place.clone());
        let shown =
            |(_, score, entry): &Ranked<'_>| hit(entry.document.clone(), &query, &self.analyzer, *score);
        let hits = page.into_iter().map(shown).collect();
        let facets = request.facets.iter().map(|&name| {
            let selected = &request.filters.chosen[name];
            let mut counts = counts.remove(&name).unwrap_or_default();
            selected.iter().for_each(|value| _ = counts.entry(value.clone()).or_default());
            let value = |(value, count)| FacetValue { selected: selected.contains(&value), value, count };
            Facet { name, values: sorted(counts).into_iter().map(value).collect() }
        });
        Ok(SearchResults {
            total,
            hits,
            further: self.further(request, some, total),
            facets: facets.collect(),
            dates: request.histogram.then(|| Histogram::of_months(&months, undated)),
            warnings: request.warnings.iter().cloned().chain(warnings).collect(),
            generation: self.stored.name.clone(),
            next,
            query,
        })
    }

    fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        let found = self.search(request)?;
        let hits = found.hits.into_iter().chain(found.further.into_iter().flat_map(|further| further.hits));
        Ok(hits.map(|hit| (hit.id, hit.score)).collect())
    }

    fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError> {
        Ok(self.stored.documents.get(id).map(|entry| entry.document.clone()))
    }

    fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError> {
        Ok(!self.values(facet, 1, &|known| known == value)?.is_empty())
    }

    fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let values = self.stored.documents.values().flat_map(|entry| values_of(&entry.document, facet));
        values.filter(|value| wanted(value)).for_each(|value| *counts.entry(value).or_default() += 1);
        let mut counts = sorted(counts);
        counts.truncate(limit);
        Ok(counts)
    }

    fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError> {
        let others = self.stored.documents.values().map(|entry| &entry.document);
        let others = others.filter(|other| versions::is_version(document, other));
        let mut versions: Vec<Version> = others
            .map(|other| Version {
                id: other.communique.id.clone(),
                language: other.annotations.language,
                title: other.communique.title.clone(),
            })
            .collect();
        versions.sort_by(|a, b| (a.language.code(), &a.id).cmp(&(b.language.code(), &b.id)));
        Ok(versions)
    }
}
