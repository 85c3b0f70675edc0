//! The server's settings and their defaults.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::clients::Network;

/// The server's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Queries that are run before a new generation is served.
    pub canaries: Vec<String>,
    /// Address and port; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Scheme and host under which people reach the server, for addresses that they copy: `https://vestnik.example`.
    /// Without it, the host that the request names.
    pub public_url: Option<String>,
    /// Threads that search. Searching uses only the processor, so more threads than cores do not make it faster.
    pub search_threads: usize,
    /// Searches that may wait for a thread; further ones are refused as busy, and so are those that would wait longer
    /// than half of their time.
    pub search_queue: usize,
    /// How long a search may take, from the arrival of its request. One that takes longer is refused.
    pub search_timeout: Duration,
    /// Reverse proxies that name their client in `X-Forwarded-For`.
    pub trusted_proxies: Vec<Network>,
    /// Connections at a time; further ones wait to be accepted.
    pub max_connections: usize,
    /// How long a client may take to send the head of a request, and how long a connection may be idle.
    pub header_timeout: Duration,
    /// How long a client may take to receive what is ready to be sent.
    pub write_timeout: Duration,
    /// How long a request may take in all.
    pub request_timeout: Duration,
    /// How long running requests may go on after the signal to stop.
    pub drain_timeout: Duration,
    /// The interval of checks for a new generation.
    pub reload_interval: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            canaries: Vec::new(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            search_threads: cores,
            search_queue: 512,
            search_timeout: Duration::from_secs(2),
            trusted_proxies: Vec::new(),
            max_connections: 1_024,
            header_timeout: Duration::from_secs(5),
            write_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            drain_timeout: Duration::from_secs(10),
            reload_interval: Duration::from_secs(1),
        }
    }
}
