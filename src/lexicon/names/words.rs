//! The facts of a single word that may be part of a person's name: the dictionary's readings, or, in Belarusian and
//! English, those of our own list of first names and of the endings of surnames.

use std::sync::{Arc, OnceLock};

use super::agreement::Agreement;
use super::reading::{NameKind, NameReading};
use crate::lexicon::cache::{Weighed, WordCache, WordMap, is_remembered, word_cache};
use crate::lexicon::files::LANGUAGES;
use crate::lexicon::normalization::normalize;
use crate::lexicon::ru::lemmas::DICTIONARY;
use crate::lexicon::ru::morphology::{self, Reading};
use crate::lexicon::{be, ru};
use crate::model::Language;
use crate::model::table::{Once, TableError, compiled_in};

/// The cache of words joined by hyphens; single words are kept by the callers.
const CACHED_WORDS: usize = 10_000;
const CACHED_BYTES: u64 = 8 << 20;

/// The readings of a word, summed up: what it may be in a name, and how probable that is, from 0 to 1.
#[derive(Debug, Default, PartialEq)]
pub struct NameWord {
    /// All of them, the most probable first.
    pub readings: Vec<NameReading>,
    /// A first name.
    pub first: f32,
    /// A patronymic.
    pub patronymic: f32,
    /// A surname.
    pub surname: f32,
    /// The name of a place.
    pub place: f32,
    /// The name of an organisation or product.
    pub brand: f32,
    /// A noun for living beings.
    pub being: f32,
    /// Another noun.
    pub noun: f32,
    /// An adjective or participle.
    pub adjective: f32,
    /// Any other word.
    pub other: f32,
    /// The dictionary has the word.
    pub known: bool,
    /// Its language has no dictionary, and our lists do not have it.
    pub blank: bool,
    /// The dictionary has it as a first name, patronymic or surname.
    pub named: bool,
    /// The combinations that it may be in as a first name.
    pub as_first: Agreement,
    /// The combinations that it may be in as a patronymic.
    pub as_patronymic: Agreement,
    /// The combinations that it may be in as a surname, whatever the dictionary takes it for.
    pub as_surname: Agreement,
}

/// Looks words up. Shared by all threads.
pub struct NameLexicon {
    compounds: WordCache<(String, Language), Arc<NameWord>>,
    latin: WordMap<Agreement>,
    russian_names: WordMap<Vec<NameReading>>,
    belarusian_names: WordMap<Vec<NameReading>>,
}

impl Default for NameLexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl NameLexicon {
    /// Reads the lists of first names.
    ///
    /// # Panics
    ///
    /// When there is a mistake in them.
    pub fn new() -> Self {
        compiled_in(Self::read_lists())
    }

