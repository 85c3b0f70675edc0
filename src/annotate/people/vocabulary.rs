//! Words that stand beside names and tell what the name is: offices, forms of address, streets, verbs of speech.

use crate::lexicon::{WordMap, forms, normalize};
use crate::model::{Country, Language, Via};

/// The words, with a comment that explains the classes.
const WORDS: &str = include_str!("../data/person_words.tsv");

/// The classes of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) struct Classes(u16);

/// The classes that a word has in texts of each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) struct ClassesByLanguage {
    belarusian: Classes,
    english: Classes,
    other: Classes,
}

impl ClassesByLanguage {
    pub(in crate::annotate) fn of(self, language: Language) -> Classes {
        match language {
            Language::Belarusian => self.belarusian,
            Language::English => self.english,
            Language::Russian | Language::Undetermined => self.other,
        }
    }
}

impl std::ops::BitOr for Classes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Classes {
    pub(super) const OFFICE: Self = Self(1);
    pub(super) const PREFIX: Self = Self(2);
    pub(super) const TITLE: Self = Self(4);
    pub(super) const PLACE: Self = Self(8);
    pub(super) const AFTER: Self = Self(16);
    pub(super) const SAYS: Self = Self(32);
    pub(super) const BAR: Self = Self(64);
    pub(super) const BODY: Self = Self(128);
    pub(super) const PARTICLE: Self = Self(256);
    pub(super) const EASTERN: Self = Self(512);
    /// What follows a father's name: «Ильхам Гейдар оглы».
    pub(super) const FATHER_SUFFIX: Self = Self(1024);
    /// What tells father and son apart.
    pub(super) const GENERATION: Self = Self(2048);

    /// Whether it is in one of the classes.
    pub(super) fn has(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }
}

/// The words by their forms.
pub(in crate::annotate) struct Vocabulary(WordMap<ClassesByLanguage>);

/// The words of each language, while they are gathered.
#[derive(Default)]
struct Lists {
    russian: WordMap<Classes>,
    belarusian: WordMap<Classes>,
    english: WordMap<Classes>,
}

impl Vocabulary {
    pub(in crate::annotate) fn new() -> Self {
        let mut all = Lists::default();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(language), Some(class), Some(word)) = (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let (map, language) = match language {
                "be" => (&mut all.belarusian, Language::Belarusian),
                "en" => (&mut all.english, Language::English),
                _ => (&mut all.russian, Language::Russian),
            };
            let class = match class {
                "office" => Classes::OFFICE,
                "prefix" => Classes::PREFIX,
                "title" => Classes::TITLE,
                "place" => Classes::PLACE,
                "after" => Classes::AFTER,
                "bar" => Classes::BAR,
                "body" => Classes::BODY,
                "particle" => Classes::PARTICLE,
                "eastern" => Classes::EASTERN,
                _ => Classes::SAYS,
            };
            for (number, stem) in word.split('|').enumerate() {
                // Of a second stem only the forms with endings are words.
                let abbreviation = stem.strip_suffix('.');
                let forms = match class {
                    Classes::SAYS | Classes::AFTER | Classes::PARTICLE | Classes::EASTERN => {
                        vec![normalize(abbreviation.unwrap_or(stem))]
                    }
                    _ if abbreviation.is_some() => vec![normalize(abbreviation.unwrap_or(stem))],
                    _ => forms(stem, language, true),
                };
                for form in forms.into_iter().skip(number.min(1)) {
                    map.entry(form).or_default().0 |= class.0;
                }
            }
        }
        // The names of countries are no names of people; where no dictionary knows other places and adjectives, neither
        // are those.
        for name in Country::names() {
            let russian = name.language == Language::Russian;
            if russian && (name.via != Via::Name || name.text.contains([' ', '-'])) {
                continue;
            }
            let map = match name.language {
                Language::Belarusian => &mut all.belarusian,
                Language::English => &mut all.english,
                _ => &mut all.russian,
            };
            for word in
                name.text.split([' ', '-']).filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            {
                for form in forms(word, name.language, name.plural || name.via == Via::People) {
                    map.entry(form).or_default().0 |= Classes::BAR.0;
                }
            }
        }
        Self(all.by_language())
    }

    /// The classes of a word in normal form.
    pub(in crate::annotate) fn look_up(&self, form: &str) -> ClassesByLanguage {
        let mut classes = self.0.get(form).copied().unwrap_or_default();
        for (class, is) in
            [(Classes::FATHER_SUFFIX, is_father_suffix(form)), (Classes::GENERATION, is_generation(form))]
        {
            if is {
                let ClassesByLanguage { belarusian, english, other } = &mut classes;
                [belarusian, english, other].into_iter().for_each(|classes| classes.0 |= class.0);
            }
        }
        classes
    }

    /// The classes of a word in normal form in texts of a language, as the lists have them.
    pub(super) fn classes(&self, form: &str, language: Language) -> Classes {
        self.0.get(form).copied().unwrap_or_default().of(language)
    }
}

impl Lists {
    fn by_language(self) -> WordMap<ClassesByLanguage> {
        let mut words: WordMap<ClassesByLanguage> = WordMap::default();
        let latin = |form: &str| form.as_bytes().first().is_some_and(u8::is_ascii);
        for (form, classes) in self.english.into_iter().filter(|(form, _)| latin(form)) {
            // «Larry King» in a Russian text is no king.
            let elsewhere = Classes(classes.0 & Classes::PARTICLE.0);
            words.insert(
                form,
                ClassesByLanguage { belarusian: elsewhere, english: classes, other: elsewhere },
            );
        }
        for (form, classes) in self.russian.into_iter().filter(|(form, _)| !latin(form)) {
            let entry = words.entry(form).or_default();
            (entry.english, entry.other) = (classes, classes);
        }
        for (form, classes) in self.belarusian.into_iter().filter(|(form, _)| !latin(form)) {
            words.entry(form).or_default().belarusian = classes;
        }
        words
    }
}

/// What follows a father's name: «Ильхам Гейдар оглы».
fn is_father_suffix(form: &str) -> bool {
    matches!(form, "оглы" | "огли" | "кызы" | "кизи" | "улы" | "уулу" | "заде" | "ogly" | "oglu" | "kyzy")
}

/// What tells father and son apart.
pub(super) fn is_generation(form: &str) -> bool {
    const STEMS: [&str; 4] = ["старш", "младш", "старэйш", "малодш"];
    matches!(form, "jr" | "sr")
        || STEMS.iter().any(|stem| form.starts_with(stem)) && form.chars().count() <= 10
}
