//! Generations on disk: their names, which one is current, and how one goes live.
//!
//! `index/current` is a small file that holds the name of the live generation and the hash of its manifest. A new one
//! is built in `index/.staging-…`, renamed to `index/gen-000007`, and goes live when `current` is replaced by a rename.
//! Whatever is killed on the way leaves a staging folder, or a generation that nothing names; the next job removes
//! both.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::{rename, sync_folder, write_synced};
use super::manifest::{MANIFEST, Manifest, Trust, stated_hash};
use crate::engine::EngineError;
use crate::engine::generations::Generation;

const CURRENT: &str = "current";
const LOCK: &str = ".lock";
const STAGING: &str = ".staging-";
const PREFIX: &str = "gen-";

/// The right to write to an index. It ends with its process, also when that is killed.
#[derive(Debug)]
pub(crate) struct IndexLock {
    root: PathBuf,
    _file: File,
}

impl IndexLock {
    /// Takes the lock, and removes what killed jobs have left.
    pub(crate) fn acquire(root: &Path) -> Result<Self, EngineError> {
        let lock = Self::take(root)?;
        lock.remove_leftovers()?;
        Ok(lock)
    }

    /// Takes the lock only.
    pub(crate) fn take(root: &Path) -> Result<Self, EngineError> {
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
        Ok(Self { root: root.to_owned(), _file: file })
    }

    /// A new empty folder to build a generation in.
    pub(crate) fn staging(&self) -> Result<PathBuf, EngineError> {
        // A unique name: a thread of a failed job may still write to that job's folder.
        static JOBS: AtomicU64 = AtomicU64::new(0);
        let job = JOBS.fetch_add(1, Ordering::Relaxed);
        let folder = self.root.join(format!("{STAGING}{}-{job}", std::process::id()));
        fs::create_dir(&folder).map_err(|source| EngineError::io(&folder, source))?;
        Ok(folder)
    }

    /// Makes a finished staging folder the live generation and returns its name. Older ones beyond `keep` are removed,
    /// except those that a reader holds.
    pub(crate) fn publish(
        &self,
        staging: &Path,
        manifest: &Manifest,
        keep: usize,
    ) -> Result<String, EngineError> {
        manifest.write(staging)?;
        sync_folder(staging)?;
        let last = generations(&self.root)?.last().and_then(|name| number(name)).unwrap_or(0);
        let name = format!("{PREFIX}{:06}", last + 1);
        let folder = self.root.join(&name);
        rename(staging, &folder)?;
        sync_folder(&self.root)?;
        self.make_live(&name)?;
        self.remove_beyond(keep);
        Ok(name)
    }

    /// Makes `current` name a generation.
    fn make_live(&self, name: &str) -> Result<(), EngineError> {
        let identity = identity_of(&self.root, name)?;
        let current = self.root.join(CURRENT);
        let next = self.root.join(format!("{STAGING}{CURRENT}"));
        write_synced(&next, format!("{identity}\n").as_bytes())?;
        rename(&next, &current)?;
        sync_folder(&self.root)
    }

    /// Removes the oldest generations. A failure is only logged, because the live one does not depend on it.
    fn remove_beyond(&self, keep: usize) {
        let mut older = generations(&self.root).unwrap_or_default();
        older.truncate(older.len().saturating_sub(keep.max(1)));
        for name in older {
            let folder = self.root.join(name);
            if is_read(&folder) {
                tracing::info!(folder = %folder.display(), "an old generation is still read; a later job removes it");
            } else if let Err(error) = fs::remove_dir_all(&folder) {
                tracing::warn!(folder = %folder.display(), %error, "an old generation could not be removed");
            }
        }
    }

    /// Removes staging folders, and generations newer than the current one, which killed jobs have left. A thread of a
    /// failed job may still write into its staging folder; no other job uses that folder, and a later one removes it.
    fn remove_leftovers(&self) -> Result<(), EngineError> {
        let entries = fs::read_dir(&self.root).map_err(|source| EngineError::io(&self.root, source))?;
        for entry in entries {
            let path = entry.map_err(|source| EngineError::io(&self.root, source))?.path();
            let staging =
                path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(STAGING));
            if staging && let Err(error) = remove(&path) {
                tracing::warn!(%error, "what a failed job has left could not be removed; a later job tries again");
            }
        }
        // If the live one is unknown, none is removed; the next publish writes `current` anew.
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
    let identity = identity(root)?;
    Ok(identity.and_then(|identity| identity.split(' ').next().map(str::to_owned)))
}

