//! How much may be asked for at once. What lies beyond a limit is refused with a [`ParamError`](super::ParamError), or
//! left out with a [`Warning`](super::Warning); an engine is never given more.

/// The most hits on a page.
pub const MAX_LIMIT: usize = 100;

/// The hits on a page when the request does not say how many.
pub const DEFAULT_LIMIT: usize = 10;

/// The hits that offset and limit can reach; beyond, a cursor reads on.
pub const MAX_WINDOW: usize = 1_000;

/// The longest query, in characters.
pub const MAX_QUERY_CHARS: usize = 4_096;

/// How deep parentheses may be nested.
pub const MAX_DEPTH: usize = 32;

/// How many words a query may have, those of phrases included.
pub const MAX_WORDS: usize = 64;

/// The most values of a repeatable parameter.
pub const MAX_VALUES: usize = 300;
