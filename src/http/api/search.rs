//! `GET /api/v1/search`.

use std::time::Instant;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::answers::SearchJson;
use crate::http::caller::Caller;
use crate::http::negotiation::reader;
use crate::http::problem::{Failure, answered};
use crate::http::query_string;
use crate::http::state::App;
use crate::query::{SearchParams, Unknown};

/// Answers a search.
pub(crate) async fn search(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answered(answer(&app, caller, query.as_deref(), &headers).await, &headers)
}

async fn answer(
    app: &App,
    caller: Caller,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Json<SearchJson>, Failure> {
    let started = Instant::now();
    let params = SearchParams::from_pairs(query_string::pairs(query)?, Unknown::Refuse)?;
    let reader = reader(headers);
    let answer = app
        .ask(caller, params, move |answer, app| SearchJson::new(answer, app.vocabulary(), reader, started))
        .await?;
    Ok(Json(answer))
}
