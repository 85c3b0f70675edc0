//! How far the rules for countries look around a name.

/// At most this many words stand between an adjective and the noun that it belongs to.
pub(super) const MOST_MODIFIERS: usize = 4;

/// A list of languages has at most this many words: «на немецком, французском и китайском языках».
pub(super) const MOST_LANGUAGES: usize = 12;
