//! The form that a name has in the list of people: the nominative, first names before the surname, no patronymic.

use std::borrow::Cow;

use super::context::cases;
use super::parts::{Candidate, Role};
use super::units::{Shape, Unit, is_of_generation};
use super::weights;
use crate::analysis::Remembered;
use crate::annotate::passage::Passage;
use crate::lexicon::{
    Agreement, NameKind, NameReading, NameWord, PersonClasses, feminine_of_adjective,
    generation_in_nominative, may_be_undeclined, normalize,
};
use crate::model::Language;

/// The combinations of gender, number and case that [`Agreement`] tells apart, the singular first.
const COMBINATIONS: usize = 18;

/// The role of a word in a name, and the combination that it is supposed to be in.
#[derive(Clone, Copy)]
struct Place {
    role: Role,
    combination: Agreement,
    /// Its words allow the nominative too.
    doubtful: bool,
}

/// The nominative forms that a mention may be of, with their weights. `cases` are those of the office beside it, or
/// empty.
pub(super) fn forms(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    cases: Agreement,
) -> Vec<(String, f32)> {
    // For a name of one word the lemmas are compared first; only those that remain are written out.
    if let [(role @ (Role::First | Role::Surname), unit)] = candidate.parts.as_slice()
        && unit.first == unit.last
    {
        let form = passage.tokens[unit.first].form.as_str();
        return votes(written(passage, unit, &lemmas(&unit.word, form, *role, candidate.agreement, cases)));
    }
    // «Кима Чен Ира»: if the surname is inflected, the given names are too.
    let oblique = candidate.is_eastern()
        && candidate
            .of(Role::Surname)
            .next()
            .is_some_and(|unit| plain(passage, unit) != eastern(passage, unit));
    let doubtful = candidate.agreement.meets(Agreement::NOMINATIVE);
    votes(by_combination(candidate.agreement, cases, |combination| {
        let refused = oblique && combination.meets(Agreement::NOMINATIVE);
        if refused { None } else { name(passage, candidate, combination, doubtful) }
    }))
}

/// The lemmas that a word may be of in this role, with their weights.
fn lemmas<'w>(
    word: &'w NameWord,
    form: &'w str,
    role: Role,
    agreement: Agreement,
    cases: Agreement,
) -> Vec<(Cow<'w, str>, f32)> {
    let doubtful = agreement.meets(Agreement::NOMINATIVE);
    by_combination(agreement, cases, |combination| {
        lemma(word, Place { role, combination, doubtful }, form, false)
    })
}

/// What `form` gives for each combination that a name may be in, with its highest weight.
fn by_combination<N: PartialEq>(
    agreement: Agreement,
    cases: Agreement,
    form: impl Fn(Agreement) -> Option<(N, f32)>,
) -> Vec<(N, f32)> {
    let mut forms: Vec<(N, f32)> = Vec::with_capacity(2);
    let singular = agreement & (Agreement::MASCULINE | Agreement::FEMININE);
    let allowed = if singular.is_empty() { agreement } else { singular };
    for combination in (0..COMBINATIONS).map(Agreement::combination) {
        if !allowed.is_empty() && !allowed.meets(combination) {
            continue;
        }
        let Some((name, weight)) = form(combination) else { continue };
        let mut bonus =
            if combination.meets(Agreement::NOMINATIVE) { weights::NOMINATIVE_BONUS } else { 1.0 };
        if combination.meets(cases) {
            bonus *= weights::CONTEXT_BONUS;
        }
        match forms.iter_mut().find(|form| form.0 == name) {
            Some(form) => form.1 = form.1.max(weight * bonus),
            None => forms.push((name, weight * bonus)),
        }
    }
    forms
}

