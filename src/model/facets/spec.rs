//! The row of a facet.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Document, Language, Mention, Vocabulary};

/// A facet's row. A new one is best begun from [`FacetSpec::CLOSED`] or [`FacetSpec::OPEN`].
#[derive(Clone, Copy, Debug)]
pub struct FacetSpec {
    /// The name of the parameter, of the facet in JSON, of the field in queries and of the column in the index: lower-case
    /// ASCII letters and `_`.
    pub code: &'static str,
    /// The Russian and the Belarusian name of the field in queries, in lower case; may be the same word.
    pub fields: [&'static str; 2],
    /// The heading of the facet and the name of a chosen value's property: Russian, Belarusian, English.
    pub label: [&'static str; 3],
    /// The heading of all values of one document: Russian, Belarusian, English.
    pub labels: [&'static str; 3],
    /// The values of a document, the most important first. A value that comes twice counts once.
    pub values: for<'d> fn(&'d Document) -> Vec<DocumentValue<'d>>,
    /// What a reader sees for a value; the value itself when it has no other name.
    pub shown: for<'v> fn(&'v str, &'v Vocabulary, Language) -> &'v str,
    /// A value of the parameter in the form that documents have it in; `None` when it cannot be a value.
    pub parse: fn(&str) -> Option<String>,
    /// The same for a value after the field's name in a query, where values may be given by their names, too. Not
    /// called for an open-ended facet.
    pub find: fn(&str, &Vocabulary) -> Option<String>,
    /// The values that `parse` and `find` accept, for the message about others.
    pub accepts: Accepts,
    /// Its values are not a closed list, and readers know them by parts of their names: they are typed, completed, and
    /// searched by their words (people, organisations).
    pub open_ended: bool,
    /// Every document has exactly one value.
    pub single: bool,
    /// The page of a document shows it separately from the list of properties.
    pub apart: bool,
    /// The value for unknown; a document's page leaves it out.
    pub unknown: Option<&'static str>,
    /// How many values the search page shows before it folds the rest away.
    pub shown_first: usize,
    /// The value that another one lies in and is shown below: the area of a topic.
    pub parent: for<'v> fn(&'v str, &'v Vocabulary) -> Option<&'v str>,
}

/// The values that a facet accepts.
#[derive(Clone, Copy, Debug)]
pub enum Accepts {
    /// Any text.
    Anything,
    /// Codes of countries by ISO 3166-1; in a query their names, too.
    Countries,
    /// One of the codes that the function lists.
    OneOf(fn() -> Vec<&'static str>),
}

/// A value of a document and the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentValue<'d> {
    /// The value as the facet counts it.
    pub value: Cow<'d, str>,
    /// A note that a page shows beside it, for instance a person's office; may be empty.
    pub note: &'d str,
    /// How many times the title names it.
    pub in_title: u32,
    /// Where the text names it.
    pub places: Places<'d>,
}

/// Places in the text of a document: bytes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places<'d> {
    /// Ranges.
    Ranges(Cow<'d, [Range<usize>]>),
    /// The ranges of mentions.
    Mentions(&'d [Mention]),
}

impl FacetSpec {
    /// A facet whose values are typed whole: any text, shown as it is. Code, names, labels and values are missing.
    pub const CLOSED: Self = Self {
        code: "",
        fields: [""; 2],
        label: [""; 3],
        labels: [""; 3],
        values: |_| Vec::new(),
        shown: |value, _, _| value,
        parse: |text| Some(text.to_owned()),
        find: |text, _| Some(text.to_owned()),
        accepts: Accepts::Anything,
        open_ended: false,
        single: false,
        apart: false,
        unknown: None,
        shown_first: 12,
        parent: |_, _| None,
    };

    /// A facet whose values are names, typed in part and completed. Code, names, labels and values are missing.
    pub const OPEN: Self = Self { open_ended: true, shown_first: 8, ..Self::CLOSED };
}

impl Accepts {
    /// The values to choose from, separated by commas; `None` when they are not listed.
    pub fn listed(self) -> Option<String> {
        match self {
            Self::OneOf(codes) => Some(codes().join(", ")),
            Self::Anything | Self::Countries => None,
        }
    }
}

impl<'d> DocumentValue<'d> {
    /// A value without evidence in the text.
    pub fn stated(value: impl Into<Cow<'d, str>>) -> Self {
        Self::found(value, 0, &[])
    }

    /// A value that the title names `in_title` times, and the text at `places`.
    pub fn found(value: impl Into<Cow<'d, str>>, in_title: u32, places: &'d [Range<usize>]) -> Self {
        Self { value: value.into(), note: "", in_title, places: Places::Ranges(places.into()) }
    }
}

impl Places<'_> {
    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::Ranges(ranges) => ranges.len(),
            Self::Mentions(mentions) => mentions.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The byte ranges.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        match self {
            Self::Ranges(ranges) => ranges.to_vec(),
            Self::Mentions(mentions) => mentions.iter().map(|mention| mention.range.clone()).collect(),
        }
    }
}
