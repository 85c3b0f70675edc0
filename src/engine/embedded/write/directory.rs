//! The folder in which tantivy writes a generation. It remembers the first error of the disk: tantivy's threads end with
//! it, and what tantivy then says ("An index writer was killed") does not tell it. It has no locks, because the index
//! has one of its own, which is held as long as this folder is written to.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use super::room::locked;
use crate::engine::EngineError;
use crate::engine::error::copy_of;

/// The first error of the disk in a job.
#[derive(Clone, Debug, Default)]
pub(super) struct FirstError(Arc<Mutex<Option<(PathBuf, io::Error)>>>);

impl FirstError {
    /// Remembers an error of a file, if it is the first.
    pub(super) fn note(&self, path: &Path, error: &io::Error) {
        locked(&self.0).get_or_insert_with(|| (path.to_owned(), copy_of(error)));
    }

    /// A result of tantivy whose error is the disk's, if the disk has failed.
    pub(super) fn explain<T, E: Into<EngineError>>(&self, result: Result<T, E>) -> Result<T, EngineError> {
        result.map_err(|error| match &*locked(&self.0) {
            Some((path, first)) => EngineError::io(path, copy_of(first)),
            None => error.into(),
        })
    }
}

/// The folder of a generation that is being built.
#[derive(Clone, Debug)]
pub(super) struct StagingDirectory {
    files: MmapDirectory,
    folder: PathBuf,
    first: FirstError,
}

impl StagingDirectory {
    pub(super) fn open(folder: &Path, first: &FirstError) -> tantivy::Result<Self> {
        Ok(Self { files: MmapDirectory::open(folder)?, folder: folder.to_owned(), first: first.clone() })
    }

    pub(super) fn path(&self, name: &Path) -> PathBuf {
        self.folder.join(name)
    }

    /// Remembers the error of an operation on a file.
    pub(super) fn noted<T>(&self, name: &Path, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| self.first.note(&self.path(name), error))
    }

    fn noted_reading<T>(&self, result: Result<T, OpenReadError>) -> Result<T, OpenReadError> {
        result.inspect_err(|error| {
            if let OpenReadError::IoError { io_error, filepath } = error {
                self.first.note(&self.path(filepath), io_error);
            }
        })
    }
}

/// A file that is written.
struct StagingFile {
    file: WritePtr,
    path: PathBuf,
    first: FirstError,
}

impl Write for StagingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).inspect_err(|error| self.first.note(&self.path, error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().inspect_err(|error| self.first.note(&self.path, error))
    }
}

impl TerminatingWrite for StagingFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.file.terminate_ref(token).inspect_err(|error| self.first.note(&self.path, error))
    }
}

impl Directory for StagingDirectory {
    fn get_file_handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.noted_reading(self.files.get_file_handle(name))
    }

    fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        self.files.delete(name)
    }

    fn exists(&self, name: &Path) -> Result<bool, OpenReadError> {
        self.noted_reading(self.files.exists(name))
    }

    fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.files.open_write(name).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, filepath } = error {
                self.first.note(&self.path(filepath), io_error);
            }
        })?;
        let (path, first) = (self.path(name), self.first.clone());
        Ok(BufWriter::new(Box::new(StagingFile { file, path, first })))
    }

    fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.noted_reading(self.files.atomic_read(name))
    }

    /// tantivy's own hides the system's error, and makes a file that only its owner can read.
    fn atomic_write(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        let next = self.path(name).with_extension("next");
        let write = || -> io::Result<()> {
            let mut file = std::fs::File::create(&next)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&next, self.path(name))
        };
        self.noted(name, write())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.noted(Path::new(""), self.files.sync_directory())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
