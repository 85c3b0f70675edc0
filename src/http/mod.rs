//! Vestnik over HTTP: the JSON API for programs, the pages for people, and the server underneath. Searches are answered
//! by `answers::ask`, as those of the command line are.

mod api;
mod caller;
mod clients;
mod connections;
mod guard;
mod health;
mod layers;
mod negotiation;
mod pages;
mod pool;
mod problem;
mod query_string;
mod reload;
mod server;
mod settings;
mod state;
mod web;

use axum::Router;
use axum::routing::get;

pub use clients::{Network, NetworkError};
pub use reload::CURRENT;
pub use server::{Order, ServeError, listen, serve};
pub use settings::Settings;
pub use state::App;

/// Every route, without the layers that the server wraps around them.
fn routes() -> Router<App> {
    Router::new()
        .route("/", get(pages::search))
        .route("/d/{id}", get(pages::document))
        .route("/assets/style.css", get(pages::style))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/documents/{id}", get(api::document))
        .route("/api/v1/facets/{name}", get(api::facet))
        .route("/api/v1/status", get(api::status))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
}
