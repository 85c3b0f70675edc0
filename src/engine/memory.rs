//! A second engine for tests: documents in memory, all of them scanned by every search. It proves that `backend.rs`
//! does not depend on tantivy, and its answers are compared with the embedded engine's in `scenario.rs`. Its scores are
//! numbers of occurrences.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::backend::{Backend, Searches, Start, Writes};
use super::days::days;
use super::error::EngineError;
use super::generations::{Generation, Inspection, Publishing, Status};
use super::hit::hit;
use super::ranking::Ranking;
use super::results::{Facet, FacetValue, Histogram, SearchResults, month_number};
use super::stored;
use super::versions::{self, Version};
use crate::analysis::{Analyzer, Token};
use crate::model::{Document, DocumentId, FacetName, Origin};
use crate::query::{
    Cursor, Filter, Filters, MatchMode, Query, SearchRequest, Sort, TextField, Warning, WarningKind, Word,
    phrase_starts,
};

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

/// An opened generation.
pub struct Searcher {
    stored: Stored,
    analyzer: Arc<Analyzer>,
}

/// A hit's place in the order, and its document.
type Ranked<'s> = (Cursor, f32, &'s Entry);

impl Searcher {
    /// The query that is answered, the warning if it is not the one asked, and the documents that match it, each with
    /// its score.
    fn found(&self, request: &SearchRequest) -> (Query, Option<Warning>, Vec<(&Entry, f32)>) {
        let matching = |query: &Query| -> Vec<(&Entry, f32)> {
            let entries = self.stored.documents.values().filter(|entry| self.matches(entry, query));
            entries.map(|entry| (entry, occurrences(entry, query))).collect()
        };
        let asked = &request.query;
        if request.matching == MatchMode::Any {
            let query = asked.relaxed().unwrap_or_else(|| asked.clone());
            let found = matching(&query);
            return (query, None, found);
        }
        let found = matching(asked);
        let Some(demands) =
            asked.demands().filter(|_| found.is_empty() && request.matching == MatchMode::Auto)
        else {
            return (asked.clone(), None, found);
        };
        let counted = demands.words.len();
        let query = demands.any();
        let found = matching(&query);
        if found.is_empty() {
            return (asked.clone(), None, found);
        }
        (query, Some(Warning::whole(WarningKind::Relaxed { least: 1, counted })), found)
    }

    fn matches(&self, entry: &Entry, query: &Query) -> bool {
        match query {
            Query::All => true,
            Query::Nothing => false,
            Query::Word { field, word } => {
                texts(entry, *field).any(|text| !places(text, std::slice::from_ref(word), 0).is_empty())
            }
            Query::Phrase { field, words, slop } => {
                texts(entry, *field).any(|text| !places(text, words, *slop).is_empty())
            }
            Query::Filter(filter) => self.has(&entry.document, filter),
            Query::Expanded { typed, others } => {
                self.matches(entry, typed) || others.iter().any(|other| self.matches(entry, other))
            }
            Query::And(parts) => parts.iter().all(|part| self.matches(entry, part)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(entry, part)),
            Query::Not(inner) => !self.matches(entry, inner),
        }
    }

    fn has(&self, document: &Document, filter: &Filter) -> bool {
        let annotations = &document.annotations;
        let value = |facet, value: &str| values_of(document, facet).iter().any(|known| known == value);
        let called = |facet, words: &[Word]| {
            values_of(document, facet).iter().any(|name| {
                let tokens = self.analyzer.document(name, annotations.language);
                !places(tokens.iter().collect::<Vec<_>>(), words, 3).is_empty()
            })
        };
        match filter {
            Filter::Value(facet, wanted) => value(*facet, wanted),
            Filter::Named(facet, naming) => called(*facet, &naming.words),
            Filter::Published(period) => annotations
                .published
                .is_some_and(|published| (period.first..=period.last).contains(&published.date)),
            Filter::Event(period) => speaks_of(document, period),
        }
    }

