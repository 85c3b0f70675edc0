//! Progress on standard error: a bar on a terminal, a plain line every 10 seconds elsewhere. Rejections are separate
//! lines in both.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::indexing::{Observer, Progress, Rejected};

/// The interval of lines in a log.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// The interval of lines for a program that reads the JSON.
const JSON_EVERY: Duration = Duration::from_secs(1);

/// The bar on the terminal now. Lines of the log are written above it.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// The writer of the log: standard error, above the bar if there is one.
pub(super) struct LogLines;

impl Write for LogLines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let bar = SHOWN.lock().ok().and_then(|bar| bar.clone());
        match bar {
            Some(bar) => bar.suspend(|| io::stderr().write_all(line))?,
            None => io::stderr().write_all(line)?,
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

fn show(bar: Option<&ProgressBar>) {
    if let Ok(mut shown) = SHOWN.lock() {
        *shown = bar.cloned();
    }
}

pub(super) struct Display {
    bar: Option<ProgressBar>,
    /// A program reads JSON from standard output.
    json: bool,
    total: u64,
    started: Instant,
    last_line: Instant,
}

impl Display {
    pub(super) fn new(total_bytes: u64, json: bool) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template(
                "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}  {msg}  {elapsed}, {eta} left",
            );
            ProgressBar::new(total_bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        show(bar.as_ref());
        let started = Instant::now();
        Self { bar, json, total: total_bytes, started, last_line: started }
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        show(None);
    }
}

impl Observer for Display {
    fn progress(&mut self, progress: Progress) {
        if self.json && self.last_line.elapsed() >= JSON_EVERY {
            self.last_line = Instant::now();
            let line = json!({
                "event": "progress",
                "read": progress.read,
                "rejected": progress.rejected,
                "bytes": progress.bytes,
                "total_bytes": self.total,
                "seconds": self.started.elapsed().as_secs(),
            });
            println!("{line}");
        }
        let message = |progress: Progress| format!("{} read, {} rejected", progress.read, progress.rejected);
        match &self.bar {
            Some(bar) => {
                bar.set_position(progress.bytes);
                if progress.read.is_multiple_of(50) {
                    bar.set_message(message(progress));
                }
            }
            None if !self.json && self.last_line.elapsed() >= LINE_EVERY => {
                self.last_line = Instant::now();
                let percent = (progress.bytes * 100).checked_div(self.total).unwrap_or(100).min(100);
                let spent = self.started.elapsed().as_secs_f64();
                let rate = progress.read as f64 / spent.max(0.001);
                let left = spent * (100 - percent) as f64 / percent.max(1) as f64;
                eprintln!("{percent} %: {}, {rate:.0} a second, {left:.0} s left", message(progress));
            }
            None => {}
        }
    }

    fn rejected(&mut self, rejected: &Rejected) {
        if self.json {
            let origin = &rejected.origin;
            let line = json!({ "event": "rejected", "path": origin.path, "line": origin.line, "reason": rejected.reason });
            println!("{line}");
        }
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("rejected: {rejected}")),
            None => eprintln!("rejected: {rejected}"),
        }
    }
}
