//! `vestnik search QUERY`: the same search from the command line.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use super::outcome::Outcome;
use crate::analysis::Analyzer;
use crate::annotate::Annotator;
use crate::answers::SearchJson;
use crate::config::Config;
use crate::engine::Engine;
use crate::model::{Country, Language};
use crate::query::{Parser, SearchParams, SearchRequest, Unknown};

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
    let analyzer = Arc::new(Analyzer::new());
    let vocabulary = Annotator::vocabulary_of(&config.publishers()?, &config.topics()?);
    let synonyms = config.synonyms(&analyzer)?;
    let parser = Parser::new(&analyzer, &vocabulary).expanding(&synonyms);
    let mut pairs = args.params.clone();
    if !args.query.is_empty() {
        pairs.push(("q".to_owned(), args.query.join(" ")));
    }
    let request = SearchParams::from_pairs(pairs, Unknown::Refuse)
        .and_then(|params| SearchRequest::from_params(&params, &parser));
    let request = match request {
        Ok(request) => request,
        Err(error) => {
            eprintln!("vestnik: {}", error.message(Language::English));
            return Ok(Outcome::Usage);
        }
    };
    let engine = Engine::open(&config.index, analyzer)?;
    let results = engine.search(&request)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        let json = SearchJson::new(&request, &results, &vocabulary, Language::English, started);
        serde_json::to_writer(&mut out, &json)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    for warning in &results.warnings {
        eprintln!("{}", warning.message(Language::English));
    }
    writeln!(out, "{} found", results.total)?;
    for hit in &results.hits {
        let date = hit.published.map_or("undated   ".to_owned(), |published| published.date.to_string());
        let countries: Vec<&str> = hit.countries.iter().map(|(country, _)| Country::code(country)).collect();
        writeln!(out, "\n{date}  {}  [{}]", hit.title.text, countries.join(" "))?;
        writeln!(out, "  {}", hit.snippet.text)?;
        writeln!(out, "  {}", hit.url.as_deref().unwrap_or(hit.id.as_str()))?;
    }
    Ok(Outcome::Done)
}