/// The content of `index/current`: the name of the live generation and the hash of its manifest, which identifies it
/// also against one of the same name in an index that was deleted and built anew.
pub(crate) fn identity(root: &Path) -> Result<Option<String>, EngineError> {
    let path = root.join(CURRENT);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(EngineError::io(&path, source)),
    };
    let damaged = EngineError::Damaged { what: "index/current does not name a generation" };
    let identity = text.strip_suffix('\n').unwrap_or_default();
    match identity.split_once(' ') {
        // A path is never made from the content of a file.
        Some((name, hash)) if number(name).is_some() && hash.len() == 64 => Ok(Some(identity.to_owned())),
        _ => Err(damaged),
    }
}

/// The same for any generation.
pub(crate) fn identity_of(root: &Path, name: &str) -> Result<String, EngineError> {
    Ok(format!("{name} {}", stated_hash(&root.join(name))?))
}

/// Holds a generation with a shared lock while it is read, so that no job removes it. On a file system without locks
/// nothing is held, and open files stay readable.
pub(crate) fn hold(folder: &Path) -> Option<File> {
    let file = File::open(folder.join(MANIFEST)).ok()?;
    file.try_lock_shared().ok()?;
    Some(file)
}

/// Whether a reader holds a generation.
fn is_read(folder: &Path) -> bool {
    File::open(folder.join(MANIFEST))
        .is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Every generation in an index, the oldest first. Only the lengths of their files are checked, not the contents.
pub(crate) fn list(root: &Path) -> Result<Vec<Generation>, EngineError> {
    let live = current(root).unwrap_or_default();
    let generations = generations(root)?.into_iter().map(|name| {
        let folder = root.join(&name);
        let manifest = Manifest::read(&folder).and_then(|manifest| {
            manifest.verify(&folder, Trust::Bytes)?;
            Ok(manifest)
        });
        let live = live.as_ref() == Some(&name);
        match manifest {
            Ok(manifest) => Generation {
                name,
                live,
                documents: manifest.documents,
                bytes: manifest.bytes(),
                created: manifest.created,
                newest: manifest.newest,
                problem: None,
            },
            Err(error) => Generation {
                name,
                live,
                documents: 0,
                bytes: 0,
                created: String::new(),
                newest: None,
                problem: Some(error.to_string()),
            },
        }
    });
    Ok(generations.collect())
}

/// Makes an earlier generation live again: the one that is named, or the newest sound one before the live one.
pub(crate) fn rollback(root: &Path, to: Option<&str>) -> Result<String, EngineError> {
    // With the lock, so that no job makes another one live at the same moment.
    let lock = IndexLock::take(root)?;
    let live = current(root).unwrap_or_default();
    let before = |name: &str| live.as_ref().is_none_or(|live| number(name) < number(live));
    let target = list(root)?.into_iter().rev().find(|generation| match to {
        Some(name) => generation.name == name,
        None => generation.problem.is_none() && before(&generation.name),
    });
    let target = target.ok_or_else(|| EngineError::NoGeneration {
        wanted: to.unwrap_or("earlier sound generation").to_owned(),
        index: root.to_owned(),
    })?;
    if let Some(problem) = target.problem {
        return Err(EngineError::NotWhatWasWritten { problem });
    }
    lock.make_live(&target.name)?;
    Ok(target.name)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest::new("1".to_owned(), "x".to_owned(), String::new())
    }

    /// A job was refused while a thread of the failed one before it still wrote: "Directory not empty".
    #[test]
    fn what_a_failed_job_still_writes_stops_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let left = folder.path().join(format!("{STAGING}left"));
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 0.. {
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                    let _ = fs::create_dir_all(&left);
                    let _ = fs::write(left.join(format!("{number}")), "");
                }
            });
            let locked: Vec<bool> = (0..200).map(|_| IndexLock::acquire(folder.path()).is_ok()).collect();
            done.store(true, Ordering::Relaxed);
            assert!(locked.into_iter().all(|locked| locked));
        });
        IndexLock::acquire(folder.path()).expect("the lock");
        assert!(!left.exists());
    }

    #[test]
    fn generations_follow_one_another_and_old_ones_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        assert_eq!(current(folder.path()).expect("readable"), None);
        for number in 1..=5 {
            let staging = lock.staging().expect("a staging folder");
            let name = lock.publish(&staging, &manifest(), 3).expect("published");
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
        let live = lock.publish(&staging, &manifest(), 3).expect("published");
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
