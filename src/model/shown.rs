//! Foreign text shown among one's own: characters that would change the text around it (controls, and those that set the
//! direction of writing, with which a file can be made to look as if it had another name) are told apart.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Whether a character sets the direction in which the text around it is written.
pub fn sets_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text without the characters that set its direction, for places that have no markup to isolate it.
///
/// ```
/// assert_eq!(vestnik::model::without_directions("отчёт\u{202e}gpj.exe"), "отчётgpj.exe");
/// ```
pub fn without_directions(text: &str) -> Cow<'_, str> {
    if text.contains(sets_direction) {
        Cow::Owned(text.chars().filter(|&c| !sets_direction(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Shows a text with its control characters, and those that set its direction, as `\u{…}`, `\n` and the like. For
/// terminals, logs and messages.
///
/// ```
/// let name = "отчёт\u{202e}gpj.exe\n";
/// assert_eq!(vestnik::model::Shown(name).to_string(), r"отчёт\u{202e}gpj.exe\n");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a>(pub &'a str);

impl Shown<'_> {
    /// Whether nothing has to be escaped.
    pub fn is_plain(self) -> bool {
        !self.0.contains(is_escaped)
    }
}

fn is_escaped(c: char) -> bool {
    c.is_control() || sets_direction(c)
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_escaped) {
            let (plain, escaped) = rest.split_at(at);
            f.write_str(plain)?;
            let mut letters = escaped.chars();
            match letters.next() {
                Some(c) if c.is_control() => write!(f, "{}", c.escape_default())?,
                Some(c) => write!(f, "{}", c.escape_unicode())?,
                None => f.write_char(' ')?,
            }
            rest = letters.as_str();
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_the_text_around_it_is_escaped() {
        let directions =
            "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}";
        assert_eq!(directions.chars().filter(|&c| sets_direction(c)).count(), 12);
        let shown = Shown(directions).to_string();
        assert!(!shown.contains(sets_direction) && shown.matches("\\u{").count() == 12, "{shown}");
        assert_eq!(without_directions(directions), "");
        assert_eq!(Shown("a\u{1b}[2J\nб\t\u{7f}").to_string(), "a\\u{1b}[2J\\nб\\t\\u{7f}");
        for plain in ["", "Отчёт «за год» — 5 %", "со\u{ad}глашение\u{200b}\u{200d}", "تقرير"]
        {
            assert!(Shown(plain).is_plain() && Shown(plain).to_string() == plain, "{plain}");
            assert_eq!(without_directions(plain), plain);
        }
    }
}
