//! Countries: ISO 3166-1 codes, their display names (Unicode CLDR) and the other names by which texts call them.
//! The tables in `data/` are compiled in; `country_names.tsv` is generated, `country_others.tsv` (former states and
//! those that ISO does not list) and `country_aliases.tsv` are kept by hand.

use std::{collections::HashMap, fmt, sync::LazyLock};

use super::Language;
use super::table::{Table, TableError, compiled_in};

static DISPLAY_NAMES: &str = include_str!("data/country_names.tsv");
static OTHER_NAMES: &str = include_str!("data/country_others.tsv");
static ALIASES: &str = include_str!("data/country_aliases.tsv");

/// A country or territory of ISO 3166-1, Kosovo (XK), or a state of `country_others.tsv`.
///
/// ```
/// use vestnik::model::{Country, Language};
///
/// let turkey = Country::find("Турция").expect("a country");
/// assert_eq!(turkey.code(), "TR");
/// assert_eq!(turkey.name(Language::English), "Türkiye");
/// assert_eq!(Country::parse("zz"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

/// What kind of word named a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// Its name: «Китай».
    Name,
    /// An abbreviation: «КНР».
    Abbreviation,
    /// The adjective: «китайский».
    Adjective,
    /// Its people: «китайцы».
    People,
    /// A city: «Пекин».
    Place,
}

impl Via {
    /// `name`, `abbreviation`, `adjective`, `people` or `place`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Abbreviation => "abbreviation",
            Self::Adjective => "adjective",
            Self::People => "people",
            Self::Place => "place",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Name, Self::Abbreviation, Self::Adjective, Self::People, Self::Place]
            .into_iter()
            .find(|via| via.code() == code)
    }
}

/// A name by which texts call a country, with what is needed to recognise its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryName {
    /// The country.
    pub country: Country,
    /// The language of the name.
    pub language: Language,
    /// What kind of name it is.
    pub via: Via,
    /// The name in the nominative: one or more words.
    pub text: &'static str,
    /// Forms that inflection by rule does not give.
    pub forms: Vec<&'static str>,
    /// It is indeclinable, whatever its ending.
    pub fixed: bool,
    /// It is also an ordinary word at the start of a sentence, so it counts only inside one.
    pub guard: bool,
    /// It is a plural noun (or its noun is).
    pub plural: bool,
    /// Another country that has this name too.
    pub or: Option<Country>,
}

