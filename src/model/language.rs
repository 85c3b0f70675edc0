//! The languages of communiqués and of readers, and names kept in all of them.

use std::fmt;

/// The language a text is written in.
///
/// ```
/// use vestnik::model::Language;
///
/// assert_eq!(Language::from_tag("be-BY"), Some(Language::Belarusian));
/// assert_eq!(Language::Belarusian.code(), "be");
/// assert_eq!(Language::from_tag("fr"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Russian, `ru`.
    Russian,
    /// Belarusian, `be`.
    Belarusian,
    /// English, `en`.
    English,
    /// None of the three, or not enough text to tell: `und`, as in BCP 47.
    Undetermined,
}

impl Language {
    /// Every language, in the order in which it is listed to readers.
    pub const ALL: [Self; 4] = [Self::Russian, Self::Belarusian, Self::English, Self::Undetermined];

    /// The BCP 47 code: `ru`, `be`, `en` or `und`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::Belarusian => "be",
            Self::English => "en",
            Self::Undetermined => "und",
        }
    }

    /// Its name for a reader of `reader`.
    pub fn name(self, reader: Self) -> &'static str {
        let names = match self {
            Self::Russian => ["русский", "руская", "Russian"],
            Self::Belarusian => ["белорусский", "беларуская", "Belarusian"],
            Self::English => ["английский", "англійская", "English"],
            Self::Undetermined => ["не определён", "не вызначана", "undetermined"],
        };
        reader.choose(names)
    }

    /// Of a thing in Russian, Belarusian and English, the one for a reader of this language; Russian when it is
    /// undetermined.
    pub fn choose<T>(self, [ru, be, en]: [T; 3]) -> T {
        match self {
            Self::Russian | Self::Undetermined => ru,
            Self::Belarusian => be,
            Self::English => en,
        }
    }

    /// Reads a BCP 47 tag by its primary subtag, whatever its case: `be-BY` is Belarusian. Languages other than
    /// the three are `None`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One name in the three languages that readers use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// In Russian.
    pub ru: String,
    /// In Belarusian.
    pub be: String,
    /// In English.
    pub en: String,
}

impl Names {
    /// The name for a reader of `language`; Russian when the language is undetermined.
    pub fn get(&self, language: Language) -> &str {
        language.choose([&self.ru, &self.be, &self.en])
    }

    /// The same text in every language, for a name of which no translation is known.
    pub fn untranslated(name: &str) -> Self {
        Self { ru: name.to_owned(), be: name.to_owned(), en: name.to_owned() }
    }
}
