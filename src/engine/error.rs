//! The failures of an engine. None of them is caused by a request.

use std::io;
use std::path::{Path, PathBuf};

/// An engine's failure. The messages are for the operator of the program; a client reads that search is unavailable.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The folder holds no index yet.
    #[error("there is no index in {}; build it with `vestnik reindex`", index.display())]
    Empty {
        /// The folder.
        index: PathBuf,
    },
    /// It is not known which generation is live, and generations may be there.
    #[error(
        "{} {problem}; no generation is removed. `vestnik rollback` makes the newest sound generation live, \
         `vestnik reindex` builds a new one",
        index.join("current").display()
    )]
    NotNamed {
        /// The folder.
        index: PathBuf,
        /// What is wrong with the file `current`.
        problem: String,
    },
    /// Another process is writing to the index.
    #[error(
        "another job is writing to the index in {}; wait for it to end, or stop it and run this again",
        index.display()
    )]
    Locked {
        /// The folder.
        index: PathBuf,
    },
    /// Generations are there, and none of them can be opened.
    #[error("no generation in {} is sound ({problem}); build a new one with `vestnik reindex`", index.display())]
    NothingSound {
        /// The folder.
        index: PathBuf,
        /// What is wrong with the one that should be live.
        problem: Box<EngineError>,
    },
    /// The generation was built by another version of the program.
    #[error("{generation} was built with another schema or analyzer; rebuild it with `vestnik reindex`")]
    Incompatible {
        /// Its name.
        generation: String,
    },
    /// The index contradicts itself.
    #[error("the index is damaged ({what}); rebuild it with `vestnik reindex`")]
    Damaged {
        /// What was found.
        what: &'static str,
    },
    /// A file differs from what was written.
    #[error(
        "the generation is damaged: {problem}; go back to the one before with `vestnik rollback` or rebuild it with `vestnik reindex`"
    )]
    NotWhatWasWritten {
        /// The file and what is wrong with it.
        problem: String,
    },
    /// The file with the hash was changed, or the manifest.
    #[error(
        "{} and manifest.b3 beside it do not agree: one of them is not what was written; go back with \
         `vestnik rollback` or rebuild the index with `vestnik reindex`",
        path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A new generation is so much worse than the live one that something must have gone wrong.
    #[error("{reason}; the index is unchanged. If this is right, publish it with --force")]
    Doubtful {
        /// What is doubtful.
        reason: String,
    },
    /// There is too little room for a new generation.
    #[error(
        "there is too little room in {}: {available} MB are free and about {needed} MB are needed; free room and run \
         this again",
        index.display()
    )]
    NoRoom {
        /// The folder of the index.
        index: PathBuf,
        /// In megabytes.
        available: u64,
        /// In megabytes.
        needed: u64,
    },
    /// A file is not a snapshot, or differs from the one that was written.
    #[error(
        "{} is no snapshot, or a damaged one ({problem}); the index is unchanged. Restore another file that \
         `vestnik snapshot` wrote",
        path.display()
    )]
    NoSnapshot {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// There is no generation to go back to.
    #[error("there is no {wanted} in {}; `vestnik generations` lists those that are there", index.display())]
    NoGeneration {
        /// The name, or what it should be.
        wanted: String,
        /// The folder of the index.
        index: PathBuf,
    },
    /// A manifest differs from what was written.
    #[error("{} is damaged ({source}); rebuild the index with `vestnik reindex`", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A stored document cannot be written or read.
    #[error("a stored document is damaged ({source}); rebuild the index with `vestnik reindex`")]
    Stored {
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The time for a search is over; see [`crate::query::deadline`].
    #[error("the search was stopped: it took longer than it may")]
    Deadline,
    /// The writer has published already.
    #[error("the writer is closed")]
    Closed,
    /// A file or folder of the index cannot be used.
    #[error("{}", advice(path, source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The index itself failed.
    #[error("the index failed: {0}")]
    Index(Box<dyn std::error::Error + Send + Sync>),
}

/// EMFILE.
const TOO_MANY_FILES: i32 = 24;
/// ENFILE.
const TOO_MANY_FILES_OF_ALL: i32 = 23;
/// EIO.
const DISK_FAILS: i32 = 5;

/// Whether an error is one of Unix systems, by its number there.
fn is(error: &io::Error, code: i32) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(code)
}

/// Whether this process, or the machine, has too many open files or too little memory: that tells nothing of a file.
pub(super) fn is_passing(error: &io::Error) -> bool {
    [TOO_MANY_FILES, TOO_MANY_FILES_OF_ALL].into_iter().any(|code| is(error, code))
        || error.kind() == io::ErrorKind::OutOfMemory
}

/// What is wrong with a file or folder, and what to do.
fn advice(path: &Path, source: &io::Error) -> String {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let todo = match source.kind() {
        StorageFull => "the disk is full: free room on it and run this again",
        QuotaExceeded => "the quota is used up: free room or raise it, and run this again",
        ReadOnlyFilesystem => "mount the file system for writing",
        PermissionDenied => "run this as the user who owns it, or change its owner",
        _ if is(source, TOO_MANY_FILES) => {
            "raise the limit of the process, for example with `ulimit -n 4096`, and run this again"
        }
        _ if is(source, TOO_MANY_FILES_OF_ALL) => "the whole machine has too many open: end other programs",
        _ if is(source, DISK_FAILS) => {
            "the disk fails, and the kernel's log names the fault: put the index on another disk, with \
             `vestnik restore` or `vestnik reindex`"
        }
        _ => return format!("{}: {source}", path.display()),
    };
    format!("{}: {source}; {todo}", path.display())
}

/// An error of the system once more: tantivy shares those it hands out.
pub(super) fn copy_of(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

impl EngineError {
    /// Whether the machine is in the way (no room, no right, too many open files), and not what was read.
    pub(super) fn is_of_the_machine(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            Self::Locked { .. } | Self::NoRoom { .. } => true,
            Self::Io { source, .. } => {
                is_passing(source)
                    || matches!(
                        source.kind(),
                        PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull
                    )
            }
            _ => false,
        }
    }

    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

impl From<io::Error> for EngineError {
    fn from(source: io::Error) -> Self {
        Self::Index(Box::new(source))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// ENOSPC, EDQUOT, EROFS, EACCES, EMFILE, ENFILE, EIO.
    #[test]
    fn what_the_disk_says_is_told_with_what_to_do() {
        for (error, says, todo) in [
            (28, "No space left on device", "free room on it and run this again"),
            (122, "quota exceeded", "free room or raise it"),
            (30, "Read-only file system", "mount the file system for writing"),
            (13, "Permission denied", "run this as the user who owns it"),
            (24, "Too many open files", "`ulimit -n 4096`"),
            (23, "Too many open files in system", "end other programs"),
            (5, "Input/output error", "put the index on another disk, with `vestnik restore`"),
        ] {
            let told = EngineError::io(Path::new("index/current"), io::Error::from_raw_os_error(error));
            let told = told.to_string();
            assert!(
                told.starts_with("index/current: ") && told.contains(says) && told.contains(todo),
                "{told}"
            );
        }
    }
}
