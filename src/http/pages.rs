//! The handlers of the pages: a request becomes a search or a document, which is rendered as HTML.

use std::time::Instant;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::api;
use super::caller::Caller;
use super::negotiation::reader;
use super::problem::Failure;
use super::query_string;
use super::state::App;
use super::web::{
    DocumentPage, ErrorPage, Reason, STYLE, SearchPage, document_page, error_page, search_page,
};
use crate::model::Language;
use crate::query::{Query, SearchParams, SearchRequest, Unknown};

/// What an error page shows instead of the requested page.
struct Refusal {
    failure: Failure,
    /// The search that failed, so that the form is still filled in.
    params: Option<SearchParams>,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { failure, params: None }
    }
}

/// `/`: the form and its answer.
pub(super) async fn search(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let reader = reader(&headers);
    answered(render_search(&app, caller, query.as_deref(), reader).await, reader)
}

async fn render_search(
    app: &App,
    caller: Caller,
    query: Option<&str>,
    reader: Language,
) -> Result<String, Refusal> {
    let started = Instant::now();
    let params = page_params(query)?;
    let again = params.clone();
    app.ask(caller, params, move |answer, app| {
        let took_ms = started.elapsed().as_secs_f64() * 1000.0;
        search_page(&SearchPage { answer, vocabulary: app.vocabulary(), reader, took_ms })
            .map_err(|error| unrendered(&error))
    })
    .await
    .and_then(|page| page)
    .map_err(|failure| Refusal { failure, params: Some(again) })
}

/// `/d/{id}`: a document, with the words of the search in its parameters marked.
pub(super) async fn document(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let reader = reader(&headers);
    let base = base(&app, &headers);
    answered(render_document(&app, caller, path, query.as_deref(), base, reader).await, reader)
}

async fn render_document(
    app: &App,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    base: String,
    reader: Language,
) -> Result<String, Refusal> {
    let params = page_params(query)?;
    let named =
        query_string::pairs(query).map_err(Failure::from)?.into_iter().find(|(name, _)| name == "why");
    let reason = named.and_then(|(_, value)| Reason::parse(&value));
    let id = api::id(path)?;
    let page = app
        .with_engine(caller, move |engine, app| {
            let Some(document) = engine.document(&id)? else { return Ok(Err(Failure::NoDocument)) };
            // A faulty query is no reason to refuse the document: it is shown without marks.
            let parser = app.parser(engine);
            let query =
                SearchRequest::from_params(&params, &parser).map_or(Query::Nothing, |request| request.query);
            let (title, mut text) = engine.marked(&document, &query);
            if let Some(reason) = &reason {
                text.marks = reason.places(&document);
            }
            let versions = engine.versions(&document)?;
            let searched = params != SearchParams::default();
            let page = DocumentPage {
                document: &document,
                title: &title,
                text: &text,
                search: searched.then_some(&params),
                reason: reason.as_ref(),
                versions: &versions,
                vocabulary: app.vocabulary(),
                reader,
                base: &base,
            };
            Ok(document_page(&page).map_err(|error| unrendered(&error)))
        })
        .await??;
    Ok(page)
}

/// The address of this server in links to copy. The host of the request is used only in the page that answers it, and
/// only if it has the characters of a host.
fn base(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.settings().public_url {
        return url.clone();
    }
    let host_character = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| !host.is_empty() && host.chars().all(host_character))
        .map_or_else(String::new, |host| format!("http://{host}"))
}

/// The style sheet. Its address changes with its content, so browsers may keep it.
pub(super) async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, STYLE).into_response()
}

/// Every other address: a problem for programs, a page for people.
pub(super) async fn not_found(uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return Failure::NoRoute.problem(&headers);
    }
    let reader = reader(&headers);
    answered(Err(Failure::NoRoute.into()), reader)
}

fn page_params(query: Option<&str>) -> Result<SearchParams, Failure> {
    Ok(SearchParams::from_pairs(query_string::pairs(query)?, Unknown::Ignore)?)
}

fn unrendered(error: &askama::Error) -> Failure {
    tracing::error!(%error, "a page could not be rendered");
    Failure::Engine
}

fn answered(page: Result<String, Refusal>, reader: Language) -> Response {
    let mut failed = None;
    let (status, page) = match page {
        Ok(page) => (axum::http::StatusCode::OK, page),
        Err(Refusal { failure, params }) => {
            let failure = failed.insert(failure);
            let status = failure.status();
            let message = failure.message(reader);
            let page =
                ErrorPage { status: status.as_u16(), message: &message, params: params.as_ref(), reader };
            // If the error page fails too, the plain message is sent.
            (status, error_page(&page).unwrap_or_else(|_| message.clone()))
        }
    };
    let mut response = (status, Html(page)).into_response();
    if let Some(failure) = failed {
        failure.mark(&mut response);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(reader.code()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}
