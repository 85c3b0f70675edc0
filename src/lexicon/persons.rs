//! Words beside or in the names of persons, by class: offices, forms of address, streets, verbs of speech.

use super::abbreviations::Abbreviations;
use super::bodies::bodies;
use super::cache::WordMap;
use super::files::LANGUAGES;
use super::inflection::forms;
use super::normalization::normalize;
use super::patterns::Patterns;
use super::{offices, speech};
use crate::model::table::{Once, TableError, compiled_in};
use crate::model::{Country, Language, Via};

/// The classes of a word: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonClasses(u16);

/// The classes that a word has in texts of each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonClassesByLanguage {
    belarusian: PersonClasses,
    english: PersonClasses,
    other: PersonClasses,
}

impl PersonClassesByLanguage {
    /// Those in texts of one language.
    pub fn of(self, language: Language) -> PersonClasses {
        match language {
            Language::Belarusian => self.belarusian,
            Language::English => self.english,
            Language::Russian | Language::Undetermined => self.other,
        }
    }
}

impl std::ops::BitOr for PersonClasses {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl PersonClasses {
    /// An office or occupation; with the words that depend on it, it is the office of the person named after it.
    pub const OFFICE: Self = Self(1);
    /// It may stand before an office and belong to it: «Чрезвычайный», "former".
    pub const PREFIX: Self = Self(2);
    /// A form of address or a word for kin: «господин», «вдова», "Mr".
    pub const TITLE: Self = Self(4);
    /// A place that is often called by a person's name: «улица».
    pub const PLACE: Self = Self(8);
    /// Named after: «имени».
    pub const AFTER: Self = Self(16);
    /// A verb of speech and the like in a form in which it stands beside its subject.
    pub const SAYS: Self = Self(32);
    /// It is not part of a name, even with a capital.
    pub const BAR: Self = Self(64);
    /// A body, behind which a person's name is its name or that of its head: «(директор) театра».
    pub const BODY: Self = Self(128);
    /// A particle of foreign names: «бен», «фон».
    pub const PARTICLE: Self = Self(256);
    /// A surname of the Far East, which stands before the first name: «Ким».
    pub const EASTERN: Self = Self(512);
    /// A word after a father's name: «Ильхам Гейдар оглы».
    pub const FATHER_SUFFIX: Self = Self(1024);
    /// A word that tells father and son apart.
    pub const GENERATION: Self = Self(2048);

    /// Whether it is in one of the classes.
    pub fn has(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }
}

/// The words by their forms.
pub struct PersonWords {
    by_form: WordMap<PersonClassesByLanguage>,
    father_suffixes: Patterns,
    generations: Patterns,
}

/// How a word of a class is written in texts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forms {
    /// In the forms given by rule.
    ByRule,
    /// In one form.
    One,
}

#[derive(Clone, Copy)]
enum Class {
    Of(PersonClasses, Forms),
    FatherSuffix,
    Generation,
}

const CLASSES: [(&str, Class); 11] = [
    ("title", Class::Of(PersonClasses::TITLE, Forms::ByRule)),
    ("=title", Class::Of(PersonClasses::TITLE, Forms::One)),
    ("place", Class::Of(PersonClasses::PLACE, Forms::ByRule)),
    ("=place", Class::Of(PersonClasses::PLACE, Forms::One)),
    ("bar", Class::Of(PersonClasses::BAR, Forms::ByRule)),
    ("=bar", Class::Of(PersonClasses::BAR, Forms::One)),
    ("after", Class::Of(PersonClasses::AFTER, Forms::One)),
    ("particle", Class::Of(PersonClasses::PARTICLE, Forms::One)),
    ("eastern", Class::Of(PersonClasses::EASTERN, Forms::One)),
    ("father-suffix", Class::FatherSuffix),
    ("generation", Class::Generation),
];

/// The longest word, in letters, that is read as one of those that tell father and son apart: «старшего», but not
/// «старшеклассник».
const LONGEST_GENERATION: usize = 10;

/// The words of each language, while they are gathered.
#[derive(Default)]
struct Lists {
    russian: WordMap<PersonClasses>,
    belarusian: WordMap<PersonClasses>,
    english: WordMap<PersonClasses>,
}

impl Default for PersonWords {
    fn default() -> Self {
        Self::new()
    }
}

impl PersonWords {
    /// Reads the lists.
    ///
    /// # Panics
    ///
    /// When there is a mistake in them.
    pub fn new() -> Self {
        compiled_in(Self::read())
    }

