//! A full result page (ten hits with marked titles and snippets, exact total, four facets without their own filters, a
//! histogram) compared with what a bare engine does for a hit list: ten ids by score from a plain index of the same
//! texts, no counts, no snippets. 7,000 documents: the sample corpus a hundred times over.

mod corpus;

use std::sync::Arc;

use divan::Bencher;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, STRING, Schema, TEXT, Value};
use tantivy::{Index, TantivyDocument, doc};
use tempfile::TempDir;
use vestnik::analysis::Analyzer;
use vestnik::annotate::{Annotated, Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::engine::{Engine, IndexWriter, Publishing};
use vestnik::model::{Communique, Document, DocumentId, Publishers, Vocabulary};
use vestnik::query::{Parser, SearchParams, SearchRequest, Unknown};

const COPIES: usize = 100;
const QUERIES: [&str; 4] = ["сотрудничество", "посол ОАЭ", "цифровое развитие", "Китай"];

fn main() {
    divan::main();
}

fn copies() -> impl Iterator<Item = Communique> {
    let communiques = corpus::communiques();
    (0..COPIES).flat_map(move |copy| {
        communiques.clone().into_iter().map(move |mut communique| {
            communique.id =
                DocumentId::from_stated(&format!("{}-{copy}", communique.id)).expect("an id with a number");
            communique
        })
    })
}

/// The engine over the copies, and the folder that it lives in.
fn engine() -> (TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let analyzer = Arc::new(Analyzer::new());
    let topics = read_topics(DEFAULT_TOPICS).expect("the topics are right");
    let annotator = Annotator::new(&analyzer, &Publishers::default(), topics).expect("the topics are right");
    let writer =
        IndexWriter::fresh(folder.path(), Arc::clone(&analyzer), annotator.fingerprint()).expect("a writer");
    for communique in copies() {
        let annotated = annotator.annotate_all(std::slice::from_ref(&communique));
        for Annotated { annotations, title, text } in annotated {
            let document = Document { communique: communique.clone(), annotations };
            writer.add(&document, &title, text).expect("added");
        }
    }
    writer.publish(&Publishing::default()).expect("published");
    let engine = Engine::open(folder.path(), analyzer).expect("opened");
    (folder, engine)
}

#[divan::bench(args = QUERIES)]
fn baseline_bare_hits(bencher: Bencher<'_, '_>, query: &str) {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let body = schema.add_text_field("body", TEXT);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer::<TantivyDocument>(64 << 20).expect("a writer");
    for communique in copies() {
        writer.add_document(doc!(id => communique.id.as_str(), body => communique.text)).expect("added");
    }
    writer.commit().expect("committed");
    let searcher = index.reader().expect("a reader").searcher();
    let parser = QueryParser::for_index(&index, vec![body]);
    bencher.bench(|| {
        let query = parser.parse_query(query).expect("a query");
        let top = searcher.search(&query, &TopDocs::with_limit(10).order_by_score()).expect("found");
        top.into_iter()
            .filter_map(|(_, address)| {
                let row: TantivyDocument = searcher.doc(address).ok()?;
                row.get_first(id)?.as_str().map(str::to_owned)
            })
            .collect::<Vec<String>>()
    });
}

#[divan::bench(args = QUERIES)]
fn vestnik_full_page(bencher: Bencher<'_, '_>, query: &str) {
    let (_folder, engine) = engine();
    let vocabulary = Vocabulary::default();
    let params = SearchParams::from_pairs([("q", query)], Unknown::Refuse).expect("parameters");
    bencher.bench(|| {
        let parser = Parser::new(engine.analyzer(), &vocabulary);
        let request = SearchRequest::from_params(&params, &parser).expect("a request");
        engine.search(&request).expect("found")
    });
}
