//! `vestnik check`: is the index sound?

use std::sync::Arc;

use serde_json::json;

use super::console;
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
    if args.json {
        console::report(json!({ "generation": generation, "documents": documents, "problems": problems }));
    } else {
        let mut lines = problems.clone();
        match (&generation, problems.is_empty()) {
            (Some(generation), true) => lines.push(format!("{generation} is sound: {documents} documents")),
            (Some(generation), false) => lines.push(format!("{generation} is not sound")),
            (None, _) => {}
        }
        console::report(lines.join("\n"));
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}
