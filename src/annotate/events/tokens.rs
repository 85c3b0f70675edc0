//! Text → tokens that the rules of dates read: words with their meanings, runs of digits, single signs, blank lines.

use std::ops::Range;

use super::words::{Term, meaning, meaning_of};
use crate::analysis::Token as Word;

/// A word, a number or a sign. Neighbouring words without a meaning are one token.
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) term: Term,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
    pub(super) capital: bool,
    /// A word in Latin letters.
    pub(super) latin: bool,
    /// A word with the ending of an adjective in plural.
    pub(super) plural: bool,
    /// One of the words may be a verb in the past tense.
    pub(super) past: bool,
    /// First in its line.
    pub(super) leads: bool,
}

/// Which endings of `прошлый` speak of an unknown number of units: `последние недели`.
const PLURAL: [&str; 8] = ["ие", "ые", "их", "ых", "ыя", "ія", "іх", "эти"];

/// The tokens of a text, in order; `words` are those that the analyzer has found in it. Nearly all of those are words
/// of letters without a meaning here, which their forms tell; what stands between them, and what the analyzer takes for
/// one word and is more here (`28.01.2026`, `5G`), is read sign by sign.
pub(super) fn tokens(text: &str, words: &[Word]) -> Vec<Token> {
    let mut tokens = Tokens { text, tokens: Vec::with_capacity(words.len() / 2), glued: false, leads: true };
    let mut end = 0;
    for word in words.iter().filter(|word| is_plain(word)) {
        if &text[end..word.start] == " " {
            tokens.glued = false;
        } else {
            tokens.read(end..word.start);
        }
        tokens.word(word.start..word.end, meaning(word), word.capital);
        end = word.end;
    }
    tokens.read(end..text.len());
    tokens.tokens
}

/// Whether a word of the analyzer is one run of letters here too, with nothing around or inside of it that would make it
/// longer or shorter.
fn is_plain(word: &Word) -> bool {
    // Marks that the form does not show make the written word longer.
    word.is_alphabetic() && word.end - word.start == word.form.len()
}

/// Tokens as they are gathered.
struct Tokens<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    glued: bool,
    leads: bool,
}

impl Tokens<'_> {
    /// Reads a part of the text that is no word of the analyzer, or one to be looked at closer.
    fn read(&mut self, range: Range<usize>) {
        let mut start = range.start;
        let text = &self.text[..range.end];
        while let Some(first) = text[start..].chars().next() {
            let rest = &text[start..];
            let run = |is: fn(char) -> bool| &rest[..rest.find(|c| !is(c)).unwrap_or(rest.len())];
            if first.is_whitespace() {
                let space = run(char::is_whitespace);
                let lines = space.bytes().filter(|byte| *byte == b'\n').count();
                if lines > 1 {
                    self.tokens.push(token(start..start + space.len(), Term::Break));
                }
                start += space.len();
                self.glued = false;
                self.leads |= lines > 0;
                continue;
            }
            let length = if first.is_ascii_digit() {
                let digits = run(|c| c.is_ascii_digit());
                let count = u8::try_from(digits.len()).unwrap_or(u8::MAX);
                let value = if count > 5 { 0 } else { digits.parse().unwrap_or_default() };
                self.push(token(start..start + digits.len(), Term::Number(value, count)));
                digits.len()
            } else if is_alphabetic(first) {
                let word = run(is_letter);
                self.word(start..start + word.len(), meaning_of(word), first.is_uppercase());
                word.len()
            } else {
                self.push(token(start..start + first.len_utf8(), Term::Mark(first)));
                first.len_utf8()
            };
            start += length;
        }
    }

    fn word(&mut self, range: Range<usize>, term: Term, capital: bool) {
        let word = &self.text[range.clone()];
        let latin = word.as_bytes().first().is_some_and(u8::is_ascii);
        let plural = matches!(term, Term::Shifted(_) | Term::Recent | Term::Near)
            && PLURAL.iter().any(|ending| word.to_lowercase().ends_with(ending));
        let past = term == Term::Other && may_be_past(word);
        self.push(Token { capital, latin, plural, past, ..token(range, term) });
    }

    fn push(&mut self, mut token: Token) {
        match self.tokens.last_mut() {
            Some(last) if token.term == Term::Other && last.term == Term::Other && !self.leads => {
                last.range.end = token.range.end;
                (last.capital, last.latin) = (token.capital, token.latin);
                last.past |= token.past;
            }
            _ => {
                (token.glued, token.leads) = (self.glued, self.leads);
                self.tokens.push(token);
            }
        }
        (self.glued, self.leads) = (true, false);
    }
}

fn token(range: Range<usize>, term: Term) -> Token {
    Token {
        range,
        term,
        glued: false,
        capital: false,
        latin: false,
        plural: false,
        past: false,
        leads: false,
    }
}

/// Whether a word ends like a verb in the past tense: `открыл`, `состоялась`, `прошло`, `адкрылі`. Some nouns do too.
fn may_be_past(word: &str) -> bool {
    // ь, я, л, ў, а, о, и, і
    if !matches!(
        word.as_bytes(),
        [.., 0xd1, 0x8c | 0x8f | 0x9e | 0x96] | [.., 0xd0, 0xbb | 0xb0 | 0xbe | 0xb8]
    ) {
        return false;
    }
    let stem = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).unwrap_or(word);
    let mut letters = stem.chars().rev();
    let is_stem = |letter: Option<char>| {
        matches!(letter, Some('а' | 'я' | 'и' | 'е' | 'ё' | 'ы' | 'і' | 'э' | 'ш' | 'з'))
    };
    match letters.next() {
        Some('л' | 'ў') => is_stem(letters.next()),
        Some('а' | 'о' | 'и' | 'і') => letters.next() == Some('л') && is_stem(letters.next()),
        _ => false,
    }
}

/// Letters with what may stand inside of a word: stress marks, soft hyphens, apostrophes.
fn is_letter(c: char) -> bool {
    is_alphabetic(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\'' | '’' | 'ʼ')
}

/// Asks Unicode's tables only about letters that are rare here: they are slow.
fn is_alphabetic(c: char) -> bool {
    matches!(c, 'А'..='я' | 'a'..='z' | 'A'..='Z') || !c.is_ascii() && c.is_alphabetic()
}
