//! What is inferred from the communiqués of a file, and the rule behind each value.
//!
//! ```text
//! $ cargo run --example annotate_file -- corpus/trade.gov.example/2023-02-ankara.md
//! О заседании межправительственной комиссии в Анкаре
//! language: ru (detected in the text)
//! kind: talks (a query for titles) заседании
//! published: 2023-02-17 (first full date) 17.02.2023
//! …
//! country: TR (a place in the country) Анкаре
//! …
//! topic: customs (the topic's query) Таможенные службы
//! …
//! person: Андрей Ковтунович (initials and a surname) А.Ковтунович
//! …
//! ```

use std::path::PathBuf;

use vestnik::annotate::Place;
use vestnik::config::{Config, Overrides};

fn main() -> anyhow::Result<()> {
    let file = std::env::args_os().nth(1).ok_or_else(|| anyhow::anyhow!("usage: annotate_file FILE"))?;
    // Without settings: the built-in topics, and the publishers of `corpus/sources.toml` if there is such a file.
    let config = Config::load(Overrides::default())?;
    let assembly = config.assemble()?;
    let annotator = assembly.annotator()?;
    for item in assembly.source(&[PathBuf::from(file)]).items() {
        let (document, explained) = annotator.explain(item?);
        let communique = &document.communique;
        println!("{}", communique.title);
        for value in explained {
            let words = match &value.place {
                Some(Place::Title(range)) => &communique.title[range.clone()],
                Some(Place::Text(range)) => &communique.text[range.clone()],
                None => "",
            };
            let line = format!("{}: {} ({}) {words}", value.property, value.value, value.rule);
            println!("{}", line.trim_end());
        }
    }
    Ok(())
}
