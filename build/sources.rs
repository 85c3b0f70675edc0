//! Which files the rules are: what `annotate` is made of, down to the words of the dictionary.

use std::fs;
use std::path::Path;

use super::rules::Rules;

/// The rooms that annotations and terms are made in.
pub(crate) const FOLDERS: [&str; 5] =
    ["src/model", "src/lexicon", "src/analysis", "src/query", "src/annotate"];

/// What of them has no say in annotations: the parameters of searches, the words of messages, and synonyms, which the
/// queries of topics are read without.
pub(crate) const NO_RULES: [&str; 10] = [
    "src/query/canonical.rs",
    "src/query/choices.rs",
    "src/query/completion.rs",
    "src/query/cursor.rs",
    "src/query/data",
    "src/query/params.rs",
    "src/query/request.rs",
    "src/query/synonyms.rs",
    "src/query/values.rs",
    "src/query/warning.rs",
];

/// Files that the program is not made of: pages for people, scripts that made a table, modules of tests.
const ASIDE: [&str; 3] = [".md", ".py", "tests.rs"];

/// Whether a file, by its path below the package, is one of the rules'.
pub(crate) fn is_of_rules(path: &str) -> bool {
    let within =
        |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    FOLDERS.iter().any(|folder| within(folder))
        && !NO_RULES.iter().any(|place| within(place))
        && !ASIDE.iter().any(|ending| path.ends_with(ending))
        && !path.contains("/.")
}

/// The hash of the rules of the package in `root`.
///
/// # Errors
///
/// Names the file that cannot be read, or is not Rust.
pub(crate) fn hash(root: &Path) -> Result<String, String> {
    let read = |path: &str| fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"));
    let mut rules = Rules::default();
    for path in files(root)? {
        let bytes = read(&path)?;
        if path.ends_with(".rs") {
            let text = String::from_utf8(bytes).map_err(|error| format!("{path}: {error}"))?;
            rules.code(&path, &text)?;
        } else {
            rules.data(&path, &bytes);
        }
    }
    rules.crates(&String::from_utf8_lossy(&read("Cargo.lock")?));
    Ok(rules.finish())
}

/// The rules' files, in the order of their paths.
fn files(root: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut folders: Vec<String> = FOLDERS.iter().map(|folder| (*folder).to_owned()).collect();
    while let Some(folder) = folders.pop() {
        let failed = |error: std::io::Error| format!("{folder}: {error}");
        for entry in fs::read_dir(root.join(&folder)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(path);
            } else if is_of_rules(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
