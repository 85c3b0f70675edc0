//! Every disk operation of a job fails in turn, or is the last before a power cut: the live generation stays whole, and
//! the next job succeeds.

use std::path::Path;
use std::sync::Arc;

use super::search::Searcher;
use super::verify::verify;
use super::write::Writer;
use crate::analysis::Analyzer;
use crate::engine::backend::{Searches, Writes};
use crate::engine::generations::Publishing;
use crate::engine::store::{FaultyDisk, Plan};
use crate::model::{Annotations, Communique, Document, DocumentId, Language};

/// ENOSPC, EIO, EMFILE.
const ERRORS: [i32; 3] = [28, 5, 24];

fn document(number: usize) -> Document {
    let communique = Communique {
        id: DocumentId::from_path(&format!("a-{number}")).expect("an id"),
        ..Communique::of(&format!("Сообщение {number}"), &format!("Текст сообщения {number} о встрече."))
    };
    Document { communique, annotations: Annotations::none(Language::Russian) }
}

fn write(root: &Path, analyzer: &Arc<Analyzer>, numbers: std::ops::Range<usize>) -> Result<String, String> {
    let job = || {
        let writer = Writer::update(root, Arc::clone(analyzer), String::new())?;
        for number in numbers {
            let document = document(number);
            let tokens = |text: &str| analyzer.document(text, Language::Russian);
            writer.add(&document, &tokens(&document.communique.title), tokens(&document.communique.text))?;
        }
        writer.publish(&Publishing::default())
    };
    job().map_err(|error: crate::engine::EngineError| error.to_string())
}

fn documents(root: &Path, analyzer: &Arc<Analyzer>) -> u64 {
    let searcher = Searcher::open(root, Arc::clone(analyzer)).expect("the live generation is sound");
    let problems = verify(&searcher).expect("readable");
    assert!(problems.is_empty(), "{problems:?}");
    searcher.status().documents
}

/// Lets one operation after the other fail until a job gets through without a failure. After each, the live
/// generation is the one before or the new one, whole, and the next job completes what was begun.
fn fail_in_turn(for_good: bool, power_cut: bool) {
    let analyzer = Arc::new(Analyzer::new());
    // `make soak` tries every operation; the short run every seventh.
    let step = if std::env::var_os("VESTNIK_SOAK").is_some() { 1 } else { 7 };
    for nth in (1..).step_by(step) {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &analyzer, 0..6).expect("the first generation");
        let errno = ERRORS[usize::try_from(nth).expect("few") % ERRORS.len()];
        let plan = Plan { nth, for_good, errno };
        let (written, disk) = FaultyDisk::during(Some(plan), || write(folder.path(), &analyzer, 4..10));
        if power_cut {
            disk.cut_power();
        }
        let found = documents(folder.path(), &analyzer);
        match &written {
            Ok(_) => assert_eq!(found, 10, "operation {nth}: what was published is there"),
            Err(error) => {
                assert!(found == 6 || found == 10, "operation {nth}: {found} documents after {error}");
            }
        }
        write(folder.path(), &analyzer, 4..10).unwrap_or_else(|error| panic!("operation {nth}: {error}"));
        assert_eq!(documents(folder.path(), &analyzer), 10, "operation {nth}: the next job completes it");
        if !disk.has_failed() {
            assert!(nth > 20, "only {nth} operations were counted");
            return;
        }
    }
}

#[test]
fn every_operation_fails_once() {
    fail_in_turn(false, false);
}

#[test]
fn every_operation_fails_for_good() {
    fail_in_turn(true, false);
}

#[test]
fn the_power_is_cut_at_every_operation() {
    fail_in_turn(true, true);
}
