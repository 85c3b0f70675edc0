//! The mark of a term's language.

/// The prefix of the terms of Belarusian words: equal stems in the two languages may be of different words.
pub(super) const BELARUSIAN_MARK: &str = "be:";

/// Whether a term is of a Belarusian word.
pub fn is_belarusian_term(term: &str) -> bool {
    term.starts_with(BELARUSIAN_MARK)
}
