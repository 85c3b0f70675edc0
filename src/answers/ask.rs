//! [`ask`], the one way from parameters to an answer: typed names are resolved, the request is checked, the engine
//! searches, and if there are no hits other searches are suggested.

use super::names::{self, Resolved};
use super::suggestions::{self, Suggestion};
use crate::engine::{Engine, EngineError, SearchResults};
use crate::model::{Language, Vocabulary};
use crate::query::{ParamError, Parser, SearchParams, SearchRequest, Synonyms, Warning};

/// Names for searching and showing, besides those in documents. It is read from files, so it is made once and changes
/// only with the configuration.
pub struct Thesaurus {
    /// The names of topics and publishers.
    pub vocabulary: Vocabulary,
    /// Other names of the same things, which are searched too.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// The parser of queries for an engine.
    pub fn parser<'a>(&'a self, engine: &'a Engine) -> Parser<'a> {
        Parser::new(engine.analyzer(), &self.vocabulary).expanding(&self.synonyms)
    }
}

/// The answer to a search, the same for every face. [`SearchJson::new`](super::SearchJson::new) and the page render it
/// as JSON and HTML.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The parameters that were answered: those of the request, with typed names replaced by those of documents.
    pub params: SearchParams,
    /// The checked request.
    pub request: SearchRequest,
    /// The results. The warnings include names that no document has.
    pub results: SearchResults,
    /// How typed names were resolved, in the order of the parameters; without those that documents have as typed.
    pub resolved: Vec<Resolved>,
    /// Searches with hits, when this one has none.
    pub suggestions: Vec<Suggestion>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A parameter is wrong; the message is English, [`ParamError::message`] has the others.
    #[error("{}", .0.message(Language::English))]
    Parameter(ParamError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<ParamError> for Refusal {
    fn from(error: ParamError) -> Self {
        Self::Parameter(error)
    }
}

/// Answers a search. Blocks for as long as the engine takes, so it must not run on an asynchronous thread.
///
/// # Errors
/// A parameter that is wrong is a [`Refusal::Parameter`]; every other fault is the engine's.
///
/// ```
/// use std::sync::Arc;
/// use vestnik::answers::ask;
/// use vestnik::config::{Config, Overrides};
/// use vestnik::engine::IndexWriter;
/// use vestnik::indexing::{self, Job};
/// use vestnik::query::{SearchParams, Unknown};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("visit.txt"), "О визите в Турцию\n\nМинистр посетил Анкару.")?;
/// let config = Config::load(Overrides {
///     corpus: Some(folder.path().to_owned()),
///     index: Some(folder.path().join("index")),
///     ..Overrides::default()
/// })?;
/// let assembly = config.assemble()?;
/// let annotator = assembly.annotator()?;
/// let writer = IndexWriter::fresh(&config.index, Arc::clone(assembly.analyzer()), annotator.fingerprint())?;
/// let annotate = |communiques: &[_]| annotator.annotate_all(communiques);
/// indexing::run(&assembly.source(&[]), &annotate, writer, &Job::default(), &mut ())?;
///
/// let (engine, thesaurus) = (assembly.engine()?, assembly.thesaurus()?);
/// let params = SearchParams { q: Some("министры в Анкаре".to_owned()), ..SearchParams::default() };
/// assert_eq!(ask(&engine, &thesaurus, &params)?.results.hits[0].title.text, "О визите в Турцию");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ask(engine: &Engine, thesaurus: &Thesaurus, params: &SearchParams) -> Result<Answer, Refusal> {
    let parser = thesaurus.parser(engine);
    // A request is refused before the index is read for names.
    let mut request = SearchRequest::from_params(params, &parser)?;
    let names = names::resolve(engine, params)?;
    if !names.resolved.is_empty() {
        request = SearchRequest::from_params(&names.params, &parser)?;
    }
    request
        .warnings
        .extend(names.unknown.iter().map(|name| Warning::unknown_name(name.parameter, &name.typed)));
    let results = engine.search(&request)?;
    let suggestions = if results.total == 0 {
        suggestions::suggest(engine, &parser, &names, &request, &results)?
    } else {
        Vec::new()
    };
    Ok(Answer { params: names.params, request, results, resolved: names.resolved, suggestions })
}