    fn read_lists() -> Result<Self, TableError> {
        let mut latin = WordMap::default();
        let mut russian_names: WordMap<Vec<NameReading>> = WordMap::default();
        let mut belarusian_names: WordMap<Vec<NameReading>> = WordMap::default();
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.first_names.table(["gender", "name", "stem"]).optional(1).rows() {
                let [gender, name, stem] = row?;
                let of_gender = gender.one_of(&[("m", Agreement::MASCULINE), ("f", Agreement::FEMININE)])?;
                let first = name.text()?;
                once.take(name, format!("{first} ({})", gender.text()?))?;
                let stem = stem.optional();
                match files.language {
                    Language::Russian => {
                        for (form, reading) in ru::names::first_name_forms(first, stem, of_gender) {
                            russian_names.entry(form).or_default().push(reading);
                        }
                    }
                    Language::Belarusian => {
                        for (form, reading) in be::names::first_name_forms(first, stem, of_gender) {
                            belarusian_names.entry(form).or_default().push(reading);
                        }
                    }
                    _ => *latin.entry(normalize(first)).or_default() |= of_gender,
                }
            }
        }
        Ok(Self { compounds: word_cache(CACHED_WORDS, CACHED_BYTES), latin, russian_names, belarusian_names })
    }

    /// The facts of a word in normal form, in a document in a language. One lookup in the dictionary gives those for
    /// names and, for a word with a capital, those for phrases: the latter are stored in `readings`, if that is given.
    pub fn word(
        &self,
        form: &str,
        language: Language,
        readings: Option<&OnceLock<Box<[Reading]>>>,
    ) -> NameWord {
        let belarusian = language == Language::Belarusian;
        let mut word = NameWord::new(form, self.read(form, language, readings), belarusian);
        word.blank = !word.known && (belarusian || is_latin(form));
        word
    }

    /// The facts of words joined by hyphens, given as one word in normal form.
    pub fn compound(&self, form: String, language: Language) -> Arc<NameWord> {
        let key = (form, language);
        self.compounds.get(&key).unwrap_or_else(|| {
            let word = Arc::new(self.word(&key.0, language, None));
            if is_remembered(&key.0) {
                self.compounds.insert(key, Arc::clone(&word));
            }
            word
        })
    }

    /// Whether words joined by hyphens, given as one word in normal form, are the name of a place: «Эль-Сальвадор».
    pub fn is_place(&self, form: String, language: Language) -> bool {
        // Only the dictionary has places, and most neighbouring words are not one of its words.
        let known = language != Language::Belarusian && !is_latin(&form) && DICTIONARY.is_known(&form);
        known && self.compound(form, language).place > 0.3
    }

    fn read(
        &self,
        form: &str,
        language: Language,
        in_phrase: Option<&OnceLock<Box<[Reading]>>>,
    ) -> Vec<NameReading> {
        if is_latin(form) {
            let lemma = form.strip_suffix("'s").unwrap_or(form);
            let reading = |kind, agreement, probability, guessed| NameReading {
                lemma: lemma.to_owned(),
                kind,
                agreement,
                probability,
                guessed,
            };
            return match self.latin.get(lemma) {
                Some(&gender) => vec![reading(NameKind::First, gender, 0.9, false)],
                None => vec![reading(NameKind::Surname, Agreement::ANY, 0.1, true)],
            };
        }
        if language == Language::Belarusian {
            let mut readings = self.belarusian_names.get(form).cloned().unwrap_or_default();
            readings.extend(be::names::other_readings(form, !readings.is_empty()));
            return readings;
        }
        let analyses = ru::names::analyses(form);
        if let Some(in_phrase) = in_phrase {
            in_phrase.get_or_init(|| morphology::readings_in(&analyses));
        }
        let mut readings = ru::names::readings_in(&analyses);
        let mut ours = self.russian_names.get(form).cloned().unwrap_or_default();
        let singular = Agreement::MASCULINE | Agreement::FEMININE;
        let surname =
            |reading: &NameReading| reading.kind == NameKind::Surname && reading.agreement.meets(singular);
        if ours.is_empty() && !readings.iter().any(surname) {
            ours = ru::names::surname_readings(form);
        }
        if !ours.is_empty() {
            let known = readings.iter().any(|reading| !reading.guessed);
            let share = if known { OUR_SHARE } else { 0.9 };
            let number = f32::from(u8::try_from(ours.len()).unwrap_or(u8::MAX));
            readings.iter_mut().for_each(|reading| reading.probability *= 1.0 - share);
            ours.iter_mut().for_each(|reading| reading.probability = share / number);
            readings.append(&mut ours);
        }
        readings
    }
}

/// The probability of our own reading of a word that the dictionary has as something else.
const OUR_SHARE: f32 = 0.4;

impl Weighed for NameWord {
    fn bytes(&self) -> usize {
        let lemmas = self.readings.iter().map(|reading| reading.lemma.capacity());
        self.readings.capacity() * size_of::<NameReading>() + lemmas.sum::<usize>()
    }
}

