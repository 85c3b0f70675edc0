//! The corpus as one stream of communiqués and rejections, read lazily.

use std::{
    io::Read,
    iter,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::draft::{Desk, Draft, Expected};
use super::format::Packing;
use super::lines::{LineError, Lines};
use super::readers::{Read as Reading, ReadEntries, ReadLine, ReadPage, Reader};
use super::walk::{self, Found};
use super::{ReadError, Rejection, Settings, opening, stream};
use crate::model::{Communique, Origin, Publishers};

/// An item of the corpus: a document, or what should be one and is not.
pub type Item = Result<Communique, Rejection>;

type Items<'a> = Box<dyn Iterator<Item = Item> + Send + 'a>;

/// Files and folders of communiqués.
///
/// ```
/// use vestnik::corpus::{Settings, Source};
/// use vestnik::model::Publishers;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("visit.txt"), "О визите\n\nМинистр посетил Анкару.")?;
/// let publishers = Publishers::default();
/// let source = Source::new(&[folder.path().to_owned()], &publishers, Settings::default());
/// for item in source.items() {
///     let communique = item.expect("not rejected");
///     assert_eq!((communique.title.as_str(), communique.text.as_str()), ("О визите", "Министр посетил Анкару."));
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Source<'a> {
    files: Vec<Result<Found, Rejection>>,
    publishers: &'a Publishers,
    settings: Settings,
    bytes_read: Arc<AtomicU64>,
}

