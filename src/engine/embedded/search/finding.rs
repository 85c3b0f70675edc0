//! From a request to its documents: which match, in which order, and which have a part of the words.
//!
//! The first phase reads the postings: which documents match, how many, their facets, and the score of each. The second
//! scores the best 200 again ([`SecondPhase`]). A query that need not match as a whole, because it is long or because no
//! document has all of its words, matches documents with most of them; behind the matches come those with fewer, as far
//! as there is room on the page.

use std::collections::HashSet;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query as IndexQuery;
use tantivy::{DocAddress, Searcher as Index};

use super::accumulators::Accumulators;
use super::collect::{Drill, Drilled, Freshness};
use super::compile::Compiler;
use super::minimum_match::{self, MinimumMatch};
use super::second_phase::{Features, SecondPhase, WINDOW};
use crate::engine::deadline::in_time;
use crate::engine::{EngineError, Ranking};
use crate::query::{Demands, MatchMode, Query, SearchRequest, Sort, Warning, WarningKind};

/// What a search found.
pub(super) struct Found {
    /// The query that was answered, for the marks.
    pub(super) query: Query,
    /// The documents that match it, from the start or from the cursor on: those of the page and one more.
    pub(super) matches: Drilled,
    /// The documents behind the matches.
    pub(super) further: Option<Further>,
    pub(super) warnings: Vec<Warning>,
}

/// Documents with a part of the words.
pub(super) struct Further {
    /// The query for any of the words.
    pub(super) query: Query,
    /// How many there are.
    pub(super) total: u64,
    /// Those of the page.
    pub(super) hits: Drilled,
}

/// Finds the documents of one request.
pub(super) struct Finding<'a> {
    pub(super) request: &'a SearchRequest,
    pub(super) index: &'a Index,
    pub(super) ranking: Ranking,
    pub(super) freshness: Freshness,
}

