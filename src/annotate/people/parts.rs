//! The parts of a name: what a word may be in one, and whether words may belong to one name.

use super::rules::Pattern;
use super::units::{Shape, Unit, is_of_generation};
use super::weights;
use crate::annotate::passage::Passage;
use crate::lexicon::{Agreement, PersonClasses};

/// What a unit is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    First,
    Patronymic,
    Surname,
    Initial,
    /// A particle of the surname after it.
    Particle,
    /// A Roman number, «младший», «оглы».
    Number,
}

/// How sure it is that this names a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// Only with evidence beside it or elsewhere in the text.
    Possible,
    /// Unless there is evidence against it.
    Likely,
    /// Certainly.
    Sure,
}

/// A name that was found, or what may be one.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) parts: Vec<(Role, Unit<'a>)>,
    /// The gender, number and case in which its words agree; empty when the words do not show them.
    pub(super) agreement: Agreement,
    pub(super) sureness: Sureness,
    /// How its words are read.
    pub(super) pattern: Pattern,
}

impl<'a> Candidate<'a> {
    pub(super) fn first_token(&self) -> usize {
        self.parts.first().map_or(0, |(_, unit)| unit.first)
    }

    pub(super) fn last_token(&self) -> usize {
        self.parts.last().map_or(0, |(_, unit)| unit.last)
    }

    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = &Unit<'a>> {
        self.parts.iter().filter(move |part| part.0 == role).map(|part| &part.1)
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.parts.iter().any(|part| part.0 == role)
    }

    /// Whether the surname stands first, as in the Far East, and of the rest only the last word is declined.
    pub(super) fn is_eastern(&self) -> bool {
        self.pattern == Pattern::FarEastern
    }

    /// Whether it is a single word.
    pub(super) fn is_single(&self) -> bool {
        self.parts.len() == 1
    }
}

pub(super) fn is_word(unit: &Unit<'_>) -> bool {
    matches!(unit.shape, Shape::Word | Shape::Shout)
}

/// Words for offices, bodies, months … are not part of a name, even with a capital, and neither are verbs and
/// prepositions.
pub(super) fn is_barred(unit: &Unit<'_>) -> bool {
    let word = &unit.word;
    is_ordinary(unit) || word.known && word.other > weights::NO_NOUN && word.person() < weights::HARDLY_PERSON
}

/// Words that are not part of a name even after a first name. Words barred only because they are not nouns (Дали, По,
/// Лью) may follow one, where the capital is enough evidence.
pub(super) fn is_ordinary(unit: &Unit<'_>) -> bool {
    let (word, classes) = (&unit.word, unit.classes);
    if word.blank && classes.has(PersonClasses::PREFIX) {
        return true;
    }
    classes.has(PersonClasses::OFFICE | PersonClasses::PLACE | PersonClasses::BODY | PersonClasses::TITLE)
        && (!word.named || word.being > weights::OFFICE_NOUN)
        || classes.has(PersonClasses::BAR) && word.first < weights::BARRED_FIRST
}

/// Whether a unit may be the surname after words that stand in `agreement`, or anywhere when that is empty.
pub(super) fn may_be_surname(passage: &Passage<'_>, unit: &Unit<'_>, agreement: Agreement) -> bool {
    let word = &unit.word;
    if !is_word(unit) || unit.shape == Shape::Shout && short(passage, unit) && !word.named {
        return false;
    }
    if agreement.is_empty() {
        return !is_barred(unit);
    }
    // «Фёдора Королёва» has no queen in it.
    let surname = word.named && word.surname > 0.0;
    if is_ordinary(unit) && !surname {
        return false;
    }
    // The guesser reads «Солодуха» as the genitive of Солодух.
    agrees(word.as_surname, agreement) || !word.known && agreement.meets(Agreement::NOMINATIVE)
}

fn short(passage: &Passage<'_>, unit: &Unit<'_>) -> bool {
    passage.written(unit.first).chars().count() < weights::SHORT_SHOUT
}

/// Words of one name stand in one case and gender; the surname of several is in the plural.
pub(super) fn agrees(surname: Agreement, name: Agreement) -> bool {
    surname.meets(name) || (surname & Agreement::PLURAL).any_gender().meets(name)
}

