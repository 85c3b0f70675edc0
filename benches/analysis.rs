//! Text → terms. Two baselines: tantivy's stock Russian analyzer (its simple tokenizer, lower case, its stemmer), and
//! Unicode words, lower case, Snowball. All run over the same Russian texts in one process, so their ratios hold on a
//! noisy machine. `VESTNIK_BENCH_TEXT=FILE` measures on another text.

mod corpus;

use divan::Bencher;
use divan::counter::BytesCount;
use rust_stemmers::{Algorithm, Stemmer};
use tantivy::tokenizer::{
    Language as StockLanguage, LowerCaser, SimpleTokenizer, Stemmer as StockStemmer, TextAnalyzer,
};
use unicode_segmentation::UnicodeSegmentation;
use vestnik::analysis::{Analyzer, detect_language};
use vestnik::model::Language;

fn main() {
    divan::main();
}

fn russian() -> String {
    if let Ok(file) = std::env::var("VESTNIK_BENCH_TEXT") {
        return std::fs::read_to_string(file).expect("the text that VESTNIK_BENCH_TEXT names");
    }
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
fn baseline_stock(bencher: Bencher<'_, '_>) {
    let text = russian();
    let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(StockStemmer::new(StockLanguage::Russian))
        .build();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut stream = analyzer.token_stream(&text);
        let mut length = 0;
        while let Some(token) = stream.next() {
            length += token.text.len();
        }
        length
    });
}

#[divan::bench]
fn vestnik(bencher: Bencher<'_, '_>) {
    let text = russian();
    let analyzer = Analyzer::new();
    analyzer.document(&text, Language::Russian);
    bencher.counter(BytesCount::of_str(&text)).bench(|| analyzer.document(&text, Language::Russian).len());
}
