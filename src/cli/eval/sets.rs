//! `vestnik eval --derive` and `--all`: judged sets made from an archive, and all sets of a folder in one table, with
//! the weight of the ranking that is best for sets that it was not chosen on.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::json;

use super::answering::{answers_of, documents_of};
use super::args::{EvalArgs, weight};
use super::figures::FiguresJson;
use crate::analysis::{Analyzer, Method};
use crate::cli::console;
use crate::cli::outcome::Outcome;
use crate::config::Config;
use crate::engine::Ranking;
use crate::eval::{Dataset, Derived, Figures, JudgedQuery, Report, Setup, Trial, derive};

/// Makes a set of each kind from the documents of a folder, or of the corpus.
pub(super) fn make(config: &Config, args: &EvalArgs, into: &Path) -> anyhow::Result<Outcome> {
    let documents = documents_of(config, args.folder.as_deref())?;
    let analyzer = Analyzer::new();
    for kind in Derived::ALL {
        let set = derive(kind, &documents, args.queries.unwrap_or(600), &analyzer);
        if set.queries.is_empty() {
            console::note(format_args!("{}: no document gives such a query", kind.name()));
            continue;
        }
        let folder = into.join(kind.name());
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let file = |name: &str| {
            let path = folder.join(name);
            File::create_new(&path).map(BufWriter::new).with_context(|| path.display().to_string())
        };
        let (mut corpus, mut queries, mut qrels) =
            (file("corpus.jsonl")?, file("queries.jsonl")?, file("qrels.tsv")?);
        for document in &set.documents {
            let line = json!({ "id": document.id, "title": document.title, "text": document.text });
            writeln!(corpus, "{line}")?;
        }
        for (number, (text, document)) in set.queries.iter().enumerate() {
            writeln!(queries, "{}", json!({ "id": format!("q{number}"), "text": text }))?;
            writeln!(qrels, "q{number}\t{}\t1", set.documents[*document].id)?;
        }
        for mut file in [corpus, queries, qrels] {
            file.flush()?;
        }
        console::note(format_args!(
            "{}: {} queries over {} documents",
            kind.name(),
            set.queries.len(),
            set.documents.len()
        ));
    }
    Ok(Outcome::Done)
}

/// One set, with the figures of each setting.
struct SetFigures {
    name: String,
    /// With the name of what was measured: baselines, Vestnik, Vestnik with another weight.
    measured: Vec<(String, Vec<Figures>)>,
}

/// Measures every set of a folder.
pub(super) fn all(config: &Config, args: &EvalArgs, folder: &Path) -> anyhow::Result<Outcome> {
    let candidates = candidates(&args.tries)?;
    let mut ranking = Ranking::default();
    for (name, value) in &args.weights {
        ranking = ranking.with(name, *value).context("an unknown weight")?;
    }
    let mut sets = Vec::new();
    for folder in folders(folder)? {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut set = Dataset::read(&folder)?;
        if let Some(most) = args.queries {
            evenly(&mut set.queries, most);
        }
        let documents = documents_of(config, Some(&folder))?;
        let mut measured = Vec::new();
        if !args.quick {
            for (name, method) in [("snowball", Method::Snowball), ("lemma", Method::Lemma)] {
                let answers = answers_of(&Setup::baseline(method), name, &documents, &set.queries)?;
                measured.push((name.to_owned(), answers.figures(&set.queries)));
            }
        }
        let setup = Setup { ranking, ..Setup::vestnik() };
        let mut trial = Trial::new(&setup, &documents, || {})?;
        measured.push(("vestnik".to_owned(), trial.answer(&set.queries, &|_| {})?.figures(&set.queries)));
        for (name, value) in &candidates {
            let tried = ranking.with(name, *value).context("an unknown weight")?;
            trial = trial.ranked_by(tried);
            let figures = trial.answer(&set.queries, &|_| {})?.figures(&set.queries);
            measured.push((format!("{name}={value}"), figures));
        }
        let set = SetFigures { name, measured };
        tell(&set, args.json)?;
        sets.push(set);
    }
    if !candidates.is_empty() && !args.json {
        choose(&sets)?;
    }
    Ok(Outcome::Done)
}

