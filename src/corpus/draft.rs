//! What a reader found, and the checks that make a communiqué of it. Every format ends here, so that the same mistake
//! gets the same message in all of them.

use std::{collections::HashSet, hash::Hash};

use jiff::tz::TimeZone;
use url::{Host, Url};

use super::stated::{Listed, MAX_VALUES, Stated};
use super::text::{self, Paragraph};
use super::{DateProblem, ReadError, Settings, background, date};
use crate::model::{Communique, Country, DocumentId, Language, Origin, Published, Publishers};

/// The fields of a document as its reader found them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) url: Option<Value>,
    pub(super) id: Option<String>,
    pub(super) date: Option<Value>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) countries: Listed,
    pub(super) topics: Listed,
    /// Whether a person wrote the fields and can correct a mistake.
    pub(super) written_by_hand: bool,
}

/// The most bytes of an address, of a source or of a topic.
const MAX_VALUE_BYTES: usize = 4096;

/// What a file of several documents holds: each a document, or the reason why it is none.
pub(super) type Drafts = Vec<Result<Draft, ReadError>>;

/// A value and the field that states it, for messages.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) field: &'static str,
    pub(super) text: String,
}

/// Where the title and the text of a format are, for messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

/// What the checks need beside the draft.
pub(super) struct Desk<'a> {
    pub(super) settings: &'a Settings,
    pub(super) publishers: &'a Publishers,
}

impl Value {
    /// `None` when the text is blank: an empty field counts as missing.
    pub(super) fn new(field: &'static str, text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self { field, text: text.to_owned() })
    }
}

impl Draft {
    /// Takes over a document's stated fields, except the text.
    pub(super) fn from_stated(stated: Stated) -> Self {
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Self {
            title: filled(stated.title.map(|title| title.0)),
            paragraphs: Vec::new(),
            url: stated.url.and_then(|url| Value::new("url", &url)),
            id: filled(stated.id.map(|id| id.0)),
            date: stated.date.and_then(|date| Value::new("date", &date.0)),
            source: filled(stated.source),
            language: filled(stated.language).or_else(|| filled(stated.lang)),
            countries: stated.countries,
            topics: stated.topics,
            written_by_hand: false,
        }
    }

    /// Checks everything. `name` is the path from which the id is made if there is neither a URL nor an id.
    pub(super) fn finish(
        self,
        desk: &Desk<'_>,
        expected: Expected,
        origin: Origin,
        name: &str,
    ) -> Result<Communique, ReadError> {
        let title = self.title.as_deref().map(text::one_line).unwrap_or_default();
        if title.is_empty() {
            return Err(ReadError::NoTitle { expected: expected.title });
        }
        if title.len() > desk.settings.max_title_bytes {
            return Err(ReadError::TitleTooLong {
                bytes: title.len(),
                limit: desk.settings.max_title_bytes,
                expected: expected.title,
            });
        }
        let (text, background) = background::join(&self.paragraphs);
        if text.is_empty() {
            return Err(ReadError::NoText { expected: expected.text });
        }
        if text.len() > desk.settings.max_text_bytes {
            return Err(ReadError::TextTooLong { bytes: text.len(), limit: desk.settings.max_text_bytes });
        }

        if let Some(url) = &self.url {
            check_length(url.field, &url.text)?;
        }
        check_length("source", self.source.as_deref().unwrap_or_default())?;
        let url = self.url.map(page_url).transpose()?;
        let source = match (&url, &self.source) {
            (Some(url), _) => host_key(url),
            (None, Some(stated)) => Url::parse(stated.trim())
                .ok()
                .filter(Url::has_host)
                .map_or_else(|| Publishers::key(&text::one_line(stated)), |url| host_key(&url)),
            (None, None) => String::new(),
        };
        let zone = desk
            .publishers
            .get(&source)
            .and_then(|publisher| publisher.time_zone.as_deref())
            .and_then(|name| TimeZone::get(name).ok());
        let published = match self.date {
            Some(stated) => published(stated, zone.as_ref(), self.written_by_hand, &origin)?,
            None => None,
        };
        let id = url
            .as_ref()
            .and_then(|url| DocumentId::from_url(url.as_str()))
            .or_else(|| self.id.as_deref().and_then(DocumentId::from_stated))
            .or_else(|| DocumentId::from_path(name))
            .ok_or(ReadError::Unnamed)?;

        Ok(Communique {
            id,
            url: url.map(String::from),
            source,
            title,
            text,
            background,
            published,
            language: self.language.as_deref().map(language).transpose()?,
            countries: countries(&self.countries)?,
            topics: topics(&self.topics)?,
            origin,
        })
    }
}

