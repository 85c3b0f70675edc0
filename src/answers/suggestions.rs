//! Suggestions for a search without hits: with a name spelled almost like one that no document has, for any of the
//! words, or without one of the conditions.

use std::cmp::Reverse;

use super::names::{Names, UnknownName, from_pairs};
use crate::engine::{Engine, EngineError, SearchResults};
use crate::model::{FacetName, Language, Vocabulary};
use crate::query::{Completion, MatchMode, Parser, SearchParams, SearchRequest, name_words, unquoted};
use crate::texts::texts;

/// At most 8 searches are tried; the documents of each are counted by the engine.
const MAX_TRIED: usize = 8;

/// At most 3 names are tried for an unknown one.
const MAX_NEAR: usize = 3;

/// Names are looked for near the first 3 unknown ones: reading all names of a facet costs more than a search.
const MAX_UNKNOWN: usize = 3;

/// Parameters that make one condition together: each facet, the period, the days that texts speak of, the query.
fn conditions() -> Vec<Vec<&'static str>> {
    let facets = FacetName::all().map(|facet| vec![facet.code()]);
    facets.chain([vec!["from", "to"], vec!["event"], vec!["q"]]).collect()
}

/// A search with hits, suggested for one without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its difference from the request.
    pub kind: SuggestionKind,
    /// Its parameters, from the first hit on.
    pub params: SearchParams,
    /// How many documents it finds; at least 1.
    pub count: u64,
}

/// The difference between a suggested search and the one without hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A name of documents that is spelled almost like the typed one.
    Name(String),
    /// Any of the words of the query instead of all.
    AnyWord,
    /// The words of phrases without their quotation marks.
    Unquoted,
    /// Without a condition.
    Without {
        /// The parameter; `from` stands for the whole period.
        parameter: &'static str,
        /// Its values.
        values: Vec<String>,
    },
}

impl Suggestion {
    /// The stable code of the kind: `name`, `any_word`, `unquoted` or `without_condition`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            SuggestionKind::Name(_) => "name",
            SuggestionKind::AnyWord => "any_word",
            SuggestionKind::Unquoted => "unquoted",
            SuggestionKind::Without { .. } => "without_condition",
        }
    }

    /// What is suggested, for a reader of `reader`.
    pub fn text(&self, vocabulary: &Vocabulary, reader: Language) -> String {
        let t = texts(reader);
        match &self.kind {
            SuggestionKind::Name(name) => t.try_name(name),
            SuggestionKind::AnyWord => t.try_any.to_owned(),
            SuggestionKind::Unquoted => t.try_unquoted.to_owned(),
            SuggestionKind::Without { parameter: "q", .. } => t.try_without_words.to_owned(),
            SuggestionKind::Without { parameter, values } => {
                let facet = FacetName::from_code(parameter);
                let shown = |value: &String| match facet {
                    Some(facet) => facet.shown(value, vocabulary, reader).to_owned(),
                    None => value.clone(),
                };
                t.try_without(&values.iter().map(shown).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Other searches for a request without hits: names first, the nearest first, then the conditions, first the one
/// without which there are the most hits.
pub(super) fn suggest(
    engine: &Engine,
    parser: &Parser<'_>,
    names: &Names,
    request: &SearchRequest,
    results: &SearchResults,
) -> Result<Vec<Suggestion>, EngineError> {
    let mut tried = Trial { engine, parser, left: MAX_TRIED, found: Vec::new() };
    let pairs = without(&names.params.pairs(), &["offset", "cursor"]);
    let looked_for = &names.unknown[..names.unknown.len().min(MAX_UNKNOWN)];
    for of_facet in looked_for.chunk_by(|a, b| a.facet == b.facet) {
        for (unknown, near) in of_facet.iter().zip(near(engine, of_facet)?) {
            for name in near {
                let mut pairs = pairs.clone();
                for (parameter, value) in &mut pairs {
                    if *parameter == unknown.parameter && *value == unknown.typed {
                        value.clone_from(&name);
                    }
                }
                tried.search(SuggestionKind::Name(name), pairs)?;
            }
        }
    }
    if request.matching == MatchMode::All && results.query.relaxed().is_some() {
        let mut pairs = without(&pairs, &["match"]);
        pairs.push(("match", MatchMode::Any.code().to_owned()));
        tried.search(SuggestionKind::AnyWord, pairs)?;
    }
    if let Some(unquoted) = unquoted(&request.text) {
        let mut pairs = without(&pairs, &["q"]);
        pairs.push(("q", unquoted));
        tried.search(SuggestionKind::Unquoted, pairs)?;
    }
    let of = |names: &[&str]| -> Vec<String> {
        let pairs = pairs.iter().filter(|(name, value)| names.contains(name) && !value.trim().is_empty());
        pairs.map(|(_, value)| value.clone()).collect()
    };
    let conditions = conditions().into_iter().map(|names| (of(&names), names));
    let conditions: Vec<_> = conditions.filter(|(values, _)| !values.is_empty()).collect();
    // Without its only condition a search has all documents, which does not help.
    if conditions.len() > 1 {
        let before = tried.found.len();
        for (values, names) in conditions {
            tried.search(SuggestionKind::Without { parameter: names[0], values }, without(&pairs, &names))?;
        }
        tried.found[before..].sort_by_key(|suggestion| Reverse(suggestion.count));
    }
    Ok(tried.found)
}

/// Counts the hits of other searches.
struct Trial<'a> {
    engine: &'a Engine,
    parser: &'a Parser<'a>,
    left: usize,
    found: Vec<Suggestion>,
}

impl Trial<'_> {
    /// Keeps a search if it has hits.
    fn search(
        &mut self,
        kind: SuggestionKind,
        pairs: Vec<(&'static str, String)>,
    ) -> Result<(), EngineError> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(()) };
        self.left = left;
        let params = from_pairs(pairs);
        let counted = SearchParams {
            limit: Some("1".to_owned()),
            facets: Some(String::new()),
            strict: None,
            ..params.clone()
        };
        let Ok(request) = SearchRequest::from_params(&counted, self.parser) else { return Ok(()) };
        let count = self.engine.search(&request)?.total;
        if count > 0 {
            self.found.push(Suggestion { kind, params, count });
        }
        Ok(())
    }
}

/// For each of some unknown names of one facet, the names of documents that are spelled most nearly like it, of equally
/// near ones those with the most documents. All names of the facet are read once.
fn near(engine: &Engine, unknown: &[UnknownName]) -> Result<Vec<Vec<String>>, EngineError> {
    let Some(facet) = unknown.first().map(|name| name.facet) else { return Ok(Vec::new()) };
    let typed: Vec<Completion> = unknown.iter().map(|name| Completion::new(&name.typed)).collect();
    let names = engine.values(facet, usize::MAX, &|name| {
        let words = name_words(name);
        typed.iter().any(|typed| typed.distance(&words).is_some())
    })?;
    let nearest = |typed: &Completion| {
        let mut near: Vec<(usize, Reverse<u64>, &String)> = names
            .iter()
            .filter_map(|(name, count)| Some((typed.distance(&name_words(name))?, Reverse(*count), name)))
            .collect();
        near.sort_unstable();
        near.into_iter().take(MAX_NEAR).map(|(_, _, name)| name.clone()).collect()
    };
    Ok(typed.iter().map(nearest).collect())
}

fn without(pairs: &[(&'static str, String)], names: &[&str]) -> Vec<(&'static str, String)> {
    pairs.iter().filter(|(name, _)| !names.contains(name)).cloned().collect()
}
