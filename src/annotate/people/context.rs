//! The context of a candidate, which tells whether it is a person: an office, a verb of speech, quotation marks, a
//! street.

use super::office::office_before;
use super::parts::{Candidate, Role, Sureness};
use super::rules::{Ground, Voucher};
use super::units::Unit;
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, NameKind, PersonClasses, is_abbreviation_before_person, is_like_attribute};
use crate::model::Language;

/// What the context of a candidate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It is the name of a street, a theatre, a newspaper …
    Against,
    /// It may be the name of a place or body, unless a person of that name is known.
    Doubtful,
    /// The context has no evidence.
    Silent,
    /// Evidence in the context that it is a person. Not evaluated for names that are accepted without context.
    For(Voucher),
}

/// What the words around a candidate say of it.
pub(super) fn verdict(passage: &Passage<'_>, candidate: &Candidate<'_>) -> Verdict {
    let (first, last) = (candidate.first_token(), candidate.last_token());
    let against = is_quoted(passage, first, last)
        || is_named_after(passage, candidate)
        || is_foreign(passage, candidate)
        || candidate.is_single()
            && (is_attribute(passage, candidate) || is_in_compound(passage, first, last));
    if against {
        return Verdict::Against;
    }
    if candidate.is_single() && (is_of_body(passage, first) || is_place(passage, candidate)) {
        return Verdict::Doubtful;
    }
    if needs_no_help(candidate) {
        return Verdict::Silent;
    }
    match () {
        () if follows_person_noun(passage, first, candidate.agreement) => Verdict::For(Voucher::PersonNoun),
        () if says(passage, candidate) => Verdict::For(Voucher::Speech),
        () if follows_office(passage, candidate) => Verdict::For(Voucher::Office),
        () => Verdict::Silent,
    }
}

/// Whether a name is accepted unless there is evidence against it.
fn needs_no_help(candidate: &Candidate<'_>) -> bool {
    match candidate.sureness {
        Sureness::Sure => true,
        _ if candidate.is_single() => false,
        Sureness::Likely => true,
        Sureness::Possible => !unlikely(candidate),
    }
}

/// «премьер Палестины Хамдалла», «нападающий «ПСЖ» Неймар»
fn follows_office(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    let word = candidate.parts.first().map(|part| &part.1.word);
    word.is_some_and(|word| {
        word.place < weights::BEHIND_OFFICE && word.common() < weights::BEHIND_OFFICE || !word.known
    }) && office_before(passage, candidate, &|_| false).is_some_and(|office| {
        // An indeclinable place (глава Зимбабве) is as likely as a person.
        !candidate.is_single() && word.is_some_and(|word| word.blank)
            || !office.cases.is_empty()
                && !candidate.agreement.is_empty()
                && candidate.agreement != Agreement::ANY
    })
}

/// «Гоголь-центр», «экс-Президент», «Олимпиада-2000».
fn is_in_compound(passage: &Passage<'_>, first: usize, last: usize) -> bool {
    passage.tokens[first].joined || passage.tokens.get(last + 1).is_some_and(|next| next.joined)
}

/// «в Тусоне», «из Иванова»: after these prepositions a word that may be a place is one.
fn is_place(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    let Some(before) = before(passage, candidate.first_token()) else { return false };
    let preposition = passage.function_word(before).before_place;
    // «31 Августа», «1 Мая»
    let number =
        candidate.has(Role::First) && passage.tokens[before].form.bytes().all(|byte| byte.is_ascii_digit());
    number
        || preposition
            && candidate.parts.iter().all(|(_, unit)| {
                let word = &unit.word;
                !word.named
                    || word.place > weights::PLACE_AFTER_PREPOSITION
                    || word.first < weights::FIRST_AFTER_PREPOSITION
                        && word.surname < weights::SURNAME_AFTER_PREPOSITION
            })
}

