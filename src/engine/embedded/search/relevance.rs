//! The score of a word, a phrase, or several names of one thing in a document: BM25F over the texts of the document
//! (see [`Ranking`]).

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query as IndexQuery, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::postings::NamePostings;
use crate::engine::Ranking;
use crate::engine::embedded::schema::term_texts;
use crate::query::Word;
use crate::query::deadline::{self, Ticker};

/// Words in more than this share of the documents tell hardly anything about one: prepositions. They do not decide which
/// documents are found by a long query, and nearness to them does not count.
pub(super) const VERY_COMMON: f64 = 0.3;

/// A word in this many documents or fewer is never common, so that a corpus of some dozen documents has no common words.
const COMMON_AT_LEAST: u64 = 20;

/// A text of a document and its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) field: Field,
    pub(super) weight: f32,
    /// Its words are in another text too, so it can raise a score but need not be searched.
    pub(super) repeats: bool,
}

/// A synonym: a word or a phrase.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) words: Vec<Word>,
    pub(super) slop: u32,
    /// Its weight.
    pub(super) weight: f32,
}

/// Documents in which one of the names occurs, scored as if all were one word.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) names: Vec<Name>,
    pub(super) texts: Vec<Text>,
    pub(super) ranking: Ranking,
}

impl Named {
    /// The estimated number of documents with one of the names: that of the most frequent one; a phrase counts as often
    /// as its rarest word.
    pub(super) fn documents(&self, searcher: &Searcher) -> tantivy::Result<u64> {
        let mut most = 0;
        for name in &self.names {
            most = most.max(self.each_word(searcher, name)?.into_iter().min().unwrap_or(0));
        }
        Ok(most)
    }

    /// The share of all documents that have one of the names; 0 for few documents.
    pub(super) fn share(&self, searcher: &Searcher) -> tantivy::Result<f64> {
        let documents = self.documents(searcher)?;
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
        let share = documents as f64 / searcher.num_docs().max(1) as f64;
        Ok(if documents > COMMON_AT_LEAST { share } else { 0.0 })
    }

    fn each_word(&self, searcher: &Searcher, name: &Name) -> tantivy::Result<Vec<u64>> {
        let mut frequencies = Vec::with_capacity(name.words.len());
        for word in &name.words {
            let mut most = 0;
            for text in self.texts.iter().filter(|text| !text.repeats) {
                for term in term_texts(word) {
                    most = most.max(searcher.doc_freq(&Term::from_field_text(text.field, &term))?);
                }
            }
            frequencies.push(most);
        }
        Ok(frequencies)
    }

    /// The inverse document frequency (IDF), with a factor for numbers. A phrase alone has the sum of its words' IDF;
    /// several names of one thing have that of one word.
    pub(super) fn idf(&self, searcher: &Searcher) -> tantivy::Result<f32> {
        let total = searcher.num_docs();
        let idf = match self.names.as_slice() {
            [name] => self.each_word(searcher, name)?.into_iter().map(|count| idf(count, total)).sum(),
            _ => idf(self.documents(searcher)?, total),
        };
        Ok(if self.is_number() { idf * self.ranking.number } else { idf })
    }

    /// Whether it was typed in digits.
    fn is_number(&self) -> bool {
        let number = |word: &Word| {
            word.text.starts_with(|c: char| c.is_ascii_digit()) && !word.text.contains(char::is_alphabetic)
        };
        self.names.first().is_some_and(|name| name.words.iter().all(number))
    }
}

/// BM25's inverse document frequency, ln(1 + (N − n + ½) / (n + ½)); never negative.
fn idf(documents: u64, total: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "the logarithm of a count needs no more precision")]
    let (documents, total) = (documents as f32, total.max(documents) as f32);
    (1.0 + (total - documents + 0.5) / (documents + 0.5)).ln()
}

impl IndexQuery for Named {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scale = match scoring {
            EnableScoring::Enabled { searcher, .. } => Some(Scale {
                idf: self.idf(searcher)?,
                saturation: self.ranking.saturation,
                opening: self.ranking.opening,
                lengths: Lengths::all(&self.texts, searcher, self.ranking.length)?,
            }),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(NamedWeight { query: self.clone(), scale }))
    }
}

/// The parameters from frequencies to a score.
#[derive(Clone)]
struct Scale {
    idf: f32,
    saturation: f32,
    opening: f32,
    lengths: Vec<Lengths>,
}

