//! Term-at-a-time scoring: how many words of a query each document has, and the sum of their scores, from one pass over
//! the postings of each word (accumulators: Moffat and Zobel, "Self-indexing inverted files", 1996). From the counts
//! follows how many words can be demanded, and which documents have fewer.

use tantivy::query::{Scorer, Weight};
use tantivy::{BitSet, DocId, Score, Searcher, TERMINATED};

use crate::query::deadline::Ticker;

/// The documents of a segment are worked on by 16,384: their 80 KB stay in the processor's cache.
const BLOCK: usize = 1 << 14;

/// A word whose postings are read.
pub(super) struct Term {
    pub(super) weight: Box<dyn Weight>,
    /// The factor of its score.
    pub(super) factor: Score,
    /// Whether it is one of the words that are counted.
    pub(super) counts: bool,
}

/// A document with some of the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Accumulated {
    pub(super) doc: DocId,
    /// The sum of its words' scores.
    pub(super) score: Score,
    /// How many of the words that count it has; at most 255.
    pub(super) words: u8,
}

/// The documents with at least one of the words, of each segment, in order.
pub(super) type Accumulators = Vec<Vec<Accumulated>>;

/// Reads the postings of the words. Deleted documents, and those that are not `allowed`, are left out.
pub(super) fn accumulate(
    searcher: &Searcher,
    terms: &[Term],
    allowed: Option<&[BitSet]>,
) -> tantivy::Result<Accumulators> {
    let mut segments = Vec::with_capacity(searcher.segment_readers().len());
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let mut scorers = Vec::with_capacity(terms.len());
        for term in terms {
            scorers.push((term.weight.scorer(segment, term.factor)?, u8::from(term.counts)));
        }
        let allowed = allowed.map(|sets| &sets[number]);
        let kept = |doc| !segment.is_deleted(doc) && allowed.is_none_or(|set| set.contains(doc));
        segments.push(of_segment(&mut scorers, segment.max_doc(), kept));
    }
    Ok(segments)
}

fn of_segment(
    scorers: &mut [(Box<dyn Scorer>, u8)],
    max_doc: DocId,
    kept: impl Fn(DocId) -> bool,
) -> Vec<Accumulated> {
    let mut found = Vec::new();
    let mut scores = vec![0.0_f32; BLOCK];
    let mut words = vec![0_u8; BLOCK];
    let mut ticker = Ticker::default();
    // Blocks without any of the words are not looked at.
    while let Some(first) = scorers.iter().map(|(scorer, _)| scorer.doc()).min().filter(|&doc| doc < max_doc)
    {
        let last = first.saturating_add(BLOCK as DocId).min(TERMINATED);
        for (scorer, count) in scorers.iter_mut() {
            let mut doc = scorer.doc();
            while doc < last {
                // What was read is dropped with the rest of the answer.
                if ticker.over(1) {
                    return found;
                }
                let at = (doc - first) as usize;
                scores[at] += scorer.score();
                words[at] = words[at].saturating_add(*count);
                doc = scorer.advance();
            }
        }
        for (doc, (score, words)) in (first..last).zip(scores.iter_mut().zip(&mut words)) {
            if *words > 0 || *score > 0.0 {
                if kept(doc) {
                    found.push(Accumulated { doc, score: *score, words: *words });
                }
                *score = 0.0;
                *words = 0;
            }
        }
    }
    found
}

/// The most of `counted` words that at least `enough` documents have, or the most that any has; 0 when none has any.
pub(super) fn most_words(found: &Accumulators, counted: usize, enough: u64) -> usize {
    let mut having = vec![0_u64; counted + 1];
    for document in found.iter().flatten() {
        having[usize::from(document.words).min(counted)] += 1;
    }
    let mut documents = 0;
    let mut most = 0;
    for (words, &more) in having.iter().enumerate().skip(1).rev() {
        if more > 0 {
            most = words;
        }
        documents += more;
        if documents >= enough {
            break;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use tantivy::query::{BitSetDocSet, ConstScorer, EmptyScorer};

    use super::*;

    fn scorer(score: Score, documents: &[DocId]) -> Box<dyn Scorer> {
        let mut set = BitSet::with_max_value(documents.last().map_or(0, |last| last + 1));
        documents.iter().for_each(|&doc| _ = set.insert(doc));
        Box::new(ConstScorer::new(BitSetDocSet::from(set), score))
    }

    #[test]
    fn words_and_scores_are_counted_across_blocks() {
        let far = 5 * BLOCK as DocId;
        let mut scorers = [
            (scorer(1.0, &[0, 3, far]), 1),
            (scorer(0.5, &[3, far - 1, far]), 1),
            (Box::new(EmptyScorer) as Box<dyn Scorer>, 1),
            (scorer(0.125, &[3, 4]), 0),
        ];
        let found = of_segment(&mut scorers, far + 1, |doc| doc != far - 1);
        let expected = [(0, 1.0, 1), (3, 1.625, 2), (4, 0.125, 0), (far, 1.5, 2)];
        let expected = expected.map(|(doc, score, words)| Accumulated { doc, score, words });
        assert_eq!(found, expected);
    }

    #[test]
    fn as_many_words_are_demanded_as_enough_documents_have() {
        let document = |words| Accumulated { doc: 0, score: 1.0, words };
        let found = vec![vec![document(1), document(1), document(4)], vec![document(2), document(1)]];
        for (enough, most) in [(1, 4), (2, 2), (3, 1), (5, 1), (6, 1)] {
            assert_eq!(most_words(&found, 5, enough), most, "{enough}");
        }
        assert_eq!(most_words(&vec![Vec::new()], 5, 1), 0);
    }
}
