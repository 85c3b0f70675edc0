//! `vestnik eval`: how good the search is. On a folder of judged queries it prints nDCG@10, recall@100 and MRR@10, on
//! lists of words which of them find each other.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::console;
use super::outcome::Outcome;
use crate::analysis::{Analyzer, Method};
use crate::config::Config;
use crate::engine::Ranking;
use crate::eval::{
    Answers, Dataset, Estimate, JudgedQuery, Report, Setup, Trial, Words, difference, read_documents,
};
use crate::model::{Document, Language};

#[derive(clap::Args)]
pub(super) struct EvalArgs {
    /// A folder with queries.jsonl, qrels.tsv and corpus.jsonl; without corpus.jsonl, the corpus is searched
    #[arg(required_unless_present = "words")]
    folder: Option<PathBuf>,
    /// Compare with plain BM25 over terms made in this way
    #[arg(long, value_enum)]
    baseline: Option<Baseline>,
    /// Leave out a part of the search, to see what it is worth (may be repeated)
    #[arg(long, value_name = "PART", value_parser = parts())]
    without: Vec<String>,
    /// Give a weight of the ranking another value: lead=1.5 (may be repeated)
    #[arg(long = "weight", value_name = "NAME=VALUE", value_parser = weight, conflicts_with = "words")]
    weights: Vec<(String, f32)>,
    /// Write the hits of every query to a file, in TREC's form
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    run: Option<PathBuf>,
    /// A list of words that must find each other, or must not (may be repeated)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "baseline"])]
    words: Vec<PathBuf>,
    /// The language of the words
    #[arg(long, default_value = "ru", value_parser = ["ru", "be", "en"])]
    language: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Ordinary analyzers for comparison.
#[derive(Clone, Copy, ValueEnum)]
enum Baseline {
    /// Snowball stems
    Snowball,
    /// The likeliest lemma of each word
    Lemma,
    /// Words as they are
    Exact,
}

impl Baseline {
    fn method(self) -> Method {
        match self {
            Self::Snowball => Method::Snowball,
            Self::Lemma => Method::Lemma,
            Self::Exact => Method::Exact,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Snowball => "snowball",
            Self::Lemma => "lemma",
            Self::Exact => "exact",
        }
    }
}

/// Parts of the search outside the ranking.
const SYNONYMS: &str = "synonyms";
const READINGS: &str = "readings";
const LEMMAS: &str = "lemmas";

fn weight(text: &str) -> Result<(String, f32), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE, for example lead=1.5")?;
    let value = value.parse().map_err(|_| format!("{value:?} is not a number"))?;
    match Ranking::default().with(name, value) {
        Some(_) => Ok((name.to_owned(), value)),
        None => Err("no such weight, or a value below 0".to_owned()),
    }
}

fn parts() -> Vec<&'static str> {
    [Ranking::PARTS.as_slice(), &[SYNONYMS, READINGS, LEMMAS]].concat()
}

#[derive(Serialize)]
struct EvalJson {
    queries: usize,
    unjudged: usize,
    documents: usize,
    #[serde(flatten)]
    figures: FiguresJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<BaselineJson>,
}

#[derive(Serialize)]
struct BaselineJson {
    name: &'static str,
    #[serde(flatten)]
    figures: FiguresJson,
    /// The figures of Vestnik minus those of the baseline, query by query.
    difference: FiguresJson,
}

#[derive(Serialize)]
struct FiguresJson {
    ndcg_at_10: f64,
    recall_at_100: f64,
    mrr_at_10: f64,
    /// Bootstrap, 95 %.
    intervals: IntervalsJson,
}

#[derive(Serialize)]
struct IntervalsJson {
    ndcg_at_10: (f64, f64),
    recall_at_100: (f64, f64),
    mrr_at_10: (f64, f64),
}

impl From<Report> for FiguresJson {
    fn from(report: Report) -> Self {
        Self {
            ndcg_at_10: report.ndcg_at_10.mean,
            recall_at_100: report.recall_at_100.mean,
            mrr_at_10: report.mrr_at_10.mean,
            intervals: IntervalsJson {
                ndcg_at_10: report.ndcg_at_10.interval,
                recall_at_100: report.recall_at_100.interval,
                mrr_at_10: report.mrr_at_10.interval,
            },
        }
    }
}

#[derive(Serialize)]
struct WordsJson {
    file: String,
    same: usize,
    joined: usize,
    lost: Vec<(String, String)>,
    apart: usize,
    separate: usize,
    confused: Vec<(String, String)>,
}

pub(super) fn eval(config: &Config, args: &EvalArgs) -> anyhow::Result<Outcome> {
    match &args.folder {
        Some(folder) => judged(config, args, folder),
        None => words(args),
    }
}

