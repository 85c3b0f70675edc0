//! The people that communiqués name, with their offices: `cargo run --example annotate_file corpus/mpt.gov.by-11088.md`.

use std::path::PathBuf;

use vestnik::config::{Config, Overrides};

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let config = Config::load(Overrides::default())?;
    let assembly = config.assemble()?;
    let annotator = assembly.annotator()?;
    for item in assembly.source(&paths).items() {
        match item {
            Ok(communique) => {
                let document = annotator.annotate(communique);
                println!("{}", document.communique.title);
                for person in &document.annotations.people {
                    println!("  {} ({})", person.name, person.office.as_deref().unwrap_or("no office"));
                }
            }
            Err(rejection) => eprintln!("rejected: {rejection}"),
        }
    }
    Ok(())
}
