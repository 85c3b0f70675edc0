//! The reader of a file, by the file's name.

/// A kind of file that holds communiqués.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// One Markdown document.
    Markdown,
    /// One plain text.
    Plain,
    /// One HTML page.
    Html,
    /// A document a line.
    JsonLines(Packing),
    /// An RSS or Atom feed.
    Feed,
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
        match (extension, packing) {
            ("jsonl" | "ndjson", packing) => Some(Self::JsonLines(packing)),
            (_, Packing::Gzip | Packing::Zstd) => None,
            ("md" | "markdown", _) => Some(Self::Markdown),
            ("txt", _) => Some(Self::Plain),
            ("html" | "htm" | "xhtml", _) => Some(Self::Html),
            ("rss" | "atom" | "xml", _) => Some(Self::Feed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_format() {
        let cases = [
            ("a.md", Some(Format::Markdown)),
            ("A.MARKDOWN", Some(Format::Markdown)),
            ("новость.txt", Some(Format::Plain)),
            ("a.b.xhtml", Some(Format::Html)),
            ("a.jsonl", Some(Format::JsonLines(Packing::None))),
            ("a.ndjson.gz", Some(Format::JsonLines(Packing::Gzip))),
            ("a.JSONL.zst", Some(Format::JsonLines(Packing::Zstd))),
            ("a.atom", Some(Format::Feed)),
            ("a.json", None),
            ("a.md.gz", None),
            ("a.gz", None),
            ("jsonl", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(Format::of(name), expected, "{name}");
        }
    }
}
