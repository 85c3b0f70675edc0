//! The deadline of a search, as an error of the engine.

use super::EngineError;
use crate::query::deadline;

/// # Errors
/// [`EngineError::Deadline`] when the time of this thread's work is over.
pub(super) fn in_time() -> Result<(), EngineError> {
    if deadline::over() { Err(EngineError::Deadline) } else { Ok(()) }
}
