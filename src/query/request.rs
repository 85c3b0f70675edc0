//! [`SearchRequest`]: what the parameters mean, every range checked. All faces (page, API, command line) make it the
//! same way, and nothing below checks again.

use super::limits::{DEFAULT_LIMIT, MAX_LIMIT, MAX_QUERY_CHARS, MAX_WINDOW};
use super::warning::shown;
use super::{Cursor, ParamError, ParamProblem, Parser, Query, SearchParams, Warning};
use crate::model::{Country, Date, InvalidPeriod, Kind, Language, Period, Publishers};

/// The codes of [`Kind`].
pub(super) const KINDS: &str =
    "meeting, visit, talks, signing, statement, appointment, call, exhibition, other";

/// A search, ready for an engine.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// The query as it was typed, without the blanks around it.
    pub text: String,
    /// What it means.
    pub query: Query,
    /// Slips in it.
    pub warnings: Vec<Warning>,
    /// Conditions chosen beside the query.
    pub filters: Filters,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether all words must match.
    pub matching: MatchMode,
    /// The part of the hits that is wanted.
    pub page: Page,
    /// Read on after this place instead of after an offset.
    pub after: Option<Cursor>,
    /// The facets wanted.
    pub facets: Vec<FacetName>,
}

/// Conditions on properties. Values of one property are alternatives, different properties must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Counterpart countries.
    pub countries: Vec<Country>,
    /// Topic ids.
    pub topics: Vec<String>,
    /// Hosts of publishers.
    pub sources: Vec<String>,
    /// Languages of the text.
    pub languages: Vec<Language>,
    /// Names of people, as facets show them.
    pub people: Vec<String>,
    /// Names of organisations, as facets show them.
    pub organisations: Vec<String>,
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// Days that the text speaks of.
    pub event: Option<Period>,
    /// First day of publication.
    pub from: Option<Date>,
    /// Last day of publication.
    pub to: Option<Date>,
}

/// A property whose values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetName {
    /// Counterpart country.
    Country,
    /// Topic.
    Topic,
    /// Person.
    Person,
    /// Organisation.
    Organisation,
    /// Kind of event.
    Kind,
    /// Publisher.
    Source,
    /// Language.
    Language,
    /// Date of publication: a histogram.
    Date,
}

/// The order of hits. Equal ones come by date, the newest first, then by id; undated ones come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The best match first.
    Relevance,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// How many of the query's words must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchMode {
    /// All; when no document has them all, any.
    Auto,
    /// All.
    All,
    /// Any.
    Any,
}

/// A part of the hits: `limit` is 1 to [`MAX_LIMIT`], `offset + limit` at most [`MAX_WINDOW`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    offset: usize,
    limit: usize,
}

impl Page {
    /// Checks the ranges.
    pub fn new(offset: usize, limit: usize) -> Result<Self, ParamError> {
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(ParamError::new("limit", ParamProblem::NotInRange(1, MAX_LIMIT)));
        }
        if offset.saturating_add(limit) > MAX_WINDOW {
            return Err(ParamError::new("offset", ParamProblem::BeyondWindow(MAX_WINDOW)));
        }
        Ok(Self { offset, limit })
    }

    /// Hits before the page.
    pub fn offset(self) -> usize {
        self.offset
    }

    /// The most hits on the page.
    pub fn limit(self) -> usize {
        self.limit
    }
}

impl FacetName {
    /// Every facet, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Country,
        Self::Topic,
        Self::Kind,
        Self::Person,
        Self::Organisation,
        Self::Source,
        Self::Language,
        Self::Date,
    ];

    /// The name in parameters and answers: `country`, `topic`, `kind`, `person`, `org`, `source`, `lang`, `date`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Topic => "topic",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Organisation => "org",
            Self::Source => "source",
            Self::Language => "lang",
            Self::Date => "date",
        }
    }
}

impl Sort {
    /// `relevance`, `newest` or `oldest`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

impl MatchMode {
    /// `auto`, `all` or `any`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::All => "all",
            Self::Any => "any",
        }
    }
}

impl SearchRequest {
    /// Checks the parameters and parses the query.
    pub fn from_params(params: &SearchParams, parser: &Parser<'_>) -> Result<Self, ParamError> {
        let text = params.q.as_deref().unwrap_or("").trim().to_owned();
        if text.chars().nth(MAX_QUERY_CHARS).is_some() {
            return Err(ParamError::new("q", ParamProblem::TooLong(MAX_QUERY_CHARS)));
        }
        let (query, warnings) = parser.parse(&text);
        if flag("strict", params.strict.as_deref())?
            && let Some(slip) = warnings.iter().find(|warning| warning.is_slip())
        {
            return Err(ParamError::new("q", ParamProblem::Strict(slip.clone())));
        }

        let limit = number("limit", params.limit.as_deref(), (1, MAX_LIMIT))?.unwrap_or(DEFAULT_LIMIT);
        let offset = number("offset", params.offset.as_deref(), (0, MAX_WINDOW - 1))?;
        let after = match &params.cursor {
            Some(_) if offset.is_some() => {
                return Err(ParamError::new("cursor", ParamProblem::Excludes("offset")));
            }
            Some(text) => {
                Some(Cursor::parse(text).ok_or_else(|| ParamError::new("cursor", ParamProblem::NotACursor))?)
            }
            None => None,
        };
        let default_sort = if text.is_empty() { Sort::Newest } else { Sort::Relevance };
        let sorts = [Sort::Relevance, Sort::Newest, Sort::Oldest];
        let modes = [MatchMode::Auto, MatchMode::All, MatchMode::Any];
        Ok(Self {
            query,
            warnings,
            filters: Filters::from_params(params)?,
            sort: choice("sort", params.sort.as_deref(), &sorts, Sort::code, "relevance, newest, oldest")?
                .unwrap_or(default_sort),
            matching: choice("match", params.matching.as_deref(), &modes, MatchMode::code, "auto, all, any")?
                .unwrap_or(MatchMode::Auto),
            page: Page::new(offset.unwrap_or(0), limit)?,
            after,
            facets: facets(params.facets.as_deref())?,
            text,
        })
    }
}

