//! The parameters of a search as they arrive: names checked, values still text. [`ParamError`] is the one way to refuse
//! a request, the same for the page, the API and the command line.

use super::Warning;
use super::limits::MAX_VALUES;
use crate::model::{ByFacet, FacetName, Language};
use crate::texts::{Plain, texts};

/// Parameters as text. Repeatable ones are lists.
///
/// ```
/// use vestnik::query::{SearchParams, Unknown};
///
/// let params = SearchParams::from_pairs([("q", "визит"), ("country", "TR")], Unknown::Refuse)?;
/// assert_eq!(params.q.as_deref(), Some("визит"));
/// let error = SearchParams::from_pairs([("contry", "TR")], Unknown::Refuse).unwrap_err();
/// assert_eq!((error.parameter.as_str(), error.code()), ("contry", "unknown_parameter"));
/// # Ok::<(), vestnik::query::ParamError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchParams {
    /// The query.
    pub q: Option<String>,
    /// The values that are chosen of each facet, each once and none empty; the parameter is the facet's code.
    pub chosen: ByFacet<Vec<String>>,
    /// Days that the text speaks of: YYYY, YYYY-MM, YYYY-MM-DD, or two of them with `..` between.
    pub event: Option<String>,
    /// First day: YYYY, YYYY-MM or YYYY-MM-DD.
    pub from: Option<String>,
    /// Last day, in the same forms.
    pub to: Option<String>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: Option<String>,
    /// `auto`, `all` or `any`; the parameter is called `match`.
    pub matching: Option<String>,
    /// Hits on a page.
    pub limit: Option<String>,
    /// Hits before the page.
    pub offset: Option<String>,
    /// The place to read on from.
    pub cursor: Option<String>,
    /// Facets wanted, separated by commas.
    pub facets: Option<String>,
    /// `true`: warnings are errors.
    pub strict: Option<String>,
}

/// What to do with unknown parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Refuse them: in a program they are misspellings.
    Refuse,
    /// Ignore them: links from elsewhere carry `utm_source` and the like.
    Ignore,
}

