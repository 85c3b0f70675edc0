//! The report of a run, with its rejections: for the caller, and in files beside the generation that it made.

use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use serde_json::json;

use super::observer::{Observer, Progress, Rejected};

/// The figures of a run. Always: read = indexed + unchanged + rejected.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Items read.
    pub read: u64,
    /// Documents added or replaced.
    pub indexed: u64,
    /// Documents that were in the index already, unchanged.
    pub unchanged: u64,
    /// Items rejected.
    pub rejected: u64,
    /// Documents deleted from the index.
    pub removed: u64,
    /// The generation that is live now.
    pub generation: String,
    /// How long it took.
    pub seconds: f64,
}

impl Report {
    /// The figures as JSON, without the generation.
    pub fn figures(&self) -> serde_json::Value {
        json!({
            "read": self.read,
            "indexed": self.indexed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "removed": self.removed,
            "seconds": (self.seconds * 1000.0).round() / 1000.0,
        })
    }

    /// Writes the figures to the file. The generation has no name yet.
    pub(super) fn write(&self, mut file: File) -> io::Result<()> {
        writeln!(file, "{:#}", self.figures())?;
        file.sync_all()
    }

    /// Whether the figures account for every item.
    pub fn adds_up(&self) -> bool {
        self.read == self.indexed + self.unchanged + self.rejected
    }
}

/// For people.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read {} = indexed {} + unchanged {} + rejected {}; ",
            self.read, self.indexed, self.unchanged, self.rejected
        )?;
        if self.removed > 0 {
            write!(f, "{} removed; ", self.removed)?;
        }
        write!(f, "{} is live; {:.1} s", self.generation, self.seconds)
    }
}

/// Writes rejections beside the generation, a line of JSON each, and passes everything on.
pub(super) struct RejectionLog<'a> {
    file: BufWriter<File>,
    observer: &'a mut dyn Observer,
    /// The files with rejections.
    places: HashSet<String>,
    /// An error of writing, returned at the end.
    failure: Option<io::Error>,
}

impl<'a> RejectionLog<'a> {
    pub(super) fn new(file: File, observer: &'a mut dyn Observer) -> Self {
        Self { file: BufWriter::new(file), observer, places: HashSet::new(), failure: None }
    }

    /// The files with rejections, once everything is on disk.
    pub(super) fn finish(mut self) -> io::Result<HashSet<String>> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok(self.places)
    }
}

impl Observer for RejectionLog<'_> {
    fn progress(&mut self, progress: Progress) {
        self.observer.progress(progress);
    }

    fn rejected(&mut self, rejected: &Rejected) {
        self.places.insert(rejected.origin.path.clone());
        let line = json!({
            "path": rejected.origin.path,
            "line": rejected.origin.line,
            "reason": rejected.reason,
        });
        if let Err(error) = writeln!(self.file, "{line}") {
            self.failure.get_or_insert(error);
        }
        self.observer.rejected(rejected);
    }
}
