//! House rules that the compiler does not check: which room may import which, and how a file begins.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
    ("eval", &["model", "analysis", "query", "engine"]),
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

/// The rooms that a text names after `crate::`, wherever it does; `{` for a list of them.
fn named_rooms(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices("crate::").map(move |(at, prefix)| &line[at + prefix.len()..]))
        .map(|rest| match rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')) {
            Some(0) => &rest[..1],
            Some(end) => &rest[..end],
            None => rest,
        })
        .collect()
}

#[test]
fn imports_point_down() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let Some((room, _)) = name.split_once('/') else { continue };
        let allowed = allowed.get(room).unwrap_or_else(|| panic!("src/{room} is not in the table of rooms"));
        for named in named_rooms(&text) {
            if named != room && !allowed.contains(&named) {
                wrong.push(format!("src/{name} names crate::{named}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that src/ARCHITECTURE.md does not allow:\n{}", wrong.join("\n"));
}

#[test]
fn the_check_of_imports_sees_them() {
    let text =
        "use crate::model::Country;\n// use crate::http;\nlet x = crate::engine::open();\nuse crate::{a, b};";
    assert_eq!(named_rooms(text), ["model", "engine", "{"]);
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

#[test]
fn files_stay_small() {
    let large: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(name, text)| format!("{name}: {} lines", text.lines().count()))
        .collect();
    assert!(large.is_empty(), "past 600 lines a file holds two subjects: {large:?}");
}
