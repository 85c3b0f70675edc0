//! Readings of Russian words: part of speech, case, number, gender, kind of name. For rules that follow a phrase from
//! word to word; the terms of the index do not depend on them.

use std::sync::{Arc, LazyLock};

use rumorph::{Analysis, Source, UdTag};

use super::lemmas::DICTIONARY;
use crate::lexicon::cache::{WordCache, WordRef, is_remembered, word_cache};
use crate::lexicon::normalization::normalize;

/// The cache of readings: words that are not written as [`normalize`] writes them, as the others keep their own.
const CACHED_WORDS: usize = 50_000;
const CACHED_BYTES: u64 = 16 << 20;

/// The cache of nominatives, those of offices and bodies.
const CACHED_NOMINATIVES: usize = 20_000;
const CACHED_NOMINATIVE_BYTES: u64 = 6 << 20;

/// The least probability of a reading.
const MIN_PROBABILITY: f64 = 0.01;

/// Reads words, with a cache. Shared by all threads.
pub struct Morphology {
    cache: WordCache<String, Arc<[Reading]>>,
    nominatives: WordCache<(String, Form), Option<Arc<str>>>,
}

/// What determines the form of a word's nominative.
type Form = (Part, Option<Case>, Option<Gender>, bool);

/// One reading of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// What part of speech it is.
    pub part: Part,
    /// Its case; `None` when it does not decline.
    pub case: Option<Case>,
    /// Its gender in the singular.
    pub gender: Option<Gender>,
    /// Whether it is a plural.
    pub plural: bool,
    /// What kind of proper name it is.
    pub name: Option<Name>,
    /// Whether it is a participle.
    pub participle: bool,
    /// The probability of the reading, from 0 to 1.
    pub probability: f32,
    /// Whether the dictionary has the word; otherwise it is read like words with the same end.
    pub known: bool,
}

/// A part of speech, as far as rules about phrases need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A noun or a proper name.
    Noun,
    /// A long adjective, a participle, an ordinal or a pronoun that agrees with a noun.
    Adjective,
    /// Anything else.
    Other,
}

/// A case. The partitive and the second locative count as genitive and locative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the cases say it")]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Locative,
}

impl Case {
    /// Its number, from 0, in the order of [`Agreement::case`](crate::lexicon::Agreement::case).
    pub fn number(self) -> usize {
        self as usize
    }
}

/// A gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the genders say it")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// A kind of proper name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A first name or a patronymic.
    First,
    /// A surname.
    Surname,
    /// A country, city, river …
    Place,
    /// An organisation or a brand.
    Organisation,
    /// Another one.
    Other,
}

impl Default for Morphology {
    fn default() -> Self {
        Self::new()
    }
}

impl Reading {
    /// Whether two readings agree: the same case and number, and in the singular the same gender.
    pub fn agrees(&self, other: &Self) -> bool {
        self.case.is_some()
            && self.case == other.case
            && self.plural == other.plural
            && (self.plural || self.gender.is_none() || other.gender.is_none() || self.gender == other.gender)
    }
}

impl Morphology {
    /// With empty caches.
    pub fn new() -> Self {
        Self {
            cache: word_cache(CACHED_WORDS, CACHED_BYTES),
            nominatives: word_cache(CACHED_NOMINATIVES, CACHED_NOMINATIVE_BYTES),
        }
    }

    /// The readings of a word as it is written, the most probable first. Capitals count: «Орлов» is a surname,
    /// «орлов» birds.
    pub fn readings(&self, word: &str) -> Arc<[Reading]> {
        if let Some(readings) = self.cache.get(word) {
            return readings;
        }
        let readings: Arc<[Reading]> = readings(word);
        if is_remembered(word) {
            self.cache.insert(word.to_owned(), Arc::clone(&readings));
        }
        readings
    }

    /// A word of this reading in the nominative, with its number and gender kept, in lower case; `None` when no such form
    /// is known.
    pub fn nominative(&self, word: &str, read_as: &Reading) -> Option<Arc<str>> {
        let form = (read_as.part, read_as.case, read_as.gender, read_as.plural);
        if let Some(nominative) = self.nominatives.get(&WordRef(word, form)) {
            return nominative;
        }
        let found: Option<Arc<str>> = nominative(word, read_as).map(Into::into);
        if is_remembered(word) {
            self.nominatives.insert((word.to_owned(), form), found.clone());
        }
        found
    }
}

/// [`Morphology::readings`] without the cache.
pub fn readings<C: FromIterator<Reading>>(word: &str) -> C {
    readings_in(&DICTIONARY.analyze(word))
}

/// The readings that count of those in the dictionary.
pub(in crate::lexicon) fn readings_in<C: FromIterator<Reading>>(analyses: &[Analysis]) -> C {
    analyses.iter().filter(|analysis| analysis.prob >= MIN_PROBABILITY).filter_map(reading).collect()
}

/// [`Morphology::nominative`] without the cache.
fn nominative(word: &str, read_as: &Reading) -> Option<String> {
    let analysis =
        DICTIONARY.analyze(word).into_iter().find(|analysis| same_form(reading(analysis), read_as))?;
    let mut features = vec![("Case", "Nom"), ("Number", if read_as.plural { "Plur" } else { "Sing" })];
    let adjective = read_as.part == Part::Adjective && !read_as.plural;
    if let Some(gender) = read_as.gender.filter(|_| adjective) {
        features.push((
            "Gender",
            match gender {
                Gender::Masculine => "Masc",
                Gender::Feminine => "Fem",
                Gender::Neuter => "Neut",
            },
        ));
    }
    DICTIONARY.inflect(&analysis, &features).map(|form| form.word.to_lowercase())
}