/// The documents of a first phase.
enum Postings<'a> {
    /// Those of a query of the library.
    Compiled(Box<dyn IndexQuery>),
    /// Those with at least `least` of the words.
    Most { found: &'a Accumulators, least: usize },
    /// Those with fewer, without those that match.
    Fewer { found: &'a Accumulators, least: usize, without: HashSet<DocAddress> },
}

impl Finding<'_> {
    pub(super) fn find(&self, mut compiler: Compiler<'_>) -> Result<Found, EngineError> {
        let asked = &self.request.query;
        let demands = match self.request.matching {
            MatchMode::All => None,
            MatchMode::Any => {
                let query = asked.relaxed().unwrap_or_else(|| asked.clone());
                return self.exactly(query, compiler);
            }
            MatchMode::Auto => asked.demands(),
        };
        let Some(demands) = demands else { return self.exactly(asked.clone(), compiler) };
        let demands = match demands.beside_phrases() >= minimum_match::LONG {
            true => demands.as_text(),
            false => demands,
        };
        let long = demands.typed() >= minimum_match::LONG;
        // A query that is one name of several words is not relaxed as long as some document has it.
        let name = matches!(asked, Query::Expanded { .. });
        if long && !name {
            return self.relaxed(&demands, None, compiler);
        }
        let demands = demands.with_phrases_required();
        let compiled = Postings::Compiled(compiler.compile(asked)?);
        let phase = self.second_phase(compiler.features(asked))?;
        let matches = self.ranked(&compiled, phase.as_ref())?;
        // Filters without matches are no reason to relax: their facets tell how many documents there are without them.
        if matches.matched == 0 {
            return self.relaxed(&demands, Some(matches), compiler);
        }
        let further = match self.room(&matches).filter(|_| !name) {
            Some(room) => match MinimumMatch::find(&mut compiler, &demands)? {
                Some(minimum) => {
                    let phase = self.second_phase(minimum.features(&mut compiler, &demands)?)?;
                    self.further(&minimum.found, usize::MAX, &demands, &matches, room, phase.as_ref())?
                }
                None => None,
            },
            None => None,
        };
        Ok(Found { query: asked.clone(), matches, further, warnings: compiler.warnings })
    }

    /// The documents of a query, and no others.
    fn exactly(&self, query: Query, mut compiler: Compiler<'_>) -> Result<Found, EngineError> {
        let compiled = Postings::Compiled(compiler.compile(&query)?);
        let phase = self.second_phase(compiler.features(&query))?;
        let matches = self.ranked(&compiled, phase.as_ref())?;
        Ok(Found { query, matches, further: None, warnings: compiler.warnings })
    }

    /// The documents with most of the words. `none` are those with all, which are none, if that is known.
    fn relaxed(
        &self,
        demands: &Demands,
        none: Option<Drilled>,
        mut compiler: Compiler<'_>,
    ) -> Result<Found, EngineError> {
        let asked = &self.request.query;
        let Some(minimum) = MinimumMatch::find(&mut compiler, demands)? else {
            if demands.conditions.iter().any(|condition| matches!(condition, Query::Phrase { .. })) {
                let absent = minimum_match::absent(&compiler, &demands.words)?;
                let found = self.exactly(Query::and(demands.conditions.clone()), compiler)?;
                return Ok(Found { warnings: told(found.warnings, absent, None), ..found });
            }
            let matches = match none {
                Some(none) => none,
                None => self.drill(&Postings::Compiled(compiler.compile(asked)?), self.keep(), true)?,
            };
            return Ok(Found { query: asked.clone(), matches, further: None, warnings: compiler.warnings });
        };
        let least = minimum.least;
        let postings = Postings::Most { found: &minimum.found, least };
        let phase = self.second_phase(minimum.features(&mut compiler, demands)?)?;
        let matches = self.ranked(&postings, phase.as_ref())?;
        let further = match self.room(&matches) {
            Some(room) => self.further(&minimum.found, least, demands, &matches, room, phase.as_ref())?,
            None => None,
        };
        let warnings = if none.is_some() || least < minimum.counted {
            let absent = minimum_match::absent(&compiler, &demands.words)?;
            told(compiler.warnings, absent, Some((least, minimum.counted)))
        } else {
            compiler.warnings
        };
        Ok(Found { query: demands.clone().any(), matches, further, warnings })
    }

    /// The part of the documents behind the matches that the page has room for, if the matches end on it: the first of
    /// them, and how many.
    fn room(&self, matches: &Drilled) -> Option<(usize, usize)> {
        let page = &self.request.page;
        if self.request.sort != Sort::Relevance || self.request.after.is_some() {
            return None;
        }
        let total = usize::try_from(matches.total).ok()?;
        let end = page.offset() + page.limit();
        (total <= end).then(|| {
            let first = page.offset().saturating_sub(total);
            (first, end - total - first)
        })
    }

    /// The documents with fewer than `least` of the words, those with more of them not being matches left out.
    fn further(
        &self,
        found: &Accumulators,
        least: usize,
        demands: &Demands,
        matches: &Drilled,
        (first, room): (usize, usize),
        phase: Option<&SecondPhase<'_>>,
    ) -> Result<Option<Further>, EngineError> {
        let without = matches.top.iter().map(|hit| hit.address).collect();
        let postings = Postings::Fewer { found, least, without };
        let mut hits = self.drill(&postings, (first + room).max(WINDOW), false)?;
        if hits.total == 0 {
            return Ok(None);
        }
        if let Some(phase) = phase {
            phase.rescore(&mut hits.top)?;
        }
        hits.top.drain(..first.min(hits.top.len()));
        hits.top.truncate(room);
        Ok(Some(Further { query: demands.clone().any(), total: hits.total, hits }))
    }

    /// The second phase, for hits in the order of relevance.
    fn second_phase(&self, features: Features) -> Result<Option<SecondPhase<'_>>, EngineError> {
        match self.request.sort {
            Sort::Relevance => SecondPhase::new(features, self.index, self.ranking),
            Sort::Newest | Sort::Oldest => Ok(None),
        }
    }

    /// How many hits are wanted: one more than the page shows, to know whether there is a next one.
    fn keep(&self) -> usize {
        self.request.page.offset() + self.request.page.limit() + 1
    }

    /// The matches in order, from the start or from the cursor on.
    fn ranked(
        &self,
        postings: &Postings<'_>,
        phase: Option<&SecondPhase<'_>>,
    ) -> Result<Drilled, EngineError> {
        let Some(phase) = phase else { return self.drill(postings, self.keep(), true) };
        let Some(cursor) = &self.request.after else {
            let mut found = self.drill(postings, self.keep().max(WINDOW), true)?;
            phase.rescore(&mut found.top)?;
            return Ok(found);
        };
        // The documents that are scored again are the best of all, wherever the page begins. Those of them that are
        // after the cursor come first; the others are after it by their first score, which is their only one.
        let start =
            SearchRequest { after: None, facets: Vec::new(), histogram: false, ..self.request.clone() };
        let mut best = Finding { request: &start, ..*self }.drill(postings, WINDOW, false)?.top;
        phase.rescore(&mut best)?;
        let mut found = self.drill(postings, self.keep() + best.len(), true)?;
        let scored: HashSet<DocAddress> = best.iter().map(|hit| hit.address).collect();
        found.top.retain(|hit| !scored.contains(&hit.address));
        best.retain(|hit| cursor.order(&hit.place).is_lt());
        best.append(&mut found.top);
        best.truncate(self.keep());
        Ok(Drilled { top: best, ..found })
    }

    /// One pass over the documents. `facets` tells whether those that were asked for are counted.
    fn drill(&self, postings: &Postings<'_>, keep: usize, facets: bool) -> Result<Drilled, EngineError> {
        let drill = match facets {
            true => Drill::new(self.request, keep, self.freshness),
            false => {
                let alone = SearchRequest { facets: Vec::new(), histogram: false, ..self.request.clone() };
                Drill::new(&alone, keep, self.freshness)
            }
        };
        let drilled = match postings {
            Postings::Compiled(query) => self.index.search(query, &drill)?,
            Postings::Most { found, least } => self.feed(found, &drill, |words, _| words >= *least)?,
            Postings::Fewer { found, least, without } => {
                self.feed(found, &drill, |words, address| words < *least && !without.contains(&address))?
            }
        };
        in_time()?;
        Ok(drilled)
    }

    /// Collects those of the documents that are wanted by their number of words and address.
    fn feed(
        &self,
        found: &Accumulators,
        drill: &Drill,
        wanted: impl Fn(usize, DocAddress) -> bool,
    ) -> tantivy::Result<Drilled> {
        let mut fruits = Vec::with_capacity(found.len());
        for ((number, segment), documents) in (0..).zip(self.index.segment_readers()).zip(found) {
            let mut collector = drill.for_segment(number, segment)?;
            for document in documents {
                if wanted(usize::from(document.words), DocAddress::new(number, document.doc)) {
                    collector.collect(document.doc, document.score);
                }
            }
            fruits.push(collector.harvest());
        }
        drill.merge_fruits(fruits)
    }
}

/// Warnings, and that a query was relaxed: which words no document has, and of how many words how many are there.
fn told(mut warnings: Vec<Warning>, absent: Vec<String>, least: Option<(usize, usize)>) -> Vec<Warning> {
    if !absent.is_empty() {
        warnings.push(Warning::whole(WarningKind::AbsentWords(absent)));
    }
    warnings.extend(least.map(|(least, counted)| Warning::whole(WarningKind::Relaxed { least, counted })));
    warnings
}
