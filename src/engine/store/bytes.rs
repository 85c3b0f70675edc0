//! Reading every byte of a file, hashed as it goes by: to verify it, to copy it, to pack it. Files are read and not
//! mapped: a bad sector, or a file that is cut meanwhile, is then an error and not the end of the process.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::disk::fault;

/// How much is read at a time, in bytes. From 128 KB on BLAKE3 gains by using all cores.
const CHUNK: usize = 1 << 20;

/// What of a copy failed.
#[derive(Debug)]
pub(super) enum Failed {
    /// The file that is read.
    Reading(io::Error),
    /// The file that is written.
    Writing(io::Error),
}

/// The bytes of a file and their hash, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hashed {
    pub(super) bytes: u64,
    pub(super) blake3: String,
}

/// Opens a file to read all of it.
pub(super) fn open(path: &Path) -> io::Result<File> {
    fault("open")?;
    File::open(path)
}

/// Reads a file to its end.
pub(super) fn hash(path: &Path) -> io::Result<Hashed> {
    copy(&mut open(path)?, &mut io::sink()).map_err(|failed| match failed {
        Failed::Reading(error) | Failed::Writing(error) => error,
    })
}

/// Copies everything that can be read. The hash is of the bytes that were written.
pub(super) fn copy(from: &mut impl Read, to: &mut impl Write) -> Result<Hashed, Failed> {
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        fault("read").map_err(Failed::Reading)?;
        let length = fill(from, &mut chunk).map_err(Failed::Reading)?;
        if length == 0 {
            return Ok(Hashed { bytes, blake3: hasher.finalize().to_hex().to_string() });
        }
        to.write_all(&chunk[..length]).map_err(Failed::Writing)?;
        hasher.update_rayon(&chunk[..length]);
        bytes += length as u64;
    }
}

/// A reader that hashes what is read.
pub(super) struct Hashing<R> {
    from: R,
    hasher: blake3::Hasher,
    bytes: u64,
    /// Whether reading has failed.
    pub(super) failed: bool,
}

impl<R> Hashing<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, hasher: blake3::Hasher::new(), bytes: 0, failed: false }
    }

    /// The bytes that were read.
    pub(super) fn hashed(&self) -> Hashed {
        Hashed { bytes: self.bytes, blake3: self.hasher.finalize().to_hex().to_string() }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = fault("read").and_then(|()| self.from.read(to)).inspect_err(|_| self.failed = true)?;
        self.hasher.update(&to[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Reads until the chunk is full or the file ends.
fn fill(from: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < chunk.len() {
        match from.read(&mut chunk[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
