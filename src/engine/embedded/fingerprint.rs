//! The version of the index's format, computed from tantivy's schema and from two documents as they are written into
//! it, term by term and byte by byte. A change of a field, a term or the stored form changes it, and no number has to
//! be raised by hand.

use std::sync::Arc;

use tantivy::Document as _;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};
use tantivy::schema::{FieldType, Schema};
use tantivy::tokenizer::{TokenStream, Tokenizer};

use super::schema::{Fields, TOKENIZER};
use super::write::{Names, Row, Stream, row};
use crate::analysis::Analyzer;
use crate::engine::error::EngineError;
use crate::model::{
    Annotations, Communique, Country, CountryMentions, Date, DateOrigin, Document, DocumentId, EventDates,
    Kind, Language, Mention, Organisation, Origin, Person, Precision, Published, TopicMentions, Via,
};

/// The fingerprint of the format that this program writes with an analyzer, in 32 hexadecimal digits. Takes about as
/// long as adding two documents.
pub(super) fn fingerprint(analyzer: &Arc<Analyzer>) -> Result<String, EngineError> {
    let fields = Fields::new();
    let names = Names::new(Arc::clone(analyzer));
    let rows: Vec<Row> = [golden_document()?, bare_document()?]
        .iter()
        .map(|document| {
            let tokens = |text: &str| analyzer.document(text, document.annotations.language);
            let (title, text) = (tokens(&document.communique.title), tokens(&document.communique.text));
            row(&fields, document, &title, text, &names)
        })
        .collect::<Result<_, _>>()?;
    of(&fields.schema, &rows)
}

/// The fingerprint of a schema and of rows that are written into it.
fn of(schema: &Schema, rows: &[Row]) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        // The length keeps parts apart: ("ab", "c") is not ("a", "bc").
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(&serde_json::to_vec(schema).map_err(|source| EngineError::Stored { source })?);
    for row in rows {
        for (field, value) in row.iter_fields_and_values() {
            let entry = schema.get_field_entry(field);
            part(entry.name().as_bytes());
            match value.as_value() {
                ReferenceValue::Leaf(ReferenceValueLeaf::Str(text)) if is_tokenized(entry.field_type()) => {
                    let mut stream = Stream::default();
                    stream.token_stream(text).process(&mut |token| {
                        part(&(token.position as u64).to_le_bytes());
                        part(token.text.as_bytes());
                    });
                }
                ReferenceValue::Leaf(ReferenceValueLeaf::Str(text)) => part(text.as_bytes()),
                ReferenceValue::Leaf(ReferenceValueLeaf::I64(number)) => part(&number.to_le_bytes()),
                ReferenceValue::Leaf(ReferenceValueLeaf::Bytes(bytes)) => part(bytes),
                other => part(format!("{other:?}").as_bytes()),
            }
        }
    }
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// Whether a field is indexed by the terms that [`Stream`] reads.
fn is_tokenized(field: &FieldType) -> bool {
    let FieldType::Str(options) = field else { return false };
    options.get_indexing_options().is_some_and(|indexing| indexing.tokenizer() == TOKENIZER)
}

/// A document with every field filled. Its first paragraph is longer than the longest lead.
fn golden_document() -> Result<Document, EngineError> {
    let body = format!("{}\n\nВторой абзац.\n\n", "Слово в абзаце. ".repeat(40));
    let background = "Справочно. Обратимся к истории.";
    let day = |day| Date::constant(2025, 10, day);
    let communique = Communique {
        id: golden_id()?,
        url: Some("https://golden.example/1".to_owned()),
        source: "golden.example".to_owned(),
        title: "О встрече 12 послов белорусско-китайской группы".to_owned(),
        background: std::iter::once(body.len()..body.len() + background.len()).collect(),
        text: body + background,
        published: None,
        language: None,
        countries: Vec::new(),
        topics: Vec::new(),
        origin: Origin { path: "golden.jsonl".to_owned(), line: Some(7) },
    };
    let country = |code, via| {
        Country::parse(code).map(|country| CountryMentions {
            country,
            mentions: vec![Mention { range: 0..10, via }, Mention { range: 4..8, via }],
            in_title: 1,
        })
    };
    let person = |name: &str, office: Option<&str>| Person {
        name: name.to_owned(),
        office: office.map(str::to_owned),
        mentions: vec![0..10, 11..15],
        in_title: 2,
    };
    let annotations = Annotations {
        language: Language::Russian,
        published: Some(Published { date: day(14), precision: Precision::Day, from: DateOrigin::Text }),
        countries: [country("AE", Via::Name), country("DE", Via::Name)].into_iter().flatten().collect(),
        topics: ["post", "science"]
            .map(|topic| TopicMentions {
                topic: topic.to_owned(),
                mentions: vec![0..10, 11..15],
                in_title: 0,
            })
            .into(),
        events: vec![
            EventDates { from: day(1), to: day(3), range: 0..10 },
            EventDates { from: day(5), to: day(5), range: 11..15 },
        ],
        people: vec![person("Кирилл Залесский", Some("министр")), person("Анна Ковальчук", None)],
        organisations: ["Всемирный почтовый союз", "МИД"]
            .map(|name| Organisation { name: name.to_owned(), mentions: vec![0..10, 11..15], in_title: 1 })
            .into(),
        kind: Kind::Meeting,
        kind_place: Some(0..10),
    };
    Ok(Document { communique, annotations })
}

