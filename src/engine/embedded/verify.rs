//! Whether a generation is sound: every byte as it was written, every document there once and whole.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::DocAddress;

use super::search::Searcher;
use crate::engine::EngineError;

/// Looks at everything and returns what is wrong, in plain words; nothing for a sound generation.
pub(crate) fn verify(searcher: &Searcher) -> Result<Vec<String>, EngineError> {
    let mut problems = Vec::new();
    let index = searcher.index().index();
    // tantivy panics on some truncated files.
    match catch_unwind(AssertUnwindSafe(|| index.validate_checksum())) {
        Ok(Ok(files)) => {
            let mut files: Vec<_> = files.into_iter().collect();
            files.sort();
            problems
                .extend(files.iter().map(|file| format!("{}: the checksum does not match", file.display())));
        }
        Ok(Err(error)) => problems.push(format!("the checksums cannot be read: {error}")),
        Err(_) => problems.push("a file is cut short".to_owned()),
    }
    if !problems.is_empty() {
        return Ok(problems);
    }
    let mut ids = HashSet::new();
    for (ordinal, segment) in (0..).zip(searcher.index().segment_readers()) {
        for doc in segment.doc_ids_alive() {
            match searcher.load(DocAddress::new(ordinal, doc)) {
                Ok(document) => {
                    let id = document.communique.id;
                    match searcher.document(&id) {
                        Ok(Some(_)) => {}
                        Ok(None) => problems.push(format!("{id}: cannot be found by its id")),
                        Err(error) => problems.push(format!("{id}: {error}")),
                    }
                    if let Some(id) = ids.replace(id) {
                        problems.push(format!("{id}: is there twice"));
                    }
                }
                Err(error) => problems.push(format!("document {doc} of segment {ordinal}: {error}")),
            }
        }
    }
    let expected = searcher.status().documents;
    if ids.len() as u64 != expected {
        problems.push(format!("{} documents are there, the manifest says {expected}", ids.len()));
    }
    Ok(problems)
}
