//! The capitalised words of a text, gathered into runs that a name may lie in: words joined by hyphens are one unit,
//! initials and the particles of foreign names belong to the run, punctuation ends it.

use std::sync::LazyLock;

use crate::analysis::Remembered;
use crate::annotate::passage::Passage;
use crate::lexicon::{NameKind, NameWord, PersonClasses};

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
    pub(super) classes: PersonClasses,
    /// Its facts; of several words, those of the whole or else of the last.
    pub(super) word: Remembered<'a, NameWord>,
}

/// The facts of an initial, a particle or a number.
static NOTHING: LazyLock<NameWord> = LazyLock::new(NameWord::default);

/// A run has at most this many units; longer ones are cut.
const LONGEST_RUN: usize = 24;

/// One capital letter (or two, as in Дж.) with a full stop after it.
pub(super) fn is_initial(passage: &Passage<'_>, token: usize) -> bool {
    if !passage.capital(token) {
        return false;
    }
    let mut chars = passage.written(token).chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let short = match (first, second) {
        (Some(first), None) => first.is_uppercase(),
        (Some('Д'), Some('ж')) | (Some('Х'), Some('р')) => third.is_none(),
        _ => false,
    };
    short && passage.text[passage.tokens[token].end..].starts_with('.')
}

/// Whether a token and the next one may be words of one name.
fn connects(passage: &Passage<'_>, token: usize) -> bool {
    let gap = passage.gap(token);
    if gap == " " {
        return true;
    }
    if is_initial(passage, token) {
        let rest = gap.strip_prefix('.').unwrap_or(gap);
        return is_blank(rest) || rest == "-";
    }
    gap == "-" || gap == "\u{2010}" || gap == "\u{2011}" || !gap.is_empty() && is_blank(gap)
}

/// Calls `show` with the runs of the text, from left to right.
pub(super) fn runs<'a>(passage: &Passage<'a>, mut show: impl FnMut(&[Unit<'a>])) {
    let mut run = Vec::new();
    let mut token = 0;
    while token < passage.tokens.len() {
        if !may_begin(passage, token) {
            token += 1;
            continue;
        }
        let first = token;
        while token + 1 < passage.tokens.len()
            && token - first < LONGEST_RUN
            && connects(passage, token)
            && may_go_on(passage, token + 1)
            && same_script(passage, token, token + 1)
        {
            token += 1;
        }
        units(passage, first, token, &mut run);
        show(&run);
        token += 1;
    }
}

/// The words of a name are in one alphabet, except for a monarch's number.
fn same_script(passage: &Passage<'_>, a: usize, b: usize) -> bool {
    let latin = |token: usize| passage.written(token).bytes().any(|byte| byte.is_ascii_alphabetic());
    latin(a) == latin(b) || is_roman(passage.written(b)) || is_roman(passage.written(a))
}

fn may_begin(passage: &Passage<'_>, token: usize) -> bool {
    passage.capital(token)
        || passage.tokens.get(token + 1).is_some_and(|next| next.capital)
            && is_particle(passage, token)
            && passage.tokens[token].end - passage.tokens[token].start <= LONGEST_PARTICLE
            && connects(passage, token)
}

fn may_go_on(passage: &Passage<'_>, token: usize) -> bool {
    if passage.capital(token) {
        return true;
    }
    if passage.classes(token).has(PersonClasses::FATHER_SUFFIX | PersonClasses::GENERATION) {
        return true;
    }
    if passage.tokens[token].form.len() > LONGEST_PARTICLE {
        return false;
    }
    let next = |from: usize| from + 1 < passage.tokens.len() && connects(passage, from);
    next(token)
        && is_particle(passage, token)
        && (passage.capital(token + 1)
            || is_particle(passage, token + 1) && next(token + 1) && passage.capital(token + 2))
}

/// Replaces what `units` holds with the units between two tokens.
fn units<'a>(passage: &Passage<'a>, first: usize, last: usize, units: &mut Vec<Unit<'a>>) {
    units.clear();
    let mut token = first;
    while token <= last {
        let start = token;
        while token < last && passage.tokens[token + 1].joined && !is_initial(passage, token) {
            token += 1;
        }
        units.push(unit(passage, start, token, units.is_empty()));
        token += 1;
    }
}

/// Whether a token tells father and son apart: «старший», «младший».
pub(super) fn is_of_generation(passage: &Passage<'_>, token: usize) -> bool {
    passage.classes(token).has(PersonClasses::GENERATION)
}

fn is_particle(passage: &Passage<'_>, token: usize) -> bool {
    passage.classes(token).has(PersonClasses::PARTICLE)
}

fn unit<'a>(passage: &Passage<'a>, first: usize, last: usize, leads: bool) -> Unit<'a> {
    let classes = passage.classes(first);
    let form = passage.tokens[first].form.as_str();
    let shape = match () {
        () if first < last => Shape::Word,
        () if !leads && (is_roman(passage.written(first)) || classes.has(PersonClasses::GENERATION)) => {
            Shape::Number
        }
        () if is_initial(passage, first) => Shape::Initial,
        () if classes.has(PersonClasses::FATHER_SUFFIX) && !passage.capital(first) => Shape::Number,
        () if form.len() <= LONGEST_PARTICLE
            && classes.has(PersonClasses::PARTICLE)
            && !passage.shouted(first) =>
        {
            Shape::Particle
        }
        () if passage.shouted(first) => Shape::Shout,
        () => Shape::Word,
    };
    let shape =
        if first < last && (first..=last).all(|token| passage.shouted(token)) { Shape::Shout } else { shape };
    let word = match shape {
        Shape::Word | Shape::Shout => unit_word(passage, first, last),
        _ => Remembered::WithWord(&*NOTHING),
    };
    Unit { first, last, shape, word, classes }
}

/// The facts of a unit's words together: of the whole when the dictionary has it (Санкт-Петербург), else of the part
/// that is declined.
fn unit_word<'a>(passage: &Passage<'a>, first: usize, last: usize) -> Remembered<'a, NameWord> {
    if first == last {
        return Remembered::WithWord(passage.name_word(first));
    }
    let whole: Vec<&str> = passage.tokens[first..=last].iter().map(|token| token.form.as_str()).collect();
    let whole = passage.knowledge.lexicon.compound(whole.join("-"), passage.language);
    if whole.known {
        return Remembered::InCache(whole);
    }
    // «Буш-старший» is Буш.
    let last = if is_of_generation(passage, last) { last - 1 } else { last };
    let word = passage.name_word(last);
    // «Салах-эд-Дин», «Жан-Клод»: each part alone may be a first name.
    let first_word = passage.name_word(first);
    let lower = |token: usize| !passage.capital(token);
    if lower(last) && first_word.readings.iter().any(|reading| reading.kind != NameKind::Other) {
        return Remembered::InCache(whole);
    }
    Remembered::WithWord(word)
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
