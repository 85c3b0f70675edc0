//! `vestnik analyze TEXT`: what the analyzer makes of a text.

use std::io::Write;

use serde::Serialize;

use super::console;
use super::outcome::Outcome;
use crate::analysis::{Analyzer, detect_language, language_by_alphabet};
use crate::model::Language;

#[derive(clap::Args)]
pub(super) struct AnalyzeArgs {
    /// The text
    text: String,
    /// The language of the text instead of the detected one
    #[arg(long, value_parser = ["ru", "be", "en"])]
    language: Option<String>,
    /// Print JSON; offsets count characters
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct AnalysisJson<'a> {
    language: &'static str,
    tokens: Vec<TokenJson<'a>>,
}

#[derive(Serialize)]
struct TokenJson<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    position: u32,
    terms: Vec<String>,
}

pub(super) fn analyze(args: &AnalyzeArgs) -> anyhow::Result<Outcome> {
    let text = args.text.as_str();
    let language = args
        .language
        .as_deref()
        .and_then(Language::from_tag)
        .or_else(|| detect_language(text))
        .unwrap_or_else(|| language_by_alphabet(text));
    let characters = |offset: usize| text[..offset].chars().count();
    let tokens: Vec<TokenJson<'_>> = Analyzer::new()
        .document(text, language)
        .into_iter()
        .map(|token| TokenJson {
            text: &text[token.start..token.end],
            start: characters(token.start),
            end: characters(token.end),
            position: token.position,
            terms: token.terms.to_vec(),
        })
        .collect();
    let mut out = console::out();
    if args.json {
        serde_json::to_writer(&mut out, &AnalysisJson { language: language.code(), tokens })?;
        writeln!(out)?;
    } else {
        writeln!(out, "{language}")?;
        for token in tokens {
            writeln!(
                out,
                "{:>4}  {:>5}–{:<5} {:<24} {}",
                token.position,
                token.start,
                token.end,
                token.text,
                token.terms.join(", ")
            )?;
        }
    }
    Ok(Outcome::Done)
}