impl Filters {
    fn from_params(params: &SearchParams) -> Result<Self, ParamError> {
        let mut countries: Vec<Country> = params
            .country
            .iter()
            .map(|code| {
                Country::parse(code)
                    .ok_or_else(|| ParamError::new("country", ParamProblem::NotACountry(shown(code))))
            })
            .collect::<Result<_, _>>()?;
        let mut languages: Vec<Language> = params
            .lang
            .iter()
            .map(|tag| {
                Language::from_tag(tag)
                    .ok_or_else(|| ParamError::new("lang", ParamProblem::NotOneOf("ru, be, en, und")))
            })
            .collect::<Result<_, _>>()?;
        let mut kinds: Vec<Kind> = params
            .kind
            .iter()
            .map(|code| {
                Kind::from_code(code).ok_or_else(|| ParamError::new("kind", ParamProblem::NotOneOf(KINDS)))
            })
            .collect::<Result<_, _>>()?;
        once(&mut countries);
        once(&mut kinds);
        once(&mut languages);
        let mut sources: Vec<String> = params.source.iter().map(|host| Publishers::key(host)).collect();
        once(&mut sources);
        let from = period("from", params.from.as_deref())?.map(|period| period.first);
        let to = period("to", params.to.as_deref())?.map(|period| period.last);
        if matches!((from, to), (Some(from), Some(to)) if from > to) {
            return Err(ParamError::new("from", ParamProblem::FromAfterTo));
        }
        Ok(Self {
            countries,
            topics: params.topic.clone(),
            sources,
            languages,
            people: params.person.clone(),
            organisations: params.org.clone(),
            kinds,
            event: event(params.event.as_deref())?,
            from,
            to,
        })
    }

    /// The values that are chosen of a property, as its facet has them; none for the date, which has no values.
    pub fn chosen(&self, property: FacetName) -> Vec<String> {
        match property {
            FacetName::Country => self.countries.iter().map(|country| country.code().to_owned()).collect(),
            FacetName::Topic => self.topics.clone(),
            FacetName::Kind => self.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            FacetName::Person => self.people.clone(),
            FacetName::Organisation => self.organisations.clone(),
            FacetName::Source => self.sources.clone(),
            FacetName::Language => self.languages.iter().map(|language| language.code().to_owned()).collect(),
            FacetName::Date => Vec::new(),
        }
    }

    /// Whether no condition is chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Takes out repetitions: `ae` and `AE` are one country.
fn once<T: PartialEq + Clone>(values: &mut Vec<T>) {
    let mut seen: Vec<T> = Vec::with_capacity(values.len());
    values.retain(|value| {
        let new = !seen.contains(value);
        if new {
            seen.push(value.clone());
        }
        new
    });
}

fn period(name: &str, text: Option<&str>) -> Result<Option<Period>, ParamError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    match Period::parse(text) {
        Ok((period, _)) => Ok(Some(period)),
        Err(InvalidPeriod::Form | InvalidPeriod::Reversed) => {
            Err(ParamError::new(name, ParamProblem::NotADate(shown(text))))
        }
        Err(InvalidPeriod::NoSuchDay) => Err(ParamError::new(name, ParamProblem::NoSuchDay(shown(text)))),
    }
}

fn event(text: Option<&str>) -> Result<Option<Period>, ParamError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let problem = match Period::parse_range(text) {
        Ok(period) => return Ok(Some(period)),
        Err(InvalidPeriod::Form | InvalidPeriod::Reversed) => ParamProblem::NotAPeriod(shown(text)),
        Err(InvalidPeriod::NoSuchDay) => ParamProblem::NoSuchDay(shown(text)),
    };
    Err(ParamError::new("event", problem))
}

fn number(
    name: &str,
    text: Option<&str>,
    (least, most): (usize, usize),
) -> Result<Option<usize>, ParamError> {
    let Some(text) = text else { return Ok(None) };
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .map(Some)
        .ok_or_else(|| ParamError::new(name, ParamProblem::NotInRange(least, most)))
}

fn flag(name: &str, text: Option<&str>) -> Result<bool, ParamError> {
    match text {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(ParamError::new(name, ParamProblem::NotOneOf("true, false"))),
    }
}

fn choice<T: Copy>(
    name: &str,
    text: Option<&str>,
    choices: &[T],
    code: impl Fn(T) -> &'static str,
    listed: &'static str,
) -> Result<Option<T>, ParamError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    choices
        .iter()
        .copied()
        .find(|&choice| code(choice) == text)
        .map(Some)
        .ok_or_else(|| ParamError::new(name, ParamProblem::NotOneOf(listed)))
}

fn facets(text: Option<&str>) -> Result<Vec<FacetName>, ParamError> {
    let Some(text) = text else {
        return Ok(FacetName::ALL.to_vec());
    };
    let mut facets = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let facet = choice(
            "facets",
            Some(name),
            &FacetName::ALL,
            FacetName::code,
            "country, topic, kind, person, org, source, lang, date",
        )?;
        if let Some(facet) = facet.filter(|facet| !facets.contains(facet)) {
            facets.push(facet);
        }
    }
    Ok(facets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::Vocabulary;
    use crate::query::params::Unknown;

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
        assert_eq!(request.facets, FacetName::ALL);
        assert_eq!(request.query, Query::All);
    }
}
