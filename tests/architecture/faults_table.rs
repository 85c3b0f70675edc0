//! The tests that `tests/faults.md` names exist.

use std::fs;
use std::path::Path;

use super::rust_files;

/// What stands in backticks in the last column, without modules: tests, and modules whose tests are all meant.
fn named(table: &str) -> Vec<String> {
    let rows =
        table.lines().filter_map(|line| line.strip_prefix('|')?.trim_end_matches('|').rsplit('|').next());
    let spans = rows.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    // `a::{b, c}` names two; `…` stands for the rest of a name.
    let names = spans.flat_map(|span| span.split(['{', ',', '}'])).map(|name| {
        let last = name.trim().rsplit("::").find(|part| !part.is_empty()).unwrap_or_default();
        last.trim_end_matches('…').to_owned()
    });
    names.filter(|name| !name.is_empty() && !name.contains([' ', '/'])).collect()
}

#[test]
fn the_tests_of_the_table_of_faults_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    rust_files(&root.join("tests"), &mut files);
    let mut known = String::new();
    for file in files {
        // A file is a module.
        known.push_str(&format!("mod {} ", file.file_stem().expect("a name").to_string_lossy()));
        known.push_str(&fs::read_to_string(&file).expect("a file"));
    }
    let names = named(&fs::read_to_string(root.join("tests/faults.md")).expect("the table"));
    assert!(names.len() > 60, "{names:?}");
    // A test is a function, or a name that a macro makes one of.
    let exists = |name: &String| {
        ["fn ", "mod ", "    "].iter().any(|before| known.contains(&format!("{before}{name}")))
    };
    let missing: Vec<&String> = names.iter().filter(|name| !exists(name)).collect();
    assert!(missing.is_empty(), "tests/faults.md names what is not there: {missing:?}");
}

#[test]
fn names_are_taken_from_the_last_column() {
    let table = "| `x` | y |\n| `no` | `a::b`, `c::{d, e}`, `f::g…` and `make it` in `tests/fuzz` |\n";
    assert_eq!(named(table), ["b", "c", "d", "e", "g"]);
}
