//! The time that one file may take, whatever part of its reading takes it.

use std::time::{Duration, Instant};

use super::ReadError;

/// When the reading of a file has to be over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    started: Instant,
    limit: Duration,
}

impl Deadline {
    /// The deadline of a reading that begins now.
    pub(super) fn after(limit: Duration) -> Self {
        Self { started: Instant::now(), limit }
    }

    /// An error once the time is over.
    pub(super) fn check(&self) -> Result<(), ReadError> {
        if self.started.elapsed() <= self.limit {
            return Ok(());
        }
        Err(ReadError::TooSlow { seconds: self.limit.as_secs() })
    }
}
