//! The fields of the index, and how a document fills them.

use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

use super::names::Names;
use super::row::Row;
use super::stored;
use super::stream::{TOKENIZER, Terms};
use crate::analysis::Token;
use crate::engine::EngineError;
use crate::model::{Date, Document};
use crate::query::{Pattern, Word};

/// Raise it with every change to the fields or to what they hold.
pub(super) const SCHEMA_VERSION: u32 = 6;

/// A lead has so many words at least, and at most: some publishers write no paragraphs. On every fifth of 8,745
/// headlines over news articles nDCG@10 with a minimum of 20 words is .002 above that of the first paragraph alone;
/// with 40 it is .006 below.
const MIN_LEAD_WORDS: usize = 20;
const MAX_LEAD_WORDS: usize = 100;

/// Separates the exact forms of words from their terms within one field, so that a phrase may mix both. No term
/// begins with it.
const FORM_MARK: &str = "=";

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

    /// The index's form of a document, its title and text analysed.
    pub(super) fn row(
        &self,
        document: &Document,
        title: &[Token],
        text: Vec<Token>,
        names: &Names,
    ) -> Result<Row, EngineError> {
        let communique = &document.communique;
        let annotations = &document.annotations;
        let mut row = Row::with_capacity((title.len() + text.len()) * BYTES_PER_WORD);
        row.push_text(self.id, communique.id.as_str());
        row.push_text(self.hash, &communique.content_hash());

        row.push_terms(self.title, |terms| tokenized(title, terms));
        let (background, body): (Vec<Token>, Vec<Token>) =
            text.into_iter().partition(|token| communique.is_background(token.start));
        row.push_terms(self.lead, |terms| tokenized(lead(&communique.text, &body), terms));
        row.push_terms(self.body, |terms| tokenized(&body, terms));
        row.push_terms(self.background, |terms| tokenized(&background, terms));
        row.push_terms(self.title_families, |terms| families_of(title, terms));
        row.push_terms(self.body_families, |terms| families_of(&body, terms));

        for mentions in &annotations.countries {
            row.push_text(self.country, mentions.country.code());
        }
        for topic in &annotations.topics {
            row.push_text(self.topic, &topic.topic);
        }
        let people = annotations.people.iter().map(|person| person.name.as_str());
        let organisations = annotations.organisations.iter().map(|organisation| organisation.name.as_str());
        row.push_terms(self.person_words, |terms| names.write(people.clone(), annotations.language, terms));
        people.for_each(|name| row.push_text(self.person, name));
        row.push_terms(self.organisation_words, |terms| {
            names.write(organisations.clone(), annotations.language, terms);
        });
        organisations.for_each(|name| row.push_text(self.organisation, name));
        row.push_text(self.kind, annotations.kind.code());
        for event in &annotations.events {
            row.push_number(self.event_from, days(event.from));
            row.push_number(self.event_to, days(event.to));
        }
        if !communique.source.is_empty() {
            row.push_text(self.source, &communique.source);
        }
        row.push_text(self.language, annotations.language.code());
        if let Some(published) = annotations.published {
            row.push_number(self.published, days(published.date));
        }
        row.set_bytes(self.stored, stored::encode(document)?);
        Ok(row)
    }
}

/// The tokens of the first paragraph, and of the next ones as long as there are few words: a first paragraph is often
/// the caption of a picture. A text that ends there has no lead: everything would be in it.
fn lead<'t>(text: &str, body: &'t [Token]) -> &'t [Token] {
    let words = (MIN_LEAD_WORDS..body.len()).find(|&word| {
        let (last, next) = (&body[word - 1], &body[word]);
        text[last.end..next.start].contains('\n')
    });
    words.map_or(&[], |words| &body[..words.min(MAX_LEAD_WORDS)])
}

/// Both the terms and, with a mark before it, the exact form of every word, at the word's position.
fn tokenized(tokens: &[Token], terms: &mut Terms) {
    for token in tokens {
        token.terms.iter().for_each(|term| terms.push(token.position, [term.as_str()]));
        terms.push(token.position, [FORM_MARK, token.form.as_str()]);
    }
}

/// The families of every word.
fn families_of(tokens: &[Token], terms: &mut Terms) {
    for token in tokens {
        token.families.iter().for_each(|family| terms.push(token.position, [family.as_str()]));
    }
}

/// How long the terms, the form and the families of a word are, with some room to spare.
const BYTES_PER_WORD: usize = 48;

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

/// Days since 1970-01-01.
pub(super) fn days(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

/// The date that so many days since 1970-01-01 are; `None` outside the calendar.
pub(super) fn date(days: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::SignedDuration::from_hours(days.checked_mul(24)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    #[test]
    fn the_lead_is_the_first_of_several_paragraphs() {
        let words = |text: &str| {
            let tokens = Analyzer::new().document(text, crate::model::Language::Russian);
            lead(text, &tokens).len()
        };
        let paragraph = "слово ".repeat(25);
        assert_eq!(words(&format!("{paragraph}\n\n{paragraph}\n\n{paragraph}")), 25);
        assert_eq!(words(&format!("Фото.\n{paragraph}\n{paragraph}")), 26);
        assert_eq!(words(&paragraph), 0);
        assert_eq!(words(""), 0);
        assert_eq!(words(&format!("{}\nконец", "слово ".repeat(300))), 100);
    }

    #[test]
    fn days_and_back() {
        for text in ["1970-01-01", "1900-01-01", "2026-01-28", "2100-12-31"] {
            let day: Date = text.parse().expect("a date");
            assert_eq!(date(days(day)), Some(day));
        }
        assert_eq!(days("2026-01-28".parse().expect("a date")), 20_481);
    }
}
