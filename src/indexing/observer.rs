//! Reports of a run while it goes on: progress and rejections.

use std::fmt;

use crate::model::{Communique, Origin};

/// Receives the events of a run. Called from one thread.
pub trait Observer {
    /// An item was read; the figures so far.
    fn progress(&mut self, progress: Progress);
    /// An item was rejected.
    fn rejected(&mut self, rejected: &Rejected);
}

/// Shows nothing. The figures are in the [`Report`](super::Report) and the rejections in `rejected.jsonl` all the same.
impl Observer for () {
    fn progress(&mut self, _: Progress) {}
    fn rejected(&mut self, _: &Rejected) {}
}

/// The progress of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items read.
    pub read: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Items rejected.
    pub rejected: u64,
}

/// A rejected item, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it was read.
    pub origin: Origin,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Rejected {
    pub(super) fn same_id(communique: &Communique, first: &Origin) -> Self {
        Self {
            origin: communique.origin.clone(),
            reason: format!(
                "the id {} is already taken by {first}; give each document its own url or id",
                communique.id
            ),
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.reason)
    }
}