impl NameWord {
    fn new(form: &str, readings: Vec<NameReading>, belarusian: bool) -> Self {
        let mut word = Self { known: readings.iter().any(|reading| !reading.guessed), ..Self::default() };
        let mut any = Agreement::NONE;
        let most = readings.iter().map(|reading| reading.probability).fold(0.0, f32::max);
        for reading in &readings {
            let sum = match reading.kind {
                NameKind::First => {
                    word.as_first |= reading.agreement;
                    &mut word.first
                }
                NameKind::Patronymic => {
                    word.as_patronymic |= reading.agreement;
                    &mut word.patronymic
                }
                NameKind::Surname => {
                    word.as_surname |= reading.agreement;
                    &mut word.surname
                }
                NameKind::Place => &mut word.place,
                NameKind::Brand => &mut word.brand,
                NameKind::Being => &mut word.being,
                NameKind::Noun => &mut word.noun,
                NameKind::Adjective => &mut word.adjective,
                NameKind::Other => &mut word.other,
            };
            // «Анен» is rarely several women called Анена.
            let plural = matches!(reading.kind, NameKind::First | NameKind::Patronymic)
                && !reading.agreement.meets(Agreement::MASCULINE | Agreement::FEMININE);
            // A guess counts little too if the dictionary has the word.
            let doubtful = plural || reading.guessed && word.known && reading.kind == NameKind::First;
            *sum += if doubtful { reading.probability * 0.1 } else { reading.probability };
            if !reading.guessed || reading.probability >= MIN_GUESS * most {
                any |= reading.agreement;
            }
            word.named |= !reading.guessed
                && matches!(reading.kind, NameKind::First | NameKind::Patronymic | NameKind::Surname);
        }
        if is_latin(form) {
            word.as_surname = Agreement::ANY;
        }
        // The dictionary gives indeclinable names one gender (Ренато is a woman there), but they may be of either.
        if [0, 1, 4].iter().all(|&number| word.as_first.meets(Agreement::case(number))) {
            word.as_first |= word.as_first.either_gender();
        }
        let declined = readings.iter().any(|reading| reading.kind == NameKind::Surname && reading.guessed);
        if may_be_undeclined(form) && !declined && !(word.known && word.place > 0.5) {
            word.as_surname = Agreement::ANY;
        }
        let surname_known =
            readings.iter().any(|reading| reading.kind == NameKind::Surname && !reading.guessed)
                && word.surname >= RARE_SURNAME;
        if !(surname_known || belarusian && declined) {
            word.as_surname |= undictionaried(form, &readings, any);
        }
        word.readings = readings;
        word
    }

    /// The probability of being a name of a person of any kind.
    pub fn person(&self) -> f32 {
        self.first + self.patronymic + self.surname
    }

    /// The probability of being an ordinary word.
    pub fn common(&self) -> f32 {
        self.being + self.noun + self.adjective + self.other
    }
}

fn is_latin(form: &str) -> bool {
    form.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word may be an indeclinable foreign surname, whatever the dictionary takes it for: Гросу, Санду; not a
/// word that ends like a case of a Russian one: Петрову.
pub fn may_be_undeclined(form: &str) -> bool {
    const RUSSIAN: [&str; 13] =
        ["ову", "еву", "ину", "ыну", "ове", "еве", "ине", "ыне", "ому", "ему", "ского", "цкого", "ые"];
    form.ends_with(['о', 'у', 'и', 'э', 'ю', 'е']) && !RUSSIAN.iter().any(|ending| form.ends_with(ending))
}

/// The dictionary has a surname for nearly every form; one less probable than this does not rule out other readings.
const RARE_SURNAME: f32 = 0.1;

/// Guessed readings below this share of the most probable do not count for agreement.
const MIN_GUESS: f32 = 0.25;

/// The combinations that a word may be in as a surname which the dictionary does not have: those of its other readings;
/// both genders if it is declined like a word in -а; any if it ends in another vowel, or names a woman and ends in a
/// consonant.
fn undictionaried(form: &str, readings: &[NameReading], any: Agreement) -> Agreement {
    let Some(last) = form.chars().next_back() else { return any };
    if "оуыиэюеё".contains(last) && !form.ends_with("ого") && !form.ends_with("его") {
        return Agreement::ANY;
    }
    if form.ends_with("их") || form.ends_with("ых") {
        return any | Agreement::ANY;
    }
    let mut agreement = any;
    let most = readings.iter().map(|reading| reading.probability).fold(0.0, f32::max);
    for reading in readings {
        if reading.lemma.ends_with(['а', 'я'])
            && (!reading.guessed || reading.probability >= MIN_GUESS * most)
        {
            agreement |= reading.agreement.either_gender();
        }
        if reading.lemma == form && !"ая".contains(last) && reading.kind != NameKind::Adjective {
            agreement |= Agreement::FEMININE | (Agreement::NOMINATIVE & Agreement::MASCULINE);
        }
    }
    // «Данн», «Озерец»: the dictionary has them as genitives only.
    if !"аеиоуыэюяьмх".contains(last) {
        agreement |= Agreement::NOMINATIVE & Agreement::MASCULINE;
    }
    if agreement.is_empty() || readings.iter().all(|reading| reading.guessed) && !"амх".contains(last) {
        agreement |= Agreement::NOMINATIVE;
        if !"аяй".contains(last) {
            agreement |= Agreement::FEMININE;
        }
    }
    agreement
}