/// A parameter that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamError {
    /// The parameter's name.
    pub parameter: String,
    /// What is wrong with it.
    pub problem: ParamProblem,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamProblem {
    /// There is no such parameter.
    Unknown,
    /// It is given more than once but has one value.
    Repeated,
    /// It has more than this many values.
    TooMany(usize),
    /// It is longer than this many characters.
    TooLong(usize),
    /// It is not a whole number in this range.
    NotInRange(usize, usize),
    /// Offset and limit together reach beyond this many hits.
    BeyondWindow(usize),
    /// Not in the allowed set; carries the list, separated by commas.
    NotOneOf(String),
    /// It is not a country code.
    NotACountry(String),
    /// It is not a date in one of the accepted forms.
    NotADate(String),
    /// It has the form of a date, but there is no such day.
    NoSuchDay(String),
    /// It is not a day, a month, a year or a range of them.
    NotAPeriod(String),
    /// `from` is later than `to`.
    FromAfterTo,
    /// It is not a cursor that this program gave out.
    NotACursor,
    /// It excludes this other parameter.
    Excludes(&'static str),
    /// It has characters that are not allowed (control characters, broken escapes).
    NotText,
    /// The query has a fault, and `strict` is set.
    Strict(Warning),
}

/// The parameters that have one value, beside the query, in the order in which they are listed.
const SINGLE: [&str; 10] =
    ["from", "to", "event", "sort", "match", "limit", "offset", "cursor", "facets", "strict"];

/// Every parameter, separated by commas.
fn known() -> String {
    let names: Vec<&str> =
        std::iter::once("q").chain(FacetName::all().map(FacetName::code)).chain(SINGLE).collect();
    names.join(", ")
}

impl SearchParams {
    /// Takes decoded name-value pairs in the order of the request.
    ///
    /// # Errors
    /// The first pair that is wrong: [`ParamProblem::Unknown`] for a name (unless unknown names are ignored),
    /// [`ParamProblem::Repeated`], [`ParamProblem::TooMany`] or [`ParamProblem::NotText`] for a value. What values mean is
    /// checked by [`SearchRequest::from_params`](super::SearchRequest::from_params).
    pub fn from_pairs<N: AsRef<str>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (N, V)>,
        unknown: Unknown,
    ) -> Result<Self, ParamError> {
        let mut params = Self::default();
        for (name, value) in pairs {
            let name = name.as_ref();
            let value = value.into();
            let single = match name {
                "q" => &mut params.q,
                "from" => &mut params.from,
                "to" => &mut params.to,
                "event" => &mut params.event,
                "sort" => &mut params.sort,
                "match" => &mut params.matching,
                "limit" => &mut params.limit,
                "offset" => &mut params.offset,
                "cursor" => &mut params.cursor,
                "facets" => &mut params.facets,
                "strict" => &mut params.strict,
                _ => {
                    let many = match FacetName::from_code(name) {
                        Some(facet) => &mut params.chosen[facet],
                        None if unknown == Unknown::Ignore => continue,
                        None => return Err(ParamError::new(name, ParamProblem::Unknown)),
                    };
                    // An empty choice of a form is left out.
                    if !value.is_empty() && !many.contains(&value) {
                        many.push(value);
                    }
                    if many.len() > MAX_VALUES {
                        let problem = ParamProblem::TooMany(MAX_VALUES);
                        return Err(ParamError::new(name, problem));
                    }
                    continue;
                }
            };
            if value.contains('\u{fffd}') {
                return Err(ParamError::new(name, ParamProblem::NotText));
            }
            if single.is_some() {
                return Err(ParamError::new(name, ParamProblem::Repeated));
            }
            *single = Some(value);
        }
        Ok(params)
    }

    /// The parameters as name-value pairs, as [`Self::from_pairs`] reads them: the query, the values of facets in the
    /// order in which facets are shown, the rest.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let one = |name, value: &Option<String>| value.as_ref().map(|value| (name, value.clone()));
        let many = |(facet, values): (FacetName, &Vec<String>)| {
            values.iter().map(|value| (facet.code(), value.clone())).collect::<Vec<_>>()
        };
        let single = [
            &self.from,
            &self.to,
            &self.event,
            &self.sort,
            &self.matching,
            &self.limit,
            &self.offset,
            &self.cursor,
            &self.facets,
            &self.strict,
        ];
        let single = SINGLE.into_iter().zip(single).filter_map(|(name, value)| one(name, value));
        one("q", &self.q).into_iter().chain(self.chosen.iter().flat_map(many)).chain(single).collect()
    }
}

impl ParamError {
    /// An error about one parameter.
    pub fn new(parameter: impl Into<String>, problem: ParamProblem) -> Self {
        let mut parameter: String = parameter.into();
        if let Some((end, _)) = parameter.char_indices().nth(40) {
            parameter.truncate(end);
            parameter.push('…');
        }
        Self { parameter, problem }
    }

