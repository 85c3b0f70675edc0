//! `GET /api/v1/status`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::http::state::App;
use crate::model::Date;

#[derive(Serialize)]
pub(crate) struct StatusJson {
    version: &'static str,
    generation: String,
    documents: u64,
    created: String,
    newest: Option<String>,
    segments: usize,
}

/// What is served.
pub(crate) async fn status(State(app): State<App>) -> Json<StatusJson> {
    let status = app.engine().status();
    Json(StatusJson {
        version: env!("CARGO_PKG_VERSION"),
        generation: status.generation,
        documents: status.documents,
        created: status.created,
        newest: status.newest.as_ref().map(Date::to_string),
        segments: status.segments,
    })
}
