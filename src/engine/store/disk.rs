//! The disk operations of a generation, each in one place, so that a test can let every one of them fail in turn.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::engine::EngineError;

/// A file that is being written. It is on the disk once it is synced.
#[derive(Debug)]
pub(super) struct NewFile {
    file: File,
    path: PathBuf,
}

impl NewFile {
    /// Waits until it is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        fault("sync")?;
        self.file.sync_all()?;
        synced(&self.path);
        Ok(())
    }

    /// Locks it for as long as this process lives, where the file system can.
    pub(super) fn hold(&self) {
        let _ = self.file.try_lock();
    }
}

impl Write for &NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        fault("write")?;
        (&self.file).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a file, or empties the one that is there.
pub(super) fn create(path: &Path) -> io::Result<NewFile> {
    open_new(path, File::options().write(true).create(true).truncate(true))
}

/// Makes a file, which must not be there.
pub(super) fn create_new(path: &Path) -> io::Result<NewFile> {
    open_new(path, File::options().write(true).create_new(true))
}

fn open_new(path: &Path, options: &OpenOptions) -> io::Result<NewFile> {
    fault("create")?;
    let file = options.open(path)?;
    begun(path);
    Ok(NewFile { file, path: path.to_owned() })
}

/// Reads a small file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fault("read")?;
    fs::read(path)
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let write = || -> io::Result<()> {
        let file = create(path)?;
        (&file).write_all(bytes)?;
        file.sync()
    };
    write().map_err(|source| EngineError::io(path, source))
}

/// Replaces the content of an open file and waits until it is on the disk.
pub(super) fn overwrite_synced(mut file: &File, path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let mut write = || -> io::Result<()> {
        fault("write")?;
        begun(path);
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)?;
        fault("sync")?;
        file.sync_all()?;
        synced(path);
        Ok(())
    };
    write().map_err(|source| EngineError::io(path, source))
}

/// Renames a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), EngineError> {
    let rename = || -> io::Result<()> {
        fault("rename")?;
        renaming(from, to);
        fs::rename(from, to)
    };
    rename().map_err(|source| EngineError::io(to, source))
}

/// Makes renames and new names in a folder survive a power cut.
pub(super) fn sync_folder(path: &Path) -> Result<(), EngineError> {
    let sync = || -> io::Result<()> {
        fault("sync folder")?;
        File::open(path)?.sync_all()?;
        folder_synced(path);
        Ok(())
    };
    sync().map_err(|source| EngineError::io(path, source))
}

/// Makes the content of a file survive a power cut.
pub(super) fn sync_file(path: &Path) -> Result<(), EngineError> {
    let sync = || -> io::Result<()> {
        fault("sync")?;
        File::open(path)?.sync_all()?;
        synced(path);
        Ok(())
    };
    sync().map_err(|source| EngineError::io(path, source))
}

/// Makes the files of a folder readable to all and writable to none, so that no slip of a program writes into a
/// published generation. The folder stays writable: removing a generation needs that.
pub(super) fn make_read_only(folder: &Path) -> Result<(), EngineError> {
    for entry in fs::read_dir(folder).map_err(|source| EngineError::io(folder, source))? {
        let path = entry.map_err(|source| EngineError::io(folder, source))?.path();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fault("permissions")
                .and_then(|()| fs::set_permissions(&path, fs::Permissions::from_mode(0o444)))
                .map_err(|source| EngineError::io(&path, source))?;
        }
        #[cfg(not(unix))]
        drop(path);
    }
    Ok(())
}

/// The bytes that this process may still write to the file system of a folder.
#[cfg(unix)]
pub(crate) fn free_space(folder: &Path) -> io::Result<u64> {
    let system = rustix::fs::statvfs(folder)?;
    Ok(system.f_bavail.saturating_mul(system.f_frsize))
}

/// Not measured on other systems, where no job is refused for lack of room.
#[cfg(not(unix))]
pub(crate) fn free_space(_: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}

#[cfg(not(test))]
pub(super) use real::fault;
#[cfg(not(test))]
use real::{begun, folder_synced, renaming, synced};

#[cfg(test)]
pub(super) use super::faults::fault;
#[cfg(test)]
use super::faults::{begun, folder_synced, renaming, synced};

/// A disk that fails only when it fails.
#[cfg(not(test))]
mod real {
    use std::io;
    use std::path::Path;

    #[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
    pub(in super::super) fn fault(_: &str) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn begun(_: &Path) {}

    pub(super) fn synced(_: &Path) {}

    pub(super) fn renaming(_: &Path, _: &Path) {}

    pub(super) fn folder_synced(_: &Path) {}
}
