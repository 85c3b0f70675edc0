//! Searching a published generation.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, ReloadPolicy, TantivyDocument, Term};

use super::collect::{Drilled, Freshness, Ranked};
use super::compile::Compiler;
use super::directory::ReadOnlyDirectory;
use super::facets::{self, count, counts};
use super::finding::{Finding, Found};
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
    EngineError, Facet, FacetValue, Further, Histogram, Hit, Ranking, SearchResults, Version, versions,
};
use crate::model::{Document, DocumentId, FacetName, Period};
use crate::query::{Filter, Query, SearchRequest, Sort};

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

    /// Opens a generation that is about to go live. Every byte is verified.
    pub(in crate::engine::embedded) fn open_staging(
        folder: &Path,
        analyzer: Arc<Analyzer>,
    ) -> Result<Self, EngineError> {
        let manifest = Manifest::read(folder)?;
        check_version(&manifest, "the new generation", &analyzer)?;
        manifest.verify(folder, Trust::Nothing)?;
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

    /// The documents of a page.
    fn found(&self, request: &SearchRequest) -> Result<Found, EngineError> {
        let newest = self.manifest.newest.as_ref().and_then(|date| date.parse().ok()).map(days);
        let freshness = Freshness { newest, weight: self.ranking.recency };
        let finding = Finding { request, index: &self.index, ranking: self.ranking, freshness };
        finding.find(self.compiler())
    }

    fn compiler(&self) -> Compiler<'_> {
        Compiler { fields: &self.fields, searcher: &self.index, ranking: self.ranking, warnings: Vec::new() }
    }

    /// A hit as it is shown, the words of a query marked.
    fn shown(&self, ranked: &Ranked, query: &Query, sort: Sort) -> Result<Hit, EngineError> {
        in_time()?;
        let score = if sort == Sort::Relevance { ranked.score } else { 0.0 };
        Ok(hit(self.load(ranked.address)?, query, &self.analyzer, score))
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
        let Found { query, matches, further, mut warnings } = self.found(request)?;
        warnings.splice(0..0, request.warnings.iter().cloned());

        let offset = request.page.offset();
        let limit = request.page.limit();
        let more = matches.top.len() > offset + limit;
        let page: Vec<&Ranked> = matches.top.iter().skip(offset).take(limit).collect();
        let next = page.last().filter(|_| more).map(|ranked| ranked.place.clone());
        let hits = page.into_iter().map(|ranked| self.shown(ranked, &query, request.sort));
        let hits = hits.collect::<Result<Vec<Hit>, EngineError>>()?;
        let further = match further {
            None => None,
            Some(further) => {
                let hits = further.hits.top.iter();
                let hits = hits.map(|ranked| self.shown(ranked, &further.query, request.sort));
                Some(Further { total: further.total, hits: hits.collect::<Result<_, EngineError>>()? })
            }
        };
        Ok(SearchResults {
            total: matches.total,
            hits,
            further,
            facets: facets_of(&matches, request)?,
            dates: request.histogram.then(|| Histogram::of_months(&matches.months, matches.undated)),
            warnings,
            generation: self.name.clone(),
            next,
            query,
        })
    }

    fn ranking(&self, request: &SearchRequest) -> Result<Vec<(DocumentId, f32)>, EngineError> {
        let Found { matches, further, .. } = self.found(request)?;
        let hits = matches.top.into_iter().skip(request.page.offset()).take(request.page.limit());
        let hits = hits.chain(further.into_iter().flat_map(|further| further.hits.top));
        let damaged = EngineError::Damaged { what: "a document without an id" };
        // What is behind a match scores no more than it.
        let mut least = f32::INFINITY;
        hits.map(|hit| {
            least = least.min(hit.score);
            DocumentId::from_stated(&hit.place.id).map(|id| (id, least))
        })
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
