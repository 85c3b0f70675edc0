//! `GET /api/v1/documents/{id}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::answers::DocumentJson;
use crate::http::negotiation::reader;
use crate::http::problem::{Failure, answered};
use crate::http::query_string;
use crate::http::state::App;
use crate::model::{Document, DocumentId};
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

/// The document with an id as it is written in an address.
pub(crate) async fn find(app: &App, id: &str) -> Result<Document, Failure> {
    // Only an id in its own spelling is accepted; any other would be a second address of the same page.
    let id = DocumentId::from_stated(id).filter(|known| known.as_str() == id).ok_or(Failure::NoDocument)?;
    app.with_engine(move |engine, _| engine.document(&id)).await?.ok_or(Failure::NoDocument)
}
