//! The texts that the benchmarks run on: the sample corpus, read once.

use std::path::PathBuf;

use vestnik::corpus::{Settings, Source};
use vestnik::model::{Communique, Publishers};

/// Every communiqué of a file or a folder.
pub(crate) fn read(file: PathBuf) -> Vec<Communique> {
    let publishers = Publishers::default();
    Source::new(&[file], &publishers, Settings::default()).items().filter_map(Result::ok).collect()
}

/// Every communiqué of `corpus/`.
pub(crate) fn communiques() -> Vec<Communique> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let communiques = read(corpus);
    assert!(communiques.len() >= 60, "the sample corpus was not found");
    communiques
}