/// The forms as votes of their mention, the best first. The weights are scaled to one vote, however many readings it
/// has.
fn votes<N: Ord>(mut forms: Vec<(N, f32)>) -> Vec<(N, f32)> {
    forms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let sum: f32 = forms.iter().map(|form| form.1).sum();
    let certainty = forms.first().map_or(0.0, |form| form.1.min(1.0));
    forms
        .iter_mut()
        .for_each(|form| form.1 = form.1 / sum.max(f32::MIN_POSITIVE) * (weights::LEAST_VOTE + certainty));
    forms
}

/// Lemmas of a unit of one word, with the letters of the word.
fn written(passage: &Passage<'_>, unit: &Unit<'_>, lemmas: &[(Cow<'_, str>, f32)]) -> Vec<(String, f32)> {
    let mut forms: Vec<(String, f32)> = Vec::with_capacity(lemmas.len());
    for (lemma, weight) in lemmas {
        let name = as_written(passage.written(unit.first), lemma, unit.shape == Shape::Shout);
        let name = fold(passage, name);
        match forms.iter_mut().find(|form| form.0 == name) {
            Some(form) => form.1 = form.1.max(*weight),
            None => forms.push((name, *weight)),
        }
    }
    forms
}

/// The name, if it may be in this gender, number and case. It is doubtful when its words allow the nominative too.
fn name(
    passage: &Passage<'_>,
    candidate: &Candidate<'_>,
    combination: Agreement,
    doubtful: bool,
) -> Option<(String, f32)> {
    let mut weight = 1.0;
    if let [(role @ (Role::First | Role::Surname), unit)] = candidate.parts.as_slice() {
        return nominative(passage, unit, Place { role: *role, combination, doubtful });
    }
    let (mut first, mut initials, mut last) = (Vec::new(), String::new(), Vec::new());
    let has_first = candidate.has(Role::First);
    let asian = candidate.is_eastern();
    for (at, (role, unit)) in candidate.parts.iter().enumerate() {
        match role {
            Role::Patronymic if candidate.has(Role::Surname) => {}
            Role::Initial if has_first => {}
            Role::Initial => initials += &format!("{}.", passage.written(unit.first)),
            Role::First | Role::Patronymic | Role::Surname => {
                // Of «Ким Чен Ын» only the last syllable is declined.
                let fixed = asian && at + 1 < candidate.parts.len();
                let (written, share) = if fixed {
                    (eastern(passage, unit), 1.0)
                } else {
                    nominative(passage, unit, Place { role: *role, combination, doubtful })?
                };
                weight *= share;
                if *role == Role::Surname { last.push(written) } else { first.push(written) }
            }
            Role::Particle => last.push(plain(passage, unit)),
            Role::Number => {
                let generation = is_of_generation(passage, unit.first);
                let written = plain(passage, unit);
                let written = if generation {
                    generation_in_nominative(&written, combination).to_owned()
                } else {
                    written
                };
                if last.is_empty() { &mut first } else { &mut last }.push(written);
            }
        }
    }
    let mut words = Vec::new();
    if !initials.is_empty() {
        words.push(initials);
    }
    if asian {
        words.append(&mut last);
        words.append(&mut first);
    } else {
        words.append(&mut first);
        words.append(&mut last);
    }
    Some((words.join(" "), weight))
}

/// A surname of the Far East in the nominative: «Кима» of «Кима Чен Ира».
fn eastern(passage: &Passage<'_>, unit: &Unit<'_>) -> String {
    let written = plain(passage, unit);
    let stem = ["а", "у", "ом", "е"].iter().filter_map(|ending| written.strip_suffix(ending)).find(|stem| {
        let form = normalize(stem);
        form.ends_with(|c| !"аеиоуыэюя".contains(c))
            && passage.knowledge.persons.classes(&form, passage.language).has(PersonClasses::EASTERN)
    });
    stem.map_or_else(|| written.clone(), str::to_owned)
}

/// A unit as it is written.
fn plain(passage: &Passage<'_>, unit: &Unit<'_>) -> String {
    let text = &passage.text[passage.tokens[unit.first].start..passage.tokens[unit.last].end];
    fold(passage, text.to_owned())
}

/// A unit in the nominative, if it may be in this combination, with its probability.
fn nominative(passage: &Passage<'_>, unit: &Unit<'_>, place: Place) -> Option<(String, f32)> {
    let Place { combination, .. } = place;
    let mut name = String::new();
    let mut weight = 1.0;
    for token in unit.first..=unit.last {
        if token > unit.first {
            name.push('-');
        }
        let written = passage.written(token);
        if unit.first < unit.last && !passage.capital(token) {
            let generation = is_of_generation(passage, token);
            name += if generation { generation_in_nominative(written, combination) } else { written };
            continue;
        }
        let form = passage.tokens[token].form.as_str();
        let part = (unit.first < unit.last).then(|| passage.name_word(token));
        let (lemma, share) = lemma(part.unwrap_or(&unit.word), place, form, unit.first < unit.last)?;
        weight *= share;
        name += &as_written(written, &lemma, unit.shape == Shape::Shout);
    }
    Some((fold(passage, name), weight))
}

/// The lemma of a word in this role and combination. A part of a `compound` has one in any combination; another word
/// without a reading for it may be an indeclinable name.
fn lemma<'w>(word: &'w NameWord, place: Place, form: &'w str, compound: bool) -> Option<(Cow<'w, str>, f32)> {
    read_lemma(&word.readings, place, form).or_else(|| {
        let any = word.as_surname | word.as_first | word.as_patronymic;
        let fixed = compound || any.meets(place.combination);
        let share = if may_be_undeclined(form) { weights::FOREIGN } else { weights::UNDECLINED };
        fixed.then_some((Cow::Borrowed(form), share))
    })
}

/// The lemma of the most probable reading of a word in this role and combination.
fn read_lemma<'w>(readings: &'w [NameReading], place: Place, form: &'w str) -> Option<(Cow<'w, str>, f32)> {
    let Place { role, combination, doubtful } = place;
    let worth = |reading: &NameReading| {
        // A man's surname in -а is declined like a woman's noun: Дуда.
        let alike = || role == Role::Surname && reading.lemma.ends_with(['а', 'я']);
        let stands = reading.agreement.meets(combination)
            || reading.agreement.either_gender().meets(combination) && alike();
        if !stands {
            return 0.0;
        }
        let fits = match (role, reading.kind) {
            (Role::First, NameKind::First)
            | (Role::Patronymic, NameKind::Patronymic)
            | (Role::Surname, NameKind::Surname) => 1.0,
            (_, NameKind::Other) => 0.0,
            // A guess reads a foreign name as the case that it looks like: Масахару.
            _ if reading.guessed && doubtful && may_be_undeclined(form) => weights::GUESSED_FOREIGN,
            _ if reading.guessed => weights::GUESSED,
            (Role::Surname, NameKind::First) => weights::FIRST_AS_SURNAME,
            _ => weights::OTHER_ROLE,
        };
        reading.probability * fits
    };
    let weighed = readings.iter().map(|reading| (reading, worth(reading)));
    let (best, share) = weighed.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, share)| *share > 0.0)?;
    let feminine = combination.meets(Agreement::FEMININE);
    let lemma = match best.kind {
        NameKind::Adjective if feminine && role == Role::Surname => feminine_of_adjective(&best.lemma).into(),
        _ => best.lemma.as_str().into(),
    };
    // «Гладких» has one form.
    if form.ends_with("их") || form.ends_with("ых") {
        return Some((form.into(), share));
    }
    Some((lemma, share))
}

