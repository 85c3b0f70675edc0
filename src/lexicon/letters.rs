//! Which characters are letters. Unicode's tables are slow, so they are asked only about letters that are rare here.

/// Whether a character is a letter ([`char::is_alphabetic`]).
pub fn is_alphabetic(c: char) -> bool {
    match c {
        'А'..='я' | 'a'..='z' | 'A'..='Z' => true,
        _ => !c.is_ascii() && c.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        assert!((char::MIN..=char::MAX).all(|c| is_alphabetic(c) == c.is_alphabetic()));
    }
}
