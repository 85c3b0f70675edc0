//! The forms of English nouns.

/// Adds the forms of a word.
pub(in crate::lexicon) fn forms(word: &str, plural: bool, forms: &mut Vec<String>) {
    forms.push(format!("{word}'s"));
    if plural && !word.ends_with('s') {
        forms.push(format!("{word}s"));
    }
}
