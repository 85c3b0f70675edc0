//! What the words around the name of a country make of it: a country, a language, a currency, an ordinary word, or the
//! origin of a private person.

use super::weights;
use crate::analysis::{Match, Token};
use crate::annotate::passage::Passage;
use crate::lexicon::{Beside, country_words, is_adjective_of_language, is_combining_form};
use crate::model::{CountryName, Language, Via};

/// What the context makes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It names the country in this way.
    Names(Via),
    /// It may name the country: it is also an ordinary word, and the capital at the start of a sentence does not
    /// decide.
    Unclear(Via),
    /// It is something else.
    Else,
}

/// Whether what looks like a name is written like one: in the language of the text, with the capital letter that
/// the name has, an abbreviation in capitals, a combining form before a hyphen.
pub(super) fn is_written(
    passage: &Passage<'_>,
    candidate: Match,
    language: Language,
    via: Via,
    name: &str,
) -> bool {
    if !readable_in(language, passage.language) {
        return false;
    }
    let written = written(passage, candidate);
    if via == Via::Abbreviation {
        return written == name;
    }
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    if capital(name) && !capital(written) {
        return false;
    }
    // «российско-», «американо-», «кітайска-»
    let combining =
        via == Via::Adjective && is_combining_form(&passage.tokens[candidate.last].form, language);
    !combining || is_before_hyphen(passage, candidate)
}

/// The meaning of a name that is written like one.
pub(super) fn verdict(passage: &Passage<'_>, candidate: Match, name: &CountryName) -> Verdict {
    if is_currency(passage, candidate) || name.via == Via::Adjective && is_language(passage, candidate) {
        return Verdict::Else;
    }
    if name.guard {
        let written = written(passage, candidate);
        let shouted = written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
        if shouted || passage.starts_sentence(candidate.first) {
            return Verdict::Unclear(name.via);
        }
    }
    if name.via == Via::Name && candidate.first == candidate.last && is_person(passage, candidate, name) {
        return Verdict::Else;
    }
    if name.via == Via::Adjective && is_origin(passage, candidate) {
        return Verdict::Names(Via::People);
    }
    Verdict::Names(name.via)
}

/// «Мартин Куба», «Доминика Стросс-Кана» (of Доминик), "Michael Jordan".
fn is_person(passage: &Passage<'_>, candidate: Match, name: &CountryName) -> bool {
    let token = &passage.tokens[candidate.first];
    let beside = |first: &Token, second: &Token| {
        &passage.text[first.end..second.start] == " " && first.capital && second.capital
    };
    let before =
        candidate.first.checked_sub(1).map(|at| &passage.tokens[at]).filter(|before| beside(before, token));
    let after = passage.tokens.get(candidate.last + 1).filter(|after| beside(token, after));
    match name.language {
        Language::English => name.guard && before.is_some(),
        _ => {
            before.is_some_and(|before| before.is_first_name())
                || name.guard && after.is_some() && token.is_first_name()
        }
    }
}

fn written<'a>(passage: &Passage<'a>, candidate: Match) -> &'a str {
    &passage.text[passage.tokens[candidate.first].start..passage.tokens[candidate.last].end]
}

fn is_before_hyphen(passage: &Passage<'_>, candidate: Match) -> bool {
    passage.tokens.get(candidate.last + 1).is_some_and(|next| next.joined)
}

/// «5 млн долларов США», "US dollars" are an amount and name no counterpart.
fn is_currency(passage: &Passage<'_>, mention: Match) -> bool {
    let words = country_words();
    let is_currency = |token: Option<&Token>| token.is_some_and(|token| words.is_currency(&token.form));
    let before = mention.first.checked_sub(1).and_then(|at| passage.tokens.get(at));
    words.is_american(&passage.tokens[mention.first].form)
        && (is_currency(before) || is_currency(passage.tokens.get(mention.last + 1)))
}

/// «на немецком, французском и китайском языках», «на двух языках: польском и литовском», «на французском».
fn is_language(passage: &Passage<'_>, mention: Match) -> bool {
    let before = &passage.tokens[..mention.first];
    let after = &passage.tokens[mention.last + 1..];
    let words = country_words();
    let listed =
        |token: &&Token| words.is_between_languages(&token.form) || is_adjective_of_language(&token.form);
    let is_language = |token: Option<&Token>| token.is_some_and(|token| words.is_language(&token.form));
    let following = after.iter().take(weights::MOST_LANGUAGES).take_while(listed).count();
    let preceding = before.iter().rev().take(weights::MOST_LANGUAGES).take_while(listed).count();
    if is_language(after.get(following)) || is_language(before.iter().rev().nth(preceding)) {
        return true;
    }
    // Nothing follows that the adjective could belong to.
    let last = &passage.tokens[mention.last];
    let ends_there = after.first().is_none_or(|next| !passage.text[last.end..next.start].trim().is_empty());
    ends_there && last.form.ends_with("ом") && before.last().is_some_and(|before| before.form == "на")
}

/// «китайский писатель», «американцев польского происхождения»: the origin of a person who represents no country.
fn is_origin(passage: &Passage<'_>, mention: Match) -> bool {
    if passage.language == Language::English || is_before_hyphen(passage, mention) {
        return false;
    }
    let mut last = &passage.tokens[mention.last];
    for next in passage.tokens[mention.last + 1..].iter().take(weights::MOST_MODIFIERS + 1) {
        let between = &passage.text[last.end..next.start];
        if !(between == " " || between == "-" || between == "\u{a0}") {
            return false;
        }
        last = next;
        if next.form.starts_with(|c: char| c.is_ascii_digit()) || next.form == "и" {
            continue;
        }
        let noun = match next.beside_names() {
            Beside::Adjective => continue,
            Beside::Other => return false,
            Beside::Noun(noun) => noun,
        };
        let words = country_words();
        return words.is_origin(&noun.lemma) || noun.animate && !words.is_official(&noun.lemma);
    }
    false
}

/// Russian and Belarusian names are looked for in texts of their own language, because a form of one may be a word
/// of the other; English ones everywhere.
fn readable_in(name: Language, text: Language) -> bool {
    match (name, text) {
        (Language::Belarusian, Language::Belarusian) | (Language::English, _) => true,
        (Language::Russian, text) => text != Language::Belarusian,
        _ => false,
    }
}
