//! Building a generation: from nothing, or from the live one with its files shared.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexSettings, IndexWriter, Term};

use super::generation::{IndexLock, MANIFEST, Manifest};
use super::row::Row;
use super::schema::{Fields, SCHEMA_VERSION, columns};
use super::search::Searcher;
use crate::analysis::{Analyzer, Token};
use crate::engine::EngineError;
use crate::model::Document;

/// Memory for documents that are not yet on disk, in bytes, all threads together.
const WRITER_BYTES: usize = 128 << 20;

/// An update leaves at most so many segments; beyond, they become one.
const MAX_SEGMENTS: usize = 8;

/// A generation that is being built. Dropped unpublished, it leaves nothing.
pub(crate) struct Writer {
    lock: IndexLock,
    staging: PathBuf,
    fields: Fields,
    /// `None` once it is closed.
    index: Option<IndexWriter<Row>>,
    analyzer: Arc<Analyzer>,
    rules: String,
    base: Option<Base>,
    published: bool,
}

/// The generation that an update begins with.
struct Base {
    name: String,
    same_rules: bool,
    /// The content hashes of its documents by id.
    known: HashMap<String, String>,
}

impl Writer {
    /// Starts with an empty generation.
    pub(crate) fn fresh(root: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        Self::empty(IndexLock::acquire(root)?, analyzer, rules)
    }

    fn empty(lock: IndexLock, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        let staging = lock.staging()?;
        let fields = Fields::new();
        let settings = IndexSettings {
            docstore_compression: tantivy::store::Compressor::Zstd(Default::default()),
            ..IndexSettings::default()
        };
        let index =
            Index::builder().schema(fields.schema.clone()).settings(settings).create_in_dir(&staging)?;
        Self::new(lock, staging, fields, &index, analyzer, rules, None)
    }

    /// Starts with the live generation, its files shared by hard links (copied where the file system has none).
    /// An index without a generation starts empty; one that this program cannot read is an error.
    pub(crate) fn update(root: &Path, analyzer: Arc<Analyzer>, rules: String) -> Result<Self, EngineError> {
        // The lock comes first: what is live now stays live until this job ends.
        let lock = IndexLock::acquire(root)?;
        let live = match Searcher::open(root, Arc::clone(&analyzer)) {
            Ok(live) => live,
            Err(EngineError::Empty { .. }) => return Self::empty(lock, analyzer, rules),
            Err(error) => return Err(error),
        };
        let known = known(live.index())?;
        let staging = lock.staging()?;
        let entries = fs::read_dir(live.folder()).map_err(|source| EngineError::io(live.folder(), source))?;
        for entry in entries {
            let from = entry.map_err(|source| EngineError::io(live.folder(), source))?.path();
            let name = from.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name == MANIFEST || name.ends_with(".lock") {
                continue;
            }
            let to = staging.join(name);
            // What tantivy replaces by a rename may be shared; what it could write into is copied.
            if name.ends_with(".json") || fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to)
                    .and_then(|_| File::open(&to)?.sync_all())
                    .map_err(|source| EngineError::io(&to, source))?;
            }
        }
        let index = Index::open_in_dir(&staging)?;
        let base = Base { name: live.name().to_owned(), same_rules: live.rules() == rules, known };
        Self::new(lock, staging, Fields::new(), &index, analyzer, rules, Some(base))
    }

    fn new(
        lock: IndexLock,
        staging: PathBuf,
        fields: Fields,
        index: &Index,
        analyzer: Arc<Analyzer>,
        rules: String,
        base: Option<Base>,
    ) -> Result<Self, EngineError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        let writer: IndexWriter<Row> = index.writer_with_num_threads(threads, WRITER_BYTES)?;
        // A merge in the background could still be writing when the generation goes live. `publish` merges instead.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // A killed writer may have left files whose names would be taken again.
        writer.garbage_collect_files().wait()?;
        Ok(Self { lock, staging, fields, index: Some(writer), analyzer, rules, base, published: false })
    }

    /// The content hash of the document that is indexed under an id.
    pub(crate) fn hash(&self, id: &str) -> Option<&str> {
        let base = self.base.as_ref().filter(|base| base.same_rules)?;
        base.known.get(id).map(String::as_str)
    }

    /// The generation that this one began with.
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_ref().map(|base| base.name.as_str())
    }

    /// Adds a document, in place of the one with its id if there is one. May be called from several threads.
    pub(crate) fn add(
        &self,
        document: &Document,
        title: &[Token],
        text: Vec<Token>,
    ) -> Result<(), EngineError> {
        let row = self.fields.row(document, title, text, &self.analyzer)?;
        let id = document.communique.id.as_str();
        let index = self.index.as_ref().ok_or(EngineError::Closed)?;
        if self.base.as_ref().is_some_and(|base| base.known.contains_key(id)) {
            index.delete_term(Term::from_field_text(self.fields.id, id));
        }
        index.add_document(row)?;
        Ok(())
    }

    /// Writes everything down and makes it live. Returns its name.
    pub(crate) fn publish(mut self) -> Result<String, EngineError> {
        let mut writer = self.index.take().ok_or(EngineError::Closed)?;
        writer.commit()?;
        let index = writer.index().clone();
        let segments = index.searchable_segment_ids()?;
        if self.base.is_none() && segments.len() > 1 || segments.len() > MAX_SEGMENTS {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        // Nothing may be written to the folder any more, and the writer's own lock file must be gone.
        writer.wait_merging_threads()?;
        // Nothing goes live that was not written as it was meant.
        if !index.validate_checksum()?.is_empty() {
            return Err(EngineError::Damaged { what: "a file that was just written cannot be read back" });
        }
        let searcher = index.reader()?.searcher();
        let manifest = Manifest {
            schema: SCHEMA_VERSION,
            analyzer: self.analyzer.fingerprint(),
            documents: searcher.num_docs(),
            created: now(),
            newest: newest(&searcher)?,
            rules: self.rules.clone(),
        };
        drop(searcher);
        settle(&self.staging)?;
        let name = self.lock.publish(&self.staging, &manifest)?;
        self.published = true;
        Ok(name)
    }
}

/// The time in UTC to the second, RFC 3339.
fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

/// tantivy leaves the files of its locks behind, for which a published generation has no use, and keeps its JSON to
/// the user who wrote it, which would shut out a server that runs as another one.
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
        if !self.published {
            // The next job removes it if this fails.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
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
    Ok(newest.and_then(super::schema::date).map(|date| date.to_string()))
}
