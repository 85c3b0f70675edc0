//! The arguments of `vestnik eval`.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::analysis::Method;
use crate::engine::Ranking;

#[derive(clap::Args)]
pub(in crate::cli) struct EvalArgs {
    /// A folder with queries.jsonl, qrels.tsv and corpus.jsonl; without corpus.jsonl, the corpus is searched
    #[arg(required_unless_present_any = ["words", "derive"])]
    pub(super) folder: Option<PathBuf>,
    /// Compare with plain BM25 over terms made in this way
    #[arg(long, value_enum)]
    pub(super) baseline: Option<Baseline>,
    /// Leave out a part of the search, to see what it is worth (may be repeated)
    #[arg(long, value_name = "PART", value_parser = parts())]
    pub(super) without: Vec<String>,
    /// Give a weight of the ranking another value: lead=1.5 (may be repeated)
    #[arg(long = "weight", value_name = "NAME=VALUE", value_parser = weight, conflicts_with = "words")]
    pub(super) weights: Vec<(String, f32)>,
    /// Write the hits of every query to a file, in TREC's form
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    pub(super) run: Option<PathBuf>,
    /// Make judged sets from the documents of FOLDER, or of the corpus, in this folder: headlines, first sentences, rare
    /// words, titles in other forms and with synonyms
    #[arg(long, value_name = "DIR", conflicts_with_all = ["baseline", "run", "words", "all"])]
    pub(super) derive: Option<PathBuf>,
    /// FOLDER has sets in folders of their own: measure each, beside plain BM25 over stems and over lemmas
    #[arg(long, conflicts_with_all = ["baseline", "run", "words"])]
    pub(super) all: bool,
    /// With --all, also with other values of a weight: nearness=0,0.1; tells which is best for the worst set (may be
    /// repeated)
    #[arg(long = "try", value_name = "NAME=VALUE,…", requires = "all")]
    pub(super) tries: Vec<String>,
    /// With --all, without the baselines
    #[arg(long, requires = "all")]
    pub(super) quick: bool,
    /// With --all and --derive, at most this many queries of a set
    #[arg(long, value_name = "N")]
    pub(super) queries: Option<usize>,
    /// A list of words that must find each other, or must not (may be repeated)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "baseline"])]
    pub(super) words: Vec<PathBuf>,
    /// The language of the words
    #[arg(long, default_value = "ru", value_parser = ["ru", "be", "en"])]
    pub(super) language: String,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Ordinary analyzers for comparison.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Baseline {
    /// Snowball stems
    Snowball,
    /// The likeliest lemma of each word
    Lemma,
    /// Words as they are
    Exact,
}

impl Baseline {
    pub(super) fn method(self) -> Method {
        match self {
            Self::Snowball => Method::Snowball,
            Self::Lemma => Method::Lemma,
            Self::Exact => Method::Exact,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Snowball => "snowball",
            Self::Lemma => "lemma",
            Self::Exact => "exact",
        }
    }
}

/// Parts of the search outside the ranking.
pub(super) const SYNONYMS: &str = "synonyms";
pub(super) const READINGS: &str = "readings";
pub(super) const LEMMAS: &str = "lemmas";

pub(super) fn weight(text: &str) -> Result<(String, f32), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE, for example lead=1.5")?;
    let value = value.parse().map_err(|_| format!("{value:?} is not a number"))?;
    match Ranking::default().with(name, value) {
        Some(_) => Ok((name.to_owned(), value)),
        None => Err("no such weight, or a value below 0".to_owned()),
    }
}

fn parts() -> Vec<&'static str> {
    [Ranking::PARTS.as_slice(), &[SYNONYMS, READINGS, LEMMAS]].concat()
}
