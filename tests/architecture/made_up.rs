//! The check itself, on small invented crates.

use std::collections::BTreeMap;

use crate::circles::{Exception, faults};
use crate::modules::Crate;
use crate::uses::uses;

/// A crate of these files.
fn made_up(files: &[(&str, &str)]) -> Crate {
    let sources: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Crate::parse("made_up", &sources)
}

/// The arrows between files, `a → b`, without those of re-exports.
fn arrows(files: &[(&str, &str)]) -> Vec<String> {
    let parsed = made_up(files);
    let short = |file: usize| parsed.files[file].trim_end_matches(".rs").to_owned();
    uses(&parsed)
        .iter()
        .filter(|(_, found)| found.iter().any(|found| !found.passed_on))
        .map(|(&(from, to), _)| format!("{} → {}", short(from), short(to)))
        .collect()
}

fn circles(files: &[(&str, &str)], exceptions: &[Exception]) -> Vec<String> {
    let parsed = made_up(files);
    faults(&parsed.files, &uses(&parsed), exceptions)
}

#[test]
fn a_circle_of_two_files() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "\nuse crate::b::B;\npub struct A(B);"),
        ("b.rs", "use crate::a::A;\npub struct B;\nfn f(_: A) {}"),
    ];
    let found = circles(&files, &[]);
    let told = "a circle of 2 files:\n    src/a.rs:2 uses B of src/b.rs\n    src/b.rs:1 uses A of src/a.rs";
    assert_eq!(found, [told]);
}

#[test]
fn what_points_one_way_is_no_circle() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use super::{b::B, c::C}; struct A(B, C);"),
        ("b.rs", "use super::c::C; pub struct B(C);"),
        ("c.rs", "pub struct C;"),
    ];
    assert_eq!(arrows(&files), ["a → b", "a → c", "b → c"]);
    assert_eq!(circles(&files, &[]), [""; 0]);
}

#[test]
fn a_circle_through_a_reexport() {
    let files = [
        ("lib.rs", "mod room; mod user;"),
        ("room/mod.rs", "mod inner; pub use inner::Thing as Renamed;"),
        ("room/inner.rs", "use crate::user::User; pub struct Thing(User);"),
        ("user.rs", "use crate::room; pub struct User; fn f(_: room::Renamed) {}"),
    ];
    assert_eq!(arrows(&files), ["room/inner → user", "user → room/inner"]);
    assert_eq!(circles(&files, &[]).len(), 1);
}

#[test]
fn a_facade_and_what_it_passes_on_are_no_circle() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod inner; pub use inner::Thing; pub struct Error;"),
        ("room/inner.rs", "use super::Error; pub struct Thing(Error);"),
    ];
    assert_eq!(circles(&files, &[]), [""; 0]);
    let uses = ("room/mod.rs", "mod inner; pub use inner::Thing; pub struct Error(Thing);");
    assert_eq!(circles(&[files[0], uses, files[2]], &[]).len(), 1);
}

#[test]
fn a_circle_through_a_glob() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use super::b::*; pub fn a() { b(1) }"),
        ("b.rs", "pub fn b(_: u32) { crate::a::a() }"),
    ];
    assert_eq!(arrows(&files), ["a → b", "b → a"]);
    // An unused glob is not an arrow, and neither is a name that a local variable has.
    let unused = ("a.rs", "use super::b::*; pub fn a() { let b = 2; let c = b + 1; }");
    assert_eq!(arrows(&[files[0], unused, files[2]]), ["b → a"]);
    let of_an_enum = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::Term::{self, *}; fn a(t: Term) { matches!(t, Day | Month); }"),
        ("b.rs", "pub enum Term { Day, Month }"),
    ];
    assert_eq!(arrows(&of_an_enum), ["a → b"]);
}

#[test]
fn a_circle_through_the_impl_blocks_of_one_type() {
    let cursor = "mod numbers; mod words; pub struct Cursor; impl Cursor { pub fn next(&self) {} }";
    let files = [
        ("lib.rs", "mod cursor;"),
        ("cursor/mod.rs", cursor),
        (
            "cursor/numbers.rs",
            "use super::Cursor; impl Cursor { pub fn number(&self) { self.next(); self.word() } }",
        ),
        ("cursor/words.rs", "use super::*; impl Cursor { pub fn word(&self) { Self::number(self) } }"),
    ];
    let expected = [
        "cursor/numbers → cursor/mod",
        "cursor/numbers → cursor/words",
        "cursor/words → cursor/mod",
        "cursor/words → cursor/numbers",
    ];
    let mut found = arrows(&files);
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(circles(&files, &[]).len(), 1);
}