/// The lemma with the letters of the word that it is of, as far as they are the same: the lemma has neither capitals
/// nor ё.
pub(super) fn as_written(written: &str, lemma: &str, shout: bool) -> String {
    let shouted = shout || written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
    let mut name = String::with_capacity(lemma.len());
    let mut letters = written.chars();
    let mut same = true;
    for (at, c) in lemma.chars().enumerate() {
        let letter = letters.next().filter(|_| same);
        match letter {
            Some(_) if shouted && at > 0 => name.push(c),
            Some(letter) => {
                let lower = match letter {
                    // Unicode's tables are slow, so they are used only for letters that are rare here.
                    'а'..='я' => letter,
                    'А'..='Я' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
                    _ => fold_letter(letter.to_lowercase().next().unwrap_or(letter)),
                };
                same = lower == c || matches!(letter, '’' | 'ʼ');
                if same { name.push(letter) } else { name.push(c) }
            }
            None => name.push(c),
        }
    }
    name
}

/// Russian texts write ё or е at will; a person must not get two names for it.
fn fold(passage: &Passage<'_>, name: String) -> String {
    if passage.language == Language::Belarusian || !name.contains(['ё', 'Ё']) {
        return name;
    }
    name.chars().map(fold_letter).collect()
}

fn fold_letter(c: char) -> char {
    match c {
        'ё' => 'е',
        'Ё' => 'Е',
        _ => c,
    }
}

