//! Health checks, and figures for monitoring.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::state::App;

/// The process runs and its asynchronous threads are not stuck.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// Searches are answered. There is always an engine once the server listens, so a reachable server is ready. A live
/// generation that cannot be served is named in the answer, and so is an index that is gone.
pub(super) async fn ready(State(app): State<App>) -> Json<Value> {
    let (looked, _) = app.figures().watcher.seconds();
    let mut answer = json!({
        "ready": true,
        "generation": app.engine().generation(),
        "index_seen_seconds_ago": looked,
    });
    if let Some(refused) = app.refused() {
        // The hash after the name is for comparing only.
        let name = refused.generation.split(' ').next();
        answer["refused"] = json!({ "generation": name, "reason": refused.reason });
    }
    Json(answer)
}

/// The figures that a monitor watches, in the text format of Prometheus.
pub(super) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let figures = app.figures();
    let count = |figure: &AtomicU64| figure.load(Ordering::Relaxed);
    let status = app.engine().status();
    let (looked, succeeded) = figures.watcher.seconds();
    let rows = [
        ("vestnik_documents", "gauge", "Documents in the generation that is served.", status.documents),
        (
            "vestnik_generation_refused",
            "gauge",
            "1 when what is live on the disk cannot be served, or is gone, and an earlier generation is served.",
            u64::from(app.refused().is_some()),
        ),
        (
            "vestnik_generations_refused_total",
            "counter",
            "Generations that could not be served.",
            count(&figures.refused),
        ),
        (
            "vestnik_generations_swapped_total",
            "counter",
            "New generations that were taken over.",
            count(&figures.swaps),
        ),
        (
            "vestnik_index_look_age_seconds",
            "gauge",
            "Seconds since the index on the disk was last looked at; it is every second.",
            looked,
        ),
        (
            "vestnik_index_agreed_age_seconds",
            "gauge",
            "Seconds since the generation that is served was last the live one on the disk.",
            succeeded,
        ),
        (
            "vestnik_index_look_panics_total",
            "counter",
            "Looks at the index that ended in a fault of the program.",
            count(&figures.watcher.panics),
        ),
        ("vestnik_answers_total", "counter", "Searches and documents answered.", count(&figures.answered)),
        ("vestnik_failures_total", "counter", "Searches and documents that failed.", count(&figures.failed)),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in rows {
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n"));
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