/// The token before, when only blanks (or the full stop of an abbreviation: «им.») lie between.
fn before(passage: &Passage<'_>, token: usize) -> Option<usize> {
    let before = token.checked_sub(1)?;
    let gap = passage.gap(before);
    let gap = gap
        .strip_prefix('.')
        .filter(|_| is_abbreviation_before_person(&passage.tokens[before].form))
        .unwrap_or(gap);
    let blank = gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    blank.then_some(before)
}

/// Whether a word with a capital stands directly before a token.
pub(super) fn follows_capital(passage: &Passage<'_>, token: usize) -> bool {
    before(passage, token).is_some_and(|before| passage.capital(before) && !passage.starts_sentence(before))
}

fn after(passage: &Passage<'_>, token: usize) -> Option<usize> {
    let gap = passage.gap(token);
    (!gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))).then_some(token + 1)
}

/// «Пеле» alone between quotation marks is a title, a brand or a nickname.
fn is_quoted(passage: &Passage<'_>, first: usize, last: usize) -> bool {
    let opens = passage.text[..passage.tokens[first].start].ends_with(['«', '"', '“', '„', '\'', '‘']);
    let closes = passage.text[passage.tokens[last].end..].starts_with(['»', '"', '”', '“', '\'', '’']);
    opens && closes
}

/// «улица Козлова», «театр Янки Купалы», «университет имени Ломоносова». A body that has a name already (Большой театр)
/// is not named after the person behind it, and neither is one behind the noun for its head: «директор театра Иван
/// Петров».
fn is_named_after(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    let first = candidate.first_token();
    let Some(word) = before(passage, first) else { return false };
    let classes = passage.classes(word);
    let before_that = before(passage, word);
    if classes.has(PersonClasses::AFTER) {
        // «человек по имени Фалмут Карни»
        return !before_that.is_some_and(|token| passage.function_word(token).before_own_name);
    }
    if !classes.has(PersonClasses::PLACE | PersonClasses::BODY) || classes.has(PersonClasses::OFFICE) {
        return false;
    }
    let genitive = Agreement::case(1).any_gender();
    if !candidate.agreement.is_empty() && !candidate.agreement.meets(genitive) && !candidate.is_single() {
        return false;
    }
    let named = before_that.is_some_and(|token| passage.capital(token) && !passage.starts_sentence(token));
    let headed = || {
        (1..=weights::HEAD_BEFORE).any(|back| {
            word.checked_sub(back).is_some_and(|token| passage.classes(token).has(PersonClasses::OFFICE))
        })
    };
    !(named || classes.has(PersonClasses::BODY) && (candidate.is_single() || headed()))
}

/// «партия Путина», «премия Нобеля»
fn is_of_body(passage: &Passage<'_>, token: usize) -> bool {
    before(passage, token).is_some_and(|word| {
        let classes = passage.classes(word);
        classes.has(PersonClasses::BODY) && !classes.has(PersonClasses::OFFICE)
    })
}

/// «город Санта-Фе», «штат Юта»: what follows is not a first name.
pub(super) fn follows_place_noun(passage: &Passage<'_>, token: usize) -> bool {
    before(passage, token).is_some_and(|word| {
        let classes = passage.classes(word);
        classes.has(PersonClasses::PLACE | PersonClasses::BODY)
            && !classes.has(PersonClasses::OFFICE)
            && !before(passage, word).is_some_and(|token| passage.capital(token))
    })
}

/// A single word like an adjective before a noun that it agrees with is one: «Ленский район».
fn is_attribute(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    let [(_, unit)] = candidate.parts.as_slice() else { return false };
    let form = passage.tokens[unit.last].form.as_str();
    let Some(next) = after(passage, unit.last) else { return false };
    if passage.classes(next).has(PersonClasses::PLACE | PersonClasses::BODY)
        && unit.word.first < weights::ATTRIBUTE_FIRST
    {
        return true;
    }
    if !is_like_attribute(form) {
        return false;
    }
    if passage.capital(next) || passage.language == Language::Belarusian {
        return false;
    }
    let noun = passage.name_word(next);
    let nouns = noun
        .readings
        .iter()
        .filter(|reading| matches!(reading.kind, NameKind::Noun | NameKind::Being) && !reading.guessed)
        .fold(Agreement::NONE, |all, reading| all | reading.agreement);
    noun.noun > weights::ATTRIBUTE_NOUN && nouns.any_gender().meets(candidate.agreement)
}

