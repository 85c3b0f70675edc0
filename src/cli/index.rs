//! `vestnik index` and `vestnik reindex`.

use std::path::PathBuf;
use std::sync::Arc;

use super::console;
use super::outcome::Outcome;
use super::progress::Display;
use crate::config::{Assembly, Config};
use crate::engine::{EngineError, IndexWriter};
use crate::indexing::{self, Job, Report};

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

/// Whether a run replaces the index or adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The index contains only what is read now.
    Fresh,
    /// The index keeps its documents; a document read now is added or replaces the one with its id.
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
    let report = build(config, &config.assemble()?, args, mode, prune)?;
    if args.json {
        let mut line = report.figures();
        line["generation"] = report.generation.into();
        console::report(line);
    } else {
        console::report(&report);
    }
    Ok(if report.rejected > 0 { Outcome::SomeRejected } else { Outcome::Done })
}

/// Reads the paths, or the corpus, into the index. Rejections and progress go to standard error.
pub(super) fn build(
    config: &Config,
    assembly: &Assembly<'_>,
    args: &IndexArgs,
    mode: Mode,
    prune: bool,
) -> anyhow::Result<Report> {
    let IndexArgs { paths, json, force } = args;
    let annotator = assembly.annotator()?;
    let rules = annotator.fingerprint();
    let analyzer = Arc::clone(assembly.analyzer());
    let writer = match mode {
        Mode::Fresh => IndexWriter::fresh(&config.index, analyzer, rules)?,
        Mode::Update => match IndexWriter::update(&config.index, Arc::clone(&analyzer), rules.clone()) {
            // The whole corpus makes a whole index; a few files would not.
            Err(error @ EngineError::NothingSound { .. }) if paths.is_empty() => {
                tracing::warn!("{error}");
                tracing::warn!("the index is built anew from {}", config.corpus.display());
                IndexWriter::fresh(&config.index, analyzer, rules)?
            }
            writer => writer?,
        },
    };
    let publishing = assembly.publishing(*force)?;
    let source = assembly.source(paths);
    writer.require_room(source.total_bytes())?;
    let mut display = Display::new(source.total_bytes(), *json);
    let annotate = |communiques: &[_]| annotator.annotate_all(communiques);
    let report = indexing::run(&source, &annotate, writer, &Job { prune, publishing }, &mut display);
    display.finish();
    Ok(report?)
}
