//! Building a generation: from nothing, or from the live one with its files shared.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexSettings, IndexWriter, SegmentMeta, Term};

use super::document::row;
use super::names::Names;
use super::queue::Queue;
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
use crate::engine::store::{self, FileRecord, IndexLock, MANIFEST, MANIFEST_HASH, Manifest, Staging, Trust};
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
    /// `None` once it is closed.
    index: Option<IndexWriter<Row>>,
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
        Self::empty(root, lock, analyzer, rules)
    }

    fn empty(
        root: &Path,
        lock: IndexLock,
        analyzer: Arc<Analyzer>,
        rules: String,
    ) -> Result<Self, EngineError> {
        let staging = lock.staging()?;
        let fields = Fields::new();
        let settings = IndexSettings {
            docstore_compression: tantivy::store::Compressor::Zstd(Default::default()),
            // A dedicated thread would be woken for every block, and each time another thread's tables would be evicted
            // from the processor's caches.
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let index = Index::create(directory(staging.folder())?, fields.schema.clone(), settings)?;
        Self::new(root, lock, staging, fields, &index, analyzer, rules, None)
    }

    /// Starts with the live generation, its files shared by hard links (copied where the file system has none).
    /// An index without a generation starts empty; one that this program cannot read is an error.
    pub(crate) fn update(root: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        // The lock comes first: what is live now stays live until this job ends.
        let lock = IndexLock::acquire(root)?;
        let Some((generation, is_live)) = soundest(root, &analyzer)? else {
            return Self::empty(root, lock, analyzer, rules);
        };
        let known = known(generation.index())?;
        let staging = lock.staging()?;
        for name in generation.manifest().files.keys().filter(|name| !is_report(name)) {
            let (from, to) = (generation.folder().join(name), staging.folder().join(name));
            // Files that tantivy replaces by a rename may be shared; files that it could write into are copied.
            store::share(&from, &to, name.ends_with(".json"))?;
        }
        let index = Index::open(directory(staging.folder())?)?;
        let base = Base { same_rules: generation.rules() == rules, generation, is_live, known };
        Self::new(root, lock, staging, Fields::new(), &index, analyzer, rules, Some(base))
    }

    #[expect(clippy::too_many_arguments, reason = "called by the two constructors above only")]
    fn new(
        root: &Path,
        lock: IndexLock,
        staging: Staging,
        fields: Fields,
        index: &Index,
        analyzer: Arc<Analyzer>,
        rules: String,
        base: Option<Base>,
    ) -> Result<Self, EngineError> {
        index.tokenizers().register(TOKENIZER, Stream::default());
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        let writer: IndexWriter<Row> = index.writer_with_num_threads(threads, WRITER_BYTES)?;
        // A background merge could still be writing when the generation goes live. `publish` merges instead.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // A killed writer may have left files whose names would be used again.
        writer.garbage_collect_files().wait()?;
        let root = root.to_owned();
        let names = Names::new(Arc::clone(&analyzer));
        let (index, queue) = (Some(writer), Queue::default());
        Ok(Self { root, fields, index, analyzer, names, queue, rules, base, staging, lock })
    }

    /// Compares the checksums of every new file, so that only what was meant to be written goes live.
    fn read_back(&self, index: &Index, known: &BTreeMap<String, FileRecord>) -> Result<(), EngineError> {
        let entries = fs::read_dir(self.staging.folder())
            .map_err(|source| EngineError::io(self.staging.folder(), source))?;
        for entry in entries {
            let name = entry.map_err(|source| EngineError::io(self.staging.folder(), source))?.file_name();
            let segment = name.to_str().is_some_and(|name| {
                // Locks have a dot before their names.
                let other = name.starts_with('.') || name.ends_with(".json") || is_report(name);
                !other && !known.contains_key(name)
            });
            if !segment {
                continue;
            }
            let file = Path::new(&name);
            let sound = index.directory().validate_checksum(file).map_err(tantivy::TantivyError::from)?;
            if !sound {
                return Err(EngineError::Damaged {
                    what: "a file that was just written cannot be read back",
                });
            }
        }
        Ok(())
    }

    /// Refuses a generation that is so much worse than the live one that it must be a mistake.
    fn question(&self, manifest: &Manifest, publishing: &Publishing) -> Result<(), EngineError> {
        let live = store::current(&self.root).ok().flatten();
        // Also against the one that stands in for a live one that is damaged.
        let mut known = live.into_iter().chain(store::stand_ins(&self.root)?);
        let before = known.find_map(|name| Manifest::read(&self.root.join(name)).ok());
        let mut searcher = None;
        publishing.question(before.map(|before| before.documents), manifest.documents, |canary| {
            let searcher = match &mut searcher {
                Some(searcher) => searcher,
                none => {
                    let analyzer = Arc::clone(&self.analyzer);
                    none.insert(Searcher::open_staging(self.staging.folder(), manifest.clone(), analyzer)?)
                }
            };
            Ok(searcher.search(canary)?.total)
        })
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
        let index = self.index.as_ref().ok_or(EngineError::Closed)?;
        if self.base.as_ref().is_some_and(|base| base.known.contains_key(id)) {
            index.delete_term(Term::from_field_text(self.fields.id, id));
        }
        self.queue.push(row, index)?;
        Ok(())
    }

    fn require_room(&self, source: u64) -> Result<(), EngineError> {
        // A merge needs room for what it reads and what it writes. An update shares unchanged files.
        let needed = match &self.base {
            Some(base) => base.generation.manifest().bytes() / 5 + LEAST_ROOM,
            None => 2 * source + LEAST_ROOM,
        };
        let available =
            store::free_space(&self.root).map_err(|source| EngineError::io(&self.root, source))?;
        if available < needed {
            let (available, needed) = (available >> 20, needed >> 20);
            return Err(EngineError::NoRoom { index: self.root.clone(), available, needed });
        }
        Ok(())
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
        let index = self.index.as_ref().ok_or(EngineError::Closed)?;
        // tantivy deletes documents added earlier, so the queue must be empty.
        self.queue.flush(index)?;
        index.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
        Ok(())
    }

    fn report(&self, name: &str) -> Result<File, EngineError> {
        let path = self.staging.folder().join(name);
        File::create(&path).map_err(|source| EngineError::io(&path, source))
    }

    fn publish(mut self, publishing: &Publishing) -> Result<String, EngineError> {
        let writer = self.index.as_mut().ok_or(EngineError::Closed)?;
        self.queue.flush(writer)?;
        writer.commit()?;
        let index = writer.index().clone();
        let merge = worth_merging(&index.searchable_segment_metas()?, self.base.is_none());
        if !merge.is_empty() {
            if let Some(base) = &self.base {
                // A merge would turn a damaged file into a sound one with wrong contents.
                base.generation.manifest().verify(base.generation.folder(), Trust::Nothing)?;
            }
            writer.merge(&merge).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        // Nothing may be written to the folder any more, and the writer's own lock file must be gone.
        self.index.take().ok_or(EngineError::Closed)?.wait_merging_threads()?;

        let mut manifest =
            Manifest::new(fingerprint(&self.analyzer)?, self.analyzer.fingerprint(), self.rules.clone());
        let nothing = BTreeMap::new();
        let known = self.base.as_ref().map_or(&nothing, |base| &base.generation.manifest().files);
        self.read_back(&index, known)?;
        let searcher = index.reader()?.searcher();
        manifest.documents = searcher.num_docs();
        manifest.newest = newest(&searcher)?;
        drop(searcher);
        settle(self.staging.folder())?;
        let shared = known.iter().filter(|(name, _)| !name.ends_with(".json"));
        manifest.record(
            self.staging.folder(),
            &shared.map(|(name, record)| (name.clone(), record.clone())).collect(),
        )?;

        self.question(&manifest, publishing)?;
        // No longer held: with `keep = 1` the generation that this one began with is removed.
        self.base = None;
        self.lock.publish(&mut self.staging, &manifest, publishing.keep)
    }
}

/// The folder in which tantivy writes.
#[cfg(not(test))]
fn directory(folder: &Path) -> tantivy::Result<tantivy::directory::MmapDirectory> {
    Ok(tantivy::directory::MmapDirectory::open(folder)?)
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

/// Removes the files of tantivy's locks, which a published generation does not need, and makes its JSON files readable
/// to other users: a server may run as another user.
fn settle(folder: &Path) -> Result<(), EngineError> {
    for entry in fs::read_dir(folder).map_err(|source| EngineError::io(folder, source))? {
        let path = entry.map_err(|source| EngineError::io(folder, source))?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let done = match extension {
            Some("lock") => fs::remove_file(&path),
            #[cfg(unix)]
            Some("json") => {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&path, fs::Permissions::from_mode(0o644))
            }
            _ => Ok(()),
        };
        done.map_err(|source| EngineError::io(&path, source))?;
    }
    Ok(())
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
