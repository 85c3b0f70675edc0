//! A communiqué together with its annotations.

use super::{Annotations, Communique};

/// A communiqué with its annotations: what the index holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What was published.
    pub communique: Communique,
    /// What we inferred.
    pub annotations: Annotations,
}
