//! Everything that can be wrong with an input, with messages that say what would be right. The facts are fields; the
//! sentences are written only here.

use std::{fmt, io, sync::Arc};

use crate::model::{Origin, Period, Shown, sets_direction};

/// An item that was not read: where it lies and why.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{origin}: {reason}")]
pub struct Rejection {
    /// The file, and the line or entry in it.
    pub origin: Origin,
    /// What is wrong with it.
    pub reason: ReadError,
}

/// Why a file, a line or an entry is not a communiqué.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("there is no such file or folder; check the path")]
    Missing,
    /// The operating system refused.
    #[error("it cannot be read ({0}); {advice}", advice = advice(.0))]
    Unreadable(#[source] Arc<io::Error>),
    /// A symbolic link that leads to one of its own parents, or nowhere.
    #[error("the symbolic link leads back to {}; remove it", Shown(.ancestor))]
    LinkLoop {
        /// The folder that it leads back to.
        ancestor: String,
    },
    /// A symbolic link in a folder that leads out of it.
    #[error(
        "the symbolic link leads out of the folder, to {}; give that path itself, or put a copy here",
        Shown(.target)
    )]
    LinkLeadsOut {
        /// Where it leads to.
        target: String,
    },
    /// A socket, a pipe or a device.
    #[error("it is a pipe, a socket or a device; only regular files and folders are read")]
    NotAFile,
    /// A file named on purpose whose extension is not known.
    #[error(
        "{} is not a known kind of file; give one of {known}", Quoted(.name)
    )]
    UnknownFormat {
        /// The name of the file.
        name: String,
        /// The extensions that are known.
        known: String,
    },
    /// Nothing but white space.
    #[error("the file is empty; a communiqué has a title and a text")]
    Empty,
    /// A file that is read whole and is too large for that.
    #[error("it has {bytes} bytes, and a file of this kind may have {limit}; split it")]
    FileTooLarge {
        /// Its size, or what is known of it.
        bytes: u64,
        /// The limit of the settings.
        limit: u64,
    },
    /// A stream that is too long, usually unpacked from a small file.
    #[error(
        "it unpacks to more than {limit} bytes; the lines up to there were read, split it to read the rest"
    )]
    StreamTooLong {
        /// The limit of the settings, in bytes.
        limit: u64,
    },
    /// A packed file that unpacks to far more than documents do.
    #[error(
        "it unpacks to more than {limit} times its size, as documents do not; the lines up to there were read, unpack it to \
         read the rest"
    )]
    PackedTooSmall {
        /// How many times its size it may unpack to.
        limit: u64,
    },
    /// A line that is too long to be one document.
    #[error("the line has more than {limit} bytes; each line holds one document")]
    LineTooLong {
        /// The limit of the settings, in bytes.
        limit: usize,
    },
    /// A packed file that is broken or cut short.
    #[error(
        "the packed data is damaged or cut short here ({0}); the lines before were read, get a whole copy of the file"
    )]
    Damaged(#[source] Arc<io::Error>),
    /// A file of another kind under the name of a text.
    #[error("it is {kind}, not text; save it as text, Markdown or HTML")]
    Binary {
        /// What it seems to be.
        kind: &'static str,
    },
    /// Bytes that are invalid in every encoding.
    #[error("byte {at} is not valid {encoding}; save the file as UTF-8")]
    Undecodable {
        /// The encoding with the fewest invalid bytes.
        encoding: &'static str,
        /// The offset of the first such byte, counted from 0.
        at: usize,
    },
    /// A line that is not a JSON object with the known fields.
    #[error("column {column}: {message}; a line is one JSON object with \"title\" and \"text\"")]
    Json {
        /// The column in bytes, counted from 1.
        column: usize,
        /// What the JSON parser says.
        message: String,
    },
    /// Front matter that is not YAML with the known fields.
    #[error("line {line}, front matter: {message}; it holds `name: value` lines between two `---` lines")]
    FrontMatter {
        /// The line in the file, counted from 1.
        line: u64,
        /// What the YAML parser says.
        message: String,
    },
    /// XML that is not a feed.
    #[error("it is not an RSS or Atom feed: {message}; give a feed, or save pages as .html")]
    Feed {
        /// What the feed parser says.
        message: String,
    },
    /// Elements nested too deep.
    #[error("elements are nested more than {limit} deep; a page for readers is not")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More elements than a page for readers has.
    #[error("it has more than {limit} elements; split it into pages")]
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// A tag with more attributes than real pages have.
    #[error("a tag has more than {limit} attributes; the markup is broken")]
    TooManyAttributes {
        /// The limit.
        limit: usize,
    },
    /// Attributes that are mostly `&`, `<` and `>`.
    #[error(
        "attributes in it consist mostly of the characters &, < and >; those of a page for readers do not"
    )]
    TooManyEscapes,
    /// Markup that takes the parser too long.
    #[error("reading its markup takes longer than {seconds} s; the markup is broken")]
    TooSlow {
        /// The limit of the settings.
        seconds: u64,
    },
    /// No title.
    #[error("it has no title; {expected}")]
    NoTitle {
        /// Where this format has its title.
        expected: &'static str,
    },
    /// A title that is a whole text.
    #[error("its title has {bytes} bytes, and a title may have {limit}; {expected}")]
    TitleTooLong {
        /// The size of the title.
        bytes: usize,
        /// The limit of the settings.
        limit: usize,
        /// Where this format has its title.
        expected: &'static str,
    },
    /// A title without a text.
    #[error("it has no text; {expected}")]
    NoText {
        /// Where this format has its text.
        expected: &'static str,
    },
    /// A text that is too long for one document.
    #[error("its text has {bytes} bytes, and a document may have {limit}; split it")]
    TextTooLong {
        /// The size of the text.
        bytes: usize,
        /// The limit of the settings.
        limit: usize,
    },
    /// A date that cannot be read or does not exist.
    #[error("{field}: {} {problem}", Quoted(.value))]
    InvalidDate {
        /// The field or tag that states it.
        field: &'static str,
        /// What it states.
        value: String,
        /// Why it is not a date.
        problem: DateProblem,
    },
    /// An address that cannot be cited.
    #[error("{field}: {} is not an address of a page; give one like https://mpt.gov.by/node/11088", Quoted(.value))]
    InvalidUrl {
        /// The field or tag that states it.
        field: &'static str,
        /// What it states.
        value: String,
    },
    /// A language that is not a language tag.
    #[error("language: {} is not a language tag; give ru, be, en or another tag of BCP 47", Quoted(.value))]
    UnknownLanguage {
        /// What is stated.
        value: String,
    },
    /// A country that does not exist.
    #[error("{field}: {} is not a country; give a code of ISO 3166-1 such as AE, or its usual name", Quoted(.value))]
    UnknownCountry {
        /// The field that states it.
        field: &'static str,
        /// What is stated.
        value: String,
    },
    /// A list of more values than a document can be about.
    #[error(
        "{field}: it states {count} values, and a document may state {limit}; keep those that it is about"
    )]
    TooManyValues {
        /// The field that states them.
        field: &'static str,
        /// How many it states.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// A stated value that is much longer than what it stands for.
    #[error("{field}: a value has {bytes} bytes, and it may have {limit}; shorten it")]
    ValueTooLong {
        /// The field that states it.
        field: &'static str,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Neither an id nor anything to make one from.
    #[error("nothing names it: neither a URL nor an id nor a letter of its path; state `url` or `id`")]
    Unnamed,
    /// `sources.toml` that is not TOML with the known keys.
    #[error(
        "{message}; each [[source]] has `host` and `name`, and may have `country`, `language`, `time_zone`"
    )]
    Toml {
        /// What the TOML parser says.
        message: String,
    },
    /// A host that is not a host name.
    #[error("host: {} is not a host name; give one like mpt.gov.by", Quoted(.value))]
    InvalidHost {
        /// What is stated.
        value: String,
    },
    /// The same host twice in `sources.toml`.
    #[error("host: {} is described above already; keep one of the two", Quoted(.value))]
    DuplicateHost {
        /// The host.
        value: String,
    },
    /// A time zone that the IANA database does not know.
    #[error("time_zone: {} is not a time zone; give an IANA name such as Europe/Minsk", Quoted(.value))]
    UnknownTimeZone {
        /// What is stated.
        value: String,
    },
}

