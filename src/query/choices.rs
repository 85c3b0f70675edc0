//! The parts of a request beside query and filters: the order of the hits, how many words must match, and the page.

use super::limits::{MAX_LIMIT, MAX_WINDOW};
use super::{ParamError, ParamProblem};

/// The order of hits. Equal ones come by date, the newest first, then by id; undated ones come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The best match first.
    Relevance,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// How many of the query's words must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchMode {
    /// All; when no document has them all, any.
    Auto,
    /// All.
    All,
    /// Any.
    Any,
}

/// A part of the hits: `limit` is 1 to [`MAX_LIMIT`], `offset + limit` at most [`MAX_WINDOW`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    offset: usize,
    limit: usize,
}

impl Page {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`ParamProblem::NotInRange`] for the limit, [`ParamProblem::BeyondWindow`] for the offset.
    pub fn new(offset: usize, limit: usize) -> Result<Self, ParamError> {
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(ParamError::new("limit", ParamProblem::NotInRange(1, MAX_LIMIT)));
        }
        if offset.saturating_add(limit) > MAX_WINDOW {
            return Err(ParamError::new("offset", ParamProblem::BeyondWindow(MAX_WINDOW)));
        }
        Ok(Self { offset, limit })
    }

    /// Hits before the page.
    pub fn offset(self) -> usize {
        self.offset
    }

    /// The most hits on the page.
    pub fn limit(self) -> usize {
        self.limit
    }
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Relevance, Self::Newest, Self::Oldest];

    /// `relevance`, `newest` or `oldest`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

impl MatchMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Auto, Self::All, Self::Any];

    /// `auto`, `all` or `any`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::All => "all",
            Self::Any => "any",
        }
    }
}
