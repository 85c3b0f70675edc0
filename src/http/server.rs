//! The server: connections with limits on everything a client may do slowly, and a stop that finishes what runs.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::{Service, ServiceExt};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};

use super::problem::{Failure, request_id};
use super::reload::Watcher;
use super::state::App;
use super::{guard, routes};
use crate::texts;

/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 32 << 10;
/// The most headers of a request.
const MAX_HEADERS: usize = 64;

/// Why serving ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; another program may use it, choose one with --listen")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The thread that watches the index cannot be started.
    #[error("cannot start a thread: {0}")]
    Threads(io::Error),
    /// The process cannot receive signals.
    #[error("cannot listen for signals: {0}")]
    Signals(io::Error),
}

/// Serves until the process is told to stop (SIGTERM, SIGINT). `ready` is called with the address once connections
/// are accepted. SIGHUP makes it look at the index at once.
///
/// # Errors
/// [`ServeError::Listen`] when the address is taken or not of this machine, [`ServeError::Signals`] when the signals
/// cannot be received, [`ServeError::Threads`] when a thread cannot be started.
pub async fn serve(app: App, ready: impl FnOnce(std::net::SocketAddr)) -> Result<(), ServeError> {
    let settings = app.settings().clone();
    let address = settings.listen;
    let listen_error = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen_error)?;
    let mut stop = std::pin::pin!(stop_signal().map_err(ServeError::Signals)?);
    let mut hangup = Hangup::new().map_err(ServeError::Signals)?;
    let service = layered(app.clone());
    let watcher = Watcher::start(app).map_err(ServeError::Threads)?;
    let connections = Arc::new(Semaphore::new(settings.max_connections));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_headers(MAX_HEADERS);
    // The messages of all languages are read before the first request.
    texts::load();
    ready(listener.local_addr().map_err(listen_error)?);

    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = hangup.next() => { watcher.look(); continue }
            () = &mut stop => break,
        };
        let (stream, _) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // No file descriptors left, most likely. They come back as connections end.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = hangup.next() => { watcher.look(); continue }
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(
            service
                .clone()
                .map_request(|request: hyper::Request<Incoming>| request.map(axum::body::Body::new)),
        );
        // A client that does not read its answers must not hold the connection forever.
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(settings.write_timeout));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            // Clients that leave or send garbage are not logged.
            let _ = connection.await;
            drop(permit);
        });
    }

    drop(listener);
    drop(watcher);
    tracing::info!("stopping");
    let drained = tokio::time::timeout(settings.drain_timeout, graceful.shutdown()).await;
    if drained.is_err() {
        tracing::warn!("requests were still running at the end of the time to stop");
    }
    Ok(())
}

/// The routes with their layers.
fn layered(
    app: App,
) -> impl Service<Request, Response = Response, Error = std::convert::Infallible, Future: Send> + Clone + Send
{
    let timeout = app.settings().request_timeout;
    let router: Router = routes()
        .with_state(app)
        .layer(middleware::from_fn(guard::refuse))
        .layer(middleware::from_fn(move |request: Request, next: middleware::Next| async move {
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
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(request_span)
                .on_response(DefaultOnResponse::new().level(tracing::Level::INFO)),
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

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// SIGHUP, which means to look at the index at once. Without a handler it would end the process.
struct Hangup {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Hangup {
    fn new() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?,
        })
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if self.signal.recv().await.is_some() {
            return;
        }
        std::future::pending().await
    }
}
