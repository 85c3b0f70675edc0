//! What a word may be as part of a name: a first name, patronymic or surname, or the name of something else, with the
//! cases in which it may stand. Russian, from the dictionary that [`super::ru`] uses, and what that does not have
//! ([`words`]) from a list and by rules ([`declension`]).

mod declension;
mod words;

use std::ops::{BitAnd, BitOr, BitOrAssign};
use std::sync::LazyLock;

use rumorph::{Analysis, Source, UdTag};

use super::normalization::normalize_into;
use super::ru::DICTIONARY;

pub use words::{FIRST_NAMES, NameLexicon, NameWord, may_be_undeclined};

/// What kind of word a reading takes it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A first name.
    First,
    /// A patronymic.
    Patronymic,
    /// A surname.
    Surname,
    /// The name of a place.
    Place,
    /// The name of an organisation or product.
    Brand,
    /// A noun for living beings.
    Being,
    /// Another noun.
    Noun,
    /// An adjective or participle.
    Adjective,
    /// Any other word.
    Other,
}

/// The combinations of gender, number and case in which a word may stand: bits 0–5 are the six cases of the masculine
/// singular (nominative, genitive, dative, accusative, instrumental, prepositional), bits 6–11 those of the feminine,
/// bits 12–17 those of the plural.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Agreement(u32);

impl Agreement {
    /// No combination.
    pub const NONE: Self = Self(0);
    /// Every combination.
    pub const ANY: Self = Self(0o777_777);
    /// The masculine singular.
    pub const MASCULINE: Self = Self(0o77);
    /// The feminine singular.
    pub const FEMININE: Self = Self(0o7700);
    /// The plural.
    pub const PLURAL: Self = Self(0o770_000);
    /// The nominative of either gender.
    pub const NOMINATIVE: Self = Self(0o101);

    /// Whether there is no combination.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether two words have a combination in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// One case, counted from 0 in the order above, in either gender of the singular.
    pub fn case(number: usize) -> Self {
        Self(if number < 6 { 0o101 << number } else { 0 })
    }

    /// One combination, counted from 0 in the order above.
    pub fn combination(number: usize) -> Self {
        Self(if number < 18 { 1 << number } else { 0 })
    }

    /// The same cases in both genders of the singular.
    pub fn either_gender(self) -> Self {
        Self(self.0 | (self.0 & 0o77) << 6 | (self.0 & 0o7700) >> 6)
    }

    /// The cases alone, in every gender and number.
    pub fn any_gender(self) -> Self {
        let cases = (self.0 | self.0 >> 6 | self.0 >> 12) & 0o77;
        Self(cases | cases << 6 | cases << 12)
    }
}

