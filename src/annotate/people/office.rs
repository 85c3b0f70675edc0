//! The office that stands beside a name, as it is written there: «министр связи и информатизации Кирилл Залесский»,
//! «Кирилл Залесский, министр связи и информатизации».

use std::ops::Range;

use super::parts::{Candidate, is_abbreviation};
use super::units::Source;
use super::vocabulary::Classes;
use crate::lexicon::{Agreement, NameKind};
use crate::model::Language;

/// An office has no more words than this.
const MOST_WORDS: usize = 16;

/// An office beside a name.
pub(super) struct Office {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its first token.
    pub(super) first: usize,
    /// The noun that names it.
    pub(super) head: usize,
    /// The cases in which its head stands, in any gender; empty when the language does not tell.
    pub(super) cases: Agreement,
}

/// The office before a candidate, or else after it. `is_name` tells the tokens of other names, which an office does
/// not reach over.
pub(super) fn office(
    source: &Source<'_>,
    candidate: &Candidate<'_>,
    is_name: impl Fn(usize) -> bool,
) -> Option<Office> {
    office_before(source, candidate, &is_name).or_else(|| office_after(source, candidate, &is_name))
}

/// The words of an office run back from the name to the first noun that names one and stands in the name's case.
pub(super) fn office_before(
    source: &Source<'_>,
    candidate: &Candidate<'_>,
    is_name: &impl Fn(usize) -> bool,
) -> Option<Office> {
    let first = candidate.first_token();
    let mut head = None;
    let mut token = first;
    // Whether the words are an enumeration, of which «и» joins the last: «министр культуры, спорта и туризма».
    let mut enumeration = false;
    while token > 0 && first - token < MOST_WORDS {
        let gap = source.gap(token - 1);
        let abbreviated = token == first && is_abbreviation(&source.tokens[token - 1].form);
        let gap = gap.strip_prefix('.').filter(|_| abbreviated).unwrap_or(gap);
        let comma = gap == ", "
            && if token == first {
                // «the Minister of Culture, Sviatlana Kazarnouskaya»
                source.language == Language::English
            } else {
                enumeration && !source.classes(token).has(Classes::OFFICE | Classes::TITLE)
            };
        if !(comma || joins(gap, token == first)) || is_name(token - 1) {
            break;
        }
        token -= 1;
        enumeration |= is_and(source, token);
        let classes = source.classes(token);
        if classes.has(Classes::OFFICE) {
            if let Some(cases) = agreeing(source, token, candidate.agreement) {
                head = Some((token, cases));
            }
        } else if !is_inside(source, token) {
            break;
        }
        // «президента и премьера Речана» are two.
        if is_and(source, token) && source.classes(token + 1).has(Classes::OFFICE) {
            break;
        }
    }
    let (head, cases) = head?;
    let mut start = head;
    while start > 0 && joins(source.gap(start - 1), false) && !is_name(start - 1) {
        let before = start - 1;
        let joined = source.tokens[start].joined;
        // «Чрезвычайный и Полномочный Посол»
        let and = is_and(source, before)
            && before > 0
            && source.classes(before - 1).has(Classes::PREFIX)
            && source.classes(start).has(Classes::PREFIX);
        if !(joined || and || source.classes(before).has(Classes::PREFIX)) {
            break;
        }
        start = before;
    }
    start = acting(source, start);
    let range = source.tokens[start].start..source.tokens[first - 1].end;
    let range = close_quotes(source.text, range);
    Some(Office { range, first: start, head, cases })
}

/// Whoever is «исполняющий обязанности министра» is no minister: where an office begins with that before it.
fn acting(source: &Source<'_>, start: usize) -> usize {
    let form = |token: usize| source.tokens[token].form.as_str();
    let Some(before) = start.checked_sub(2) else { return start };
    let acts = form(before).starts_with("исполняющ") && form(before + 1) == "обязанности";
    if acts && source.gap(before) == " " && source.gap(before + 1) == " " { before } else { start }
}

