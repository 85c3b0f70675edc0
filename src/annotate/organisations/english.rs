//! English names: a word for a body with the capitals before it («Minsk State University») and what it is of («Ministry
//! of Communications and Informatization of Belarus»).

use super::found::{Found, What};
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::OrganisationWords;

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
            && !words.is_english_title(passage.form(before)))
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
        } else if !passage.function_word(next).in_body {
            break;
        }
        next += 1;
    }
    // «Ministry Belarus» is not a name, «Ministry of Finance» is.
    let of = last > at && passage.function_word(at + 1).in_body;
    let last = if of { last } else { at };
    let named = of || first < at && !(first + 1 == at && passage.starts_sentence(first));
    named.then_some(Found { first, last, what: What::Named { nominative: true, legal: false, rule: RULE } })
}
