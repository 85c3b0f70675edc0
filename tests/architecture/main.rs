//! House rules that the compiler does not check: the imports between rooms, no circles of files, and the beginning of
//! files.

mod circles;
mod faults_table;
mod fingerprints;
mod licences;
mod made_up;
mod modules;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use circles::Exception;
use modules::Crate;
use uses::Uses;

/// Room → rooms that it may name, as in `src/ARCHITECTURE.md`.
const MAY_IMPORT: [(&str, &[&str]); 14] = [
    ("model", &[]),
    ("texts", &["model"]),
    ("lexicon", &["model"]),
    ("analysis", &["model", "lexicon"]),
    ("query", &["model", "texts", "lexicon", "analysis"]),
    ("corpus", &["model", "lexicon"]),
    ("annotate", &["model", "lexicon", "analysis", "query"]),
    ("engine", &["model", "lexicon", "analysis", "query"]),
    ("answers", &["model", "texts", "analysis", "query", "engine"]),
    ("indexing", &["model", "corpus", "annotate", "engine"]),
    ("eval", &["model", "lexicon", "analysis", "query", "engine"]),
    ("http", &["model", "texts", "query", "engine", "answers"]),
    ("config", &["model", "lexicon", "analysis", "query", "corpus", "annotate", "engine", "answers", "http"]),
    (
        "cli",
        &[
            "model", "texts", "lexicon", "analysis", "query", "corpus", "annotate", "engine", "answers",
            "indexing", "eval", "http", "config",
        ],
    ),
];

/// Circles of files that are allowed, each with its reason.
const LET_THROUGH: [Exception; 0] = [];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every file of `src` as its path below it and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 50, "src was not found");
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a source file can be read"))
        })
        .collect()
}

/// The result of reading the sources.
pub(crate) struct House {
    /// The files that `lib.rs` and `main.rs` reach, as paths below `src`.
    pub(crate) files: Vec<String>,
    /// Those that are modules of tests, which are not checked further.
    pub(crate) for_tests: Vec<String>,
    pub(crate) uses: Uses,
    /// The time of reading them.
    spent: Duration,
}

pub(crate) static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let started = Instant::now();
    let parsed = Crate::parse("vestnik", &sources().into_iter().collect());
    let uses = uses::uses(&parsed);
    House { files: parsed.files, for_tests: parsed.for_tests, uses, spent: started.elapsed() }
});

/// The room that a file lies in; none for `lib.rs` and `main.rs`.
fn room(file: &str) -> Option<&str> {
    file.split_once('/').map(|(room, _)| room)
}

#[test]
fn imports_point_down() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    for (&(from, to), found) in &HOUSE.uses {
        let (from, to) = (&HOUSE.files[from], &HOUSE.files[to]);
        let (Some(user), Some(used)) = (room(from), room(to)) else { continue };
        let allowed = allowed.get(user).unwrap_or_else(|| panic!("src/{user} is not in the table of rooms"));
        if user != used && !allowed.contains(&used) {
            wrong.push(format!("src/{from}:{} uses {} of src/{to}", found[0].line, found[0].name));
        }
    }
    assert!(wrong.is_empty(), "uses that src/ARCHITECTURE.md does not allow:\n{}", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let faults = circles::faults(&HOUSE.files, &HOUSE.uses, &LET_THROUGH);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A file that no module declares would be in no check.
#[test]
fn every_file_is_looked_at() {
    let seen: BTreeSet<&String> = HOUSE.files.iter().chain(&HOUSE.for_tests).collect();
    // What a module of tests declares is for tests, too.
    let below_tests = |name: &str| {
        HOUSE.for_tests.iter().any(|file| {
            let module = file.strip_suffix("/mod.rs").unwrap_or(file.trim_end_matches(".rs"));
            name.starts_with(&format!("{module}/"))
        })
    };
    let unseen: Vec<String> = sources()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !seen.contains(name) && !below_tests(name))
        .collect();
    assert!(unseen.is_empty(), "no module declares {unseen:?}");
}

/// The check is part of every run of the tests, so it has to stay quick.
#[test]
fn the_check_is_quick() {
    let House { files, uses, spent, .. } = &*HOUSE;
    println!("{} files, {} pairs of files that use one another: {spent:?}", files.len(), uses.len());
    assert!(*spent < Duration::from_secs(10), "{spent:?}");
}

#[test]
fn the_table_is_the_one_in_the_architecture_page() {
    let page = include_str!("../../src/ARCHITECTURE.md");
    for (room, allowed) in MAY_IMPORT {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}` |")))
            .unwrap_or_else(|| panic!("no row for {room}"));
        let last = row.trim_end_matches('|').rsplit('|').next().expect("a last column");
        if room == "cli" {
            assert_eq!(last.trim(), "all");
            continue;
        }
        let named: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        assert_eq!(named, allowed, "{room}");
    }
}

#[test]
fn every_file_says_what_lives_there() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(name, _)| name).collect();
    assert!(silent.is_empty(), "files without a paragraph at their beginning: {silent:?}");
}

/// Time limits go by a clock that nobody sets, and what is recent goes by the newest document: a wall clock that jumps by a
/// day changes the time at which a generation says that it was built, and nothing else.
#[test]
fn the_wall_clock_is_read_in_one_place() {
    let reads = |text: &str| {
        let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
        ["SystemTime", "Timestamp::now", "Zoned::now", "UNIX_EPOCH"]
            .iter()
            .any(|clock| text[..tests].contains(clock))
    };
    let places: Vec<String> =
        sources().into_iter().filter(|(_, text)| reads(text)).map(|(name, _)| name).collect();
    assert_eq!(places, ["engine/store/manifest.rs"]);
}

#[test]
fn files_stay_small() {
    let large: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(name, text)| format!("{name}: {} lines", text.lines().count()))
        .collect();
    assert!(large.is_empty(), "past 600 lines a file holds two subjects: {large:?}");
}