/// Why a text is not a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// None of the known forms.
    Form,
    /// The form is known, but the calendar has no such day or the year is out of range.
    NoSuchDay,
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str(
                "is not a date; give one like 2026-01-28, 2026-01, 2026, 28.01.2026 or 2026-01-28T10:00:00+03:00",
            ),
            Self::NoSuchDay => write!(
                f,
                "is not a day of the calendar; give an existing one between {} and {}",
                Period::FIRST_YEAR,
                Period::LAST_YEAR
            ),
        }
    }
}

/// What helps against an error of the operating system.
fn advice(error: &io::Error) -> &'static str {
    #[cfg(unix)]
    {
        use rustix::io::Errno;

        match Errno::from_io_error(error) {
            Some(Errno::LOOP) => return "remove the symbolic links on its path that lead back to themselves",
            Some(Errno::MFILE | Errno::NFILE) => {
                return "allow more open files (`ulimit -n`) or close other programs";
            }
            Some(Errno::IO) => return "the disk reports a fault; check it, and get a whole copy of the file",
            _ => {}
        }
    }
    match error.kind() {
        io::ErrorKind::PermissionDenied => "this user needs permission to read it",
        io::ErrorKind::InvalidFilename => "shorten its name",
        io::ErrorKind::NotADirectory => "a file is in the place of a folder; check the path",
        io::ErrorKind::IsADirectory => "it is a folder; give a file",
        io::ErrorKind::InvalidData => "save it as UTF-8",
        io::ErrorKind::StaleNetworkFileHandle => "mount its file system again",
        _ => "check the file and its disk",
    }
}

/// A value from an input inside a message: in quotes, on one line and short, whatever the input holds.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 80;
        let shown: String = self.0.chars().take(SHOWN).collect();
        let cut = if shown.len() < self.0.len() { "…" } else { "" };
        write!(f, "{shown:?}{cut}")
    }
}

/// A parser's message, shortened to one line for a report: parsers quote the input, which may be long and contain line
/// breaks.
pub(super) fn parser_message(message: &str) -> String {
    const SHOWN: usize = 200;
    let unruly = |c: char| c.is_control() || sets_direction(c);
    let clean: String = message.chars().map(|c| if unruly(c) { ' ' } else { c }).take(SHOWN).collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_on_one_line_whatever_the_input_holds() {
        let reason = ReadError::InvalidUrl { field: "url", value: format!("a\nb{}", "x".repeat(1000)) };
        let origin = Origin { path: "news.jsonl".to_owned(), line: Some(7) };
        let message = Rejection { origin, reason }.to_string();
        assert!(message.starts_with("news.jsonl:7: url: \"a\\nb"), "{message}");
        assert!(message.lines().count() == 1 && message.len() < 250, "{message}");
    }
}
