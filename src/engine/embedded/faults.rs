//! Every disk operation of a job fails in turn, or is the last before a power cut: the live generation stays whole, and
//! the next job succeeds.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Embedded;
use super::search::Searcher;
use super::verify::verify;
use crate::analysis::Analyzer;
use crate::engine::EngineError;
use crate::engine::backend::{Backend, Searches, Start, Writes};
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

/// Adds documents to the live generation, or builds a new one of them.
fn write(
    root: &Path,
    start: Start,
    analyzer: &Arc<Analyzer>,
    numbers: std::ops::Range<usize>,
) -> Result<String, EngineError> {
    let writer = Embedded(root).begin(start, Arc::clone(analyzer), String::new())?;
    for number in numbers {
        let document = document(number);
        let tokens = |text: &str| analyzer.document(text, Language::Russian);
        writer.add(&document, &tokens(&document.communique.title), tokens(&document.communique.text))?;
    }
    writer.publish(&Publishing::default())
}

/// A job whose disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    /// Adds documents to the live generation.
    Update,
    /// Builds a generation beside the live one.
    Fresh,
    /// Builds the first generation.
    First,
    Restore,
    Rollback,
    Snapshot,
}

/// An index with 6 documents, and beside it a snapshot of one with 10; before a rollback there is a generation with 10
/// after the one with 6, and it is live.
struct Place {
    folder: tempfile::TempDir,
    analyzer: Arc<Analyzer>,
}

