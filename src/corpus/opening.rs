//! Opens files so that only regular ones are read, and only those that were found: a link that was put in the place of
//! a file, or of a folder above it, after the search is not followed.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use super::{ReadError, Rejection};
use crate::model::Origin;

/// The most bytes of a file of settings: topics, synonyms, publishers, `vestnik.toml`. The built-in topics have a fiftieth.
const MAX_SETTINGS_BYTES: u64 = 4 << 20;

/// Opens a file by its canonical path.
pub(super) fn open(canonical: &Path) -> Result<File, ReadError> {
    regular(without_links(canonical).map_err(reason)?)
}

/// Reads a file of settings, which the user has named: links are followed.
///
/// # Errors
/// There is no such file, it is no regular one (a pipe would be waited for), it has more than 4 MiB, it cannot be read,
/// or it is not UTF-8. The error names the file.
pub fn read_settings(path: &Path) -> Result<String, Rejection> {
    let read = || -> Result<String, ReadError> {
        // `open` on a named pipe blocks until another process opens it for writing, so the kind is looked at first.
        let metadata = path.metadata().map_err(reason)?;
        if !metadata.is_file() && !metadata.is_dir() {
            return Err(ReadError::NotAFile);
        }
        let mut file = File::open(path).map_err(reason)?.take(MAX_SETTINGS_BYTES + 1);
        let mut text = Vec::new();
        let bytes = file.read_to_end(&mut text).map_err(reason)? as u64;
        if bytes > MAX_SETTINGS_BYTES {
            let bytes = bytes.max(metadata.len());
            return Err(ReadError::FileTooLarge { bytes, limit: MAX_SETTINGS_BYTES });
        }
        String::from_utf8(text).map_err(|error| reason(io::Error::new(io::ErrorKind::InvalidData, error)))
    };
    read().map_err(|reason| Rejection {
        origin: Origin { path: path.to_string_lossy().into_owned(), line: None },
        reason,
    })
}

/// What an error of the operating system means.
pub(super) fn reason(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound {
        ReadError::Missing
    } else {
        ReadError::Unreadable(Arc::new(error))
    }
}

fn regular(file: File) -> Result<File, ReadError> {
    if file.metadata().map_err(reason)?.is_file() { Ok(file) } else { Err(ReadError::NotAFile) }
}

#[cfg(target_os = "linux")]
fn without_links(path: &Path) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, open, openat2};
    use rustix::io::Errno;

    // Without NONBLOCK, `open` on a named pipe blocks until another process opens it for writing.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    match openat2(CWD, path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        // Old kernels and some sandboxes do not have it; then only the last part of the path is checked.
        Err(Errno::NOSYS | Errno::PERM) => {
            Ok(open(path, flags | OFlags::NOFOLLOW, Mode::empty()).map(File::from)?)
        }
        opened => Ok(opened.map(File::from)?),
    }
}

#[cfg(not(target_os = "linux"))]
fn without_links(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;

    #[test]
    fn what_was_put_in_the_place_of_a_file_is_not_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        fs::create_dir(root.join("real")).expect("a folder");
        fs::write(root.join("real/a.md"), "x").expect("a file");
        symlink("real", root.join("link")).expect("a link");
        symlink("real/a.md", root.join("a.md")).expect("a link");
        assert!(open(&root.join("real/a.md")).is_ok());
        for path in ["a.md", "link/a.md"] {
            let message = open(&root.join(path)).expect_err("a link").to_string();
            assert!(message.contains("links"), "{message}");
        }
        let pipe = root.join("pipe.md");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).expect("a pipe");
        assert!(matches!(open(&pipe), Err(ReadError::NotAFile)));
        assert!(matches!(open(&root.join("none")), Err(ReadError::Missing)));
    }

    #[test]
    fn files_of_settings_are_regular_short_and_utf_8() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("good"), "а").expect("a file");
        symlink(path("good"), path("link")).expect("a link");
        assert_eq!(read_settings(&path("link")).expect("read"), "а");
        let pipe = path("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).expect("a pipe");
        fs::write(path("large"), vec![b' '; (4 << 20) + 1]).expect("a file");
        fs::write(path("latin"), b"\xff").expect("a file");
        let cases = [
            ("pipe", "a pipe, a socket or a device"),
            ("large", "it has 4194305 bytes, and a file of this kind may have 4194304"),
            ("latin", "save it as UTF-8"),
            ("none", "there is no such file"),
            ("good/x", "a file is in the place of a folder"),
            (".", "it is a folder"),
        ];
        for (name, expected) in cases {
            let message = read_settings(&path(name)).expect_err(expected).to_string();
            assert!(message.contains(expected) && message.contains(name), "{message}");
        }
        let long = read_settings(&path(&"x".repeat(300))).expect_err("too long").to_string();
        assert!(long.contains("shorten its name"), "{long}");
    }
}
