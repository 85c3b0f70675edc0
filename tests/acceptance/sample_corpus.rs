//! The sample corpus is found as `tests/corpus/expected.tsv` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{Value, ids, sample, texts};

const SEED: &str = "mpt.gov.by-node-11088";

struct Expected {
    url: String,
    language: String,
    published: String,
    countries: BTreeSet<String>,
    topics: BTreeSet<String>,
}

fn expected() -> Vec<Expected> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/expected.tsv");
    let table = fs::read_to_string(path).expect("the table");
    let set = |text: &str| text.split(',').filter(|item| !item.is_empty()).map(str::to_owned).collect();
    let rows: Vec<Expected> = table
        .lines()
        .skip(1)
        .map(|line| {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let url = next().to_owned();
            next();
            Expected {
                url,
                language: next().to_owned(),
                published: next().to_owned(),
                countries: set(next()),
                topics: set(next()),
            }
        })
        .collect();
    assert!(rows.len() >= 60, "the table has its rows");
    rows
}

/// Every hit of the corpus by its URL.
fn by_url() -> BTreeMap<String, Value> {
    let answer = sample().search(&[("limit", "100")]);
    let hits = answer["hits"].as_array().expect("hits");
    assert_eq!(answer["total"], hits.len(), "the corpus fits on a page");
    hits.iter().map(|hit| (hit["url"].as_str().expect("a URL").to_owned(), hit.clone())).collect()
}

/// Fails with all faults at once.
#[track_caller]
fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_indexed_and_nothing_else() {
    let found: BTreeSet<String> = by_url().into_keys().collect();
    let expected: BTreeSet<String> = expected().into_iter().map(|row| row.url).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check_field(name: &str, of: impl Fn(&Expected) -> String, found: impl Fn(&Value) -> String) {
    let hits = by_url();
    let wrong: Vec<String> = expected()
        .iter()
        .filter_map(|row| {
            let hit = hits.get(&row.url)?;
            let (expected, found) = (of(row), found(hit));
            (expected != found).then(|| format!("{}: {name} is {found:?} instead of {expected:?}", row.url))
        })
        .collect();
    nothing_wrong(&wrong);
}

#[test]
fn languages_are_as_expected() {
    check_field(
        "language",
        |row| row.language.clone(),
        |hit| hit["language"].as_str().unwrap_or("").to_owned(),
    );
}

#[test]
fn dates_are_as_expected() {
    check_field(
        "published",
        |row| row.published.clone(),
        |hit| hit["published"].as_str().unwrap_or("").to_owned(),
    );
}

#[test]
fn countries_are_as_expected() {
    let joined = |codes: BTreeSet<String>| codes.into_iter().collect::<Vec<_>>().join(",");
    check_field(
        "countries",
        |row| joined(row.countries.clone()),
        |hit| joined(texts(&hit["countries"], "code").into_iter().collect()),
    );
}

#[test]
fn topics_are_mostly_as_expected() {
    let hits = by_url();
    let (mut right, mut found, mut wanted) = (0_u32, 0_u32, 0_u32);
    let mut differences = Vec::new();
    for row in expected() {
        let Some(hit) = hits.get(&row.url) else { continue };
        let topics: BTreeSet<String> = texts(&hit["topics"], "id").into_iter().collect();
        let count = |set: usize| u32::try_from(set).expect("few");
        right += count(topics.intersection(&row.topics).count());
        found += count(topics.len());
        wanted += count(row.topics.len());
        if topics != row.topics {
            let missing: Vec<_> = row.topics.difference(&topics).collect();
            let spurious: Vec<_> = topics.difference(&row.topics).collect();
            differences.push(format!("{}: missing {missing:?}, spurious {spurious:?}", row.url));
        }
    }
    let (precision, recall) = (f64::from(right) / f64::from(found), f64::from(right) / f64::from(wanted));
    assert!(
        precision >= 0.85 && recall >= 0.75,
        "precision {precision:.3}, recall {recall:.3}\n{}",
        differences.join("\n")
    );
}

#[test]
fn the_seed_has_its_topics() {
    let topics = texts(&by_url()["https://mpt.gov.by/node/11088"]["topics"], "id");
    for topic in
        ["digital-development", "artificial-intelligence", "cyber-security", "health", "postal-service"]
    {
        assert!(topics.iter().any(|found| found == topic), "{topic} is not in {topics:?}");
    }
}

#[track_caller]
fn the_seed_is_first(query: &str) {
    let answer = sample().search(&[("q", query)]);
    assert_eq!(ids(&answer).first().map(String::as_str), Some(SEED), "{query}: {:?}", ids(&answer));
    let hit = &answer["hits"][0];
    assert_eq!(texts(&hit["countries"], "code"), ["AE"], "{hit}");
    assert_eq!(hit["published"], "2026-01-28");
    assert_eq!(hit["url"], "https://mpt.gov.by/node/11088");
    assert_eq!(hit["permalink"], format!("/d/{SEED}"));
    let shown = format!("{}{}", hit["title_html"], hit["snippet_html"]);
    assert!(shown.contains("<mark>"), "{query} is marked nowhere: {shown}");
    assert!(answer["warnings"].as_array().is_some_and(Vec::is_empty), "{query}: {}", answer["warnings"]);
}

#[test]
fn the_seed_is_first_for_the_emirates() {
    the_seed_is_first("эмираты");
}

#[test]
fn the_seed_is_first_for_the_emirates_in_the_instrumental() {
    the_seed_is_first("Объединенными Арабскими Эмиратами");
}

#[test]
fn the_seed_is_first_for_cyber_security() {
    the_seed_is_first("кибербезопасности");
}

#[test]
fn the_seed_is_first_for_the_minister() {
    the_seed_is_first("Залесский");
}

#[test]
fn the_seed_is_first_for_the_ambassador() {
    the_seed_is_first("посол ОАЭ");
}

/// A query finds every document whose text has one of these surface forms.
#[track_caller]
fn finds_forms(query: &str, forms: &[&str]) {
    let answer = sample().search(&[("q", query), ("limit", "100"), ("match", "all")]);
    let found = ids(&answer);
    let mut having = 0;
    for hit in by_url().into_values() {
        let id = hit["id"].as_str().expect("an id");
        let document = sample().get(&format!("/api/v1/documents/{id}")).expect_status(200).json();
        let text = format!("{} {}", document["title"], document["text"]);
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        if forms.iter().any(|form| words.contains(form)) {
            having += 1;
            assert!(found.iter().any(|known| known == id), "{query} does not find {id}");
        }
    }
    assert!(having > 0, "the corpus has one of {forms:?}");
}

#[test]
fn egypt_in_the_nominative_finds_the_genitive() {
    finds_forms("Египет", &["Египта", "Египту", "Египтом", "Египте"]);
}

#[test]
fn a_visit_in_the_nominative_finds_the_genitive() {
    finds_forms("визит", &["визита", "визиту", "визитом", "визите"]);
}

#[test]
fn an_ambassador_in_the_nominative_finds_the_other_cases() {
    finds_forms("посол", &["посла", "послу", "послом", "Послом", "Посла"]);
}
