//! A document as the index stores it: JSON, so that what the index holds can be read by eye.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::schema::{date, days};
use crate::engine::EngineError;
use crate::model::{
    Annotations, Communique, Country, CountryMentions, DateOrigin, Document, DocumentId, EventDates, Kind,
    Language, Mention, Organisation, Origin, Period, Person, Precision, Published, TopicMentions, Via,
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
    topics: Vec<StoredNamed>,
    /// First and last day, in days since 1970-01-01, and the place.
    events: Vec<(i64, i64, usize, usize)>,
    people: Vec<StoredNamed>,
    organisations: Vec<StoredNamed>,
    kind: String,
    kind_place: Option<(usize, usize)>,
    path: String,
    line: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredCountry {
    code: String,
    in_title: u32,
    mentions: Vec<(usize, usize, String)>,
}

/// A topic, a person or an organisation.
#[derive(Serialize, Deserialize)]
struct StoredNamed {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    office: Option<String>,
    in_title: u32,
    mentions: Vec<(usize, usize)>,
}

impl StoredNamed {
    fn new(name: &str, in_title: u32, mentions: &[Range<usize>]) -> Self {
        let mentions = mentions.iter().map(|range| (range.start, range.end)).collect();
        Self { name: name.to_owned(), office: None, in_title, mentions }
    }
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
        topics: annotations
            .topics
            .iter()
            .map(|topic| StoredNamed::new(&topic.topic, topic.in_title, &topic.mentions))
            .collect(),
        events: annotations
            .events
            .iter()
            .map(|event| (days(event.from), days(event.to), event.range.start, event.range.end))
            .collect(),
        people: annotations
            .people
            .iter()
            .map(|person| StoredNamed {
                office: person.office.clone(),
                ..StoredNamed::new(&person.name, person.in_title, &person.mentions)
            })
            .collect(),
        organisations: annotations
            .organisations
            .iter()
            .map(|organisation| {
                StoredNamed::new(&organisation.name, organisation.in_title, &organisation.mentions)
            })
            .collect(),
        kind: annotations.kind.code().to_owned(),
        kind_place: annotations.kind_place.as_ref().map(|range| (range.start, range.end)),
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
    let ranges = |named: &StoredNamed| -> Result<Vec<Range<usize>>, EngineError> {
        named.mentions.iter().map(|&(start, end)| fits(start, end)).collect()
    };
    let day = |days| date(days).ok_or_else(|| damaged("a date"));
    let topics = stored.topics.iter().map(|named| {
        let mentions = ranges(named)?;
        Ok(TopicMentions { topic: named.name.clone(), mentions, in_title: named.in_title })
    });
    let topics = topics.collect::<Result<_, EngineError>>()?;
    let events = stored.events.iter().map(|(from, to, start, end)| {
        Ok(EventDates { from: day(*from)?, to: day(*to)?, range: fits(*start, *end)? })
    });
    let events = events.collect::<Result<_, EngineError>>()?;
    let people = stored.people.iter().map(|named| {
        let (name, office, mentions) = (named.name.clone(), named.office.clone(), ranges(named)?);
        Ok(Person { name, office, mentions, in_title: named.in_title })
    });
    let people = people.collect::<Result<_, EngineError>>()?;
    let organisations = stored.organisations.iter().map(|named| {
        Ok(Organisation { name: named.name.clone(), mentions: ranges(named)?, in_title: named.in_title })
    });
    let organisations = organisations.collect::<Result<_, EngineError>>()?;
    let kind_place = stored.kind_place.map(|(start, end)| fits(start, end)).transpose()?;
    let kind = Kind::from_code(&stored.kind).ok_or_else(|| damaged("a kind"))?;
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
        annotations: Annotations {
            language,
            published,
            countries,
            topics,
            events,
            people,
            organisations,
            kind,
            kind_place,
        },
    })
}
