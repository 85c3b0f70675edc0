//! Text → terms. The baseline is what a plain Russian analyzer does: Unicode words, lower case, Snowball. Both run
//! over the same Russian texts in one process, so their ratio holds on a noisy machine.

mod corpus;

use divan::Bencher;
use divan::counter::BytesCount;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;
use vestnik::analysis::{Analyzer, detect_language};
use vestnik::model::Language;

fn main() {
    divan::main();
}

fn russian() -> String {
    let texts: Vec<String> = corpus::communiques()
        .into_iter()
        .map(|communique| communique.text)
        .filter(|text| detect_language(text) == Some(Language::Russian))
        .collect();
    texts.join("\n\n")
}

#[divan::bench]
fn baseline_snowball(bencher: Bencher<'_, '_>) {
    let text = russian();
    let stemmer = Stemmer::create(Algorithm::Russian);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| text.unicode_words().map(|word| stemmer.stem(&word.to_lowercase()).len()).sum::<usize>());
}

#[divan::bench]
fn vestnik(bencher: Bencher<'_, '_>) {
    let text = russian();
    let analyzer = Analyzer::new();
    analyzer.document(&text, Language::Russian);
    bencher.counter(BytesCount::of_str(&text)).bench(|| analyzer.document(&text, Language::Russian).len());
}
