//! Generations on disk: their names, their manifests, which one is current, and how one goes live.
//!
//! `index/current` is a small file that holds the name of the live generation. A new one is built in
//! `index/.staging-…`, renamed to `index/gen-000007`, and goes live when `current` is replaced by a rename. Whatever
//! is killed on the way leaves a staging folder, or a generation that nothing names; the next job removes both.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engine::EngineError;

/// How many generations are kept: the live one and those before it.
const KEPT: usize = 3;

const CURRENT: &str = "current";
const LOCK: &str = ".lock";
const STAGING: &str = ".staging-";
const PREFIX: &str = "gen-";
pub(super) const MANIFEST: &str = "manifest.json";

/// What a generation says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The schema it was built with.
    pub(super) schema: u32,
    /// The fingerprint of the analyzer it was built with.
    pub(super) analyzer: String,
    /// How many documents it holds.
    pub(super) documents: u64,
    /// When it was finished, RFC 3339 in UTC.
    pub(super) created: String,
    /// The newest publication date in it.
    pub(super) newest: Option<String>,
    /// What the documents were annotated by.
    pub(super) rules: String,
}

impl Manifest {
    pub(super) fn read(folder: &Path) -> Result<Self, EngineError> {
        let path = folder.join(MANIFEST);
        let text = fs::read(&path).map_err(|source| EngineError::io(&path, source))?;
        serde_json::from_slice(&text).map_err(|source| EngineError::Manifest { path, source })
    }

    fn write(&self, folder: &Path) -> Result<(), EngineError> {
        let path = folder.join(MANIFEST);
        let text = serde_json::to_vec_pretty(self).map_err(|source| EngineError::Stored { source })?;
        write_synced(&path, &text)
    }
}

/// The right to write to an index. It ends with the process that holds it, however that ends.
#[derive(Debug)]
pub(crate) struct IndexLock {
    root: PathBuf,
    _file: File,
}

impl IndexLock {
    /// Takes the lock, and removes what killed jobs have left.
    pub(crate) fn acquire(root: &Path) -> Result<Self, EngineError> {
        fs::create_dir_all(root).map_err(|source| EngineError::io(root, source))?;
        let path = root.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| EngineError::io(&path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(EngineError::Locked { index: root.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(EngineError::io(&path, source)),
        }
        let lock = Self { root: root.to_owned(), _file: file };
        lock.remove_leftovers()?;
        Ok(lock)
    }

    /// A new empty folder to build a generation in.
    pub(super) fn staging(&self) -> Result<PathBuf, EngineError> {
        let folder = self.root.join(format!("{STAGING}{}", std::process::id()));
        fs::create_dir(&folder).map_err(|source| EngineError::io(&folder, source))?;
        Ok(folder)
    }

    /// Makes a finished staging folder the live generation and returns its name. Older generations beyond the
    /// kept ones are removed; a server that still reads one keeps its open files.
    pub(super) fn publish(&self, staging: &Path, manifest: &Manifest) -> Result<String, EngineError> {
        manifest.write(staging)?;
        sync_folder(staging)?;
        let last = generations(&self.root)?.last().and_then(|name| number(name)).unwrap_or(0);
        let name = format!("{PREFIX}{:06}", last + 1);
        let folder = self.root.join(&name);
        fs::rename(staging, &folder).map_err(|source| EngineError::io(&folder, source))?;
        sync_folder(&self.root)?;
        let current = self.root.join(CURRENT);
        let next = self.root.join(format!("{STAGING}{CURRENT}"));
        write_synced(&next, format!("{name}\n").as_bytes())?;
        fs::rename(&next, &current).map_err(|source| EngineError::io(&current, source))?;
        sync_folder(&self.root)?;

        let mut older = generations(&self.root)?;
        older.truncate(older.len().saturating_sub(KEPT));
        for name in older {
            let folder = self.root.join(name);
            if let Err(error) = fs::remove_dir_all(&folder) {
                // The new generation is live whatever becomes of the old ones.
                tracing::warn!(folder = %folder.display(), %error, "an old generation could not be removed");
            }
        }
        Ok(name)
    }

    /// Staging folders, and generations newer than the current one: jobs that were killed left them.
    fn remove_leftovers(&self) -> Result<(), EngineError> {
        let entries = fs::read_dir(&self.root).map_err(|source| EngineError::io(&self.root, source))?;
        for entry in entries {
            let path = entry.map_err(|source| EngineError::io(&self.root, source))?.path();
            let staging =
                path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(STAGING));
            if staging {
                remove(&path)?;
            }
        }
        // Without knowing which one is live, none is removed; the next publish names one again.
        let live = match current(&self.root) {
            Ok(name) => name.and_then(|name| number(&name)).unwrap_or(0),
            Err(EngineError::Damaged { .. }) => u64::MAX,
            Err(error) => return Err(error),
        };
        for name in generations(&self.root)? {
            if number(&name).is_some_and(|number| number > live) {
                remove(&self.root.join(name))?;
            }
        }
        Ok(())
    }
}

/// The names of the generations in an index, the oldest first.
pub(crate) fn generations(root: &Path) -> Result<Vec<String>, EngineError> {
    let mut names: Vec<String> = match fs::read_dir(root) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| number(name).is_some())
            .collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(EngineError::io(root, source)),
    };
    names.sort_unstable_by_key(|name| number(name));
    Ok(names)
}

