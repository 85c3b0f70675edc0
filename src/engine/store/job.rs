//! What a job does to the folder of an index: it takes the lock, builds in a staging folder, and makes a generation
//! live.
//!
//! A new generation is built in `index/.staging-…`, renamed to `index/gen-000007`, and goes live when `current` is
//! replaced by a rename. What is killed on the way leaves a staging folder, which the next job removes, or a generation
//! after the live one, which stays until `keep` newer ones are there. No generation is removed before another one went
//! live, and none by a job that did not know which one was live.
//!
//! Generations share no file: an update copies what it begins with, verified while it is copied, so that one damaged
//! byte never takes two generations. The price is the room of a whole generation for each that is kept, and writing all of
//! it once and reading it three times (verified, copied, verified) in an update that changes anything; an update without
//! changes copies nothing. Hard links cost neither, and made three kept generations one copy.
//!
//! A number is given once: the next is one more than the highest of those that lie in the folder, that `current` names,
//! and that is written in `.lock`, which holds the number that was given last.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::{fault, make_read_only, overwrite_synced, rename, sync_folder, write_synced};
use super::generation::{
    CURRENT, PREFIX, current, earlier, generations, identity_of, is_read, live, name_of, number,
};
use super::manifest::{Manifest, Trust};
use crate::engine::EngineError;

const LOCK: &str = ".lock";
const STAGING: &str = ".staging-";

/// The right to write to an index. It ends with its process, also when that is killed.
#[derive(Debug)]
pub(crate) struct IndexLock {
    root: PathBuf,
    file: File,
}

/// A folder in which a generation is built; removed when it is dropped, unless it was published.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: PathBuf,
    published: bool,
}

impl Staging {
    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the manifest of the finished generation.
    pub(crate) fn finish(&self, manifest: &Manifest) -> Result<(), EngineError> {
        manifest.write(&self.folder)?;
        self.seal()
    }

