//! The disk operations of a generation, each in one place, so that a test can let every one of them fail in turn.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use crate::engine::EngineError;

/// Writes a file and waits until it is on the disk.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let write = || -> io::Result<()> {
        fault("create")?;
        let mut file = File::create(path)?;
        fault("write")?;
        file.write_all(bytes)?;
        fault("sync")?;
        file.sync_all()
    };
    write().map_err(|source| EngineError::io(path, source))
}

/// Replaces the content of an open file and waits until it is on the disk.
pub(super) fn overwrite_synced(mut file: &File, path: &Path, bytes: &[u8]) -> Result<(), EngineError> {
    let mut write = || -> io::Result<()> {
        fault("write")?;
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)?;
        fault("sync")?;
        file.sync_all()
    };
    write().map_err(|source| EngineError::io(path, source))
}

/// Renames a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), EngineError> {
    fault("rename").and_then(|()| fs::rename(from, to)).map_err(|source| EngineError::io(to, source))
}

/// Makes renames and new names in a folder survive a power cut.
pub(super) fn sync_folder(path: &Path) -> Result<(), EngineError> {
    let sync = || -> io::Result<()> {
        fault("sync folder")?;
        File::open(path)?.sync_all()
    };
    sync().map_err(|source| EngineError::io(path, source))
}

/// Makes the content of a file survive a power cut.
pub(super) fn sync_file(path: &Path) -> Result<(), EngineError> {
    let sync = || -> io::Result<()> {
        fault("sync")?;
        File::open(path)?.sync_all()
    };
    sync().map_err(|source| EngineError::io(path, source))
}

/// Makes a file, or empties the one that is there; the caller syncs it.
pub(super) fn create(path: &Path) -> io::Result<File> {
    fault("create")?;
    File::create(path)
}

/// Makes a new file, which the caller syncs.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    fault("create")?;
    File::create_new(path)
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
#[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
pub(super) fn fault(_: &str) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use super::faults::fault;
