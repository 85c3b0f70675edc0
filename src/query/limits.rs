//! The limits of a request. Beyond a limit a request is refused with a [`ParamError`](super::ParamError), or shortened
//! with a [`Warning`](super::Warning); an engine never gets more.

/// The most hits on a page.
pub const MAX_LIMIT: usize = 100;

/// The hits on a page when the request does not say how many.
pub const DEFAULT_LIMIT: usize = 10;

/// The hits that offset and limit can reach; beyond, reading goes on with a cursor.
pub const MAX_WINDOW: usize = 1_000;

/// The longest query, in characters.
pub const MAX_QUERY_CHARS: usize = 4_096;

/// The greatest depth of nested parentheses.
pub const MAX_DEPTH: usize = 32;

/// The most words of a query, those of phrases included.
pub const MAX_WORDS: usize = 64;

/// The most values of a repeatable parameter.
pub const MAX_VALUES: usize = 300;