fn judged(config: &Config, args: &EvalArgs, folder: &Path) -> anyhow::Result<Outcome> {
    let set = Dataset::read(folder)?;
    let documents = if folder.join("corpus.jsonl").exists() {
        read_documents(folder)?
    } else {
        corpus_documents(config)?
    };
    let mut setup = Setup::vestnik();
    for part in &args.without {
        match part.as_str() {
            SYNONYMS => setup.synonyms = false,
            READINGS => setup.method = Method::OneReading,
            LEMMAS => setup.method = Method::Snowball,
            part => setup.ranking = setup.ranking.without(part).context("an unknown part")?,
        }
    }
    for (name, value) in &args.weights {
        setup.ranking = setup.ranking.with(name, *value).context("an unknown weight")?;
    }
    let answers = answers(&setup, "vestnik", &documents, &set.queries)?;
    if let Some(path) = &args.run {
        write_run(path, &set.queries, &answers).with_context(|| path.display().to_string())?;
    }
    let ours = answers.figures(&set.queries);
    let report = Report::new(&ours);
    let mut baseline = None;
    if let Some(named) = args.baseline {
        let name = named.name();
        let theirs = self::answers(&Setup::baseline(named.method()), name, &documents, &set.queries)?
            .figures(&set.queries);
        baseline = Some((name, Report::new(&theirs), difference(&ours, &theirs)));
    }

    let mut out = std::io::stdout().lock();
    if args.json {
        let json = EvalJson {
            queries: set.queries.len(),
            unjudged: set.unjudged,
            documents: documents.len(),
            figures: report.into(),
            baseline: baseline.map(|(name, figures, difference)| BaselineJson {
                name,
                figures: figures.into(),
                difference: difference.into(),
            }),
        };
        serde_json::to_writer(&mut out, &json)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{} queries over {} documents", set.queries.len(), documents.len())?;
    if set.unjudged > 0 {
        writeln!(out, "{} queries without a relevant document were left out", set.unjudged)?;
    }
    writeln!(out, "{:<12} {:<24} {:<24} {:<24}", "", "nDCG@10", "recall@100", "MRR@10")?;
    row(&mut out, "vestnik", &report, false)?;
    if let Some((name, theirs, difference)) = baseline {
        row(&mut out, name, &theirs, false)?;
        row(&mut out, "difference", &difference, true)?;
    }
    Ok(Outcome::Done)
}

fn row(out: &mut impl Write, name: &str, report: &Report, signed: bool) -> std::io::Result<()> {
    let cell = |estimate: &Estimate| {
        let (least, most) = estimate.interval;
        if signed {
            format!("{:+.4} [{least:+.4}, {most:+.4}]", estimate.mean)
        } else {
            format!("{:.4} [{least:.4}, {most:.4}]", estimate.mean)
        }
    };
    let (ndcg, recall, mrr) =
        (cell(&report.ndcg_at_10), cell(&report.recall_at_100), cell(&report.mrr_at_10));
    writeln!(out, "{name:<12} {ndcg:<24} {recall:<24} {mrr:<24}")
}

/// The documents of the corpus, as the index has them.
fn corpus_documents(config: &Config) -> anyhow::Result<Vec<(String, Document)>> {
    let assembly = config.assemble()?;
    let annotator = assembly.annotator()?;
    let mut documents = Vec::new();
    for item in assembly.source(&[]).items() {
        match item {
            Ok(communique) => documents.push((communique.id.to_string(), annotator.annotate(communique))),
            Err(rejection) => console::note(format_args!("rejected: {rejection}")),
        }
    }
    Ok(documents)
}

fn answers(
    setup: &Setup,
    name: &str,
    documents: &[(String, Document)],
    queries: &[JudgedQuery],
) -> anyhow::Result<Answers> {
    let bar = bar(documents.len(), &format!("{name}: documents"));
    let trial = Trial::new(setup, documents, || bar.inc(1))?;
    bar.finish_and_clear();
    let bar = self::bar(queries.len(), &format!("{name}: queries"));
    let answers = trial.answer(queries, &|_| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(answers)
}

/// A progress bar on a terminal, hidden elsewhere.
fn bar(length: usize, what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg:24} {bar:30} {pos}/{len}  {elapsed}, {eta} left");
    ProgressBar::new(length as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what.to_owned())
}

/// Query, Q0, document, rank, score, run: the format of trec_eval.
fn write_run(path: &Path, queries: &[JudgedQuery], answers: &Answers) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for (query, hits) in queries.iter().zip(&answers.0) {
        for (rank, (id, score)) in (1..).zip(hits) {
            writeln!(file, "{} Q0 {id} {rank} {score} vestnik", query.id)?;
        }
    }
    file.flush()?;
    Ok(())
}

fn words(args: &EvalArgs) -> anyhow::Result<Outcome> {
    let mut method = Method::Full;
    for part in &args.without {
        match part.as_str() {
            READINGS => method = Method::OneReading,
            LEMMAS => method = Method::Snowball,
            part => anyhow::bail!("words do not depend on {part}"),
        }
    }
    let analyzer = Analyzer::with_method(method);
    let language = Language::from_tag(&args.language).unwrap_or(Language::Russian);
    let mut out = std::io::stdout().lock();
    for path in &args.words {
        let words = Words::read(path)?;
        let score = words.score(&analyzer, language);
        let json = WordsJson {
            file: path.display().to_string(),
            same: words.same.len(),
            joined: score.joined,
            lost: score.lost,
            apart: words.apart.len(),
            separate: score.separate,
            confused: score.confused,
        };
        if args.json {
            serde_json::to_writer(&mut out, &json)?;
            writeln!(out)?;
            continue;
        }
        writeln!(out, "{}", json.file)?;
        print_pairs(&mut out, "forms that find each other", json.joined, json.same, &json.lost)?;
        print_pairs(&mut out, "words kept apart", json.separate, json.apart, &json.confused)?;
    }
    Ok(Outcome::Done)
}

fn print_pairs(
    out: &mut impl Write,
    what: &str,
    right: usize,
    all: usize,
    wrong: &[(String, String)],
) -> std::io::Result<()> {
    if all == 0 {
        return Ok(());
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of pairs")]
    let percent = right as f64 * 100.0 / all as f64;
    writeln!(out, "  {what}: {right} of {all} ({percent:.2} %)")?;
    for (a, b) in wrong {
        writeln!(out, "    not so: {a}, {b}")?;
    }
    Ok(())
}
