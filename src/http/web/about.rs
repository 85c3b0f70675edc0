//! The properties of a document, beside its text: every value links to the documents that share it, and to the places
//! of the text that are evidence for it.

use std::ops::Range;

use super::{
    links::{self, Links},
    parts::Tag,
};
use crate::model::{Document, DocumentValue, EventDates, FacetName, Language, Precision, Vocabulary};
use crate::texts::{in_words, texts};

/// At most 8 values of a property are shown; the rest is folded.
const SHOWN: usize = 8;

/// A property and its values.
pub(super) struct Property {
    /// Its name.
    pub(super) name: &'static str,
    /// The first values.
    pub(super) shown: Vec<Value>,
    /// The others.
    pub(super) folded: Vec<Value>,
    /// «ещё 5».
    pub(super) more: String,
}

/// A value of a property.
pub(super) struct Value {
    /// Its name, which links to the documents that share it.
    pub(super) tag: Tag,
    /// «3 упоминания».
    pub(super) count: String,
    /// The page with these places marked; `None` without places.
    pub(super) why: Option<String>,
    /// These places are marked now.
    pub(super) marked: bool,
    /// A topic that stands below its area.
    pub(super) below: bool,
}

/// A property with a value, as `why` in the address of a document names it: `person:Кирилл Залесский`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) struct Reason {
    property: String,
    value: String,
}

impl Reason {
    /// Reads `property:value`.
    pub(in crate::http) fn parse(text: &str) -> Option<Self> {
        let (property, value) = text.split_once(':')?;
        Some(Self { property: property.to_owned(), value: value.to_owned() })
    }

    /// The bytes of the text that are evidence for the value, in order and without overlaps.
    pub(in crate::http) fn places(&self, document: &Document) -> Vec<Range<usize>> {
        let of_facet = |facet: FacetName| {
            let values =
                facet.values(document).into_iter().filter(|value| value.value == self.value.as_str());
            values.flat_map(|value| value.places.ranges()).collect::<Vec<_>>()
        };
        let events = || {
            let events = document.annotations.events.iter().filter(|event| period(event) == self.value);
            events.map(|event| event.range.clone()).collect()
        };
        let mut places = match FacetName::from_code(&self.property) {
            Some(facet) => of_facet(facet),
            None if self.property == EVENT => events(),
            None => Vec::new(),
        };
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(places.len());
        for place in places {
            match apart.last_mut() {
                Some(last) if last.end > place.start => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

/// The name of the property for the days that a text speaks of.
const EVENT: &str = "event";

/// The inferred properties of a document, in the order in which they are shown.
pub(super) fn properties(
    document: &Document,
    search: &Links,
    reason: Option<&Reason>,
    vocabulary: &Vocabulary,
    reader: Language,
) -> Vec<Property> {
    let t = texts(reader);
    let annotations = &document.annotations;
    let value = |property: &str, code: &str, tag: Tag, in_title: u32, mentions: usize| {
        let marked = reason.is_some_and(|reason| reason.property == property && reason.value == code);
        let count = u64::from(in_title) + mentions as u64;
        let why = (mentions > 0)
            .then(|| search.document_because(&document.communique.id, &format!("{property}:{code}")));
        let count = if count == 0 { String::new() } else { t.mentions(count) };
        Value { tag, count, why, marked, below: false }
    };
    let values = |facet: FacetName| {
        let known = facet.values(document).into_iter();
        let known = known.filter(|known| facet.spec().unknown.is_none_or(|unknown| known.value != unknown));
        let value = |known: DocumentValue<'_>| {
            let tag = Tag {
                name: facet.shown(&known.value, vocabulary, reader).to_owned(),
                href: Some(links::all_with(facet, &known.value)),
                note: known.note.to_owned(),
            };
            let below = facet.parent(&known.value, vocabulary).is_some();
            Value { below, ..value(facet.code(), &known.value, tag, known.in_title, known.places.len()) }
        };
        (facet.labels(reader), known.map(value).collect::<Vec<_>>())
    };
    let listed = FacetName::all().filter(|facet| !facet.spec().apart);
    // Facets of a single value come first, so that they are not below a long list.
    let (single, several): (Vec<_>, Vec<_>) = listed.partition(|facet| facet.spec().single);
    let mut periods: Vec<String> = Vec::new();
    let events = annotations.events.iter().filter_map(|event| {
        let period = period(event);
        if periods.contains(&period) {
            return None;
        }
        let said = annotations.events.iter().filter(|other| self::period(other) == period).count();
        let tag = Tag { name: days(event, reader), href: Some(links::event(&period)), note: String::new() };
        let value = value(EVENT, &period, tag, 0, said);
        periods.push(period);
        Some(value)
    });
    let events = (t.events, events.collect());
    let all = single.into_iter().chain(several).map(values).chain([events]);
    all.filter(|(_, values)| !values.is_empty())
        .map(|(name, mut shown)| {
            let folded = shown.split_off(shown.len().min(SHOWN));
            Property { name, more: t.more(folded.len() as u64), shown, folded }
        })
        .collect()
}

fn period(event: &EventDates) -> String {
    if event.from == event.to { event.from.to_string() } else { format!("{}..{}", event.from, event.to) }
}

/// The days in words: «14 октября 2025 г.», «октябрь 2025 г.», «14 октября 2025 г. — 17 октября 2025 г.», «2026 г. — 2028 г.».
fn days(event: &EventDates, reader: Language) -> String {
    let (from, to) = (event.from, event.to);
    let precision = match () {
        () if from == from.first_of_year() && to == to.last_of_year() => Precision::Year,
        () if from == from.first_of_month() && to == to.last_of_month() => Precision::Month,
        () => Precision::Day,
    };
    let (first, last) = (in_words(from, precision, reader), in_words(to, precision, reader));
    if first == last { first } else { format!("{first} — {last}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::web::samples;

    #[test]
    fn reasons_name_places() {
        let document = samples::document();
        let places = |text: &str| {
            let reason = Reason::parse(text).expect("a reason");
            let text = document.communique.text.as_str();
            reason.places(&document).into_iter().map(|place| &text[place]).collect::<Vec<_>>()
        };
        assert_eq!(places("country:AE"), ["Объединенных Арабских", "Дубай"]);
        assert!(places("country:CN").is_empty() && places("person:Никто").is_empty());
        assert!(places("what:ever").is_empty());
        assert_eq!(Reason::parse("nothing"), None);
    }

    #[test]
    fn days_in_words() {
        let check = |from: &str, to: &str, expected: &str| {
            let day = |text: &str| text.parse().expect("a day");
            let event = EventDates { from: day(from), to: day(to), range: 0..0 };
            assert_eq!(days(&event, Language::Russian), expected);
        };
        check("2025-10-14", "2025-10-14", "14 октября 2025 г.");
        check("2025-10-14", "2025-10-17", "14 октября 2025 г. — 17 октября 2025 г.");
        check("2025-10-01", "2025-10-31", "октябрь 2025 г.");
        check("2025-01-01", "2025-12-31", "2025 г.");
        check("2026-01-01", "2028-12-31", "2026 г. — 2028 г.");
        check("2025-07-01", "2025-09-30", "июль 2025 г. — сентябрь 2025 г.");
    }
}
