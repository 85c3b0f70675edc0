//! Minimum should match: how many words of a long query a document must have. A pasted headline needs neither every one
//! of its words nor matches every document with its "in".

use tantivy::query::EnableScoring;
use tantivy::{BitSet, DocSet, Searcher, TERMINATED};

use super::accumulators::{Accumulators, Term, accumulate, most_words};
use super::compile::Compiler;
use super::relevance::VERY_COMMON;
use super::second_phase::Features;
use crate::engine::EngineError;
use crate::engine::deadline::in_time;
use crate::query::{Demands, Query};

/// A query of at least 5 words is long, and not all of its words have to match. On every fifth of 8,745 headlines over
/// news articles nDCG@10 is .002 above that of 6; with 4 it would be another .0005, but people type four words on
/// purpose.
pub(super) const LONG: usize = 5;

/// The minimum leaves a tenth of the documents, but at least 20 and at most 50 of them: those with fewer words come behind.
/// On 15 sets of different kinds nDCG@10 with 1,000 documents is within .002 of that; with 10 it is up to .02 below.
const ENOUGH: (u64, u64) = (20, 50);

/// Words in more than this share of the documents are not counted, as they tell little about a document.
const COMMON: f64 = 0.1;

/// The words of a query that need not all match, and the documents with some of them.
pub(super) struct MinimumMatch {
    /// The minimum, of the words that count.
    pub(super) least: usize,
    /// How many words count.
    pub(super) counted: usize,
    /// The words that only raise documents.
    pub(super) optional: Vec<Query>,
    /// The documents that satisfy the conditions and have one of the words that count.
    pub(super) found: Accumulators,
}

impl MinimumMatch {
    /// The greatest minimum that enough documents reach which satisfy the conditions, or any does. `None` when no
    /// document has any of the words.
    pub(super) fn find(compiler: &mut Compiler<'_>, demands: &Demands) -> Result<Option<Self>, EngineError> {
        let Demands { words, conditions, raising } = demands;
        let total = compiler.searcher.num_docs();
        let long = demands.typed() >= LONG;
        let enough = if long { (total / 10).clamp(ENOUGH.0, ENOUGH.1) } else { 1 };
        let mut counted: Vec<&Query> = Vec::new();
        let mut common: Vec<&Query> = Vec::new();
        let mut optional: Vec<&Query> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            in_time()?;
            if words[..at].contains(word) {
                continue;
            }
            let share = match compiler.named(word) {
                Some(named) => named.share(compiler.searcher)?,
                None => 0.0,
            };
            match share {
                share if share > VERY_COMMON => optional.push(word),
                share if share > COMMON => common.push(word),
                _ => counted.push(word),
            }
        }
        optional.extend(raising);
        let allowed = allowed(compiler, conditions)?;
        // If no document has any of the rarer words, the common ones count.
        let every = words.iter().collect();
        for (counted, common, optional) in [(counted, common, optional), (every, Vec::new(), Vec::new())] {
            let mut terms = Vec::with_capacity(counted.len() + common.len());
            for (at, word) in counted.iter().chain(&common).enumerate() {
                let compiled = compiler.compile(word)?;
                #[expect(clippy::cast_precision_loss, reason = "a word is typed some times")]
                let factor = words.iter().filter(|other| other == word).count() as f32;
                let scoring = EnableScoring::enabled_from_searcher(compiler.searcher);
                terms.push(Term { weight: compiled.weight(scoring)?, factor, counts: at < counted.len() });
            }
            let found = accumulate(compiler.searcher, &terms, allowed.as_deref())?;
            in_time()?;
            let least = most_words(&found, counted.len(), enough);
            if least > 0 {
                let optional = optional.into_iter().cloned().collect();
                return Ok(Some(Self { least, counted: counted.len(), optional, found }));
            }
        }
        Ok(None)
    }

    /// What raises the documents in the second phase.
    pub(super) fn features(
        &self,
        compiler: &mut Compiler<'_>,
        demands: &Demands,
    ) -> Result<Features, EngineError> {
        let optional = self.optional.iter().map(|query| compiler.compile(query)).collect::<Result<_, _>>()?;
        Ok(Features { optional, ..compiler.features_of_words(&demands.words) })
    }
}

/// The words of a query, as they were typed, that no document has.
pub(super) fn absent(compiler: &Compiler<'_>, words: &[Query]) -> Result<Vec<String>, EngineError> {
    let mut absent = Vec::new();
    for word in words {
        if let Some(named) = compiler.named(word)
            && named.documents(compiler.searcher)? == 0
        {
            absent.extend(single(word));
        }
    }
    Ok(absent)
}

/// The word that was typed, unless it was several.
fn single(word: &Query) -> Option<String> {
    let typed = word.as_typed();
    let words = typed.words();
    (words.len() == 1).then(|| words[0].to_owned())
}

/// The documents of each segment that satisfy the conditions; `None` when there are none.
fn allowed(compiler: &mut Compiler<'_>, conditions: &[Query]) -> Result<Option<Vec<BitSet>>, EngineError> {
    if conditions.is_empty() {
        return Ok(None);
    }
    let readers = compiler.searcher.segment_readers();
    let mut sets: Vec<BitSet> =
        readers.iter().map(|segment| BitSet::with_max_value(segment.max_doc())).collect();
    visit(compiler, &Query::and(conditions.to_vec()), &mut |segment, doc| {
        sets[segment].insert(doc);
    })?;
    Ok(Some(sets))
}

/// Calls `found` with every document of a query: the number of its segment, and its own in there.
fn visit(
    compiler: &mut Compiler<'_>,
    query: &Query,
    found: &mut impl FnMut(usize, u32),
) -> Result<(), EngineError> {
    let compiled = compiler.compile(query)?;
    let searcher: &Searcher = compiler.searcher;
    let weight = compiled.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        in_time()?;
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            found(number, doc);
            doc = scorer.advance();
        }
    }
    Ok(())
}
