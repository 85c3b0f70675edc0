//! The programs in `examples/`: each prints what its header says, where a line `…` stands for any lines.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The arguments of `cargo run --example NAME -- ARGUMENTS`, and the lines that follow in the header.
fn promised(source: &str) -> Option<(Vec<String>, Vec<&str>)> {
    let mut lines = source.lines().map_while(|line| line.strip_prefix("//!").map(str::trim));
    let command = lines.find_map(|line| line.strip_prefix("$ cargo run --example "))?;
    let (_, arguments) = command.split_once(" -- ")?;
    // What is between apostrophes is one argument.
    let arguments = arguments.split('\'').enumerate().flat_map(|(n, part)| match n % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    Some((arguments.collect(), lines.take_while(|line| *line != "```").collect()))
}

/// Whether the lines of an output are those that were promised.
fn keeps(promised: &[&str], printed: &[&str]) -> bool {
    match promised.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skipped| keeps(rest, &printed[skipped..])),
        Some((line, rest)) => printed.first() == Some(line) && keeps(rest, &printed[1..]),
    }
}

#[test]
fn every_example_prints_what_its_header_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // `cargo test` builds the examples beside the program. A run of this suite alone does not, and cargo started from
    // here would compile ureq and rustls again each time, with other features.
    let built = Path::new(env!("CARGO_BIN_EXE_vestnik")).with_file_name("examples");
    let mut tried = 0;
    for entry in fs::read_dir(root.join("examples")).expect("the examples") {
        let path = entry.expect("an example").path();
        let source = fs::read_to_string(&path).expect("an example");
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let (arguments, promised) =
            promised(&source).unwrap_or_else(|| panic!("the header of {name} shows no command"));
        let program = built.join(name).with_extension(std::env::consts::EXE_EXTENSION);
        tried += 1;
        if !program.exists() {
            eprintln!("{name} is not built: run cargo test without --test");
            continue;
        }
        let mut command = Command::new(program);
        command.current_dir(root).args(arguments);
        let output = command.output().expect("the example starts");
        let printed = String::from_utf8(output.stdout).expect("standard output is UTF-8");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}\n{printed}\n{said}");
        let lines: Vec<&str> = printed.lines().collect();
        assert!(keeps(&promised, &lines), "{name} prints otherwise than its header says:\n{printed}\n{said}");
    }
    assert_eq!(tried, 3, "examples/ has another number of programs");
}
