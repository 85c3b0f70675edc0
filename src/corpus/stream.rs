//! The bytes of a JSON Lines file: counted, unpacked, limited, in UTF-8. A small file that unpacks to very much is refused
//! long before it has unpacked to the limit of a stream.

use std::{
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

/// How many times its packed size a file may unpack to. 19,000 news articles pack 4-fold, 200,000 exchange rates 22-fold,
/// 400,000 lines that differ only in their number 142-fold; a bomb of gzip 1,030-fold, one of zstd 30,000-fold.
const MAX_RATIO: u64 = 500;

/// Up to here the ratio does not count: this much is unpacked in a fraction of a second.
const RATIO_COUNTS_FROM: u64 = 32 << 20;

/// Opens the stream of a file. What is read from the file is added to `counter`.
pub(super) fn open(
    file: File,
    packing: Packing,
    settings: &Settings,
    counter: Arc<AtomicU64>,
) -> io::Result<Box<dyn BufRead + Send>> {
    let packed = Arc::new(AtomicU64::new(0));
    let counters = [counter, Arc::clone(&packed)];
    let file = BufReader::with_capacity(1 << 16, Counted { inner: file, counters });
    let unpacked: Box<dyn Read + Send> = match packing {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(MultiGzDecoder::new(file)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(file)?),
    };
    let limited = Limited { inner: unpacked, packed, unpacked: 0, limit: settings.max_stream_bytes };
    // A mark at the head converts UTF-16 to UTF-8; all else passes unchanged and is decoded line by line later.
    let decoded = DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(limited);
    Ok(Box::new(BufReader::with_capacity(1 << 16, decoded)))
}

/// What an error of the stream means.
pub(super) fn error(error: io::Error, packing: Packing, settings: &Settings) -> ReadError {
    match error.get_ref().and_then(|inner| inner.downcast_ref()) {
        Some(LimitReached::Bytes) => return ReadError::StreamTooLong { limit: settings.max_stream_bytes },
        Some(LimitReached::Ratio) => return ReadError::PackedTooSmall { limit: MAX_RATIO },
        None => {}
    }
    match packing {
        Packing::None => ReadError::Unreadable(Arc::new(error)),
        Packing::Gzip | Packing::Zstd => ReadError::Damaged(Arc::new(error)),
    }
}

struct Counted {
    inner: File,
    counters: [Arc<AtomicU64>; 2],
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        for counter in &self.counters {
            counter.fetch_add(count as u64, Ordering::Relaxed);
        }
        Ok(count)
    }
}

struct Limited<R> {
    inner: R,
    /// The bytes read from the file so far.
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limit: u64,
}

#[derive(Debug, thiserror::Error)]
enum LimitReached {
    #[error("the stream is too long")]
    Bytes,
    #[error("the stream is too long for its packed size")]
    Ratio,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > self.limit {
            return Err(io::Error::other(LimitReached::Bytes));
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > RATIO_COUNTS_FROM && self.unpacked / MAX_RATIO > packed {
            return Err(io::Error::other(LimitReached::Ratio));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// How much is read of a file that packs what `write` writes, and the failure that ends it.
    fn read(write: impl Fn(&mut dyn Write)) -> (u64, Option<String>) {
        let file = tempfile::tempfile().expect("a file");
        let mut encoder =
            zstd::Encoder::new(file.try_clone().expect("the same"), 3).expect("an encoder").auto_finish();
        write(&mut encoder);
        drop(encoder);
        io::Seek::rewind(&mut &file).expect("at the beginning");
        let settings = Settings::default();
        let mut stream =
            open(file, Packing::Zstd, &settings, Arc::default()).expect("the stream of the file");
        let mut read = 0;
        loop {
            match stream.fill_buf().map(<[u8]>::len) {
                Ok(0) => return (read, None),
                Ok(count) => {
                    read += count as u64;
                    stream.consume(count);
                }
                Err(failure) => {
                    return (read, Some(error(failure, Packing::Zstd, &settings).to_string()));
                }
            }
        }
    }

    #[test]
    fn a_small_file_that_unpacks_to_very_much_is_refused_early() {
        let blanks = vec![b'\n'; 1 << 20];
        let (bytes, failure) = read(|out| (0..500).for_each(|_| out.write_all(&blanks).expect("written")));
        assert!((32 << 20..=33 << 20).contains(&bytes), "{bytes}");
        assert!(failure.is_some_and(|failure| failure.starts_with("it unpacks to more than 500 times")));
        // 30 MB of blanks are no danger.
        let (bytes, failure) = read(|out| (0..30).for_each(|_| out.write_all(&blanks).expect("written")));
        assert_eq!((bytes, failure), (30 << 20, None));
    }

    #[test]
    fn lines_that_differ_only_in_a_number_are_read() {
        let lines = |out: &mut dyn Write| {
            for n in 0..400_000 {
                writeln!(
                    out,
                    "{{\"id\": \"{n}\", \"title\": \"О погоде\", \"text\": \"Погода без изменений.\"}}"
                )
                .expect("written");
            }
        };
        let (bytes, failure) = read(lines);
        assert!(bytes > 34 << 20 && failure.is_none(), "{bytes}: {failure:?}");
    }
}
