//! The second phase of ranking by relevance: the best documents of the first are scored again with what costs more than
//! its postings. It adds what does not decide whether a document matches (very frequent words of a long query, its
//! phrases, words of the families of words that are missing), and raises documents in which the words stand near one
//! another. Nearness only raises a score by a bounded share of it, so that it cannot outweigh words, and a pair counts
//! the less, the more of these documents have it: frequent words that stand together by chance tell nothing
//! (Metzler and Croft, "A Markov random field model for term dependencies", 2005, weigh pairs low for the same reason).

use tantivy::query::{EnableScoring, Query as IndexQuery, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};

use super::collect::Ranked;
use super::nearness::{Pair, best_passage};
use super::postings::NamePostings;
use super::relevance::{Named, VERY_COMMON};
use crate::engine::deadline::in_time;
use crate::engine::{EngineError, Ranking};

/// How many of the best documents are scored again. A score is never lower than it was, so the others stay behind them.
pub(super) const WINDOW: usize = 200;

/// Each word makes a pair with the next one, and one that counts half with the one after that.
const PAIRS: [(usize, f32); 2] = [(1, 1.0), (2, 0.5)];

/// What the second phase looks at.
#[derive(Default)]
pub(super) struct Features {
    /// The words of the query in order, a group for each AND and each OR. Words make pairs only within a group.
    pub(super) groups: Vec<Vec<Named>>,
    /// What adds to the score of a document but is not required.
    pub(super) optional: Vec<Box<dyn IndexQuery>>,
    /// For each word of all groups, the other words of its family; empty when families do not count.
    pub(super) families: Vec<Option<Named>>,
}

/// The features with their weights in an index.
pub(super) struct SecondPhase<'a> {
    searcher: &'a Searcher,
    ranking: Ranking,
    words: Vec<Named>,
    /// The IDF of each word.
    idfs: Vec<f32>,
    /// Pairs of words with the sum of their IDF.
    pairs: Vec<(Pair, f32)>,
    optional: Vec<Box<dyn Weight>>,
    families: Vec<Option<Box<dyn Weight>>>,
}

/// What was found in a document.
#[derive(Default)]
struct Evidence {
    /// The scores of optional words and of families.
    added: f32,
    /// Of each pair, from 0 to 1.
    closeness: Vec<f32>,
    /// The share of the words' IDF that stands in the best passage.
    passage: f32,
}

impl<'a> SecondPhase<'a> {
    /// `None` when nothing can change a score.
    pub(super) fn new(
        features: Features,
        searcher: &'a Searcher,
        ranking: Ranking,
    ) -> Result<Option<Self>, EngineError> {
        let scoring = EnableScoring::enabled_from_searcher(searcher);
        let mut words: Vec<Named> = Vec::new();
        let mut idfs: Vec<f32> = Vec::new();
        let mut pairs = Vec::new();
        let mut families = Vec::with_capacity(features.families.len());
        let mut family_of = features.families.iter();
        for group in features.groups {
            let begins = words.len();
            let mut typed_at: Vec<u32> = Vec::with_capacity(group.len());
            for (at, word) in (0..).zip(group) {
                let family = family_of.next().and_then(Option::as_ref);
                if word.share(searcher)? > VERY_COMMON {
                    continue;
                }
                families.push(family.map(|family| family.weight(scoring)).transpose()?);
                idfs.push(word.idf(searcher)?);
                words.push(word);
                typed_at.push(at);
            }
            for first in begins..words.len() {
                for (next, weight) in PAIRS {
                    let second = first + next;
                    if second < words.len() {
                        let distance = typed_at[second - begins] - typed_at[first - begins];
                        pairs.push((Pair { first, second, distance }, weight * (idfs[first] + idfs[second])));
                    }
                }
            }
        }
        if pairs.is_empty() && features.optional.is_empty() && families.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut optional = Vec::with_capacity(features.optional.len());
        for query in &features.optional {
            optional.push(query.weight(scoring)?);
        }
        Ok(Some(Self { searcher, ranking, words, idfs, pairs, optional, families }))
    }

