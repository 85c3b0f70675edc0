//! Postings of words and phrases in one text of one segment: documents, frequencies and positions. Occurrences of
//! phrases are found by the function that topics and marks use ([`query::phrase_starts`]), not by the library's.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::embedded::schema::term_texts;
use crate::query::deadline::Ticker;
use crate::query::{self, Word};

/// The postings of a name: the documents of a segment in which it occurs, in order.
pub(super) enum NamePostings {
    /// One word.
    Word(WordPostings),
    /// Several words in a row, or near one another.
    Phrase(PhrasePostings),
}

/// The postings of a word with one or more terms.
pub(super) struct WordPostings {
    postings: Vec<SegmentPostings>,
    doc: DocId,
}

/// A phrase; its words are at the same document.
pub(super) struct PhrasePostings {
    words: Vec<WordPostings>,
    slop: u32,
    doc: DocId,
    places: Vec<Vec<u32>>,
    starts: Vec<u32>,
    ticker: Ticker,
}

impl NamePostings {
    /// Opens the postings of a phrase's words, or of its only word, in one field. With `positions` false only documents
    /// and frequencies are available (a phrase reads its words' positions anyway). `None` when the segment has none.
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        words: &[Word],
        slop: u32,
        positions: bool,
    ) -> tantivy::Result<Option<Self>> {
        let positions = positions || words.len() > 1;
        let mut opened = Vec::with_capacity(words.len());
        for word in words {
            match WordPostings::open(segment, field, word, positions)? {
                Some(word) => opened.push(word),
                None => return Ok(None),
            }
        }
        Ok(if opened.len() == 1 {
            opened.pop().map(Self::Word)
        } else {
            let mut phrase = PhrasePostings {
                places: vec![Vec::new(); opened.len()],
                words: opened,
                slop,
                doc: 0,
                starts: Vec::new(),
                ticker: Ticker::default(),
            };
            phrase.find(0);
            (phrase.doc != TERMINATED).then_some(Self::Phrase(phrase))
        })
    }

    pub(super) fn doc(&self) -> DocId {
        match self {
            Self::Word(word) => word.doc,
            Self::Phrase(phrase) => phrase.doc,
        }
    }

    pub(super) fn advance(&mut self) -> DocId {
        match self {
            Self::Word(word) => word.advance(),
            Self::Phrase(phrase) if phrase.doc == TERMINATED => TERMINATED,
            Self::Phrase(phrase) => phrase.find(phrase.doc + 1),
        }
    }

    /// Goes to the first document that is not before `target`; stays when it is there already.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Word(word) => word.seek(target),
            Self::Phrase(phrase) if phrase.doc < target => phrase.find(target),
            Self::Phrase(phrase) => phrase.doc,
        }
    }

    /// How often it occurs in this document.
    pub(super) fn frequency(&self) -> u32 {
        match self {
            Self::Word(word) => word.frequency(),
            Self::Phrase(phrase) => u32::try_from(phrase.starts.len()).unwrap_or(u32::MAX),
        }
    }

    /// Adds the positions at which it begins in this document.
    pub(super) fn append(&mut self, places: &mut Vec<u32>) {
        match self {
            Self::Word(word) => word.append(places),
            Self::Phrase(phrase) => places.extend(&phrase.starts),
        }
    }

    /// No more documents than this.
    pub(super) fn size_hint(&self) -> u32 {
        let of = |word: &WordPostings| word.postings.iter().map(DocSet::size_hint).sum();
        match self {
            Self::Word(word) => of(word),
            Self::Phrase(phrase) => phrase.words.iter().map(of).min().unwrap_or(0),
        }
    }
}

impl WordPostings {
    fn open(
        segment: &SegmentReader,
        field: Field,
        word: &Word,
        positions: bool,
    ) -> tantivy::Result<Option<Self>> {
        let index = segment.inverted_index(field)?;
        let option =
            if positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        let mut postings = Vec::new();
        for text in term_texts(word) {
            postings.extend(index.read_postings(&Term::from_field_text(field, &text), option)?);
        }
        let mut word = Self { postings, doc: TERMINATED };
        word.settle();
        Ok((word.doc != TERMINATED).then_some(word))
    }

    fn settle(&mut self) -> DocId {
        self.doc = self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
        self.doc
    }

    fn advance(&mut self) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() == self.doc {
                postings.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.settle()
    }

    /// A word of the text with two of the terms is one word, so the most frequent term counts.
    fn frequency(&self) -> u32 {
        let here = self.postings.iter().filter(|postings| postings.doc() == self.doc);
        here.map(Postings::term_freq).max().unwrap_or(0)
    }

    fn append(&mut self, places: &mut Vec<u32>) {
        for postings in &mut self.postings {
            if postings.doc() == self.doc {
                postings.append_positions_with_offset(0, places);
            }
        }
        if self.postings.len() > 1 {
            places.sort_unstable();
            places.dedup();
        }
    }
}

impl PhrasePostings {
    /// Goes to the first document from `target` on in which the phrase occurs.
    fn find(&mut self, target: DocId) -> DocId {
        self.doc = target;
        while self.doc < TERMINATED {
            // Moves all words to one document, that of the furthest one.
            let Some(furthest) = self.words.iter_mut().map(|word| word.seek(self.doc)).max() else {
                self.doc = TERMINATED;
                return TERMINATED;
            };
            self.doc = furthest;
            if furthest == TERMINATED {
                return TERMINATED;
            }
            if self.ticker.over(1) {
                break;
            }
            if self.words.iter().all(|word| word.doc == furthest) {
                for (word, places) in self.words.iter_mut().zip(&mut self.places) {
                    places.clear();
                    word.append(places);
                }
                let positions: usize = self.places.iter().map(Vec::len).sum();
                if self.ticker.over(u32::try_from(positions).unwrap_or(u32::MAX)) {
                    break;
                }
                self.starts = query::phrase_starts(&self.places, self.slop);
                if !self.starts.is_empty() {
                    return furthest;
                }
                self.doc = furthest + 1;
            }
        }
        self.doc = TERMINATED;
        TERMINATED
    }
}
