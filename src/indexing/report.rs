//! What a run did, and what it could not take.

use std::fmt;

use crate::model::{Communique, Origin};

/// The figures of a run. Always: read = indexed + unchanged + rejected.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Items read.
    pub read: u64,
    /// Documents added or replaced.
    pub indexed: u64,
    /// Documents that are there already, as they are.
    pub unchanged: u64,
    /// Items that could not be taken.
    pub rejected: u64,
    /// Documents taken out of the index.
    pub removed: u64,
    /// The generation that is live now.
    pub generation: String,
    /// How long it took.
    pub seconds: f64,
}

impl Report {
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
            "read {} = indexed {} + unchanged {} + rejected {}; {} is live; {:.1} s",
            self.read, self.indexed, self.unchanged, self.rejected, self.generation, self.seconds
        )
    }
}

/// An item that could not be taken, and why.
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
