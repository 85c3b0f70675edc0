//! The texts that the benchmarks run on: the sample corpus, read once.

use std::path::PathBuf;

use vestnik::corpus::{Settings, Source};
use vestnik::model::{Communique, Publishers};

/// Every communiqué of `corpus/`.
pub(crate) fn communiques() -> Vec<Communique> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let publishers = Publishers::default();
    let source = Source::new(&[corpus], &publishers, Settings::default());
    let communiques: Vec<Communique> = source.items().filter_map(Result::ok).collect();
    assert!(communiques.len() >= 60, "the sample corpus was not found");
    communiques
}
