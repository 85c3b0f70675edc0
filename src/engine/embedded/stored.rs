//! A document as the index stores it: JSON, so that what the index holds can be read by eye.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::engine::EngineError;
use crate::model::{
    Annotations, Communique, Country, CountryMentions, DateOrigin, Document, DocumentId, Language, Mention,
    Origin, Period, Precision, Published, Via,
};

#[derive(Serialize, Deserialize)]
struct Stored {
    id: String,
    url: Option<String>,
    source: String,
    title: String,
    text: String,
    background: Vec<(usize, usize)>,
    published: Option<(String, bool)>,
    language: String,
    countries: Vec<StoredCountry>,
    topics: Vec<String>,
    path: String,
    line: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredCountry {
    code: String,
    in_title: u32,
    mentions: Vec<(usize, usize, String)>,
}

/// The bytes that are stored. What the publisher stated is already part of the annotations, so it is not kept apart.
pub(super) fn encode(document: &Document) -> Result<Vec<u8>, EngineError> {
    let communique = &document.communique;
    let annotations = &document.annotations;
    let stored = Stored {
        id: communique.id.to_string(),
        url: communique.url.clone(),
        source: communique.source.clone(),
        title: communique.title.clone(),
        text: communique.text.clone(),
        background: communique.background.iter().map(|range| (range.start, range.end)).collect(),
        published: annotations.published.map(|published| {
            let date = published.date.to_string();
            let known = match published.precision {
                Precision::Day => 10,
                Precision::Month => 7,
                Precision::Year => 4,
            };
            (date[..known].to_owned(), published.from == DateOrigin::Metadata)
        }),
        language: annotations.language.code().to_owned(),
        countries: annotations
            .countries
            .iter()
            .map(|mentions| StoredCountry {
                code: mentions.country.code().to_owned(),
                in_title: mentions.in_title,
                mentions: mentions
                    .mentions
                    .iter()
                    .map(|mention| (mention.range.start, mention.range.end, mention.via.code().to_owned()))
                    .collect(),
            })
            .collect(),
        topics: annotations.topics.clone(),
        path: communique.origin.path.clone(),
        line: communique.origin.line,
    };
    serde_json::to_vec(&stored).map_err(|source| EngineError::Stored { source })
}

/// Reads what [`encode`] wrote. Ranges that do not fit the text mean that the index is damaged.
pub(super) fn decode(bytes: &[u8]) -> Result<Document, EngineError> {
    let stored: Stored = serde_json::from_slice(bytes).map_err(|source| EngineError::Stored { source })?;
    let damaged = |what: &'static str| EngineError::Damaged { what };
    let fits = |start: usize, end: usize| -> Result<Range<usize>, EngineError> {
        stored.text.get(start..end).map(|_| start..end).ok_or_else(|| damaged("a range outside its text"))
    };
    let background =
        stored.background.iter().map(|&(start, end)| fits(start, end)).collect::<Result<_, _>>()?;
    let published = match &stored.published {
        None => None,
        Some((date, metadata)) => {
            let (period, precision) = Period::parse(date).map_err(|_| damaged("a date"))?;
            let from = if *metadata { DateOrigin::Metadata } else { DateOrigin::Text };
            Some(Published { date: period.first, precision, from })
        }
    };
    let mut countries = Vec::with_capacity(stored.countries.len());
    for country in &stored.countries {
        let mut mentions = Vec::with_capacity(country.mentions.len());
        for (start, end, via) in &country.mentions {
            let via = Via::from_code(via).ok_or_else(|| damaged("a kind of name"))?;
            mentions.push(Mention { range: fits(*start, *end)?, via });
        }
        countries.push(CountryMentions {
            country: Country::parse(&country.code).ok_or_else(|| damaged("a country"))?,
            mentions,
            in_title: country.in_title,
        });
    }
    let language = Language::from_tag(&stored.language).ok_or_else(|| damaged("a language"))?;
    Ok(Document {
        communique: Communique {
            id: DocumentId::from_stated(&stored.id).ok_or_else(|| damaged("an id"))?,
            url: stored.url,
            source: stored.source,
            title: stored.title,
            text: stored.text,
            background,
            published: published.filter(|published| published.from == DateOrigin::Metadata),
            language: Some(language),
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: stored.path, line: stored.line },
        },
        annotations: Annotations { language, published, countries, topics: stored.topics },
    })
}
