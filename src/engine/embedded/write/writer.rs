//! Building a generation: from nothing, or from a copy of the live one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexSettings, IndexWriter, SegmentMeta, Term};

use super::directory::FirstError;
use super::document::row;
use super::names::Names;
use super::queue::Queue;
use super::room::locked;
use super::row::Row;
use super::stream::Stream;
use crate::analysis::{Analyzer, Token};
use crate::engine::EngineError;
use crate::engine::backend::{Searches, Writes};
use crate::engine::days::date;
use crate::engine::embedded::fingerprint::fingerprint;
use crate::engine::embedded::schema::{Fields, TOKENIZER, columns};
use crate::engine::embedded::search::Searcher;
use crate::engine::generations::Publishing;
use crate::engine::store::{self, FileRecord, IndexLock, MANIFEST, MANIFEST_HASH, Manifest, Staging};
use crate::model::{Document, DocumentId, Origin};

/// The memory for documents not yet on disk, in bytes, for all threads together. The rest goes into further segments,
/// each of which has to be merged: with 128 MB a job of 19,000 news articles takes 6 % more processor time and, for the
/// merge, 13 % more memory; one of 57,000 takes 8 % more time and 9 % less memory.
const WRITER_BYTES: usize = 256 << 20;

/// An update that leaves more than 8 segments merges the small ones.
const MAX_SEGMENTS: usize = 8;

/// A segment with a larger share of deleted documents than this is rewritten.
const MAX_DELETED: f64 = 0.2;

/// Room that every job needs, in bytes.
const LEAST_ROOM: u64 = 64 << 20;

/// A generation that is being built. Dropped unpublished, it leaves no files.
pub(crate) struct Writer {
    root: PathBuf,
    fields: Fields,
    /// Empty until the first change, and once it is closed.
    index: OnceLock<IndexWriter<Row>>,
    /// Held while the first change makes `index`.
    starting: Mutex<()>,
    first_error: FirstError,
    analyzer: Arc<Analyzer>,
    names: Names,
    queue: Queue,
    rules: String,
    base: Option<Base>,
    /// Dropped before the lock: nothing is removed without it.
    staging: Staging,
    lock: IndexLock,
}

/// The generation that an update begins with.
struct Base {
    generation: Searcher,
    is_live: bool,
    same_rules: bool,
    /// The content hashes of its documents by id.
    known: HashMap<String, String>,
}

impl Writer {
    /// Starts with an empty generation.
    pub(crate) fn fresh(root: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        let lock = IndexLock::acquire(root)?;
        lock.tell_what_is_not_named();
        Self::new(root, lock, analyzer, rules, None)
    }

    /// Starts with the live generation; when that is damaged, or not known, with the newest sound one. Every byte of it
    /// is verified. An index without a generation starts empty; one that this program cannot read is an error.
    pub(crate) fn update(root: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        // The lock comes first: what is live now stays live until this job ends.
        let lock = IndexLock::acquire(root)?;
        let base = match soundest(root, &analyzer)? {
            None => None,
            Some((generation, is_live)) => {
                let known = known(generation.index())?;
                Some(Base { same_rules: generation.rules() == rules, generation, is_live, known })
            }
        };
        Self::new(root, lock, analyzer, rules, base)
    }

    fn new(
        root: &Path,
        lock: IndexLock,
        analyzer: Arc<Analyzer>,
        rules: String,
        base: Option<Base>,
    ) -> Result<Self, EngineError> {
        Ok(Self {
            root: root.to_owned(),
            fields: Fields::new(),
            index: OnceLock::new(),
            starting: Mutex::default(),
            first_error: FirstError::default(),
            names: Names::new(Arc::clone(&analyzer)),
            analyzer,
            queue: Queue::default(),
            rules,
            base,
            staging: lock.staging()?,
            lock,
        })
    }