    /// The stable code that programs compare.
    pub fn code(&self) -> &'static str {
        match self.problem {
            ParamProblem::Unknown => "unknown_parameter",
            ParamProblem::Repeated => "repeated_parameter",
            ParamProblem::TooMany(_) => "too_many_values",
            ParamProblem::TooLong(_) => "value_too_long",
            ParamProblem::NotInRange(..) => "not_in_range",
            ParamProblem::BeyondWindow(_) => "beyond_window",
            ParamProblem::NotOneOf(_) => "unknown_value",
            ParamProblem::NotACountry(_) => "unknown_country",
            ParamProblem::NotADate(_) => "invalid_date",
            ParamProblem::NoSuchDay(_) => "no_such_day",
            ParamProblem::NotAPeriod(_) => "invalid_period",
            ParamProblem::FromAfterTo => "from_after_to",
            ParamProblem::NotACursor => "invalid_cursor",
            ParamProblem::Excludes(_) => "conflicting_parameters",
            ParamProblem::NotText => "invalid_text",
            ParamProblem::Strict(ref warning) => warning.code(),
        }
    }

    /// The message for a reader of `language`: what is wrong and what is expected.
    pub fn message(&self, language: Language) -> String {
        let t = texts(language);
        let name = self.parameter.as_str();
        match &self.problem {
            ParamProblem::Unknown => t.param_unknown(name, &known()),
            ParamProblem::Repeated => t.param_repeated(name),
            ParamProblem::TooMany(most) => t.param_too_many(name, plain(*most)),
            ParamProblem::TooLong(most) => t.param_too_long(name, plain(*most)),
            ParamProblem::NotInRange(least, most) => t.param_not_in_range(name, plain(*least), plain(*most)),
            ParamProblem::BeyondWindow(most) => t.param_beyond_window(plain(*most)),
            ParamProblem::NotOneOf(values) => t.param_not_one_of(name, values),
            ParamProblem::NotACountry(value) => t.param_not_a_country(value),
            ParamProblem::NotADate(value) => t.param_not_a_date(value),
            ParamProblem::NoSuchDay(value) => t.param_no_such_day(value),
            ParamProblem::NotAPeriod(value) => t.param_not_a_period(value),
            ParamProblem::FromAfterTo => t.param_from_after_to.to_owned(),
            ParamProblem::NotACursor => t.param_not_a_cursor.to_owned(),
            ParamProblem::Excludes(other) => t.param_excludes(name, other),
            ParamProblem::NotText => t.param_not_text(name),
            ParamProblem::Strict(warning) => warning.message(language),
        }
    }
}

/// A limit without separators between digits, as it is typed.
fn plain(limit: usize) -> Plain {
    Plain(limit as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)], code: &str) {
        let error = SearchParams::from_pairs(pairs.iter().copied(), Unknown::Refuse).expect_err("refused");
        assert_eq!(error.code(), code);
        for language in Language::ALL {
            assert!(!error.message(language).is_empty());
        }
    }

    #[test]
    fn what_is_refused() {
        check(&[("q", "а"), ("q", "б")], "repeated_parameter");
        check(&[("q[]", "а")], "unknown_parameter");
        check(&[("q", "\u{fffd}")], "invalid_text");
        let many: Vec<(&str, String)> = (0..10_000).map(|n| ("country", format!("c{n}"))).collect();
        let error = SearchParams::from_pairs(many, Unknown::Refuse).expect_err("refused");
        assert_eq!(error.code(), "too_many_values");
    }

    #[test]
    fn pairs_read_back_to_the_same_parameters() {
        let known = known();
        let pairs =
            known.split(", ").flat_map(|name| [(name, format!("{name} 1")), (name, format!("{name} 2"))]);
        let pairs =
            pairs.filter(|(name, value)| value.ends_with('1') || FacetName::from_code(name).is_some());
        let params = SearchParams::from_pairs(pairs, Unknown::Refuse).expect("accepted");
        assert_eq!(params.pairs().len(), 1 + 2 * FacetName::all().len() + SINGLE.len());
        assert_eq!(SearchParams::from_pairs(params.pairs(), Unknown::Refuse), Ok(params));
    }

    /// A facet with such a name could never be requested.
    #[test]
    fn no_facet_can_take_the_name_of_a_parameter() {
        for name in SINGLE.into_iter().chain(["q"]) {
            assert!(crate::model::RESERVED_NAMES.contains(&name), "{name}");
        }
    }

    #[test]
    fn foreign_parameters_of_links() {
        let params =
            SearchParams::from_pairs([("q", "а"), ("utm_source", "x")], Unknown::Ignore).expect("accepted");
        assert_eq!(params.q.as_deref(), Some("а"));
    }

    #[test]
    fn empty_and_repeated_choices() {
        let pairs = [("country", ""), ("country", "AE"), ("country", "AE")];
        let params = SearchParams::from_pairs(pairs, Unknown::Refuse).expect("accepted");
        assert_eq!(params.chosen[FacetName::COUNTRY], ["AE"]);
    }
}