impl BitOr for Agreement {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Agreement {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for Agreement {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// One way of reading a word.
#[derive(Clone, Debug, PartialEq)]
pub struct NameReading {
    /// The dictionary form, normalised: a woman's surname is in the feminine.
    pub lemma: String,
    /// What it is taken for.
    pub kind: NameKind,
    /// Where the word stands, so read.
    pub agreement: Agreement,
    /// How probable the reading is beside the word's others, from 0 to 1.
    pub probability: f32,
    /// The dictionary does not have the word; it is read like words that end alike.
    pub guessed: bool,
}

/// All readings of a Russian word that is written with a capital, the most probable first. `form` is in normal form.
fn name_readings(form: &str) -> Vec<NameReading> {
    readings_in(&analyses(form))
}

/// Whether the dictionary has a word in normal form, with a capital, as a Russian first name.
pub fn is_first_name(form: &str) -> bool {
    name_readings(form).iter().any(|reading| reading.kind == NameKind::First && !reading.guessed)
}

/// What the dictionary says of a word with a capital.
fn analyses(form: &str) -> Vec<Analysis> {
    DICTIONARY.analyze(&capitalised(form))
}

fn readings_in(analyses: &[Analysis]) -> Vec<NameReading> {
    let mut readings: Vec<NameReading> = Vec::with_capacity(4);
    // The forms of one lemma stand together.
    let (mut lemma, mut normalised) = (String::new(), "");
    for analysis in analyses {
        let Some(tagged) = TAGS.get(usize::from(analysis.ud)) else { continue };
        let kind = tagged.kind;
        let guessed = analysis.source == Source::Guess;
        let common_gender =
            analysis.tag.is_some_and(|tag| COMMON_GENDER.get(usize::from(tag)) == Some(&true));
        let agreement = if common_gender { tagged.of_either } else { tagged.agreement };
        if analysis.lemma != normalised {
            normalize_into(&analysis.lemma, &mut lemma);
            normalised = &analysis.lemma;
        }
        // The dictionary gives a fraction of certainty; `f32` keeps all of it that matters.
        #[expect(clippy::cast_possible_truncation, reason = "a probability between 0 and 1")]
        let probability = analysis.prob as f32;
        match readings
            .iter_mut()
            .find(|reading| reading.kind == kind && reading.lemma == lemma && reading.guessed == guessed)
        {
            Some(reading) => {
                reading.agreement |= agreement;
                reading.probability += probability;
            }
            None => {
                let lemma = lemma.clone();
                readings.push(NameReading { lemma, kind, agreement, probability, guessed });
            }
        }
    }
    readings.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    readings
}

/// What a tag of the dictionary says of a word.
struct Tagged {
    kind: NameKind,
    agreement: Agreement,
    /// Where it stands when it may be a man or a woman.
    of_either: Agreement,
}

/// The dictionary's tags by their numbers: worked out once, there are far fewer tags than words.
static TAGS: LazyLock<Vec<Tagged>> = LazyLock::new(|| DICTIONARY.ud_tags().map(tagged).collect());

/// Which of the dictionary's grammatical tags are of words for men and women alike.
static COMMON_GENDER: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let common = |tag: &str| tag.split([',', ' ']).any(|grammeme| grammeme.eq_ignore_ascii_case("ms-f"));
    DICTIONARY.tags().map(common).collect()
});

fn tagged(tag: UdTag<'_>) -> Tagged {
    let kind = match (tag.feat("NameType"), tag.pos()) {
        (Some("Giv"), _) => NameKind::First,
        (Some("Pat"), _) => NameKind::Patronymic,
        (Some("Sur"), _) => NameKind::Surname,
        (Some("Geo"), _) => NameKind::Place,
        (Some(_), _) => NameKind::Brand,
        (None, "NOUN" | "PROPN") if tag.feat("Animacy") == Some("Anim") => NameKind::Being,
        (None, "NOUN" | "PROPN") => NameKind::Noun,
        (None, "ADJ" | "DET" | "VERB") if tag.feat("Case").is_some() => NameKind::Adjective,
        _ => NameKind::Other,
    };
    let case = match tag.feat("Case") {
        Some("Nom") => 0,
        Some("Gen") => 1,
        Some("Dat") => 2,
        Some("Acc") => 3,
        Some("Ins") => 4,
        Some("Loc") => 5,
        _ => return Tagged { kind, agreement: Agreement::NONE, of_either: Agreement::NONE },
    };
    let plural = Agreement(1 << (12 + case));
    let (agreement, of_either) = match (tag.feat("Number"), tag.feat("Gender")) {
        (Some("Plur"), _) => (plural, plural),
        (_, Some("Masc")) => (Agreement(1 << case), Agreement::case(case)),
        (_, Some("Fem")) => (Agreement(1 << (6 + case)), Agreement::case(case)),
        _ => (Agreement::NONE, Agreement::case(case)),
    };
    Tagged { kind, agreement, of_either }
}

/// The word with its first letter, and the first after each hyphen, in upper case: the dictionary weighs proper names
/// by it.
fn capitalised(form: &str) -> String {
    let mut written = String::with_capacity(form.len());
    let mut at_start = true;
    for c in form.chars() {
        if at_start {
            written.extend(c.to_uppercase())
        } else {
            written.push(c)
        }
        at_start = c == '-';
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, kind: NameKind, lemma: &str) {
        let readings = name_readings(form);
        assert!(
            readings.iter().any(|reading| reading.kind == kind && reading.lemma == lemma),
            "{form}: {readings:?}"
        );
    }

    #[test]
    fn kinds_and_lemmas() {
        check("кирилла", NameKind::First, "кирилл");
        check("александровичу", NameKind::Patronymic, "александрович");
        check("залесского", NameKind::Surname, "залесский");
        check("шапкиной", NameKind::Surname, "шапкина");
        check("дании", NameKind::Place, "дания");
        check("посол", NameKind::Being, "посол");
    }

    #[test]
    fn words_that_agree() {
        let of = |form: &str, kind| {
            name_readings(form)
                .into_iter()
                .filter(|reading| reading.kind == kind)
                .fold(Agreement::NONE, |all, reading| all | reading.agreement)
        };
        let (first, surname) = (NameKind::First, NameKind::Surname);
        assert!(of("кириллу", first).meets(of("залесскому", surname)));
        assert!(!of("кириллу", first).meets(of("залесского", surname)));
        assert!(!of("ольги", first).meets(of("петров", surname)));
        assert!(of("ольга", first).meets(of("лукашенко", surname)));
        assert_eq!(Agreement::NOMINATIVE & Agreement::FEMININE, Agreement(0o100));
        assert_eq!(Agreement(0o2).any_gender(), Agreement(0o20_202));
    }
}
