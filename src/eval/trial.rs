//! One configuration of the search, tried on a judged set: a temporary index of its own, and the answers to all
//! queries.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::dataset::JudgedQuery;
use super::measure::Figures;
use crate::analysis::{Analyzer, Method};
use crate::engine::{Engine, EngineError, IndexWriter, Publishing, Ranking};
use crate::model::{Document, Vocabulary};
use crate::query::{
    Filters, MatchMode, Page, ParamError, Parser, Pattern, Query, SearchParams, SearchRequest, Sort,
    Synonyms, TextField, Unknown, Word,
};

/// How many hits a query is scored by.
const DEPTH: usize = 100;

/// A configuration of the search.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How words become terms.
    pub method: Method,
    /// The weights of the ranking.
    pub ranking: Ranking,
    /// Title and text are one field, and a query matches documents with any of its words, as in a plain index.
    pub plain: bool,
    /// Whether synonyms are used.
    pub synonyms: bool,
}

/// A configuration of the search with its index.
pub struct Trial {
    engine: Engine,
    synonyms: Option<Synonyms>,
    plain: bool,
    /// The ids by which the judgements know the documents.
    stated: HashMap<String, String>,
    _folder: TempDir,
}

/// The answers of a trial: for each query its hits, the best first, with their scores.
pub struct Answers(pub Vec<Vec<(String, f32)>>);

impl Setup {
    /// The search as users get it.
    pub fn vestnik() -> Self {
        Self { method: Method::Full, ranking: Ranking::default(), plain: false, synonyms: true }
    }

    /// BM25 over one text with an ordinary analyzer.
    pub fn baseline(method: Method) -> Self {
        Self { method, ranking: Ranking::plain(), plain: true, synonyms: false }
    }
}

fn add(writer: &IndexWriter, analyzer: &Analyzer, document: &Document) -> Result<(), EngineError> {
    let language = document.annotations.language;
    let tokens = |text: &str| analyzer.document(text, language);
    writer.add(document, &tokens(&document.communique.title), tokens(&document.communique.text))
}

impl Trial {
    /// Indexes documents, which come with the ids of the judgements. `progress` is called after each.
    ///
    /// # Errors
    /// [`EngineError`]: the index cannot be written in the folder for temporary files, or not be opened.
    pub fn new(
        setup: &Setup,
        documents: &[(String, Document)],
        mut progress: impl FnMut(),
    ) -> Result<Self, EngineError> {
        let folder =
            tempfile::tempdir().map_err(|source| EngineError::Io { path: std::env::temp_dir(), source })?;
        let analyzer = Arc::new(Analyzer::with_method(setup.method));
        let writer = IndexWriter::fresh(folder.path(), Arc::clone(&analyzer), String::new())?;
        let mut stated = HashMap::with_capacity(documents.len());
        for (id, document) in documents {
            stated.insert(document.communique.id.to_string(), id.clone());
            if setup.plain {
                let mut document = document.clone();
                let communique = &mut document.communique;
                communique.text = format!("{}\n\n{}", communique.title, communique.text);
                communique.title.clear();
                communique.background.clear();
                add(&writer, &analyzer, &document)?;
            } else {
                add(&writer, &analyzer, document)?;
            }
            progress();
        }
        writer.publish(&Publishing::default())?;
        let synonyms = setup.synonyms.then(|| Synonyms::new(&analyzer));
        let engine = Engine::open(folder.path(), analyzer)?.ranked_by(setup.ranking);
        Ok(Self { engine, synonyms, plain: setup.plain, stated, _folder: folder })
    }

    /// The same index with other weights.
    #[must_use]
    pub fn ranked_by(self, ranking: Ranking) -> Self {
        Self { engine: self.engine.ranked_by(ranking), ..self }
    }

    /// Answers queries on all cores. `progress` is called with the number done.
    ///
    /// # Errors
    /// [`EngineError`]: the index cannot be read.
    pub fn answer(
        &self,
        queries: &[JudgedQuery],
        progress: &(impl Fn(usize) + Sync),
    ) -> Result<Answers, EngineError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let done = AtomicUsize::new(0);
        let share = queries.len().div_ceil(threads).max(1);
        let parts = std::thread::scope(|scope| {
            let workers: Vec<_> = queries
                .chunks(share)
                .map(|queries| {
                    let done = &done;
                    scope.spawn(move || {
                        let mut answers = Vec::with_capacity(queries.len());
                        for query in queries {
                            answers.push(self.hits(&query.text)?);
                            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                        }
                        Ok::<_, EngineError>(answers)
                    })
                })
                .collect();
            let join = |worker: std::thread::ScopedJoinHandle<'_, _>| worker.join();
            workers.into_iter().map(join).collect::<Vec<_>>()
        });
        let mut answers = Vec::with_capacity(queries.len());
        for part in parts {
            match part {
                Ok(part) => answers.extend(part?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(Answers(answers))
    }

    fn hits(&self, text: &str) -> Result<Vec<(String, f32)>, EngineError> {
        // A query that is refused (too long) has no hits.
        let Ok(request) = self.request(text) else { return Ok(Vec::new()) };
        let hits = self.engine.ranking(&request)?;
        Ok(hits
            .into_iter()
            .map(|(id, score)| {
                (self.stated.get(id.as_str()).cloned().unwrap_or_else(|| id.to_string()), score)
            })
            .collect())
    }

    fn request(&self, text: &str) -> Result<SearchRequest, ParamError> {
        let analyzer = self.engine.analyzer();
        if self.plain {
            let words = analyzer.query(text).into_iter().map(|token| Query::Word {
                field: TextField::Any,
                word: Word {
                    text: text[token.start..token.end].to_owned(),
                    pattern: Pattern::Terms(token.terms.to_vec()),
                    quoted: false,
                },
            });
            return Ok(SearchRequest {
                text: text.to_owned(),
                query: Query::or(words.collect()),
                warnings: Vec::new(),
                filters: Filters::default(),
                sort: Sort::Relevance,
                matching: MatchMode::All,
                page: Page::new(0, DEPTH)?,
                after: None,
                facets: Vec::new(),
                histogram: false,
            });
        }
        let depth = DEPTH.to_string();
        let pairs = [("q", text), ("limit", depth.as_str()), ("facets", "")];
        let params = SearchParams::from_pairs(pairs, Unknown::Refuse)?;
        let vocabulary = Vocabulary::default();
        let parser = Parser::new(analyzer, &vocabulary);
        let parser = match &self.synonyms {
            Some(synonyms) => parser.expanding(synonyms),
            None => parser,
        };
        SearchRequest::from_params(&params, &parser)
    }
}

impl Answers {
    /// The figures of each query.
    pub fn figures(&self, queries: &[JudgedQuery]) -> Vec<Figures> {
        queries
            .iter()
            .zip(&self.0)
            .map(|(query, hits)| Figures::of(hits.iter().map(|(id, _)| id.as_str()), &query.grades))
            .collect()
    }
}
