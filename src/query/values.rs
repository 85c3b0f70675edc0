//! How the value of each parameter is read. [`SearchRequest::from_params`](super::SearchRequest::from_params) refuses a
//! wrong one, [`canonical`](super::canonical()) leaves it out; both use these functions.

use super::choices::{MatchMode, Sort};
use super::limits::{MAX_LIMIT, MAX_WINDOW};
use super::warning::shown;
use super::{Cursor, ParamError, ParamProblem};
use crate::model::{Accepts, FacetName, InvalidPeriod, Period};

/// The name of the histogram among the facets that a request can ask for.
pub(super) const HISTOGRAM: &str = "date";

/// A text that is not blank, without the blanks around it.
pub(super) fn text(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// A value of a facet in the form that documents have it in.
pub(super) fn facet_value(facet: FacetName, typed: &str) -> Result<String, ParamError> {
    let spec = facet.spec();
    (spec.parse)(typed).ok_or_else(|| {
        let problem = match spec.accepts {
            Accepts::Countries => ParamProblem::NotACountry(shown(typed)),
            accepts => ParamProblem::NotOneOf(accepts.listed().unwrap_or_default()),
        };
        ParamError::new(facet.code(), problem)
    })
}

/// Removes repetitions: `ae` and `AE` are one country.
pub(super) fn once(values: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// An end of the period of publication: `from` or `to`.
pub(super) fn period(name: &str, typed: Option<&String>) -> Result<Option<Period>, ParamError> {
    let Some(text) = text(typed) else { return Ok(None) };
    match Period::parse(text) {
        Ok((period, _)) => Ok(Some(period)),
        Err(InvalidPeriod::Form | InvalidPeriod::Reversed) => {
            Err(ParamError::new(name, ParamProblem::NotADate(shown(text))))
        }
        Err(InvalidPeriod::NoSuchDay) => Err(ParamError::new(name, ParamProblem::NoSuchDay(shown(text)))),
    }
}

/// The days that texts speak of.
pub(super) fn event(typed: Option<&String>) -> Result<Option<Period>, ParamError> {
    let Some(text) = text(typed) else { return Ok(None) };
    let problem = match Period::parse_range(text) {
        Ok(period) => return Ok(Some(period)),
        Err(InvalidPeriod::Form | InvalidPeriod::Reversed) => ParamProblem::NotAPeriod(shown(text)),
        Err(InvalidPeriod::NoSuchDay) => ParamProblem::NoSuchDay(shown(text)),
    };
    Err(ParamError::new("event", problem))
}

/// How many hits a page has.
pub(super) fn limit(typed: Option<&String>) -> Result<Option<usize>, ParamError> {
    number("limit", typed, (1, MAX_LIMIT))
}

/// How many hits come before the page.
pub(super) fn offset(typed: Option<&String>) -> Result<Option<usize>, ParamError> {
    number("offset", typed, (0, MAX_WINDOW - 1))
}

/// The place to read on from.
pub(super) fn cursor(typed: Option<&String>) -> Result<Option<Cursor>, ParamError> {
    let not_a_cursor = || ParamError::new("cursor", ParamProblem::NotACursor);
    typed.map(|text| Cursor::parse(text).ok_or_else(not_a_cursor)).transpose()
}

/// The order of the hits.
pub(super) fn sort(typed: Option<&String>) -> Result<Option<Sort>, ParamError> {
    choice("sort", typed, &Sort::ALL, Sort::code)
}

/// How many of the words must match.
pub(super) fn matching(typed: Option<&String>) -> Result<Option<MatchMode>, ParamError> {
    choice("match", typed, &MatchMode::ALL, MatchMode::code)
}

/// Whether faults of the query are errors.
pub(super) fn strict(typed: Option<&String>) -> Result<bool, ParamError> {
    match typed.map(String::as_str) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(ParamError::new("strict", ParamProblem::NotOneOf("true, false".to_owned()))),
    }
}

/// The facets that are wanted, and whether the histogram of dates is; all of them when the parameter is not given.
pub(super) fn facets(typed: Option<&String>) -> Result<(Vec<FacetName>, bool), ParamError> {
    let Some(typed) = typed else { return Ok((FacetName::all().collect(), true)) };
    let (mut facets, mut histogram) = (Vec::new(), false);
    for name in typed.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match FacetName::from_code(name) {
            Some(facet) if !facets.contains(&facet) => facets.push(facet),
            Some(_) => {}
            None if name == HISTOGRAM => histogram = true,
            None => {
                let known: Vec<&str> = FacetName::all().map(FacetName::code).chain([HISTOGRAM]).collect();
                return Err(ParamError::new("facets", ParamProblem::NotOneOf(known.join(", "))));
            }
        }
    }
    Ok((facets, histogram))
}

fn number(
    name: &str,
    typed: Option<&String>,
    (least, most): (usize, usize),
) -> Result<Option<usize>, ParamError> {
    let Some(text) = typed else { return Ok(None) };
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .map(Some)
        .ok_or_else(|| ParamError::new(name, ParamProblem::NotInRange(least, most)))
}

fn choice<T: Copy>(
    name: &str,
    typed: Option<&String>,
    choices: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ParamError> {
    let Some(text) = typed.filter(|text| !text.is_empty()) else { return Ok(None) };
    choices.iter().copied().find(|&choice| code(choice) == text).map(Some).ok_or_else(|| {
        let known: Vec<&str> = choices.iter().map(|&choice| code(choice)).collect();
        ParamError::new(name, ParamProblem::NotOneOf(known.join(", ")))
    })
}
