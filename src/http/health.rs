//! Whether the process lives, and whether it can answer.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::state::App;

/// The process runs and its asynchronous threads are not stuck.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Searches are answered. There is always an engine once the server listens, so being reachable is being ready.
pub(super) async fn ready(State(app): State<App>) -> Json<Value> {
    Json(json!({ "ready": true, "generation": app.engine().generation() }))
}
