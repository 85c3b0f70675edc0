//! `vestnik generations`, `rollback`, `snapshot` and `restore`: listing, going back, packing and unpacking the index.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::console;
use super::outcome::Outcome;
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::engine::{self, Engine, Publishing};

#[derive(clap::Args)]
pub(super) struct GenerationsArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub(super) struct RollbackArgs {
    /// The generation to go back to [default: the newest sound one before the live one]
    generation: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub(super) struct SnapshotArgs {
    /// The file to write: a tar packed with zstd
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub(super) struct RestoreArgs {
    /// A file that `vestnik snapshot` wrote
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Lists the generations, the oldest first.
pub(super) fn generations(config: &Config, args: &GenerationsArgs) -> anyhow::Result<Outcome> {
    let mut out = console::out();
    let generations = engine::list(&config.index)?;
    if let Err(error) = Engine::live_generation(&config.index) {
        tracing::warn!("{error}");
    }
    if args.json {
        let list: Vec<_> = generations
            .iter()
            .map(|generation| {
                json!({
                    "name": generation.name,
                    "live": generation.live,
                    "documents": generation.documents,
                    "bytes": generation.bytes,
                    "created": generation.created,
                    "newest": generation.newest,
                    "problem": generation.problem,
                })
            })
            .collect();
        writeln!(out, "{}", json!({ "generations": list }))?;
        return Ok(Outcome::Done);
    }
    for generation in &generations {
        let live = if generation.live { "live" } else { "" };
        match &generation.problem {
            Some(problem) => writeln!(out, "{}  {live:<4}  {problem}", generation.name)?,
            None => writeln!(
                out,
                "{}  {live:<4}  {:>9} documents  {:>7.1} MB  built {}  newest {}",
                generation.name,
                generation.documents,
                generation.bytes as f64 / 1e6,
                generation.created,
                generation.newest.as_deref().unwrap_or("-")
            )?,
        }
    }
    if generations.is_empty() {
        writeln!(
            out,
            "there are no generations in {}; build one with `vestnik reindex`",
            config.index.display()
        )?;
    }
    Ok(Outcome::Done)
}

/// Makes an earlier generation live. A running server takes it over as it takes over a new one.
pub(super) fn rollback(config: &Config, args: &RollbackArgs) -> anyhow::Result<Outcome> {
    let name = engine::rollback(&config.index, args.generation.as_deref(), Arc::new(Analyzer::new()))?;
    Ok(tell(args.json, &name, "is live"))
}

/// Packs the live generation.
pub(super) fn snapshot(config: &Config, args: &SnapshotArgs) -> anyhow::Result<Outcome> {
    let name = engine::snapshot(&config.index, &args.file)?;
    Ok(tell(args.json, &name, &format!("is in {}", args.file.display())))
}

/// Makes a packed generation the live one.
pub(super) fn restore(config: &Config, args: &RestoreArgs) -> anyhow::Result<Outcome> {
    let publishing = Publishing { keep: config.keep, ..Publishing::default() };
    let name = engine::restore(&config.index, &args.file, Arc::new(Analyzer::new()), &publishing)?;
    Ok(tell(args.json, &name, "is live"))
}

fn tell(as_json: bool, name: &str, what: &str) -> Outcome {
    if as_json {
        console::report(json!({ "generation": name }));
    } else {
        console::report(format_args!("{name} {what}"));
    }
    Outcome::Done
}
