//! Gives the program a hash of its rules of annotation as `VESTNIK_RULES`. An index stores it, and an update annotates
//! documents again that were annotated by other rules.

#[path = "build/rules.rs"]
mod rules;
#[path = "build/sources.rs"]
mod sources;

use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    match sources::hash(Path::new(&root)) {
        Ok(hash) => println!("cargo::rustc-env=VESTNIK_RULES={hash}"),
        Err(error) => println!("cargo::error={error}"),
    }
    for watched in sources::FOLDERS.iter().copied().chain(["build", "build.rs", "Cargo.lock"]) {
        println!("cargo::rerun-if-changed={watched}");
    }
}
