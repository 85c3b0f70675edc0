//! The lines of a stream up to a limit of length: longer ones are skipped without being kept in memory.

use std::io::{self, BufRead};

/// Why a line was not read.
#[derive(Debug)]
pub(super) enum LineError {
    /// It is longer than the limit. The lines after it are read.
    TooLong,
    /// The stream failed. It is the last item.
    Broken(io::Error),
}

/// The lines of a stream with their numbers, without their line ends.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    number: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, number: 0, ended: false }
    }

    /// One line; `None` at the end.
    fn read(&mut self) -> Option<Result<Vec<u8>, LineError>> {
        let mut line = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(LineError::Broken(error)));
                }
            };
            if available.is_empty() {
                self.ended = true;
                break;
            }
            any = true;
            let end = available.iter().position(|&byte| byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            if line.len() + part.len() > self.limit {
                too_long = true;
                line = Vec::new();
            } else if !too_long {
                line.extend_from_slice(part);
            }
            let consumed = part.len() + usize::from(end.is_some());
            self.input.consume(consumed);
            if end.is_some() {
                break;
            }
        }
        if too_long {
            return Some(Err(LineError::TooLong));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        any.then_some(Ok(line))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (u64, Result<Vec<u8>, LineError>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let line = self.read()?;
        self.number += 1;
        Some((self.number, line))
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn check(input: &[u8], expected: &[(u64, &str)]) {
        for capacity in [1, 3, 100] {
            let lines = Lines::new(BufReader::with_capacity(capacity, input), 4);
            let lines: Vec<(u64, String)> = lines
                .map(|(number, line)| match line {
                    Ok(line) => (number, String::from_utf8(line).expect("UTF-8")),
                    Err(LineError::TooLong) => (number, "too long".to_owned()),
                    Err(LineError::Broken(error)) => panic!("{error}"),
                })
                .collect();
            let lines: Vec<(u64, &str)> = lines.iter().map(|(n, l)| (*n, l.as_str())).collect();
            assert_eq!(lines, expected, "{input:?} by {capacity}");
        }
    }

    #[test]
    fn lines_with_their_numbers() {
        check(b"", &[]);
        check(b"a", &[(1, "a")]);
        check(b"a\r\n\nabcd\n", &[(1, "a"), (2, ""), (3, "abcd")]);
        check(b"abcde\nb\nabcdefghi", &[(1, "too long"), (2, "b"), (3, "too long")]);
    }
}
