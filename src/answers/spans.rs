//! The parts of annotations with their places, for programs, the same in every answer: offsets count characters.

use std::ops::Range;

use serde::Serialize;

use crate::model::{CountryMentions, EventDates, Mention, Published};

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
    /// The place.
    #[serde(flatten)]
    pub span: SpanJson,
    /// The text at the place.
    pub text: String,
    /// What kind of word names the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<&'static str>,
}

/// When a document was published.
#[derive(Serialize)]
pub struct PublishedJson {
    date: String,
    precision: &'static str,
    from: &'static str,
}

impl From<Published> for PublishedJson {
    fn from(published: Published) -> Self {
        Self {
            date: published.date.to_string(),
            precision: published.precision.code(),
            from: published.from.code(),
        }
    }
}

/// Days that a text speaks of.
#[derive(Serialize)]
pub struct EventJson {
    from: String,
    to: String,
    #[serde(flatten)]
    mention: MentionJson,
}

/// A text with its offsets in characters.
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

    /// The same with the text.
    pub fn mention(&self, range: &Range<usize>) -> MentionJson {
        MentionJson { span: self.span(range), text: self.text[range.clone()].to_owned(), via: None }
    }

    /// Several of them.
    pub fn mentions(&self, ranges: &[Range<usize>]) -> Vec<MentionJson> {
        ranges.iter().map(|range| self.mention(range)).collect()
    }

    /// Where a text names a country, and by what kind of word.
    pub fn country(&self, found: &CountryMentions) -> Vec<MentionJson> {
        let mention =
            |mention: &Mention| MentionJson { via: Some(mention.via.code()), ..self.mention(&mention.range) };
        found.mentions.iter().map(mention).collect()
    }

    /// The days that a text speaks of.
    pub fn events(&self, events: &[EventDates]) -> Vec<EventJson> {
        let event = |event: &EventDates| EventJson {
            from: event.from.to_string(),
            to: event.to.to_string(),
            mention: self.mention(&event.range),
        };
        events.iter().map(event).collect()
    }
}
