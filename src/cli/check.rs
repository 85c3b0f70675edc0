//! `vestnik check`: is the index sound?

use std::io::Write;
use std::sync::Arc;

use serde_json::json;

use super::outcome::Outcome;
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::engine::{self, Inspection};

#[derive(clap::Args)]
pub(super) struct CheckArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn check(config: &Config, args: &CheckArgs) -> anyhow::Result<Outcome> {
    let Inspection { generation, documents, problems } =
        engine::inspect(&config.index, Arc::new(Analyzer::new()));
    let mut out = std::io::stdout().lock();
    if args.json {
        let answer = json!({ "generation": generation, "documents": documents, "problems": problems });
        writeln!(out, "{answer}")?;
    } else {
        for problem in &problems {
            writeln!(out, "{problem}")?;
        }
        match (&generation, problems.is_empty()) {
            (Some(generation), true) => writeln!(out, "{generation} is sound: {documents} documents")?,
            (Some(generation), false) => writeln!(out, "{generation} is not sound")?,
            (None, _) => {}
        }
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}
