//! Proximity: words of a query near one another add to the score of a document that matches anyway. So do the optional
//! words of a long query; where they are missing, words of the same family count.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EnableScoring, Explanation, Query as IndexQuery, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::postings::NamePostings;
use super::relevance::{Lengths, Named, Text, saturated};
use crate::engine::ranking::{NEAR, OPENING_COUNTS, OPENING_WORDS, Ranking};
use crate::query::deadline::Ticker;

/// The documents of `base`; their scores are raised by matching `optional` queries, by `words` near one another, and by
/// others of the `families` of the words that they lack.
#[derive(Debug)]
pub(super) struct Raised {
    pub(super) base: Box<dyn IndexQuery>,
    pub(super) optional: Vec<Box<dyn IndexQuery>>,
    /// In the query's order.
    pub(super) words: Vec<Named>,
    /// The family of each word, if it has one; empty when families do not count.
    pub(super) families: Vec<Option<Named>>,
    pub(super) ranking: Ranking,
}

impl Clone for Raised {
    fn clone(&self) -> Self {
        Self {
            base: self.base.box_clone(),
            optional: self.optional.iter().map(|query| query.box_clone()).collect(),
            words: self.words.clone(),
            families: self.families.clone(),
            ranking: self.ranking,
        }
    }
}

impl IndexQuery for Raised {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let base = self.base.weight(scoring)?;
        let EnableScoring::Enabled { searcher, .. } = scoring else { return Ok(base) };
        let optional =
            self.optional.iter().map(|query| query.weight(scoring)).collect::<tantivy::Result<_>>()?;
        // Without the texts that repeat another one, where a pair would count twice.
        let all = self.words.first().map(|word| word.texts.as_slice()).unwrap_or_default();
        let (repeats, texts): (Vec<Text>, Vec<Text>) = all.iter().copied().partition(|text| text.repeats);
        let lead = repeats.first().map(|text| text.field);
        let idfs = self.words.iter().map(|word| word.idf(searcher)).collect::<tantivy::Result<Vec<f32>>>()?;
        let mut pairs = Vec::new();
        for (first, idf) in idfs.iter().enumerate() {
            for (distance, weight) in [(1, 1.0), (2, 0.5)] {
                if let Some(other) = idfs.get(first + distance as usize) {
                    let weight = self.ranking.nearness * weight * (idf + other);
                    pairs.push(Pair { first, distance, weight });
                }
            }
        }
        let families = self
            .families
            .iter()
            .map(|family| family.as_ref().map(|family| family.weight(scoring)).transpose())
            .collect::<tantivy::Result<_>>()?;
        let lengths = Lengths::all(&texts, searcher, self.ranking.length)?;
        Ok(Box::new(RaisedWeight {
            base,
            optional,
            words: self.words.clone(),
            families,
            texts,
            lengths,
            lead,
            pairs,
            ranking: self.ranking,
        }))
    }
}

/// Two words of the query: `first` and the one `distance` after it.
#[derive(Clone, Copy)]
struct Pair {
    first: usize,
    distance: u32,
    weight: f32,
}

struct RaisedWeight {
    base: Box<dyn Weight>,
    optional: Vec<Box<dyn Weight>>,
    words: Vec<Named>,
    families: Vec<Option<Box<dyn Weight>>>,
    texts: Vec<Text>,
    lengths: Vec<Lengths>,
    lead: Option<Field>,
    pairs: Vec<Pair>,
    ranking: Ranking,
}

impl Weight for RaisedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let base = self.base.scorer(segment, boost)?;
        let optional = self
            .optional
            .iter()
            .map(|weight| weight.scorer(segment, boost))
            .collect::<tantivy::Result<_>>()?;
        let mut texts = Vec::with_capacity(self.texts.len());
        for (text, lengths) in self.texts.iter().zip(&self.lengths) {
            let mut words = Vec::with_capacity(self.words.len());
            for word in &self.words {
                let mut names = Vec::new();
                for name in &word.names {
                    names.extend(NamePostings::open(segment, text.field, &name.words, name.slop, true)?);
                }
                words.push(names);
            }
            if words.iter().any(|names| !names.is_empty()) {
                let norms = segment.get_fieldnorms_reader(text.field)?;
                let leads = match self.lead {
                    Some(lead) if text.is_body => Some(segment.get_fieldnorms_reader(lead)?),
                    _ => None,
                };
                texts.push(ProximityText { words, norms, lengths: lengths.clone(), leads });
            }
        }
        let families = self
            .families
            .iter()
            .map(|family| family.as_ref().map(|family| family.scorer(segment, boost)).transpose())
            .collect::<tantivy::Result<_>>()?;
        Ok(Box::new(RaisedScorer {
            base,
            optional,
            texts,
            families,
            found: vec![false; self.words.len()],
            pairs: self.pairs.clone(),
            nearby: vec![0.0; self.pairs.len()],
            places: vec![Vec::new(); self.words.len()],
            ranking: self.ranking,
            boost,
            ticker: Ticker::default(),
        }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() <= doc && scorer.seek(doc) == doc {
            Ok(Explanation::new("words, and how near they are", scorer.score()))
        } else {
            Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
        }
    }
}

struct RaisedScorer {
    base: Box<dyn Scorer>,
    optional: Vec<Box<dyn Scorer>>,
    texts: Vec<ProximityText>,
    families: Vec<Option<Box<dyn Scorer>>>,
    /// Which of the words this document has.
    found: Vec<bool>,
    pairs: Vec<Pair>,
    /// For each pair, its weighted occurrences in this document.
    nearby: Vec<f32>,
    /// For each word, its positions in one text of this document.
    places: Vec<Vec<u32>>,
    ranking: Ranking,
    boost: f32,
    ticker: Ticker,
}

