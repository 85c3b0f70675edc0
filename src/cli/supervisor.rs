//! A server is two processes. The one that was started keeps the socket, starts the other one, which serves, and starts
//! it again when a signal ends it: a file of the index that was cut short ends a process that reads it (SIGBUS), and so
//! do a stack that overflows and a system without memory. Connections wait in the socket meanwhile.
//!
//! The serving process has the socket as its standard input. Its standard output is a pair of sockets, by which it tells
//! that it listens and is given orders, and at whose end it knows that the other process is gone, and ends.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt, parent_id};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::console;
use super::outcome::Outcome;
use crate::config::Config;
use crate::http::{self, Order};

/// Names to a serving process the one that started it.
const SERVES_FOR: &str = "VESTNIK_SERVES_FOR";

/// A process that ends sooner than this after its start is started again only after a pause.
const SOON: Duration = Duration::from_secs(10);

/// The first pause, and the longest; each is twice the one before.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// How long the serving process may take to stop. It gives running requests 10 seconds.
const STOPPING: Duration = Duration::from_secs(15);

const STOP: &str = "stop";
const LOOK: &str = "look";

/// What a serving process was started with.
pub(super) struct Post {
    listener: TcpListener,
    orders: UnixStream,
}

/// What this process was started with, if another one started it to serve.
pub(super) fn post() -> anyhow::Result<Option<Post>> {
    if std::env::var(SERVES_FOR).ok().is_none_or(|pid| pid != parent_id().to_string()) {
        return Ok(None);
    }
    let descriptors = || -> io::Result<(OwnedFd, OwnedFd)> {
        let socket = io::stdin().as_fd().try_clone_to_owned()?;
        Ok((socket, io::stdout().as_fd().try_clone_to_owned()?))
    };
    let (socket, orders) = descriptors().context("cannot take over the socket")?;
    Ok(Some(Post { listener: TcpListener::from(socket), orders: UnixStream::from(orders) }))
}

impl Post {
    /// Receives orders for as long as the process runs. Until the receiver is used, an order to stop ends the process at
    /// once, as whatever it does can be killed; so does the end of the process that gives them.
    pub(super) fn orders(&self) -> anyhow::Result<UnboundedReceiver<Order>> {
        let lines = BufReader::new(self.orders.try_clone()?);
        let (give, orders) = unbounded_channel();
        let read = move || {
            for line in lines.lines().map_while(Result::ok) {
                let order = match line.as_str() {
                    STOP => Order::Stop,
                    LOOK => Order::Look,
                    _ => continue,
                };
                if give.send(order).is_err() || (order == Order::Stop && !SERVING.load(Ordering::Relaxed)) {
                    std::process::exit(0);
                }
            }
            std::process::exit(1);
        };
        std::thread::Builder::new().name("orders".to_owned()).spawn(read)?;
        Ok(orders)
    }

    pub(super) fn listener(self) -> TcpListener {
        self.listener
    }
}

/// Whether this process serves, so that orders are followed by the server.
static SERVING: AtomicBool = AtomicBool::new(false);

/// Tells that orders are followed by the server from now on.
pub(super) fn serving() {
    SERVING.store(true, Ordering::Relaxed);
}

/// Keeps a process serving until this one is told to stop (SIGTERM, SIGINT) or the serving one ends by itself.
pub(super) fn supervise(config: &Config) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("cannot start the server")?.block_on(async {
        let listener = http::listen(config.http.listen)?;
        Supervisor { listener, told: Arc::default(), pause: Duration::ZERO }.run().await
    })
}

struct Supervisor {
    listener: TcpListener,
    /// Whether it was told that connections are accepted.
    told: Arc<AtomicBool>,
    /// Before the next start.
    pause: Duration,
}

/// The process that serves.
struct Serving {
    child: Child,
    orders: UnixStream,
    started: Instant,
}

impl Serving {
    fn order(&mut self, order: &str) {
        // A process that cannot take it has ended.
        let _ = self.orders.write_all(format!("{order}\n").as_bytes());
    }
}

