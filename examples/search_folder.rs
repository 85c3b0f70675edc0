//! Indexes the communiqués of a folder into a temporary index and searches it.
//!
//! ```text
//! $ cargo run --example search_folder -- corpus 'визит в Оман'
//! 70 documents are indexed
//! 12 found
//! 2023-11-20  В Маскате открылись Дни культуры Беларуси
//! 2023-11-20  У Маскаце адкрыліся Дні культуры Беларусі
//! 2023-11-20  Days of Belarusian Culture open in Muscat
//! 2026-03-19  О визите белорусской делегации в ЮАР
//! 2024-03-12  О визите Министра иностранных дел в Египет
//! ```

use std::path::PathBuf;
use std::sync::Arc;

use vestnik::answers::{Refusal, ask};
use vestnik::config::{Config, Overrides};
use vestnik::engine::IndexWriter;
use vestnik::indexing::{self, Job};
use vestnik::query::{SearchParams, Unknown};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, query] = args.as_slice() else { anyhow::bail!("usage: search_folder FOLDER QUERY") };

    // The settings. What is not set here is built in, or read from `vestnik.toml` if there is such a file.
    let index = tempfile::tempdir()?;
    let config = Config::load(Overrides {
        corpus: Some(PathBuf::from(folder)),
        index: Some(index.path().to_owned()),
        ..Overrides::default()
    })?;
    // The parts, made of the settings: analyzer, annotator, source, synonyms, engine.
    let assembly = config.assemble()?;

    // Corpus → annotator → index. Items that are not communiqués are rejected, the others are indexed.
    let annotator = assembly.annotator()?;
    let writer =
        IndexWriter::fresh(config.index.as_path(), Arc::clone(assembly.analyzer()), annotator.fingerprint())?;
    let source = assembly.source(&[]);
    let annotate = |communiques: &[_]| annotator.annotate_all(communiques);
    let report = indexing::run(&source, &annotate, writer, &Job::default(), &mut ())?;
    println!("{} documents are indexed", report.indexed);

    // Parameters → answer, as the API has them.
    let params = SearchParams::from_pairs([("q", query.as_str()), ("limit", "5")], Unknown::Refuse)
        .map_err(Refusal::from)?;
    let answer = ask(&assembly.engine()?, &assembly.thesaurus()?, &params)?;
    println!("{} found", answer.results.total);
    for hit in &answer.results.hits {
        let date = hit.published.map_or("undated".to_owned(), |published| published.date.to_string());
        println!("{date}  {}", hit.title.text);
    }
    Ok(())
}
