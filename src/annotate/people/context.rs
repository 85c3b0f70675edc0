//! What stands around a candidate and tells whether it is a person: an office, a verb of speech, quotation marks, a
//! street.

use super::office::office_before;
use super::parts::{Candidate, Role, Sureness, is_abbreviation};
use super::units::Source;
use super::vocabulary::Classes;
use crate::lexicon::{Agreement, NameKind};
use crate::model::Language;

/// The verdict of a candidate's surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It is the name of a street, a theatre, a newspaper …
    Against,
    /// It may be the name of a place or body, unless somebody of that name is known.
    Doubtful,
    /// Nothing is said.
    Silent,
    /// A noun for people or a verb of speech stands beside it; of a name that needs nobody's word nobody is asked.
    For,
}

/// What the words around a candidate say of it.
pub(super) fn verdict(source: &Source<'_>, candidate: &Candidate<'_>) -> Verdict {
    let (first, last) = (candidate.first_token(), candidate.last_token());
    let against = is_quoted(source, first, last)
        || is_named_after(source, candidate)
        || is_foreign(source, candidate)
        || candidate.is_single() && (is_attribute(source, candidate) || is_in_compound(source, first, last));
    if against {
        return Verdict::Against;
    }
    if candidate.is_single() && (is_of_body(source, first) || is_place(source, candidate)) {
        return Verdict::Doubtful;
    }
    if needs_no_help(candidate) {
        return Verdict::Silent;
    }
    let for_it = follows_person_noun(source, first, candidate.agreement)
        || says(source, candidate)
        || follows_office(source, candidate);
    if for_it { Verdict::For } else { Verdict::Silent }
}

/// Whether a name is accepted unless something speaks against it.
fn needs_no_help(candidate: &Candidate<'_>) -> bool {
    match candidate.sureness {
        Sureness::Sure => true,
        _ if candidate.is_single() => false,
        Sureness::Likely => true,
        Sureness::Possible => !unlikely(candidate),
    }
}

/// «премьер Палестины Хамдалла», «нападающий «ПСЖ» Неймар»
fn follows_office(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    let word = candidate.parts.first().map(|part| &part.1.word);
    word.is_some_and(|word| word.place < 0.5 && word.common() < 0.5 || !word.known)
        && office_before(source, candidate, &|_| false).is_some_and(|office| {
            // An indeclinable place (глава Зимбабве) is as likely as a person.
            !candidate.is_single() && word.is_some_and(|word| word.blank)
                || !office.cases.is_empty()
                    && !candidate.agreement.is_empty()
                    && candidate.agreement != Agreement::ANY
        })
}

/// «Гоголь-центр», «экс-Президент», «Олимпиада-2000».
fn is_in_compound(source: &Source<'_>, first: usize, last: usize) -> bool {
    source.tokens[first].joined || source.tokens.get(last + 1).is_some_and(|next| next.joined)
}

/// «в Тусоне», «из Иванова»: after these prepositions a word that may be a place is one.
fn is_place(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    let Some(before) = before(source, candidate.first_token()) else { return false };
    let preposition = matches!(
        source.tokens[before].form.as_str(),
        "в" | "во" | "из" | "близ" | "под" | "ў" | "in" | "from" | "at"
    ) || source.language == Language::Belarusian && source.tokens[before].form == "у";
    // «31 Августа», «1 Мая»
    let number =
        candidate.has(Role::First) && source.tokens[before].form.bytes().all(|byte| byte.is_ascii_digit());
    number
        || preposition
            && candidate.parts.iter().all(|(_, unit)| {
                let word = &unit.word;
                !word.named || word.place > 0.02 || word.first < 0.3 && word.surname < 0.9
            })
}

/// The token before, when only blanks (or the full stop of an abbreviation: «им.») lie between.
fn before(source: &Source<'_>, token: usize) -> Option<usize> {
    let before = token.checked_sub(1)?;
    let gap = source.gap(before);
    let gap = gap.strip_prefix('.').filter(|_| is_abbreviation(&source.tokens[before].form)).unwrap_or(gap);
    let blank = gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    blank.then_some(before)
}

/// Whether a word with a capital stands directly before a token.
pub(super) fn follows_capital(source: &Source<'_>, token: usize) -> bool {
    before(source, token).is_some_and(|before| source.is_capital(before) && !source.starts_sentence(before))
}

fn after(source: &Source<'_>, token: usize) -> Option<usize> {
    let gap = source.gap(token);
    (!gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))).then_some(token + 1)
}

/// «Пеле» alone between quotation marks is a title, a brand or a nickname.
fn is_quoted(source: &Source<'_>, first: usize, last: usize) -> bool {
    let opens = source.text[..source.tokens[first].start].ends_with(['«', '"', '“', '„', '\'', '‘']);
    let closes = source.text[source.tokens[last].end..].starts_with(['»', '"', '”', '“', '\'', '’']);
    opens && closes
}

