//! Queries and parameters: what is typed is answered or refused, and what is marked is text.

use std::sync::{Arc, LazyLock};

use vestnik::answers::{Refusal, Thesaurus, ask};
use vestnik::config::{Config, Overrides};
use vestnik::engine::{Engine, IndexWriter, Marked};
use vestnik::indexing::{self, Job};
use vestnik::model::Language;
use vestnik::query::{ParamError, SearchParams, Unknown};

use crate::run::{fuzz, texts};

const QUERIES: [&str; 12] = [
    "министр визит",
    "\"искусственный интеллект\"~5 -туризм",
    "(посол | министр) country:AE",
    "title:визит body:завод =Минск",
    "пос* OR кибер*",
    "event:2026-01..2026-02 язык:ru вид:meeting",
    "person:\"Иванов\" org:министерство",
    "1 240 млн 7,2 %",
    "белорусско-китайский",
    "О встрече Министра связи и информатизации с Чрезвычайным и Полномочным Послом",
    "ОАЭ ЕАЭС МИД",
    "Рэспубліка Беларусь",
];

const PARAMETERS: [&str; 8] = [
    "q=%D0%B2%D0%B8%D0%B7%D0%B8%D1%82&country=AE&country=CN&sort=newest",
    "q=a&from=2025&to=2026-01-28&limit=100&offset=10",
    "event=2025-10..2026-01&facets=country,topic,date",
    "q=a&match=any&strict=true",
    "person=%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2&org=x&topic=trade",
    "q=%22a+b%22~5&lang=ru&source=mpt.gov.by&kind=meeting",
    "cursor=abc&sort=oldest",
    "q=&utm_source=x",
];

const OPERATORS: [&str; 36] = [
    "(",
    ")",
    "\"",
    "-",
    "=",
    "*",
    "~",
    "~5",
    " | ",
    " OR ",
    " AND ",
    " NOT ",
    "title:",
    "country:",
    "event:",
    "person:",
    "date:",
    "..",
    "2026-",
    "%",
    "&q=",
    "&from=",
    "&limit=",
    "%ff",
    "%00",
    "+",
    "&facets=",
    "&cursor=",
    "&sort=newest",
    "\u{202e}",
    "\u{301}",
    "İ",
    "ß",
    "ё",
    "посол",
    "&country=",
];

struct Room {
    engine: Engine,
    thesaurus: Thesaurus,
    _folder: tempfile::TempDir,
}

/// The sample's documents in one format: enough to find something, and soon indexed.
static ROOM: LazyLock<Room> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config::load(Overrides {
        corpus: Some([env!("CARGO_MANIFEST_DIR"), "corpus", "mfa.gov.example"].iter().collect()),
        index: Some(folder.path().join("index")),
        ..Overrides::default()
    })
    .expect("a configuration");
    let assembly = config.assemble().expect("its parts");
    let annotator = assembly.annotator().expect("an annotator");
    let writer = IndexWriter::fresh(&config.index, Arc::clone(assembly.analyzer()), annotator.fingerprint())
        .expect("a writer");
    let annotate = |communiques: &[_]| annotator.annotate_all(communiques);
    indexing::run(&assembly.source(&[]), &annotate, writer, &Job::default(), &mut ()).expect("indexed");
    let (engine, thesaurus) = (assembly.engine().expect("an index"), assembly.thesaurus().expect("names"));
    Room { engine, thesaurus, _folder: folder }
});

fn check_marked(marked: &Marked) {
    let mut end = 0;
    for mark in &marked.marks {
        assert!(mark.start >= end && mark.start < mark.end, "{:?} of {:?}", marked.marks, marked.text);
        assert!(marked.text.get(mark.clone()).is_some(), "{mark:?} of {:?}", marked.text);
        end = mark.end;
    }
}

/// A wrong parameter says so in every language.
fn refused(error: &ParamError) {
    for language in Language::ALL {
        let message = error.message(language);
        assert!(
            !message.is_empty() && message.len() < 4_000 && !message.contains(char::is_control),
            "{message:?}"
        );
    }
}

fn answered(params: &SearchParams) {
    let Room { engine, thesaurus, .. } = &*ROOM;
    match ask(engine, thesaurus, params) {
        Ok(answer) => {
            let results = &answer.results;
            assert!(
                results.hits.len() as u64 <= results.total,
                "{} of {}",
                results.hits.len(),
                results.total
            );
            for hit in &results.hits {
                assert!(hit.score.is_finite() && hit.score >= 0.0, "{}", hit.score);
                check_marked(&hit.title);
                check_marked(&hit.snippet);
            }
            if let Some(hit) = results.hits.first() {
                let document = engine.document(&hit.id).expect("it is read").expect("it is there");
                let (title, text) = engine.marked(&document, &results.query);
                check_marked(&title);
                check_marked(&text);
            }
            for warning in &results.warnings {
                assert!(!warning.message(Language::Russian).contains(char::is_control), "{warning:?}");
            }
            // The reading of a query does not change when it is read again.
            assert_eq!(SearchParams::from_pairs(params.pairs(), Unknown::Refuse).as_ref(), Ok(params));
        }
        Err(Refusal::Parameter(error)) => refused(&error),
        Err(Refusal::Engine(error)) => panic!("{error}"),
    }
}

#[test]
fn queries() {
    LazyLock::force(&ROOM);
    fuzz("queries", &texts(&QUERIES), &OPERATORS, 2_000, |input| {
        match SearchParams::from_pairs([("q", String::from_utf8_lossy(input))], Unknown::Refuse) {
            Ok(params) => answered(&params),
            Err(error) => refused(&error),
        }
    });
}

#[test]
fn parameters() {
    LazyLock::force(&ROOM);
    fuzz("parameters", &texts(&PARAMETERS), &OPERATORS, 2_000, |input| {
        for unknown in [Unknown::Ignore, Unknown::Refuse] {
            match SearchParams::from_pairs(form_urlencoded::parse(input), unknown) {
                Ok(params) => answered(&params),
                Err(error) => refused(&error),
            }
        }
    });
}