/// The words of the query in one text of the segment.
struct ProximityText {
    words: Vec<Vec<NamePostings>>,
    norms: FieldNormReader,
    lengths: Lengths,
    /// The lengths of the documents' leads, if this text begins with the lead.
    leads: Option<FieldNormReader>,
}

impl ProximityText {
    fn has_lead(&self, doc: DocId) -> bool {
        self.leads.as_ref().is_some_and(|leads| leads.fieldnorm_id(doc) > 0)
    }

    /// Reads the positions of every word in a document; returns whether at least two words occur.
    fn read(&mut self, doc: DocId, places: &mut [Vec<u32>]) -> bool {
        let mut present = 0;
        for (names, places) in self.words.iter_mut().zip(places) {
            places.clear();
            for name in names.iter_mut() {
                if name.seek(doc) == doc {
                    name.append(places);
                }
            }
            if names.len() > 1 {
                places.sort_unstable();
            }
            present += usize::from(!places.is_empty());
        }
        present > 1
    }
}

impl DocSet for RaisedScorer {
    fn advance(&mut self) -> DocId {
        self.base.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.base.seek(target)
    }

    fn doc(&self) -> DocId {
        self.base.doc()
    }

    fn size_hint(&self) -> u32 {
        self.base.size_hint()
    }
}

impl Scorer for RaisedScorer {
    fn score(&mut self) -> Score {
        let doc = self.base.doc();
        let mut score = self.base.score();
        let cost = u32::try_from(8 * self.found.len()).unwrap_or(u32::MAX);
        if doc == TERMINATED || self.ticker.over(cost) {
            return score;
        }
        for optional in &mut self.optional {
            if optional.doc() < doc {
                optional.seek(doc);
            }
            if optional.doc() == doc {
                score += optional.score();
            }
        }
        self.nearby.fill(0.0);
        self.found.fill(false);
        for text in &mut self.texts {
            let several = text.read(doc, &mut self.places);
            for (found, places) in self.found.iter_mut().zip(&self.places) {
                *found |= !places.is_empty();
            }
            if !several {
                continue;
            }
            let count = text.lengths.count(&text.norms, doc);
            let opening = if text.has_lead(doc) { OPENING_WORDS } else { 0 };
            for (pair, nearby) in self.pairs.iter().zip(&mut self.nearby) {
                let (first, second) =
                    (&self.places[pair.first], &self.places[pair.first + pair.distance as usize]);
                *nearby += count * near(first, second, *pair, self.ranking.reversed, opening);
            }
        }
        for (family, found) in self.families.iter_mut().zip(&self.found) {
            let Some(family) = family.as_mut().filter(|_| !found) else { continue };
            if family.doc() < doc {
                family.seek(doc);
            }
            if family.doc() == doc {
                score += self.ranking.family * family.score();
            }
        }
        for (pair, &nearby) in self.pairs.iter().zip(&self.nearby) {
            if nearby > 0.0 {
                score += self.boost * pair.weight * saturated(nearby, self.ranking.saturation);
            }
        }
        score
    }
}

/// The weighted number of times that two words are near one another. Each position of the first counts once, with its
/// best partner: 1 when that is `distance` after it, as in the query, 1/(1+n) when it is n positions off, and
/// `reversed` times as much when it is before. A pair that begins before the position `opening` is multiplied by
/// [`OPENING_COUNTS`].
fn near(first: &[u32], second: &[u32], pair: Pair, reversed: f32, opening: u32) -> f32 {
    let distance = pair.distance;
    let mut sum = 0.0;
    let mut from = 0;
    for &place in first {
        while second.get(from).is_some_and(|&other| other + NEAR < place) {
            from += 1;
        }
        let mut best: f32 = 0.0;
        for &other in second[from..].iter().take_while(|&&other| other <= place + NEAR) {
            let count = match other.checked_sub(place) {
                // The same word cannot be its own neighbour.
                Some(0) => continue,
                Some(gap) => closeness(gap.abs_diff(distance)),
                None => reversed * closeness(place - other + distance),
            };
            best = best.max(count);
        }
        sum += if place < opening { best * OPENING_COUNTS } else { best };
    }
    sum
}

#[expect(clippy::cast_precision_loss, reason = "a distance of some words")]
fn closeness(off: u32) -> f32 {
    1.0 / (1.0 + off as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &[u32], second: &[u32], distance: u32, expected: f32) {
        let pair = Pair { first: 0, distance, weight: 1.0 };
        let found = near(first, second, pair, 0.5, 0);
        assert!((found - expected).abs() < 1e-6, "{first:?} {second:?}: {found}, not {expected}");
    }

    #[test]
    fn words_in_the_opening_count_more() {
        let pair = Pair { first: 0, distance: 1, weight: 1.0 };
        let found = near(&[3, 90], &[4, 91], pair, 0.5, 60);
        assert!((found - 1.0 - OPENING_COUNTS).abs() < 1e-6, "{found}");
    }

    #[test]
    fn words_in_the_order_of_the_query_count_most() {
        check(&[3], &[4], 1, 1.0);
        check(&[3], &[5], 1, 0.5);
        check(&[3], &[5], 2, 1.0);
        check(&[4], &[3], 1, 0.5 / 3.0);
        check(&[3], &[12], 1, 0.0);
        check(&[3], &[3], 1, 0.0);
        check(&[1, 20], &[2, 21], 1, 2.0);
        check(&[], &[2], 1, 0.0);
    }
}
