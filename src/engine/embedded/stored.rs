//! A document as the index stores it: JSON, so that what the index holds can be read by eye.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::schema::{date, days};
use crate::engine::EngineError;
use crate::model::{
    Annotations, Communique, Country, CountryMentions, DateOrigin, Document, DocumentId, EventDates, Kind,
    Language, Mention, Organisation, Origin, Period, Person, Precision, Published, TopicMentions, Via,
};

/// Borrowed from the document on the way in.
#[derive(Serialize, Deserialize)]
struct Stored<'d> {
    id: Cow<'d, str>,
    url: Option<Cow<'d, str>>,
    source: Cow<'d, str>,
    title: Cow<'d, str>,
    text: Cow<'d, str>,
    #[serde(with = "pairs")]
    background: Cow<'d, [Range<usize>]>,
    published: Option<(String, bool)>,
    language: Cow<'d, str>,
    countries: Vec<StoredCountry<'d>>,
    topics: Vec<StoredNamed<'d>>,
    /// First and last day, in days since 1970-01-01, and the place.
    events: Vec<(i64, i64, usize, usize)>,
    people: Vec<StoredNamed<'d>>,
    organisations: Vec<StoredNamed<'d>>,
    kind: Cow<'d, str>,
    kind_place: Option<(usize, usize)>,
    path: Cow<'d, str>,
    line: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredCountry<'d> {
    code: Cow<'d, str>,
    in_title: u32,
    mentions: Vec<(usize, usize, Cow<'d, str>)>,
}

/// A topic, a person or an organisation.
#[derive(Serialize, Deserialize)]
struct StoredNamed<'d> {
    name: Cow<'d, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    office: Option<Cow<'d, str>>,
    in_title: u32,
    #[serde(with = "pairs")]
    mentions: Cow<'d, [Range<usize>]>,
}

impl<'d> StoredNamed<'d> {
    fn new(name: &'d str, office: Option<&'d str>, in_title: u32, mentions: &'d [Range<usize>]) -> Self {
        Self { name: name.into(), office: office.map(Cow::Borrowed), in_title, mentions: mentions.into() }
    }
}

/// Ranges as pairs of numbers.
mod pairs {
    use std::borrow::Cow;
    use std::ops::Range;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(ranges: &[Range<usize>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(ranges.iter().map(|range| (range.start, range.end)))
    }

    pub(super) fn deserialize<'de, 'd, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Cow<'d, [Range<usize>]>, D::Error> {
        let pairs = Vec::<(usize, usize)>::deserialize(from)?;
        Ok(pairs.into_iter().map(|(start, end)| start..end).collect())
    }
}

/// Room for what is stored beside title and text, in bytes: more than most documents need.
const BESIDE_TEXT: usize = 2048;

/// The bytes that are stored. What the publisher stated is already part of the annotations, so it is not kept apart.
pub(super) fn encode(document: &Document) -> Result<Vec<u8>, EngineError> {
    let communique = &document.communique;
    let annotations = &document.annotations;
    let stored = Stored {
        id: communique.id.as_str().into(),
        url: communique.url.as_deref().map(Cow::Borrowed),
        source: communique.source.as_str().into(),
        title: communique.title.as_str().into(),
        text: communique.text.as_str().into(),
        background: communique.background.as_slice().into(),
        published: annotations.published.map(|published| {
            let date = published.date.to_string();
            let known = match published.precision {
                Precision::Day => 10,
                Precision::Month => 7,
                Precision::Year => 4,
            };
            (date[..known].to_owned(), published.from == DateOrigin::Metadata)
        }),
        language: annotations.language.code().into(),
        countries: annotations
            .countries
            .iter()
            .map(|mentions| StoredCountry {
                code: mentions.country.code().into(),
                in_title: mentions.in_title,
                mentions: mentions
                    .mentions
                    .iter()
                    .map(|mention| (mention.range.start, mention.range.end, mention.via.code().into()))
                    .collect(),
            })
            .collect(),
        topics: annotations
            .topics
            .iter()
            .map(|topic| StoredNamed::new(&topic.topic, None, topic.in_title, &topic.mentions))
            .collect(),
        events: annotations
            .events
            .iter()
            .map(|event| (days(event.from), days(event.to), event.range.start, event.range.end))
            .collect(),
        people: annotations
            .people
            .iter()
            .map(|person| {
                StoredNamed::new(&person.name, person.office.as_deref(), person.in_title, &person.mentions)
            })
            .collect(),
        organisations: annotations
            .organisations
            .iter()
            .map(|organisation| {
                let mentions = &organisation.mentions;
                StoredNamed::new(&organisation.name, None, organisation.in_title, mentions)
            })
            .collect(),
        kind: annotations.kind.code().into(),
        kind_place: annotations.kind_place.as_ref().map(|range| (range.start, range.end)),
        path: communique.origin.path.as_str().into(),
        line: communique.origin.line,
    };
    let mut bytes = Vec::with_capacity(communique.title.len() + communique.text.len() + BESIDE_TEXT);
    serde_json::to_writer(&mut bytes, &stored).map_err(|source| EngineError::Stored { source })?;
    Ok(bytes)
}

