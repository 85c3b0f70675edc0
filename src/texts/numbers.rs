//! Numbers as people read them: digits in groups of three. Which form a noun has after a number is said in the files of
//! the languages.

use fluent_bundle::FluentValue;

/// The narrow no-break space between groups of digits.
const GROUP: char = '\u{202f}';

/// The number in groups of three digits.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

/// A number without groups: a year, or a limit that a parameter may be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain(pub(crate) u64);

impl From<Plain> for FluentValue<'_> {
    fn from(Plain(number): Plain) -> Self {
        let mut value = fluent_bundle::types::FluentNumber::from(number);
        value.options.use_grouping = false;
        Self::Number(value)
    }
}

/// How a bundle writes a number; anything else it writes itself.
pub(super) fn written(value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Only whole numbers from 0 are handed to messages; below 2^53, about 9 * 10^15, an `f64` holds them exactly.
    let whole = number.value as u64;
    Some(if number.options.use_grouping { grouped(whole) } else { whole.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234), "1\u{202f}234");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn numbers_in_messages() {
        assert_eq!(written(&4_096_u64.into()).as_deref(), Some("4\u{202f}096"));
        assert_eq!(written(&Plain(4_096).into()).as_deref(), Some("4096"));
        assert_eq!(written(&"4096".into()), None);
    }
}
