//! A text as the rules see it: its tokens, what stands around one of them, and the numbers, days, months and years that
//! begin there. Every method looks a bounded number of tokens ahead.

use std::ops::RangeInclusive;

use super::tokens::{Token, tokens};
use super::words::Form;
use super::words::Term::{self, *};
use crate::annotate::Text;
use crate::model::Date;
use crate::model::calendar::{Days, RECENT_YEARS, Unit, YEARS};

/// What a rule has read from a token on: the days, unless they do not exist, and the token after it.
pub(super) type Read = Option<(Option<Days>, usize)>;

/// A text with more tokens says more than one expression.
const ALONE_TOKENS: usize = 16;

/// The tokens of a text, and the day from which `вчера` counts.
pub(super) struct Reader {
    pub(super) tokens: Vec<Token>,
    pub(super) published: Option<Date>,
}

pub(super) fn is_dash(term: Term) -> bool {
    matches!(term, Mark('-' | '–' | '—' | '‑' | '−'))
}

impl Reader {
    /// The day of publication is not known yet.
    pub(super) fn new(text: &Text<'_>) -> Self {
        Self { tokens: tokens(text), published: None }
    }

    pub(super) fn term(&self, at: usize) -> Term {
        self.tokens.get(at).map_or(Break, |token| token.term)
    }

    pub(super) fn before(&self, at: usize) -> Term {
        at.checked_sub(1).map_or(Break, |before| self.term(before))
    }