struct Names {
    display: Vec<(Country, [&'static str; 3])>,
    position: HashMap<Country, usize>,
    names: Vec<CountryName>,
    /// The country of every name and form, folded. The first of the list counts for those that several have.
    by_name: HashMap<String, Country>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| compiled_in(read_names()));

fn read_names() -> Result<Names, TableError> {
    let mut display = Vec::new();
    for (file, text) in [("country_names.tsv", DISPLAY_NAMES), ("country_others.tsv", OTHER_NAMES)] {
        for row in Table::new(file, text, ["code", "ru", "be", "en"]).rows() {
            let [code, ru, be, en] = row?;
            let country = code.read(Country::code_shape, "two letters")?;
            display.push((country, [ru.text()?, be.text()?, en.text()?]));
        }
    }
    display.sort_unstable_by_key(|&(country, _)| country);
    let position: HashMap<Country, usize> =
        display.iter().enumerate().map(|(at, &(country, _))| (country, at)).collect();

    let mut names: Vec<CountryName> = Vec::new();
    let columns = ["code", "language", "kind", "text", "extra"];
    for row in Table::new("country_aliases.tsv", ALIASES, columns).optional(1).rows() {
        let [code, language, kind, text, extra] = row?;
        let known = |code| Country::code_shape(code).filter(|country| position.contains_key(country));
        let mut name = CountryName {
            country: code.read(known, "a code of country_names.tsv or country_others.tsv")?,
            language: language.read(Language::from_tag, "ru, be or en")?,
            via: kind.read(Via::from_code, "name, abbreviation, adjective, people or place")?,
            text: text.text()?,
            forms: Vec::new(),
            fixed: false,
            guard: false,
            plural: false,
            or: None,
        };
        for item in extra.list(";")? {
            match item.split_once('=') {
                Some(("forms", forms)) => name.forms = forms.split(',').collect(),
                Some(("or", code)) if known(code).is_some() => name.or = known(code),
                None if item == "fixed" => name.fixed = true,
                None if item == "guard" => name.guard = true,
                None if item == "plural" => name.plural = true,
                _ => {
                    let expected = "fixed, guard, plural, forms= with forms or or= with a code";
                    return Err(extra.wrong(format!("unknown extra {item:?}; expected: {expected}")));
                }
            }
        }
        names.push(name);
    }
    let languages = [Language::Russian, Language::Belarusian, Language::English];
    for &(country, texts) in &display {
        for (language, text) in languages.into_iter().zip(texts) {
            let known = names
                .iter()
                .any(|name| name.country == country && name.language == language && name.text == text);
            if !known {
                names.push(CountryName {
                    country,
                    language,
                    via: Via::Name,
                    text,
                    forms: Vec::new(),
                    fixed: false,
                    guard: false,
                    plural: false,
                    or: None,
                });
            }
        }
    }
    let mut by_name = HashMap::new();
    for name in &names {
        for text in std::iter::once(&name.text).chain(&name.forms) {
            by_name.entry(folded(text)).or_insert(name.country);
        }
    }
    Ok(Names { display, position, names, by_name })
}

/// A name as it is looked up: letter case and ё/е do not count.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}

impl Country {
    /// The country of an ISO 3166-1 alpha-2 code, in either case; `None` for a code that is not assigned.
    pub fn parse(code: &str) -> Option<Self> {
        Self::code_shape(code).filter(|country| NAMES.position.contains_key(country))
    }

    fn code_shape(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    /// The country of a code or of any name, ignoring letter case and ё/е. One lookup in a map, however many names
    /// there are.
    pub fn find(text: &str) -> Option<Self> {
        Self::parse(text.trim()).or_else(|| NAMES.by_name.get(&folded(text)).copied())
    }

    /// Every country, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.display.iter().map(|&(country, _)| country)
    }

    /// Every name of every country.
    pub fn names() -> &'static [CountryName] {
        &NAMES.names
    }

    /// The ISO 3166-1 alpha-2 code in capitals.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a code is two ASCII letters")
    }

    /// The display name for a reader of `language`.
    pub fn name(&self, language: Language) -> &'static str {
        language.choose(NAMES.display[NAMES.position[self]].1)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        assert!(Country::all().count() > 240);
        assert!(Country::names().len() > 1_000);
    }

    #[test]
    fn codes_in_either_case() {
        assert_eq!(Country::parse("ae").map(|c| c.code().to_owned()), Some("AE".to_owned()));
        assert_eq!(Country::parse("ZZ"), None);
        assert_eq!(Country::parse("../../etc/passwd"), None);
        assert_eq!(Country::parse("Я"), None);
    }

    #[test]
    fn a_name_in_any_language_finds_its_country() {
        for text in ["ОАЭ", "оаэ", "ae", "United Arab Emirates", "Объединённые Арабские Эмираты"]
        {
            assert_eq!(Country::find(text), Country::parse("AE"), "{text}");
        }
        assert_eq!(Country::find("Атлантида"), None);
    }

    /// Every call folded all names, 2 ms each.
    #[test]
    fn a_name_is_found_without_reading_the_others() {
        let started = std::time::Instant::now();
        for _ in 0..20_000 {
            assert_eq!(Country::find("Китай"), Country::parse("CN"));
            assert_eq!(Country::find("Атлантида"), None);
        }
        assert!(started.elapsed().as_secs() < 10, "40,000 names took {:?}", started.elapsed());
        let forms = |name: &CountryName| {
            let texts: Vec<String> = [name.text].iter().chain(&name.forms).map(|text| folded(text)).collect();
            (name.country, texts)
        };
        let all: Vec<(Country, Vec<String>)> = Country::names().iter().map(forms).collect();
        for (_, texts) in &all {
            let first = all.iter().find(|(_, others)| others.contains(&texts[0]));
            assert_eq!(Country::find(&texts[0]), first.map(|(country, _)| *country), "{texts:?}");
        }
    }

    #[test]
    fn names_in_the_readers_language() {
        let china = Country::parse("CN").expect("China exists");
        assert_eq!(china.name(Language::Russian), "Китай");
        assert_eq!(china.name(Language::Belarusian), "Кітай");
        assert_eq!(china.name(Language::English), "China");
    }
}
