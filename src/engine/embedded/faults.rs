//! A disk that fails, for tests: the Nth operation of a job fails, once or from then on, and a power cut takes what was
//! not synced. The operations are those of [`super::disk`] and those of tantivy's directory.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// When an operation fails, and with what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// The operation that fails, counted from 1.
    pub(super) nth: u64,
    /// Every later one fails too.
    pub(super) for_good: bool,
    /// The error of the system: ENOSPC, EIO, EMFILE.
    pub(super) errno: i32,
}

#[derive(Debug, Default)]
struct Disk {
    plan: Option<Plan>,
    operations: u64,
    failed: bool,
    /// Files that a power cut would take.
    unsynced: HashSet<PathBuf>,
}

/// A disk that several threads write to.
#[derive(Clone, Debug, Default)]
pub(super) struct FaultyDisk(Arc<Mutex<Disk>>);

thread_local! {
    /// The disk of this thread's test; without one nothing fails.
    static DISK: RefCell<Option<FaultyDisk>> = const { RefCell::new(None) };
}

impl FaultyDisk {
    /// A disk that fails by plan, for as long as `work` runs on this thread.
    pub(super) fn during<T>(plan: Option<Plan>, work: impl FnOnce() -> T) -> (T, Self) {
        let disk = Self(Arc::new(Mutex::new(Disk { plan, ..Disk::default() })));
        DISK.set(Some(disk.clone()));
        let answer = work();
        DISK.set(None);
        (answer, disk)
    }

    /// Whether an operation has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.0.lock().expect("no test panics here").failed
    }

    /// Cuts the power: what was not synced is gone.
    pub(super) fn cut_power(&self) {
        for path in self.0.lock().expect("no test panics here").unsynced.drain() {
            if path.exists() {
                std::fs::write(&path, b"").expect("written");
            }
        }
    }

    fn operation(&self) -> io::Result<()> {
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

/// An operation of [`super::disk`].
pub(super) fn fault(_: &str) -> io::Result<()> {
    DISK.with_borrow(|disk| disk.as_ref().map_or(Ok(()), FaultyDisk::operation))
}

/// The folder in which tantivy writes, on the disk of this thread's test.
pub(super) fn directory(folder: &Path) -> tantivy::Result<FaultDirectory> {
    let disk = DISK.with_borrow(Clone::clone).unwrap_or_default();
    Ok(FaultDirectory { inner: MmapDirectory::open(folder)?, folder: folder.to_owned(), disk })
}

/// tantivy's directory on a disk that fails.
#[derive(Clone, Debug)]
pub(super) struct FaultDirectory {
    inner: MmapDirectory,
    folder: PathBuf,
    disk: FaultyDisk,
}

/// A file that is written to such a disk.
struct FaultFile {
    inner: WritePtr,
    path: PathBuf,
    disk: FaultyDisk,
}

impl Write for FaultFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.operation()?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for FaultFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.disk.operation()?;
        self.inner.terminate_ref(token)?;
        self.disk.0.lock().expect("no test panics here").unsynced.remove(&self.path);
        Ok(())
    }
}

impl Directory for FaultDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.disk.operation().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.disk.operation().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let inner = self.inner.open_write(path)?;
        let whole = self.folder.join(path);
        self.disk.0.lock().expect("no test panics here").unsynced.insert(whole.clone());
        Ok(BufWriter::new(Box::new(FaultFile { inner, path: whole, disk: self.disk.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.disk.operation()?;
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.disk.operation()?;
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Searcher, Writer};
    use super::*;
    use crate::analysis::Analyzer;
    use crate::engine::Publishing;
    use crate::model::{Annotations, Communique, Document, DocumentId, Language};

    /// ENOSPC, EIO, EMFILE.
    const ERRORS: [i32; 3] = [28, 5, 24];

    fn document(number: usize) -> Document {
        let communique = Communique {
            id: DocumentId::from_path(&format!("a-{number}")).expect("an id"),
            ..Communique::of(&format!("Сообщение {number}"), &format!("Текст сообщения {number} о встрече."))
        };
        Document { communique, annotations: Annotations::none(Language::Russian) }
    }

    fn write(
        root: &Path,
        analyzer: &Arc<Analyzer>,
        numbers: std::ops::Range<usize>,
    ) -> Result<String, String> {
        let job = || {
            let writer = Writer::update(root, Arc::clone(analyzer), String::new())?;
            for number in numbers {
                let document = document(number);
                let tokens = |text: &str| analyzer.document(text, Language::Russian);
                writer.add(
                    &document,
                    &tokens(&document.communique.title),
                    tokens(&document.communique.text),
                )?;
            }
            writer.publish(&Publishing::default())
        };
        job().map_err(|error: crate::engine::EngineError| error.to_string())
    }

    fn documents(root: &Path, analyzer: &Arc<Analyzer>) -> u64 {
        let searcher = Searcher::open(root, Arc::clone(analyzer)).expect("the live generation is sound");
        let problems = super::super::verify::verify(&searcher).expect("readable");
        assert!(problems.is_empty(), "{problems:?}");
        searcher.status().documents
    }

    /// Lets one operation after the other fail until a job gets through without a failure. After each, the live
    /// generation is the one before or the new one, whole, and the next job completes what was begun.
    fn fail_in_turn(for_good: bool, power_cut: bool) {
        let analyzer = Arc::new(Analyzer::new());
        // `make soak` tries every operation; in between, every seventh shows that nothing has come loose.
        let step = if std::env::var_os("VESTNIK_SOAK").is_some() { 1 } else { 7 };
        for nth in (1..).step_by(step) {
            let folder = tempfile::tempdir().expect("a folder");
            write(folder.path(), &analyzer, 0..6).expect("the first generation");
            let errno = ERRORS[usize::try_from(nth).expect("few") % ERRORS.len()];
            let plan = Plan { nth, for_good, errno };
            let (written, disk) = FaultyDisk::during(Some(plan), || write(folder.path(), &analyzer, 4..10));
            if power_cut {
                disk.cut_power();
            }
            let found = documents(folder.path(), &analyzer);
            match &written {
                Ok(_) => assert_eq!(found, 10, "operation {nth}: what was published is there"),
                Err(error) => {
                    assert!(found == 6 || found == 10, "operation {nth}: {found} documents after {error}");
                }
            }
            write(folder.path(), &analyzer, 4..10).unwrap_or_else(|error| panic!("operation {nth}: {error}"));
            assert_eq!(documents(folder.path(), &analyzer), 10, "operation {nth}: the next job completes it");
            if !disk.has_failed() {
                assert!(nth > 20, "only {nth} operations were counted");
                return;
            }
        }
    }

    #[test]
    fn every_operation_fails_once() {
        fail_in_turn(false, false);
    }

    #[test]
    fn every_operation_fails_for_good() {
        fail_in_turn(true, false);
    }

    #[test]
    fn the_power_is_cut_at_every_operation() {
        fail_in_turn(true, true);
    }
}
