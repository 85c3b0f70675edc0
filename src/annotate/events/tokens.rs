//! Text → tokens that the rules of dates read: words with their meanings, runs of digits, single signs, blank lines.

use std::ops::Range;

use super::words::{Term, meaning};

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

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut start, mut glued, mut leads) = (0, false, true);
    while let Some(first) = text[start..].chars().next() {
        let rest = &text[start..];
        let run = |is: fn(char) -> bool| &rest[..rest.find(|c| !is(c)).unwrap_or(rest.len())];
        if first.is_whitespace() {
            let space = run(char::is_whitespace);
            let lines = space.bytes().filter(|byte| *byte == b'\n').count();
            if lines > 1 {
                tokens.push(token(start..start + space.len(), Term::Break));
            }
            start += space.len();
            glued = false;
            leads |= lines > 0;
            continue;
        }
        let mut token = if first.is_ascii_digit() {
            let digits = run(|c| c.is_ascii_digit());
            let count = u8::try_from(digits.len()).unwrap_or(u8::MAX);
            let value = if count > 5 { 0 } else { digits.parse().unwrap_or_default() };
            token(start..start + digits.len(), Term::Number(value, count))
        } else if is_alphabetic(first) {
            let word = run(is_letter);
            let term = meaning(word);
            Token {
                capital: first.is_uppercase(),
                latin: first.is_ascii(),
                plural: matches!(term, Term::Shifted(_) | Term::Recent | Term::Near)
                    && PLURAL.iter().any(|ending| word.to_lowercase().ends_with(ending)),
                past: term == Term::Other && may_be_past(word),
                ..token(start..start + word.len(), term)
            }
        } else {
            token(start..start + first.len_utf8(), Term::Mark(first))
        };
        start = token.range.end;
        match tokens.last_mut() {
            Some(last) if token.term == Term::Other && last.term == Term::Other && !leads => {
                last.range.end = start;
                (last.capital, last.latin) = (token.capital, token.latin);
                last.past |= token.past;
            }
            _ => {
                (token.glued, token.leads) = (glued, leads);
                tokens.push(token);
            }
        }
        (glued, leads) = (true, false);
    }
    tokens
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
