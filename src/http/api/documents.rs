//! `GET /api/v1/documents/{id}`.

use std::ops::Range;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::search::{CountryJson, KindJson, SourceJson};
use super::spans::{EventJson, MentionJson, Places, PublishedJson, SpanJson};
use crate::engine::Version;
use crate::http::negotiation::reader;
use crate::http::problem::{Failure, answered};
use crate::http::query_string;
use crate::http::state::App;
use crate::model::{Document, DocumentId, Language, Vocabulary};
use crate::query::{ParamError, ParamProblem};

/// Answers with one document.
pub(crate) async fn document(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answered(answer(&app, path, query.as_deref(), &headers).await, &headers)
}

async fn answer(
    app: &App,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Json<DocumentJson>, Failure> {
    if let Some((name, _)) = query_string::pairs(query)?.first() {
        return Err(ParamError::new(name, ParamProblem::Unknown).into());
    }
    let Path(id) = path.map_err(|_| Failure::NoDocument)?;
    let reader = reader(headers);
    let document = find(app, &id).await?;
    let (document, versions) = app
        .with_engine(move |engine, _| {
            let versions = engine.versions(&document)?;
            Ok((document, versions))
        })
        .await?;
    Ok(Json(DocumentJson::new(&document, versions, app.vocabulary(), reader)))
}

/// The document with an id as it stands in an address.
pub(crate) async fn find(app: &App, id: &str) -> Result<Document, Failure> {
    // Only an id in its own spelling names a document; anything else would be a second address of the same page.
    let id = DocumentId::from_stated(id).filter(|known| known.as_str() == id).ok_or(Failure::NoDocument)?;
    app.with_engine(move |engine, _| engine.document(&id)).await?.ok_or(Failure::NoDocument)
}

#[derive(Serialize)]
struct DocumentJson {
    id: String,
    url: Option<String>,
    permalink: String,
    title: String,
    text: String,
    background: Vec<SpanJson>,
    language: &'static str,
    published: Option<PublishedJson>,
    source: SourceJson,
    countries: Vec<CountryMentionsJson>,
    topics: Vec<NamedMentionsJson>,
    people: Vec<NamedMentionsJson>,
    organisations: Vec<NamedMentionsJson>,
    kind: KindJson,
    /// What decided the kind, where not the title did.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_span: Option<MentionJson>,
    events: Vec<EventJson>,
    versions: Vec<VersionJson>,
}

/// The same communiqué in another language.
#[derive(Serialize)]
struct VersionJson {
    id: String,
    language: &'static str,
    title: String,
    permalink: String,
}

#[derive(Serialize)]
struct CountryMentionsJson {
    #[serde(flatten)]
    country: CountryJson,
    spans: Vec<MentionJson>,
}

/// A person, an organisation or a topic, and where the text speaks of it.
#[derive(Serialize)]
struct NamedMentionsJson {
    /// A topic's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    /// Mentions in title and text.
    mentions: u64,
    spans: Vec<MentionJson>,
}

impl NamedMentionsJson {
    fn new(name: &str, in_title: u32, mentions: &[Range<usize>], places: &Places<'_>) -> Self {
        Self {
            id: None,
            name: name.to_owned(),
            office: None,
            mentions: u64::from(in_title) + mentions.len() as u64,
            spans: places.mentions(mentions),
        }
    }
}

impl DocumentJson {
    fn new(document: &Document, versions: Vec<Version>, vocabulary: &Vocabulary, reader: Language) -> Self {
        let communique = &document.communique;
        let annotations = &document.annotations;
        let text = communique.text.as_str();
        let places = Places::new(text);
        Self {
            id: communique.id.to_string(),
            url: communique.url.clone(),
            permalink: format!("/d/{}", communique.id),
            title: communique.title.clone(),
            background: communique.background.iter().map(|range| places.span(range)).collect(),
            language: annotations.language.code(),
            published: annotations.published.map(PublishedJson::from),
            source: SourceJson::new(&communique.source, vocabulary, reader),
            countries: annotations
                .countries
                .iter()
                .map(|mentions| CountryMentionsJson {
                    country: CountryJson {
                        code: mentions.country.to_string(),
                        name: mentions.country.name(reader),
                        mentions: mentions.count(),
                    },
                    spans: places.country(mentions),
                })
                .collect(),
            topics: annotations
                .topics
                .iter()
                .map(|topic| NamedMentionsJson {
                    id: Some(topic.topic.clone()),
                    ..NamedMentionsJson::new(
                        vocabulary.topic(&topic.topic, reader),
                        topic.in_title,
                        &topic.mentions,
                        &places,
                    )
                })
                .collect(),
            people: annotations
                .people
                .iter()
                .map(|person| NamedMentionsJson {
                    office: person.office.clone(),
                    ..NamedMentionsJson::new(&person.name, person.in_title, &person.mentions, &places)
                })
                .collect(),
            organisations: annotations
                .organisations
                .iter()
                .map(|found| NamedMentionsJson::new(&found.name, found.in_title, &found.mentions, &places))
                .collect(),
            kind: KindJson::new(annotations.kind, reader),
            kind_span: annotations.kind_place.as_ref().map(|range| places.mention(range)),
            versions: versions
                .into_iter()
                .map(|version| VersionJson {
                    permalink: format!("/d/{}", version.id),
                    id: version.id.to_string(),
                    language: version.language.code(),
                    title: version.title,
                })
                .collect(),
            events: places.events(&annotations.events),
            text: communique.text.clone(),
        }
    }
}
