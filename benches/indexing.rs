//! The cost of annotations: a job from files to a published index with all of them, and the same job with none, in
//! which documents are analysed and indexed all the same. The two run in turn, each first every other time, and the
//! ratio is taken pair by pair, because the speed of a shared machine changes from minute to minute.
//! `VESTNIK_BENCH_CORPUS=FILE` takes another file (any format that `vestnik index` reads) instead of copies of the
//! sample corpus, `VESTNIK_BENCH_PAIRS=N` runs N pairs instead of 5.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use tempfile::NamedTempFile;
use vestnik::analysis::{Analyzer, detect_language, language_by_alphabet};
use vestnik::annotate::{Annotated, Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::corpus::{Settings, Source, read_publishers};
use vestnik::engine::IndexWriter;
use vestnik::indexing::{self, Job, Observer, Progress, Rejected};
use vestnik::model::{Annotations, Communique, Precision, Publishers};

/// Copies of the sample corpus.
const COPIES: usize = 100;

/// Pairs of jobs, unless the environment says otherwise.
const PAIRS: usize = 5;

fn main() {
    let pairs = std::env::var("VESTNIK_BENCH_PAIRS").map_or(PAIRS, |pairs| {
        let pairs = pairs.parse().ok().filter(|&pairs| pairs > 0);
        pairs.expect("VESTNIK_BENCH_PAIRS is a number from 1 on")
    });
    let corpus = corpus();
    let bytes = corpus.metadata().expect("a file").len();
    println!("{}, {:.1} MB", corpus.display(), megabytes(bytes));
    println!("pair  annotated, s  with none, s  ratio");
    let (mut annotated, mut baseline, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 1..=pairs {
        let (with, without) = if pair % 2 == 0 {
            let with = with_annotations();
            (with, without_annotations())
        } else {
            let without = without_annotations();
            (with_annotations(), without)
        };
        println!("{pair:>4}  {with:>12.2}  {without:>12.2}  {:>5.3}", with / without);
        annotated.push(with);
        baseline.push(without);
        ratios.push(with / without);
    }
    let [annotated, baseline, ratio] = [annotated, baseline, ratios].map(median);
    println!(" all  {annotated:>12.2}  {baseline:>12.2}  {ratio:>5.3}  (medians)");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

#[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
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
            let published = document.published.filter(|published| published.precision == Precision::Day);
            let date = published.map(|published| published.date.to_string());
            let line = serde_json::json!({
                "id": id,
                "title": document.title,
                "text": document.text,
                "date": date,
                "source": document.source,
            });
            writeln!(file, "{line}").expect("written");
        }
    }
    file
});

fn corpus() -> PathBuf {
    let own = std::env::var_os("VESTNIK_BENCH_CORPUS").map(PathBuf::from);
    own.unwrap_or_else(|| COPIED.path().to_owned())
}

/// An observer that ignores everything.
struct Nobody;

impl Observer for Nobody {
    fn progress(&mut self, _: Progress) {}
    fn rejected(&mut self, _: &Rejected) {}
}

/// How many seconds a job takes.
fn job(analyzer: &Arc<Analyzer>, annotate: impl Fn(&[Communique]) -> Vec<Annotated> + Sync) -> f64 {
    let (publishers, paths) = (publishers(), [corpus()]);
    let source = Source::new(&paths, &publishers, Settings::default());
    let folder = tempfile::tempdir().expect("a folder");
    let started = Instant::now();
    let writer = IndexWriter::fresh(folder.path(), Arc::clone(analyzer), String::new()).expect("a writer");
    indexing::run(&source, &annotate, writer, &Job::default(), &mut Nobody).expect("a job without faults");
    started.elapsed().as_secs_f64()
}

// The caches of words end with the job: each begins with a new analyzer.

fn with_annotations() -> f64 {
    let analyzer = Arc::new(Analyzer::new());
    let topics = read_topics(DEFAULT_TOPICS).expect("the topics are right");
    let annotator = Annotator::new(&analyzer, &publishers(), topics).expect("the topics are right");
    job(&analyzer, |communiques| annotator.annotate_all(communiques))
}

fn without_annotations() -> f64 {
    let analyzer = Arc::new(Analyzer::new());
    let analysed = |communique: &Communique| {
        let text = &communique.text;
        let language = detect_language(text).unwrap_or_else(|| language_by_alphabet(text));
        let title = analyzer.document(&communique.title, language);
        let text = analyzer.document(text, language);
        let annotations = Annotations { published: communique.published, ..Annotations::none(language) };
        Annotated { annotations, title, text }
    };
    job(&analyzer, |communiques| communiques.iter().map(analysed).collect())
}