/// Words in Latin letters within a Cyrillic text are brands and titles, unless they begin with a first name.
fn is_foreign(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    passage.language != Language::English
        && passage.written(candidate.first_token()).bytes().any(|byte| byte.is_ascii_alphabetic())
        && (candidate.is_single() || !candidate.parts.first().is_some_and(|(_, unit)| unit.word.known))
}

/// «министр Чжао», «футболист Месси», «25-летний Маррей», «сын Баффета»: a noun for people directly before a token, in
/// the case of the name, or in any case if the name depends on it as a genitive.
pub(super) fn follows_person_noun(passage: &Passage<'_>, token: usize, agreement: Agreement) -> bool {
    let Some(before) = before(passage, token) else { return false };
    let classes = passage.classes(before);
    if classes.has(PersonClasses::TITLE) {
        return true;
    }
    if passage.tokens[before].form.starts_with("летн") && passage.tokens[before].joined {
        return true;
    }
    let office = classes.has(PersonClasses::OFFICE);
    if passage.language == Language::Belarusian || passage.written(before).is_ascii() {
        return office;
    }
    if !office && passage.capital(before) {
        return false;
    }
    let word = passage.name_word(before);
    if !office && (!word.known || word.being < weights::PERSON_NOUN) {
        return false;
    }
    let noun = word
        .readings
        .iter()
        .filter(|reading| reading.kind == NameKind::Being || office && reading.kind != NameKind::Adjective)
        .fold(Agreement::NONE, |all, reading| all | reading.agreement);
    agreement.is_empty() || noun.any_gender().meets(agreement.any_gender())
}

/// «сказал Чжао», «Чжао сказал».
fn says(passage: &Passage<'_>, candidate: &Candidate<'_>) -> bool {
    if !candidate.agreement.meets(Agreement::NOMINATIVE) {
        return false;
    }
    let is_verb = |token: Option<usize>| {
        token.is_some_and(|token| passage.classes(token).has(PersonClasses::SAYS) && !passage.capital(token))
    };
    is_verb(before(passage, candidate.first_token())) || is_verb(after(passage, candidate.last_token()))
}

/// The cases that the preposition before a name or the verb beside it allows; empty without evidence.
pub(super) fn cases(passage: &Passage<'_>, candidate: &Candidate<'_>) -> Agreement {
    let nominative = Agreement::case(0).any_gender();
    if says(passage, candidate) {
        return nominative;
    }
    let Some(before) = before(passage, candidate.first_token()) else {
        let starts = passage.starts_sentence(candidate.first_token());
        return if starts { nominative } else { Agreement::NONE };
    };
    let cases = passage.function_word(before).cases;
    if cases.is_empty() { noun_cases(passage, before) } else { cases }
}

/// The cases of a noun for people: «гонщик Масса» is in the nominative.
fn noun_cases(passage: &Passage<'_>, token: usize) -> Agreement {
    if passage.language == Language::Belarusian || passage.written(token).is_ascii() {
        return Agreement::NONE;
    }
    let office = passage.classes(token).has(PersonClasses::OFFICE);
    if !office && passage.capital(token) {
        return Agreement::NONE;
    }
    let word = passage.name_word(token);
    if !office && word.being < weights::PERSON_NOUN {
        return Agreement::NONE;
    }
    let beings = word.readings.iter().filter(|reading| reading.kind == NameKind::Being);
    beings.fold(Agreement::NONE, |all, reading| all | reading.agreement).any_gender()
}

