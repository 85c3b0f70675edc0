//! A second engine for tests: documents in memory, all of them scanned by every search. It proves that `backend.rs`
//! does not depend on tantivy, and its answers are compared with the embedded engine's in `scenario.rs`. Its scores are
//! numbers of occurrences.

mod searcher;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::backend::{Backend, Searches, Start, Writes};
use super::error::EngineError;
use super::generations::{Generation, Inspection, Publishing};
use super::stored;
use crate::analysis::{Analyzer, Token};
use crate::model::{Document, DocumentId, Origin};

pub(super) use searcher::Searcher;

/// An index in memory; clones are the same index.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Index>>);

#[derive(Debug, Default)]
struct Index {
    generations: Vec<Stored>,
    live: Option<String>,
    published: u64,
    locked: bool,
}

/// A published generation.
#[derive(Clone, Debug)]
struct Stored {
    name: String,
    identity: String,
    analyzer: String,
    rules: String,
    documents: Arc<Documents>,
}

type Documents = BTreeMap<DocumentId, Entry>;

/// A document with its tokens.
#[derive(Clone, Debug)]
struct Entry {
    document: Document,
    title: Vec<Token>,
    text: Vec<Token>,
}

fn newest(documents: &Documents) -> Option<crate::model::Date> {
    documents.values().filter_map(|entry| entry.document.annotations.published).map(|known| known.date).max()
}

impl Memory {
    fn index<T>(&self, work: impl FnOnce(&mut Index) -> T) -> T {
        work(&mut self.0.lock().expect("no test panics here"))
    }

    fn lock(&self) -> Result<Lock, EngineError> {
        if self.index(|index| std::mem::replace(&mut index.locked, true)) {
            return Err(EngineError::Locked { index: place() });
        }
        Ok(Lock(self.clone()))
    }

    fn stored(&self, name: Option<&str>) -> Result<Stored, EngineError> {
        self.index(|index| {
            let name = name.or(index.live.as_deref());
            let name = name.ok_or_else(|| EngineError::Empty { index: place() })?;
            index
                .generations
                .iter()
                .find(|stored| stored.name == name)
                .cloned()
                .ok_or_else(|| EngineError::NoGeneration { wanted: name.to_owned(), index: place() })
        })
    }

    fn publish(&self, analyzer: String, rules: String, documents: Documents, keep: usize) -> String {
        self.index(|index| {
            index.published += 1;
            let name = format!("gen-{:06}", index.published);
            let identity = format!("{name} {}", index.published);
            let documents = Arc::new(documents);
            index.generations.push(Stored { name: name.clone(), identity, analyzer, rules, documents });
            let before = index.live.replace(name.clone());
            // The live one, the one that was live before it, then the newest.
            let mut kept: Vec<String> =
                index.generations.iter().rev().map(|stored| stored.name.clone()).collect();
            kept.sort_by_key(|kept| (*kept != name, before.as_ref() != Some(kept)));
            kept.truncate(keep.max(1));
            index.generations.retain(|stored| kept.contains(&stored.name));
            name
        })
    }
}

/// The place of the index in errors.
fn place() -> PathBuf {
    PathBuf::from("memory")
}

/// The right to write to the index.
struct Lock(Memory);

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.index(|index| index.locked = false);
    }
}

impl Backend for Memory {
    type Searcher = Searcher;
    type Writer = Writer;

    fn open(&self, name: Option<&str>, analyzer: Arc<Analyzer>) -> Result<Searcher, EngineError> {
        let stored = self.stored(name)?;
        if stored.analyzer != analyzer.fingerprint() {
            return Err(EngineError::Incompatible { generation: stored.name });
        }
        Ok(Searcher { stored, analyzer })
    }

    fn begin(&self, start: Start, analyzer: Arc<Analyzer>, rules: String) -> Result<Writer, EngineError> {
        let lock = self.lock()?;
        let base = match self.stored(None) {
            Ok(stored) if start == Start::Live => Some(stored),
            Ok(_) | Err(EngineError::Empty { .. }) => None,
            Err(error) => return Err(error),
        };
        let documents = base.iter().flat_map(|base| base.documents.as_ref().clone()).collect();
        let known = base.iter().filter(|base| base.rules == rules).flat_map(|base| base.documents.iter());
        let known = known.map(|(id, entry)| (id.clone(), entry.document.communique.content_hash())).collect();
        Ok(Writer { lock, analyzer, rules, base, known, documents: Mutex::new(documents) })
    }

    fn live(&self) -> Result<Option<String>, EngineError> {
        Ok(self.index(|index| index.live.clone()))
    }

    fn live_identity(&self) -> Result<Option<String>, EngineError> {
        Ok(self.stored(None).ok().map(|stored| stored.identity))
    }

    fn names(&self) -> Result<Vec<String>, EngineError> {
        Ok(self.index(|index| index.generations.iter().map(|stored| stored.name.clone()).collect()))
    }

    fn stand_ins(&self) -> Result<Vec<String>, EngineError> {
        let live = self.live()?;
        let mut names = self.names()?;
        names.retain(|name| Some(name) != live.as_ref());
        names.reverse();
        names.sort_by_key(|name| Some(name) > live.as_ref());
        Ok(names)
    }

    fn list(&self) -> Result<Vec<Generation>, EngineError> {
        let live = self.live()?;
        let generations = self.index(|index| index.generations.clone());
        let generations = generations.into_iter().map(|stored| Generation {
            live: live.as_ref() == Some(&stored.name),
            documents: stored.documents.len() as u64,
            bytes: 0,
            created: String::new(),
            newest: newest(&stored.documents).map(|date| date.to_string()),
            problem: None,
            name: stored.name,
        });
        Ok(generations.collect())
    }

