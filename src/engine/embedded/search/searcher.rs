//! Searching a published generation.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, ReloadPolicy, TantivyDocument, Term};

use super::collect::{Drill, Drilled, Freshness, Ranked};
use super::compile::Compiler;
use super::directory::ReadOnlyDirectory;
use super::facets::{self, count, counts};
use super::minimum_match::{self, MinimumMatch};
use crate::analysis::Analyzer;
use crate::engine::backend::Searches;
use crate::engine::days::days;
use crate::engine::deadline::in_time;
use crate::engine::embedded::fingerprint::fingerprint;
use crate::engine::embedded::schema::Fields;
use crate::engine::generations::Status;
use crate::engine::hit::hit;
use crate::engine::store::{self, Manifest, Trust};
use crate::engine::stored;
use crate::engine::{
    EngineError, Facet, FacetValue, Histogram, Hit, Ranking, SearchResults, Version, versions,
};
use crate::model::{Document, DocumentId, FacetName, Period};
use crate::query::{Filter, MatchMode, Query, SearchRequest, Sort, Warning, WarningKind};

/// An open generation.
pub(crate) struct Searcher {
    name: String,
    identity: Option<String>,
    folder: PathBuf,
    manifest: Manifest,
    fields: Fields,
    index: tantivy::Searcher,
    analyzer: Arc<Analyzer>,
    ranking: Ranking,
    /// A shared lock, so that jobs do not remove the generation.
    _held: Option<File>,
}

impl Searcher {
    /// Opens the live generation of an index.
    pub(crate) fn open(root: &Path, analyzer: Arc<Analyzer>) -> Result<Self, EngineError> {
        /// A job with `keep = 1` may publish and remove what was live between two reads.
        const TRIES: usize = 3;
        let open = || {
            let live = store::live(root)?.ok_or_else(|| EngineError::Empty { index: root.to_owned() })?;
            Self::open_generation(root, store::name_of(&live).to_owned(), Arc::clone(&analyzer))
        };
        for _ in 1..TRIES {
            let before = store::identity(root).ok();
            let opened = open();
            if opened.is_ok() || store::identity(root).ok() == before {
                return opened;
            }
        }
        open()
    }

    /// Opens a generation by its name. Every byte is verified.
    pub(crate) fn open_generation(
        root: &Path,
        name: String,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        let folder = root.join(&name);
        let held = store::hold(&folder);
        let identity = store::identity_of(root, &name)?;
        let manifest = Manifest::read(&folder)?;
        // Checked first: the bytes need not be read if it cannot be used.
        check_version(&manifest, &name, &analyzer)?;
        manifest.verify(&folder, Trust::Nothing)?;
        let searcher = Self::open_folder(folder, name, manifest, analyzer)?;
        Ok(Self { identity: Some(identity), _held: held, ..searcher })
    }

    /// Opens a generation whose bytes the caller has verified, and which the caller holds.
    pub(in crate::engine::embedded) fn open_verified(
        folder: PathBuf,
        name: String,
        manifest: Manifest,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        check_version(&manifest, &name, &analyzer)?;
        Self::open_folder(folder, name, manifest, analyzer)
    }

    /// Opens a generation that is about to go live.
    pub(in crate::engine::embedded) fn open_staging(
        folder: &Path,
        manifest: Manifest,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        Self::open_folder(folder.to_owned(), String::new(), manifest, analyzer)
    }

