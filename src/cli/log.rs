//! The log on standard error, which can harm nothing: a line that cannot be written is lost, a server's lines wait in a
//! bounded queue for a thread of their own, so that a slow reader of standard error delays no request, a line has at
//! most 4 KiB, and of warnings that repeat themselves only the first are written, with the number of the others.
//!
//! `tracing-appender` has such a queue, but it does not write how many lines were lost, bounds no line, and brings a
//! library for dates along.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::callsite::Identifier;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt, registry};

use super::console;

/// Lines that wait for a slow reader of standard error, at most 4 MB; further ones are lost and counted.
const QUEUE: usize = 1_024;

/// A server writes at most 10 warnings or errors from one place of the program in 10 seconds, a job 100 in all.
const SERVER: Limit = Limit { lines: 10, window: Some(Duration::from_secs(10)) };
const JOB: Limit = Limit { lines: 100, window: None };

/// How long the end of the program waits for a slow reader of standard error.
const FLUSH: Duration = Duration::from_secs(1);

/// The running log. [`Log::finish`] writes what is left.
pub(super) struct Log {
    repeats: Arc<Repeats>,
    queue: Option<SyncSender<Message>>,
}

/// Starts the log; `VESTNIK_LOG` sets its level. A server's lines have the time and the module, those of the other
/// commands do not, as they are read at once.
pub(super) fn start(serves: bool) -> Log {
    let filter =
        EnvFilter::try_from_env("VESTNIK_LOG").unwrap_or_else(|_| EnvFilter::new("warn,vestnik=info"));
    let repeats = Arc::new(Repeats::new(if serves { SERVER } else { JOB }));
    let lines = if serves { Lines::queued(Arc::clone(&repeats), console::put) } else { Lines::direct() };
    let queue = lines.queue.clone();
    let layer = fmt::layer()
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .log_internal_errors(false)
        .with_writer(lines);
    let log = registry().with(filter).with(Limiter(Arc::clone(&repeats)));
    if serves {
        log.with(layer).init();
        std::panic::set_hook(Box::new(panicked));
    } else {
        log.with(layer.without_time().with_target(false)).init();
    }
    Log { repeats, queue }
}

/// A panic of a server is a line of the log like any other: the hook of the standard library would wait for a slow
/// reader of standard error.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let payload = panic.payload();
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let said = said.unwrap_or("no message");
    tracing::error!("thread '{}' panicked at {place}: {said}", thread.name().unwrap_or("unnamed"));
}

impl Log {
    /// Writes what is left, for at most a second.
    pub(super) fn finish(self) {
        self.repeats.tell(true);
        let Some(queue) = self.queue else { return };
        let started = Instant::now();
        let (done, written) = channel();
        let mut message = Message::Flush(done);
        while let Err(TrySendError::Full(back)) = queue.try_send(message) {
            if started.elapsed() > FLUSH {
                return;
            }
            message = back;
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = written.recv_timeout(FLUSH.saturating_sub(started.elapsed()));
    }
}

enum Message {
    Line(Vec<u8>),
    /// Answered when everything before it is written.
    Flush(std::sync::mpsc::Sender<()>),
}

/// The writer of the log's lines. It takes whole lines and never fails.
#[derive(Clone)]
struct Lines {
    /// `None` writes at once, which is right for a job: it may wait for its reader.
    queue: Option<SyncSender<Message>>,
    lost: Arc<AtomicU64>,
}

impl Lines {
    fn direct() -> Self {
        Self { queue: None, lost: Arc::default() }
    }

    /// Lines that a thread writes. Without the thread they are written at once.
    fn queued(repeats: Arc<Repeats>, write: impl Fn(&[u8]) + Send + 'static) -> Self {
        let (queue, waiting) = sync_channel(QUEUE);
        let lost = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&lost);
        let work = move || write_all(&waiting, &counted, &repeats, &write);
        let started = std::thread::Builder::new().name("log".to_owned()).spawn(work);
        Self { queue: started.is_ok().then_some(queue), lost }
    }
}

