//! A search in the index of this folder, as page, API and command line make it: `cargo run --example search_folder посол`.

use vestnik::answers::ask;
use vestnik::config::{Config, Overrides};
use vestnik::query::{SearchParams, Unknown};

fn main() -> anyhow::Result<()> {
    let query = std::env::args().nth(1).unwrap_or_else(|| "посол".to_owned());
    let config = Config::load(Overrides::default())?;
    let assembly = config.assemble()?;
    let (engine, thesaurus) = (assembly.engine()?, assembly.thesaurus()?);
    let params = SearchParams::from_pairs([("q".to_owned(), query)], Unknown::Refuse)
        .map_err(|error| anyhow::anyhow!("{}", error.code()))?;
    let answer = ask(&engine, &thesaurus, &params)?;
    println!("{} found", answer.results.total);
    for hit in &answer.results.hits {
        println!("{}", hit.title.text);
    }
    Ok(())
}