/// «улица Козлова», «театр Янки Купалы», «университет имени Ломоносова». What has a name already (Большой театр) is not
/// named after whoever stands behind it, and neither is a body whose head is named: «директор театра Иван Петров».
fn is_named_after(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    let first = candidate.first_token();
    let Some(word) = before(source, first) else { return false };
    let classes = source.classes(word);
    let before_that = before(source, word);
    if classes.has(Classes::AFTER) {
        // «человек по имени Фалмут Карни»
        return !before_that.is_some_and(|token| matches!(source.tokens[token].form.as_str(), "по" | "под"));
    }
    if !classes.has(Classes::PLACE | Classes::BODY) || classes.has(Classes::OFFICE) {
        return false;
    }
    let genitive = Agreement::case(1).any_gender();
    if !candidate.agreement.is_empty() && !candidate.agreement.meets(genitive) && !candidate.is_single() {
        return false;
    }
    let named = before_that.is_some_and(|token| source.is_capital(token) && !source.starts_sentence(token));
    let headed = || {
        (1..=4).any(|back| {
            word.checked_sub(back).is_some_and(|token| source.classes(token).has(Classes::OFFICE))
        })
    };
    !(named || classes.has(Classes::BODY) && (candidate.is_single() || headed()))
}

/// «партия Путина», «премия Нобеля»
fn is_of_body(source: &Source<'_>, token: usize) -> bool {
    before(source, token).is_some_and(|word| {
        let classes = source.classes(word);
        classes.has(Classes::BODY) && !classes.has(Classes::OFFICE)
    })
}

/// «город Санта-Фе», «штат Юта»: what follows is no first name.
pub(super) fn follows_place_noun(source: &Source<'_>, token: usize) -> bool {
    before(source, token).is_some_and(|word| {
        let classes = source.classes(word);
        classes.has(Classes::PLACE | Classes::BODY)
            && !classes.has(Classes::OFFICE)
            && !before(source, word).is_some_and(|token| source.is_capital(token))
    })
}

/// A single word like an adjective before a noun that it agrees with is one: «Ленский район».
fn is_attribute(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    let [(_, unit)] = candidate.parts.as_slice() else { return false };
    let form = source.tokens[unit.last].form.as_str();
    const ENDINGS: [&str; 16] = [
        "ский",
        "ского",
        "скому",
        "ским",
        "ском",
        "ская",
        "ской",
        "скую",
        "ские",
        "ских",
        "скими",
        "ное",
        "ный",
        "ная",
        "ной",
        "ное",
    ];
    let Some(next) = after(source, unit.last) else { return false };
    if source.classes(next).has(Classes::PLACE | Classes::BODY) && unit.word.first < 0.5 {
        return true;
    }
    if !ENDINGS.iter().any(|ending| form.ends_with(ending)) {
        return false;
    }
    if source.is_capital(next) || source.language == Language::Belarusian {
        return false;
    }
    let noun = source.word(next);
    let nouns = noun
        .readings
        .iter()
        .filter(|reading| matches!(reading.kind, NameKind::Noun | NameKind::Being) && !reading.guessed)
        .fold(Agreement::NONE, |all, reading| all | reading.agreement);
    noun.noun > 0.5 && nouns.any_gender().meets(candidate.agreement)
}

/// Words in Latin letters within a Cyrillic text are brands and titles, unless they begin with a first name.
fn is_foreign(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    source.language != Language::English
        && source.written(candidate.first_token()).bytes().any(|byte| byte.is_ascii_alphabetic())
        && (candidate.is_single() || !candidate.parts.first().is_some_and(|(_, unit)| unit.word.known))
}