    /// Whether nothing stands between the token and the one before.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    pub(super) fn latin(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.latin)
    }

    pub(super) fn plural(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.plural)
    }

    /// Whether a line begins here, or the text ends.
    pub(super) fn leads(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.leads || token.term == Break)
    }

    /// Whether a preposition stands before.
    pub(super) fn led(&self, at: usize) -> bool {
        matches!(self.before(at), In | On | From | Dated | Until | To | Over | Beside | Between)
    }

    /// Whether the text says nothing else. Then a number is no figure of something, and an expression counts from no
    /// day told before.
    pub(super) fn alone(&self, at: usize, next: usize) -> bool {
        let empty = |token: &Token| matches!(token.term, Mark(_) | Break);
        let (Some(head), Some(tail)) = (self.tokens.get(..at), self.tokens.get(next..)) else { return false };
        self.tokens.len() <= ALONE_TOKENS
            && head.iter().all(|token| empty(token) || matches!(token.term, In | On | From | Until | Beside))
            && tail.iter().all(empty)
    }

    /// A number inside of another one, of a code or after № starts nothing.
    pub(super) fn is_start(&self, at: usize) -> bool {
        if !matches!(self.term(at), Number(..)) || at == 0 {
            return true;
        }
        let inner = at > 1 && self.glued(at - 1);
        match self.term(at - 1) {
            Mark('№') => false,
            _ if !self.glued(at) => true,
            Mark('.' | ',' | ':' | '/') if inner => !matches!(self.term(at - 2), Number(..)),
            Mark('#' | '+' | '$' | '€' | '_') => false,
            term if is_dash(term) && inner => matches!(self.term(at - 2), Mark(_)),
            Mark(_) => true,
            // `Ми8`, but also `истекает31 декабря`, where a space is lost.
            _ => !self.capital(at - 1),
        }
    }

    pub(super) fn skip(&self, at: usize, term: Term) -> usize {
        at + usize::from(self.term(at) == term)
    }

    /// Past `of`, `of the`.
    pub(super) fn skip_of(&self, at: usize) -> usize {
        self.skip(self.skip(at, Of), The)
    }

    /// Past the dot of an abbreviation.
    pub(super) fn skip_dot(&self, at: usize) -> usize {
        if self.glued(at) { self.skip(at, Mark('.')) } else { at }
    }

    /// A number of so many digits.
    pub(super) fn number(&self, at: usize, digits: RangeInclusive<u8>) -> Option<i16> {
        match self.term(at) {
            Number(value, count) if digits.contains(&count) => Some(value),
            _ => None,
        }
    }

    /// Past the ending of a number: `-го`, `th`.
    pub(super) fn ending(&self, at: usize) -> Option<usize> {
        let word = at + usize::from(is_dash(self.term(at)) && self.glued(at));
        (self.term(word) == Ending && self.glued(word)).then_some(word + 1)
    }

    /// `18`, `18-го`, `18th`, `восемнадцатое`, `двадцать первого`, `II`
    pub(super) fn nth(&self, at: usize) -> Option<(i16, usize)> {
        match (self.term(at), self.term(at + 1)) {
            (Cardinal(tens @ (20 | 30)), Ordinal(ones @ 1..=9)) => Some((tens + ones, at + 2)),
            (Ordinal(value) | Roman(value), _) => Some((value, at + 1)),
            (Number(value, 1..=2), _) => Some((value, self.ending(at + 1).unwrap_or(at + 1))),
            _ => None,
        }
    }

    pub(super) fn day(&self, at: usize) -> Option<(i16, usize)> {
        self.nth(at).filter(|(day, _)| (1..=31).contains(day) && !matches!(self.term(at), Roman(_)))
    }

    /// `7`, `семь`, `двадцать пять`
    pub(super) fn count(&self, at: usize) -> Option<(i16, usize)> {
        match (self.term(at), self.term(at + 1)) {
            (Number(count @ 1.., 1..=3), _) => Some((count, at + 1)),
            (Cardinal(tens @ 20..=90), Cardinal(ones @ 1..=9)) => Some((tens + ones, at + 2)),
            (Cardinal(count), _) => Some((count, at + 1)),
            _ => None,
        }
    }

    pub(super) fn month(&self, at: usize) -> Option<(i16, Form, usize)> {
        match self.term(at) {
            Month(_, Form::English) if !self.capital(at) => None,
            // `Jan. 28`, but `in January.`
            Month(month, Form::English) if !matches!(self.term(at + 2), Number(..)) => {
                Some((month, Form::English, at + 1))
            }
            Month(month, form @ (Form::Short | Form::English)) => Some((month, form, self.skip_dot(at + 1))),
            Month(month, form) => Some((month, form, at + 1)),
            _ => None,
        }
    }

    /// A year with or without a word for it, or `текущего года`.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(year) = self.number(at, 4..=4) {
            let ordinal = self.ending(at + 1);
            let next = ordinal.unwrap_or(at + 1);
            let inner = ordinal.is_none()
                && matches!(self.term(next), Mark(_))
                && self.glued(next)
                && self.glued(next + 1);
            match self.term(next + 1) {
                Number(..) if inner => return None,
                // `2020-х`
                EndingMany | Other if inner && is_dash(self.term(next)) => return None,
                _ => {}
            }
            let word = self.year_word(next).filter(|_| YEARS.contains(&year));
            let known = if ordinal.is_some() { YEARS } else { RECENT_YEARS };
            return word.or(known.contains(&year).then_some(next)).map(|next| (year, next));
        }
        let (offset, next) = self.year_offset(at)?;
        Some((self.published?.year().checked_add(offset)?, next))
    }

    /// `прошлого года`, `сёлета`, `т.г.`, `с.г.`, in years from the publication.
    pub(super) fn year_offset(&self, at: usize) -> Option<(i16, usize)> {
        match (self.term(at), self.term(at + 1)) {
            (Year(offset), _) => Some((offset, at + 1)),
            (Shifted(offset), One(Unit::Year)) => Some((offset, at + 2)),
            // With capitals they are initials.
            (ThisShort | From, Mark('.')) if self.term(at + 2) == YearShort && self.glued(at + 1) => {
                (!self.capital(at) && !self.capital(at + 2)).then(|| (0, self.skip_dot(at + 3)))
            }
            _ => None,
        }
    }

    /// `года`, `г.`, `учебного года`
    pub(super) fn year_word(&self, at: usize) -> Option<usize> {
        let at = at + usize::from(matches!(self.term(at), KindOfYear | SchoolYear));
        match self.term(at) {
            One(Unit::Year) => Some(at + 1),
            YearShort => Some(self.skip_dot(at + 1)),
            _ => None,
        }
    }

    /// `годы`, `гг.`, as well.
    pub(super) fn years_word(&self, at: usize) -> Option<usize> {
        match self.term(at) {
            Many(Unit::Year) => Some(at + 1),
            YearsShort => Some(self.skip_dot(at + 1)),
            YearShort if self.term(self.skip_dot(at + 1)) == YearShort => {
                Some(self.skip_dot(self.skip_dot(at + 1) + 1))
            }
            _ => self.year_word(at),
        }
    }
}
