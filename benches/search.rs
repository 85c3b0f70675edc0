//! The time to rank: ten ids in order and the exact total, without facets and snippets, beside plain BM25 over one field of
//! stems with the same words in the library underneath. The two answer every query in turn, and of each the best of some
//! rounds counts, because the speed of a shared machine changes from minute to minute.
//! `VESTNIK_BENCH_CORPUS=FILE` takes another file (any format that `vestnik index` reads) instead of copies of the sample
//! corpus, `VESTNIK_BENCH_COPIES=N` takes every document of it N times, with another id each time.

mod corpus;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{self, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer, TokenStream};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};
use tempfile::TempDir;
use vestnik::analysis::Analyzer;
use vestnik::engine::{Engine, IndexWriter, Publishing};
use vestnik::model::{Annotations, Communique, Document, DocumentId, Language, Vocabulary};
use vestnik::query::{Parser, SearchParams, SearchRequest, Unknown};

/// Copies of the sample corpus, unless the environment says otherwise.
const COPIES: usize = 100;

/// The language that all documents are taken for.
const LANGUAGE: Language = Language::Russian;

const QUERIES: usize = 100;
const ROUNDS: usize = 5;

/// A kind of query, made from the words of a title; `None` when it has too few.
type Make = fn(&[&str]) -> Option<String>;

const CLASSES: [(&str, Make); 7] = [
    ("one word", |words| words.iter().max_by_key(|word| word.chars().count()).map(|word| (*word).to_owned())),
    ("two words", |words| (words.len() > 2).then(|| format!("{} {}", words[0], words[2]))),
    ("phrase", |words| words.get(..2).map(|words| format!("\"{}\"", words.join(" ")))),
    ("headline of 8 words", |words| words.get(..8).map(|words| words.join(" "))),
    ("question", |words| words.get(..5).map(|words| format!("где и когда {}", words.join(" ")))),
    ("prefix", |words| {
        let word = words.iter().max_by_key(|word| word.chars().count())?;
        Some(format!("{}*", word.chars().take(4).collect::<String>()))
    }),
    ("any of 64 words", |words| words.first().map(|word| (*word).to_owned())),
];

fn main() {
    let communiques = chosen();
    let (_folder, engine) = engine(&communiques);
    let plain = Plain::new(&communiques);
    let titles = titles(&communiques);
    println!("{} documents, {QUERIES} queries of a kind, CPU-bound milliseconds", communiques.len());
    println!("{:<20} {:>9} {:>9} {:>9} {:>9} {:>7}", "", "plain", "p99", "Vestnik", "p99", "ratio");
    for (class, make) in CLASSES {
        let made: Vec<String> = titles.iter().filter_map(|title| make(title)).collect();
        let queries: Vec<String> = match class {
            "any of 64 words" => made.chunks_exact(64).map(|words| words.join(" | ")).take(10).collect(),
            _ => every(&made, QUERIES),
        };
        let mut times = [Vec::new(), Vec::new()];
        for query in &queries {
            let mut best = [Duration::MAX; 2];
            let request = request(&engine, query);
            for _ in 0..ROUNDS {
                let started = Instant::now();
                plain.search(query);
                best[0] = best[0].min(started.elapsed());
                let started = Instant::now();
                engine.ranking(&request).expect("found");
                best[1] = best[1].min(started.elapsed());
            }
            times.iter_mut().zip(best).for_each(|(times, best)| times.push(best.as_secs_f64() * 1_000.0));
        }
        let [(plain, of_plain), (ours, of_ours)] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            #[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
            let mean = times.iter().sum::<f64>() / times.len() as f64;
            (mean, times[(times.len() - 1) * 99 / 100])
        });
        println!("{class:<20} {plain:>9.3} {of_plain:>9.3} {ours:>9.3} {of_ours:>9.3} {:>7.2}", ours / plain);
    }
}

