//! `vestnik index` and `vestnik reindex`.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::outcome::Outcome;
use super::progress::Display;
use crate::analysis::Analyzer;
use crate::annotate::Annotator;
use crate::config::Config;
use crate::corpus::{self, Source};
use crate::engine::{IndexWriter, Publishing};
use crate::indexing::{self, Job, Report};
use crate::query::Parser;

#[derive(clap::Args, Default)]
pub(super) struct IndexArgs {
    /// Files and folders to read [default: the corpus]
    paths: Vec<PathBuf>,
    /// Print JSON: a line every second and for every rejection, the figures at the end
    #[arg(long)]
    json: bool,
    /// Publish even if the documents fall by more than a fifth or a canary query finds nothing
    #[arg(long)]
    force: bool,
}

#[derive(clap::Args)]
pub(super) struct UpdateArgs {
    #[command(flatten)]
    index: IndexArgs,
    /// Take out the documents that are no longer there
    #[arg(long)]
    prune: bool,
}

/// Whether a run starts anew or adds to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only what is read now is in the index afterwards.
    Fresh,
    /// What is there stays; what is read now is added or replaces the document with its id.
    Update,
}

/// `vestnik index`.
pub(super) fn update(config: &Config, args: &UpdateArgs) -> anyhow::Result<Outcome> {
    index(config, &args.index, Mode::Update, args.prune)
}

/// `vestnik reindex`.
pub(super) fn reindex(config: &Config, args: &IndexArgs) -> anyhow::Result<Outcome> {
    index(config, args, Mode::Fresh, false)
}

fn index(config: &Config, args: &IndexArgs, mode: Mode, prune: bool) -> anyhow::Result<Outcome> {
    let report = build(config, args, mode, prune)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        let mut line = report.figures();
        line["generation"] = report.generation.into();
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{report}")?;
    }
    Ok(if report.rejected > 0 { Outcome::SomeRejected } else { Outcome::Done })
}

/// Reads the paths, or the corpus, into the index. Rejections and progress go to standard error.
pub(super) fn build(config: &Config, args: &IndexArgs, mode: Mode, prune: bool) -> anyhow::Result<Report> {
    let IndexArgs { paths, json, force } = args;
    let analyzer = Arc::new(Analyzer::new());
    let publishers = config.publishers()?;
    let topics = config.topics()?;
    let vocabulary = Annotator::vocabulary_of(&publishers, &topics);
    let annotator = Annotator::new(&analyzer, &publishers, topics)?;
    let rules = annotator.fingerprint();
    let writer = match mode {
        Mode::Fresh => IndexWriter::fresh(&config.index, Arc::clone(&analyzer), rules)?,
        Mode::Update => IndexWriter::update(&config.index, Arc::clone(&analyzer), rules)?,
    };
    let canaries = config.canaries(&Parser::new(&analyzer, &vocabulary))?;
    let publishing = Publishing { keep: config.keep, force: *force, canaries };
    let paths = if paths.is_empty() { std::slice::from_ref(&config.corpus) } else { paths };
    let settings = corpus::Settings { root: Some(config.corpus.clone()), ..corpus::Settings::default() };
    let source = Source::new(paths, &publishers, settings);
    writer.require_room(source.total_bytes())?;
    let mut display = Display::new(source.total_bytes(), *json);
    let annotate = |communiques: &[_]| annotator.annotate_all(communiques);
    let report = indexing::run(&source, &annotate, writer, &Job { prune, publishing }, &mut display);
    display.finish();
    Ok(report?)
}
