//! tantivy's directory on a disk that fails, for tests.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

use super::directory::{FirstError, StagingDirectory};
use crate::engine::store::FaultyDisk;

/// The folder in which tantivy writes, on the disk of this thread's test.
pub(super) fn directory(folder: &Path, first: &FirstError) -> tantivy::Result<FaultDirectory> {
    Ok(FaultDirectory { inner: StagingDirectory::open(folder, first)?, disk: FaultyDisk::of_this_thread() })
}

/// tantivy's directory on a disk that fails.
#[derive(Clone, Debug)]
pub(super) struct FaultDirectory {
    inner: StagingDirectory,
    disk: FaultyDisk,
}

impl FaultDirectory {
    /// Counts an operation on a file, which fails when the plan says so.
    fn operation(&self, name: &Path) -> io::Result<()> {
        self.inner.noted(name, self.disk.operation())
    }
}

/// A file that is written to such a disk.
struct FaultFile {
    inner: WritePtr,
    name: PathBuf,
    folder: FaultDirectory,
}

impl Write for FaultFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.folder.operation(&self.name)?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for FaultFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.folder.operation(&self.name)?;
        self.inner.terminate_ref(token)?;
        self.folder.disk.synced(&self.folder.inner.path(&self.name));
        Ok(())
    }
}

impl Directory for FaultDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.operation(path).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.operation(path).map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let inner = self.inner.open_write(path)?;
        self.disk.begun(self.inner.path(path));
        Ok(BufWriter::new(Box::new(FaultFile { inner, name: path.to_owned(), folder: self.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.operation(path)?;
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.operation(Path::new(""))?;
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