    /// The conditions that a document fails: facets, and the date as `None`.
    fn failed(document: &Document, filters: &Filters) -> Vec<Option<FacetName>> {
        let published = document.annotations.published.map(|published| published.date);
        let from = filters.from.is_none_or(|from| published.is_some_and(|date| date >= from));
        let to = filters.to.is_none_or(|to| published.is_some_and(|date| date <= to));
        let facets =
            filters.chosen.iter().filter(|(facet, chosen)| fails(chosen, &values_of(document, *facet)));
        facets.map(|(facet, _)| Some(facet)).chain((!(from && to)).then_some(None)).collect()
    }
}

fn fails(chosen: &[String], values: &[String]) -> bool {
    !chosen.is_empty() && !chosen.iter().any(|value| values.contains(value))
}

/// Whether a document has an event in a period that is not longer than both the period and a month.
fn speaks_of(document: &Document, period: &crate::model::Period) -> bool {
    let longest = (days(period.last) - days(period.first) + 1).max(31);
    document.annotations.events.iter().any(|event| {
        event.from <= period.last && event.to >= period.first && days(event.to) - days(event.from) < longest
    })
}

/// The texts that a field is: title, body, background.
fn texts(entry: &Entry, field: TextField) -> impl Iterator<Item = Vec<&Token>> {
    let (background, body): (Vec<&Token>, Vec<&Token>) =
        entry.text.iter().partition(|token| entry.document.communique.is_background(token.start));
    let title = (field != TextField::Body).then(|| entry.title.iter().collect());
    let text = (field != TextField::Title).then_some([body, background]);
    title.into_iter().chain(text.into_iter().flatten())
}

/// The positions at which a word or phrase begins in a text.
fn places<'t>(text: impl AsRef<[&'t Token]>, words: &[Word], slop: u32) -> Vec<u32> {
    let at = |word: &Word| {
        let tokens = text.as_ref().iter().filter(|token| word.pattern.matches(token));
        tokens.map(|token| token.position).collect()
    };
    let places: Vec<Vec<u32>> = words.iter().map(at).collect();
    phrase_starts(&places, slop)
}