/// The weight of an occurrence for each length of text: the text's weight divided by its relative length. tantivy keeps
/// lengths in one byte, so there are 256 of them.
#[derive(Clone)]
pub(super) struct Lengths(Arc<[f32; 256]>);

impl Lengths {
    pub(super) fn all(texts: &[Text], searcher: &Searcher, b: f32) -> tantivy::Result<Vec<Self>> {
        texts.iter().map(|text| Self::new(*text, searcher, b)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "an average needs no more precision")]
    fn new(text: Text, searcher: &Searcher, b: f32) -> tantivy::Result<Self> {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(text.field)?.total_num_tokens();
        }
        let average = (tokens as f32 / searcher.num_docs().max(1) as f32).max(1.0);
        let mut counts = [0.0; 256];
        for (id, count) in (0u8..=255).zip(&mut counts) {
            let length = FieldNormReader::id_to_fieldnorm(id) as f32;
            *count = text.weight / (1.0 - b + b * length / average);
        }
        Ok(Self(Arc::new(counts)))
    }

    pub(super) fn count(&self, norms: &FieldNormReader, doc: DocId) -> f32 {
        self.0[usize::from(norms.fieldnorm_id(doc))]
    }
}

struct NamedWeight {
    query: Named,
    scale: Option<Scale>,
}

impl Weight for NamedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if deadline::over() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut searched = Vec::new();
        let mut repeats = Vec::new();
        let mut norms = Vec::new();
        for (at, text) in self.query.texts.iter().enumerate() {
            if self.scale.is_some() {
                norms.push(segment.get_fieldnorms_reader(text.field)?);
            } else if text.repeats {
                continue;
            }
            for name in &self.query.names {
                if let Some(postings) =
                    NamePostings::open(segment, text.field, &name.words, name.slop, false)?
                {
                    let list = if text.repeats { &mut repeats } else { &mut searched };
                    list.push(Searched { text: at, weight: name.weight, postings });
                }
            }
        }
        if searched.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut scorer = NamedScorer {
            searched,
            repeats,
            norms,
            scale: self.scale.clone(),
            boost,
            doc: TERMINATED,
            ticker: Ticker::default(),
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() <= doc && scorer.seek(doc) == doc {
            Ok(Explanation::new("BM25F over the texts", scorer.score()))
        } else {
            Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
        }
    }
}

struct NamedScorer {
    searched: Vec<Searched>,
    repeats: Vec<Searched>,
    norms: Vec<FieldNormReader>,
    scale: Option<Scale>,
    boost: f32,
    doc: DocId,
    ticker: Ticker,
}

/// A name in one text.
struct Searched {
    /// The index of the text.
    text: usize,
    weight: f32,
    postings: NamePostings,
}

impl NamedScorer {
    fn settle(&mut self) -> DocId {
        let cost = u32::try_from(self.searched.len()).unwrap_or(u32::MAX);
        if self.ticker.over(cost) {
            self.doc = TERMINATED;
            return TERMINATED;
        }
        self.doc = self.searched.iter().map(|searched| searched.postings.doc()).min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for NamedScorer {
    fn advance(&mut self) -> DocId {
        for searched in &mut self.searched {
            if searched.postings.doc() == self.doc {
                searched.postings.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        for searched in &mut self.searched {
            searched.postings.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.searched.iter().map(|searched| searched.postings.size_hint()).fold(0, u32::saturating_add)
    }
}

impl Scorer for NamedScorer {
    fn score(&mut self) -> Score {
        let Some(scale) = &self.scale else { return self.boost };
        let mut frequency = 0.0;
        for repeated in &mut self.repeats {
            repeated.postings.seek(self.doc);
        }
        for Searched { text, weight, postings } in self.searched.iter().chain(&self.repeats) {
            if postings.doc() == self.doc {
                #[expect(clippy::cast_precision_loss, reason = "frequencies are small")]
                let here = postings.frequency() as f32;
                frequency += here * weight * scale.lengths[*text].count(&self.norms[*text], self.doc);
            }
        }
        let opens = self.repeats.iter().any(|repeated| repeated.postings.doc() == self.doc);
        let opening = if opens { scale.opening } else { 0.0 };
        self.boost * scale.idf * (saturated(frequency, scale.saturation) + opening)
    }
}

/// BM25's saturation: 0 for nothing, 1 for one occurrence in a text of average length, never above 1 + `k1`.
pub(super) fn saturated(frequency: f32, k1: f32) -> f32 {
    frequency * (k1 + 1.0) / (frequency + k1)
}
