//! Which characters are letters, and which of them are capitals or small. Unicode's tables are slow, so they are used
//! only for letters that are rare here; for the others the bytes decide.

/// Whether a character is a letter ([`char::is_alphabetic`]).
pub fn is_alphabetic(c: char) -> bool {
    match c {
        'А'..='я' | 'a'..='z' | 'A'..='Z' => true,
        _ => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// Whether a word begins with a capital letter ([`char::is_uppercase`]).
pub fn begins_with_capital(word: &str) -> bool {
    match word.as_bytes() {
        [b'A'..=b'Z', ..] | [0xd0, 0x90..=0xaf, ..] => true,
        [b'0'..=b'9', ..] => false,
        bytes if begins_with_small(bytes) => false,
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}

/// Whether the second letter of a word is a small one of Russian or English, as in most words. If not, it may still be
/// a small letter of another language.
pub fn goes_on_small(word: &str) -> bool {
    let bytes = word.as_bytes();
    let first = if bytes.first().is_some_and(u8::is_ascii) { 1 } else { 2 };
    bytes.get(first..).is_some_and(begins_with_small)
}

/// Whether a UTF-8 text begins with a small letter of Russian or English, except ё.
fn begins_with_small(bytes: &[u8]) -> bool {
    matches!(bytes, [b'a'..=b'z', ..] | [0xd0, 0xb0..=0xbf, ..] | [0xd1, 0x80..=0x8f, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_those_of_unicode() {
        assert!(!begins_with_capital("") && !goes_on_small("") && !goes_on_small("а") && !goes_on_small("a"));
        for c in char::MIN..=char::MAX {
            assert_eq!(begins_with_capital(&c.to_string()), c.is_uppercase(), "{c}");
            for first in ['М', 'M'] {
                let small = goes_on_small(&format!("{first}{c}"));
                assert_eq!(small, matches!(c, 'а'..='я' | 'a'..='z'), "{first}{c}");
            }
        }
    }

    #[test]
    fn letters_are_those_of_unicode() {
        assert!((char::MIN..=char::MAX).all(|c| is_alphabetic(c) == c.is_alphabetic()));
    }
}
