//! Progress on standard error: a bar on a terminal, a plain line every 10 seconds elsewhere. Rejections are separate
//! lines in both.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::console;
use crate::indexing::{Observer, Progress, Rejected};

/// The interval of lines in a log.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// The interval of lines for a program that reads the JSON.
const JSON_EVERY: Duration = Duration::from_secs(1);

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
        console::show(bar.as_ref());
        let started = Instant::now();
        Self { bar, json, total: total_bytes, started, last_line: started }
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        console::show(None);
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
            // Without a reader the job goes on.
            let _ = console::print(line);
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
                console::note(format_args!(
                    "{percent} %: {}, {rate:.0} a second, {left:.0} s left",
                    message(progress)
                ));
            }
            None => {}
        }
    }

    fn rejected(&mut self, rejected: &Rejected) {
        if self.json {
            let origin = &rejected.origin;
            let line = json!({ "event": "rejected", "path": origin.path, "line": origin.line, "reason": rejected.reason });
            // Without a reader the job goes on.
            let _ = console::print(line);
        }
        console::note(format_args!("rejected: {rejected}"));
    }
}
