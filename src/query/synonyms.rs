//! Synonyms: abbreviations and what they stand for (`data/synonyms.toml`), cities and regions in three languages
//! (`data/places.tsv`), countries (`model`). A query with one of the names matches the others too, in any form.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Pattern, Query, TextField, Word};
use crate::analysis::{Analyzer, is_belarusian_term};
use crate::lexicon::{is_ordinary_russian, normalize};
use crate::model::table::{Table, TableError, compiled_in};
use crate::model::{Country, Language, Via};

static SYNONYMS: &str = include_str!("data/synonyms.toml");
static PLACES: &str = include_str!("data/places.tsv");

/// At most 12 other names are added to a typed one, so that a query stays bounded.
const MAX_OTHERS: usize = 12;

/// The most names of a group, and of a file: five times those that come with the program.
const MAX_GROUP: usize = 200;
const MAX_NAMES: usize = 20_000;

/// The most words of a name: the longest official name of a state has 9.
const MAX_NAME_WORDS: usize = 20;

/// The letters of a name that a message shows.
const SHOWN: usize = 80;

/// At most 2 letters at the end of a name change in its forms: Египет, Египта; Прага, Празе.
const LONGEST_ENDING: usize = 2;

/// Groups of names.
pub struct Synonyms {
    names: Vec<Name>,
    /// The names of each group, by their numbers.
    groups: Vec<Vec<usize>>,
    /// The names whose first word has this term.
    by_first_term: HashMap<String, Vec<usize>>,
}

