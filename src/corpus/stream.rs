//! The bytes of a JSON Lines file: counted, unpacked, limited, in UTF-8.

use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;

use super::format::Packing;
use super::{ReadError, Settings};

/// Opens the stream of a file. What is read from the file is added to `counter`.
pub(super) fn open(
    file: File,
    packing: Packing,
    settings: &Settings,
    counter: Arc<AtomicU64>,
) -> io::Result<Box<dyn BufRead + Send>> {
    let file = BufReader::with_capacity(1 << 16, Counted { inner: file, counter });
    let unpacked: Box<dyn Read + Send> = match packing {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(MultiGzDecoder::new(file)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(file)?),
    };
    let limited = Limited { inner: unpacked, left: settings.max_stream_bytes };
    // A mark at the head converts UTF-16 to UTF-8; all else passes unchanged and is decoded line by line later.
    let decoded = DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(limited);
    Ok(Box::new(BufReader::with_capacity(1 << 16, decoded)))
}

/// What an error of the stream means.
pub(super) fn error(error: io::Error, packing: Packing, settings: &Settings) -> ReadError {
    if error.get_ref().is_some_and(|inner| inner.is::<LimitReached>()) {
        return ReadError::StreamTooLong { limit: settings.max_stream_bytes };
    }
    match packing {
        Packing::None => ReadError::Unreadable(Arc::new(error)),
        Packing::Gzip | Packing::Zstd => ReadError::Damaged(Arc::new(error)),
    }
}

struct Counted {
    inner: File,
    counter: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.counter.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

struct Limited<R> {
    inner: R,
    left: u64,
}

#[derive(Debug)]
struct LimitReached;

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream is too long")
    }
}

impl std::error::Error for LimitReached {}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(LimitReached))?;
        Ok(count)
    }
}