/// Every form of a word of the dictionary, read as its most probable noun or adjective, normalised by
/// [`normalize`]; nothing for a word that the dictionary does not have. Without `all_numbers` only the forms of
/// the number in which the word stands.
pub fn dictionary_forms(word: &str, all_numbers: bool) -> Vec<String> {
    let known = |analysis: &Analysis| {
        !matches!(analysis.source, Source::Guess)
            && reading(analysis).is_some_and(|reading| {
                reading.part != Part::Other && matches!(reading.case, Some(Case::Nominative))
            })
    };
    let Some(analysis) = DICTIONARY.analyze(word).into_iter().find(known) else {
        return Vec::new();
    };
    let short = |form: &Analysis| {
        DICTIONARY.ud_tag(form.ud).is_some_and(|tag| {
            tag.feat("Variant") == Some("Short") || tag.feat("Degree").is_some_and(|degree| degree != "Pos")
        })
    };
    let number = |form: &Analysis| DICTIONARY.ud_tag(form.ud).and_then(|tag| tag.feat("Number"));
    let forms = DICTIONARY.forms(&analysis);
    let wanted = |form: &&Analysis| !short(form) && (all_numbers || number(form) == number(&analysis));
    let mut forms: Vec<String> = forms.iter().filter(wanted).map(|form| normalize(&form.word)).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

fn same_form(reading: Option<Reading>, other: &Reading) -> bool {
    reading.is_some_and(|reading| {
        reading.part == other.part
            && reading.case == other.case
            && reading.plural == other.plural
            && (reading.gender == other.gender || reading.gender.is_none() || other.gender.is_none())
    })
}

fn reading(analysis: &Analysis) -> Option<Reading> {
    Some(Reading {
        #[expect(clippy::cast_possible_truncation, reason = "a probability needs no more digits")]
        probability: analysis.prob as f32,
        known: !matches!(analysis.source, Source::Guess),
        ..*TAGS.get(usize::from(analysis.ud))?
    })
}

/// The readings of the dictionary's tags, by their numbers: made once, as there are far fewer tags than words.
static TAGS: LazyLock<Vec<Reading>> = LazyLock::new(|| DICTIONARY.ud_tags().map(tagged).collect());

fn tagged(tag: UdTag<'_>) -> Reading {
    let abbreviation = tag.feat("Abbr").is_some();
    let part = match tag.pos() {
        "NOUN" | "PROPN" => Part::Noun,
        "ADJ" if tag.feat("Variant") != Some("Short") => Part::Adjective,
        "DET" | "NUM" if tag.feat("Gender").is_some() || tag.feat("NumType") == Some("Ord") => {
            Part::Adjective
        }
        "VERB" if tag.feat("VerbForm") == Some("Part") && tag.feat("Variant") != Some("Short") => {
            Part::Adjective
        }
        _ => Part::Other,
    };
    Reading {
        part,
        case: if abbreviation { None } else { case(tag) },
        gender: match tag.feat("Gender") {
            Some("Masc") => Some(Gender::Masculine),
            Some("Fem") => Some(Gender::Feminine),
            Some("Neut") => Some(Gender::Neuter),
            _ => None,
        },
        plural: tag.feat("Number") == Some("Plur"),
        name: name(tag),
        participle: tag.feat("VerbForm") == Some("Part"),
        probability: 0.0,
        known: false,
    }
}

fn case(tag: UdTag<'_>) -> Option<Case> {
    Some(match tag.feat("Case")? {
        "Nom" | "Voc" => Case::Nominative,
        "Gen" | "Par" => Case::Genitive,
        "Dat" => Case::Dative,
        "Acc" => Case::Accusative,
        "Ins" => Case::Instrumental,
        "Loc" => Case::Locative,
        _ => return None,
    })
}

fn name(tag: UdTag<'_>) -> Option<Name> {
    Some(match tag.feat("NameType")? {
        "Giv" | "Pat" => Name::First,
        "Sur" => Name::Surname,
        "Geo" => Name::Place,
        "Com" | "Pro" => Name::Organisation,
        _ => Name::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, part: Part, case: Option<Case>, expected: Option<&str>) {
        let readings = Morphology::new().readings(word);
        let found = readings.iter().find(|reading| reading.part == part && reading.case == case);
        let found = found.unwrap_or_else(|| panic!("{word}: {readings:?}"));
        assert_eq!(nominative(word, found).as_deref(), expected, "{word}");
    }

    #[test]
    fn cases_and_nominatives() {
        check("министерства", Part::Noun, Some(Case::Genitive), Some("министерство"));
        check("Верховным", Part::Adjective, Some(Case::Instrumental), Some("верховный"));
        check("палатам", Part::Noun, Some(Case::Dative), Some("палаты"));
        check("Роскомнадзора", Part::Noun, Some(Case::Genitive), Some("роскомнадзор"));
    }

    #[test]
    fn kinds_of_names() {
        let name = |word| Morphology::new().readings(word).first().and_then(|reading| reading.name);
        assert_eq!(name("Киргизии"), Some(Name::Place));
        assert_eq!(name("Медведева"), Some(Name::Surname));
        assert_eq!(name("Роскомнадзор"), Some(Name::Organisation));
        assert_eq!(name("заводом"), None);
    }

    #[test]
    fn all_forms_of_a_word() {
        let forms = dictionary_forms("комитет", true);
        assert!(["комитет", "комитета", "комитетами"].iter().all(|form| forms.iter().any(|f| f == form)));
        let singular = dictionary_forms("комитет", false);
        assert!(singular.iter().any(|f| f == "комитета") && !singular.iter().any(|f| f == "комитетами"));
        assert!(dictionary_forms("ъъъ", true).is_empty() && dictionary_forms("", true).is_empty());
    }
}