    fn rollback(&self, to: Option<&str>, _: Arc<Analyzer>) -> Result<String, EngineError> {
        let _lock = self.lock()?;
        self.index(|index| {
            let target = index.generations.iter().rev().map(|stored| &stored.name).find(|name| match to {
                Some(to) => *name == to,
                None => index.live.as_ref().is_none_or(|live| *name < live),
            });
            let target = target.cloned().ok_or_else(|| EngineError::NoGeneration {
                wanted: to.unwrap_or("earlier sound generation").to_owned(),
                index: place(),
            })?;
            index.live = Some(target.clone());
            Ok(target)
        })
    }

    /// Three lines (analyzer, rules, hash of what follows), then a line for each document.
    fn snapshot(&self, to: &Path) -> Result<String, EngineError> {
        let stored = self.stored(None)?;
        let mut lines = Vec::new();
        for entry in stored.documents.values() {
            lines.extend(stored::encode(&entry.document)?);
            lines.push(b'\n');
        }
        let mut file = File::create(to)?;
        writeln!(file, "{}\n{}\n{}", stored.analyzer, stored.rules, blake3::hash(&lines))?;
        file.write_all(&lines)?;
        Ok(stored.name)
    }

    fn restore(
        &self,
        from: &Path,
        analyzer: Arc<Analyzer>,
        publishing: &Publishing,
    ) -> Result<String, EngineError> {
        let _lock = self.lock()?;
        let unsound =
            |problem: &str| EngineError::NoSnapshot { path: from.to_owned(), problem: problem.to_owned() };
        let mut lines = BufReader::new(File::open(from)?).lines();
        let mut head = || lines.next().and_then(Result::ok).ok_or_else(|| unsound("it is cut short"));
        let (built_with, rules, hash) = (head()?, head()?, head()?);
        let mut hasher = blake3::Hasher::new();
        let mut documents = Documents::new();
        for line in lines {
            let line = line.map_err(|_| unsound("it is no text"))?;
            hasher.update(line.as_bytes()).update(b"\n");
            let document = stored::decode(line.as_bytes()).map_err(|_| unsound("a document"))?;
            let tokens = |text: &str| analyzer.document(text, document.annotations.language);
            let (title, text) = (tokens(&document.communique.title), tokens(&document.communique.text));
            documents.insert(document.communique.id.clone(), Entry { document, title, text });
        }
        if hasher.finalize().to_hex().as_str() != hash {
            return Err(unsound("its hash differs"));
        }
        if built_with != analyzer.fingerprint() {
            return Err(EngineError::Incompatible { generation: from.display().to_string() });
        }
        Ok(self.publish(built_with, rules, documents, publishing.keep))
    }

    fn inspect(&self, analyzer: Arc<Analyzer>) -> Inspection {
        let generation = self.index(|index| index.live.clone());
        let (documents, problems) = match self.open(None, analyzer) {
            Ok(searcher) => (searcher.stored.documents.len() as u64, Vec::new()),
            Err(error) => (0, vec![error.to_string()]),
        };
        Inspection { generation, documents, problems }
    }
}

/// A generation that is being built.
pub struct Writer {
    lock: Lock,
    analyzer: Arc<Analyzer>,
    rules: String,
    base: Option<Stored>,
    known: HashMap<DocumentId, String>,
    documents: Mutex<Documents>,
}

impl Writes for Writer {
    fn hash(&self, id: &DocumentId) -> Option<&str> {
        self.known.get(id).map(String::as_str)
    }

    fn base(&self) -> Option<&str> {
        self.base.as_ref().map(|base| base.name.as_str())
    }

    fn base_is_live(&self) -> bool {
        self.base.is_some()
    }

    fn add(&self, document: &Document, title: &[Token], text: Vec<Token>) -> Result<(), EngineError> {
        let entry = Entry { document: document.clone(), title: title.to_vec(), text };
        let mut documents = self.documents.lock().expect("no test panics here");
        documents.insert(document.communique.id.clone(), entry);
        Ok(())
    }

    fn require_room(&self, _: u64) -> Result<(), EngineError> {
        Ok(())
    }

    fn unseen(&self, seen: &HashSet<&str>) -> Result<Vec<(DocumentId, Origin)>, EngineError> {
        let documents = self.base.iter().flat_map(|base| base.documents.iter());
        let unseen = documents.filter(|(id, _)| !seen.contains(id.as_str()));
        Ok(unseen.map(|(id, entry)| (id.clone(), entry.document.communique.origin.clone())).collect())
    }

    fn remove(&self, id: &DocumentId) -> Result<(), EngineError> {
        self.documents.lock().expect("no test panics here").remove(id);
        Ok(())
    }

    fn report(&self, _: &str) -> Result<File, EngineError> {
        Ok(tempfile::tempfile()?)
    }

    fn publish(self, publishing: &Publishing) -> Result<String, EngineError> {
        let Self { lock, analyzer, rules, documents, .. } = self;
        let documents = documents.into_inner().expect("no test panics here");
        let before = lock.0.stored(None).ok().map(|live| live.documents.len() as u64);
        let (name, identity, fingerprint) = (String::new(), String::new(), analyzer.fingerprint());
        let stored = Stored {
            name,
            identity,
            analyzer: fingerprint.clone(),
            rules: rules.clone(),
            documents: Arc::new(documents.clone()),
        };
        let searcher = Searcher { stored, analyzer };
        publishing.question(before, documents.len() as u64, |canary| Ok(searcher.search(canary)?.total))?;
        Ok(lock.0.publish(fingerprint, rules, documents, publishing.keep))
    }
}
