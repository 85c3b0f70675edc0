//! The table of facets in use: the built-in rows and those registered before its first use. A facet is identified by
//! its index in the table, so that data by facet is an array.

use std::fmt;
use std::ops::{Index, IndexMut};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::rows::BUILT_IN;
use super::spec::{DocumentValue, FacetSpec, Places};
use crate::model::{Document, Language, Vocabulary};

/// A facet: its index in the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetName(usize);

/// Why a facet is not registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FacetRefusal {
    /// The table is already in use, and what was made from it would lack the facet.
    #[error("facets are registered before anything else uses them, and {0:?} came later")]
    Late(&'static str),
    /// Another facet, a parameter, a field of queries or a column has the name.
    #[error("the name {0:?} is taken")]
    Taken(&'static str),
    /// A code is lower-case ASCII letters and `_`; the name of a field is letters in lower case.
    #[error("{0:?} cannot name a facet: lower-case letters are expected, in the code ASCII ones or _")]
    Malformed(&'static str),
}

/// Names taken by parameters, fields of queries and columns of the index.
pub const RESERVED_NAMES: [&str; 38] = [
    // Parameters.
    "q",
    "from",
    "to",
    "event",
    "sort",
    "match",
    "limit",
    "offset",
    "cursor",
    "facets",
    "strict",
    "why",
    // Fields of queries.
    "title",
    "заголовок",
    "загаловак",
    "body",
    "текст",
    "тэкст",
    "date",
    "дата",
    "событие",
    "падзея",
    // Columns.
    "id",
    "hash",
    "lead",
    "background",
    "title_families",
    "body_families",
    "published",
    "event_from",
    "event_to",
    "stored",
    // JSON of a query.
    "text",
    "interpretation",
    "expansions",
    "resolved",
    "filters",
    "name",
];

/// The rows in use; set by the first use.
static TABLE: OnceLock<Vec<FacetSpec>> = OnceLock::new();

/// Registered rows; `None` once the table is in use.
static REGISTERED: Mutex<Option<Vec<FacetSpec>>> = Mutex::new(Some(Vec::new()));

fn table() -> &'static [FacetSpec] {
    TABLE.get_or_init(|| {
        let registered = REGISTERED.lock().unwrap_or_else(PoisonError::into_inner).take();
        BUILT_IN.iter().copied().chain(registered.unwrap_or_default()).collect()
    })
}

/// Adds a facet after the built-in ones, for the whole program. An index that was built without it has to be built anew.
///
/// # Errors
/// When the table is in use already: facets are registered first of all. When one of the names is taken or malformed.
pub fn register_facet(spec: FacetSpec) -> Result<(), FacetRefusal> {
    let mut registered = REGISTERED.lock().unwrap_or_else(PoisonError::into_inner);
    let rows = registered.as_mut().ok_or(FacetRefusal::Late(spec.code))?;
    let is_code = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_field = |name: &str| name.chars().all(|c| c.is_alphabetic() && c.to_lowercase().eq([c]));
    for (name, sound) in [
        (spec.code, is_code(spec.code)),
        (spec.fields[0], is_field(spec.fields[0])),
        (spec.fields[1], is_field(spec.fields[1])),
    ] {
        if name.is_empty() || !sound {
            return Err(FacetRefusal::Malformed(name));
        }
        if is_taken(name, BUILT_IN.iter().chain(rows.iter())) {
            return Err(FacetRefusal::Taken(name));
        }
    }
    rows.push(spec);
    Ok(())
}

/// Whether a parameter, a field or a column of this name is there. An open-ended facet has a second column, of the words
/// of its values, whose name ends in `_words`.
fn is_taken<'a>(name: &str, mut rows: impl Iterator<Item = &'a FacetSpec>) -> bool {
    RESERVED_NAMES.contains(&name)
        || rows.any(|row| {
            row.code == name
                || row.fields.contains(&name)
                || name.strip_suffix("_words") == Some(row.code)
                || row.code.strip_suffix("_words") == Some(name)
        })
}

impl FacetName {
    /// Counterpart country.
    pub const COUNTRY: Self = Self(0);
    /// Topic.
    pub const TOPIC: Self = Self(1);
    /// Kind of event.
    pub const KIND: Self = Self(2);
    /// Person.
    pub const PERSON: Self = Self(3);
    /// Organisation.
    pub const ORGANISATION: Self = Self(4);
    /// Publisher.
    pub const SOURCE: Self = Self(5);
    /// Language of the text.
    pub const LANGUAGE: Self = Self(6);