    fn open_folder(
        folder: PathBuf,
        name: String,
        manifest: Manifest,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        let index = Index::open(ReadOnlyDirectory::open(&folder)?)?;
        let fields = Fields::new();
        if index.schema() != fields.schema {
            return Err(EngineError::Incompatible { generation: name });
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        if searcher.num_docs() != manifest.documents {
            return Err(EngineError::Damaged { what: "the number of documents is not the manifest's" });
        }
        Ok(Self {
            name,
            identity: None,
            folder,
            manifest,
            fields,
            index: searcher,
            analyzer,
            ranking: Ranking::default(),
            _held: None,
        })
    }

    pub(in crate::engine::embedded) fn rules(&self) -> &str {
        &self.manifest.rules
    }

    pub(in crate::engine::embedded) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(in crate::engine::embedded) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(in crate::engine::embedded) fn index(&self) -> &tantivy::Searcher {
        &self.index
    }

    /// The documents to show: those that match the query, or, for a long query and for one without matches, those with
    /// most of its words. Returned with the query for the marks.
    fn found(&self, request: &SearchRequest) -> Result<(Query, Drilled, Vec<Warning>), EngineError> {
        let mut compiler = self.compiler();
        let asked = &request.query;
        let demands = match request.matching {
            MatchMode::All => None,
            MatchMode::Any => {
                let query = asked.relaxed().unwrap_or_else(|| asked.clone());
                let drilled = self.drill(&*compiler.compile(&query)?, request)?;
                return Ok((query, drilled, compiler.warnings));
            }
            MatchMode::Auto => asked.demands(),
        };
        let long = demands.as_ref().is_some_and(|demands| demands.words.len() >= minimum_match::LONG);
        // A single phrase or name is not relaxed as long as some document has it.
        let firm = !long || matches!(asked, Query::Phrase { .. } | Query::Expanded { .. });
        let mut all = None;
        if firm {
            let drilled = self.drill(&*compiler.compile(asked)?, request)?;
            // Filters without matches are no reason to relax: their facets tell how many documents there are without
            // them.
            if drilled.matched > 0 || demands.is_none() {
                return Ok((asked.clone(), drilled, compiler.warnings));
            }
            all = Some(drilled);
        }
        if let Some(demands) = demands
            && let Some(minimum) = MinimumMatch::find(&mut compiler, &demands)?
        {
            let compiled = minimum.compile(&mut compiler, &demands)?;
            let drilled = self.drill(&*compiled, request)?;
            let mut warnings = compiler.warnings;
            if all.is_some() || minimum.least < minimum.counted {
                let kind = WarningKind::Relaxed { least: minimum.least, counted: minimum.counted };
                warnings.push(Warning::whole(kind));
            }
            return Ok((demands.any(), drilled, warnings));
        }
        let drilled = match all {
            Some(drilled) => drilled,
            None => self.drill(&*compiler.compile(asked)?, request)?,
        };
        Ok((asked.clone(), drilled, compiler.warnings))
    }

    fn compiler(&self) -> Compiler<'_> {
        Compiler { fields: &self.fields, searcher: &self.index, ranking: self.ranking, warnings: Vec::new() }
    }

    fn drill(
        &self,
        compiled: &dyn tantivy::query::Query,
        request: &SearchRequest,
    ) -> Result<Drilled, EngineError> {
        // One more than the page shows whether there is a next one.
        let keep = request.page.offset() + request.page.limit() + 1;
        let newest = self.manifest.newest.as_ref().and_then(|date| date.parse().ok()).map(days);
        let freshness = Freshness { newest, weight: self.ranking.recency };
        let drilled = self.index.search(compiled, &Drill::new(request, keep, freshness))?;
        in_time()?;
        Ok(drilled)
    }

    pub(in crate::engine::embedded) fn load(&self, address: DocAddress) -> Result<Document, EngineError> {
        let row: TantivyDocument = self.index.doc(address)?;
        let bytes = row
            .get_first(self.fields.stored)
            .and_then(|value| value.as_bytes())
            .ok_or(EngineError::Damaged { what: "a document without its text" })?;
        stored::decode(bytes)
    }
}

/// Refuses a generation of another schema or analyzer.
fn check_version(manifest: &Manifest, name: &str, analyzer: &Arc<Analyzer>) -> Result<(), EngineError> {
    if manifest.is_of(&fingerprint(analyzer)?, &analyzer.fingerprint()) {
        return Ok(());
    }
    Err(EngineError::Incompatible { generation: name.to_owned() })
}