/// «Кирилл Залесский, министр связи», «К. Залесский (министр связи)»
fn office_after(
    source: &Source<'_>,
    candidate: &Candidate<'_>,
    is_name: &impl Fn(usize) -> bool,
) -> Option<Office> {
    let last = candidate.last_token();
    if !matches!(source.gap(last), ", " | " (" | " – " | " — " | " - " | ".) " | "., " | ". – ") {
        return None;
    }
    let start = last + 1;
    let mut head = start;
    while head < source.tokens.len()
        && source.classes(head).has(Classes::PREFIX)
        && !source.classes(head).has(Classes::OFFICE)
        && joins(source.gap(head), false)
    {
        head += 1;
    }
    if head >= source.tokens.len() || !source.classes(head).has(Classes::OFFICE) || is_name(head) {
        return None;
    }
    let cases = agreeing(source, head, candidate.agreement)?;
    let mut end = head;
    while end + 1 < source.tokens.len()
        && end - start < MOST_WORDS
        && joins(source.gap(end), false)
        && !is_name(end + 1)
        && is_inside(source, end + 1)
    {
        end += 1;
    }
    // A name that begins right after means that the office is its: «Петров, министр Иванов».
    if end + 1 < source.tokens.len() && is_name(end + 1) && joins(source.gap(end), true) {
        return None;
    }
    while end > head && (is_linking(source, end) || is_and(source, end)) {
        end -= 1;
    }
    Some(Office {
        range: close_quotes(source.text, source.tokens[start].start..source.tokens[end].end),
        first: start,
        head,
        cases,
    })
}

/// Whether words with this between them may belong to one office.
fn joins(gap: &str, before_name: bool) -> bool {
    let may_stand_there = [' ', '\u{a0}', '-', '‑', '«', '»', '"', '“', '”', '„'];
    gap.chars().all(|c| may_stand_there.contains(&c))
        && gap.chars().count() <= 3
        && !(before_name && gap.ends_with(['«', '"', '“']))
}

/// The cases of an office's noun, when the name may stand in one of them.
fn agreeing(source: &Source<'_>, token: usize, name: Agreement) -> Option<Agreement> {
    if source.language == Language::Belarusian || source.written(token).is_ascii() {
        return Some(Agreement::NONE);
    }
    let cases = source
        .word(token)
        .readings
        .iter()
        .filter(|reading| !matches!(reading.kind, NameKind::Surname | NameKind::First | NameKind::Other))
        .fold(Agreement::NONE, |all, reading| all | reading.agreement);
    // «Медведева, депутаты» speaks of others.
    let singular = cases & (Agreement::MASCULINE | Agreement::FEMININE);
    if singular.is_empty() && !cases.is_empty() {
        return None;
    }
    let cases = singular.any_gender();
    (name.is_empty() || cases.is_empty() || cases.meets(name.any_gender())).then_some(cases)
}

/// Whether a word may stand inside an office: nouns, adjectives, names of bodies and countries, «и», «по», «в».
fn is_inside(source: &Source<'_>, token: usize) -> bool {
    if is_and(source, token) || is_linking(source, token) || source.classes(token).has(Classes::PREFIX) {
        return true;
    }
    let classes = source.classes(token);
    if classes.has(Classes::SAYS) {
        return false;
    }
    let form = source.tokens[token].form.as_str();
    if source.is_capital(token) {
        return form.chars().count() > 1 || source.is_initial(token);
    }
    match source.language {
        Language::Russian | Language::Undetermined => {
            let word = source.word(token);
            word.other < 0.5 && source.tokens[token].is_alphabetic()
        }
        Language::Belarusian => {
            form.chars().count() > 2 && form.chars().all(|c| c.is_alphabetic() || c == '\'')
        }
        Language::English => false,
    }
}

fn is_and(source: &Source<'_>, token: usize) -> bool {
    matches!(source.tokens[token].form.as_str(), "и" | "і" | "and")
}

fn is_linking(source: &Source<'_>, token: usize) -> bool {
    matches!(
        source.tokens[token].form.as_str(),
        "по" | "при"
            | "в"
            | "во"
            | "на"
            | "для"
            | "па"
            | "пры"
            | "ў"
            | "у"
            | "of"
            | "for"
            | "the"
            | "in"
            | "to"
            | "on"
    )
}

/// Takes a closing quotation mark in when an opening one is inside.
fn close_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let end = match text[range.end..].chars().next() {
        Some(c @ '»') if inside.contains('«') && !inside.ends_with('»') => range.end + c.len_utf8(),
        Some(c @ '"') if inside.matches('"').count() % 2 == 1 => range.end + c.len_utf8(),
        _ => range.end,
    };
    range.start..end
}