pub(super) fn singular(agreement: Agreement) -> Agreement {
    agreement & (Agreement::MASCULINE | Agreement::FEMININE)
}

pub(super) fn is_first_name(passage: &Passage<'_>, unit: &Unit<'_>) -> bool {
    let word = &unit.word;
    if !is_word(unit)
        || !word.known
        || is_ordinary(unit)
        || unit.shape == Shape::Shout && short(passage, unit)
    {
        return false;
    }
    !singular(word.as_first).is_empty()
        && (word.first >= weights::LEADING_FIRST
            || word.first > 0.0 && word.first + word.surname > weights::LEADING_PERSON)
}

/// Whether another name begins here, rather than the surname of the one before: «(знакомый) Марины Дмитрий Туркин».
fn begins_name(passage: &Passage<'_>, run: &[Unit<'_>], agreement: Agreement) -> bool {
    let [first, rest @ ..] = run else { return false };
    is_first_name(passage, first)
        && first.word.first > weights::BEGINNING_FIRST
        && !first.word.as_first.meets(agreement)
        && rest.first().is_some_and(|next| may_be_surname(passage, next, first.word.as_first))
}

/// The surnames at the beginning of a run, pushed to `parts`: their agreement and how many units they take.
pub(super) fn surnames<'a>(
    passage: &Passage<'_>,
    run: &[Unit<'a>],
    agreement: Agreement,
    parts: &mut Vec<(Role, Unit<'a>)>,
    most: usize,
) -> Option<(Agreement, usize)> {
    let mut at = 0;
    let mut found = 0;
    let mut narrowed = agreement;
    while let Some(unit) = run.get(at) {
        match unit.shape {
            Shape::Particle => {
                let word = run[at..].iter().position(|unit| unit.shape != Shape::Particle);
                let after = word.and_then(|word| run.get(at + word).map(|unit| (word, unit)));
                match after {
                    Some((word, unit))
                        if is_word(unit) && !is_barred(unit) && word <= weights::MOST_PARTICLES =>
                    {
                        parts.extend(run[at..at + word].iter().map(|unit| (Role::Particle, unit.clone())));
                        parts.push((Role::Surname, unit.clone()));
                        at += word + 1;
                        found += 1;
                    }
                    // «Жан-Клод Ван», «Ли Ван» end in what may be a particle too.
                    _ if found == 0 && passage.capital(unit.first) => {
                        parts.push((Role::Surname, unit.clone()));
                        at += 1;
                        found += 1;
                    }
                    _ => break,
                }
            }
            Shape::Number if found > 0 => {
                parts.push((Role::Number, unit.clone()));
                at += 1;
            }
            Shape::Word | Shape::Shout if found < most || !passage.capital(unit.first) => {
                let word = &unit.word;
                let fits = match found {
                    _ if !passage.capital(unit.first) => true,
                    0 => {
                        may_be_surname(passage, unit, narrowed)
                            && (narrowed.is_empty() || !begins_name(passage, &run[at..], narrowed))
                    }
                    _ => {
                        may_be_surname(passage, unit, narrowed)
                            && (!word.known || word.surname > weights::SURE_SURNAME)
                            && !run.get(at + 1).is_some_and(|next| next.shape == Shape::Initial)
                    }
                };
                if !fits {
                    break;
                }
                // The guess of a genitive (Солодуха of Солодух) may be wrong.
                let guessed = !word.known && passage.tokens[unit.last].form.ends_with(['а', 'я']);
                let own = if guessed { word.as_surname | Agreement::NOMINATIVE } else { word.as_surname };
                narrowed = narrow(narrowed, own);
                parts.push((Role::Surname, unit.clone()));
                at += 1;
                found += 1;
                if unit.first < unit.last && is_of_generation(passage, unit.last) {
                    break;
                }
            }
            _ => break,
        }
    }
    (found > 0).then_some((narrowed, at))
}

pub(super) fn narrow(agreement: Agreement, surname: Agreement) -> Agreement {
    let narrower = agreement & surname;
    match () {
        () if agreement.is_empty() => surname,
        () if narrower.is_empty() => agreement,
        () => narrower,
    }
}
