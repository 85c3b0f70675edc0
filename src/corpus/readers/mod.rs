//! The readers, one file each, and the table of them. A new kind of file needs a file here, with `EXPECTED` and `read`,
//! and its row in [`READERS`]; the extensions of the table are what folders are searched for and messages name.

mod feed;
mod html;
mod json_lines;
mod markdown;
mod plain;

use super::draft::{Draft, Drafts, Expected};
use super::encoding::read_text;
use super::{ReadError, Settings};

/// The reader of one kind of file.
#[derive(Debug)]
pub(super) struct Reader {
    /// The extensions of its files, in lower case and without the dot.
    pub(super) extensions: &'static [&'static str],
    /// Where title and text are in such a file, for messages.
    pub(super) expected: Expected,
    /// Its function.
    pub(super) read: Read,
}

/// Reads a file that is one document.
pub(super) type ReadPage = fn(&[u8], &Settings) -> Result<Draft, ReadError>;

/// Reads a file that holds several documents.
pub(super) type ReadEntries = fn(&[u8], &Settings) -> Result<Drafts, ReadError>;

/// Reads a line in UTF-8; a blank one is `None`.
pub(super) type ReadLine = fn(&[u8]) -> Option<Result<Draft, ReadError>>;

/// How a kind of file is read. A function that gets a whole file detects the encoding itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Read {
    /// The whole file at once, which is one document.
    Page(ReadPage),
    /// The whole file at once, which holds several documents.
    Entries(ReadEntries),
    /// Line by line; such a file may be packed.
    Lines(ReadLine),
}

/// Every reader.
pub(super) static READERS: [Reader; 5] = [
    Reader {
        extensions: &["md", "markdown"],
        expected: markdown::EXPECTED,
        read: Read::Page(|bytes, settings| markdown::read(&read_text(bytes, None)?, settings)),
    },
    Reader {
        extensions: &["txt"],
        expected: plain::EXPECTED,
        read: Read::Page(|bytes, _| Ok(plain::read(&read_text(bytes, None)?))),
    },
    Reader { extensions: &["html", "htm", "xhtml"], expected: html::EXPECTED, read: Read::Page(html::read) },
    Reader {
        extensions: &["jsonl", "ndjson"],
        expected: json_lines::EXPECTED,
        read: Read::Lines(json_lines::read),
    },
    Reader { extensions: &["rss", "atom", "xml"], expected: feed::EXPECTED, read: Read::Entries(feed::read) },
];

/// The extensions of all readers as a message lists them: `.md, .markdown, …`.
pub(super) fn extensions() -> String {
    let dotted = |reader: &Reader| {
        let packed = if matches!(reader.read, Read::Lines(_)) { " (or with .gz or .zst)" } else { "" };
        let names: Vec<String> = reader.extensions.iter().map(|name| format!(".{name}{packed}")).collect();
        names.join(", ")
    };
    READERS.iter().map(dotted).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_has_one_reader() {
        let mut extensions: Vec<&str> =
            READERS.iter().flat_map(|reader| reader.extensions).copied().collect();
        let count = extensions.len();
        extensions.sort_unstable();
        extensions.dedup();
        assert_eq!(extensions.len(), count);
    }
}
