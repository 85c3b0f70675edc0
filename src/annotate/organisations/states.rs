//! The state that is named behind a body in a Belarusian or English text.

use crate::lexicon::{States, country_words};
use crate::model::Language;

use super::weights;
use crate::annotate::passage::Passage;

/// The last word of the state behind a name («of the Republic of Belarus», «Рэспублікі Беларусь»).
pub(super) fn state_behind(
    states: &States,
    passage: &Passage<'_>,
    last: usize,
    language: Language,
) -> Option<usize> {
    let mut next = last + 1;
    if !matches!(language, Language::Belarusian | Language::English)
        || language == Language::English && passage.form(next) != "of"
    {
        return None;
    }
    while passage.flows(next - 1)
        && next - last <= weights::MOST_WORDS_BEFORE_STATE
        && country_words().is_before_state(passage.form(next), language)
    {
        next += 1;
    }
    let fits = |words: usize| {
        let end = next + words;
        (next - 1..end).all(|at| passage.flows(at)).then_some(end)
    };
    (0..3).rev().filter_map(fits).find(|&end| {
        let name: Vec<&str> = (next..=end).map(|at| passage.form(at)).collect();
        passage.capital(next) && states.is_foreign(&name.join(" "))
    })
}