/// Reads what [`encode`] wrote. Ranges that do not fit the text mean that the index is damaged.
pub(super) fn decode(bytes: &[u8]) -> Result<Document, EngineError> {
    let stored: Stored<'_> =
        serde_json::from_slice(bytes).map_err(|source| EngineError::Stored { source })?;
    let damaged = |what: &'static str| EngineError::Damaged { what };
    let fits = |start: usize, end: usize| -> Result<Range<usize>, EngineError> {
        stored.text.get(start..end).map(|_| start..end).ok_or_else(|| damaged("a range outside its text"))
    };
    let all_fit = |ranges: &[Range<usize>]| -> Result<Vec<Range<usize>>, EngineError> {
        ranges.iter().map(|range| fits(range.start, range.end)).collect()
    };
    let background = all_fit(&stored.background)?;
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
    let day = |days| date(days).ok_or_else(|| damaged("a date"));
    let topics = stored.topics.into_iter().map(|named| {
        let mentions = all_fit(&named.mentions)?;
        Ok(TopicMentions { topic: named.name.into_owned(), mentions, in_title: named.in_title })
    });
    let topics = topics.collect::<Result<_, EngineError>>()?;
    let events = stored.events.iter().map(|(from, to, start, end)| {
        Ok(EventDates { from: day(*from)?, to: day(*to)?, range: fits(*start, *end)? })
    });
    let events = events.collect::<Result<_, EngineError>>()?;
    let people = stored.people.into_iter().map(|named| {
        let (mentions, office) = (all_fit(&named.mentions)?, named.office.map(Cow::into_owned));
        Ok(Person { name: named.name.into_owned(), office, mentions, in_title: named.in_title })
    });
    let people = people.collect::<Result<_, EngineError>>()?;
    let organisations = stored.organisations.into_iter().map(|named| {
        let mentions = all_fit(&named.mentions)?;
        Ok(Organisation { name: named.name.into_owned(), mentions, in_title: named.in_title })
    });
    let organisations = organisations.collect::<Result<_, EngineError>>()?;
    let kind_place = stored.kind_place.map(|(start, end)| fits(start, end)).transpose()?;
    let kind = Kind::from_code(&stored.kind).ok_or_else(|| damaged("a kind"))?;
    let language = Language::from_tag(&stored.language).ok_or_else(|| damaged("a language"))?;
    Ok(Document {
        communique: Communique {
            id: DocumentId::from_stated(&stored.id).ok_or_else(|| damaged("an id"))?,
            url: stored.url.map(Cow::into_owned),
            source: stored.source.into_owned(),
            title: stored.title.into_owned(),
            text: stored.text.into_owned(),
            background,
            published: published.filter(|published| published.from == DateOrigin::Metadata),
            language: Some(language),
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: stored.path.into_owned(), line: stored.line },
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
