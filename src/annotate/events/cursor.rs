//! A position in the tokens of a text: the token there, those behind it and before it. A rule takes a cursor, looks a
//! bounded number of tokens ahead and returns the cursor behind what it has read.

use std::ops::{Range, RangeInclusive};

use super::tokens::{Token, Tokens};
use crate::lexicon::Meaning::{self, *};
use crate::model::Date;
use crate::model::calendar::Days;

/// What a rule has read: the days (`None` if they do not exist or the expression is not a date) and the place behind
/// it.
pub(super) type Read<'a> = Option<(Option<Days>, Cursor<'a>)>;

/// A text with more tokens says more than one expression.
const ALONE_TOKENS: usize = 16;

/// A position in a text, which may lie behind its end. Two words in size, so it is `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a Tokens,
    at: usize,
}

/// Whether a token is a hyphen, a dash or a minus.
pub(super) fn is_dash(meaning: Meaning) -> bool {
    matches!(meaning, Mark('-' | '–' | '—' | '‑' | '−'))
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a Tokens, at: usize) -> Self {
        Self { text, at }
    }

    /// The number of the token.
    pub(super) fn position(self) -> usize {
        self.at
    }

    /// The day from which `вчера` counts.
    pub(super) fn published(self) -> Option<Date> {
        self.text.published
    }

    /// None behind the end of the text.
    pub(super) fn token(self) -> Option<&'a Token> {
        self.text.all.get(self.at)
    }

    /// The tokens from here up to `next`.
    pub(super) fn until(self, next: Cursor<'_>) -> Option<&'a [Token]> {
        self.text.all.get(self.at..next.at)
    }

    /// The bytes of the text from here up to `next`, which lies behind.
    pub(super) fn bytes_until(self, next: Cursor<'_>) -> Range<usize> {
        let tokens = self.until(next).unwrap_or_default();
        let [first, last] = [tokens.first(), tokens.last()];
        first.map_or(0, |token| token.range.start)..last.map_or(0, |token| token.range.end)
    }

    /// What the token means.
    pub(super) fn peek(self) -> Meaning {
        self.token().map_or(Break, |token| token.meaning)
    }

    /// What the token `count` places on means.
    pub(super) fn peek_at(self, count: usize) -> Meaning {
        self.ahead(count).peek()
    }

    /// What the token before means.
    pub(super) fn before(self) -> Meaning {
        self.back(1)
    }

    /// What the token `count` places before means.
    pub(super) fn back(self, count: usize) -> Meaning {
        self.earlier(count).map_or(Break, Self::peek)
    }

    /// The place `count` tokens before, if the text has one.
    pub(super) fn earlier(self, count: usize) -> Option<Self> {
        Some(Self { at: self.at.checked_sub(count)?, ..self })
    }

    /// The place `count` tokens on.
    pub(super) fn ahead(self, count: usize) -> Self {
        Self { at: self.at + count, ..self }
    }

    /// Past the token, if it has this meaning.
    pub(super) fn skip(self, meaning: Meaning) -> Self {
        self.ahead(usize::from(self.peek() == meaning))
    }

    /// Past `of`, `of the`.
    pub(super) fn skip_of(self) -> Self {
        self.skip(Of).skip(The)
    }

    /// Past the dot of an abbreviation.
    pub(super) fn skip_dot(self) -> Self {
        if self.glued() { self.skip(Mark('.')) } else { self }
    }

    /// The token as a number, if its count of digits is in `digits`.
    pub(super) fn number(self, digits: RangeInclusive<u8>) -> Option<i16> {
        match self.peek() {
            Number(value, count) if digits.contains(&count) => Some(value),
            _ => None,
        }
    }

    /// Whether nothing stands between the token and the one before.
    pub(super) fn glued(self) -> bool {
        self.token().is_some_and(|token| token.glued)
    }

    /// Whether it is a word with a capital.
    pub(super) fn capital(self) -> bool {
        self.token().is_some_and(|token| token.capital)
    }

    /// Whether it is a word in Latin letters.
    pub(super) fn latin(self) -> bool {
        self.token().is_some_and(|token| token.latin)
    }

    /// Whether the token before is a word in Latin letters.
    pub(super) fn latin_before(self) -> bool {
        self.earlier(1).is_some_and(Self::latin)
    }

    /// Whether it has the ending of an adjective in plural.
    pub(super) fn plural(self) -> bool {
        self.token().is_some_and(|token| token.plural)
    }

    /// Whether a line begins here, or the text ends.
    pub(super) fn leads(self) -> bool {
        self.token().is_none_or(|token| token.leads || token.meaning == Break)
    }

    /// Whether the token before is a preposition.
    pub(super) fn led(self) -> bool {
        matches!(self.before(), In | On | From | Dated | Until | To | Over | Beside | Between)
    }

    /// Whether the text consists only of what stands from here up to `next`. Then a number is a date and no quantity,
    /// and no day told before can be meant.
    pub(super) fn alone(self, next: Cursor<'_>) -> bool {
        let empty = |token: &Token| matches!(token.meaning, Mark(_) | Break);
        let all = &self.text.all;
        let (Some(head), Some(tail)) = (all.get(..self.at), all.get(next.at..)) else { return false };
        all.len() <= ALONE_TOKENS
            && head
                .iter()
                .all(|token| empty(token) || matches!(token.meaning, In | On | From | Until | Beside))
            && tail.iter().all(empty)
    }

    /// Whether an expression may begin here: not at a number inside another number, inside a code or after №.
    pub(super) fn may_begin(self) -> bool {
        if self.at == 0 || !matches!(self.peek(), Number(..)) {
            return true;
        }
        let before = Self { at: self.at - 1, ..self };
        let inner = self.at > 1 && before.glued();
        match before.peek() {
            Mark('№') => false,
            _ if !self.glued() => true,
            Mark('.' | ',' | ':' | '/') if inner => !matches!(self.back(2), Number(..)),
            Mark('#' | '+' | '$' | '€' | '_') => false,
            meaning if is_dash(meaning) && inner => matches!(self.back(2), Mark(_)),
            Mark(_) => true,
            // `Ми8`, but also `истекает31 декабря`, where a space is lost.
            _ => !before.capital(),
        }
    }
}
