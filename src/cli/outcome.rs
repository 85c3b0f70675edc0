//! How a command ended. What it could not do at all is an `anyhow::Error` instead.

/// How a command ended.
pub(super) enum Outcome {
    /// It did what was asked; exit code 0.
    Done,
    /// It did what was asked, but some inputs were rejected; exit code 3.
    SomeRejected,
    /// It has told what is wrong; exit code 1.
    Failed,
    /// It was called with arguments that do not go together, and has told so; exit code 2.
    Usage,
}