impl<'a> Source<'a> {
    /// Looks for the files of `paths`, without opening them. A folder gives the files in it whose extension is
    /// known, in the order of their paths, except hidden ones, `README.md` and `sources.toml`. Symbolic links in it
    /// are followed as long as they stay in it, or in the corpus. Paths that cannot be read, and links that lead out,
    /// become rejections among the items.
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
        let Reader { expected, read, .. } = file.format.reader;
        match read {
            Reading::Page(read) => self.page(file, *expected, *read),
            Reading::Entries(read) => self.entries(file, *expected, *read),
            Reading::Lines(read) => self.lines(file, *expected, *read),
        }
    }

    /// A file that is one document.
    fn page(&self, file: &Found, expected: Expected, read: ReadPage) -> Items<'_> {
        let item = self
            .whole(file)
            .and_then(|bytes| read(&bytes, &self.settings))
            .and_then(|draft| draft.finish(&self.desk(), expected, origin(file, None), &file.name))
            .map_err(|reason| reject(file, None, reason));
        once(item)
    }

    /// A file of several documents that is read whole. Its entries are counted like lines.
    fn entries<'s>(&'s self, file: &'s Found, expected: Expected, read: ReadEntries) -> Items<'s> {
        let drafts = self.whole(file).and_then(|bytes| read(&bytes, &self.settings));
        let drafts = match drafts {
            Ok(drafts) => drafts,
            Err(reason) => return once(Err(reject(file, None, reason))),
        };
        let items = (1..).zip(drafts).map(move |(number, draft)| {
            draft
                .and_then(|draft| self.finish(draft, expected, file, number))
                .map_err(|reason| reject(file, Some(number), reason))
        });
        Box::new(items)
    }

    /// A file that is a document a line.
    fn lines<'s>(&'s self, file: &'s Found, expected: Expected, read: ReadLine) -> Items<'s> {
        let packing: Packing = file.format.packing;
        let counter = Arc::clone(&self.bytes_read);
        let opened = opening::open(&file.path).and_then(|opened| {
            stream::open(opened, packing, &self.settings, counter).map_err(opening::reason)
        });
        let input = match opened {
            Ok(input) => input,
            Err(reason) => return once(Err(reject(file, None, reason))),
        };
        let mut any = false;
        let mut lines = Lines::new(input, self.settings.max_line_bytes);
        let items = iter::from_fn(move || {
            for (number, line) in lines.by_ref() {
                let draft = match line {
                    Ok(line) => read(&line),
                    Err(LineError::TooLong) => {
                        Some(Err(ReadError::LineTooLong { limit: self.settings.max_line_bytes }))
                    }
                    Err(LineError::Broken(error)) => Some(Err(stream::error(error, packing, &self.settings))),
                };
                let Some(draft) = draft else {
                    continue;
                };
                any = true;
                let item = draft
                    .and_then(|draft| self.finish(draft, expected, file, number))
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
        let mut bytes = Vec::with_capacity(usize::try_from(file.bytes).unwrap_or(0));
        // It may have grown since it was found.
        let mut opened = opening::open(&file.path)?.take(limit + 1);
        opened.read_to_end(&mut bytes).map_err(opening::reason)?;
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
        Desk { settings: &self.settings, publishers: self.publishers }
    }
}

fn once<'a>(item: Item) -> Items<'a> {
    Box::new(iter::once(item))
}

fn origin(file: &Found, line: Option<u64>) -> Origin {
    Origin { path: file.shown.clone(), line }
}

fn reject(file: &Found, line: Option<u64>, reason: ReadError) -> Rejection {
    Rejection { origin: origin(file, line), reason }
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Write, path::Path};

    use super::*;

    /// What a folder with these files yields: ids, and rejections as messages.
    fn items(files: &[(&str, &[u8])], settings: Settings) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        let publishers = Publishers::default();
        let source = Source::new(&[folder.path().to_owned()], &publishers, settings);
        let items = source
            .items()
            .map(|item| item.map_or_else(|rejection| rejection.to_string(), |read| read.id.to_string()))
            .collect();
        let read = source.bytes_read().load(Ordering::Relaxed);
        assert!(read <= source.total_bytes());
        items
    }

    fn check(name: &str, bytes: &[u8], expected: &[&str]) {
        let items = items(&[(name, bytes)], Settings::default());
        assert_eq!(items.len(), expected.len(), "{items:?}");
        for (item, expected) in items.iter().zip(expected) {
            assert!(item.starts_with(expected), "{item} instead of {expected}");
        }
    }

    fn json_lines(count: usize) -> Vec<u8> {
        let line =
            |n: usize| format!("{{\"id\": \"n{n}\", \"title\": \"О {n}\", \"text\": \"Текст {n}.\"}}\n");
        (1..=count).flat_map(|n| line(n).into_bytes()).collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).expect("memory takes it")
    }

    #[test]
    fn every_format_is_read_in_the_order_of_paths() {
        let files: [(&str, &[u8]); 7] = [
            ("f.rss", b"<rss version='2.0'><channel><item><title>t</title><description>text</description></item></channel></rss>"),
            ("a.md", "# О встрече\n\nТекст.\n\n---\n\n**Source URL:** <https://mpt.gov.by/node/11088>".as_bytes()),
            ("b.txt", "О встрече\n\nТекст.".as_bytes()),
            ("c.html", "<title>О встрече</title><p>Текст.".as_bytes()),
            ("d.jsonl.gz", &gzip(&json_lines(2))),
            ("e.jsonl.zst", &zstd(br#"{"title": "t", "text": "text"}"#)),
            ("README.md", b"no communique"),
        ];
        let expected = ["mpt.gov.by-node-11088", "b.txt", "c.html", "n1", "n2", "e.jsonl.zst-1", "f.rss-1"];
        assert_eq!(items(&files, Settings::default()), expected);
    }

    #[test]
    fn a_broken_line_is_rejected_alone() {
        let mut lines = json_lines(1);
        lines.extend(b"\r\n{\"title\": \"x\"}\r\n{broken\r\n");
        lines.extend(json_lines(1));
        let expected = ["n1", "a.jsonl:3: it has no text; give \"text\"", "a.jsonl:4: column 2: ", "n1"];
        check("a.jsonl", &lines, &expected);
        check("a.jsonl", b"\n\n", &["a.jsonl: the file is empty"]);
        let mut utf_16 = vec![0xff, 0xfe];
        utf_16.extend(String::from_utf8_lossy(&json_lines(2)).encode_utf16().flat_map(u16::to_le_bytes));
        check("a.jsonl", &utf_16, &["n1", "n2"]);
    }

    #[test]
    fn of_a_damaged_file_the_lines_before_the_damage_are_read() {
        let lines = json_lines(20_000);
        for (name, mut packed) in [("a.jsonl.gz", gzip(&lines)), ("a.jsonl.zst", zstd(&lines))] {
            packed.truncate(packed.len() - 20);
            let items = items(&[(name, &packed)], Settings::default());
            let (last, before) = items.split_last().expect("items");
            assert!(last.contains("damaged or cut short here"), "{last}");
            assert!(before.len() > 10_000, "{}", before.len());
            for (n, item) in (1..).zip(before) {
                assert_eq!(*item, format!("n{n}"));
            }
            let message = format!("{name}:1: the packed data is damaged");
            check(name, b"no archive at all", &[&message]);
        }
    }

    #[test]
    fn bombs_and_giants_are_refused() {
        let settings = Settings {
            max_stream_bytes: 1 << 20,
            max_line_bytes: 1 << 16,
            max_page_bytes: 1 << 16,
            ..Settings::default()
        };
        let mut bomb = json_lines(2);
        bomb.resize(50 << 20, b' ');
        let page = vec![b'x'; (1 << 16) + 1];
        let files: [(&str, &[u8]); 3] =
            [("a.jsonl.gz", &gzip(&bomb)), ("b.jsonl.zst", &zstd(&bomb)), ("c.txt", &page)];
        let items = items(&files, settings);
        let expected = [
            "n1",
            "n2",
            "a.jsonl.gz:3: it unpacks to more than 1048576 bytes",
            "n1",
            "n2",
            "b.jsonl.zst:3: it unpacks to more than 1048576 bytes",
            "c.txt: it has 65537 bytes",
        ];
        assert_eq!(items.len(), expected.len(), "{items:?}");
        for (item, expected) in items.iter().zip(expected) {
            assert!(item.starts_with(expected), "{item} instead of {expected}");
        }

        let mut long = vec![b'"'; (16 << 20) + 1];
        long.push(b'\n');
        long.extend(json_lines(1));
        check("a.jsonl", &long, &["a.jsonl:1: the line has more than 16777216 bytes", "n1"]);
    }

    #[test]
    fn documents_that_are_none() {
        check("a.md", b"", &["a.md: the file is empty"]);
        check("a.md", "# О встрече".as_bytes(), &["a.md: it has no text"]);
        check("a.md", "Текст".as_bytes(), &["a.md: it has no title; begin with a heading"]);
        check("a.txt", "Заголовок".as_bytes(), &["a.txt: it has no text"]);
        check("a.txt", b"\x00\x01\x02\x03", &["a.txt: it is binary data"]);
        check("a.html", b"<p></p>x", &["a.html: it has no title"]);
        let long = format!("О\n\n{}", "а".repeat(3 << 20));
        check("a.txt", long.as_bytes(), &["a.txt: its text has 6291456 bytes"]);
        check("a.txt", long.replace("О\n", "").as_bytes(), &["a.txt: its title has 6291456 bytes"]);
        check(
            "a.html",
            "<div>".repeat(100_000).as_bytes(),
            &["a.html: elements are nested more than 512 deep"],
        );
        check(
            "a.md",
            "---\ndate: 2026-02-30\n---\n# а\n\nб".as_bytes(),
            &["a.md: date: \"2026-02-30\" is not a day"],
        );
        check(
            "a.md",
            "---\nurl: mpt.gov.by\n---\n# а\n\nб".as_bytes(),
            &["a.md: url: \"mpt.gov.by\" is not an address"],
        );
        check(
            "a.md",
            "---\ncountries: [XX]\n---\n# а\n\nб".as_bytes(),
            &["a.md: countries: \"XX\" is not a country"],
        );
    }

    /// The distinct values of a list were found by comparing each with all before it: a line of 300,000 topics took
    /// minutes, one of 30,000 names of countries half a minute.
    #[test]
    fn lists_of_any_length_are_read_at_once() {
        let stated = |field: &str, values: Vec<String>| {
            let line = serde_json::json!({"id": "n1", "title": "О встрече", "text": "Текст.", field: values});
            line.to_string().into_bytes()
        };
        let topics = |count: usize| stated("topics", (0..count).map(|n| format!("t{n}")).collect());
        let names = |count: usize| stated("countries", vec!["Венесуэла".to_owned(); count]);
        check("a.jsonl", &topics(300), &["n1"]);
        check("a.jsonl", &names(300), &["n1"]);
        let refused = "a.jsonl:1: topics: it states 300000 values, and a document may state 300";
        check("a.jsonl", &topics(300_000), &[refused]);
        let refused = "a.jsonl:1: countries: it states 30000 values, and a document may state 300";
        check("a.jsonl", &names(30_000), &[refused]);
        let long = "x".repeat(4097);
        check(
            "a.jsonl",
            &stated("topics", vec![long.clone()]),
            &["a.jsonl:1: topics: a value has 4097 bytes"],
        );
        let line = serde_json::json!({"title": "О", "text": "Т", "source": long}).to_string();
        check("a.jsonl", line.as_bytes(), &["a.jsonl:1: source: a value has 4097 bytes"]);
        let line = format!(r#"{{"title": "О", "text": "Т", "url": "https://a.by/{long}"}}"#);
        check("a.jsonl", line.as_bytes(), &["a.jsonl:1: url: a value has 4110 bytes"]);
    }

    /// Files with a byte order mark that were joined have one where the second began; its first line was rejected.
    #[test]
    fn marks_between_joined_files_are_no_text() {
        let mut joined = b"\xef\xbb\xbf".to_vec();
        joined.extend(json_lines(1));
        joined.extend(b"\xef\xbb\xbf");
        joined.extend(br#"{"id": "n2", "title": "a", "text": "b"}"#);
        check("a.jsonl", &joined, &["n1", "n2"]);
    }

    #[test]
    fn the_zone_of_the_publisher_decides_the_day() {
        let sources = "[[source]]\nhost = \"a.by\"\ntime_zone = \"Europe/Minsk\"\nname = { ru = \"А\" }\n";
        let publishers = crate::corpus::parse_publishers(sources, "sources.toml").expect("publishers");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.jsonl");
        let line = r#"{"url": "https://www.a.by/1", "title": "t", "text": "x", "date": "2026-01-28T22:30:00Z", "countries": "ОАЭ", "lang": "ro"}"#;
        fs::write(&path, line).expect("a file");
        let source = Source::new(&[path], &publishers, Settings::default());
        let read = source.items().next().expect("an item").expect("a document");
        assert_eq!(read.published.expect("a date").date.to_string(), "2026-01-29");
        assert_eq!(read.source, "a.by");
        assert_eq!(read.id.as_str(), "a.by-1");
        assert_eq!(read.countries[0].code(), "AE");
        assert_eq!(read.language.expect("a language").code(), "und");
        assert!(Path::new(&read.origin.path).is_absolute());
    }
}
