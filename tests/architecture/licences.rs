//! Every dependency has a licence that `deny.toml` allows, and comes from crates.io. `cargo deny check` says the same and
//! more; this needs only cargo.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A file of the repository.
fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn texts(list: &toml::Value) -> BTreeSet<&str> {
    list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

/// Whether an SPDX expression is satisfied by the allowed licences alone. `AND` binds closer than `OR`; the slash of old
/// manifests means `OR`. A licence `WITH` an exception counts as the licence followed by the exception.
fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let result = any(&mut words, allowed);
    assert!(words.next().is_none(), "{expression} is not a licence expression");
    result
}

type Words<'w, 'e> = &'w mut std::iter::Peekable<std::str::SplitWhitespace<'e>>;

fn any(words: Words<'_, '_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut result = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        result |= all(words, allowed);
    }
    result
}

fn all(words: Words<'_, '_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut result = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words, allowed);
    }
    result
}

fn one(words: Words<'_, '_>, allowed: &dyn Fn(&str) -> bool) -> bool {
    let word = words.next().expect("a licence");
    if word == "(" {
        let result = any(words, allowed);
        assert_eq!(words.next(), Some(")"), "a parenthesis is not closed");
        return result;
    }
    match words.next_if_eq(&"WITH") {
        Some(_) => allowed(&format!("{word} WITH {}", words.next().expect("an exception"))),
        None => allowed(word),
    }
}

#[test]
fn expressions_are_read_as_spdx_has_them() {
    let allowed = |licence: &str| ["MIT", "ISC"].contains(&licence);
    for right in ["MIT", "MIT/GPL-3.0", "GPL-3.0 OR MIT", "(GPL-3.0 OR MIT) AND ISC", "GPL-3.0 AND X OR ISC"]
    {
        assert!(satisfied(right, &allowed), "{right}");
    }
    for wrong in ["GPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 AND (MIT OR ISC)", "MIT WITH exception"] {
        assert!(!satisfied(wrong, &allowed), "{wrong}");
    }
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let rules: toml::Value = toml::from_str(&file("deny.toml")).expect("deny.toml is TOML");
    let allowed = texts(&rules["licenses"]["allow"]);
    let exceptions = rules["licenses"]["exceptions"].as_array().expect("a list of exceptions");
    // The dependencies of this platform only: cargo has not downloaded those of others.
    let list = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--locked", "--offline", "--prefix=none", "--edges=all", "--format={p}|{l}"])
        .output()
        .expect("cargo starts");
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let list = String::from_utf8(list.stdout).expect("UTF-8");
    let dependencies: BTreeSet<(&str, &str)> = list
        .lines()
        .filter_map(|line| {
            let (package, licence) = line.split_once('|')?;
            Some((package.split(' ').next()?, licence.trim_end_matches(" (*)")))
        })
        .collect();
    assert!(dependencies.len() > 200, "cargo tree lists {} dependencies only", dependencies.len());

    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = Vec::new();
    for &(name, licence) in &dependencies {
        let exception = exceptions.iter().find(|exception| exception["crate"].as_str() == Some(name));
        let excepted = exception.map(|exception| texts(&exception["allow"])).unwrap_or_default();
        used.extend(exception.map(|_| name));
        if licence.is_empty() || !satisfied(licence, &|one| allowed.contains(one) || excepted.contains(one)) {
            wrong.push(format!("{name}: {licence}"));
        }
    }
    assert!(wrong.is_empty(), "deny.toml does not allow the licences of:\n{}", wrong.join("\n"));
    assert_eq!(used.len(), exceptions.len(), "an exception of deny.toml is of no dependency; used: {used:?}");
}

#[test]
fn dependencies_come_from_the_allowed_registries() {
    let rules: toml::Value = toml::from_str(&file("deny.toml")).expect("deny.toml is TOML");
    let allowed = texts(&rules["sources"]["allow-registry"]);
    let lock: toml::Value = toml::from_str(&file("Cargo.lock")).expect("Cargo.lock is TOML");
    for package in lock["package"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let source = package.get("source").and_then(toml::Value::as_str);
        let known = source.map_or(name == "vestnik", |source| {
            source.strip_prefix("registry+").is_some_and(|registry| allowed.contains(registry))
        });
        assert!(known, "{name} comes from {source:?}");
    }
}
