//! The capitalised words of a text, gathered into runs that a name may lie in: words joined by hyphens are one unit,
//! initials and the particles of foreign names belong to the run, punctuation ends it.

use std::sync::LazyLock;

use super::vocabulary::{Classes, Vocabulary};
use crate::analysis::{Remembered, Token, starts_sentence};
use crate::annotate::text::goes_on_small;
use crate::annotate::word_facts::{Flags, Words};
use crate::lexicon::{Morphology, NameKind, NameLexicon, NameWord, Reading};
use crate::model::Language;

/// A text that names are looked for in, with what its words are looked up in.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words<'a>,
    pub(super) language: Language,
    pub(super) lexicon: &'a NameLexicon,
    pub(super) morphology: &'a Morphology,
    pub(super) vocabulary: &'a Vocabulary,
}

/// What a unit of a run looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word with a capital, or several joined by hyphens.
    Word,
    /// The same in capitals throughout.
    Shout,
    /// One capital letter with a full stop.
    Initial,
    /// A particle of foreign names: бен, фон.
    Particle,
    /// A Roman number, or «младший».
    Number,
}

/// A part of a name, or what may be one.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    /// Its first token.
    pub(super) first: usize,
    /// Its last token.
    pub(super) last: usize,
    pub(super) shape: Shape,
    /// The classes of its first word.
    pub(super) classes: Classes,
    /// What is known of it; of several words, what is known of the whole or else of the last.
    pub(super) word: Remembered<'a, NameWord>,
}

/// What is known of an initial, a particle or a number.
static NOTHING: LazyLock<NameWord> = LazyLock::new(NameWord::default);

/// The longest run that is looked at as a whole; longer ones are cut.
const LONGEST_RUN: usize = 24;