/// How often a query's leaves occur in a document.
fn occurrences(entry: &Entry, query: &Query) -> f32 {
    let mut count = 0.0;
    query.positive_leaves(&mut |leaf| {
        let (field, words, slop) = match leaf {
            Query::Word { field, word } => (*field, std::slice::from_ref(word), 0),
            Query::Phrase { field, words, slop } => (*field, words.as_slice(), *slop),
            _ => return,
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of words")]
        let here = texts(entry, field).map(|text| places(text, words, slop).len() as f32).sum::<f32>();
        count += here;
    });
    count
}

/// The values that a document has of a facet.
fn values_of(document: &Document, facet: FacetName) -> Vec<String> {
    facet.values(document).into_iter().map(|value| value.value.into_owned()).collect()
}

/// A facet's values and their counts, the most frequent first, then by value.
fn sorted(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

impl Searches for Searcher {
    fn identity(&self) -> Option<&str> {
        Some(&self.stored.identity)
    }

    fn generation(&self) -> &str {
        &self.stored.name
    }

    fn analyzer(&self) -> &Arc<Analyzer> {
        &self.analyzer
    }

    fn status(&self) -> Status {
        Status {
            generation: self.stored.name.clone(),
            documents: self.stored.documents.len() as u64,
            created: String::new(),
            newest: newest(&self.stored.documents),
            segments: 1,
        }
    }

    fn rank_by(&mut self, _: Ranking) {}

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError> {
        let (query, warning, found) = self.found(request);
        let mut counts: HashMap<FacetName, BTreeMap<String, u64>> = HashMap::new();
        let mut months: BTreeMap<i32, u64> = BTreeMap::new();
        let mut undated = 0;
        let mut ranked: Vec<Ranked<'_>> = Vec::new();
        for (entry, occurrences) in found {
            let document = &entry.document;
            if request.filters.event.as_ref().is_some_and(|period| !speaks_of(document, period)) {
                continue;
            }
            let failed = Self::failed(document, &request.filters);
            let published = document.annotations.published.map(|published| published.date);
            let counts_for = |facet: Option<FacetName>| failed.iter().all(|failed| *failed == facet);
            for &facet in request.facets.iter().filter(|facet| counts_for(Some(**facet))) {
                for value in values_of(document, facet) {
                    *counts.entry(facet).or_default().entry(value).or_default() += 1;
                }
            }
            match published {
                _ if !counts_for(None) => {}
                Some(date) => *months.entry(month_number(date)).or_default() += 1,
                None => undated += 1,
            }
            if failed.is_empty() {
                let newest = published.map_or(0, |date| (days(date) + 1_000_000).unsigned_abs());
                let (primary, secondary) = match request.sort {
                    Sort::Relevance => (u64::from(occurrences.to_bits()), newest),
                    Sort::Newest => (newest, 0),
                    Sort::Oldest => (if newest == 0 { 0 } else { u64::MAX - newest }, 0),
                };
                let id = document.communique.id.to_string();
                let score = if request.sort == Sort::Relevance { occurrences } else { 0.0 };
                ranked.push((Cursor { primary, secondary, id }, score, entry));
            }
        }
        let key = |place: &Cursor| (Reverse(place.primary), Reverse(place.secondary), place.id.clone());
        ranked.sort_by_key(|(place, ..)| key(place));
        let total = ranked.len() as u64;
        ranked.retain(|(place, ..)| request.after.as_ref().is_none_or(|after| key(place) > key(after)));
        let (offset, limit) = (request.page.offset(), request.page.limit());
        let more = ranked.len() > offset + limit;
        let page: Vec<&Ranked<'_>> = ranked.iter().skip(offset).take(limit).collect();
        let next = page.last().filter(|_| more).map(|(place, ..)| place.clone());
        let shown =
            |(_, score, entry): &Ranked<'_>| hit(entry.document.clone(), &query, &self.analyzer, *score);
        let hits = page.into_iter().map(shown).collect();
        let facets = request.facets.iter().map(|&name| {
            let selected = &request.filters.chosen[name];
            let mut counts = counts.remove(&name).unwrap_or_default();
            selected.iter().for_each(|value| _ = counts.entry(value.clone()).or_default());
            let value = |(value, count)| FacetValue { selected: selected.contains(&value), value, count };
            Facet { name, values: sorted(counts).into_iter().map(value).collect() }
        });
        Ok(SearchResults {
            total,
            hits,
            facets: facets.collect(),
            dates: request.histogram.then(|| Histogram::of_months(&months, undated)),
            warnings: request.warnings.iter().cloned().chain(warning).collect(),
            generation: self.stored.name.clone(),
            next,
            query,
        })
    }

    fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        let hits = self.search(request)?.hits;
        Ok(hits.into_iter().map(|hit| (hit.id, hit.score)).collect())
    }

    fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError> {
        Ok(self.stored.documents.get(id).map(|entry| entry.document.clone()))
    }

    fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError> {
        Ok(!self.values(facet, 1, &|known| known == value)?.is_empty())
    }

    fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let values = self.stored.documents.values().flat_map(|entry| values_of(&entry.document, facet));
        values.filter(|value| wanted(value)).for_each(|value| *counts.entry(value).or_default() += 1);
        let mut counts = sorted(counts);
        counts.truncate(limit);
        Ok(counts)
    }

    fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError> {
        let others = self.stored.documents.values().map(|entry| &entry.document);
        let others = others.filter(|other| versions::is_version(document, other));
        let mut versions: Vec<Version> = others
            .map(|other| Version {
                id: other.communique.id.clone(),
                language: other.annotations.language,
                title: other.communique.title.clone(),
            })
            .collect();
        versions.sort_by(|a, b| (a.language.code(), &a.id).cmp(&(b.language.code(), &b.id)));
        Ok(versions)
    }
}
