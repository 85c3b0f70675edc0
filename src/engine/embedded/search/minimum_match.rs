//! Minimum should match: how many words of a long query a document must have. A pasted headline needs neither every one
//! of its words nor matches every document with its "in".

use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query as IndexQuery};
use tantivy::{BitSet, DocSet, Searcher, TERMINATED};

use super::compile::{Compiler, Lacking};
use crate::engine::EngineError;
use crate::engine::deadline::in_time;
use crate::query::{Demands, Query};

/// A query of at least 5 words is long, and not all of its words have to match. On every fifth of 8,745 headlines over
/// news articles nDCG@10 is .002 above that of 6; with 4 it would be another .0005, but people type four words on
/// purpose.
pub(super) const LONG: usize = 5;

/// The minimum leaves a tenth of the documents, but at least 20 and at most 1,000 of them. On the same headlines
/// nDCG@10 with 1,000 documents is that of requiring any word; with 200 it is .004 below.
const ENOUGH: (u64, u64) = (20, 1_000);

/// Words in more than this share of the documents are optional and are not counted: prepositions.
const COMMON: f64 = 0.1;

/// A word in this many documents or fewer is never common, so that a corpus of some dozen documents has no common words.
const COMMON_AT_LEAST: u64 = 20;

/// The required words of a query.
pub(super) struct MinimumMatch {
    /// The minimum, of the words that count.
    pub(super) least: usize,
    /// How many words count.
    pub(super) counted: usize,
    /// The words that do not count.
    pub(super) optional: Vec<Query>,
}

impl MinimumMatch {
    /// The greatest minimum that enough documents reach which satisfy the conditions. `None` when no document has any
    /// of the words.
    pub(super) fn find(compiler: &mut Compiler<'_>, demands: &Demands) -> Result<Option<Self>, EngineError> {
        let Demands { words, conditions, .. } = demands;
        let searcher = compiler.searcher;
        let total = searcher.num_docs();
        let enough = (total / 10).clamp(ENOUGH.0, ENOUGH.1);
        let mut counted: Vec<&Query> = Vec::new();
        let mut optional: Vec<Query> = Vec::new();
        for word in words {
            in_time()?;
            let documents = match compiler.named(word) {
                Some(named) => named.documents(searcher)?,
                None => 0,
            };
            #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
            let common = documents > COMMON_AT_LEAST && documents as f64 > COMMON * total as f64;
            if common && !optional.contains(word) {
                optional.push(word.clone());
            } else if !common && !counted.contains(&word) {
                counted.push(word);
            }
        }
        // If no document has any of the rarer words, the common ones count.
        for counted in [counted, words.iter().collect()] {
            let least = Self::least(compiler, &counted, conditions, enough)?;
            if least > 0 {
                optional.retain(|word| !counted.contains(&word));
                return Ok(Some(Self { least, counted: counted.len(), optional }));
            }
        }
        Ok(None)
    }

    /// Documents with at least [`Self::least`] of the words that count, and all of the conditions.
    pub(super) fn compile(
        &self,
        compiler: &mut Compiler<'_>,
        demands: &Demands,
    ) -> Result<Box<dyn IndexQuery>, EngineError> {
        let mut parts = Vec::with_capacity(demands.words.len());
        for word in demands.words.iter().filter(|word| !self.optional.contains(word)) {
            parts.push((Occur::Should, compiler.compile(word)?));
        }
        let mut base: Box<dyn IndexQuery> =
            Box::new(BooleanQuery::with_minimum_required_clauses(parts, self.least));
        if !demands.conditions.is_empty() {
            let conditions = compiler.boolean(&demands.conditions, Occur::Must)?;
            base = Box::new(BooleanQuery::new(vec![
                (Occur::Must, base),
                (Occur::Must, Box::new(ConstScoreQuery::new(conditions, 0.0))),
            ]));
        }
        let raising = self.optional.iter().chain(&demands.phrases);
        let optional = raising.map(|query| compiler.compile(query)).collect::<Result<_, _>>()?;
        let lacking = Lacking { optional, families: compiler.ranking.family > 0.0 };
        Ok(compiler.raised(base, &demands.words, lacking))
    }

    /// The most of the words that enough documents have; 0 when no document has any.
    fn least(
        compiler: &mut Compiler<'_>,
        counted: &[&Query],
        conditions: &[Query],
        enough: u64,
    ) -> Result<usize, EngineError> {
        let searcher = compiler.searcher;
        let mut having = vec![0_u64; counted.len() + 1];
        let mut each = Vec::new();
        for segment in searcher.segment_readers() {
            each.push(vec![0_u8; segment.max_doc() as usize]);
        }
        for word in counted {
            visit(compiler, word, &mut |segment, doc| {
                if let Some(count) = each[segment].get_mut(doc as usize) {
                    *count = count.saturating_add(1);
                }
            })?;
        }
        let allowed = allowed(compiler, conditions)?;
        for (segment, counts) in each.iter().enumerate() {
            let reader = &searcher.segment_readers()[segment];
            for (doc, &count) in (0..).zip(counts) {
                let wanted = count > 0
                    && !reader.is_deleted(doc)
                    && allowed.as_ref().is_none_or(|sets| sets[segment].contains(doc));
                if wanted {
                    having[usize::from(count).min(counted.len())] += 1;
                }
            }
        }
        let mut documents = 0;
        let mut least = 0;
        for (count, &more) in having.iter().enumerate().skip(1).rev() {
            if more > 0 {
                least = count;
            }
            documents += more;
            if documents >= enough {
                break;
            }
        }
        Ok(least)
    }
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