impl Searches for Searcher {
    fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }

    fn generation(&self) -> &str {
        &self.name
    }

    fn analyzer(&self) -> &Arc<Analyzer> {
        &self.analyzer
    }

    fn status(&self) -> Status {
        Status {
            generation: self.name.clone(),
            documents: self.manifest.documents,
            created: self.manifest.created.clone(),
            newest: self.manifest.newest.as_ref().and_then(|date| date.parse().ok()),
            segments: self.index.segment_readers().len(),
        }
    }

    fn rank_by(&mut self, ranking: Ranking) {
        self.ranking = ranking;
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, EngineError> {
        let (query, drilled, mut warnings) = self.found(request)?;
        warnings.splice(0..0, request.warnings.iter().cloned());

        let offset = request.page.offset();
        let limit = request.page.limit();
        let more = drilled.top.len() > offset + limit;
        let page: Vec<&Ranked> = drilled.top.iter().skip(offset).take(limit).collect();
        let next = page.last().filter(|_| more).map(|ranked| ranked.place.clone());
        let hits = page
            .into_iter()
            .map(|ranked| {
                in_time()?;
                let score = if request.sort == Sort::Relevance { ranked.score } else { 0.0 };
                Ok(hit(self.load(ranked.address)?, &query, &self.analyzer, score))
            })
            .collect::<Result<Vec<Hit>, EngineError>>()?;
        Ok(SearchResults {
            total: drilled.total,
            hits,
            facets: facets_of(&drilled, request)?,
            dates: request.histogram.then(|| Histogram::of_months(&drilled.months, drilled.undated)),
            warnings,
            generation: self.name.clone(),
            next,
            query,
        })
    }

    fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        let (_, drilled, _) = self.found(request)?;
        let hits = drilled.top.into_iter().skip(request.page.offset()).take(request.page.limit());
        let damaged = EngineError::Damaged { what: "a document without an id" };
        hits.map(|hit| DocumentId::from_stated(&hit.place.id).map(|id| (id, hit.score)))
            .collect::<Option<_>>()
            .ok_or(damaged)
    }

    fn document(&self, id: &DocumentId) -> Result<Option<Document>, EngineError> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        for (ordinal, segment) in (0..).zip(self.index.segment_readers()) {
            let postings = segment
                .inverted_index(self.fields.id)?
                .read_postings(&term, tantivy::schema::IndexRecordOption::Basic)?;
            let Some(mut postings) = postings else { continue };
            use tantivy::DocSet;
            let mut doc = postings.doc();
            while doc != tantivy::TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                    return self.load(DocAddress::new(ordinal, doc)).map(Some);
                }
                doc = postings.advance();
            }
        }
        Ok(None)
    }

    fn has_value(&self, facet: FacetName, value: &str) -> Result<bool, EngineError> {
        Ok(facets::has(&self.index, facet, value)?)
    }

    fn values(
        &self,
        facet: FacetName,
        limit: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, u64)>, EngineError> {
        let mut values = facets::values(&self.index, facet, wanted)?;
        in_time()?;
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(limit);
        Ok(values)
    }

    /// At most 200 documents are compared: those of the same publisher, of other languages, at most
    /// [`versions::MAX_DAYS`] days away.
    fn versions(&self, document: &Document) -> Result<Vec<Version>, EngineError> {
        const MOST: usize = 200;
        let (Some(published), source) = (document.annotations.published, &document.communique.source) else {
            return Ok(Vec::new());
        };
        if source.is_empty() {
            return Ok(Vec::new());
        }
        let day =
            |distance: i64| published.date.saturating_add(jiff::SignedDuration::from_hours(24 * distance));
        let period = Period { first: day(-versions::MAX_DAYS), last: day(versions::MAX_DAYS) };
        let language = document.annotations.language;
        let filters = [
            Query::Filter(Filter::Value(FacetName::SOURCE, source.clone())),
            Query::Filter(Filter::Published(period)),
            Query::not(Query::Filter(Filter::Value(FacetName::LANGUAGE, language.code().to_owned()))),
        ];
        let near = self.compiler().compile(&Query::and(filters.to_vec()))?;
        let mut addresses: Vec<DocAddress> =
            self.index.search(&*near, &DocSetCollector)?.into_iter().collect();
        addresses.sort_unstable();
        let mut versions = Vec::new();
        for address in addresses.into_iter().take(MOST) {
            in_time()?;
            let other = self.load(address)?;
            if versions::is_version(document, &other) {
                let (id, title) = (other.communique.id, other.communique.title);
                versions.push(Version { id, language: other.annotations.language, title });
            }
        }
        versions.sort_by(|a, b| (a.language.code(), &a.id).cmp(&(b.language.code(), &b.id)));
        Ok(versions)
    }
}

fn facets_of(drilled: &Drilled, request: &SearchRequest) -> Result<Vec<Facet>, EngineError> {
    let mut facets = Vec::with_capacity(request.facets.len());
    for &name in &request.facets {
        in_time()?;
        let tallies = &drilled.tallies[name];
        let selected = &request.filters.chosen[name];
        let mut counts = counts(tallies)?;
        for value in selected {
            if !counts.contains_key(value) {
                counts.insert(value.clone(), count(tallies, value)?);
            }
        }
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .map(|(value, count)| FacetValue { selected: selected.contains(&value), value, count })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        facets.push(Facet { name, values });
    }
    Ok(facets)
}
