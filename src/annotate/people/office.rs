//! The office beside a name, as it is written there: «министр связи и информатизации Кирилл Залесский», «Кирилл
//! Залесский, министр связи и информатизации».

use std::ops::Range;

use super::parts::Candidate;
use super::units::is_initial;
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, NameKind, PersonClasses, abbreviated_office, is_abbreviation_before_person};
use crate::model::Language;

/// An office beside a name.
pub(super) struct Office {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its first token.
    pub(super) first: usize,
    /// The noun that names it.
    pub(super) head: usize,
    /// The cases of its head, in any gender; empty when the language does not show them.
    pub(super) cases: Agreement,
}

/// The office before a candidate, or else after it. `is_name` tells the tokens of other names, at which an office ends.
pub(super) fn office(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    is_name: impl Fn(usize) -> bool,
) -> Option<Office> {
    office_before(passage, candidate, &is_name).or_else(|| office_after(passage, candidate, &is_name))
}

/// The words of an office run back from the name to the first noun that names one and stands in the name's case.
pub(super) fn office_before(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    is_name: &impl Fn(usize) -> bool,
) -> Option<Office> {
    let first = candidate.first_token();
    let mut head = None;
    let mut token = first;
    // Whether the words are a list whose last item follows «и»: «министр культуры, спорта и туризма».
    let mut enumeration = false;
    while token > 0 && first - token < weights::MOST_OFFICE_WORDS {
        let gap = passage.gap(token - 1);
        let abbreviated = token == first && is_abbreviation_before_person(&passage.tokens[token - 1].form);
        let stopped = abbreviated && gap.starts_with('.');
        let gap = gap.strip_prefix('.').filter(|_| abbreviated).unwrap_or(gap);
        let comma = gap == ", "
            && if token == first {
                // «the Minister of Culture, Sviatlana Kazarnouskaya»
                passage.language == Language::English
            } else {
                enumeration && !passage.classes(token).has(PersonClasses::OFFICE | PersonClasses::TITLE)
            };
        if !(comma || joins(gap, token == first)) || is_name(token - 1) {
            break;
        }
        token -= 1;
        enumeration |= is_and(passage, token);
        let classes = passage.classes(token);
        // «ген» without a full stop is a gene.
        let written_out = abbreviated_office(passage.form(token)).is_none();
        if classes.has(PersonClasses::OFFICE) && (written_out || stopped) {
            if let Some(cases) = agreeing(passage, token, candidate.agreement) {
                head = Some((token, cases));
            }
        } else if !is_inside(passage, token) {
            break;
        }
        // «президента и премьера Речана» are two.
        if is_and(passage, token) && passage.classes(token + 1).has(PersonClasses::OFFICE) {
            break;
        }
    }
    let (head, cases) = head?;
    let mut start = head;
    while start > 0 && joins(passage.gap(start - 1), false) && !is_name(start - 1) {
        let before = start - 1;
        let joined = passage.tokens[start].joined;
        // «Чрезвычайный и Полномочный Посол»
        let and = is_and(passage, before)
            && before > 0
            && passage.classes(before - 1).has(PersonClasses::PREFIX)
            && passage.classes(start).has(PersonClasses::PREFIX);
        if !(joined || and || passage.classes(before).has(PersonClasses::PREFIX)) {
            break;
        }
        start = before;
    }
    start = acting(passage, start);
    let range = passage.tokens[start].start..passage.tokens[first - 1].end;
    let range = close_quotes(passage.text, range);
    Some(Office { range, first: start, head, cases })
}

/// Where the office begins, with an «исполняющий обязанности» before it: an acting minister is not the minister.
fn acting(passage: &Passage<'_>, start: usize) -> usize {
    let form = |token: usize| passage.tokens[token].form.as_str();
    let Some(before) = start.checked_sub(2) else { return start };
    let acts = form(before).starts_with("исполняющ") && form(before + 1) == "обязанности";
    if acts && passage.gap(before) == " " && passage.gap(before + 1) == " " { before } else { start }
}