/// A nominative in normal form, and its weight.
pub(super) type Key<'a> = (Cow<'a, str>, f32);

/// The keys by which the mentions of a person are joined: the nominatives that the parts of a name may be of.
#[derive(Debug, Default)]
pub(super) struct Keys<'a> {
    pub(super) surnames: Vec<Key<'a>>,
    pub(super) firsts: Vec<Key<'a>>,
    pub(super) patronymics: Vec<Key<'a>>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(passage: &Passage<'a>, candidate: &Candidate<'a>) -> Self {
        let cases = cases(passage, candidate);
        if candidate.is_eastern() {
            // «Ким Чен Ын» and «Ким Чен Нам» share no first name.
            let written = |(name, weight): (String, f32)| {
                let name = normalize(&name);
                name.split_once(' ').map(|(_, given)| (given.to_owned().into(), weight))
            };
            let surname = candidate
                .of(Role::Surname)
                .next()
                .map(|unit| (normalize(&eastern(passage, unit)).into(), 1.0));
            return Self {
                surnames: surname.into_iter().collect(),
                firsts: forms(passage, candidate, cases).into_iter().filter_map(written).collect(),
                patronymics: Vec::new(),
            };
        }
        let of = |role| keys(passage, candidate, role, cases);
        Self { surnames: of(Role::Surname), firsts: of(Role::First), patronymics: of(Role::Patronymic) }
    }
}

fn keys<'a>(passage: &Passage<'a>, candidate: &Candidate<'a>, role: Role, cases: Agreement) -> Vec<Key<'a>> {
    let mut keys: Vec<Key<'a>> = Vec::new();
    let mut push = |key: Cow<'a, str>, weight| {
        if !keys.iter().any(|(other, _)| *other == key) {
            keys.push((key, weight));
        }
    };
    for unit in candidate.of(role) {
        // The word as written comes last as a key: even a misread word then matches the same form elsewhere.
        if let (true, Remembered::WithWord(word)) = (unit.first == unit.last, &unit.word) {
            let form = passage.tokens[unit.first].form.as_str();
            let lemmas = votes(lemmas(word, form, role, candidate.agreement, cases));
            lemmas.into_iter().for_each(|(lemma, weight)| push(lemma, weight));
            push(form.into(), weights::UNDECLINED);
            continue;
        }
        let part = Candidate { parts: vec![(role, unit.clone())], ..*candidate };
        for (form, weight) in forms(passage, &part, cases) {
            let mut key = normalize(&form);
            // «Буш-младший» is the Буш of the next sentence.
            if let Some((name, _)) =
                key.rsplit_once('-').filter(|(_, last)| passage.knowledge.persons.is_generation(last))
            {
                key.truncate(name.len());
            }
            push(key.into(), weight);
        }
        push(normalize(&plain(passage, unit)).into(), weights::UNDECLINED);
    }
    keys
}

/// The first letter of a name, normalised, for comparing it with an initial.
pub(super) fn initial(name: &str) -> Option<char> {
    normalize(name).chars().next()
}
