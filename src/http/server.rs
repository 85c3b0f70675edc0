//! The server: connections with limits on everything a client may do slowly, and a stop that finishes what runs.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::caller::Peer;
use super::clients::{Client, is_trusted};
use super::connections::{Admission, Connections, Slot};
use super::layers::layered;
use super::reload::Watcher;
use super::state::App;
use crate::texts;

/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 32 << 10;
/// The most headers of a request.
const MAX_HEADERS: usize = 64;
/// Connections that the system keeps until they are accepted.
const BACKLOG: u32 = 1_024;

/// What a client is told that holds its share of the connections.
const TOO_MANY_CONNECTIONS: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\n\
                                      Connection: close\r\n\r\n";

/// Why serving ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; another program may use it, choose one with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
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

/// What a running server is told, beside signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// To finish what runs and end, as SIGTERM and SIGINT.
    Stop,
    /// To look at the index at once, as SIGHUP.
    Look,
}

/// Opens the socket that connections are accepted from. Called within a runtime of tokio.
///
/// # Errors
/// [`ServeError::Listen`] when the address is taken or not of this machine.
pub fn listen(address: SocketAddr) -> Result<std::net::TcpListener, ServeError> {
    let open = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)?.into_std()
    };
    open().map_err(|source| ServeError::Listen { address, source })
}

/// Serves until the process is told to stop, by an order or a signal. `ready` is called with the address once
/// connections are accepted.
///
/// # Errors
/// [`ServeError::Listen`] when the socket cannot be used, [`ServeError::Signals`] when signals cannot be received,
/// [`ServeError::Threads`] when a thread cannot be started.
pub async fn serve(
    app: App,
    listener: std::net::TcpListener,
    mut orders: UnboundedReceiver<Order>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let settings = app.settings().clone();
    let listen_error = |source| ServeError::Listen { address: settings.listen, source };
    listener.set_nonblocking(true).map_err(listen_error)?;
    let listener = TcpListener::from_std(listener).map_err(listen_error)?;
    let mut signals = Signals::new().map_err(ServeError::Signals)?;
    let service = layered(app.clone());
    let watcher = Watcher::start(app).map_err(ServeError::Threads)?;
    let connections = Connections::new(settings.max_connections);
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_headers(MAX_HEADERS)
        // A client may close its side after its request.
        .half_close(true);
    // The messages of all languages are read before the first request.
    texts::load();
    ready(listener.local_addr().map_err(listen_error)?);

    let mut ordered = false;
    loop {
        let (stream, address, slot) = tokio::select! {
            accepted = accept(&listener, &connections, &settings) => accepted,
            order = orders.recv(), if !ordered => match order {
                Some(Order::Look) => { watcher.look(); continue }
                Some(Order::Stop) => break,
                // There is nobody to give orders; signals are enough.
                None => { ordered = true; continue }
            },
            order = signals.next() => match order {
                Order::Look => { watcher.look(); continue }
                Order::Stop => break,
            },
        };
        let _ = stream.set_nodelay(true);
        let peer = Peer { address: address.ip(), activity: Arc::clone(&slot.activity) };
        let service = TowerToHyperService::new(service.clone().map_request(
            move |request: hyper::Request<Incoming>| -> Request {
                let mut request = request.map(axum::body::Body::new);
                request.extensions_mut().insert(peer.clone());
                request
            },
        ));
        // A client that does not read its answers must not hold the connection forever.
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(settings.write_timeout));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            tokio::select! {
                // Clients that leave or send garbage are not logged.
                _ = connection => {}
                () = slot.activity.ended() => {}
            }
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

/// The next connection that there is room for.
async fn accept(
    listener: &TcpListener,
    connections: &Arc<Connections>,
    settings: &super::Settings,
) -> (TcpStream, SocketAddr, Slot) {
    loop {
        let (stream, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // No file descriptors left, most likely. They come back as connections end.
                tracing::warn!(%error, "a connection was not accepted");
                connections.make_room();
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let client = Client::at(address.ip());
        let proxy = is_trusted(address.ip(), &settings.trusted_proxies);
        loop {
            match connections.admit((!proxy).then_some(client)) {
                Admission::Open(slot) => return (stream, address, slot),
                Admission::Refused => {
                    tracing::warn!(%client, "a connection was refused: the client holds its share of them");
                    // It may be gone already.
                    let _ = stream.try_write(TOO_MANY_CONNECTIONS);
                    break;
                }
                Admission::Full => connections.freed().await,
            }
        }
    }
}

/// The signals of the operator.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    hangup: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            // Without a handler it would end the process.
            hangup: signal(SignalKind::hangup())?,
        })
    }

    async fn next(&mut self) -> Order {
        tokio::select! {
            _ = self.terminate.recv() => Order::Stop,
            _ = self.interrupt.recv() => Order::Stop,
            _ = self.hangup.recv() => Order::Look,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Order {
        let _ = tokio::signal::ctrl_c().await;
        Order::Stop
    }
}