    /// tantivy's writer. The first change makes it, so that a job without changes copies nothing.
    fn index(&self) -> Result<&IndexWriter<Row>, EngineError> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let _starting = locked(&self.starting);
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = self.start()?;
        Ok(self.index.get_or_init(|| index))
    }

    fn start(&self) -> Result<IndexWriter<Row>, EngineError> {
        let folder = self.staging.folder();
        let index = match &self.base {
            None => {
                let settings = IndexSettings {
                    docstore_compression: tantivy::store::Compressor::Zstd(Default::default()),
                    // A dedicated thread would be woken for every block, and each time another thread's tables would be
                    // evicted from the processor's caches.
                    docstore_compress_dedicated_thread: false,
                    ..IndexSettings::default()
                };
                directory(folder, &self.first_error)
                    .and_then(|directory| Index::create(directory, self.fields.schema.clone(), settings))
            }
            Some(base) => {
                let bytes = base.generation.manifest().bytes();
                // A merge needs room for what it writes.
                self.demand_room(bytes + bytes / 5 + LEAST_ROOM)?;
                for (name, record) in base.generation.manifest().files.iter() {
                    if !is_report(name) {
                        record.copy(&base.generation.folder().join(name), &folder.join(name))?;
                    }
                }
                directory(folder, &self.first_error).and_then(Index::open)
            }
        };
        let index = self.first_error.explain(index)?;
        index.tokenizers().register(TOKENIZER, Stream::default());
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        let writer: IndexWriter<Row> =
            self.first_error.explain(index.writer_with_num_threads(threads, WRITER_BYTES))?;
        // A background merge could still be writing when the generation goes live. `publish` merges instead.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // A killed writer may have left files whose names would be used again.
        self.first_error.explain(writer.garbage_collect_files().wait())?;
        Ok(writer)
    }

    fn demand_room(&self, needed: u64) -> Result<(), EngineError> {
        let available =
            store::free_space(&self.root).map_err(|source| EngineError::io(&self.root, source))?;
        if available < needed {
            let (available, needed) = (available >> 20, needed >> 20);
            return Err(EngineError::NoRoom { index: self.root.clone(), available, needed });
        }
        Ok(())
    }

    /// Compares the checksums of every new file, so that only what was meant to be written goes live.
    fn read_back(&self, index: &Index, known: &BTreeMap<String, FileRecord>) -> Result<(), EngineError> {
        let entries = fs::read_dir(self.staging.folder())
            .map_err(|source| EngineError::io(self.staging.folder(), source))?;
        for entry in entries {
            let name = entry.map_err(|source| EngineError::io(self.staging.folder(), source))?.file_name();
            let segment = name.to_str().is_some_and(|name| {
                // tantivy's own lists have a dot before their names.
                let other = name.starts_with('.') || name.ends_with(".json") || is_report(name);
                !other && !known.contains_key(name)
            });
            if !segment {
                continue;
            }
            let file = Path::new(&name);
            let sound = index.directory().validate_checksum(file).map_err(tantivy::TantivyError::from);
            let sound = self.first_error.explain(sound)?;
            if !sound {
                return Err(EngineError::Damaged {
                    what: "a file that was just written cannot be read back",
                });
            }
        }
        Ok(())
    }

    /// Refuses a generation that is so much worse than the live one that it must be a mistake.
    fn question(&self, new: &Searcher, publishing: &Publishing) -> Result<(), EngineError> {
        let live = store::current(&self.root).ok().flatten();
        // Also against the one that stands in for a live one that is damaged.
        let mut known = live.into_iter().chain(store::stand_ins(&self.root)?);
        let before = known.find_map(|name| Manifest::read(&self.root.join(name)).ok());
        let before = before.map(|before| before.documents);
        publishing.question(before, new.manifest().documents, |canary| Ok(new.search(canary)?.total))
    }
}

impl Writes for Writer {
    fn hash(&self, id: &DocumentId) -> Option<&str> {
        let base = self.base.as_ref().filter(|base| base.same_rules)?;
        base.known.get(id.as_str()).map(String::as_str)
    }

    fn base(&self) -> Option<&str> {
        self.base.as_ref().map(|base| base.generation.generation())
    }

    fn base_is_live(&self) -> bool {
        self.base.as_ref().is_some_and(|base| base.is_live)
    }

