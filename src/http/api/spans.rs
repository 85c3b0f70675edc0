//! Places in a document's text as programs read them: offsets that count characters.

use std::ops::Range;

use serde::Serialize;

/// A part of the text, in characters.
#[derive(Serialize)]
pub struct SpanJson {
    /// Its first character.
    pub start: usize,
    /// The character after it.
    pub end: usize,
}

/// A part of the text and what is written there.
#[derive(Serialize)]
pub struct MentionJson {
    /// Where.
    #[serde(flatten)]
    pub span: SpanJson,
    /// What is written there.
    pub text: String,
    /// What kind of word names the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<&'static str>,
}

/// A text whose places are told in characters.
pub struct Places<'t> {
    text: &'t str,
    /// The byte at which each character begins.
    starts: Vec<usize>,
}

impl<'t> Places<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        Self { text, starts: text.char_indices().map(|(offset, _)| offset).collect() }
    }

    /// A byte range of the text in characters.
    pub fn span(&self, range: &Range<usize>) -> SpanJson {
        let at = |offset| self.starts.partition_point(|&start| start < offset);
        SpanJson { start: at(range.start), end: at(range.end) }
    }

    /// The same with what is written there.
    pub fn mention(&self, range: &Range<usize>) -> MentionJson {
        MentionJson { span: self.span(range), text: self.text[range.clone()].to_owned(), via: None }
    }

    /// Several of them.
    pub fn mentions(&self, ranges: &[Range<usize>]) -> Vec<MentionJson> {
        ranges.iter().map(|range| self.mention(range)).collect()
    }
}
