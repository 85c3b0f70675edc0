//! `GET /api/v1/documents/{id}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::search::{CountryJson, NamedJson, SourceJson};
use crate::http::negotiation::reader;
use crate::http::problem::Failure;
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
    match answer(&app, path, query.as_deref(), &headers).await {
        Ok(json) => json.into_response(),
        Err(failure) => failure.problem(&headers),
    }
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
    Ok(Json(DocumentJson::new(&document, app.vocabulary(), reader)))
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
    topics: Vec<NamedJson>,
}

#[derive(Serialize)]
struct PublishedJson {
    date: String,
    precision: &'static str,
    from: &'static str,
}

#[derive(Serialize)]
struct CountryMentionsJson {
    #[serde(flatten)]
    country: CountryJson,
    spans: Vec<MentionJson>,
}

#[derive(Serialize)]
struct MentionJson {
    #[serde(flatten)]
    span: SpanJson,
    text: String,
    via: &'static str,
}

/// A part of the text, in characters.
#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
}

impl DocumentJson {
    fn new(document: &Document, vocabulary: &Vocabulary, reader: Language) -> Self {
        let communique = &document.communique;
        let annotations = &document.annotations;
        let text = communique.text.as_str();
        let characters = Characters::new(text);
        let span = |range: &std::ops::Range<usize>| SpanJson {
            start: characters.at(range.start),
            end: characters.at(range.end),
        };
        Self {
            id: communique.id.to_string(),
            url: communique.url.clone(),
            permalink: format!("/d/{}", communique.id),
            title: communique.title.clone(),
            background: communique.background.iter().map(span).collect(),
            language: annotations.language.code(),
            published: annotations.published.map(|published| PublishedJson {
                date: published.date.to_string(),
                precision: published.precision.code(),
                from: published.from.code(),
            }),
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
                    spans: mentions
                        .mentions
                        .iter()
                        .map(|mention| MentionJson {
                            span: span(&mention.range),
                            text: text[mention.range.clone()].to_owned(),
                            via: mention.via.code(),
                        })
                        .collect(),
                })
                .collect(),
            topics: NamedJson::topics(&annotations.topics, vocabulary, reader),
            text: communique.text.clone(),
        }
    }
}

/// Byte offsets of a text → character offsets, in one pass over the text.
struct Characters(Vec<usize>);

impl Characters {
    fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(offset, _)| offset).collect())
    }

    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start < offset)
    }
}
