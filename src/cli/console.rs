//! Lines for people on standard output and standard error. The macros of the standard library panic when a line cannot
//! be written (a full disk, a reader that has left), which would change what a command does and its exit code; these
//! functions do not.

use std::fmt::Display;
use std::io::{self, Write};
use std::sync::Mutex;

use indicatif::ProgressBar;

use crate::model::Shown;

/// The longest line on standard error, in bytes; of a longer one the beginning is written.
const MAX_LINE: usize = 4 << 10;

/// The longest line of a message that has several, in characters.
const MAX_QUOTED: usize = 300;

/// The bar on the terminal now. Lines on standard error are written above it.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Writes a line to standard error, of at most 4 KiB. A line that cannot be written is lost. What the line quotes
/// changes nothing on the terminal around it; it may have several lines.
pub(super) fn note(line: impl Display) {
    let line = line.to_string();
    put(&bounded(format!("{}\n", each_shown(&line)).as_bytes()));
}

/// The lines of a message, shown. Of several each has an end, because the reason may stand in the last: a fault in a file of
/// settings comes with the line that it is in.
fn each_shown(message: &str) -> String {
    let several = message.contains('\n');
    let shown = message.split('\n').map(|line| match line.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) if several => format!("{}…", Shown(&line[..end])),
        _ => Shown(line).to_string(),
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// Writes whole lines to standard error, above the bar if there is one. What cannot be written is lost.
pub(super) fn put(lines: &[u8]) {
    let bar = SHOWN.lock().ok().and_then(|bar| bar.clone());
    let write = || drop(io::stderr().write_all(lines));
    match bar {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Writes a line to standard output.
///
/// # Errors
/// The system's error when it cannot be written. The work that the line tells of is done all the same.
pub(super) fn print(line: impl Display) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes())?;
    out.flush()
}

/// Standard output, for a command whose work is to print: when it cannot be written, the command has failed, and the error
/// says why.
pub(super) fn out() -> impl Write {
    Told(io::stdout().lock())
}

/// A stream whose errors say that they are those of standard output.
struct Told<W>(W);

/// Standard output cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("standard output cannot be written: {0}")]
struct Unwritable(io::Error);

/// The kind stays, by which a reader that has left is known.
fn told(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    io::Error::new(error.kind(), Unwritable(error))
}

impl<W: Write> Write for Told<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(told)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(told)
    }
}

/// Writes what a job has done, or what a check has found, to standard output. If that cannot be written, standard error
/// says so: the command ends with the code that it has earned all the same.
pub(super) fn report(lines: impl Display) {
    if let Err(error) = print(lines) {
        note(format_args!("vestnik: the report could not be written to standard output: {error}"));
    }
}

/// Sets the bar that is on the terminal from now on.
pub(super) fn show(bar: Option<&ProgressBar>) {
    if let Ok(mut shown) = SHOWN.lock() {
        *shown = bar.cloned();
    }
}

/// The beginning of a line that is too long, with its length.
pub(super) fn bounded(line: &[u8]) -> Vec<u8> {
    if line.len() <= MAX_LINE {
        return line.to_vec();
    }
    let end = format!("… (cut; {} bytes)\n", line.len());
    let mut cut = MAX_LINE - end.len();
    // Not within a character.
    while cut > 0 && line[cut] & 0b1100_0000 == 0b1000_0000 {
        cut -= 1;
    }
    [&line[..cut], end.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(bounded(b"short\n"), b"short\n");
        for before in 0..4 {
            let line = format!("{}{}\n", "a".repeat(before), "ж".repeat(1 << 20));
            let cut = String::from_utf8(bounded(line.as_bytes())).expect("whole characters");
            assert!(cut.len() <= MAX_LINE && cut.len() > MAX_LINE - 8, "{}", cut.len());
            assert!(cut.ends_with(&format!("… (cut; {} bytes)\n", line.len())), "{}", &cut[cut.len() - 40..]);
        }
    }
}
