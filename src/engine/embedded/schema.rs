//! The fields of the index, and the terms under which words are in them.

use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

use crate::query::{Pattern, Word};

/// The name under which the index knows its tokenizer, which reads terms that are made already.
pub(super) const TOKENIZER: &str = "stream";

/// Separates the exact forms of words from their terms within one field, so that a phrase may mix both. No term
/// begins with it.
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
    pub(super) country: Field,
    pub(super) topic: Field,
    pub(super) source: Field,
    pub(super) language: Field,
    pub(super) published: Field,
    pub(super) kind: Field,
    /// Names of people as they are shown, and their words as they are searched.
    pub(super) person: Field,
    pub(super) person_words: Field,
    pub(super) organisation: Field,
    pub(super) organisation_words: Field,
    /// The first and the last days that the text speaks of; the two have their values in the same order.
    pub(super) event_from: Field,
    pub(super) event_to: Field,
    pub(super) stored: Field,
}

/// Names of the fields that are read column by column.
pub(super) mod columns {
    pub(in crate::engine::embedded) const ID: &str = "id";
    pub(in crate::engine::embedded) const HASH: &str = "hash";
    pub(in crate::engine::embedded) const COUNTRY: &str = "country";
    pub(in crate::engine::embedded) const TOPIC: &str = "topic";
    pub(in crate::engine::embedded) const SOURCE: &str = "source";
    pub(in crate::engine::embedded) const LANGUAGE: &str = "lang";
    pub(in crate::engine::embedded) const KIND: &str = "kind";
    pub(in crate::engine::embedded) const PERSON: &str = "person";
    pub(in crate::engine::embedded) const ORGANISATION: &str = "org";
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
        // Looked at document by document, never looked up.
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
            country: schema.add_text_field(columns::COUNTRY, STRING | FAST),
            topic: schema.add_text_field(columns::TOPIC, STRING | FAST),
            source: schema.add_text_field(columns::SOURCE, STRING | FAST),
            language: schema.add_text_field(columns::LANGUAGE, STRING | FAST),
            published: schema
                .add_i64_field(columns::PUBLISHED, NumericOptions::default().set_indexed().set_fast()),
            kind: schema.add_text_field(columns::KIND, STRING | FAST),
            person: schema.add_text_field(columns::PERSON, column()),
            person_words: schema.add_text_field("person_words", text()),
            organisation: schema.add_text_field(columns::ORGANISATION, column()),
            organisation_words: schema.add_text_field("org_words", text()),
            event_from: schema.add_i64_field(columns::EVENT_FROM, FAST),
            event_to: schema.add_i64_field(columns::EVENT_TO, FAST),
            stored: schema.add_bytes_field("stored", BytesOptions::default().set_stored()),
            schema: schema.build(),
        }
    }
}

/// The term under which an exact form is indexed.
pub(super) fn form_term(form: &str) -> String {
    format!("{FORM_MARK}{form}")
}

/// The terms under which a word of a query is indexed; none for a prefix, which has to be looked up.
pub(super) fn term_texts(word: &Word) -> Vec<String> {
    match &word.pattern {
        Pattern::Terms(terms) => terms.clone(),
        Pattern::Form(form) => vec![form_term(form)],
        Pattern::Prefix(_) => Vec::new(),
    }
}
