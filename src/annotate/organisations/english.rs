//! English names: a word for a body with the capitals before it («Minsk State University») and what it is of («Ministry
//! of Communications and Informatization of Belarus»).

use super::found::{Found, What};
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::OrganisationWords;

/// Words that stand inside a name in small letters.
const CONNECTORS: [&str; 6] = ["of", "for", "and", "on", "the", "to"];

/// Words with a capital letter that are not part of the name behind them.
const TITLES: [&str; 18] = [
    "the",
    "a",
    "an",
    "minister",
    "chairman",
    "head",
    "director",
    "president",
    "deputy",
    "mr",
    "mrs",
    "dr",
    "ambassador",
    "in",
    "at",
    "on",
    "of",
    "and",
];

/// The name of the rule.
const RULE: &str = "an English word for a body with the capitals beside it";

/// The name whose head is a word.
pub(super) fn described(passage: &Passage<'_>, words: &OrganisationWords, at: usize) -> Option<Found> {
    if !(words.is_english(passage.written(at)) && passage.capital(at)) {
        return None;
    }
    let mut first = at;
    while at - first < weights::MOST_ENGLISH_WORDS {
        let Some(before) = first.checked_sub(1) else { break };
        let close = passage.flows(before) || matches!(passage.gap(before), " & " | "&");
        if !(close
            && passage.latin(before)
            && passage.capital(before)
            && !TITLES.contains(&passage.form(before)))
        {
            break;
        }
        first = before;
    }
    let mut last = at;
    let mut next = at + 1;
    while next - at <= weights::MOST_ENGLISH_WORDS && passage.flows(next - 1) && passage.latin(next) {
        if passage.capital(next) {
            last = next;
        } else if !CONNECTORS.contains(&passage.form(next)) {
            break;
        }
        next += 1;
    }
    // «Ministry Belarus» is not a name, «Ministry of Finance» is.
    let of = last > at && CONNECTORS.contains(&passage.form(at + 1));
    let last = if of { last } else { at };
    let named = of || first < at && !(first + 1 == at && passage.starts_sentence(first));
    named.then_some(Found { first, last, what: What::Named { nominative: true, legal: false, rule: RULE } })
}
