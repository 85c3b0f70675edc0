//! Which reader a file needs, told by its name, and how the file is packed.

use super::readers::{READERS, Read, Reader};

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    /// What reads it.
    pub(super) reader: &'static Reader,
    /// How it is packed.
    pub(super) packing: Packing,
}

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Format {
    /// The format of a file of this name; `None` when the extension is unknown.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let (name, packing) = if let Some(name) = name.strip_suffix(".gz") {
            (name, Packing::Gzip)
        } else if let Some(name) = name.strip_suffix(".zst") {
            (name, Packing::Zstd)
        } else {
            (name.as_str(), Packing::None)
        };
        let (_, extension) = name.rsplit_once('.')?;
        let reader = READERS.iter().find(|reader| reader.extensions.contains(&extension))?;
        let readable = packing == Packing::None || matches!(reader.read, Read::Lines(_));
        readable.then_some(Self { reader, packing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_format() {
        let cases = [
            ("a.md", Some(("md", Packing::None))),
            ("A.MARKDOWN", Some(("md", Packing::None))),
            ("новость.txt", Some(("txt", Packing::None))),
            ("a.b.xhtml", Some(("html", Packing::None))),
            ("a.jsonl", Some(("jsonl", Packing::None))),
            ("a.ndjson.gz", Some(("jsonl", Packing::Gzip))),
            ("a.JSONL.zst", Some(("jsonl", Packing::Zstd))),
            ("a.atom", Some(("rss", Packing::None))),
            ("a.json", None),
            ("a.md.gz", None),
            ("a.gz", None),
            ("jsonl", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let found = Format::of(name).map(|format| (format.reader.extensions[0], format.packing));
            assert_eq!(found, expected, "{name}");
        }
    }
}
