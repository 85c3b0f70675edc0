//! The terms of a text for the index. tantivy takes analysed tokens as a list of owned strings, which it copies twice;
//! here they are one text, and its tokenizer reads the terms from it.

use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use crate::lexicon::Weighed;

/// Ends a term. No word has one inside.
const END: char = '\n';

/// A text of terms with their positions: for each a character whose number is the increment of the position, the term,
/// [`END`]. A term without letters only moves the position.
#[derive(Debug, Default)]
pub(in crate::engine::embedded) struct Terms {
    text: String,
    position: u32,
}

impl Weighed for Terms {
    fn bytes(&self) -> usize {
        self.text.capacity()
    }
}

/// Larger increments are split: not all numbers from here on are characters.
const LONGEST_STEP: u32 = 0xD000;

impl Terms {
    /// Appends to a text.
    pub(in crate::engine::embedded) fn after(text: String) -> Self {
        Self { text, position: 0 }
    }

    /// Adds a term, written in one or several pieces. Positions must not decrease.
    pub(in crate::engine::embedded) fn push<'t>(
        &mut self,
        position: u32,
        pieces: impl IntoIterator<Item = &'t str>,
    ) {
        self.step_to(position);
        self.text.extend(pieces);
        self.text.push(END);
    }

    /// Adds other terms, their positions shifted by `from`; it must not be before the last.
    pub(in crate::engine::embedded) fn push_all(&mut self, from: u32, others: &Self) {
        let mut rest = others.text.chars();
        let Some(first) = rest.next() else { return };
        self.step_to(from.saturating_add(u32::from(first)));
        self.text.push_str(rest.as_str());
        self.position = from.saturating_add(others.position);
    }

    fn step_to(&mut self, position: u32) {
        let mut step = position.saturating_sub(self.position);
        while step > LONGEST_STEP {
            step -= LONGEST_STEP;
            self.text.extend([char::from_u32(LONGEST_STEP).unwrap_or_default(), END]);
        }
        self.text.push(char::from_u32(step).unwrap_or_default());
        self.position = position;
    }

    /// The position of the last term, 0 when there is none.
    pub(in crate::engine::embedded) fn last(&self) -> u32 {
        self.position
    }

    /// The text that [`Stream`] reads, after the text it was appended to.
    pub(in crate::engine::embedded) fn into_text(self) -> String {
        self.text
    }
}

/// Reads what [`Terms`] has written.
#[derive(Clone, Debug, Default)]
pub(in crate::engine::embedded) struct Stream {
    token: IndexToken,
}

/// The terms of one text.
pub(in crate::engine::embedded) struct StreamOf<'a> {
    token: &'a mut IndexToken,
    rest: &'a str,
}

impl Tokenizer for Stream {
    type TokenStream<'a> = StreamOf<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StreamOf<'a> {
        self.token.position = 0;
        StreamOf { token: &mut self.token, rest: text }
    }
}

impl TokenStream for StreamOf<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let mut rest = self.rest.chars();
            let Some(step) = rest.next() else { return false };
            let rest = rest.as_str();
            // Terms are short: a search made for long texts takes several times longer.
            let Some(end) = rest.bytes().position(|byte| byte == END as u8) else { return false };
            let (term, rest) = (&rest[..end], &rest[end + 1..]);
            self.rest = rest;
            self.token.position += u32::from(step) as usize;
            if !term.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
    }

    fn token(&self) -> &IndexToken {
        self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(terms in proptest::collection::vec((0_u32..200_000, "[а-яіa-z0-9=:']{1,9}"), 0..20)) {
            let mut written = Terms::default();
            let mut position = 0;
            let expected: Vec<(usize, String)> = terms
                .iter()
                .map(|(step, term)| {
                    position += step;
                    let (first, rest) = term.split_at(term.chars().next().map_or(0, char::len_utf8));
                    written.push(position, [first, rest]);
                    (position as usize, term.clone())
                })
                .collect();
            // The same terms, the second half written apart and then added.
            let (half, mut begun, mut others) = (expected.len() / 2, Terms::default(), Terms::default());
            for (position, term) in &expected[..half] {
                begun.push(u32::try_from(*position).expect("few steps"), [term.as_str()]);
            }
            let from = begun.last();
            for (position, term) in &expected[half..] {
                others.push(u32::try_from(*position).expect("few steps") - from, [term.as_str()]);
            }
            begun.push_all(from, &others);
            proptest::prop_assert_eq!(begun.last(), written.last());
            let mut stream = Stream::default();
            // Each reading begins anew.
            for text in [written.into_text(), begun.into_text()] {
                let mut found = Vec::new();
                stream.token_stream(&text).process(&mut |token| found.push((token.position, token.text.clone())));
                proptest::prop_assert_eq!(&found, &expected);
            }
        }
    }
}