/// «министр Чжао», «футболист Месси», «25-летний Маррей», «сын Баффета»: a noun for people directly before a token, in
/// the case of the name unless it tells whose the person is.
pub(super) fn follows_person_noun(source: &Source<'_>, token: usize, agreement: Agreement) -> bool {
    let Some(before) = before(source, token) else { return false };
    let classes = source.classes(before);
    if classes.has(Classes::TITLE) {
        return true;
    }
    if source.tokens[before].form.starts_with("летн") && source.tokens[before].joined {
        return true;
    }
    let office = classes.has(Classes::OFFICE);
    if source.language == Language::Belarusian || source.written(before).is_ascii() {
        return office;
    }
    if !office && source.is_capital(before) {
        return false;
    }
    let word = source.word(before);
    if !office && (!word.known || word.being < 0.6) {
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
fn says(source: &Source<'_>, candidate: &Candidate<'_>) -> bool {
    if !candidate.agreement.meets(Agreement::NOMINATIVE) {
        return false;
    }
    let is_verb = |token: Option<usize>| {
        token.is_some_and(|token| source.classes(token).has(Classes::SAYS) && !source.is_capital(token))
    };
    is_verb(before(source, candidate.first_token())) || is_verb(after(source, candidate.last_token()))
}

/// The cases in which a name may stand by the preposition before it or the verb beside it; none when nothing tells.
pub(super) fn cases(source: &Source<'_>, candidate: &Candidate<'_>) -> Agreement {
    let case = |numbers: &[usize]| {
        numbers.iter().fold(Agreement::NONE, |all, &number| all | Agreement::case(number)).any_gender()
    };
    if says(source, candidate) {
        return case(&[0]);
    }
    let Some(before) = before(source, candidate.first_token()) else {
        let starts = source.starts_sentence(candidate.first_token());
        return if starts { case(&[0]) } else { Agreement::NONE };
    };
    match source.tokens[before].form.as_str() {
        "от" | "из" | "для" | "без" | "до" | "после" | "против" | "около" | "кроме" | "вместо" | "ради" => {
            case(&[1])
        }
        "у" => case(&[1]),
        "к" | "ко" | "благодаря" | "навстречу" => case(&[2]),
        "с" | "со" => case(&[1, 4]),
        "перед" | "над" | "между" => case(&[4]),
        "о" | "об" | "обо" | "при" => case(&[5]),
        "за" | "под" => case(&[3, 4]),
        "в" | "во" | "на" => case(&[3, 5]),
        "по" => case(&[2, 5]),
        "про" | "через" => case(&[3]),
        _ => noun_cases(source, before),
    }
}

/// The cases of a noun for people: «гонщик Масса» is in the nominative.
fn noun_cases(source: &Source<'_>, token: usize) -> Agreement {
    if source.language == Language::Belarusian || source.written(token).is_ascii() {
        return Agreement::NONE;
    }
    let office = source.classes(token).has(Classes::OFFICE);
    if !office && source.is_capital(token) {
        return Agreement::NONE;
    }
    let word = source.word(token);
    if !office && word.being < 0.6 {
        return Agreement::NONE;
    }
    let beings = word.readings.iter().filter(|reading| reading.kind == NameKind::Being);
    beings.fold(Agreement::NONE, |all, reading| all | reading.agreement).any_gender()
}

/// Whether to accept a candidate for what it is and what stands around it, before the rest of the text is asked.
pub(super) fn accepts(source: &Source<'_>, candidate: &Candidate<'_>, verdict: Verdict) -> bool {
    if verdict <= Verdict::Doubtful {
        return false;
    }
    if needs_no_help(candidate) {
        return true;
    }
    let [(role, unit)] = candidate.parts.as_slice() else { return verdict == Verdict::For };
    let word = &unit.word;
    let starts = source.starts_sentence(unit.first);
    if verdict == Verdict::For {
        if starts && word.known && word.common() > word.person() {
            return false;
        }
        let strange = !word.known && word.place < 0.7 && word.brand < 0.6 && word.adjective < 0.6;
        return strange || word.person() >= 0.1 && word.place < 0.4;
    }
    match candidate.sureness {
        _ if word.blank => false,
        // Without a dictionary of ordinary words a first name may be one: яна, Grant.
        Sureness::Likely
            if source.language == Language::Belarusian || source.written(unit.first).is_ascii() =>
        {
            false
        }
        Sureness::Likely if starts => word.person() >= 0.8 && word.common() < 0.05,
        Sureness::Likely => word.person() >= 0.5,
        _ => *role == Role::Surname && word.surname > 0.5 && word.place < 0.3 && !starts,
    }
}

/// A chain of words that look like places or brands, or begins with a word that is no name.
fn unlikely(candidate: &Candidate<'_>) -> bool {
    candidate.parts.iter().all(|(_, unit)| unit.word.person() < 0.1)
        || candidate.parts.iter().all(|(_, unit)| unit.word.blank || unit.word.readings.is_empty())
        || candidate.parts.first().is_some_and(|(_, unit)| unit.word.known && unit.word.person() < 0.1)
            && !candidate.has(Role::Particle)
}

/// «Азия Ардженто и Мира Сорвино», «Новицкий и Юрчихин»: whether nothing but a comma or «и» lies between two names, and
/// what is named beside a person may be one.
pub(super) fn is_coordinate(source: &Source<'_>, candidate: &Candidate<'_>, person: &Candidate<'_>) -> bool {
    let (left, right) = if candidate.first_token() < person.first_token() {
        (candidate, person)
    } else {
        (person, candidate)
    };
    let between = right.first_token().checked_sub(left.last_token() + 1);
    let beside = match between {
        Some(0) => source.gap(left.last_token()) == ", ",
        Some(1) => {
            let word = left.last_token() + 1;
            matches!(source.tokens[word].form.as_str(), "и" | "і" | "and")
                && before(source, word).is_some()
                && after(source, word).is_some()
        }
        _ => false,
    };
    beside
        && candidate.agreement.any_gender().meets(person.agreement.any_gender())
        && candidate.parts.iter().all(|(_, unit)| {
            let word = &unit.word;
            word.place < 0.3 && word.brand < 0.3 && word.adjective < 0.3
        })
        && candidate.parts.iter().any(|(_, unit)| !unit.word.blank)
        && (!candidate.is_single()
            || candidate.parts.iter().all(|(_, unit)| !unit.word.known || unit.word.person() > 0.1))
}
