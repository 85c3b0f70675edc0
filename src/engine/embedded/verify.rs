//! Checks a generation: every byte as it was written, every document once and complete.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use tantivy::DocAddress;

use super::search::Searcher;
use crate::analysis::Analyzer;
use crate::engine::EngineError;
use crate::engine::backend::Searches;
use crate::engine::generations::Inspection;
use crate::engine::store::{self, Manifest, Trust};
use crate::model::{ByFacet, FacetName};

/// Checks the live generation of an index for its faults, in plain words: every file that differs from what was
/// written, and, if none does, every faulty document. `current` is read once, and no job removes the generation
/// meanwhile.
pub(crate) fn inspect(root: &Path, analyzer: Arc<Analyzer>) -> Inspection {
    let mut found = Inspection::default();
    if let Err(error) = look(root, analyzer, &mut found) {
        found.problems.push(error.to_string());
    }
    found
}

fn look(root: &Path, analyzer: Arc<Analyzer>, found: &mut Inspection) -> Result<(), EngineError> {
    let live = store::live(root)?.ok_or_else(|| EngineError::Empty { index: root.to_owned() })?;
    let name = store::name_of(&live).to_owned();
    found.generation = Some(name.clone());
    let folder = root.join(&name);
    let _held = store::hold(&folder);
    let manifest = Manifest::read(&folder)?;
    found.documents = manifest.documents;
    found.problems = manifest.problems(&folder, Trust::Nothing);
    if found.problems.is_empty() {
        found.problems = verify(&Searcher::open_verified(folder, name, manifest, analyzer)?)?;
    }
    Ok(())
}

/// Checks every document of an open generation.
pub(super) fn verify(searcher: &Searcher) -> Result<Vec<String>, EngineError> {
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
    let mut stated: ByFacet<HashMap<String, u64>> = ByFacet::default();
    for (ordinal, segment) in (0..).zip(searcher.index().segment_readers()) {
        for doc in segment.doc_ids_alive() {
            match searcher.load(DocAddress::new(ordinal, doc)) {
                Ok(document) => {
                    for facet in FacetName::all() {
                        for value in facet.values(&document) {
                            *stated[facet].entry(value.value.into_owned()).or_default() += 1;
                        }
                    }
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
    problems.extend(facet_problems(searcher, &stated)?);
    Ok(problems)
}

/// Compares the columns of the facets with the documents.
fn facet_problems(
    searcher: &Searcher,
    stated: &ByFacet<HashMap<String, u64>>,
) -> Result<Vec<String>, EngineError> {
    let mut problems = Vec::new();
    for (facet, stated) in stated.iter() {
        let counted: HashMap<String, u64> =
            searcher.values(facet, usize::MAX, &|_| true)?.into_iter().collect();
        let names: BTreeSet<&String> = stated.keys().chain(counted.keys()).collect();
        for name in names {
            let of_documents = stated.get(name).copied().unwrap_or(0);
            let of_column = counted.get(name).copied().unwrap_or(0);
            if of_documents != of_column {
                problems.push(format!(
                    "{}: {name} is counted {of_column} times and stands in {of_documents} documents",
                    facet.code()
                ));
            }
        }
    }
    Ok(problems)
}
