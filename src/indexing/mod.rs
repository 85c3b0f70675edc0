//! The pipeline corpus → annotate → engine, its report and its progress. Bad items become rejections and the rest
//! is indexed; a failure of the engine stops the run and leaves the live generation as it was.

mod observer;
mod report;

use std::collections::{HashMap, HashSet};
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Instant;

use crate::annotate::Annotated;
use crate::corpus::Source;
use crate::engine::{EngineError, IndexWriter, Publishing};
use crate::model::{Communique, Document, DocumentId, Origin};

use report::RejectionLog;

pub use observer::{Observer, Progress, Rejected};
pub use report::Report;

/// Communiqués go to the threads in batches of 64 KB: sleeping and waking for each one costs more than annotating many.
const BATCH_BYTES: usize = 64 << 10;

/// At most 4 batches wait: enough to keep the threads busy, few enough to use little memory.
const QUEUE: usize = 4;

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A document makes the program panic.
    #[error("{origin}: this document brings out a fault of the program; take it out and report it")]
    Panicked {
        /// Where it was read.
        origin: Origin,
    },
    /// The index would be empty.
    #[error(
        "there is nothing to index: {read} items were read and {rejected} rejected; the index is unchanged"
    )]
    Nothing {
        /// Items read.
        read: u64,
        /// Items rejected.
        rejected: u64,
    },
}

/// What a run does beside reading and annotating.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// Delete the documents that are no longer in the source. Those from a file with rejections stay, because they may
    /// be among the rejected items.
    pub prune: bool,
    /// How the generation goes live.
    pub publishing: Publishing,
}

/// Reads a source to its end and publishes a generation, with `rejected.jsonl` and `report.json` about the run beside
/// it.
///
/// An update that changes nothing publishes nothing; the report then names the generation that it began with. When that
/// is not the live one, because the live one is damaged or not known, the update is published, unless the source has
/// none of its documents.
///
/// `annotate` is [`Annotator::annotate_all`](crate::annotate::Annotator::annotate_all), or what it is compared with;
/// several threads call it.
///
/// # Errors
/// [`IndexingError`]; the live generation is then as it was. Items that are rejected are not errors of the run.
pub fn run(
    source: &Source<'_>,
    annotate: &(impl Fn(&[Communique]) -> Vec<Annotated> + Sync),
    writer: IndexWriter,
    job: &Job,
    observer: &mut dyn Observer,
) -> Result<Report, IndexingError> {
    let started = Instant::now();
    let mut counts = Counts::default();
    let failure: Mutex<Option<IndexingError>> = Mutex::new(None);
    let indexed = AtomicU64::new(0);

    let failed = || failure.lock().is_ok_and(|failure| failure.is_some());
    let (sender, receiver) = mpsc::sync_channel::<Vec<Communique>>(QUEUE);
    let receiver = Mutex::new(receiver);
    let work = || {
        loop {
            let next = receiver.lock().ok().and_then(|receiver| receiver.recv().ok());
            let Some(batch) = next else { break };
            if failed() {
                // The queue is emptied, so that the reader is not blocked and sees the failure.
                continue;
            }
            if let Err(error) = index(batch, annotate, &writer, &indexed)
                && let Ok(mut failure) = failure.lock()
            {
                failure.get_or_insert(error);
            }
        }
    };
    let mut log = RejectionLog::new(writer.report("rejected.jsonl")?, observer);
    let mut seen: HashMap<DocumentId, Origin> = HashMap::new();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
        read(source, &writer, Outbox::new(sender), &mut counts, &mut seen, &failed, &mut log);
    });

    if let Ok(Some(error)) = failure.into_inner() {
        return Err(error);
    }
    let indexed = indexed.into_inner();
    let places = log.finish().map_err(|source| unwritten("rejected.jsonl", source))?;
    let removed = if job.prune { prune(&writer, &seen, &places)? } else { 0 };
    let mut report = Report {
        read: counts.read,
        indexed,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
        removed,
        generation: String::new(),
        seconds: started.elapsed().as_secs_f64(),
    };
    assert!(report.adds_up(), "every item that was read is indexed, unchanged or rejected: {report:?}");
    let base = writer.base().filter(|_| writer.base_is_live() || counts.unchanged > 0);
    report.generation = match (indexed + removed, base) {
        (0, Some(base)) if writer.base_is_live() => base.to_owned(),
        (0, None) => return Err(IndexingError::Nothing { read: counts.read, rejected: counts.rejected }),
        _ => {
            let file = writer.report("report.json")?;
            report.write(file).map_err(|source| unwritten("report.json", source))?;
            writer.publish(&job.publishing)?
        }
    };
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

/// A file of the report cannot be written; what the disk says is the engine's to tell.
fn unwritten(name: &str, source: std::io::Error) -> IndexingError {
    IndexingError::Engine(EngineError::Io { path: name.into(), source })
}