/// «Кирилл Залесский, министр связи», «К. Залесский (министр связи)»
fn office_after(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    is_name: &impl Fn(usize) -> bool,
) -> Option<Office> {
    let last = candidate.last_token();
    if !matches!(passage.gap(last), ", " | " (" | " – " | " — " | " - " | ".) " | "., " | ". – ") {
        return None;
    }
    let start = last + 1;
    let mut head = start;
    while head < passage.tokens.len()
        && passage.classes(head).has(PersonClasses::PREFIX)
        && !passage.classes(head).has(PersonClasses::OFFICE)
        && joins(passage.gap(head), false)
    {
        head += 1;
    }
    if head >= passage.tokens.len() || !passage.classes(head).has(PersonClasses::OFFICE) || is_name(head) {
        return None;
    }
    let cases = agreeing(passage, head, candidate.agreement)?;
    let mut end = head;
    while end + 1 < passage.tokens.len()
        && end - start < weights::MOST_OFFICE_WORDS
        && joins(passage.gap(end), false)
        && !is_name(end + 1)
        && is_inside(passage, end + 1)
    {
        end += 1;
    }
    // If a name begins right after, the office belongs to that name: «Петров, министр Иванов».
    if end + 1 < passage.tokens.len() && is_name(end + 1) && joins(passage.gap(end), true) {
        return None;
    }
    while end > head && (is_linking(passage, end) || is_and(passage, end)) {
        end -= 1;
    }
    Some(Office {
        range: close_quotes(passage.text, passage.tokens[start].start..passage.tokens[end].end),
        first: start,
        head,
        cases,
    })
}

/// Whether words with this gap between them may belong to one office.
fn joins(gap: &str, before_name: bool) -> bool {
    let may_stand_there = [' ', '\u{a0}', '-', '‑', '«', '»', '"', '“', '”', '„'];
    gap.chars().all(|c| may_stand_there.contains(&c))
        && gap.chars().count() <= 3
        && !(before_name && gap.ends_with(['«', '"', '“']))
}

/// The cases of an office's noun, when the name may stand in one of them.
fn agreeing(passage: &Passage<'_>, token: usize, name: Agreement) -> Option<Agreement> {
    let caseless = passage.language == Language::Belarusian
        || passage.written(token).is_ascii()
        || abbreviated_office(passage.form(token)).is_some();
    if caseless {
        return Some(Agreement::NONE);
    }
    let cases = passage
        .name_word(token)
        .readings
        .iter()
        .filter(|reading| !matches!(reading.kind, NameKind::Surname | NameKind::First | NameKind::Other))
        .fold(Agreement::NONE, |all, reading| all | reading.agreement);
    // «Медведева, депутаты» is about other people.
    let singular = cases & (Agreement::MASCULINE | Agreement::FEMININE);
    if singular.is_empty() && !cases.is_empty() {
        return None;
    }
    let cases = singular.any_gender();
    (name.is_empty() || cases.is_empty() || cases.meets(name.any_gender())).then_some(cases)
}

/// Whether a word may stand inside an office: nouns, adjectives, names of bodies and countries, «и», «по», «в».
fn is_inside(passage: &Passage<'_>, token: usize) -> bool {
    if is_and(passage, token)
        || is_linking(passage, token)
        || passage.classes(token).has(PersonClasses::PREFIX)
    {
        return true;
    }
    let classes = passage.classes(token);
    if classes.has(PersonClasses::SAYS) {
        return false;
    }
    let form = passage.tokens[token].form.as_str();
    if passage.capital(token) {
        return form.chars().count() > 1 || is_initial(passage, token);
    }
    match passage.language {
        Language::Russian | Language::Undetermined => {
            let word = passage.name_word(token);
            word.other < weights::IN_OFFICE_OTHER && passage.tokens[token].is_alphabetic()
        }
        Language::Belarusian => {
            form.chars().count() > 2 && form.chars().all(|c| c.is_alphabetic() || c == '\'')
        }
        Language::English => false,
    }
}

fn is_and(passage: &Passage<'_>, token: usize) -> bool {
    passage.function_word(token).and
}

fn is_linking(passage: &Passage<'_>, token: usize) -> bool {
    passage.function_word(token).in_office
}

/// Adds a closing quotation mark when an opening one is inside.
fn close_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let end = match text[range.end..].chars().next() {
        Some(c @ '»') if inside.contains('«') && !inside.ends_with('»') => range.end + c.len_utf8(),
        Some(c @ '"') if inside.matches('"').count() % 2 == 1 => range.end + c.len_utf8(),
        _ => range.end,
    };
    range.start..end
}