    /// Scores the first [`WINDOW`] hits again, which are in order, and puts them in order again.
    pub(super) fn rescore(&self, hits: &mut [Ranked]) -> Result<(), EngineError> {
        let window = hits.len().min(WINDOW);
        let hits = &mut hits[..window];
        let mut order: Vec<usize> = (0..window).collect();
        order.sort_unstable_by_key(|&at| hits[at].address);
        let mut found: Vec<Evidence> = hits.iter().map(|_| Evidence::default()).collect();
        for of_segment in order.chunk_by(|&a, &b| hits[a].address.segment_ord == hits[b].address.segment_ord)
        {
            let segment = self.searcher.segment_reader(hits[of_segment[0]].address.segment_ord);
            let mut reader = Reader::open(self, segment)?;
            for &at in of_segment {
                in_time()?;
                found[at] = reader.read(hits[at].address.doc_id);
            }
        }
        let weights = self.pair_weights(&found);
        let whole: f32 = self.pairs.iter().map(|(_, weight)| weight).sum();
        for (hit, found) in hits.iter_mut().zip(&found) {
            let near: f32 = found.closeness.iter().zip(&weights).map(|(near, weight)| near * weight).sum();
            let share = if whole > 0.0 { near / whole } else { 0.0 };
            let raised = 1.0 + self.ranking.nearness * share + self.ranking.passage * found.passage;
            hit.rescore((hit.score + found.added * hit.factor) * raised);
        }
        hits.sort_by(|a, b| a.place.order(&b.place));
        Ok(())
    }

    /// The weight of each pair, less the more of the documents have it: its IDF among them, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of at most 200")]
    fn pair_weights(&self, found: &[Evidence]) -> Vec<f32> {
        let documents = found.len() as f32;
        let most = (1.0 + (documents + 0.5) / 0.5).ln();
        let weight = |(at, (_, weight)): (usize, &(Pair, f32))| {
            let having: f32 = found.iter().map(|found| found.closeness[at]).sum();
            weight * (1.0 + (documents - having + 0.5) / (having + 0.5)).ln() / most
        };
        self.pairs.iter().enumerate().map(weight).collect()
    }
}

/// The postings of one segment.
struct Reader<'a> {
    phase: &'a SecondPhase<'a>,
    optional: Vec<Box<dyn Scorer>>,
    families: Vec<Option<Box<dyn Scorer>>>,
    texts: Vec<Vec<Vec<NamePostings>>>,
    /// For each word, its positions in one text of the document.
    places: Vec<Vec<u32>>,
}

impl<'a> Reader<'a> {
    fn open(phase: &'a SecondPhase<'a>, segment: &SegmentReader) -> tantivy::Result<Self> {
        let optional = phase.optional.iter().map(|weight| weight.scorer(segment, 1.0));
        let families = phase.families.iter().map(|weight| {
            weight.as_ref().map(|weight| weight.scorer(segment, phase.ranking.family)).transpose()
        });
        // A text that repeats words of another one would count them twice.
        let fields = phase.words.first().map(|word| word.texts.as_slice()).unwrap_or_default();
        let fields: Vec<Field> = fields.iter().filter(|text| !text.repeats).map(|text| text.field).collect();
        let mut texts = Vec::with_capacity(fields.len());
        for field in fields {
            let mut words = Vec::with_capacity(phase.words.len());
            for word in &phase.words {
                let mut names = Vec::new();
                for name in &word.names {
                    names.extend(NamePostings::open(segment, field, &name.words, name.slop, true)?);
                }
                words.push(names);
            }
            texts.push(words);
        }
        Ok(Self {
            phase,
            optional: optional.collect::<tantivy::Result<_>>()?,
            families: families.collect::<tantivy::Result<_>>()?,
            texts,
            places: vec![Vec::new(); phase.words.len()],
        })
    }

    /// Reads a document, which is after the one read before.
    fn read(&mut self, doc: DocId) -> Evidence {
        let SecondPhase { ranking, idfs, pairs, .. } = self.phase;
        let mut found = Evidence { closeness: vec![0.0; pairs.len()], ..Evidence::default() };
        let mut present = vec![false; idfs.len()];
        let whole: f32 = idfs.iter().sum();
        for words in &mut self.texts {
            let mut several = 0;
            for ((names, places), present) in words.iter_mut().zip(&mut self.places).zip(&mut present) {
                places.clear();
                for name in names.iter_mut() {
                    if name.seek(doc) == doc {
                        name.append(places);
                    }
                }
                if names.len() > 1 {
                    places.sort_unstable();
                }
                *present |= !places.is_empty();
                several += usize::from(!places.is_empty());
            }
            if several > 1 {
                for ((pair, _), closeness) in pairs.iter().zip(&mut found.closeness) {
                    *closeness = closeness.max(pair.closeness(&self.places, ranking.reversed));
                }
                if ranking.passage > 0.0 {
                    found.passage = found.passage.max(best_passage(&self.places, idfs) / whole);
                }
            }
        }
        for optional in &mut self.optional {
            found.added += score_of(&mut **optional, doc);
        }
        for (family, present) in self.families.iter_mut().zip(present) {
            if let Some(family) = family.as_mut().filter(|_| !present) {
                found.added += score_of(&mut **family, doc);
            }
        }
        found
    }
}

/// What a document scores that is after those asked for before; 0 when it does not match.
fn score_of(scorer: &mut dyn Scorer, doc: DocId) -> f32 {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    if scorer.doc() == doc { scorer.score() } else { 0.0 }
}