/// Annotates and indexes a batch; `indexed` counts the documents.
fn index(
    batch: Vec<Communique>,
    annotate: &(impl Fn(&[Communique]) -> Vec<Annotated> + Sync),
    writer: &IndexWriter,
    indexed: &AtomicU64,
) -> Result<(), IndexingError> {
    let read = |communiques: &[Communique]| catch_unwind(AssertUnwindSafe(|| annotate(communiques)));
    let panicked = |communique: &Communique| IndexingError::Panicked { origin: communique.origin.clone() };
    let annotated = read(&batch).map_err(|_| {
        let alone = batch.iter().find(|communique| read(std::slice::from_ref(communique)).is_err());
        panicked(alone.unwrap_or(&batch[0]))
    })?;
    for (communique, Annotated { annotations, title, text }) in batch.into_iter().zip(annotated) {
        let document = Document { communique, annotations };
        catch_unwind(AssertUnwindSafe(|| writer.add(&document, &title, text)))
            .map_err(|_| panicked(&document.communique))??;
        indexed.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Deletes the documents that the source no longer has. Returns how many.
fn prune(
    writer: &IndexWriter,
    seen: &HashMap<DocumentId, Origin>,
    rejected: &HashSet<String>,
) -> Result<u64, IndexingError> {
    let ids: HashSet<&str> = seen.keys().map(DocumentId::as_str).collect();
    let mut removed = 0;
    for (id, origin) in writer.unseen(&ids)? {
        if !rejected.contains(&origin.path) {
            writer.remove(&id)?;
            removed += 1;
        }
    }
    Ok(removed)
}

#[derive(Default)]
struct Counts {
    read: u64,
    unchanged: u64,
    rejected: u64,
}

fn read(
    source: &Source<'_>,
    writer: &IndexWriter,
    mut outbox: Outbox,
    counts: &mut Counts,
    seen: &mut HashMap<DocumentId, Origin>,
    failed: &dyn Fn() -> bool,
    log: &mut RejectionLog<'_>,
) {
    let bytes = source.bytes_read();
    for item in source.items() {
        counts.read += 1;
        let rejected = match item {
            Err(rejection) => {
                Some(Rejected { origin: rejection.origin, reason: rejection.reason.to_string() })
            }
            Ok(communique) => match seen.get(&communique.id) {
                Some(first) => Some(Rejected::same_id(&communique, first)),
                None => {
                    seen.insert(communique.id.clone(), communique.origin.clone());
                    if writer.hash(&communique.id) == Some(&communique.content_hash()) {
                        counts.unchanged += 1;
                    } else if failed() || !outbox.push(communique) {
                        return;
                    }
                    None
                }
            },
        };
        if let Some(rejected) = rejected {
            counts.rejected += 1;
            log.rejected(&rejected);
        }
        log.progress(Progress {
            read: counts.read,
            bytes: bytes.load(Ordering::Relaxed),
            rejected: counts.rejected,
        });
    }
    outbox.flush();
}

/// Collects communiqués until a batch is full.
struct Outbox {
    sender: mpsc::SyncSender<Vec<Communique>>,
    batch: Vec<Communique>,
    bytes: usize,
}

impl Outbox {
    fn new(sender: mpsc::SyncSender<Vec<Communique>>) -> Self {
        Self { sender, batch: Vec::new(), bytes: 0 }
    }

    /// Adds a communiqué, and sends the batch when it is full. Returns whether there is still a receiver.
    fn push(&mut self, communique: Communique) -> bool {
        self.bytes += communique.title.len() + communique.text.len();
        self.batch.push(communique);
        self.bytes < BATCH_BYTES || self.flush()
    }

    /// Sends the collected communiqués. Returns whether there is still a receiver.
    fn flush(&mut self) -> bool {
        self.bytes = 0;
        self.batch.is_empty() || self.sender.send(take(&mut self.batch)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::Settings;
    use crate::engine::Engine;
    use crate::model::{Annotations, Language, Publishers};

    #[test]
    fn a_fault_is_laid_to_the_document_that_brings_it_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("documents.jsonl");
        let lines = (1..=9).map(|n| format!("{{\"title\": \"Встреча {n}\", \"text\": \"Текст {n}.\"}}\n"));
        std::fs::write(&path, lines.collect::<String>()).expect("written");
        let annotate = |communiques: &[Communique]| {
            assert!(!communiques.iter().any(|communique| communique.title == "Встреча 4"), "a fault");
            let none = |_| Annotated {
                annotations: Annotations::none(Language::Russian),
                title: Vec::new(),
                text: Vec::new(),
            };
            communiques.iter().map(none).collect()
        };
        let (publishers, paths, index) = (Publishers::default(), [path], folder.path().join("index"));
        let source = Source::new(&paths, &publishers, Settings::default());
        let writer = IndexWriter::fresh(&index, Arc::default(), String::new()).expect("a writer");
        let failed = run(&source, &annotate, writer, &Job::default(), &mut ());
        let Err(IndexingError::Panicked { origin }) = failed else { panic!("{failed:?}") };
        assert_eq!(origin.line, Some(4));
        assert_eq!(Engine::live_generation(&index).expect("a folder"), None);
    }
}
