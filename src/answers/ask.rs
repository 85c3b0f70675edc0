//! [`ask`], the one way from parameters to an answer: typed names are resolved, the request is read, the engine
//! searches, and when nothing is found other searches are suggested.

use super::names::{self, Resolved};
use super::suggestions::{self, Suggestion};
use crate::engine::{Engine, EngineError, SearchResults};
use crate::model::{Language, Vocabulary};
use crate::query::{ParamError, Parser, SearchParams, SearchRequest, Synonyms, Warning};

/// The words by which things are asked for and shown, beside those of the documents. Read from files, so it changes
/// only with the configuration and is made once.
pub struct Thesaurus {
    /// The names of topics and publishers.
    pub vocabulary: Vocabulary,
    /// Other names of the same things, which are searched too.
    pub synonyms: Synonyms,
}

impl Thesaurus {
    /// What reads the queries that are asked of an engine.
    pub fn parser<'a>(&'a self, engine: &'a Engine) -> Parser<'a> {
        Parser::new(engine.analyzer(), &self.vocabulary).expanding(&self.synonyms)
    }
}

/// The answer to a search, the same for every face. It is neither JSON nor HTML yet:
/// [`SearchJson::new`](super::SearchJson::new) and the page make those of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The parameters that were answered: those that were asked, with names as documents have them in the place of
    /// typed ones.
    pub params: SearchParams,
    /// What they mean.
    pub request: SearchRequest,
    /// What was found. The warnings tell of names that no document has, too.
    pub results: SearchResults,
    /// How typed names were understood, in the order of the parameters; not those that are typed as documents have them.
    pub resolved: Vec<Resolved>,
    /// Searches that find something, when this one finds nothing.
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

/// Answers a search. Blocks for as long as the engine takes: not for an asynchronous thread.
///
/// # Errors
/// A parameter that is wrong is a [`Refusal::Parameter`]; every other fault is the engine's.
pub fn ask(engine: &Engine, thesaurus: &Thesaurus, params: &SearchParams) -> Result<Answer, Refusal> {
    let parser = thesaurus.parser(engine);
    // What is refused is refused before the index is asked for names.
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