    /// Every facet, in the order in which they are shown.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..table().len()).map(Self)
    }

    /// The facet with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|facet| facet.code() == code)
    }

    /// The facet that a field of a query names, in any of the three languages and in any letter case.
    pub fn from_field(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::all().find(|facet| facet.code() == name || facet.spec().fields.contains(&name.as_str()))
    }

    /// Its row.
    pub fn spec(self) -> &'static FacetSpec {
        &table()[self.0]
    }

    /// Its index in the table, from 0.
    pub fn index(self) -> usize {
        self.0
    }

    /// The name in parameters, JSON and columns: `country`, `topic`, `kind`, `person`, `org`, `source`, `lang`.
    pub fn code(self) -> &'static str {
        self.spec().code
    }

    /// The name of its field in queries for a reader.
    pub fn field(self, reader: Language) -> &'static str {
        let [ru, be] = self.spec().fields;
        reader.choose([ru, be, self.code()])
    }

    /// Its heading for a reader.
    pub fn label(self, reader: Language) -> &'static str {
        reader.choose(self.spec().label)
    }

    /// The heading of all values of one document for a reader.
    pub fn labels(self, reader: Language) -> &'static str {
        reader.choose(self.spec().labels)
    }

    /// What a reader sees for a value: its name, or the value itself when it has none.
    pub fn shown<'v>(self, value: &'v str, vocabulary: &'v Vocabulary, reader: Language) -> &'v str {
        (self.spec().shown)(value, vocabulary, reader)
    }

    /// The value that another one lies in.
    pub fn parent<'v>(self, value: &'v str, vocabulary: &'v Vocabulary) -> Option<&'v str> {
        (self.spec().parent)(value, vocabulary)
    }

    /// The values of a document, the most important first, each once and none empty.
    pub fn values(self, document: &Document) -> Vec<DocumentValue<'_>> {
        let mut values = (self.spec().values)(document);
        let mut at = 0;
        while at < values.len() {
            let (before, [value, ..]) = values.split_at_mut(at) else { break };
            match before.iter_mut().find(|known| known.value == value.value) {
                Some(known) => {
                    known.in_title += value.in_title;
                    let mut places = known.places.ranges();
                    places.extend(value.places.ranges());
                    known.places = Places::Ranges(places.into());
                }
                None if !value.value.is_empty() => {
                    at += 1;
                    continue;
                }
                None => {}
            }
            values.remove(at);
        }
        values
    }
}

impl fmt::Debug for FacetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for FacetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A value for each facet, by its index in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByFacet<T>(Box<[T]>);

impl<T> ByFacet<T> {
    /// The value that `make` returns for each.
    pub fn new(make: impl FnMut(FacetName) -> T) -> Self {
        Self(FacetName::all().map(make).collect())
    }

    /// Each facet and its value.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FacetName, &T)> {
        FacetName::all().zip(&self.0)
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (FacetName, &mut T)> {
        FacetName::all().zip(&mut self.0)
    }

    /// The values, in the order of the table.
    pub fn into_values(self) -> impl ExactSizeIterator<Item = T> {
        self.0.into_iter()
    }
}

impl<T: Default> Default for ByFacet<T> {
    fn default() -> Self {
        Self::new(|_| T::default())
    }
}

impl<T> Index<FacetName> for ByFacet<T> {
    type Output = T;

    fn index(&self, facet: FacetName) -> &T {
        &self.0[facet.0]
    }
}

impl<T> IndexMut<FacetName> for ByFacet<T> {
    fn index_mut(&mut self, facet: FacetName) -> &mut T {
        &mut self.0[facet.0]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::{Annotations, Communique, Kind, Organisation};

    #[test]
    fn names_are_the_places_of_their_rows() {
        let named = [
            (FacetName::COUNTRY, "country"),
            (FacetName::TOPIC, "topic"),
            (FacetName::KIND, "kind"),
            (FacetName::PERSON, "person"),
            (FacetName::ORGANISATION, "org"),
            (FacetName::SOURCE, "source"),
            (FacetName::LANGUAGE, "lang"),
        ];
        assert_eq!(named.map(|(facet, _)| facet.code()), named.map(|(_, code)| code));
    }

    #[test]
    fn names_that_are_taken() {
        let words = [FacetSpec { code: "reason_words", ..FacetSpec::CLOSED }];
        let taken = |name: &str| is_taken(name, BUILT_IN.iter().chain(&words));
        for name in ["person", "персона", "асоба", "person_words", "q", "from", "reason", "reason_words"]
        {
            assert!(taken(name), "{name}");
        }
        assert!(!taken("office") && !taken("words"));
    }

    #[test]
    fn no_name_is_there_twice() {
        let mut known: HashSet<&str> = HashSet::from(RESERVED_NAMES);
        for row in table() {
            for name in HashSet::from([row.code, row.fields[0], row.fields[1]]) {
                assert!(known.insert(name), "{name}");
            }
        }
    }

    #[test]
    fn a_table_in_use_takes_no_rows() {
        assert_eq!(FacetName::from_code("person"), Some(FacetName::PERSON));
        let late = FacetSpec { code: "late", fields: ["позже", "пазней"], ..FacetSpec::CLOSED };
        assert_eq!(register_facet(late), Err(FacetRefusal::Late("late")));
    }

    #[test]
    fn fields_in_three_languages() {
        for name in ["org", "Организация", "арганізацыя"] {
            assert_eq!(FacetName::from_field(name), Some(FacetName::ORGANISATION), "{name}");
        }
        assert_eq!(FacetName::from_field("title"), None);
        assert_eq!(FacetName::ORGANISATION.field(Language::Belarusian), "арганізацыя");
    }

    #[test]
    fn a_value_that_comes_twice_is_one() {
        let body = |name: &str, at: usize| Organisation {
            name: name.to_owned(),
            mentions: std::iter::once(at..at + 2).collect(),
            in_title: 1,
        };
        let document = Document {
            communique: Communique::of("Заголовок", "Текст"),
            annotations: Annotations {
                organisations: vec![body("МИД", 0), body("", 2), body("ЕАЭС", 4), body("МИД", 6)],
                kind: Kind::Visit,
                ..Annotations::none(Language::Russian)
            },
        };
        let values = FacetName::ORGANISATION.values(&document);
        let told: Vec<(&str, u32, Vec<_>)> =
            values.iter().map(|value| (&*value.value, value.in_title, value.places.ranges())).collect();
        assert_eq!(told, [("МИД", 2, vec![0..2, 6..8]), ("ЕАЭС", 1, std::iter::once(4..6).collect())]);
        assert_eq!(FacetName::KIND.values(&document), [DocumentValue::stated("visit")]);
        assert!(FacetName::SOURCE.values(&document).is_empty());
    }
}
