//! The stated fields of a document, in JSON Lines and in front matter alike.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// A list may state at most 300 values. ISO 3166-1 has 249 country codes, and 59 topics are built in.
pub(super) const MAX_VALUES: usize = 300;

/// The stated fields of a document. Unknown fields are ignored: exports have many of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stated {
    pub(super) id: Option<Scalar>,
    pub(super) url: Option<String>,
    pub(super) title: Option<Scalar>,
    pub(super) text: Option<String>,
    pub(super) date: Option<Scalar>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) countries: Listed,
    pub(super) topics: Listed,
}

/// A text, or a number without quotes: `id: 17`, `date: 2026`.
#[derive(Debug)]
pub(super) struct Scalar(pub(super) String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a whole number")
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar(value.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Scalar, E> {
                Ok(Scalar(value.to_string()))
            }
        }
        input.deserialize_any(Visitor)
    }
}

/// A list of texts; one text alone, or nothing, is a list as well.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The first [`MAX_VALUES`].
    pub(super) values: Vec<String>,
    /// How many the document states.
    pub(super) count: usize,
}

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Listed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts")
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Listed, E> {
                Ok(Listed { values: vec![value.to_owned()], count: 1 })
            }
            fn visit_unit<E: de::Error>(self) -> Result<Listed, E> {
                Ok(Listed::default())
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Listed, A::Error> {
                let mut values = Vec::new();
                while values.len() < MAX_VALUES
                    && let Some(value) = list.next_element()?
                {
                    values.push(value);
                }
                let mut count = values.len();
                // The rest is only counted: a line of 16 MB has millions of values.
                while list.next_element::<de::IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Listed { values, count })
            }
        }
        input.deserialize_any(Visitor)
    }
}
