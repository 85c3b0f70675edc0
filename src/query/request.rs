//! [`SearchRequest`]: the meaning of the parameters, every range checked. Page, API and command line all make it here,
//! and the rooms below do not check again.

use super::choices::{MatchMode, Page, Sort};
use super::limits::{DEFAULT_LIMIT, MAX_QUERY_CHARS};
use super::{Cursor, ParamError, ParamProblem, Parser, Query, SearchParams, Warning, values};
use crate::model::{ByFacet, Date, FacetName, Period};

/// A search, ready for an engine.
///
/// ```
/// use vestnik::analysis::Analyzer;
/// use vestnik::model::Vocabulary;
/// use vestnik::query::{Parser, SearchParams, SearchRequest, Sort};
///
/// let (analyzer, vocabulary) = (Analyzer::new(), Vocabulary::default());
/// let parser = Parser::new(&analyzer, &vocabulary);
/// let mut params = SearchParams { q: Some("визит".to_owned()), ..SearchParams::default() };
/// assert_eq!(SearchRequest::from_params(&params, &parser)?.sort, Sort::Relevance);
/// params.limit = Some("0".to_owned());
/// let error = SearchRequest::from_params(&params, &parser).unwrap_err();
/// assert_eq!(error.parameter, "limit");
/// # Ok::<(), vestnik::query::ParamError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// The query as it was typed, without the blanks around it.
    pub text: String,
    /// What it means.
    pub query: Query,
    /// Faults in it.
    pub warnings: Vec<Warning>,
    /// Conditions chosen beside the query.
    pub filters: Filters,
    /// The order of the hits.
    pub sort: Sort,
    /// How many of the words must match.
    pub matching: MatchMode,
    /// The part of the hits that is wanted.
    pub page: Page,
    /// Read on after this place instead of after an offset.
    pub after: Option<Cursor>,
    /// The facets wanted.
    pub facets: Vec<FacetName>,
    /// The histogram of dates is wanted.
    pub histogram: bool,
}

/// Conditions on properties. Values of one property are alternatives, different properties must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The values that are chosen of each facet, in the form that documents have them in, each once.
    pub chosen: ByFacet<Vec<String>>,
    /// Days that the text speaks of.
    pub event: Option<Period>,
    /// First day of publication.
    pub from: Option<Date>,
    /// Last day of publication.
    pub to: Option<Date>,
}

impl SearchRequest {
    /// Checks the parameters and parses the query.
    ///
    /// # Errors
    /// The first parameter that is wrong.
    pub fn from_params(params: &SearchParams, parser: &Parser<'_>) -> Result<Self, ParamError> {
        let text = params.q.as_deref().unwrap_or("").trim().to_owned();
        if text.chars().nth(MAX_QUERY_CHARS).is_some() {
            return Err(ParamError::new("q", ParamProblem::TooLong(MAX_QUERY_CHARS)));
        }
        let (query, warnings) = parser.parse(&text);
        if values::strict(params.strict.as_ref())?
            && let Some(slip) = warnings.iter().find(|warning| warning.is_slip())
        {
            return Err(ParamError::new("q", ParamProblem::Strict(slip.clone())));
        }

        let limit = values::limit(params.limit.as_ref())?.unwrap_or(DEFAULT_LIMIT);
        let offset = values::offset(params.offset.as_ref())?;
        if params.cursor.is_some() && offset.is_some() {
            return Err(ParamError::new("cursor", ParamProblem::Excludes("offset")));
        }
        let after = values::cursor(params.cursor.as_ref())?;
        let default_sort = if text.is_empty() { Sort::Newest } else { Sort::Relevance };
        let filters = Filters::from_params(params)?;
        let sort = values::sort(params.sort.as_ref())?.unwrap_or(default_sort);
        let matching = values::matching(params.matching.as_ref())?.unwrap_or(MatchMode::Auto);
        let page = Page::new(offset.unwrap_or(0), limit)?;
        let (facets, histogram) = values::facets(params.facets.as_ref())?;
        Ok(Self { text, query, warnings, filters, sort, matching, page, after, facets, histogram })
    }
}