    /// Makes the files read-only; nothing is written to the folder from now on.
    pub(super) fn seal(&self) -> Result<(), EngineError> {
        make_read_only(&self.folder)?;
        sync_folder(&self.folder)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            // The next job removes it if this fails.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl IndexLock {
    /// Takes the lock, and removes the staging folders that killed jobs have left.
    pub(crate) fn acquire(root: &Path) -> Result<Self, EngineError> {
        fs::create_dir_all(root).map_err(|source| EngineError::io(root, source))?;
        let path = root.join(LOCK);
        let file = fault("open")
            .and_then(|()| File::options().create(true).truncate(false).read(true).write(true).open(&path))
            .map_err(|source| EngineError::io(&path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(EngineError::Locked { index: root.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(EngineError::io(&path, source)),
        }
        let lock = Self { root: root.to_owned(), file };
        lock.remove_leftovers()?;
        Ok(lock)
    }

    /// Logs that it is not known which generation is live, and what cures it, before the job goes on.
    pub(crate) fn tell_what_is_not_named(&self) {
        if let Err(error @ EngineError::NotNamed { .. }) = live(&self.root) {
            tracing::warn!("{error}");
        }
    }

    /// A new empty folder to build a generation in.
    pub(crate) fn staging(&self) -> Result<Staging, EngineError> {
        // A unique name: a thread of a failed job may still write to that job's folder.
        static JOBS: AtomicU64 = AtomicU64::new(0);
        let job = JOBS.fetch_add(1, Ordering::Relaxed);
        let folder = self.root.join(format!("{STAGING}{}-{job}", std::process::id()));
        fault("create")
            .and_then(|()| fs::create_dir(&folder))
            .map_err(|source| EngineError::io(&folder, source))?;
        Ok(Staging { folder, published: false })
    }

    /// Makes a staging folder that is finished, and was opened and verified, the live generation and returns its name.
    /// Then those beyond `keep` are removed.
    pub(crate) fn publish(&self, staging: &mut Staging, keep: usize) -> Result<String, EngineError> {
        let before = live(&self.root);
        let number = self.next_number()?;
        let path = self.root.join(LOCK);
        overwrite_synced(&self.file, &path, format!("{number}\n").as_bytes())?;
        let name = format!("{PREFIX}{number:06}");
        rename(&staging.folder, &self.root.join(&name))?;
        staging.published = true;
        sync_folder(&self.root)?;
        if let Err(error) = self.name_live(&name) {
            self.take_back(&name);
            return Err(error);
        }
        sync_folder(&self.root)?;
        match before {
            // Not known which of them was live: the next job removes what is too much.
            Err(EngineError::NotNamed { .. }) => {}
            Err(error) if error.is_of_the_machine() => {}
            Ok(before) => self.remove_beyond(keep, &name, before.as_deref().map(name_of)),
            Err(_) => self.remove_beyond(keep, &name, None),
        }
        Ok(name)
    }

    /// A number that no generation has had.
    fn next_number(&self) -> Result<u64, EngineError> {
        let path = self.root.join(LOCK);
        let (mut written, mut file) = (Vec::new(), &self.file);
        file.seek(SeekFrom::Start(0))
            .and_then(|_| file.take(64).read_to_end(&mut written))
            .map_err(|source| EngineError::io(&path, source))?;
        let given = String::from_utf8_lossy(&written).trim().parse().unwrap_or(0);
        let named = current(&self.root).ok().flatten().and_then(|name| number(&name)).unwrap_or(0);
        let lying = generations(&self.root)?.last().and_then(|name| number(name)).unwrap_or(0);
        Ok(u64::max(given, named).max(lying).saturating_add(1))
    }

    /// Makes `current` name a generation, also after a power cut.
    fn make_live(&self, name: &str) -> Result<(), EngineError> {
        self.name_live(name)?;
        sync_folder(&self.root)
    }

    /// Makes `current` name a generation. After an error it is as it was.
    fn name_live(&self, name: &str) -> Result<(), EngineError> {
        let identity = identity_of(&self.root, name)?;
        let current = self.root.join(CURRENT);
        let next = self.root.join(format!("{STAGING}{CURRENT}"));
        // An empty folder under the name names nothing, and nothing can be renamed to it.
        if current.is_dir() {
            let _ = fs::remove_dir(&current);
        }
        let written =
            write_synced(&next, format!("{identity}\n").as_bytes()).and_then(|()| rename(&next, &current));
        if written.is_err() {
            let _ = fs::remove_file(&next);
        }
        written
    }

    /// Removes a generation that could not be made live. Jobs that fail one after the other would fill the disk with
    /// them.
    fn take_back(&self, name: &str) {
        // A rename over a network may be done and reported as failed.
        let is_live = current(&self.root).ok().flatten().is_some_and(|live| live == name);
        if !is_live && let Err(error) = self.remove(name) {
            tracing::warn!(generation = %name, %error, "what did not go live could not be removed");
        }
    }

    /// Keeps the live generation, the one that was live before it, and then the newest, `keep` sound ones together; the
    /// others are removed, except those that a reader holds. One that is damaged counts for nothing: it stays until
    /// there are `keep` sound ones that come before it. A failure is only logged, because the live one does not depend
    /// on it.
    fn remove_beyond(&self, keep: usize, live: &str, before: Option<&str>) {
        let mut others = generations(&self.root).unwrap_or_default();
        others.retain(|name| name != live);
        others.sort_by_key(|name| (before != Some(name), std::cmp::Reverse(number(name))));
        let mut kept = 1;
        for name in others {
            let folder = self.root.join(&name);
            if kept < keep {
                kept += usize::from(is_sound(&folder));
            } else if is_read(&folder) {
                tracing::info!(folder = %folder.display(), "an old generation is still read; a later job removes it");
            } else if let Err(error) = self.remove(&name) {
                tracing::warn!(folder = %folder.display(), %error, "an old generation could not be removed");
            }
        }
    }

    /// Removes a generation. Renamed first, so that none is ever there in part.
    fn remove(&self, name: &str) -> Result<(), EngineError> {
        let doomed = self.root.join(format!("{STAGING}{name}"));
        rename(&self.root.join(name), &doomed)?;
        remove(&doomed)
    }

    /// Removes the staging folders, which killed jobs have left. A thread of a failed job may still write into its
    /// staging folder; no other job uses that folder, and a later one removes it.
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
        Ok(())
    }
}

/// Whether every byte of a generation is as it was written.
fn is_sound(folder: &Path) -> bool {
    Manifest::read(folder).and_then(|manifest| manifest.verify(folder, Trust::Nothing)).is_ok()
}

/// Makes an earlier generation live again: the one that is named, or the newest one before the live one that `open`
/// accepts; when it is not known which one is live, the newest that it accepts.
pub(crate) fn rollback(
    root: &Path,
    to: Option<&str>,
    open: impl Fn(&str) -> Result<(), EngineError>,
) -> Result<String, EngineError> {
    let lock = IndexLock::acquire(root)?;
    let none = |wanted: &str| EngineError::NoGeneration { wanted: wanted.to_owned(), index: root.to_owned() };
    if let Some(name) = to {
        if !generations(root)?.iter().any(|there| there == name) {
            return Err(none(name));
        }
        open(name)?;
        lock.make_live(name)?;
        return Ok(name.to_owned());
    }
    for name in earlier(root)? {
        match open(&name) {
            Ok(()) => {
                lock.make_live(&name)?;
                return Ok(name);
            }
            Err(error) if error.is_of_the_machine() => return Err(error),
            Err(error) => tracing::warn!(generation = %name, %error, "passed over"),
        }
    }
    Err(none("earlier sound generation"))
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

    fn publish(lock: &IndexLock, keep: usize) -> String {
        let mut staging = lock.staging().expect("a staging folder");
        staging.finish(&manifest()).expect("written");
        lock.publish(&mut staging, keep).expect("published")
    }

    fn entries(folder: &Path) -> Vec<String> {
        let mut left: Vec<_> = fs::read_dir(folder)
            .expect("readable")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
            .collect();
        left.sort();
        left
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
            let name = publish(&lock, 3);
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
    fn what_a_killed_job_left_is_removed_but_no_generation() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        publish(&lock, 3);
        std::mem::forget(lock.staging().expect("a staging folder"));
        fs::create_dir(folder.path().join("gen-000002")).expect("a generation that never went live");
        drop(lock);
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        assert_eq!(entries(folder.path()), [".lock", CURRENT, "gen-000001", "gen-000002"]);
        assert_eq!(publish(&lock, 3), "gen-000003");
    }

    #[test]
    fn no_job_removes_a_generation_while_it_is_not_known_which_one_is_live() {
        for damage in [None, Some(""), Some("../../etc\n"), Some("gen-000007 0\n")] {
            let folder = tempfile::tempdir().expect("a folder");
            for _ in 0..3 {
                publish(&IndexLock::acquire(folder.path()).expect("the lock"), 3);
            }
            let current = folder.path().join(CURRENT);
            match damage {
                None => fs::remove_file(&current).expect("removed"),
                Some(text) => fs::write(&current, text).expect("written"),
            }
            let lock = IndexLock::acquire(folder.path()).expect("the lock");
            assert_eq!(generations(folder.path()).expect("readable").len(), 3);
            assert_eq!(publish(&lock, 1), "gen-000004");
            assert_eq!(generations(folder.path()).expect("readable").len(), 4, "{damage:?}");
            // Now it is known.
            publish(&lock, 1);
            assert_eq!(generations(folder.path()).expect("readable"), ["gen-000005"], "{damage:?}");
        }
    }

    /// A process that may not open `current` does not know which generation is live, and would have removed it.
    #[cfg(unix)]
    #[test]
    fn no_job_removes_a_generation_when_it_may_not_open_current() {
        use crate::engine::store::{FaultyDisk, Plan};
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        for _ in 0..2 {
            publish(&lock, 3);
        }
        let too_many_files = |nth| Some(Plan { nth, for_good: false, errno: 24 });
        let (read, _) = FaultyDisk::during(too_many_files(1), || current(folder.path()));
        assert!(read.as_ref().is_err_and(EngineError::is_of_the_machine), "{read:?}");
        let mut staging = lock.staging().expect("a staging folder");
        staging.finish(&manifest()).expect("written");
        let (published, disk) = FaultyDisk::during(too_many_files(1), || lock.publish(&mut staging, 1));
        assert!(disk.has_failed());
        assert_eq!(published.expect("it goes live all the same"), "gen-000003");
        assert_eq!(generations(folder.path()).expect("readable").len(), 3);
    }

    /// Each of the jobs that failed left a whole generation.
    #[test]
    fn what_could_not_be_made_live_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        publish(&lock, 3);
        let current = folder.path().join(CURRENT);
        fs::remove_file(&current).expect("removed");
        fs::create_dir(&current).expect("a folder");
        fs::write(current.join("theirs"), "").expect("written");
        let mut staging = lock.staging().expect("a staging folder");
        staging.finish(&manifest()).expect("written");
        let error = lock.publish(&mut staging, 3).expect_err("a folder that is not empty");
        assert!(error.to_string().contains("current"), "{error}");
        assert_eq!(entries(folder.path()), [".lock", CURRENT, "gen-000001"]);
        // An empty one is in nobody's way.
        fs::remove_file(current.join("theirs")).expect("removed");
        assert_eq!(publish(&lock, 3), "gen-000003");
        assert_eq!(entries(folder.path()), [".lock", CURRENT, "gen-000001", "gen-000003"]);
    }

    /// After a rollback the newer generations stay until `keep` says otherwise, and the one gone back to stays longer.
    #[test]
    fn no_number_is_given_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = || IndexLock::acquire(folder.path()).expect("the lock");
        for _ in 0..3 {
            publish(&lock(), 3);
        }
        assert_eq!(rollback(folder.path(), Some("gen-000001"), |_| Ok(())).expect("there"), "gen-000001");
        assert_eq!(publish(&lock(), 3), "gen-000004");
        assert_eq!(generations(folder.path()).expect("readable"), ["gen-000001", "gen-000003", "gen-000004"]);
        // Also when the highest ones are gone.
        rollback(folder.path(), None, |_| Ok(())).expect("an earlier one");
        fs::remove_dir_all(folder.path().join("gen-000004")).expect("removed");
        assert_eq!(publish(&lock(), 3), "gen-000005");
        // What the lock says may be lost, as long as a later name is there.
        fs::write(folder.path().join(LOCK), "\u{fffd}").expect("written");
        assert_eq!(publish(&lock(), 3), "gen-000006");
    }

    #[test]
    fn a_damaged_generation_does_not_count_as_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        for _ in 0..2 {
            publish(&lock, 2);
        }
        let manifest = folder.path().join("gen-000002/manifest.json");
        fs::remove_file(&manifest).expect("removed");
        fs::write(&manifest, "{").expect("written");
        publish(&lock, 2);
        assert_eq!(generations(folder.path()).expect("readable"), ["gen-000001", "gen-000002", "gen-000003"]);
        publish(&lock, 2);
        assert_eq!(generations(folder.path()).expect("readable"), ["gen-000003", "gen-000004"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_published_generation_is_read_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let lock = IndexLock::acquire(folder.path()).expect("the lock");
        let first = folder.path().join(publish(&lock, 1));
        for entry in fs::read_dir(&first).expect("readable") {
            let file = entry.expect("an entry").metadata().expect("a file");
            assert_eq!(file.permissions().mode() & 0o777, 0o444);
        }
        publish(&lock, 1);
        assert!(!first.exists());
    }

    #[test]
    fn a_rollback_passes_over_what_cannot_be_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        for _ in 0..3 {
            publish(&IndexLock::acquire(folder.path()).expect("the lock"), 3);
        }
        let open = |name: &str| match name {
            "gen-000002" => Err(EngineError::Damaged { what: "a test" }),
            _ => Ok(()),
        };
        rollback(folder.path(), Some("gen-000002"), open).expect_err("damaged");
        assert_eq!(current(folder.path()).expect("readable").as_deref(), Some("gen-000003"));
        assert_eq!(rollback(folder.path(), None, open).expect("an earlier one"), "gen-000001");
        // There is none before the first.
        rollback(folder.path(), None, open).expect_err("none");
        // When it is not known which one is live, the newest that can be opened.
        fs::remove_file(folder.path().join(CURRENT)).expect("removed");
        assert_eq!(rollback(folder.path(), None, open).expect("the newest"), "gen-000003");
    }
}