/// The name of the live generation; `None` when the index has none yet.
pub(crate) fn current(root: &Path) -> Result<Option<String>, EngineError> {
    let path = root.join(CURRENT);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(EngineError::io(&path, source)),
    };
    let name = text.trim();
    if number(name).is_none() {
        // Never a path made from what a file says.
        return Err(EngineError::Damaged { what: "index/current does not name a generation" });
    }
    Ok(Some(name.to_owned()))
}

/// What tells the live generation from every other one, also from one of the same name in an index that was deleted
/// and built anew: its name and a hash of its manifest.
pub(crate) fn identity(root: &Path) -> Result<Option<String>, EngineError> {
    current(root)?.map(|name| identity_of(root, &name)).transpose()
}

/// The same for any generation.
pub(super) fn identity_of(root: &Path, name: &str) -> Result<String, EngineError> {
    let path = root.join(name).join(MANIFEST);
    let manifest = fs::read(&path).map_err(|source| EngineError::io(&path, source))?;
    Ok(format!("{name} {}", blake3::hash(&manifest).to_hex()))
}

fn number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(PREFIX)?;
    (digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn remove(path: &Path) -> Result<(), EngineError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.map_err(|source| EngineError::io(path, source))
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    File::create(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .map_err(|source| EngineError::io(path, source))
}

/// Makes renames and new names in a folder survive a power cut.
fn sync_folder(path: &Path) -> Result<(), EngineError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|source| EngineError::io(path, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            schema: 1,
            analyzer: "x".to_owned(),
            documents: 0,
            created: "2026-01-28T00:00:00Z".to_owned(),
            newest: None,
            rules: String::new(),
        }
    }

    #[test]
    fn generations_follow_one_another_and_old_ones_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        assert_eq!(current(folder.path()).expect("readable"), None);
        for number in 1..=5 {
            let staging = lock.staging().expect("a staging folder");
            let name = lock.publish(&staging, &manifest()).expect("published");
            assert_eq!(name, format!("gen-{number:06}"));
            assert_eq!(current(folder.path()).expect("readable"), Some(name));
        }
        assert_eq!(generations(folder.path()).expect("readable"), ["gen-000003", "gen-000004", "gen-000005"]);
    }

    #[test]
    fn a_second_writer_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let _lock = IndexLock::acquire(folder.path()).expect("the lock");
        let error = IndexLock::acquire(folder.path()).expect_err("locked");
        assert!(matches!(error, EngineError::Locked { .. }), "{error}");
    }

    #[test]
    fn what_a_killed_job_left_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        let staging = lock.staging().expect("a staging folder");
        let live = lock.publish(&staging, &manifest()).expect("published");
        lock.staging().expect("a staging folder");
        fs::create_dir(folder.path().join("gen-000002")).expect("a generation that never went live");
        drop(lock);
        let _lock = IndexLock::acquire(folder.path()).expect("the lock");
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .expect("readable")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
            .collect();
        left.sort();
        assert_eq!(left, [".lock", CURRENT, &live]);
    }

    #[test]
    fn a_damaged_current_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(CURRENT), "../../etc").expect("written");
        assert!(current(folder.path()).is_err());
    }
}
