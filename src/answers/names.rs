//! Names as people type them: part of a name, or another case form of it. They are resolved to the names that documents
//! have.

use crate::engine::{Engine, EngineError};
use crate::model::FacetName;
use crate::query::{Completion, MAX_VALUES, SearchParams, Unknown, name_words};

/// A typed name is resolved to at most 5 names: those with the most documents.
const MAX_MEANT: usize = 5;

/// At most 20 typed names of a facet are compared with the names of documents; further ones stay as typed. It bounds
/// the work of a request; people do not type as many.
const MAX_COMPARED: usize = 20;

/// How a typed name was resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The parameter in which it was typed, that of an open-ended facet: `person` or `org`.
    pub parameter: &'static str,
    /// What was typed.
    pub typed: String,
    /// The names that were searched in its place, the most frequent first; at least one, at most 5.
    pub values: Vec<String>,
    /// Other names have the typed words too and were not searched.
    pub more: bool,
}

/// A typed name that no document has in any form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownName {
    pub(super) facet: FacetName,
    pub(super) parameter: &'static str,
    pub(super) typed: String,
}

/// The parameters with resolved names, and the names that no document has.
pub(super) struct Names {
    pub(super) params: SearchParams,
    pub(super) resolved: Vec<Resolved>,
    pub(super) unknown: Vec<UnknownName>,
}

/// Replaces typed names by the names of documents that they match. A name that no document has stays as it was typed.
/// The dictionary of a facet is read once, however many names are typed.
pub(super) fn resolve(engine: &Engine, params: &SearchParams) -> Result<Names, EngineError> {
    let (mut resolved, mut unknown) = (Vec::new(), Vec::new());
    let mut pairs = params.pairs();
    for facet in FacetName::all().filter(|facet| facet.spec().open_ended) {
        let parameter = facet.code();
        let mut compared = Vec::new();
        for (_, typed) in pairs.iter().filter(|(name, _)| *name == parameter) {
            if compared.len() < MAX_COMPARED && !engine.has_value(facet, typed)? {
                compared.push((typed.clone(), Completion::new(typed)));
            }
        }
        if compared.is_empty() {
            continue;
        }
        let matches = |completion: &Completion, words: &[String]| {
            !completion.is_empty() && completion.matches_words(words)
        };
        let known = engine.values(facet, usize::MAX, &|name| {
            let words = name_words(name);
            compared.iter().any(|(_, completion)| matches(completion, &words))
        })?;
        let known: Vec<(Vec<String>, String)> =
            known.into_iter().map(|(name, _)| (name_words(&name), name)).collect();
        let mut room =
            MAX_VALUES - pairs.iter().filter(|(name, _)| *name == parameter).count().min(MAX_VALUES);
        for (typed, completion) in compared {
            let mut meant = known.iter().filter(|(words, _)| matches(&completion, words));
            let values: Vec<String> =
                meant.by_ref().take(MAX_MEANT.min(room + 1)).map(|(_, name)| name.clone()).collect();
            if values.is_empty() {
                unknown.push(UnknownName { facet, parameter, typed });
                continue;
            }
            room -= values.len() - 1;
            let more = meant.next().is_some();
            resolved.push(Resolved { parameter, typed, values, more });
        }
        pairs = replaced(pairs, parameter, &resolved);
    }
    let params = if resolved.is_empty() { params.clone() } else { from_pairs(pairs) };
    Ok(Names { params, resolved, unknown })
}

/// Parameters from the pairs of others.
pub(super) fn from_pairs(pairs: Vec<(&'static str, String)>) -> SearchParams {
    SearchParams::from_pairs(pairs, Unknown::Refuse)
        .expect("pairs of parameters that were accepted, no more values")
}

/// The parameters with typed names replaced by those that they match, each once.
fn replaced(
    pairs: Vec<(&'static str, String)>,
    parameter: &str,
    resolved: &[Resolved],
) -> Vec<(&'static str, String)> {
    let mut changed: Vec<(&'static str, String)> = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        let meant = resolved.iter().find(|known| known.parameter == name && known.typed == value);
        let values = match meant {
            Some(meant) if name == parameter => meant.values.clone(),
            _ => vec![value],
        };
        for value in values {
            if name != parameter || !changed.iter().any(|(known, there)| *known == name && *there == value) {
                changed.push((name, value));
            }
        }
    }
    changed
}