    fn add(&self, document: &Document, title: &[Token], text: Vec<Token>) -> Result<(), EngineError> {
        let row = row(&self.fields, document, title, text, &self.names)?;
        let id = document.communique.id.as_str();
        let index = self.index()?;
        if self.base.as_ref().is_some_and(|base| base.known.contains_key(id)) {
            index.delete_term(Term::from_field_text(self.fields.id, id));
        }
        self.first_error.explain(self.queue.push(row, index))
    }

    fn require_room(&self, source: u64) -> Result<(), EngineError> {
        self.demand_room(match &self.base {
            // The room for copies is demanded in `start`, by the first change: a job without changes copies nothing.
            Some(_) => LEAST_ROOM,
            // A merge needs room for what it reads and what it writes.
            None => 2 * source + LEAST_ROOM,
        })
    }

    fn unseen(&self, seen: &HashSet<&str>) -> Result<Vec<(DocumentId, Origin)>, EngineError> {
        let Some(base) = &self.base else { return Ok(Vec::new()) };
        let mut unseen = Vec::new();
        for id in base.known.keys().filter(|id| !seen.contains(id.as_str())) {
            let id = DocumentId::from_stated(id).ok_or(EngineError::Damaged { what: "an id" })?;
            let document = base.generation.document(&id)?;
            let document =
                document.ok_or(EngineError::Damaged { what: "a document cannot be found by its id" })?;
            unseen.push((id, document.communique.origin));
        }
        unseen.sort();
        Ok(unseen)
    }

    fn remove(&self, id: &DocumentId) -> Result<(), EngineError> {
        let index = self.index()?;
        // tantivy deletes documents added earlier, so the queue must be empty.
        self.first_error.explain(self.queue.flush(index))?;
        index.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
        Ok(())
    }

    fn report(&self, name: &str) -> Result<File, EngineError> {
        let path = self.staging.folder().join(name);
        File::create(&path).map_err(|source| EngineError::io(&path, source))
    }

    fn publish(mut self, publishing: &Publishing) -> Result<String, EngineError> {
        self.index()?;
        let first_error = self.first_error.clone();
        let told = |result: tantivy::Result<()>| first_error.explain(result);
        let mut writer = self.index.take().ok_or(EngineError::Closed)?;
        let index = writer.index().clone();
        // Closed also after a failure: its threads may still be writing to the folder.
        let written = self.write_all(&mut writer, &index);
        // Nothing may be written to the folder any more.
        let closed = told(writer.wait_merging_threads());
        written.and(closed)?;

        let mut manifest =
            Manifest::new(fingerprint(&self.analyzer)?, self.analyzer.fingerprint(), self.rules.clone());
        let nothing = BTreeMap::new();
        let known = self.base.as_ref().map_or(&nothing, |base| &base.generation.manifest().files);
        self.read_back(&index, known)?;
        let searcher = first_error.explain(index.reader())?.searcher();
        manifest.documents = searcher.num_docs();
        manifest.newest = newest(&searcher)?;
        drop((searcher, index));
        // tantivy's own files are replaced by it, all others are as they were copied.
        let copied = known.iter().filter(|(name, _)| !name.ends_with(".json"));
        let copied = copied.map(|(name, record)| (name.clone(), record.clone())).collect();
        manifest.record(self.staging.folder(), &copied)?;
        self.staging.finish(&manifest)?;

        let new = Searcher::open_staging(self.staging.folder(), Arc::clone(&self.analyzer))?;
        self.question(&new, publishing)?;
        drop(new);
        // No longer held: with `keep = 1` the generation that this one began with is removed.
        self.base = None;
        self.lock.publish(&mut self.staging, publishing.keep)
    }
}

impl Writer {
    /// Writes what waits, and merges what is worth it.
    fn write_all(&self, writer: &mut IndexWriter<Row>, index: &Index) -> Result<(), EngineError> {
        let write = || -> tantivy::Result<()> {
            self.queue.flush(writer)?;
            writer.commit()?;
            let merge = worth_merging(&index.searchable_segment_metas()?, self.base.is_none());
            if !merge.is_empty() {
                writer.merge(&merge).wait()?;
            }
            writer.garbage_collect_files().wait()?;
            Ok(())
        };
        self.first_error.explain({ write }())
    }
}

