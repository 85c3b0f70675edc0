//! `GET /api/v1/facets/{name}?q=`: the values of a facet whose names begin with what was typed.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::answers::{CompletionsJson, complete};
use crate::http::caller::Caller;
use crate::http::negotiation::reader;
use crate::http::problem::{Failure, answered};
use crate::http::query_string;
use crate::http::state::App;
use crate::model::FacetName;
use crate::query::{MAX_QUERY_CHARS, ParamError, ParamProblem};

/// The number of values when the request does not give one.
const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// Answers with the values of a facet.
pub(crate) async fn facet(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answered(answer(&app, caller, path, query.as_deref(), &headers).await, &headers)
}

async fn answer(
    app: &App,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Json<CompletionsJson>, Failure> {
    let Path(name) = path.map_err(|_| Failure::NoRoute)?;
    let facet = FacetName::from_code(&name).ok_or(Failure::NoRoute)?;
    let mut typed = None;
    let mut limit = None;
    for (name, value) in query_string::pairs(query)? {
        let single = match name.as_str() {
            "q" => &mut typed,
            "limit" => &mut limit,
            _ => return Err(ParamError::new(name, ParamProblem::Unknown).into()),
        };
        if single.replace(value).is_some() {
            return Err(ParamError::new(name, ParamProblem::Repeated).into());
        }
    }
    let typed = typed.unwrap_or_default();
    if typed.chars().nth(MAX_QUERY_CHARS).is_some() {
        return Err(ParamError::new("q", ParamProblem::TooLong(MAX_QUERY_CHARS)).into());
    }
    let limit = match limit {
        None => DEFAULT_LIMIT,
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or_else(|| ParamError::new("limit", ParamProblem::NotInRange(1, MAX_LIMIT)))?,
    };
    let reader = reader(headers);
    let values = app
        .with_engine(caller, move |engine, app| {
            let vocabulary = app.vocabulary();
            let values = complete(engine, facet, &typed, limit, vocabulary, reader)?;
            Ok(CompletionsJson::new(facet, values, vocabulary, reader))
        })
        .await?;
    Ok(Json(values))
}
