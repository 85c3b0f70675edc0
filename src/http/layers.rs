//! The layers around every handler, from the outermost in: a request gets an id, a caller, a line in the log when it was
//! slow or failed, headers that keep browsers safe, an answer when a handler panics, and a time limit.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower::Service;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};

use super::problem::{Code, Failure, request_id};
use super::state::App;
use super::{caller, guard, routes};

/// An answer that takes this long is told in the log.
const SLOW: Duration = Duration::from_secs(1);

/// The routes with their layers.
pub(super) fn layered(
    app: App,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send {
    let timeout = app.settings().request_timeout;
    let trusted: Arc<[_]> = app.settings().trusted_proxies.clone().into();
    let router: Router = routes()
        .with_state(app)
        .layer(middleware::from_fn(guard::refuse))
        .layer(middleware::from_fn(move |request: Request, next: Next| async move {
            let headers = request.headers().clone();
            tokio::time::timeout(timeout, next.run(request))
                .await
                .unwrap_or_else(|_| Failure::Timeout.problem(&headers))
        }))
        .layer(CatchPanicLayer::custom(|_panic: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            Failure::Engine.problem(&HeaderMap::new())
        }))
        .layer(middleware::from_fn(guard::secure))
        .layer(middleware::from_fn(report))
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            caller::identify(Arc::clone(&trusted), request, next)
        }))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(request_span)
                .on_response(DefaultOnResponse::new().level(tracing::Level::INFO))
                // Told by `report`.
                .on_failure(()),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(middleware::from_fn(guard::drop_foreign_id));
    router.into_service()
}

/// The fields of every line of the log about a request. The address is percent-encoded, so it cannot break a line.
fn request_span(request: &Request) -> tracing::Span {
    let id = request_id(request.headers()).unwrap_or_default();
    tracing::info_span!("request", %id, method = %request.method(), uri = %request.uri())
}

/// A line in the log, with the id of the request, for an answer that was slow, refused or failed.
async fn report(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let client = request.extensions().get::<caller::Caller>().map(|caller| caller.client.to_string());
    let client = client.unwrap_or_default();
    let response = next.run(request).await;
    let (status, took) = (response.status(), started.elapsed());
    let code = response.extensions().get::<Code>().map_or("", |code| code.0);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!(code, ms, %client, "a request was refused");
    } else if status.is_server_error() {
        tracing::error!(status = status.as_u16(), code, ms, %client, "a request failed");
    } else if took >= SLOW {
        tracing::warn!(status = status.as_u16(), ms, %client, "a request was slow");
    }
    response
}
