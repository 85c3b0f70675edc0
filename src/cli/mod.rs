//! The command line: one file per command. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were
//! rejected. The code of a job and of `check` says what happened to the index or is wrong with it, also when the report
//! of it cannot be written. A command whose work is to print (`search`, `generations`, `annotate`, `analyze`, `eval`) has
//! failed when standard output cannot be written, unless its reader has left (`| head`).

mod analyze;
mod annotate;
mod check;
mod console;
mod eval;
mod explanations;
mod generations;
mod index;
mod log;
mod outcome;
mod progress;
mod search;
mod serve;
#[cfg(unix)]
mod supervisor;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Overrides};

use outcome::Outcome;

/// Full-text search over ministry communiqués in Russian, Belarusian and English.
#[derive(Parser)]
#[command(name = "vestnik", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Flags of every command.
#[derive(Args)]
struct Shared {
    /// The folder of the index [default: index]
    #[arg(long, global = true, value_name = "DIR", env = "VESTNIK_INDEX")]
    index: Option<PathBuf>,
    /// The folder of the corpus [default: corpus]
    #[arg(long, global = true, value_name = "DIR", env = "VESTNIK_CORPUS")]
    corpus: Option<PathBuf>,
    /// The configuration file [default: vestnik.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "VESTNIK_CONFIG")]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web page and the API; the default. Builds the index first when there is none
    Serve(serve::ServeArgs),
    /// Add new and changed documents to the index
    Index(index::UpdateArgs),
    /// Build the index anew; people go on searching the old one until the new one is complete
    Reindex(index::IndexArgs),
    /// Search from the command line
    Search(search::SearchArgs),
    /// List the generations of the index
    Generations(generations::GenerationsArgs),
    /// Go back to an earlier generation
    Rollback(generations::RollbackArgs),
    /// Pack the live generation into one file
    Snapshot(generations::SnapshotArgs),
    /// Make a packed generation the live one
    Restore(generations::RestoreArgs),
    /// Verify every byte and every document of the index
    Check(check::CheckArgs),
    /// Show the words and terms of a text
    Analyze(analyze::AnalyzeArgs),
    /// Show what is inferred from documents: countries, dates, people, organisations, topics
    Annotate(annotate::AnnotateArgs),
    /// Measure how good the search is on judged queries, or which words find each other
    Eval(eval::EvalArgs),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let log = log::start(matches!(cli.command, None | Some(Command::Serve(_))));
    let code = match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::from(1),
        Ok(Outcome::Usage) => ExitCode::from(2),
        Ok(Outcome::SomeRejected) => ExitCode::from(3),
        #[cfg(unix)]
        Ok(Outcome::Ended(code)) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::note(format_args!("vestnik: {}", told_once(&error)));
            ExitCode::from(1)
        }
    };
    log.finish();
    code
}

/// An error and its causes, each once: some messages contain their cause already.
fn told_once(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

/// `vestnik search … | head` is not a failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = Some(std::io::ErrorKind::BrokenPipe);
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind) == broken
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind) == broken
    })
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    // The environment counts for the default command as for a typed one.
    let command = cli.command.unwrap_or_else(|| Command::Serve(serve::ServeArgs::parse_from(["vestnik"])));
    let listen: Option<SocketAddr> = match &command {
        Command::Serve(args) => args.listen,
        _ => None,
    };
    let config = Config::load(Overrides {
        config: cli.shared.config,
        index: cli.shared.index,
        corpus: cli.shared.corpus,
        listen,
    })?;
    match command {
        Command::Serve(_) => serve::serve(&config),
        Command::Index(args) => index::update(&config, &args),
        Command::Reindex(args) => index::reindex(&config, &args),
        Command::Generations(args) => generations::generations(&config, &args),
        Command::Rollback(args) => generations::rollback(&config, &args),
        Command::Snapshot(args) => generations::snapshot(&config, &args),
        Command::Restore(args) => generations::restore(&config, &args),
        Command::Search(args) => search::search(&config, &args),
        Command::Check(args) => check::check(&config, &args),
        Command::Analyze(args) => analyze::analyze(&args),
        Command::Annotate(args) => annotate::annotate(&config, &args),
        Command::Eval(args) => eval::eval(&config, &args),
    }
}