/// The stated date. A day that does not exist is a mistake. A text that does not look like a date is a mistake if a
/// person wrote it; in exports it is an accident of the software («Назад-01-0»), so the document is kept without a
/// date.
fn published(
    stated: Value,
    zone: Option<&TimeZone>,
    written_by_hand: bool,
    origin: &Origin,
) -> Result<Option<Published>, ReadError> {
    let problem = match date::read(&stated.text, zone) {
        Ok(published) => return Ok(Some(published)),
        Err(problem) => problem,
    };
    let error = ReadError::InvalidDate { field: stated.field, value: stated.text, problem };
    if written_by_hand || problem == DateProblem::NoSuchDay {
        return Err(error);
    }
    tracing::warn!("{origin}: {error}; the document is read without it");
    Ok(None)
}

/// An address that a reader of the search can open, in the one spelling that the URL standard gives it.
fn page_url(stated: Value) -> Result<Url, ReadError> {
    match parse_page_url(&stated.text) {
        Some(url) => Ok(url),
        None => Err(ReadError::InvalidUrl { field: stated.field, value: stated.text }),
    }
}

/// The absolute http or https address in `text`, if it is one.
pub(super) fn parse_page_url(text: &str) -> Option<Url> {
    Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .filter(|url| matches!(url.host(), Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_))))
}

fn host_key(url: &Url) -> String {
    url.host_str().map(Publishers::key).unwrap_or_default()
}

/// A tag of another language is [`Language::Undetermined`]; a text that is not a tag is a mistake.
fn language(stated: &str) -> Result<Language, ReadError> {
    let tag = stated.trim();
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let shape = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    match Language::from_tag(tag) {
        Some(language) => Ok(language),
        None if shape => Ok(Language::Undetermined),
        None => Err(ReadError::UnknownLanguage { value: tag.to_owned() }),
    }
}

fn countries(stated: &Listed) -> Result<Vec<Country>, ReadError> {
    let named = values("countries", stated)?.iter().filter(|name| !name.trim().is_empty());
    let found = named.map(|name| {
        Country::find(name)
            .ok_or_else(|| ReadError::UnknownCountry { field: "countries", value: name.clone() })
    });
    Ok(unique(found.collect::<Result<Vec<Country>, ReadError>>()?))
}

fn topics(stated: &Listed) -> Result<Vec<String>, ReadError> {
    let topics = values("topics", stated)?.iter().map(|topic| text::one_line(topic));
    Ok(unique(topics.filter(|topic| !topic.is_empty())))
}

/// The values of a list that is not too long.
fn values<'a>(field: &'static str, stated: &'a Listed) -> Result<&'a [String], ReadError> {
    if stated.count > MAX_VALUES {
        return Err(ReadError::TooManyValues { field, count: stated.count, limit: MAX_VALUES });
    }
    stated.values.iter().try_for_each(|value| check_length(field, value))?;
    Ok(&stated.values)
}

fn check_length(field: &'static str, value: &str) -> Result<(), ReadError> {
    if value.len() <= MAX_VALUE_BYTES {
        return Ok(());
    }
    Err(ReadError::ValueTooLong { field, bytes: value.len(), limit: MAX_VALUE_BYTES })
}

/// The distinct values, in their order.
fn unique<T: Eq + Hash + Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    values.into_iter().filter(|value| seen.insert(value.clone())).collect()
}