/// Writes the lines of a queue for as long as the program runs.
fn write_all(waiting: &Receiver<Message>, lost: &AtomicU64, repeats: &Repeats, write: &dyn Fn(&[u8])) {
    loop {
        match waiting.recv_timeout(Duration::from_secs(1)) {
            Ok(Message::Line(line)) => write(&line),
            Ok(Message::Flush(done)) => drop(done.send(())),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            write(
                format!("{lost} lines of the log were lost: they came faster than they were read\n")
                    .as_bytes(),
            );
        }
        repeats.tell(false);
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let bounded = console::bounded(line);
        match &self.queue {
            None => console::put(&bounded),
            Some(queue) => {
                if queue.try_send(Message::Line(bounded)).is_err() {
                    self.lost.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many warnings and errors of one place are written in a window, or in all.
#[derive(Clone, Copy)]
struct Limit {
    lines: u64,
    window: Option<Duration>,
}

/// Counts the warnings and errors of each place in the program.
struct Repeats {
    limit: Limit,
    places: Mutex<HashMap<Identifier, Place>>,
}

/// What a place in the program has said.
struct Place {
    begun: Instant,
    lines: u64,
    left_out: u64,
    /// One of those that were left out.
    example: String,
}

impl Repeats {
    fn new(limit: Limit) -> Self {
        Self { limit, places: Mutex::default() }
    }

    fn ended(&self, place: &Place) -> bool {
        self.limit.window.is_some_and(|window| place.begun.elapsed() >= window)
    }

    /// Whether a line of a place is still within the limit.
    fn admit(&self, at: Identifier, message: impl FnOnce() -> String) -> bool {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Place { begun: Instant::now(), lines: 0, left_out: 0, example: String::new() };
        let place = places.entry(at).or_insert_with(fresh);
        if self.ended(place) && place.left_out == 0 {
            *place = fresh();
        }
        place.lines += 1;
        if place.lines <= self.limit.lines {
            return true;
        }
        if place.left_out == 0 {
            place.example = message();
        }
        place.left_out += 1;
        false
    }

    /// Logs how many lines were left out, of the places whose window is over, or at the end of all.
    fn tell(&self, end: bool) {
        let mut over = Vec::new();
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, place| {
            let told = end || self.ended(place);
            if told && place.left_out > 0 {
                over.push((place.left_out, std::mem::take(&mut place.example)));
            }
            !told
        });
        drop(places);
        for (left_out, example) in over {
            tracing::warn!("{left_out} more lines like this were left out: {example}");
        }
    }
}

/// Keeps back the lines of places that have said enough.
struct Limiter(Arc<Repeats>);

impl<S: Subscriber> Layer<S> for Limiter {
    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        let metadata = event.metadata();
        // More is written only when VESTNIK_LOG asks for it.
        if *metadata.level() > Level::WARN {
            return true;
        }
        self.0.admit(metadata.callsite(), || {
            let mut said = Said(String::new());
            event.record(&mut said);
            said.0.chars().take(300).collect()
        })
    }
}

/// The message and the fields of an event as text.
struct Said(String);

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?} "),
            name => write!(self.0, "{name}={value:?} "),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// The reader of standard error stops: lines are lost and counted, the program never waits.
    #[test]
    fn a_reader_that_stops_delays_no_line() {
        let (release, held) = mpsc::channel::<()>();
        let (written, lines) = mpsc::channel();
        let held = Mutex::new(held);
        let write = move |line: &[u8]| {
            let _ = held.lock().expect("no panic").recv();
            let _ = written.send(String::from_utf8_lossy(line).into_owned());
        };
        let mut log = Lines::queued(Arc::new(Repeats::new(SERVER)), write);
        let started = Instant::now();
        for number in 0..QUEUE + 100 {
            log.write_all(format!("{number}\n").as_bytes()).expect("never an error");
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        drop(release);
        let patience = Duration::from_secs(30);
        assert_eq!(lines.recv_timeout(patience).as_deref(), Ok("0\n"));
        // The thread had taken one line or none before it was held.
        let told = lines.recv_timeout(patience).expect("the number of lost lines");
        assert!(["99 lines", "100 lines"].iter().any(|lost| told.starts_with(lost)), "{told}");
        assert_eq!(lines.recv_timeout(patience).as_deref(), Ok("1\n"));
    }

    #[test]
    fn lines_that_repeat_are_counted() {
        static PLACE: std::sync::LazyLock<Identifier> = std::sync::LazyLock::new(|| {
            tracing::callsite! { name: "place", kind: tracing::metadata::Kind::EVENT, fields: }
                .metadata()
                .callsite()
        });
        use tracing::Callsite;
        let repeats = Repeats::new(Limit { lines: 3, window: None });
        let written = (0..10).filter(|_| repeats.admit(PLACE.clone(), || "a message".to_owned())).count();
        assert_eq!(written, 3);
        let places = repeats.places.lock().expect("no panic");
        let place = places.values().next().expect("a place");
        assert_eq!((place.left_out, place.example.as_str()), (7, "a message"));
    }
}