/// The documents of `VESTNIK_BENCH_CORPUS`, or of the sample corpus, `VESTNIK_BENCH_COPIES` times.
fn chosen() -> Vec<Communique> {
    let variable = |name: &str| std::env::var(name).ok();
    let communiques = match variable("VESTNIK_BENCH_CORPUS") {
        Some(file) => corpus::read(file.into()),
        None => corpus::communiques(),
    };
    let copies = variable("VESTNIK_BENCH_COPIES").map_or(COPIES, |copies| copies.parse().expect("a number"));
    let copy = |number: usize, communique: &Communique| {
        let id =
            DocumentId::from_stated(&format!("{}-{number}", communique.id)).expect("an id with a number");
        Communique { id, ..communique.clone() }
    };
    (0..copies)
        .flat_map(|number| communiques.iter().map(move |communique| copy(number, communique)))
        .collect()
}

/// At most this many, evenly spread.
fn every(made: &[String], most: usize) -> Vec<String> {
    made.iter().step_by(made.len().div_ceil(most).max(1)).cloned().collect()
}

fn titles(communiques: &[Communique]) -> Vec<Vec<&str>> {
    let words = |communique| {
        let communique: &Communique = communique;
        communique.title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
    };
    communiques.iter().map(words).collect()
}

fn request(engine: &Engine, query: &str) -> SearchRequest {
    let vocabulary = Vocabulary::default();
    let params = SearchParams::from_pairs([("q", query), ("facets", "")], Unknown::Refuse).expect("right");
    SearchRequest::from_params(&params, &Parser::new(engine.analyzer(), &vocabulary)).expect("a request")
}

/// The engine, and the folder that it lives in.
fn engine(communiques: &[Communique]) -> (TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let analyzer = Arc::new(Analyzer::new());
    let writer = IndexWriter::fresh(folder.path(), Arc::clone(&analyzer), String::new()).expect("a writer");
    for communique in communiques {
        let document = Document { communique: communique.clone(), annotations: Annotations::none(LANGUAGE) };
        let tokens = |text: &str| analyzer.document(text, LANGUAGE);
        writer.add(&document, &tokens(&communique.title), tokens(&communique.text)).expect("added");
    }
    writer.publish(&Publishing::default()).expect("published");
    let engine = Engine::open(folder.path(), analyzer).expect("opened");
    (folder, engine)
}

/// One field with title and text in stems.
struct Plain {
    text: Field,
    analyzer: TextAnalyzer,
    searcher: Searcher,
    _folder: TempDir,
}

impl Plain {
    fn new(communiques: &[Communique]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("russian")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_dir(folder.path(), schema.build()).expect("an index");
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(Stemmer::new(tokenizer::Language::Russian))
            .build();
        index.tokenizers().register("russian", analyzer.clone());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 256 << 20).expect("a writer");
        for Communique { title, text: body, .. } in communiques {
            writer.add_document(doc!(text => format!("{title}\n{body}"))).expect("added");
        }
        writer.commit().expect("committed");
        let segments = index.searchable_segment_ids().expect("segments");
        writer.merge(&segments).wait().expect("merged");
        let searcher = index.reader().expect("a reader").searcher();
        Self { text, analyzer, searcher, _folder: folder }
    }

    fn search(&self, query: &str) {
        let query = self.query(query);
        let top = TopDocs::with_limit(10).order_by_score();
        std::hint::black_box(self.searcher.search(&*query, &(top, Count)).expect("found"));
    }

    /// All of up to four words, any of more; a phrase or a prefix as it is typed.
    fn query(&self, typed: &str) -> Box<dyn Query> {
        if let Some(prefix) = typed.strip_suffix('*') {
            let pattern = format!("{}.*", prefix.to_lowercase());
            return Box::new(RegexQuery::from_pattern(&pattern, self.text).expect("a pattern"));
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(typed);
        while let Some(token) = stream.next() {
            terms.push(Term::from_field_text(self.text, &token.text));
        }
        drop(stream);
        if typed.starts_with('"') && terms.len() > 1 {
            return Box::new(PhraseQuery::new(terms));
        }
        let occur = if terms.len() > 4 { Occur::Should } else { Occur::Must };
        let words = terms.into_iter().map(|term| {
            let word: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (occur, word)
        });
        Box::new(BooleanQuery::new(words.collect()))
    }
}
