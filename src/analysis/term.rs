//! What tells a term's language.

/// Begins the terms of Belarusian words: a stem that both languages have may be of different words.
pub(super) const BELARUSIAN_MARK: &str = "be:";

/// Whether a term is that of a Belarusian word.
pub fn is_belarusian_term(term: &str) -> bool {
    term.starts_with(BELARUSIAN_MARK)
}