    pub(super) fn read() -> Result<Self, TableError> {
        let mut all = Lists::default();
        let (mut father_suffixes, mut generations) = (Patterns::default(), Patterns::default());
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.persons.table(["word", "classes", "stem"]).optional(1).rows() {
                let [word, classes, stem] = row?;
                let text = word.text()?;
                once.take(word, text)?;
                for class in classes.some_of(&CLASSES)? {
                    match class {
                        Class::Of(class, forms) => {
                            all.add(files.language, class, forms, text, stem.optional())
                        }
                        Class::FatherSuffix => father_suffixes.add(text),
                        Class::Generation => generations.add(text),
                    }
                }
            }
        }
        for office in offices::offices()? {
            for (rule, class) in [
                (offices::Rule::Person, PersonClasses::OFFICE),
                (offices::Rule::Before, PersonClasses::PREFIX),
            ] {
                if office.is_for(rule) {
                    all.add(office.language, class, Forms::ByRule, office.word, office.stem);
                }
            }
        }
        for (abbreviation, (language, _)) in Abbreviations::read()?.offices {
            all.add(language, PersonClasses::OFFICE, Forms::One, abbreviation, None);
        }
        for body in bodies()?.into_iter().filter(|body| body.named) {
            all.add(body.language, PersonClasses::BODY, Forms::ByRule, body.word, body.stem);
        }
        for verb in speech::verbs()?.into_iter().filter(|verb| verb.is_for(speech::Rule::Person)) {
            all.add(verb.language, PersonClasses::SAYS, Forms::One, verb.form, None);
        }
        all.bar_countries();
        Ok(Self { by_form: all.by_language(), father_suffixes, generations })
    }

    /// The classes of a word in normal form.
    pub fn look_up(&self, form: &str) -> PersonClassesByLanguage {
        let mut classes = self.by_form.get(form).copied().unwrap_or_default();
        for (class, is) in [
            (PersonClasses::FATHER_SUFFIX, self.father_suffixes.has(form)),
            (PersonClasses::GENERATION, self.is_generation(form)),
        ] {
            if is {
                let PersonClassesByLanguage { belarusian, english, other } = &mut classes;
                [belarusian, english, other].into_iter().for_each(|classes| classes.0 |= class.0);
            }
        }
        classes
    }

    /// The classes of a word in normal form in texts of a language, as the lists have them.
    pub fn classes(&self, form: &str, language: Language) -> PersonClasses {
        self.by_form.get(form).copied().unwrap_or_default().of(language)
    }

    /// Whether a word in normal form tells father and son apart.
    pub fn is_generation(&self, form: &str) -> bool {
        self.generations.has(form) && form.chars().count() <= LONGEST_GENERATION
    }
}

impl Lists {
    fn of(&mut self, language: Language) -> &mut WordMap<PersonClasses> {
        match language {
            Language::Belarusian => &mut self.belarusian,
            Language::English => &mut self.english,
            Language::Russian | Language::Undetermined => &mut self.russian,
        }
    }

    fn add(
        &mut self,
        language: Language,
        class: PersonClasses,
        in_forms: Forms,
        word: &str,
        stem: Option<&str>,
    ) {
        let all = match in_forms {
            Forms::One => vec![normalize(word)],
            // A second stem is used only for the forms with endings.
            Forms::ByRule => {
                let of_stem = stem.map(|stem| forms(stem, language, true)).unwrap_or_default();
                forms(word, language, true).into_iter().chain(of_stem.into_iter().skip(1)).collect()
            }
        };
        let map = self.of(language);
        for form in all {
            map.entry(form).or_default().0 |= class.0;
        }
    }

    /// The names of countries are not names of people; in languages without a dictionary other places and adjectives
    /// are barred too.
    fn bar_countries(&mut self) {
        for name in Country::names() {
            let russian = name.language == Language::Russian;
            if russian && (name.via != Via::Name || name.text.contains([' ', '-'])) {
                continue;
            }
            let map = self.of(name.language);
            for word in
                name.text.split([' ', '-']).filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            {
                for form in forms(word, name.language, name.plural || name.via == Via::People) {
                    map.entry(form).or_default().0 |= PersonClasses::BAR.0;
                }
            }
        }
    }

    fn by_language(self) -> WordMap<PersonClassesByLanguage> {
        let mut words: WordMap<PersonClassesByLanguage> = WordMap::default();
        let latin = |form: &str| form.as_bytes().first().is_some_and(u8::is_ascii);
        for (form, classes) in self.english.into_iter().filter(|(form, _)| latin(form)) {
            // «Larry King» in a Russian text does not contain the English word for an office.
            let elsewhere = PersonClasses(classes.0 & PersonClasses::PARTICLE.0);
            words.insert(
                form,
                PersonClassesByLanguage { belarusian: elsewhere, english: classes, other: elsewhere },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_name() {
        let words = PersonWords::new();
        let has = |form: &str, language, class| words.look_up(form).of(language).has(class);
        assert!(has("послом", Language::Russian, PersonClasses::OFFICE));
        assert!(has("бывшего", Language::Russian, PersonClasses::PREFIX));
        assert!(has("сказал", Language::Russian, PersonClasses::SAYS));
        assert!(has("театра", Language::Russian, PersonClasses::BODY));
        assert!(has("king", Language::English, PersonClasses::OFFICE));
        assert!(!has("king", Language::Russian, PersonClasses::OFFICE));
        assert!(has("оглы", Language::Belarusian, PersonClasses::FATHER_SUFFIX));
        assert!(has("старшего", Language::Russian, PersonClasses::GENERATION));
        assert!(!has("старшеклассник", Language::Russian, PersonClasses::GENERATION));
    }
}