#[test]
fn a_method_that_another_file_adds_is_an_arrow_to_it() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "pub struct Text { pub words: Words } pub struct Words; pub fn text() -> Text { todo!() }"),
        ("b.rs", "use super::a::Words; impl Words { pub fn head(&self) -> u32 { 1 } }"),
        ("c.rs", "use super::a::Text; fn of(text: &Text) { assert!(1 < 2, \"{}\", 1); text.words.head(); }"),
        ("d.rs", "use super::a; fn of() { let text = a::text(); text.words.head(); }"),
    ];
    assert_eq!(arrows(&files), ["b → a", "c → a", "c → b", "d → a", "d → b"]);
}

#[test]
fn a_variable_named_like_a_module_is_no_arrow() {
    let files = [
        ("lib.rs", "mod document; mod reader;"),
        ("document.rs", "pub struct Document { pub text: u32 }"),
        (
            "reader.rs",
            "fn read(document: u32) -> u32 { let reader = document; println!(\"{}\", document); reader.pow(2) }",
        ),
    ];
    assert_eq!(arrows(&files), [""; 0]);
}

#[test]
fn uses_of_every_kind_are_seen() {
    let used = (
        "b.rs",
        "pub fn f() -> u32 { 1 } pub const LIMIT: u32 = 1; pub struct S; pub enum E { V } #[macro_export] macro_rules! m { () => {} }",
    );
    let check = |text: &str, expected: &[&str]| {
        let files = [("lib.rs", "#[macro_use] mod b; mod a;"), ("a.rs", text), used];
        assert_eq!(arrows(&files), expected, "{text}");
    };
    let seen: &[&str] = &["a → b"];
    for text in [
        "fn a() { super::b::f(); }",
        "fn a() { crate::b::f(); }",
        "use super::b; fn a() { b::f(); }",
        "use super::b as other; fn a() { other::f(); }",
        "fn a() { use super::b; b::f(); }",
        "fn a() { println!(\"{}\", super::b::f()); }",
        "use crate::b::*; fn a() { println!(\"{LIMIT}\"); }",
        "use crate::b::*; fn a(x: E) { match x { E::V => {} } }",
        "use crate::b::*; impl S {}",
        "use crate::b::*; fn a() -> Vec<Option<S>> { vec![] }",
        "#[derive(Deserialize)] struct A { #[serde(default = \"crate::b::f\")] a: u32 }",
        "fn a() { crate::m!() }",
        "mod inner { fn a() { super::super::b::f(); } }",
        "const A: u32 = self::inner::X; mod inner { pub const X: u32 = crate::b::LIMIT; }",
    ] {
        check(text, seen);
    }
    for text in [
        "#[cfg(test)] mod tests { use crate::b::f; }",
        "#[cfg(test)] use crate::b::f;",
        "struct A; impl A { #[cfg(test)] fn a() { crate::b::f(); } }",
        "// use crate::b::f;\nuse std::fmt; use b::f;",
        "use super::b;",
        "/// [`crate::b::f`]\nfn a() {}",
    ] {
        check(text, &[]);
    }
}

#[test]
fn an_exception_lets_a_circle_through_and_may_not_outlive_it() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod a; mod b;"),
        ("room/a.rs", "use super::b::B; pub struct A(B);"),
        ("room/b.rs", "use super::a::A; pub struct B(A);"),
    ];
    let exception = |from, to| Exception { from, to, reason: "a reason" };
    assert_eq!(circles(&files, &[exception("room/a.rs", "room/b.rs")]), [""; 0]);
    assert_eq!(circles(&files, &[exception("room/", "room/")]), [""; 0]);
    assert_eq!(circles(&files, &[exception("room/a.rs", "room/c.rs")]).len(), 1);
    let untied = [files[0], files[1], files[2], ("room/b.rs", "pub struct B;")];
    let found = circles(&untied, &[exception("room/a.rs", "room/b.rs")]);
    assert_eq!(found, ["the exception room/a.rs → room/b.rs (a reason) is no longer needed: take it out"]);
}
