//! The dates that a text speaks of. Every expression in Russian, Belarusian or English that names days, months,
//! quarters, seasons or years is resolved to an interval of days, with its place in the text. The text becomes tokens
//! whose meaning stands in the lexicon; at every token the rules look a bounded number of tokens ahead and the longest
//! match is kept. Expressions that lack a year or say `вчера` count from the publication date and are left out without
//! one. Prepositions are not part of an expression. `14, 15 и 17 октября` is three expressions, of which the first two
//! are the numbers alone; `14–17 октября` is one.
//!
//! From below: `tokens` and `cursor` (reading), `elements`, `tense`, `partial` and `resolve` (numbers, months and years,
//! and which year is meant), `days`, `digits`, `months` and `years` (single expressions) with their table in `point`,
//! what is made of these (`range`, `list`, `part`, `shifted`, `near`, `amount`, `holiday`, and `decoy` for what is no
//! date) with the table in `rules`, and on top `publication`. A new rule is a function in one of these files, a row of
//! its table, and rows of `tests/dates/*.tsv` that it reads; a new word is a form in `lexicon/*/dates.tsv`.

mod amount;
mod cursor;
mod days;
mod decoy;
mod digits;
mod elements;
mod holiday;
mod list;
mod months;
mod near;
mod part;
mod partial;
mod point;
mod publication;
mod range;
mod resolve;
mod rule;
mod rules;
mod shifted;
mod tense;
#[cfg(test)]
mod tests;
mod tokens;
mod years;

use std::ops::Range;

use super::explain::{Explained, Place, Trace};
use super::text::Text;
use super::word_facts::WordFacts;
use crate::analysis::Word;
use crate::lexicon::DateWord;
use crate::model::calendar::Days;
use crate::model::{EventDates, Precision, Published};

use cursor::Cursor;
use publication::first_full_date;
use rules::{Found, longest};
use tokens::{Tokens, tokens};

pub(super) fn look_up(word: &Word, facts: &mut WordFacts) {
    let date = DateWord::new(&word.form);
    facts.past = date == DateWord::PAST;
    if !facts.past {
        facts.date = date;
    }
}

/// When a text was published (`stated`, or else as the text says) and the days that it speaks of.
pub(super) fn find(
    text: &Text<'_>,
    stated: Option<Published>,
    trace: &mut Trace,
) -> (Option<Published>, Vec<EventDates>) {
    let mut tokens = tokens(text);
    let told = if stated.is_some() { None } else { first_full_date(&tokens) };
    let published = stated.or(told.as_ref().map(|told| told.published));
    if let Some(published) = published {
        trace.note(|| Explained {
            property: "published",
            value: published.date.to_string(),
            place: told.as_ref().map(|told| Place::Text(told.range.clone())),
            rule: told.as_ref().map_or("stated with the communiqué", |told| told.rule),
            by: String::new(),
        });
    }
    // «Вчера» counts from a day, not from a month.
    let day = published.filter(|published| published.precision == Precision::Day);
    tokens.published = day.map(|published| published.date);
    (published, dates(&tokens, trace))
}

/// The expressions of a text, in text order and without overlaps. Days that do not exist are passed over.
fn dates(tokens: &Tokens, trace: &mut Trace) -> Vec<EventDates> {
    let event = |Expression { rule, days, range }| {
        let (from, to) = days?;
        trace.note(|| Explained {
            property: "date",
            value: format!("{from}..{to}"),
            place: Some(Place::Text(range.clone())),
            rule,
            by: String::new(),
        });
        Some(EventDates { from, to, range })
    };
    expressions(tokens).into_iter().filter_map(event).collect()
}

/// An expression in its place.
struct Expression {
    /// The name of the rule that read it.
    rule: &'static str,
    /// `None` when they do not exist, or the expression is not a date.
    days: Option<Days>,
    range: Range<usize>,
}

/// The expressions and what only looks like one, in text order and without overlaps: of two overlapping ones the longer
/// is kept.
fn expressions(tokens: &Tokens) -> Vec<Expression> {
    let mut kept: Vec<Expression> = Vec::new();
    for at in 0..tokens.all.len() {
        let here = Cursor::new(tokens, at);
        let Some(Found { rule, days, next }) = longest(here) else { continue };
        let found = Expression { rule, days, range: here.bytes_until(next) };
        match kept.last_mut() {
            Some(last) if last.range.end > found.range.start => {
                if found.range.len() > last.range.len() {
                    *last = found;
                }
            }
            _ => kept.push(found),
        }
    }
    kept
}
