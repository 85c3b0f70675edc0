//! Text → tokens that the rules of dates read: words with their meanings, runs of digits, single signs, blank lines.

use std::ops::Range;

use crate::annotate::text::Text;
use crate::annotate::word_facts::Flags;
use crate::lexicon::is_alphabetic;
use crate::lexicon::{DateWord, Meaning, meaning_of};
use crate::model::Date;

/// A word, a number or a sign. Neighbouring words without a meaning are one token.
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) meaning: Meaning,
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

/// The tokens of a text, in order, and the day from which `вчера` counts.
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    pub(super) published: Option<Date>,
}

/// Reads the tokens of a text, before its day of publication is known. Nearly all of its words are letters only and
/// have no date meaning, which their flags tell. What stands between them, and tokens of the analyzer that are more
/// than one here (`28.01.2026`, `5G`), are read character by character.
pub(super) fn tokens(text: &Text<'_>) -> Tokens {
    let Text { text, tokens: words, words: ref known, .. } = *text;
    let mut gathered =
        Gathered { text, tokens: Vec::with_capacity(words.len() / 2), glued: false, leads: true };
    let mut end = 0;
    for (at, word) in words.iter().enumerate() {
        let flags = known.flags(at);
        // One run of letters here too, without anything around or inside it that would make it longer or shorter.
        if !(word.plain && flags.has(Flags::LETTERS)) {
            continue;
        }
        if text[end..word.start] == *" " {
            gathered.glued = false;
        } else {
            gathered.read(end..word.start);
        }
        let date = match known.facts(at, Flags::DATE) {
            Some(facts) => facts.date,
            None if flags.has(Flags::PAST) => DateWord::PAST,
            None => DateWord::default(),
        };
        gathered.word(word.start..word.end, date, word.capital);
        end = word.end;
    }
    gathered.read(end..text.len());
    Tokens { all: gathered.tokens, published: None }
}

/// Tokens as they are gathered.
struct Gathered<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    glued: bool,
    leads: bool,
}

impl Gathered<'_> {
    /// Reads a part of the text that is not a word of the analyzer, or a word to be read character by character.
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
                    self.tokens.push(token(start..start + space.len(), Meaning::Break));
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
                self.push(token(start..start + digits.len(), Meaning::Number(value, count)));
                digits.len()
            } else if is_alphabetic(first) {
                let word = run(is_letter);
                self.word(start..start + word.len(), meaning_of(word), first.is_uppercase());
                word.len()
            } else {
                self.push(token(start..start + first.len_utf8(), Meaning::Mark(first)));
                first.len_utf8()
            };
            start += length;
        }
    }

    fn word(&mut self, range: Range<usize>, DateWord { meaning, plural, past }: DateWord, capital: bool) {
        let latin = self.text.as_bytes().get(range.start).is_some_and(u8::is_ascii);
        self.push(Token { capital, latin, plural, past, ..token(range, meaning) });
    }

    fn push(&mut self, mut token: Token) {
        let plain = |token: &Token| matches!(token.meaning, Meaning::Other);
        match self.tokens.last_mut() {
            Some(last) if plain(&token) && plain(last) && !self.leads => {
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

fn token(range: Range<usize>, meaning: Meaning) -> Token {
    Token {
        range,
        meaning,
        glued: false,
        capital: false,
        latin: false,
        plural: false,
        past: false,
        leads: false,
    }
}

/// Letters with what may stand inside of a word: stress marks, soft hyphens, apostrophes.
fn is_letter(c: char) -> bool {
    is_alphabetic(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\'' | '’' | 'ʼ')
}
