//! How a command ended. A command that could not run at all returns an `anyhow::Error` instead.

/// How a command ended.
pub(super) enum Outcome {
    /// It did what was asked; exit code 0.
    Done,
    /// It did what was asked, but some inputs were rejected; exit code 3.
    SomeRejected,
    /// It reported a fault; exit code 1.
    Failed,
    /// The process that did the work ended with another code, which is passed on.
    #[cfg(unix)]
    Ended(u8),
    /// It was called with arguments that exclude each other, and reported that; exit code 2.
    Usage,
}
