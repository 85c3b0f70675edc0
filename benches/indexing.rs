//! What annotations cost: a job from files to a published index with all of them, beside the same job with none, in which
//! documents are analysed and indexed all the same. `VESTNIK_BENCH_CORPUS=FILE` takes a file of the reader's own (any
//! format that `vestnik index` reads) instead of copies of the sample corpus.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use divan::{Bencher, counter::BytesCount};
use tempfile::NamedTempFile;
use vestnik::analysis::{Analyzer, detect_language, language_by_alphabet};
use vestnik::annotate::{Annotated, Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::corpus::{Settings, Source, read_publishers};
use vestnik::engine::IndexWriter;
use vestnik::indexing::{self, Job, Observer, Progress, Rejected};
use vestnik::model::{Annotations, Communique, Publishers};

/// Copies of the sample corpus.
const COPIES: usize = 20;

fn main() {
    divan::main();
}

/// The sample corpus.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn publishers() -> Publishers {
    read_publishers(&sample().join("sources.toml")).expect("the publishers")
}

/// Many documents in one file, made once.
static COPIED: LazyLock<NamedTempFile> = LazyLock::new(|| {
    let publishers = publishers();
    let paths = [sample()];
    let source = Source::new(&paths, &publishers, Settings::default());
    let documents: Vec<Communique> = source.items().filter_map(Result::ok).collect();
    let mut file = NamedTempFile::with_suffix(".jsonl").expect("a file");
    for copy in 0..COPIES {
        for document in &documents {
            let id = format!("{copy}-{}", document.id);
            let line = serde_json::json!({ "id": id, "title": document.title, "text": document.text });
            writeln!(file, "{line}").expect("written");
        }
    }
    file
});

fn corpus() -> PathBuf {
    let own = std::env::var_os("VESTNIK_BENCH_CORPUS").map(PathBuf::from);
    own.unwrap_or_else(|| COPIED.path().to_owned())
}

/// Looks at nothing.
struct Nobody;

impl Observer for Nobody {
    fn progress(&mut self, _: Progress) {}
    fn rejected(&mut self, _: &Rejected) {}
}

fn job(analyzer: &Arc<Analyzer>, annotate: impl Fn(&[Communique]) -> Vec<Annotated> + Sync) {
    let (publishers, paths) = (publishers(), [corpus()]);
    let source = Source::new(&paths, &publishers, Settings::default());
    let folder = tempfile::tempdir().expect("a folder");
    let writer = IndexWriter::fresh(folder.path(), Arc::clone(analyzer), String::new()).expect("a writer");
    indexing::run(&source, &annotate, writer, &Job::default(), &mut Nobody).expect("a job without faults");
}

fn bytes() -> BytesCount {
    BytesCount::new(corpus().metadata().expect("a file").len())
}

/// What a job has read of words is gone with it: each begins with an analyzer that remembers nothing. It lives as long as
/// the bench, for an annotator that is made beside it and not as part of the job.
fn analyzer() -> &'static Arc<Analyzer> {
    Box::leak(Box::new(Arc::new(Analyzer::new())))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn annotated(bencher: Bencher<'_, '_>) {
    let prepared = || {
        let analyzer = analyzer();
        let topics = read_topics(DEFAULT_TOPICS).expect("the topics are right");
        let annotator = Annotator::new(analyzer, &publishers(), topics).expect("the topics are right");
        (analyzer, annotator)
    };
    bencher.counter(bytes()).with_inputs(prepared).bench_local_values(|(analyzer, annotator)| {
        job(analyzer, |communiques| annotator.annotate_all(communiques));
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn baseline_without_annotations(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).with_inputs(analyzer).bench_local_values(|analyzer| {
        let analysed = |communique: &Communique| {
            let text = &communique.text;
            let language = detect_language(text).unwrap_or_else(|| language_by_alphabet(text));
            let title = analyzer.document(&communique.title, language);
            let text = analyzer.document(text, language);
            let annotations = Annotations { published: communique.published, ..Annotations::none(language) };
            Annotated { annotations, title, text }
        };
        job(analyzer, |communiques| communiques.iter().map(analysed).collect());
    });
}