/// A document with few fields, whose first paragraph is one word shorter than a lead.
fn bare_document() -> Result<Document, EngineError> {
    let communique = Communique {
        id: golden_id()?,
        url: None,
        source: String::new(),
        title: String::new(),
        text: format!("{}\nслово\nслово слово слово", ["слово"; 19].join(" ")),
        background: Vec::new(),
        published: None,
        language: None,
        countries: Vec::new(),
        topics: Vec::new(),
        origin: Origin { path: String::new(), line: None },
    };
    Ok(Document { communique, annotations: Annotations::none(Language::Belarusian) })
}

fn golden_id() -> Result<DocumentId, EngineError> {
    DocumentId::from_url("https://golden.example/1").ok_or(EngineError::Damaged { what: "an id" })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use tantivy::schema::{Field, STORED, TextOptions};

    use super::*;

    fn rows(documents: &[Document]) -> Vec<Row> {
        let analyzer: Arc<Analyzer> = Arc::default();
        let names = Names::new(Arc::clone(&analyzer));
        let row = |document: &Document| {
            let tokens = |text: &str| analyzer.document(text, document.annotations.language);
            let (title, text) = (tokens(&document.communique.title), tokens(&document.communique.text));
            row(&Fields::new(), document, &title, text, &names).expect("a row")
        };
        documents.iter().map(row).collect()
    }

    fn golden() -> Document {
        golden_document().expect("a document")
    }

    fn of_documents(documents: &[Document]) -> String {
        of(&Fields::new().schema, &rows(documents)).expect("a fingerprint")
    }

    #[test]
    fn the_golden_document_fills_every_field() {
        let fields = Fields::new();
        let row = rows(&[golden()]).remove(0);
        let filled: BTreeSet<Field> = row.iter_fields_and_values().map(|(field, _)| field).collect();
        let empty: Vec<&str> = fields
            .schema
            .fields()
            .filter(|(field, _)| !filled.contains(field))
            .map(|(_, entry)| entry.name())
            .collect();
        assert!(empty.is_empty(), "nothing shows how these fields are filled: {empty:?}");
    }

    #[test]
    fn it_is_the_same_every_time() {
        let analyzer: Arc<Analyzer> = Arc::default();
        let first = fingerprint(&analyzer).expect("a fingerprint");
        assert_eq!(first, fingerprint(&analyzer).expect("a fingerprint"));
        assert_eq!(first, of_documents(&[golden(), bare_document().expect("a document")]));
        assert_eq!(first.len(), 32);
    }

    #[test]
    fn a_changed_column_changes_it() {
        let written = Fields::new().schema;
        let (rows, entries) = (Vec::<Row>::new(), written.fields().map(|(_, entry)| entry.clone()));
        let same = of(&written, &rows).expect("a fingerprint");
        let entries: Vec<_> = entries.collect();
        for changed in 0..entries.len() {
            let mut schema = Schema::builder();
            for (at, entry) in entries.iter().enumerate() {
                if at != changed {
                    schema.add_field(entry.clone());
                    continue;
                }
                // Another name, which also covers a removed and an added field.
                schema.add_text_field(&format!("{}2", entry.name()), TextOptions::default() | STORED);
            }
            assert_ne!(of(&schema.build(), &rows).expect("a fingerprint"), same, "{:?}", entries[changed]);
        }
    }

    /// A row with one value more or less, another byte in the stored form, another number, another term, or a term at
    /// another position gives another fingerprint.
    #[test]
    fn a_changed_encoding_changes_it() {
        let fields = Fields::new();
        let row = |change: usize| {
            let mut row = Row::with_capacity(100);
            row.push_text(fields.id, if change == 1 { "b" } else { "a" });
            row.push_terms(fields.title, |terms| {
                terms.push(u32::from(change == 2), [if change == 3 { "=слово" } else { "слово" }]);
            });
            row.push_number(fields.published, if change == 4 { 20_000 } else { 20_001 });
            if change != 5 {
                row.push_number(fields.event_from, 1);
            }
            let stored: &[u8] = if change == 6 { br#"{"a": 1}"# } else { br#"{"a":1}"# };
            row.set_bytes(fields.stored, stored.to_vec());
            of(&fields.schema, &[row]).expect("a fingerprint")
        };
        let all: BTreeSet<String> = (0..=6).map(row).collect();
        assert_eq!(all.len(), 7);
    }

    #[test]
    fn whatever_a_document_has_is_part_of_it() {
        let same = of_documents(&[golden()]);
        let changes: [fn(&mut Document); 9] = [
            |document| document.communique.url = None,
            |document| document.communique.origin.line = None,
            |document| document.annotations.countries[0].mentions[0].range.end += 1,
            |document| document.annotations.topics[1].in_title += 1,
            |document| document.annotations.events[0].range.start += 1,
            |document| document.annotations.people[0].office = None,
            |document| document.annotations.organisations[1].mentions.clear(),
            |document| document.annotations.kind_place = None,
            |document| document.annotations.published.as_mut().expect("a date").from = DateOrigin::Metadata,
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut document = golden();
            change(&mut document);
            assert_ne!(of_documents(&[document]), same, "change {number}");
        }
    }
}