/// A fault in a file of synonyms.
#[derive(Debug, thiserror::Error)]
pub enum SynonymsError {
    /// It is not TOML, or has unknown keys.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A name has no words.
    #[error("the name {0:?} has no letters or digits")]
    NoWords(String),
    /// A group of one name, which has no effect.
    #[error("the group of {0:?} has a single name; it needs two")]
    Single(String),
    /// A name that is a text.
    #[error("the name {name:?} … has {count} words, and it may have {limit}; shorten it")]
    TooLong {
        /// Its beginning.
        name: String,
        /// How many words it has.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// A group of more names than a thing has.
    #[error("the group of {first:?} has {count} names, and it may have {limit}; divide it")]
    TooManyInGroup {
        /// Its first name.
        first: String,
        /// How many it has.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// A file of more names than are looked up in reasonable time.
    #[error("the file has {count} names, and it may have {limit}; leave out the rare ones")]
    TooMany {
        /// How many it has.
        count: usize,
        /// The limit.
        limit: usize,
    },
}

/// A row of the list of places.
struct Place {
    names: [(Language, Vec<&'static str>); 3],
    /// A name is an ordinary word in lower case too.
    capitals: bool,
}

fn places() -> Result<Vec<Place>, TableError> {
    let rows = Table::new("places.tsv", PLACES, ["ru", "be", "en", "capitals"]).optional(1).rows();
    rows.map(|row| {
        let [ru, be, en, capitals] = row?;
        let names = [
            (Language::Russian, ru.list("|")?),
            (Language::Belarusian, be.list("|")?),
            (Language::English, en.list("|")?),
        ];
        Ok(Place { names, capitals: capitals.one_of(&[("", false), ("capitals", true)])? })
    })
    .collect()
}

struct Name {
    group: usize,
    text: String,
    words: Vec<Word>,
    language: Language,
    case: Case,
    /// It is recognised in queries, but not added to others: a shorter name of its group matches the same, or it would
    /// match too much.
    recognised_only: bool,
}

/// How a name must be typed to be recognised.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    /// With a capital letter: in small letters it is another word.
    Capital,
    /// All in capitals.
    Capitals,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(default)]
    ru: Vec<String>,
    #[serde(default)]
    be: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
}

impl Synonyms {
    /// The names that come with the program.
    pub fn new(analyzer: &Analyzer) -> Self {
        Self::from_toml(SYNONYMS, analyzer)
            .expect("the synonyms that are compiled in are right; a test reads them")
    }

    /// The same with another file in place of `synonyms.toml`; countries and places stay.
    ///
    /// # Errors
    /// [`SynonymsError`]: the text is not TOML of this shape, or a group of names is not right.
    pub fn from_toml(text: &str, analyzer: &Analyzer) -> Result<Self, SynonymsError> {
        let file: File = toml::from_str(text)?;
        check_size(&file)?;
        let mut builder = Builder { names: Vec::new(), groups: Vec::new(), analyzer };
        for group in file.group {
            let languages = [
                (Language::Russian, group.ru),
                (Language::Belarusian, group.be),
                (Language::English, group.en),
            ];
            builder.open();
            for (language, names) in languages {
                for name in names {
                    // The index ignores capitals: МАРТ would match every March.
                    let word = group.capitals.contains(&name);
                    let case = if word { Case::Capitals } else { Case::Any };
                    builder.add(&name, language, case, word)?;
                }
            }
            builder.close()?;
        }
        for place in compiled_in(places()) {
            let case = if place.capitals { Case::Capital } else { Case::Any };
            builder.open();
            for (language, names) in place.names {
                for name in names {
                    builder.add(name, language, case, place.capitals)?;
                }
            }
            builder.close()?;
        }
        for country in Country::all() {
            builder.open();
            for name in Country::names().iter().filter(|name| name.country == country) {
                let case = match name.via {
                    Via::Name if name.guard => Case::Capital,
                    Via::Name => Case::Any,
                    Via::Abbreviation => Case::Any,
                    Via::Adjective | Via::People | Via::Place => continue,
                };
                builder.add(name.text, name.language, case, name.guard)?;
            }
            builder.close()?;
        }
        Ok(builder.build())
    }

    /// Adds the other names to the names among `parts`. Only parts that are `plain` words can be names.
    pub(super) fn expand(&self, parts: Vec<Query>, plain: &[bool]) -> Vec<Query> {
        let words: Vec<Option<Typed>> = parts
            .iter()
            .zip(plain)
            .map(|(part, &plain)| plain.then(|| plain_words(part)).flatten())
            .collect();
        let mut expanded = Vec::with_capacity(parts.len());
        let mut rest = parts.into_iter();
        let mut at = 0;
        while at < words.len() {
            let (length, others) = self.at(&words[at..]);
            let mut typed: Vec<Query> = rest.by_ref().take(length.max(1)).collect();
            at += typed.len().max(1);
            if others.is_empty() {
                expanded.append(&mut typed);
                continue;
            }
            // A compound has its spelling as one word as an alternative already.
            let mut all = Vec::new();
            if let [Query::Expanded { .. }] = typed.as_slice()
                && let Some(Query::Expanded { typed: inner, others }) = typed.pop()
            {
                typed.push(*inner);
                all.extend(others);
            }
            all.extend(others);
            expanded.push(Query::Expanded { typed: Box::new(Query::and(typed)), others: all });
        }
        expanded
    }

    /// The longest name at the beginning of some words: how many of the parts it takes, and the other names of its
    /// groups.
    fn at(&self, parts: &[Option<Typed>]) -> (usize, Vec<Query>) {
        let Some(Some(first)) = parts.first() else { return (0, Vec::new()) };
        let Some(Pattern::Terms(terms)) = first.words.first().map(|word| &word.pattern) else {
            return (0, Vec::new());
        };
        let mut candidates: Vec<usize> =
            terms.iter().filter_map(|term| self.by_first_term.get(term)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut longest = 0;
        let mut found: Vec<usize> = Vec::new();
        for number in candidates {
            let length = self.names[number].taken(parts);
            if length > longest {
                longest = length;
                found.clear();
            }
            if length > 0 && length == longest {
                found.push(number);
            }
        }
        let mut groups: Vec<usize> = Vec::new();
        for &number in &found {
            if !groups.contains(&self.names[number].group) {
                groups.push(self.names[number].group);
            }
        }
        let mut others = Vec::new();
        for &group in &groups {
            for &number in &self.groups[group] {
                let name = &self.names[number];
                if found.contains(&number) && name.is_typed_by_all_terms(parts) || name.recognised_only {
                    continue;
                }
                let query = name.query(first.field);
                if others.len() < MAX_OTHERS && !others.contains(&query) {
                    others.push(query);
                }
            }
        }
        (longest, others)
    }
}

/// Refuses a file that would make the start of the program, and then each query, slow.
fn check_size(file: &File) -> Result<(), SynonymsError> {
    let mut all = 0;
    for group in &file.group {
        let names = [&group.ru, &group.be, &group.en];
        let count: usize = names.iter().map(|names| names.len()).sum();
        if count.max(group.capitals.len()) > MAX_GROUP {
            let first = beginning(names.into_iter().flatten().next().map_or("", String::as_str));
            let count = count.max(group.capitals.len());
            return Err(SynonymsError::TooManyInGroup { first, count, limit: MAX_GROUP });
        }
        all += count;
    }
    if all > MAX_NAMES {
        return Err(SynonymsError::TooMany { count: all, limit: MAX_NAMES });
    }
    Ok(())
}

/// The beginning of a name, for a message.
fn beginning(name: &str) -> String {
    name.chars().take(SHOWN).collect()
}

/// A part of a query that was typed without a blank, and its field.
struct Typed {
    field: TextField,
    /// A word, or those of a compound.
    words: Vec<Word>,
}

fn plain_words(part: &Query) -> Option<Typed> {
    match part {
        Query::Word { field, word } => Some(Typed { field: *field, words: vec![word.clone()] }),
        Query::Phrase { field, words, .. } => Some(Typed { field: *field, words: words.clone() }),
        Query::Expanded { typed, .. } => plain_words(typed),
        _ => None,
    }
}

impl Name {
    /// How many parts its words take at the beginning of `parts`; 0 when it is not there.
    fn taken(&self, parts: &[Option<Typed>]) -> usize {
        let mut words = self.words.iter();
        let alone = self.words.len() == 1;
        let field = parts.iter().flatten().next().map(|part| part.field);
        for (at, part) in parts.iter().enumerate() {
            let Some(part) = part.as_ref().filter(|part| Some(part.field) == field) else { return 0 };
            for typed in &part.words {
                let fits = words
                    .next()
                    .is_some_and(|word| is_form_of(typed, word, alone) && self.case.allows(&typed.text));
                if !fits {
                    return 0;
                }
            }
            if words.as_slice().is_empty() {
                return at + 1;
            }
        }
        0
    }

    /// Whether what was typed matches everything that this name matches, so that the name need not be added.
    fn is_typed_by_all_terms(&self, parts: &[Option<Typed>]) -> bool {
        let mut typed = parts.iter().flatten().flat_map(|part| &part.words);
        self.words.iter().all(|word| match (&word.pattern, typed.next().map(|typed| &typed.pattern)) {
            (Pattern::Terms(terms), Some(Pattern::Terms(typed))) => {
                terms.iter().all(|term| typed.contains(term))
            }
            _ => false,
        })
    }

    fn query(&self, field: TextField) -> Query {
        match self.words.as_slice() {
            [word] => Query::Word { field, word: word.clone() },
            words => Query::Phrase { field, words: words.to_vec(), slop: 0 },
        }
    }
}

/// Whether a typed word is a form of a name's word: they have a term in common, and their letters differ only at the
/// end. The term alone is not enough, as it may come from an improbable reading (малага is a form of Belarusian малы,
/// and a city).
fn is_form_of(typed: &Word, word: &Word, alone: bool) -> bool {
    // An ordinary Russian word alone is not a form of a Belarusian name, even with an equal stem (работу, Рабат). With
    // other words it may be: «штучны інтэлект».
    let ordinary =
        alone && !typed.text.contains(char::is_uppercase) && is_ordinary_russian(&normalize(&typed.text));
    let common = match (&typed.pattern, &word.pattern) {
        (Pattern::Terms(typed), Pattern::Terms(word)) => {
            typed.iter().any(|term| word.contains(term) && !(ordinary && is_belarusian_term(term)))
        }
        _ => false,
    };
    let (typed, word) = (normalize(&typed.text), normalize(&word.text));
    let same = typed.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    common && same + LONGEST_ENDING >= word.chars().count()
}

impl Case {
    fn allows(self, typed: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => typed.chars().next().is_some_and(char::is_uppercase),
            Self::Capitals => !typed.contains(char::is_lowercase),
        }
    }
}

struct Builder<'a> {
    names: Vec<Name>,
    groups: Vec<Vec<usize>>,
    analyzer: &'a Analyzer,
}

impl Builder<'_> {
    fn open(&mut self) {
        self.groups.push(Vec::new());
    }

