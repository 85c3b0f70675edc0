//! The corpus as one stream of communiqués and rejections, read as it is asked for.

use std::{
    fs::File,
    io::{self, Read},
    iter,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::draft::{Desk, Draft, Expected};
use super::format::{Format, Packing};
use super::lines::{LineError, Lines};
use super::walk::{self, Found};
use super::{
    ReadError, Rejection, Settings, encoding, feed, html, json_lines, markdown, plain, stream,
};
use crate::model::{Communique, Origin, Publishers};

/// What one item of the corpus is: every document is one, and everything that should be one and is not.
pub type Item = Result<Communique, Rejection>;

type Items<'a> = Box<dyn Iterator<Item = Item> + Send + 'a>;

/// Files and folders of communiqués.
#[derive(Debug)]
pub struct Source<'a> {
    files: Vec<Result<Found, Rejection>>,
    publishers: &'a Publishers,
    settings: Settings,
    bytes_read: Arc<AtomicU64>,
}

impl<'a> Source<'a> {
    /// Looks for the files of `paths`, without opening them. A folder gives the files in it whose extension is
    /// known, in the order of their paths, except hidden ones, `README.md` and `sources.toml`. Paths that cannot
    /// be read become rejections among the items.
    pub fn new(paths: &[PathBuf], publishers: &'a Publishers, settings: Settings) -> Self {
        Self {
            files: walk::find(paths, settings.root.as_deref()),
            publishers,
            settings,
            bytes_read: Arc::default(),
        }
    }

    /// The size of all files on disk, in bytes.
    pub fn total_bytes(&self) -> u64 {
        self.files.iter().flatten().map(|file| file.bytes).sum()
    }

    /// How many bytes of them were read so far. The counter begins anew with every call of [`Self::items`].
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Every document and every rejection, file after file. Of a JSON Lines file one line is in memory, of the
    /// other formats one file.
    pub fn items(&self) -> impl Iterator<Item = Item> + Send + '_ {
        self.bytes_read.store(0, Ordering::Relaxed);
        self.files.iter().flat_map(|file| match file {
            Ok(file) => self.read(file),
            Err(rejection) => once(Err(rejection.clone())),
        })
    }

    fn read<'s>(&'s self, file: &'s Found) -> Items<'s> {
        match file.format {
            Format::JsonLines(packing) => self.lines(file, packing),
            Format::Markdown => self.page(file, markdown::EXPECTED, |bytes| {
                markdown::read(&encoding::read_text(bytes, None)?)
            }),
            Format::Plain => self.page(file, plain::EXPECTED, |bytes| {
                Ok(plain::read(&encoding::read_text(bytes, None)?))
            }),
            Format::Html => self.page(file, html::EXPECTED, |bytes| {
                html::read(bytes, &self.settings)
            }),
            Format::Feed => self.entries(file),
        }
    }

    /// A file that is one document.
    fn page(
        &self,
        file: &Found,
        expected: Expected,
        read: impl FnOnce(&[u8]) -> Result<Draft, ReadError>,
    ) -> Items<'_> {
        let item = self
            .whole(file)
            .and_then(|bytes| read(&bytes))
            .and_then(|draft| draft.finish(&self.desk(), expected, origin(file, None), &file.name))
            .map_err(|reason| reject(file, None, reason));
        once(item)
    }

    /// A file that is a feed. Its entries are counted like lines.
    fn entries<'s>(&'s self, file: &'s Found) -> Items<'s> {
        let drafts = self
            .whole(file)
            .and_then(|bytes| feed::read(&bytes, &self.settings));
        let drafts = match drafts {
            Ok(drafts) => drafts,
            Err(reason) => return once(Err(reject(file, None, reason))),
        };
        let items = (1..).zip(drafts).map(move |(number, draft)| {
            draft
                .and_then(|draft| self.finish(draft, feed::EXPECTED, file, number))
                .map_err(|reason| reject(file, Some(number), reason))
        });
        Box::new(items)
    }

    /// A file that is a document a line.
    fn lines<'s>(&'s self, file: &'s Found, packing: Packing) -> Items<'s> {
        let counter = Arc::clone(&self.bytes_read);
        let input = match stream::open(&file.path, packing, &self.settings, counter) {
            Ok(input) => input,
            Err(error) => return once(Err(reject(file, None, walk::io_reason(error)))),
        };
        let mut any = false;
        let mut lines = Lines::new(input, self.settings.max_line_bytes);
        let items = iter::from_fn(move || {
            for (number, line) in lines.by_ref() {
                let draft = match line {
                    Ok(line) => json_lines::read(&line),
                    Err(LineError::TooLong) => Some(Err(ReadError::LineTooLong {
                        limit: self.settings.max_line_bytes,
                    })),
                    Err(LineError::Broken(error)) => {
                        Some(Err(stream::error(error, packing, &self.settings)))
                    }
                };
                let Some(draft) = draft else {
                    continue;
                };
                any = true;
                let item = draft
                    .and_then(|draft| self.finish(draft, json_lines::EXPECTED, file, number))
                    .map_err(|reason| reject(file, Some(number), reason));
                return Some(item);
            }
            if any {
                return None;
            }
            any = true;
            Some(Err(reject(file, None, ReadError::Empty)))
        });
        Box::new(items)
    }

    /// One document of a file that holds several.
    fn finish(
        &self,
        draft: Draft,
        expected: Expected,
        file: &Found,
        number: u64,
    ) -> Result<Communique, ReadError> {
        let name = format!("{}-{number}", file.name);
        draft.finish(&self.desk(), expected, origin(file, Some(number)), &name)
    }

    /// The bytes of a file that is read whole.
    fn whole(&self, file: &Found) -> Result<Vec<u8>, ReadError> {
        let limit = self.settings.max_page_bytes;
        let too_large = |bytes: u64| ReadError::FileTooLarge { bytes, limit };
        if file.bytes > limit {
            self.count(file.bytes);
            return Err(too_large(file.bytes));
        }
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::with_capacity(usize::try_from(file.bytes).unwrap_or(0));
            // It may have grown since it was found.
            File::open(&file.path)?
                .take(limit + 1)
                .read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read().map_err(walk::io_reason)?;
        self.count(bytes.len() as u64);
        if bytes.len() as u64 > limit {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }

    fn count(&self, bytes: u64) {
        self.bytes_read.fetch_add(bytes, Ordering::Relaxed);
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            settings: &self.settings,
            publishers: self.publishers,
        }
    }
}

fn once<'a>(item: Item) -> Items<'a> {
    Box::new(iter::once(item))
}

fn origin(file: &Found, line: Option<u64>) -> Origin {
    Origin {
        path: file.shown.clone(),
        line,
    }
}

fn reject(file: &Found, line: Option<u64>, reason: ReadError) -> Rejection {
    Rejection {
        origin: origin(file, line),
        reason,
    }
}
