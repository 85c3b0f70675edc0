//! `GET /api/v1/documents/{id}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::answers::DocumentJson;
use crate::http::caller::Caller;
use crate::http::negotiation::reader;
use crate::http::problem::{Failure, answered};
use crate::http::query_string;
use crate::http::state::App;
use crate::model::DocumentId;
use crate::query::{ParamError, ParamProblem};

/// Answers with one document.
pub(crate) async fn document(
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
) -> Result<Json<DocumentJson>, Failure> {
    if let Some((name, _)) = query_string::pairs(query)?.first() {
        return Err(ParamError::new(name, ParamProblem::Unknown).into());
    }
    let id = id(path)?;
    let reader = reader(headers);
    let found = app.with_engine(caller, move |engine, app| {
        let Some(document) = engine.document(&id)? else { return Ok(None) };
        let versions = engine.versions(&document)?;
        Ok(Some(DocumentJson::new(&document, versions, app.vocabulary(), reader)))
    });
    found.await?.map(Json).ok_or(Failure::NoDocument)
}

/// The id of a document in an address. Only its own spelling is accepted; any other would be a second address of the
/// same page.
pub(crate) fn id(path: Result<Path<String>, PathRejection>) -> Result<DocumentId, Failure> {
    let Path(id) = path.map_err(|_| Failure::NoDocument)?;
    DocumentId::from_stated(&id).filter(|known| known.as_str() == id).ok_or(Failure::NoDocument)
}
