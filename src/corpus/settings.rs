//! The settings of the reader of a corpus.

use std::{path::PathBuf, time::Duration};

/// Limits of the reader, and the folder by which it names documents. The limits protect against broken or hostile
/// inputs; communiqués are far below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The corpus. A file below it is named by its path in it, whether it was given itself or found in a folder, so
    /// that its id is the same both times. Other files are named by their path below the given folder.
    pub root: Option<PathBuf>,
    /// The most bytes of a JSON Lines file, unpacked.
    pub max_stream_bytes: u64,
    /// The most bytes of a file that is read whole: Markdown, text, HTML, feeds.
    pub max_page_bytes: u64,
    /// The most bytes of a line of JSON Lines.
    pub max_line_bytes: usize,
    /// The most bytes of a document's text.
    pub max_text_bytes: usize,
    /// The most bytes of a title.
    pub max_title_bytes: usize,
    /// The longest time for parsing the markup of a page. Real pages take milliseconds.
    pub max_page_time: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            root: None,
            max_stream_bytes: 1 << 30,
            max_page_bytes: 8 << 20,
            max_line_bytes: 16 << 20,
            max_text_bytes: 2 << 20,
            max_title_bytes: 4096,
            max_page_time: Duration::from_secs(10),
        }
    }
}
