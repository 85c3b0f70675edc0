//! `vestnik eval`: how good the search is. On a folder of judged queries it prints nDCG@10, recall@100 and MRR@10, on
//! lists of words which of them find each other.

mod answering;
mod args;
mod figures;
mod sets;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

use crate::analysis::{Analyzer, Method};
use crate::cli::console;
use crate::cli::outcome::Outcome;
use crate::config::Config;
use crate::eval::{Answers, Dataset, Estimate, JudgedQuery, Report, Setup, Words, difference};
use crate::model::Language;

use answering::{answers_of, documents_of};
use args::{LEMMAS, READINGS, SYNONYMS};
use figures::FiguresJson;

pub(super) use args::EvalArgs;

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
    if let Some(into) = &args.derive {
        return sets::make(config, args, into);
    }
    match &args.folder {
        Some(folder) if args.all => sets::all(config, args, folder),
        Some(folder) => judged(config, args, folder),
        None => words(args),
    }
}

fn judged(config: &Config, args: &EvalArgs, folder: &Path) -> anyhow::Result<Outcome> {
    let set = Dataset::read(folder)?;
    let documents = documents_of(config, Some(folder))?;
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
    let answers = answers_of(&setup, "vestnik", &documents, &set.queries)?;
    if let Some(path) = &args.run {
        write_run(path, &set.queries, &answers).with_context(|| path.display().to_string())?;
    }
    let ours = answers.figures(&set.queries);
    let report = Report::new(&ours);
    let mut baseline = None;
    if let Some(named) = args.baseline {
        let name = named.name();
        let theirs = answers_of(&Setup::baseline(named.method()), name, &documents, &set.queries)?
            .figures(&set.queries);
        baseline = Some((name, Report::new(&theirs), difference(&ours, &theirs)));
    }

    let mut out = console::out();
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
    let mut out = console::out();
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
