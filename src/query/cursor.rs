//! The place after a hit, for reading on beyond the 1,000 hits that an offset reaches.

use std::cmp::{Ordering, Reverse};
use std::fmt;

/// The end of a page: the sort keys of its last hit. A cursor is valid for the query and sort order it came from; for
/// any other it is a harmless place in the list of hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The first sort key, the greater the earlier.
    pub primary: u64,
    /// The second, the greater the earlier.
    pub secondary: u64,
    /// The document's id, the smaller the earlier.
    pub id: String,
}

/// Its text: two numbers in hexadecimal and the id, separated by `~`.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}~{:x}~{}", self.primary, self.secondary, self.id)
    }
}

impl Cursor {
    /// Which of two places is the earlier.
    pub fn order(&self, other: &Self) -> Ordering {
        let keys = |place: &Self| Reverse((place.primary, place.secondary));
        keys(self).cmp(&keys(other)).then_with(|| self.id.cmp(&other.id))
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '~');
        let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
        Some(Self {
            primary: number()?,
            secondary: number()?,
            id: parts.next().filter(|id| !id.is_empty())?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let cursor = Cursor { primary: u64::MAX, secondary: 7, id: "mpt.gov.by-node-11088".to_owned() };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
    }

    #[test]
    fn what_is_no_cursor() {
        for text in ["", "~", "1~2", "1~2~", "x~2~id", "1~-2~id"] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}