    fn add(
        &mut self,
        text: &str,
        language: Language,
        case: Case,
        recognised_only: bool,
    ) -> Result<(), SynonymsError> {
        let words: Vec<Word> = self
            .analyzer
            .document(text, language)
            .into_iter()
            .map(|token| Word {
                text: text[token.start..token.end].to_owned(),
                pattern: Pattern::Terms(token.terms.to_vec()),
                quoted: false,
            })
            .collect();
        if words.is_empty() {
            return Err(SynonymsError::NoWords(beginning(text)));
        }
        if words.len() > MAX_NAME_WORDS {
            let name = beginning(text);
            return Err(SynonymsError::TooLong { name, count: words.len(), limit: MAX_NAME_WORDS });
        }
        // Two letters in lower case are usually an ordinary word (us, по).
        let short = text.chars().count() <= 2 && text.chars().all(char::is_uppercase);
        let case = if short { Case::Capitals } else { case };
        let group = self.groups.len() - 1;
        self.groups[group].push(self.names.len());
        self.names.push(Name { group, text: text.to_owned(), words, language, case, recognised_only });
        Ok(())
    }

    /// Ends a group: of two names in one language, the one that contains the other matches nothing more, so it is not
    /// added.
    fn close(&mut self) -> Result<(), SynonymsError> {
        let Some(group) = self.groups.last() else { return Ok(()) };
        if let [only] = group.as_slice() {
            return Err(SynonymsError::Single(beginning(&self.names[*only].text)));
        }
        let contains_another = |number: usize| {
            let name = &self.names[number];
            group.iter().map(|&other| &self.names[other]).any(|other| {
                other.language == name.language
                    && other.words.len() < name.words.len()
                    && !other.recognised_only
                    && name.words.windows(other.words.len()).any(|window| window == other.words)
            })
        };
        let longer: Vec<usize> = group.iter().copied().filter(|&number| contains_another(number)).collect();
        for number in longer {
            self.names[number].recognised_only = true;
        }
        Ok(())
    }