impl<'a> Source<'a> {
    /// What a token is in the text.
    pub(super) fn written(&self, token: usize) -> &'a str {
        &self.text[self.tokens[token].start..self.tokens[token].end]
    }

    /// What stands between a token and the next one.
    pub(super) fn gap(&self, token: usize) -> &'a str {
        let end = self.tokens[token].end;
        self.tokens.get(token + 1).map_or("", |next| &self.text[end..next.start])
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        self.tokens[token].capital
    }

    pub(super) fn is_shout(&self, token: usize) -> bool {
        if !self.is_capital(token) {
            return false;
        }
        let written = self.written(token);
        if goes_on_small(written) {
            return false;
        }
        let mut chars = written.chars();
        let two =
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_uppercase);
        two && chars.all(|c| !c.is_lowercase())
    }

    /// One capital letter (or two, as in Дж.) with a full stop after it.
    pub(super) fn is_initial(&self, token: usize) -> bool {
        if !self.is_capital(token) {
            return false;
        }
        let mut chars = self.written(token).chars();
        let (first, second, third) = (chars.next(), chars.next(), chars.next());
        let short = match (first, second) {
            (Some(first), None) => first.is_uppercase(),
            (Some('Д'), Some('ж')) | (Some('Х'), Some('р')) => third.is_none(),
            _ => false,
        };
        short && self.text[self.tokens[token].end..].starts_with('.')
    }

    pub(super) fn starts_sentence(&self, token: usize) -> bool {
        starts_sentence(self.text, self.tokens[token].start)
    }

    pub(super) fn classes(&self, token: usize) -> Classes {
        self.words
            .entry(token, Flags::CLASSES)
            .map_or(Classes::default(), |entry| entry.classes.of(self.language))
    }

    pub(super) fn word(&self, token: usize) -> &'a NameWord {
        self.tokens[token].in_names(self.lexicon, self.language)
    }

    /// What a token may be in a phrase of its language.
    pub(super) fn readings(&self, token: usize) -> Remembered<'a, [Reading]> {
        self.tokens[token].readings(self.written(token), self.morphology)
    }

    /// Whether a token and the next one may be words of one name.
    fn connects(&self, token: usize) -> bool {
        let gap = self.gap(token);
        if gap == " " {
            return true;
        }
        if self.is_initial(token) {
            let rest = gap.strip_prefix('.').unwrap_or(gap);
            return is_blank(rest) || rest == "-";
        }
        gap == "-" || gap == "\u{2010}" || gap == "\u{2011}" || !gap.is_empty() && is_blank(gap)
    }

    /// Shows the runs of the text, from left to right.
    pub(super) fn runs(&self, mut show: impl FnMut(&[Unit<'a>])) {
        let mut run = Vec::new();
        let mut token = 0;
        while token < self.tokens.len() {
            if !self.may_begin(token) {
                token += 1;
                continue;
            }
            let first = token;
            while token + 1 < self.tokens.len()
                && token - first < LONGEST_RUN
                && self.connects(token)
                && self.may_go_on(token + 1)
                && self.same_script(token, token + 1)
            {
                token += 1;
            }
            self.units(first, token, &mut run);
            show(&run);
            token += 1;
        }
    }

    /// Names do not change their alphabet, but for a monarch's number.
    fn same_script(&self, a: usize, b: usize) -> bool {
        let latin = |token: usize| self.written(token).bytes().any(|byte| byte.is_ascii_alphabetic());
        latin(a) == latin(b) || is_roman(self.written(b)) || is_roman(self.written(a))
    }

    fn may_begin(&self, token: usize) -> bool {
        self.is_capital(token)
            || self.tokens.get(token + 1).is_some_and(|next| next.capital)
                && self.is_particle(token)
                && self.tokens[token].end - self.tokens[token].start <= LONGEST_PARTICLE
                && self.connects(token)
    }

    fn may_go_on(&self, token: usize) -> bool {
        if self.is_capital(token) {
            return true;
        }
        if self.classes(token).has(Classes::FATHER_SUFFIX | Classes::GENERATION) {
            return true;
        }
        if self.tokens[token].form.len() > LONGEST_PARTICLE {
            return false;
        }
        let next = |from: usize| from + 1 < self.tokens.len() && self.connects(from);
        next(token)
            && self.is_particle(token)
            && (self.is_capital(token + 1)
                || self.is_particle(token + 1) && next(token + 1) && self.is_capital(token + 2))
    }

    /// Puts the units between two tokens in the place of what `units` holds.
    fn units(&self, first: usize, last: usize, units: &mut Vec<Unit<'a>>) {
        units.clear();
        let mut token = first;
        while token <= last {
            let start = token;
            while token < last && self.tokens[token + 1].joined && !self.is_initial(token) {
                token += 1;
            }
            units.push(self.unit(start, token, units.is_empty()));
            token += 1;
        }
    }

    /// Whether a token tells father and son apart.
    pub(super) fn is_generation(&self, token: usize) -> bool {
        self.classes(token).has(Classes::GENERATION)
    }

    fn is_particle(&self, token: usize) -> bool {
        self.classes(token).has(Classes::PARTICLE)
    }

    fn unit(&self, first: usize, last: usize, leads: bool) -> Unit<'a> {
        let classes = self.classes(first);
        let form = self.tokens[first].form.as_str();
        let shape = match () {
            () if first < last => Shape::Word,
            () if !leads && (is_roman(self.written(first)) || classes.has(Classes::GENERATION)) => {
                Shape::Number
            }
            () if self.is_initial(first) => Shape::Initial,
            () if classes.has(Classes::FATHER_SUFFIX) && !self.is_capital(first) => Shape::Number,
            () if form.len() <= LONGEST_PARTICLE
                && classes.has(Classes::PARTICLE)
                && !self.is_shout(first) =>
            {
                Shape::Particle
            }
            () if self.is_shout(first) => Shape::Shout,
            () => Shape::Word,
        };
        let shape = if first < last && (first..=last).all(|token| self.is_shout(token)) {
            Shape::Shout
        } else {
            shape
        };
        let word = match shape {
            Shape::Word | Shape::Shout => self.unit_word(first, last),
            _ => Remembered::WithWord(&*NOTHING),
        };
        Unit { first, last, shape, word, classes }
    }

    /// What is known of the words of a unit together: of the whole when the dictionary has it (Санкт-Петербург), else
    /// of the part that is declined.
    fn unit_word(&self, first: usize, last: usize) -> Remembered<'a, NameWord> {
        if first == last {
            return Remembered::WithWord(self.word(first));
        }
        let whole: Vec<&str> = self.tokens[first..=last].iter().map(|token| token.form.as_str()).collect();
        let whole = self.lexicon.compound(whole.join("-"), self.language);
        if whole.known {
            return Remembered::InCache(whole);
        }
        // «Буш-старший» is Буш.
        let last = if self.is_generation(last) { last - 1 } else { last };
        let word = self.word(last);
        // «Салах-эд-Дин», «Жан-Клод»: each part alone may be a first name.
        let first_word = self.word(first);
        let lower = |token: usize| !self.is_capital(token);
        if lower(last) && first_word.readings.iter().any(|reading| reading.kind != NameKind::Other) {
            return Remembered::InCache(whole);
        }
        Remembered::WithWord(word)
    }
}

fn is_blank(gap: &str) -> bool {
    gap.chars().count() <= 2 && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
}

/// A Roman number of a monarch.
fn is_roman(written: &str) -> bool {
    !written.is_empty() && written.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Particles are short, in bytes too.
const LONGEST_PARTICLE: usize = 10;
