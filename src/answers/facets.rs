//! The values of a facet as JSON.

use serde::Serialize;

use crate::engine::{Engine, EngineError};
use crate::model::{FacetName, Language, Vocabulary};
use crate::query::Completion;

/// The values of a facet whose names begin with what was typed: the answer of `/api/v1/facets/{name}`.
#[derive(Serialize)]
pub struct CompletionsJson {
    facet: &'static str,
    values: Vec<ValueJson>,
}

#[derive(Serialize)]
struct ValueJson {
    value: String,
    name: String,
    /// Documents that have it, in the whole index.
    count: u64,
}

impl CompletionsJson {
    /// Values with the number of all documents that have them, for a reader.
    pub fn new(
        facet: FacetName,
        values: Vec<(String, u64)>,
        vocabulary: &Vocabulary,
        reader: Language,
    ) -> Self {
        let value = |(value, count): (String, u64)| ValueJson {
            name: facet.shown(&value, vocabulary, reader).to_owned(),
            value,
            count,
        };
        Self { facet: facet.code(), values: values.into_iter().map(value).collect() }
    }
}

/// The values of a facet whose names for a reader match what was typed ([`Completion`]), at most `limit`, the most
/// frequent first, each with the number of all documents that have it.
///
/// # Errors
/// The engine failed.
pub fn complete(
    engine: &Engine,
    facet: FacetName,
    typed: &str,
    limit: usize,
    vocabulary: &Vocabulary,
    reader: Language,
) -> Result<Vec<(String, u64)>, EngineError> {
    let completion = Completion::new(typed);
    engine.values(facet, limit, &|value| completion.matches(facet.shown(value, vocabulary, reader)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A language was "ru" in JSON and «русский» on the page.
    #[test]
    fn a_language_has_its_name_in_every_face() {
        let vocabulary = Vocabulary::default();
        let shown = |value, reader| FacetName::LANGUAGE.shown(value, &vocabulary, reader);
        assert_eq!(shown("ru", Language::Russian), "русский");
        assert_eq!(shown("be", Language::English), "Belarusian");
        assert_eq!(shown("xx", Language::English), "xx");
    }
}