impl Place {
    /// What a job begins with.
    fn of(job: Job, analyzer: &Arc<Analyzer>) -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder"), analyzer: Arc::clone(analyzer) };
        let fresh =
            |index: &Path, numbers| write(index, Start::Empty, analyzer, numbers).expect("a generation");
        if job != Job::First {
            fresh(&place.index(), 0..6);
        }
        if job == Job::Rollback {
            fresh(&place.index(), 0..10);
        }
        fs::create_dir(place.folder.path().join("packed")).expect("a folder");
        let to = if job == Job::Snapshot { place.snapshot() } else { place.folder.path().join("10") };
        let other = tempfile::tempdir().expect("a folder");
        fresh(other.path(), 0..10);
        Embedded(other.path()).snapshot(&to).expect("a snapshot");
        place
    }

    /// The same once more.
    fn again(&self) -> Self {
        let place =
            Self { folder: tempfile::tempdir().expect("a folder"), analyzer: Arc::clone(&self.analyzer) };
        copy(self.folder.path(), place.folder.path());
        place
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn snapshot(&self) -> PathBuf {
        self.folder.path().join("packed/snapshot")
    }

    fn run(&self, job: Job) -> Result<String, EngineError> {
        let (index, analyzer) = (self.index(), &self.analyzer);
        match job {
            Job::Update => write(&index, Start::Live, analyzer, 4..10),
            Job::Fresh | Job::First => write(&index, Start::Empty, analyzer, 0..10),
            Job::Restore => self.restore(&index, &self.folder.path().join("10")),
            Job::Rollback => Embedded(&index).rollback(None, Arc::clone(analyzer)),
            Job::Snapshot => Embedded(&index).snapshot(&self.snapshot()),
        }
    }

    fn restore(&self, index: &Path, from: &Path) -> Result<String, EngineError> {
        Embedded(index).restore(from, Arc::clone(&self.analyzer), &Publishing::default())
    }

    /// How many documents the job is about: those of the live generation, or those of the snapshot. None when there
    /// is no generation yet.
    fn documents(&self, job: Job) -> Option<u64> {
        if job != Job::Snapshot {
            return documents(&self.index(), &self.analyzer);
        }
        assert_eq!(documents(&self.index(), &self.analyzer), Some(6), "a snapshot changes no index");
        let other = tempfile::tempdir().expect("a folder");
        self.restore(other.path(), &self.snapshot()).expect("a snapshot under its name is whole");
        documents(other.path(), &self.analyzer)
    }

    /// What lies in the folder of the index and of the snapshot and belongs to neither.
    fn left(&self) -> Vec<String> {
        let folders = [self.index(), self.folder.path().join("packed")];
        let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let known = |name: &str| name.starts_with("gen-") || [".lock", "current", "snapshot"].contains(&name);
        names.filter(|name| !known(name)).collect()
    }

    /// The generations, which must all be as they were written.
    fn generations(&self) -> Vec<String> {
        let listed = Embedded(&self.index()).list().expect("a list");
        for generation in &listed {
            let searcher =
                Searcher::open_generation(&self.index(), generation.name.clone(), Arc::clone(&self.analyzer));
            searcher.unwrap_or_else(|error| panic!("{}: {error}", generation.name));
        }
        listed.into_iter().map(|generation| generation.name).collect()
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir(&to).expect("a folder");
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

/// How many documents the live generation has, every byte and document of which is verified; `None` without one.
fn documents(index: &Path, analyzer: &Arc<Analyzer>) -> Option<u64> {
    let searcher = match Searcher::open(index, Arc::clone(analyzer)) {
        Err(EngineError::Empty { .. }) => return None,
        // A first generation that was about to go live.
        Err(EngineError::NotNamed { .. }) if !index.join("current").exists() => return None,
        searcher => searcher.expect("the live generation is sound"),
    };
    let problems = verify(&searcher).expect("readable");
    assert!(problems.is_empty(), "{problems:?}");
    Some(searcher.status().documents)
}

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fails {
    Once,
    /// With all that follow it.
    ForGood,
    /// Then the power is cut.
    WithThePower {
        last_name_stays: bool,
    },
}

/// Lets one operation after the other fail until a job gets through without a failure. After each, the live
/// generation is the one before or the new one, whole, all others are there, and the next job completes what was begun.
fn fail_in_turn(job: Job, fails: Fails) {
    let analyzer = Arc::new(Analyzer::new());
    let place = Place::of(job, &analyzer);
    let there = place.generations();
    let (before, after) = match job {
        Job::Update | Job::Fresh | Job::Restore => (Some(6), Some(10)),
        Job::First => (None, Some(10)),
        Job::Rollback | Job::Snapshot => (Some(10), Some(6)),
    };
    // `make soak` tries every operation; the short run every eleventh, another one first each time.
    let soak = std::env::var_os("VESTNIK_SOAK").is_some();
    let (first, step) = if soak { (1, 1) } else { (fastrand::u64(1..=11), 11) };
    let mut refused = 0;
    for nth in (first..).step_by(step) {
        let place = place.again();
        let errno = ERRORS[usize::try_from(nth).expect("few") % ERRORS.len()];
        let plan = Plan { nth, for_good: fails != Fails::Once, errno };
        let (ran, disk) = FaultyDisk::during(Some(plan), || place.run(job));
        let told = format!("{job:?}, {fails:?}, operation {nth}, error {errno}: {ran:?}");
        if let Fails::WithThePower { last_name_stays } = fails {
            disk.cut_power(last_name_stays);
        } else if disk.has_failed() && ran.is_err() {
            let left = place.left();
            assert!(left.is_empty(), "{told}: {left:?} left");
        }
        let found = place.documents(job);
        match &ran {
            Ok(_) => assert_eq!(found, after, "{told}: what was published is there"),
            Err(error) => {
                refused += 1;
                assert!(found == before || found == after, "{told}: {found:?} documents");
                let advice = ["free room", "ulimit -n", "the disk fails", "`vestnik "];
                let error = error.to_string();
                assert!(advice.iter().any(|advice| error.contains(advice)), "{told}: {error}");
            }
        }
        let now = place.generations();
        assert!(there.iter().all(|name| now.contains(name)), "{told}: {there:?} were there, now {now:?}");
        // A rollback that is done and could not say so has nothing before it any more.
        if job != Job::Rollback || found == before {
            place.run(job).unwrap_or_else(|error| panic!("{told}: then {error}"));
        }
        assert_eq!(place.documents(job), after, "{told}: the next job completes it");
        let left = place.left();
        assert!(left.is_empty(), "{told}: {left:?} left by the next job");
        if !disk.has_failed() {
            println!(
                "{job:?}: {} operations, tried from {first} in steps of {step}, {refused} refused",
                disk.operations()
            );
            assert!(disk.operations() > 10, "only {} operations were counted", disk.operations());
            return;
        }
    }
}

fn all_ways(job: Job) {
    fail_in_turn(job, Fails::Once);
    fail_in_turn(job, Fails::ForGood);
    for last_name_stays in [false, true] {
        fail_in_turn(job, Fails::WithThePower { last_name_stays });
    }
}

#[test]
fn every_operation_of_an_update_fails() {
    all_ways(Job::Update);
}

#[test]
fn every_operation_of_building_anew_fails() {
    all_ways(Job::Fresh);
}

#[test]
fn every_operation_of_building_the_first_fails() {
    all_ways(Job::First);
}

#[test]
fn every_operation_of_a_restore_fails() {
    all_ways(Job::Restore);
}

#[test]
fn every_operation_of_a_rollback_fails() {
    all_ways(Job::Rollback);
}

#[test]
fn every_operation_of_a_snapshot_fails() {
    all_ways(Job::Snapshot);
}