/// The weights to try: `nearness=0,0.1,0.2` is three.
fn candidates(tries: &[String]) -> anyhow::Result<Vec<(String, f32)>> {
    let mut candidates = Vec::new();
    for tried in tries {
        let (name, values) =
            tried.split_once('=').context("--try: expected NAME=VALUE,VALUE, for example lead=1,1.5")?;
        for value in values.split(',') {
            candidates.push(weight(&format!("{name}={value}")).map_err(anyhow::Error::msg)?);
        }
    }
    Ok(candidates)
}

/// The folders in a folder that have queries, in the order of their names.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("queries.jsonl").is_file())
        .collect();
    folders.sort();
    anyhow::ensure!(!folders.is_empty(), "{} has no folder with queries.jsonl", folder.display());
    Ok(folders)
}

/// At most this many, evenly spread.
fn evenly(queries: &mut Vec<JudgedQuery>, most: usize) {
    let all = queries.len();
    let mut number = 0;
    queries.retain(|_| {
        number += 1;
        number * most / all.max(1) > (number - 1) * most / all.max(1) || all <= most
    });
}

fn tell(set: &SetFigures, as_json: bool) -> anyhow::Result<()> {
    let mut out = console::out();
    if as_json {
        let measured: serde_json::Map<String, serde_json::Value> = set
            .measured
            .iter()
            .map(|(name, figures)| {
                Ok((name.clone(), serde_json::to_value(FiguresJson::from(Report::new(figures)))?))
            })
            .collect::<anyhow::Result<_>>()?;
        writeln!(out, "{}", json!({ "set": set.name, "measured": measured }))?;
        return Ok(());
    }
    for (name, figures) in &set.measured {
        let report = Report::new(figures);
        let (least, most) = report.ndcg_at_10.interval;
        writeln!(
            out,
            "{:<18} {:<18} {:>5} queries  nDCG@10 {:.4} [{least:.4}, {most:.4}]  recall@100 {:.4}  MRR@10 {:.4}",
            set.name,
            name,
            figures.len(),
            report.ndcg_at_10.mean,
            report.recall_at_100.mean,
            report.mrr_at_10.mean
        )?;
    }
    out.flush()?;
    Ok(())
}

/// For each set the value that is best for the worst of the other sets, and what it is worth on this one.
fn choose(sets: &[SetFigures]) -> anyhow::Result<()> {
    let mean = |figures: &[Figures]| Report::new(figures).ndcg_at_10.mean;
    let Some(first) = sets.first() else { return Ok(()) };
    let base = first.measured.iter().position(|(name, _)| name == "vestnik").unwrap_or(0);
    // How much better each setting is than plain BM25 over lemmas (than the setting as it is, when that was not measured),
    // set by set.
    let gains: Vec<Vec<f64>> = sets
        .iter()
        .map(|set| {
            let plain = mean(&set.measured[base.saturating_sub(1)].1);
            set.measured[base..].iter().map(|(_, figures)| mean(figures) - plain).collect()
        })
        .collect();
    let names: Vec<&str> = first.measured[base..].iter().map(|(name, _)| name.as_str()).collect();
    let best = |left_out: Option<usize>| {
        let worst = |candidate: usize| {
            let others = (0..sets.len()).filter(|set| Some(*set) != left_out);
            others.map(|set| gains[set][candidate]).fold(f64::INFINITY, f64::min)
        };
        (0..names.len()).max_by(|a, b| worst(*a).total_cmp(&worst(*b))).unwrap_or(0)
    };
    let mut out = console::out();
    for (at, set) in sets.iter().enumerate() {
        let chosen = best(Some(at));
        writeln!(
            out,
            "without {:<18} best for the worst of the others: {:<16} here {:+.4}",
            set.name, names[chosen], gains[at][chosen]
        )?;
    }
    let chosen = best(None);
    let worst = gains.iter().map(|set| set[chosen]).fold(f64::INFINITY, f64::min);
    writeln!(out, "of all: {} (the worst set {worst:+.4})", names[chosen])?;
    Ok(())
}
