//! `vestnik index` and `vestnik reindex`.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::Outcome;
use super::progress::Display;
use crate::analysis::Analyzer;
use crate::annotate::Annotator;
use crate::config::Config;
use crate::corpus::{self, Source};
use crate::engine::IndexWriter;
use crate::indexing::{self, Report};

#[derive(clap::Args)]
pub(super) struct IndexArgs {
    /// Files and folders to read [default: the corpus]
    paths: Vec<PathBuf>,
    /// End with one line of JSON on standard output
    #[arg(long)]
    json: bool,
}

/// Whether a run starts anew or adds to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only what is read now is in the index afterwards.
    Fresh,
    /// What is there stays; what is read now is added or replaces the document with its id.
    Update,
}

pub(super) fn index(config: &Config, args: &IndexArgs, mode: Mode) -> anyhow::Result<Outcome> {
    let report = build(config, &args.paths, mode)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        let line = json!({
            "read": report.read,
            "indexed": report.indexed,
            "unchanged": report.unchanged,
            "rejected": report.rejected,
            "removed": report.removed,
            "generation": report.generation,
            "seconds": (report.seconds * 1000.0).round() / 1000.0,
        });
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{report}")?;
    }
    Ok(if report.rejected > 0 { Outcome::SomeRejected } else { Outcome::Done })
}

/// Reads the paths, or the corpus, into the index. Rejections and progress go to standard error.
pub(super) fn build(config: &Config, paths: &[PathBuf], mode: Mode) -> anyhow::Result<Report> {
    let analyzer = Arc::new(Analyzer::new());
    let publishers = config.publishers()?;
    let annotator = Annotator::new(&analyzer, &publishers, config.topics()?)?;
    let rules = annotator.fingerprint();
    let writer = match mode {
        Mode::Fresh => IndexWriter::fresh(&config.index, Arc::clone(&analyzer), rules)?,
        Mode::Update => IndexWriter::update(&config.index, Arc::clone(&analyzer), rules)?,
    };
    let paths = if paths.is_empty() { std::slice::from_ref(&config.corpus) } else { paths };
    let settings = corpus::Settings { root: Some(config.corpus.clone()), ..corpus::Settings::default() };
    let source = Source::new(paths, &publishers, settings);
    let mut display = Display::new(source.total_bytes());
    let report = indexing::run(&source, &annotator, writer, &mut display);
    display.finish();
    Ok(report?)
}