#[cfg(test)]
impl SearchRequest {
    /// The request of valid parameters, for tests of rooms without an analyzer.
    pub(crate) fn of(params: &SearchParams) -> Self {
        use crate::analysis::Analyzer;
        use crate::model::Vocabulary;
        static ANALYZER: std::sync::LazyLock<Analyzer> = std::sync::LazyLock::new(Analyzer::new);
        Self::from_params(params, &Parser::new(&ANALYZER, &Vocabulary::default())).expect("right parameters")
    }
}

impl Filters {
    fn from_params(params: &SearchParams) -> Result<Self, ParamError> {
        let mut chosen: ByFacet<Vec<String>> = ByFacet::default();
        for (facet, typed) in params.chosen.iter() {
            let read = typed.iter().map(|value| values::facet_value(facet, value));
            chosen[facet] = values::once(read.collect::<Result<_, _>>()?);
        }
        let from = values::period("from", params.from.as_ref())?.map(|period| period.first);
        let to = values::period("to", params.to.as_ref())?.map(|period| period.last);
        if matches!((from, to), (Some(from), Some(to)) if from > to) {
            return Err(ParamError::new("from", ParamProblem::FromAfterTo));
        }
        Ok(Self { chosen, event: values::event(params.event.as_ref())?, from, to })
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::Vocabulary;
    use crate::query::Unknown;

    fn request(pairs: &[(&str, &str)]) -> Result<SearchRequest, ParamError> {
        let params = SearchParams::from_pairs(pairs.iter().copied(), Unknown::Refuse)?;
        SearchRequest::from_params(&params, &Parser::new(&Analyzer::new(), &Vocabulary::default()))
    }

    fn check(name: &str, value: &str, code: &str) {
        let error = request(&[(name, value)]).expect_err(value);
        assert_eq!((error.parameter.as_str(), error.code()), (name, code), "{value}");
    }

    #[test]
    fn ranges_are_checked() {
        for value in ["0", "-1", "101", "1e10", "NaN", "", "10000000000"] {
            check("limit", value, "not_in_range");
        }
        for value in ["-1", "1000", "10000000000"] {
            check("offset", value, "not_in_range");
        }
        let error = request(&[("offset", "995")]).expect_err("beyond");
        assert_eq!(error.code(), "beyond_window");
        check("country", "../../etc/passwd", "unknown_country");
        check("country", "RU'--", "unknown_country");
        check("lang", "fr", "unknown_value");
        check("from", "2024-13-45", "no_such_day");
        check("from", "0001", "no_such_day");
        check("to", "9999", "no_such_day");
        check("to", "+03:00", "invalid_date");
        check("kind", "party", "unknown_value");
        check("event", "вчера", "invalid_period");
        check("event", "2025-10-17..2025-10-14", "invalid_period");
        check("event", "2025-02-30", "no_such_day");
        check("sort", "best", "unknown_value");
        check("match", "some", "unknown_value");
        check("facets", "country,/a/../b", "unknown_value");
        check("cursor", "x", "invalid_cursor");
        check("q", &"а".repeat(MAX_QUERY_CHARS + 1), "value_too_long");
        let error = request(&[("from", "2026"), ("to", "2025")]).expect_err("reversed");
        assert_eq!(error.code(), "from_after_to");
        let error = request(&[("q", "(а"), ("strict", "true")]).expect_err("strict");
        assert_eq!(error.code(), "unclosed_parenthesis");
    }

    #[test]
    fn defaults() {
        let request = request(&[("from", "2026-01"), ("to", "2026-01")]).expect("a request");
        assert_eq!(request.sort, Sort::Newest);
        assert_eq!((request.page.offset(), request.page.limit()), (0, DEFAULT_LIMIT));
        assert_eq!(request.filters.from.map(|date| date.to_string()).as_deref(), Some("2026-01-01"));
        assert_eq!(request.filters.to.map(|date| date.to_string()).as_deref(), Some("2026-01-31"));
        assert_eq!(request.facets, FacetName::all().collect::<Vec<_>>());
        assert!(request.histogram);
        assert_eq!(request.query, Query::All);
    }
}
