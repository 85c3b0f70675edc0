//! The fields of the index, and the terms under which words are in them.

use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

use crate::model::ByFacet;
use crate::query::{Pattern, Word};

/// The name of the index's tokenizer, which reads terms made by the analyzer.
pub(super) const TOKENIZER: &str = "stream";

/// The prefix of surface forms (the exact forms of words), which are in the same field as the terms, so that a phrase
/// may mix both. No term begins with it.
pub(super) const FORM_MARK: &str = "=";

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) id: Field,
    pub(super) hash: Field,
    pub(super) title: Field,
    /// The body's first paragraph once more.
    pub(super) lead: Field,
    pub(super) body: Field,
    pub(super) background: Field,
    /// The families of the title's words, and of the body's.
    pub(super) title_families: Field,
    pub(super) body_families: Field,
    pub(super) facets: ByFacet<FacetFields>,
    pub(super) published: Field,
    /// The first and the last days that the text speaks of; the two have their values in the same order.
    pub(super) event_from: Field,
    pub(super) event_to: Field,
    pub(super) stored: Field,
}

/// The fields of a facet.
#[derive(Clone, Copy, Debug)]
pub(super) struct FacetFields {
    /// The values as they are counted; the field's name is the facet's code.
    pub(super) values: Field,
    /// The words of the values, for the search in an open-ended facet.
    pub(super) words: Option<Field>,
}

/// Names of the fields that are read column by column.
pub(super) mod columns {
    pub(in crate::engine::embedded) const ID: &str = "id";
    pub(in crate::engine::embedded) const HASH: &str = "hash";
    pub(in crate::engine::embedded) const EVENT_FROM: &str = "event_from";
    pub(in crate::engine::embedded) const EVENT_TO: &str = "event_to";
    pub(in crate::engine::embedded) const PUBLISHED: &str = "published";
}

impl Fields {
    pub(super) fn new() -> Self {
        let text = || {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let frequencies = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let text_without_places = TextOptions::default().set_indexing_options(frequencies);
        // Read by document, never looked up by value.
        let column = || TextOptions::default().set_fast("raw");
        let mut schema = Schema::builder();
        Self {
            id: schema.add_text_field(columns::ID, STRING | FAST),
            hash: schema.add_text_field(columns::HASH, column()),
            title: schema.add_text_field("title", text()),
            lead: schema.add_text_field("lead", text_without_places.clone()),
            body: schema.add_text_field("body", text()),
            background: schema.add_text_field("background", text()),
            title_families: schema.add_text_field("title_families", text_without_places.clone()),
            body_families: schema.add_text_field("body_families", text_without_places),
            facets: ByFacet::new(|facet| match facet.spec().open_ended {
                // Searched by their words, never by the whole value.
                true => FacetFields {
                    values: schema.add_text_field(facet.code(), column()),
                    words: Some(schema.add_text_field(&format!("{facet}_words"), text())),
                },
                false => {
                    FacetFields { values: schema.add_text_field(facet.code(), STRING | FAST), words: None }
                }
            }),
            published: schema
                .add_i64_field(columns::PUBLISHED, NumericOptions::default().set_indexed().set_fast()),
            event_from: schema.add_i64_field(columns::EVENT_FROM, FAST),
            event_to: schema.add_i64_field(columns::EVENT_TO, FAST),
            stored: schema.add_bytes_field("stored", BytesOptions::default().set_stored()),
            schema: schema.build(),
        }
    }
}

/// The term of an exact surface form.
pub(super) fn form_term(form: &str) -> String {
    format!("{FORM_MARK}{form}")
}

/// The terms of a word of a query; none for a prefix, which is expanded from the index.
pub(super) fn term_texts(word: &Word) -> Vec<String> {
    match &word.pattern {
        Pattern::Terms(terms) => terms.clone(),
        Pattern::Form(form) => vec![form_term(form)],
        Pattern::Prefix(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FacetName, RESERVED_NAMES};

    /// A facet with such a code could not have a column.
    #[test]
    fn no_facet_can_take_the_name_of_another_field() {
        let is_of_facets =
            |name: &str| FacetName::from_code(name.strip_suffix("_words").unwrap_or(name)).is_some();
        for (_, field) in Fields::new().schema.fields() {
            let name = field.name();
            assert!(is_of_facets(name) || RESERVED_NAMES.contains(&name), "{name}");
        }
    }
}
