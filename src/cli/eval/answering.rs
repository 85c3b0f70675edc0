//! The documents of a set, and the answers of a configuration of the search to its queries, with a progress bar.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::console;
use crate::config::Config;
use crate::eval::{Answers, JudgedQuery, Setup, Trial, read_documents};
use crate::model::Document;

/// The documents of a set; those of the corpus when it has none of its own.
pub(super) fn documents_of(
    config: &Config,
    folder: Option<&Path>,
) -> anyhow::Result<Vec<(String, Document)>> {
    match folder {
        Some(folder) if folder.join("corpus.jsonl").exists() => Ok(read_documents(folder)?),
        _ => corpus_documents(config),
    }
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

pub(super) fn answers_of(
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
