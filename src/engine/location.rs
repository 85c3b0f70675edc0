//! The location of an index, which determines its engine.

use std::path::{Path, PathBuf};

use super::backend::Backend;
use super::embedded::Embedded;
#[cfg(test)]
use super::memory::Memory;

/// Where an index is. Made from a path; another engine is another variant.
#[derive(Clone, Debug)]
pub enum Location {
    /// A folder, kept by the embedded engine.
    Folder(PathBuf),
    /// The memory of a test.
    #[cfg(test)]
    Memory(Memory),
}

impl From<&Path> for Location {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }
}

impl From<&PathBuf> for Location {
    fn from(folder: &PathBuf) -> Self {
        Self::Folder(folder.clone())
    }
}

impl From<&Self> for Location {
    fn from(location: &Self) -> Self {
        location.clone()
    }
}

impl Location {
    /// The operations of an index as a whole.
    pub(super) fn backend(&self) -> Box<dyn Backend + '_> {
        match self {
            Self::Folder(folder) => Box::new(Embedded(folder)),
            #[cfg(test)]
            Self::Memory(memory) => Box::new(memory.clone()),
        }
    }
}