    fn build(self) -> Synonyms {
        let mut by_first_term: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, name) in self.names.iter().enumerate() {
            if let Pattern::Terms(terms) = &name.words[0].pattern {
                for term in terms {
                    by_first_term.entry(term.clone()).or_default().push(number);
                }
            }
        }
        Synonyms { names: self.names, groups: self.groups, by_first_term }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::model::Vocabulary;
    use crate::query::Parser;

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
    static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::new(&ANALYZER));

    fn understood(query: &str) -> String {
        let vocabulary = Vocabulary::default();
        let (query, warnings) = Parser::new(&ANALYZER, &vocabulary).expanding(&SYNONYMS).parse(query);
        assert_eq!(warnings, [], "{query}");
        query.to_string()
    }

    fn check(query: &str, others: &[&str]) {
        let understood = understood(query);
        for other in others {
            assert!(understood.contains(other), "{query}: {other} is missing from {understood}");
        }
    }

    fn check_alone(query: &str) {
        assert_eq!(understood(query), query);
    }

    #[test]
    fn names_stand_for_one_another_in_any_form_and_both_directions() {
        check("ОАЭ", &["| \"Эмираты\"", "| \"Эміраты\"", "| \"UAE\""]);
        check("Эмиратами", &["| \"ОАЭ\""]);
        check("Объединенных Арабских Эмиратов", &["| \"ОАЭ\""]);
        check("еаэс", &["\"Евразийский экономический союз\""]);
        check("евразийскому экономическому союзу", &["| \"ЕАЭС\""]);
        check("министерством иностранных дел", &["| \"МИД\""]);
        check("Минску", &["| \"Мінск\"", "| \"Minsk\""]);
        check("Санкт-Петербурге", &["Пецярбург\"", "Petersburg\""]);
        check("беларусь", &["Belarus"]);
    }

    #[test]
    fn what_is_around_a_name_stays_as_it_is() {
        assert!(understood("приезд в ОАЭ").starts_with("приезд в (\"ОАЭ\" | "));
        assert!(
            understood("ход искусственного интеллекта")
                .starts_with("ход (\"искусственного\" \"интеллекта\" | ")
        );
        assert!(understood("приезд | ОАЭ").starts_with("приезд | \"ОАЭ\" | "));
        assert!(understood("-ОАЭ").starts_with("-(\"ОАЭ\" | "));
        assert!(understood("title:ОАЭ").starts_with("title:\"ОАЭ\" | title:\"Эмираты\""));
    }

    #[test]
    fn names_that_are_words_too_need_their_capitals() {
        check_alone("по воде");
        check_alone("мот");
        check_alone("us");
        check("ПО", &["\"программное обеспечение\""]);
        check_alone("того");
        check_alone("малый");
        for word in ["работу", "про", "раза", "нас"] {
            check_alone(word);
        }
    }

    /// A query for the ministry МАРТ matched every March.
    #[test]
    fn names_that_are_words_too_stand_for_nothing() {
        for (query, word) in [
            ("министерство антимонопольного регулирования и торговли", "\"МАРТ\""),
            ("программное обеспечение", "\"ПО\""),
            ("Всемирная организация здравоохранения", "\"ВОЗ\""),
            ("США", "\"US\""),
        ] {
            let understood = understood(query);
            assert!(!understood.contains(word), "{query}: {understood}");
        }
    }

    #[test]
    fn exact_and_quoted_words_mean_themselves() {
        check_alone("=ОАЭ");
        check_alone("\"Объединенные Арабские Эмираты\"");
        check_alone("\"ОАЭ\"");
    }

    #[test]
    fn files_that_are_not_right() {
        let error = |text| Synonyms::from_toml(text, &ANALYZER).err().map(|error| error.to_string());
        assert_eq!(error("[[group]]\nru = [\"а\", \"б\"]"), None);
        assert!(error("[[group]]\nru = [\"а\"]").is_some_and(|message| message.contains("needs two")));
        assert!(
            error("[[group]]\nru = [\"а\", \"…\"]").is_some_and(|message| message.contains("no letters"))
        );
        assert!(error("[[group]]\nfr = [\"а\"]").is_some_and(|message| message.contains("fr")));
    }

    /// A group of 20,000 names took 15 s at every start.
    #[test]
    fn files_that_are_too_large() {
        let names = |count: usize| (0..count).map(|n| format!("\"имя{n}\",")).collect::<String>();
        for (text, expected) in [
            (format!("[[group]]\nru = [{}]", names(20_000)), "\"имя0\" has 20000 names, and it may have 200"),
            (format!("[[group]]\nru = [{}]\n", names(20)).repeat(1_001), "has 20020 names"),
            (format!("[[group]]\nru = [\"{}\", \"б\"]", "слово ".repeat(100_000)), "has 100000 words"),
        ] {
            let error = Synonyms::from_toml(&text, &ANALYZER).err();
            let message = error.map(|error| error.to_string()).unwrap_or_default();
            assert!(message.contains(expected) && message.len() < 400, "{message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_query_stays_bounded(query in "[А-Яа-яA-Za-z «»\"|()=-]{0,60}") {
            let vocabulary = Vocabulary::default();
            let (typed, _) = Parser::new(&ANALYZER, &vocabulary).parse(&query);
            let (expanded, _) = Parser::new(&ANALYZER, &vocabulary).expanding(&SYNONYMS).parse(&query);
            let words = |query: &Query| query.words().len();
            proptest::prop_assert_eq!(words(&expanded.as_typed()), words(&typed.as_typed()));
            for (_, others) in expanded.expansions() {
                proptest::prop_assert!(others.len() <= MAX_OTHERS + 1);
            }
        }
    }
}
