//! `vestnik search QUERY`: the same search from the command line.

use std::io::Write;
use std::time::Instant;

use super::console;
use super::outcome::Outcome;
use crate::answers::{Refusal, SearchJson, ask};
use crate::config::Config;
use crate::engine::Hit;
use crate::model::{Country, Language, Shown};
use crate::query::{ParamError, Parser, SearchParams, SearchRequest, Unknown};
use crate::texts::texts;

#[derive(clap::Args)]
pub(super) struct SearchArgs {
    /// The query; without one, the newest communiqués. Put -- before a query with -words
    query: Vec<String>,
    /// A parameter of the API: country=AE, topic=health, from=2026-01, sort=newest … (may be repeated)
    #[arg(short = 'p', long = "param", value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,
    /// Print the API's JSON
    #[arg(long)]
    json: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .ok_or_else(|| "expected NAME=VALUE, for example country=AE".to_owned())
}

pub(super) fn search(config: &Config, args: &SearchArgs) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let mut pairs = args.params.clone();
    if !args.query.is_empty() {
        pairs.push(("q".to_owned(), args.query.join(" ")));
    }
    let params = match SearchParams::from_pairs(pairs, Unknown::Refuse) {
        Ok(params) => params,
        Err(error) => return Ok(refused(&error)),
    };
    let assembly = config.assemble()?;
    // A wrong parameter is told before the index is opened, which takes longer and may fail.
    if let Err(error) =
        SearchRequest::from_params(&params, &Parser::new(assembly.analyzer(), assembly.vocabulary()))
    {
        return Ok(refused(&error));
    }
    let thesaurus = assembly.thesaurus()?;
    let (engine, passed_over) = assembly.soundest_engine()?;
    for (_, error) in &passed_over {
        tracing::warn!("{error}");
    }
    if !passed_over.is_empty() {
        tracing::warn!("{} is searched, the newest sound generation", engine.generation());
    }
    let answer = match ask(&engine, &thesaurus, &params) {
        Ok(answer) => answer,
        Err(Refusal::Parameter(error)) => return Ok(refused(&error)),
        Err(Refusal::Engine(error)) => return Err(error.into()),
    };
    for name in &answer.resolved {
        let more = if name.more { ", …" } else { "" };
        console::note(format_args!("{}={}: {}{more}", name.parameter, name.typed, name.values.join(", ")));
    }
    let mut out = console::out();
    if args.json {
        let json = SearchJson::new(&answer, assembly.vocabulary(), Language::English, started);
        serde_json::to_writer(&mut out, &json)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    let results = &answer.results;
    for warning in &results.warnings {
        console::note(warning.message(Language::English));
    }
    for suggestion in &answer.suggestions {
        let text = suggestion.text(assembly.vocabulary(), Language::English);
        console::note(format_args!("{text} ({})", suggestion.count));
    }
    writeln!(out, "{} found", results.total)?;
    print(&mut out, &results.hits)?;
    if let Some(further) = &results.further {
        writeln!(out, "\n{}", texts(Language::English).further(further.total))?;
        print(&mut out, &further.hits)?;
    }
    Ok(Outcome::Done)
}

fn refused(error: &ParamError) -> Outcome {
    console::note(format_args!("vestnik: {}", error.message(Language::English)));
    Outcome::Usage
}

fn print(out: &mut impl Write, hits: &[Hit]) -> std::io::Result<()> {
    for hit in hits {
        let date = hit.published.map_or("undated   ".to_owned(), |published| published.date.to_string());
        let countries: Vec<&str> = hit.countries.iter().map(|(country, _)| Country::code(country)).collect();
        writeln!(out, "\n{date}  {}  [{}]", Shown(&hit.title.text), countries.join(" "))?;
        writeln!(out, "  {}", Shown(&hit.snippet.text))?;
        writeln!(out, "  {}", Shown(hit.url.as_deref().unwrap_or(hit.id.as_str())))?;
    }
    Ok(())
}
