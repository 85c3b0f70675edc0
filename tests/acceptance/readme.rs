//! The commands of README.md, run as they are written: what they print has the lines that README shows, with other
//! figures, times and names of generations at most.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::support::{Value, sample};

const README: &str = include_str!("../../README.md");

/// A command of a block that shows a console, and the lines below it.
struct Shown {
    command: String,
    lines: Vec<&'static str>,
}

/// Every command of README's consoles, in order. A command goes on over lines that end in `|` or are indented below one.
fn shown() -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut inside = false;
    let mut unfinished = false;
    for line in README.lines() {
        if line.starts_with("```") {
            (inside, unfinished) = (line == "```console", false);
            continue;
        }
        match (line.strip_prefix("$ "), all.last_mut()) {
            _ if !inside => continue,
            (Some(command), _) => all.push(Shown { command: command.to_owned(), lines: Vec::new() }),
            (None, Some(last)) if unfinished => last.command.push_str(line),
            (None, Some(last)) => last.lines.push(line),
            (None, None) => panic!("README shows output without a command: {line}"),
        }
        // jq's program goes on to the end of its apostrophes.
        let last = &all.last().expect("one was pushed").command;
        unfinished = last.ends_with('|') || last.matches('\'').count() % 2 == 1;
    }
    all
}

/// The words of a command; what is between quotation marks or apostrophes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in command.split(['"', '\'']).enumerate() {
        if n % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// A line without what differs from run to run: each number is `0`, blanks are one.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for word in line.split_whitespace() {
        for c in word.chars() {
            match c {
                '0'..='9' if shape.ends_with('0') => {}
                '0'..='9' => shape.push('0'),
                c => shape.push(c),
            }
        }
        shape.push(' ');
    }
    shape
}

/// The folder that README speaks of: the repository's, with an index of the sample corpus and a folder of a reader's own
/// files that has the mistakes which README shows.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for shared in ["corpus", "tests"] {
        symlink(root.join(shared), folder.path().join(shared)).expect("a link");
    }
    let own = folder.path().join("communiques");
    fs::create_dir(&own).expect("a folder");
    fs::write(own.join("empty.txt"), "").expect("a file");
    fs::write(own.join("meeting.md"), "# О встрече\n\nСостоялась встреча.\n").expect("a file");
    let lines = [
        r#"{"id": "trade.example-1", "title": "О встрече", "text": "Встреча.", "date": "2026-02-30"}"#,
        r#"{"id": "trade.example-2", "title": "О встрече", "text": "Встреча."}"#,
        r#"{"id": "trade.example-2", "title": "О визите", "text": "Визит."}"#,
        r#"{"id": "trade.example-4", "title": "О визите", "text": "Вс"#,
    ];
    fs::write(own.join("news.jsonl"), lines.join("\n")).expect("a file");
    for _ in 0..2 {
        let (code, _, said) = run(folder.path(), &["reindex".to_owned()]);
        assert_eq!(code, Some(0), "{said}");
    }
    folder
}

/// The exit code of the program, and what it printed and said.
fn run(folder: &Path, arguments: &[String]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestnik"));
    for name in ["VESTNIK_INDEX", "VESTNIK_CORPUS", "VESTNIK_CONFIG", "VESTNIK_LISTEN", "VESTNIK_LOG"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn commands_print_what_readme_shows() {
    let folder = folder();
    let mut tried = 0;
    for Shown { command, lines } in shown() {
        let Some(arguments) = command.strip_prefix("vestnik ") else { continue };
        tried += 1;
        let (code, printed, said) = run(folder.path(), &words(arguments));
        // A job that rejects something ends with 3.
        assert!(matches!(code, Some(0 | 3)), "{command}: {code:?}\n{said}");
        let shapes = |text: &str| text.lines().map(shape).filter(|line| !line.is_empty()).collect();
        let (printed_shapes, said_shapes): (BTreeSet<String>, BTreeSet<String>) =
            (shapes(&printed), shapes(&said));
        let promised: BTreeSet<String> = shapes(&lines.join("\n"));
        for line in &promised {
            let there = printed_shapes.contains(line) || said_shapes.contains(line);
            assert!(there, "{command}: README shows {line:?}, which is not in\n{printed}{said}");
        }
        for line in &printed_shapes {
            assert!(promised.contains(line), "{command} prints {line:?}, which README does not show");
        }
    }
    assert_eq!(tried, 10, "README shows another number of commands");
}

#[test]
fn the_api_answers_as_readme_shows() {
    let shown = shown();
    let curl = shown.iter().find(|shown| shown.command.starts_with("curl ")).expect("a request");
    let words = words(&curl.command);
    let address =
        words.iter().find_map(|word| word.strip_prefix("http://127.0.0.1:8080")).expect("an address");
    let answer: Value =
        serde_json::from_str(&sample().try_get(address).expect("an answer")).expect("the answer is JSON");
    let promised: Value = serde_json::from_str(&curl.lines.join("\n")).expect("README shows JSON");
    assert_eq!(promised["total"], answer["total"]);
    assert_eq!(promised["understood"], answer["query"]["interpretation"]);
    assert_eq!(promised["facets"], answer["facets"]);
    for (field, value) in promised["hit"].as_object().expect("a hit") {
        assert_eq!(value, &answer["hits"][0][field], "{field}");
    }
}