impl Supervisor {
    async fn run(mut self) -> anyhow::Result<Outcome> {
        let signals = || -> io::Result<_> {
            Ok((
                signal(SignalKind::terminate())?,
                signal(SignalKind::interrupt())?,
                signal(SignalKind::hangup())?,
                signal(SignalKind::child())?,
            ))
        };
        let (mut terminate, mut interrupt, mut hangup, mut ended) =
            signals().context("cannot listen for signals")?;
        let mut serving = self.start()?;
        let mut stopping: Option<Instant> = None;
        loop {
            let left = stopping.map(|since| STOPPING.saturating_sub(since.elapsed()));
            tokio::select! {
                _ = ended.recv() => {}
                _ = hangup.recv() => serving.order(LOOK),
                _ = terminate.recv() => self.stop(&mut serving, &mut stopping),
                _ = interrupt.recv() => self.stop(&mut serving, &mut stopping),
                () = tokio::time::sleep(left.unwrap_or_default()), if left.is_some() => {
                    let _ = serving.child.kill();
                }
            }
            let Some(status) = serving.child.try_wait().context("cannot wait for the serving process")?
            else {
                continue;
            };
            let Some(number) = status.signal() else { return Ok(outcome(status)) };
            if stopping.is_some() {
                return Ok(if is_stop(number) { Outcome::Done } else { Outcome::Failed });
            }
            if is_stop(number) {
                // SIGTERM, SIGINT or SIGQUIT sent to the serving process itself: it is not started again.
                return Ok(Outcome::Ended(u8::try_from(128 + number).unwrap_or(u8::MAX)));
            }
            self.pause = match serving.started.elapsed() < SOON {
                true => (self.pause * 2).clamp(PAUSES.0, PAUSES.1),
                false => Duration::ZERO,
            };
            tracing::error!(
                "the serving process was ended by {}; another one is started{}",
                name(number),
                if self.pause.is_zero() { String::new() } else { format!(" in {:?}", self.pause) }
            );
            let stop = async {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            };
            if tokio::time::timeout(self.pause, stop).await.is_ok() && !self.pause.is_zero() {
                return Ok(Outcome::Done);
            }
            serving = self.start()?;
        }
    }

    /// Tells the serving process to stop; told twice, it is killed.
    fn stop(&self, serving: &mut Serving, stopping: &mut Option<Instant>) {
        if stopping.is_some() {
            let _ = serving.child.kill();
        } else {
            *stopping = Some(Instant::now());
            serving.order(STOP);
        }
    }

    fn start(&self) -> anyhow::Result<Serving> {
        let started = Instant::now();
        let start = || -> io::Result<Serving> {
            let (orders, theirs) = UnixStream::pair()?;
            let own = std::env::current_exe()?;
            // Where the program was replaced, this still runs.
            let same = std::path::PathBuf::from("/proc/self/exe");
            let program = if own.exists() || !same.exists() { own } else { same };
            let mut arguments = std::env::args_os();
            let mut command = Command::new(program);
            if let Some(name) = arguments.next() {
                command.arg0(name);
            }
            let child = command
                .args(arguments)
                .env(SERVES_FOR, std::process::id().to_string())
                .stdin(Stdio::from(OwnedFd::from(self.listener.try_clone()?)))
                .stdout(Stdio::from(OwnedFd::from(theirs)))
                .spawn()?;
            drop(command);
            Ok(Serving { child, orders, started })
        };
        let serving = start().context("cannot start the serving process")?;
        let (lines, told) = (BufReader::new(serving.orders.try_clone()?), Arc::clone(&self.told));
        let tell = move || {
            for line in lines.lines().map_while(Result::ok) {
                // Once, however often the serving process is started.
                if !told.swap(true, Ordering::Relaxed) {
                    // Without a reader of standard output the server serves all the same.
                    let _ = console::print(line);
                }
            }
        };
        std::thread::Builder::new().name("serving".to_owned()).spawn(tell)?;
        Ok(serving)
    }
}

/// The outcome of a process that ended by itself.
fn outcome(status: ExitStatus) -> Outcome {
    match status.code().unwrap_or(1) {
        0 => Outcome::Done,
        code => Outcome::Ended(u8::try_from(code).unwrap_or(1)),
    }
}

/// Whether a signal is one by which an operator stops a process.
fn is_stop(number: i32) -> bool {
    [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::quit()]
        .iter()
        .any(|kind| kind.as_raw_value() == number)
}

/// A signal for the log, with what it mostly means.
fn name(number: i32) -> String {
    let bus = if cfg!(target_os = "linux") { 7 } else { 10 };
    match number {
        4 => "SIGILL (the program has instructions that this processor lacks)".to_owned(),
        6 => "SIGABRT (a fault of the program, or no memory)".to_owned(),
        9 => "SIGKILL (killed, or the system had no memory left)".to_owned(),
        11 => "SIGSEGV (a fault of the program)".to_owned(),
        _ if number == bus => {
            "SIGBUS (a file of the index was cut short while it was read, or the disk failed)".to_owned()
        }
        _ => format!("signal {number}"),
    }
}
