//! A new generation becomes live: the server notices, opens it beside the old one, and swaps between requests. When the
//! live generation on the disk cannot be opened or is gone, the one before goes on serving and the server says so.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::state::App;
use crate::engine::{Engine, EngineError};

/// The name for the log when the live generation cannot be determined.
pub const CURRENT: &str = "index/current";

/// A refused generation is tried again after a minute, and again after twice as long, up to 16 minutes: its fault may
/// have been the machine's (no file descriptors, a disk that came back), and reading it costs time.
const AGAIN: Duration = Duration::from_secs(60);
const AGAIN_AT_MOST: Duration = Duration::from_secs(16 * 60);

/// Wakes the thread that watches the index. The thread ends when this is dropped.
pub(super) struct Watcher(SyncSender<()>);

impl Watcher {
    /// Watches the index on a thread of its own.
    ///
    /// # Errors
    /// The system's error when the thread cannot be started.
    pub(super) fn start(app: App) -> io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let interval = app.settings().reload_interval;
        let mut again = Again::default();
        let look = move |at_once: bool| {
            app.figures().watcher.look();
            // A fault of the program must not end the watch: it is counted, and the next look comes in a second.
            let looked = catch_unwind(AssertUnwindSafe(|| look(&app, &mut again, at_once)));
            if looked.is_err() {
                app.figures().watcher.panics.fetch_add(1, Ordering::Relaxed);
                tracing::error!("looking for a new generation brought out a fault of the program");
            }
        };
        std::thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || watch(&woken, interval, look))?;
        Ok(Self(wake))
    }

    /// Looks at the index at once, also at a generation that was refused.
    pub(super) fn look(&self) {
        // A full channel means that it is about to look.
        let _ = self.0.try_send(());
    }
}

fn watch(woken: &Receiver<()>, interval: Duration, mut look: impl FnMut(bool)) {
    look(false);
    loop {
        match woken.recv_timeout(interval) {
            Ok(()) => look(true),
            Err(RecvTimeoutError::Timeout) => look(false),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// When a refused generation is tried again.
#[derive(Debug, Default)]
struct Again {
    pause: Duration,
    /// `None` until one is refused.
    at: Option<Instant>,
}

impl Again {
    fn is_due(&mut self) -> bool {
        let now = Instant::now();
        // A generation that was refused before the first look.
        now >= *self.at.get_or_insert(now + AGAIN)
    }

    fn put_off(&mut self) {
        self.pause = (self.pause * 2).clamp(AGAIN, AGAIN_AT_MOST);
        self.at = Some(Instant::now() + self.pause);
    }
}

/// Compares what is served with what is live on the disk.
fn look(app: &App, again: &mut Again, at_once: bool) {
    let (serving, index) = (app.engine(), app.index());
    let live = match Engine::live_identity(index) {
        Ok(Some(live)) => live,
        Ok(None) => return refuse(app, CURRENT.to_owned(), absence(index)),
        Err(error) => return refuse(app, CURRENT.to_owned(), error.to_string()),
    };
    if Some(live.as_str()) == serving.identity() {
        app.accept();
        *again = Again::default();
        return app.figures().watcher.succeed();
    }
    let known = app.refused().is_some_and(|refused| refused.generation == live);
    if known && !at_once && !again.is_due() {
        return;
    }
    match open(app, &serving, index) {
        Ok(engine) => {
            tracing::info!(generation = engine.generation(), "a new generation is live");
            app.swap(engine);
            *again = Again::default();
            app.figures().watcher.succeed();
        }
        Err(error) => {
            refuse(app, live, error.to_string());
            again.put_off();
        }
    }
}

/// Opens the live generation and makes its first searches, which are slower than later ones.
fn open(app: &App, serving: &Engine, index: &Path) -> Result<Engine, EngineError> {
    let engine = serving.reopen(index)?;
    app.warm(&engine);
    Ok(engine)
}

/// What is said of an index without a live generation. A server started with one, so it was taken away.
fn absence(index: &Path) -> String {
    let gone = if index.is_dir() { index.join("current") } else { index.to_owned() };
    format!(
        "{} is gone; `vestnik rollback` makes a generation live that is there, `vestnik reindex` builds one",
        gone.display()
    )
}

/// Records and logs what cannot be served, once for each reason.
fn refuse(app: &App, generation: String, reason: String) {
    let known = app.refused().is_some_and(|known| known.generation == generation && known.reason == reason);
    if !known {
        let serving = app.engine().generation().to_owned();
        tracing::error!(%generation, error = %reason, %serving, "a generation was refused; the one before goes on serving");
        app.refuse(generation, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watch_goes_on_until_it_is_dropped() {
        let (wake, woken) = sync_channel(1);
        let (seen, looks) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            watch(&woken, Duration::from_millis(1), |at_once| {
                let _ = seen.send(at_once);
            });
        });
        let patience = Duration::from_secs(30);
        assert_eq!(looks.recv_timeout(patience), Ok(false));
        wake.send(()).expect("it watches");
        while looks.recv_timeout(patience) != Ok(true) {}
        assert_eq!(looks.recv_timeout(patience), Ok(false));
        drop(wake);
        thread.join().expect("no panic");
    }

    #[test]
    fn a_refused_generation_is_tried_again() {
        let mut again = Again::default();
        assert!(!again.is_due());
        again.put_off();
        assert!(!again.is_due());
        again.at = Some(Instant::now());
        assert!(again.is_due());
        for _ in 0..10 {
            again.put_off();
        }
        assert_eq!(again.pause, AGAIN_AT_MOST);
    }
}