/// The folder in which tantivy writes.
#[cfg(not(test))]
fn directory(folder: &Path, first_error: &FirstError) -> tantivy::Result<super::directory::StagingDirectory> {
    super::directory::StagingDirectory::open(folder, first_error)
}

#[cfg(test)]
use super::faulty_directory::directory;

/// Whether a file is a report of how a generation was made; the next one has its own.
fn is_report(name: &str) -> bool {
    name == MANIFEST || name == MANIFEST_HASH || name == "report.json" || name.ends_with(".jsonl")
}

/// The segments to merge. A fresh generation ends with a single one. An update rewrites segments with many deletions,
/// and merges the small ones when there are too many: the large one stays, so that the cost follows the change.
fn worth_merging(segments: &[SegmentMeta], fresh: bool) -> Vec<SegmentId> {
    if fresh {
        return if segments.len() > 1 { segments.iter().map(SegmentMeta::id).collect() } else { Vec::new() };
    }
    let all: u32 = segments.iter().map(SegmentMeta::num_docs).sum();
    let stale = |segment: &SegmentMeta| {
        f64::from(segment.num_deleted_docs()) > MAX_DELETED * f64::from(segment.max_doc())
    };
    let crowded = segments.len() > MAX_SEGMENTS;
    segments
        .iter()
        .filter(|segment| stale(segment) || crowded && segment.num_docs() < all / 2)
        .map(SegmentMeta::id)
        .collect()
}

impl Drop for Writer {
    fn drop(&mut self) {
        // After a failure its threads may still be writing to the folder.
        if let Some(writer) = self.index.take() {
            let _ = writer.wait_merging_threads();
        }
    }
}

/// The generation for an update to begin with, and whether it is the live one; `None` when there is no generation yet.
/// Every byte of it is verified. When the live one is damaged, or not known, it is the newest sound one.
fn soundest(root: &Path, analyzer: &Arc<Analyzer>) -> Result<Option<(Searcher, bool)>, EngineError> {
    let problem = match Searcher::open(root, Arc::clone(analyzer)) {
        Ok(live) => return Ok(Some((live, true))),
        Err(EngineError::Empty { .. }) => return Ok(None),
        Err(error @ EngineError::Incompatible { .. }) => return Err(error),
        Err(error) if error.is_of_the_machine() => return Err(error),
        Err(error) => error,
    };
    for name in store::stand_ins(root)? {
        match Searcher::open_generation(root, name.clone(), Arc::clone(analyzer)) {
            Ok(generation) => {
                tracing::warn!("{problem}");
                tracing::warn!("this job begins with {name}, the newest sound generation");
                return Ok(Some((generation, false)));
            }
            Err(error) if error.is_of_the_machine() => return Err(error),
            Err(error) => tracing::warn!(generation = %name, %error, "passed over"),
        }
    }
    Err(EngineError::NothingSound { index: root.to_owned(), problem: Box::new(problem) })
}

/// The content hashes of all documents by id.
fn known(searcher: &tantivy::Searcher) -> Result<HashMap<String, String>, EngineError> {
    let mut known = HashMap::new();
    for segment in searcher.segment_readers() {
        let fast = segment.fast_fields();
        let (Some(ids), Some(hashes)) = (fast.str(columns::ID)?, fast.str(columns::HASH)?) else {
            continue;
        };
        for doc in segment.doc_ids_alive() {
            let (Some(id), Some(hash)) = (ids.ords().first(doc), hashes.ords().first(doc)) else {
                continue;
            };
            let (mut id_text, mut hash_text) = (String::new(), String::new());
            ids.ord_to_str(id, &mut id_text)?;
            hashes.ord_to_str(hash, &mut hash_text)?;
            known.insert(id_text, hash_text);
        }
    }
    Ok(known)
}

fn newest(searcher: &tantivy::Searcher) -> Result<Option<String>, EngineError> {
    let mut newest: Option<i64> = None;
    for segment in searcher.segment_readers() {
        if let Some(column) = segment.fast_fields().column_opt::<i64>(columns::PUBLISHED)? {
            newest = newest.max(segment.doc_ids_alive().filter_map(|doc| column.first(doc)).max());
        }
    }
    Ok(newest.and_then(date).map(|date| date.to_string()))
}
