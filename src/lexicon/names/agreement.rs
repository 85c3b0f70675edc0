//! The combinations of gender, number and case that a word may be in, which the words of one name share.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// The combinations of gender, number and case in which a word may stand: bits 0–5 are the six cases of the masculine
/// singular (nominative, genitive, dative, accusative, instrumental, prepositional), bits 6–11 those of the feminine,
/// bits 12–17 those of the plural.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Agreement(u32);

impl Agreement {
    /// No combination.
    pub const NONE: Self = Self(0);
    /// Every combination.
    pub const ANY: Self = Self(0o777_777);
    /// The masculine singular.
    pub const MASCULINE: Self = Self(0o77);
    /// The feminine singular.
    pub const FEMININE: Self = Self(0o7700);
    /// The plural.
    pub const PLURAL: Self = Self(0o770_000);
    /// The nominative of either gender.
    pub const NOMINATIVE: Self = Self(0o101);

    /// Whether there is no combination.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether two words have a combination in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// One case, counted from 0 in the order above, in either gender of the singular.
    pub fn case(number: usize) -> Self {
        Self(if number < 6 { 0o101 << number } else { 0 })
    }

    /// One combination, counted from 0 in the order above.
    pub fn combination(number: usize) -> Self {
        Self(if number < 18 { 1 << number } else { 0 })
    }

    /// The same cases in both genders of the singular.
    pub fn either_gender(self) -> Self {
        Self(self.0 | (self.0 & 0o77) << 6 | (self.0 & 0o7700) >> 6)
    }

    /// The cases alone, in every gender and number.
    pub fn any_gender(self) -> Self {
        let cases = (self.0 | self.0 >> 6 | self.0 >> 12) & 0o77;
        Self(cases | cases << 6 | cases << 12)
    }
}

impl BitOr for Agreement {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Agreement {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for Agreement {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_of_gender_and_case() {
        assert_eq!(Agreement::NOMINATIVE & Agreement::FEMININE, Agreement(0o100));
        assert_eq!(Agreement(0o2).any_gender(), Agreement(0o20_202));
    }
}
