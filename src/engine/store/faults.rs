//! A disk that fails, for tests: the Nth operation of a job fails, once or from then on, and a power cut takes what was
//! not synced. The operations are those of [`super::disk`] and those of an engine's own files.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Which operation fails, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The operation that fails, counted from 1.
    pub(crate) nth: u64,
    /// Every later one fails too.
    pub(crate) for_good: bool,
    /// The error of the system: ENOSPC, EIO, EMFILE.
    pub(crate) errno: i32,
}

#[derive(Debug, Default)]
struct Disk {
    plan: Option<Plan>,
    operations: u64,
    failed: bool,
    /// Files that a power cut would take.
    unsynced: HashSet<PathBuf>,
    /// Renames that a power cut would undo, the first one first.
    renames: Vec<Rename>,
}

#[derive(Debug)]
struct Rename {
    from: PathBuf,
    to: PathBuf,
    /// The file that it replaced.
    replaced: Option<Vec<u8>>,
}

/// A disk that several threads write to.
#[derive(Clone, Debug, Default)]
pub(crate) struct FaultyDisk(Arc<Mutex<Disk>>);

thread_local! {
    /// The disk of this thread's test; without one nothing fails.
    static DISK: RefCell<Option<FaultyDisk>> = const { RefCell::new(None) };
}

impl FaultyDisk {
    /// A disk that fails by plan, for as long as `work` runs on this thread.
    pub(crate) fn during<T>(plan: Option<Plan>, work: impl FnOnce() -> T) -> (T, Self) {
        let disk = Self(Arc::new(Mutex::new(Disk { plan, ..Disk::default() })));
        DISK.set(Some(disk.clone()));
        let answer = work();
        DISK.set(None);
        (answer, disk)
    }

    /// Whether an operation has failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.0.lock().expect("no test panics here").failed
    }

    /// How many operations there were.
    pub(crate) fn operations(&self) -> u64 {
        self.0.lock().expect("no test panics here").operations
    }

    /// Cuts the power: what was not synced is gone, and names are what they were when their folder was synced, all of
    /// them or all but the one that was given last.
    pub(crate) fn cut_power(&self, last_name_stays: bool) {
        let mut disk = self.0.lock().expect("no test panics here");
        if last_name_stays {
            disk.renames.pop();
        }
        for path in disk.unsynced.drain() {
            if path.exists() {
                fs::write(&path, b"").expect("written");
            }
        }
        while let Some(Rename { from, to, replaced }) = disk.renames.pop() {
            if to.exists() {
                fs::rename(&to, &from).expect("renamed");
            }
            if let Some(replaced) = replaced {
                fs::write(&to, replaced).expect("written");
            }
        }
    }

    /// The disk of this thread's test; one that never fails without it.
    pub(crate) fn of_this_thread() -> Self {
        DISK.with_borrow(Clone::clone).unwrap_or_default()
    }

    /// Registers a file that a power cut would take.
    pub(crate) fn begun(&self, path: PathBuf) {
        self.0.lock().expect("no test panics here").unsynced.insert(path);
    }

    /// Registers that a file survives a power cut from now on.
    pub(crate) fn synced(&self, path: &Path) {
        self.0.lock().expect("no test panics here").unsynced.remove(path);
    }

    fn renaming(&self, from: &Path, to: &Path) {
        let mut disk = self.0.lock().expect("no test panics here");
        let moved = |path: PathBuf| match path.strip_prefix(from) {
            Ok(rest) if rest.as_os_str().is_empty() => to.to_owned(),
            Ok(rest) => to.join(rest),
            Err(_) => path,
        };
        disk.unsynced = disk.unsynced.drain().map(moved).collect();
        let (from, to, replaced) = (from.to_owned(), to.to_owned(), fs::read(to).ok());
        disk.renames.push(Rename { from, to, replaced });
    }

    fn folder_synced(&self, path: &Path) {
        let mut disk = self.0.lock().expect("no test panics here");
        disk.renames.retain(|rename| rename.to.parent() != Some(path));
    }

    /// Counts an operation, which fails when the plan says so.
    pub(crate) fn operation(&self) -> io::Result<()> {
        let mut disk = self.0.lock().expect("no test panics here");
        disk.operations += 1;
        let Some(plan) = disk.plan else { return Ok(()) };
        let fails = disk.operations == plan.nth || plan.for_good && disk.operations > plan.nth;
        if !fails {
            return Ok(());
        }
        disk.failed = true;
        Err(io::Error::from_raw_os_error(plan.errno))
    }
}

/// What [`super::disk`] tells of files and names.
pub(super) fn begun(path: &Path) {
    FaultyDisk::of_this_thread().begun(path.to_owned());
}

pub(super) fn synced(path: &Path) {
    FaultyDisk::of_this_thread().synced(path);
}

pub(super) fn renaming(from: &Path, to: &Path) {
    FaultyDisk::of_this_thread().renaming(from, to);
}

pub(super) fn folder_synced(path: &Path) {
    FaultyDisk::of_this_thread().folder_synced(path);
}

/// An operation of [`super::disk`].
pub(crate) fn fault(_: &str) -> io::Result<()> {
    DISK.with_borrow(|disk| disk.as_ref().map_or(Ok(()), FaultyDisk::operation))
}
