//! The hash of the rules that `build.rs` makes: what changes it, what does not, and that it includes every file.

use std::collections::BTreeSet;
use std::path::Path;

use crate::HOUSE;

#[path = "../../build/rules.rs"]
mod rules;
#[path = "../../build/sources.rs"]
mod sources;

use rules::Rules;

fn of_code(text: &str) -> String {
    let mut rules = Rules::default();
    rules.code("a.rs", text).expect("it is Rust");
    rules.finish()
}

const CODE: &str =
    "/// Documentation.\nfn weight(n: u32) -> u32 {\n    let most = [1, 2];\n    n * 2 // twice\n}\n";

#[test]
fn a_changed_rule_changes_the_hash() {
    let changed = [
        CODE.replace("n * 2", "n * 3"),
        CODE.replace("n * 2", "n + 2"),
        CODE.replace("weight", "height"),
        CODE.replace("[1, 2]", "[1, 2, 3]"),
        CODE.replace("[1, 2]", "(1, 2)"),
        CODE.replace("fn", "#[cfg(unix)] fn"),
        format!("{CODE}const LEAST: u32 = 1;"),
        format!("#[cfg(not(test))] const LEAST: u32 = 1; {CODE}"),
        format!("#[cfg(test)] mod tests {{}} const LEAST: u32 = 1; {CODE}"),
    ];
    let mut seen = BTreeSet::from([of_code(CODE)]);
    for text in changed {
        assert!(seen.insert(of_code(&text)), "{text}");
    }
}

#[test]
fn comments_white_space_and_tests_do_not() {
    let same = [
        CODE.replace("Documentation", "Other documentation"),
        CODE.replace("/// Documentation.\n", "//! A file.\n\n/** of it */ #[doc = \"more\"]\n"),
        CODE.replace("// twice", "/* two times */"),
        CODE.replace("    ", "\t").replace('\n', "\r\n"),
        CODE.replace("[1, 2]", "[\n1,\n2,\n]"),
        format!("{CODE}#[cfg(test)]\nmod tests {{ fn a() {{}} }}"),
        format!("#[cfg(test)] mod tests;\n{CODE}"),
        format!("#[cfg(test)] use a::{{b, c}};\n{CODE}"),
        format!("#[cfg(test)] pub(crate) const fn a<A, B>() -> [u8; 2] {{ [1; 2] }}\n{CODE}"),
        format!("#[cfg(test)] #[derive(Debug)] struct A(u32);\n{CODE}"),
        format!("#[cfg(test)] const A: [B; 1] = [B {{ b: 1 }}];\n{CODE}"),
        format!("#[cfg(test)] impl A {{ fn a() {{}} }}\n{CODE}"),
    ];
    for text in same {
        assert_eq!(of_code(&text), of_code(CODE), "{text}");
    }
    assert_eq!(of_code("mod a { fn f() {} #[cfg(test)] fn g() {} }"), of_code("mod a { fn f() {} }"));
}

#[test]
fn a_test_that_cannot_be_cut_out_is_told() {
    let told = Rules::default().code("a.rs", "struct A { #[cfg(test)] a: B }").expect_err("refused");
    assert!(told.starts_with("a.rs: #[cfg(test)] stands before"), "{told}");
    let told = Rules::default().code("a.rs", "fn a() { ( }").expect_err("refused");
    assert!(told.starts_with("a.rs: "), "{told}");
}

#[test]
fn every_byte_of_the_data_counts() {
    let of_data = |files: &[(&str, &[u8])]| {
        let mut rules = Rules::default();
        files.iter().for_each(|(path, bytes)| rules.data(path, bytes));
        rules.finish()
    };
    let usual = of_data(&[("a.tsv", b"a\tb\n"), ("b.tsv", b"")]);
    assert_eq!(usual, of_data(&[("a.tsv", b"a\tb\n"), ("b.tsv", b"")]));
    let mut seen = BTreeSet::from([usual]);
    for other in [
        of_data(&[("a.tsv", b"a\tb \n"), ("b.tsv", b"")]),
        of_data(&[("a.tsv", b"a\tb\n# a comment of a list is a part of it\n"), ("b.tsv", b"")]),
        of_data(&[("a.tsv", b""), ("b.tsv", b"a\tb\n")]),
        of_data(&[("a.tsv", b"a\tb\n")]),
    ] {
        assert!(seen.insert(other));
    }
}

#[test]
fn another_dictionary_changes_the_hash() {
    let package = |name: &str, version: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry\"\n\n")
    };
    let with = |packages: [String; 2]| {
        let mut rules = Rules::default();
        rules.code("a.rs", "use rust_stemmers::Stemmer;").expect("it is Rust");
        rules.crates(&packages.concat());
        rules.finish()
    };
    let usual = with([package("rust-stemmers", "1.2.0"), package("axum", "1.0.0")]);
    assert_eq!(usual, with([package("axum", "2.0.0"), package("rust-stemmers", "1.2.0")]));
    assert_ne!(usual, with([package("rust-stemmers", "1.3.0"), package("axum", "1.0.0")]));
}

/// Every file that `annotate` depends on, including the dictionary, is in the hash, except those listed as no rules.
#[test]
fn the_hash_misses_no_file_of_the_rules() {
    let place = |path: &str| HOUSE.files.iter().position(|file| file == path);
    let mut reached = BTreeSet::from([place("annotate/mod.rs").expect("the annotator")]);
    let mut queue: Vec<usize> = reached.iter().copied().collect();
    while let Some(at) = queue.pop() {
        let used = HOUSE.uses.keys().filter(|(from, _)| *from == at).map(|(_, to)| *to);
        let silent = |to: &usize| sources::NO_RULES.contains(&format!("src/{}", HOUSE.files[*to]).as_str());
        queue.extend(used.filter(|to| !silent(to) && reached.insert(*to)));
    }
    assert!(reached.len() > 60, "only {} files", reached.len());
    let missed: Vec<&String> = reached
        .into_iter()
        .map(|file| &HOUSE.files[file])
        .filter(|file| !sources::is_of_rules(&format!("src/{file}")))
        .collect();
    assert!(missed.is_empty(), "src/annotate uses files that build/sources.rs leaves out: {missed:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for place in sources::NO_RULES {
        assert!(root.join(place).exists(), "build/sources.rs leaves out {place}, which is not there");
    }
    // Modules of tests are recognised by the end of their names.
    for file in HOUSE.for_tests.iter() {
        assert!(!sources::is_of_rules(&format!("src/{file}")), "{file}: its name has to end in tests.rs");
    }
    // The program was built with the hash of these sources: the build script watches all of them.
    assert_eq!(sources::hash(root).as_deref(), Ok(env!("VESTNIK_RULES")));
}