/// Why a candidate is accepted for its own words and context, before the rest of the text is considered; `None` when it
/// is not.
pub(super) fn ground(passage: &Passage<'_>, candidate: &Candidate<'_>, verdict: Verdict) -> Option<Ground> {
    if verdict <= Verdict::Doubtful {
        return None;
    }
    if needs_no_help(candidate) {
        return Some(Ground::Itself);
    }
    let vouched = if let Verdict::For(voucher) = verdict { Some(Ground::Beside(voucher)) } else { None };
    let [(role, unit)] = candidate.parts.as_slice() else { return vouched };
    if vouched.is_some() {
        return vouched.filter(|_| is_vouched(passage, unit));
    }
    is_likely(passage, candidate.sureness, *role, unit).then_some(Ground::Dictionary)
}

/// Whether a word is a person, given evidence beside it.
fn is_vouched(passage: &Passage<'_>, unit: &Unit<'_>) -> bool {
    let word = &unit.word;
    let starts = passage.starts_sentence(unit.first);
    if starts && word.known && word.common() > word.person() {
        return false;
    }
    let strange = !word.known
        && word.place < weights::STRANGE_PLACE
        && word.brand < weights::STRANGE_OTHER
        && word.adjective < weights::STRANGE_OTHER;
    strange || word.person() >= weights::HINT_OF_PERSON && word.place < weights::VOUCHED_PLACE
}

/// Whether a word is a person without evidence beside it.
fn is_likely(passage: &Passage<'_>, sureness: Sureness, role: Role, unit: &Unit<'_>) -> bool {
    let word = &unit.word;
    let starts = passage.starts_sentence(unit.first);
    match sureness {
        _ if word.blank => false,
        // Without a dictionary of ordinary words a first name may be one: яна, Grant.
        Sureness::Likely
            if passage.language == Language::Belarusian || passage.written(unit.first).is_ascii() =>
        {
            false
        }
        Sureness::Likely if starts => {
            word.person() >= weights::STARTING_PERSON && word.common() < weights::STARTING_COMMON
        }
        Sureness::Likely => word.person() >= weights::SINGLE_PERSON,
        _ => {
            role == Role::Surname
                && word.surname > weights::ALONE_SURNAME
                && word.place < weights::SINGLE_PLACE
                && !starts
        }
    }
}

/// Whether a chain consists of words that look like places or brands, or begins with a word that is not a name.
fn unlikely(candidate: &Candidate<'_>) -> bool {
    candidate.parts.iter().all(|(_, unit)| unit.word.person() < weights::HINT_OF_PERSON)
        || candidate.parts.iter().all(|(_, unit)| unit.word.blank || unit.word.readings.is_empty())
        || candidate
            .parts
            .first()
            .is_some_and(|(_, unit)| unit.word.known && unit.word.person() < weights::HINT_OF_PERSON)
            && !candidate.has(Role::Particle)
}

/// «Азия Ардженто и Мира Сорвино», «Новицкий и Юрчихин»: whether only a comma or «и» separates two names, and the one
/// beside the person may be a person.
pub(super) fn is_coordinate(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    person: &Candidate<'_>,
) -> bool {
    let (left, right) = if candidate.first_token() < person.first_token() {
        (candidate, person)
    } else {
        (person, candidate)
    };
    let between = right.first_token().checked_sub(left.last_token() + 1);
    let beside = match between {
        Some(0) => passage.gap(left.last_token()) == ", ",
        Some(1) => {
            let word = left.last_token() + 1;
            passage.function_word(word).and
                && before(passage, word).is_some()
                && after(passage, word).is_some()
        }
        _ => false,
    };
    beside
        && candidate.agreement.any_gender().meets(person.agreement.any_gender())
        && candidate.parts.iter().all(|(_, unit)| {
            let word = &unit.word;
            word.place < weights::COORDINATE_OTHER
                && word.brand < weights::COORDINATE_OTHER
                && word.adjective < weights::COORDINATE_OTHER
        })
        && candidate.parts.iter().any(|(_, unit)| !unit.word.blank)
        && (!candidate.is_single()
            || candidate
                .parts
                .iter()
                .all(|(_, unit)| !unit.word.known || unit.word.person() > weights::HINT_OF_PERSON))
}
