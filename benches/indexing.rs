//! What annotations cost: documents into an index with all of them, beside the same documents with none, which are
//! analysed and indexed all the same. `VESTNIK_BENCH_CORPUS=FILE` takes a file of the reader's own (any format that
//! `vestnik index` reads) instead of copies of the sample corpus.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::{Bencher, counter::BytesCount};
use tempfile::TempDir;
use vestnik::analysis::{Analyzer, detect_language, language_by_alphabet};
use vestnik::annotate::{Annotated, Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::corpus::{Settings, Source, read_publishers};
use vestnik::engine::{IndexWriter, Publishing};
use vestnik::model::{Annotations, Communique, Document, DocumentId, Publishers};

/// Copies of the sample corpus.
const COPIES: usize = 20;

/// Documents of another corpus.
const MOST: usize = 3_000;

fn main() {
    divan::main();
}

fn publishers() -> Publishers {
    read_publishers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sources.toml"))
        .expect("the publishers")
}

static DOCUMENTS: LazyLock<Vec<Communique>> = LazyLock::new(|| {
    let own = std::env::var_os("VESTNIK_BENCH_CORPUS").map(PathBuf::from);
    let path = own.clone().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    let publishers = publishers();
    let source = Source::new(std::slice::from_ref(&path), &publishers, Settings::default());
    let documents: Vec<Communique> = source.items().filter_map(Result::ok).take(MOST).collect();
    let copies = if own.is_some() { 1 } else { COPIES };
    (0..copies)
        .flat_map(|copy| {
            documents.iter().map(move |communique| {
                let id = DocumentId::from_path(&format!("{copy}-{}", communique.id)).expect("an id");
                Communique { id, ..communique.clone() }
            })
        })
        .collect()
});

fn bytes() -> BytesCount {
    BytesCount::new(DOCUMENTS.iter().map(|communique| communique.text.len()).sum::<usize>())
}

fn indexed(analyzer: &std::sync::Arc<Analyzer>, mut add: impl FnMut(&IndexWriter, Communique)) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let writer =
        IndexWriter::fresh(folder.path(), std::sync::Arc::clone(analyzer), String::new()).expect("a writer");
    for communique in DOCUMENTS.iter() {
        add(&writer, communique.clone());
    }
    writer.publish(&Publishing::default()).expect("published");
    folder
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn annotated(bencher: Bencher<'_, '_>) {
    let analyzer = std::sync::Arc::new(Analyzer::new());
    let topics = read_topics(DEFAULT_TOPICS).expect("the topics are right");
    let annotator = Annotator::new(&analyzer, &publishers(), topics).expect("the topics are right");
    bencher.counter(bytes()).bench_local(|| {
        indexed(&analyzer, |writer, communique| {
            let Annotated { document, title, text } = annotator.annotate(communique);
            writer.add(&document, &title, text).expect("added");
        })
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn baseline_without_annotations(bencher: Bencher<'_, '_>) {
    let analyzer = std::sync::Arc::new(Analyzer::new());
    bencher.counter(bytes()).bench_local(|| {
        indexed(&analyzer, |writer, communique| {
            let text = &communique.text;
            let language = detect_language(text).unwrap_or_else(|| language_by_alphabet(text));
            let title = analyzer.document(&communique.title, language);
            let text = analyzer.document(text, language);
            let annotations = Annotations { published: communique.published, ..Annotations::none(language) };
            writer.add(&Document { communique, annotations }, &title, text).expect("added");
        })
    });
}
