//! The answer to a search as JSON: what the API sends and `vestnik search --json` prints.

use std::collections::BTreeMap;
use std::time::Instant;

use askama::Template;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::ask::Answer;
use super::names::Resolved;
use super::suggestions::Suggestion;
use super::values::{CountryJson, KindJson, SourceJson, TopicJson};
use crate::engine::{Bucket, Facet, Hit, Marked};
use crate::model::{ByFacet, Date, FacetName, Language, Vocabulary};
use crate::query::{Query, Warning};

/// A search's answer on the wire.
#[derive(Serialize)]
pub struct SearchJson {
    query: QueryJson,
    total: u64,
    took_ms: f64,
    generation: String,
    hits: Vec<HitJson>,
    further: Option<FurtherJson>,
    facets: FacetsJson,
    suggestions: Vec<SuggestionJson>,
    warnings: Vec<WarningJson>,
    next_cursor: Option<String>,
}

/// A typed name, and its synonyms that were searched with it.
#[derive(Serialize)]
struct ExpansionJson {
    typed: String,
    others: Vec<String>,
}

fn expansions(query: &Query) -> Vec<ExpansionJson> {
    query
        .expansions()
        .into_iter()
        .map(|(typed, others)| ExpansionJson {
            typed: typed.words().join(" "),
            others: others.iter().map(|other| other.words().join(" ")).collect(),
        })
        .collect()
}

/// How a typed name was resolved.
#[derive(Serialize)]
struct ResolvedJson {
    parameter: &'static str,
    typed: String,
    values: Vec<String>,
    /// Other names have the typed words too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    more: bool,
}

/// A search with hits, suggested when this one has none.
#[derive(Serialize)]
struct SuggestionJson {
    kind: &'static str,
    text: String,
    parameters: BTreeMap<&'static str, ParameterJson>,
    count: u64,
}

/// A parameter as the API takes it; those that can be repeated are lists.
#[derive(Serialize)]
#[serde(untagged)]
enum ParameterJson {
    One(String),
    Many(Vec<String>),
}

#[derive(Serialize)]
struct QueryJson {
    text: String,
    interpretation: String,
    expansions: Vec<ExpansionJson>,
    resolved: Vec<ResolvedJson>,
    #[serde(flatten)]
    chosen: ChosenJson,
    event: Option<PeriodJson>,
    from: Option<String>,
    to: Option<String>,
    sort: &'static str,
    #[serde(rename = "match")]
    matching: &'static str,
    limit: usize,
    offset: usize,
}

#[derive(Serialize)]
struct HitJson {
    id: String,
    url: Option<String>,
    permalink: String,
    title: String,
    title_html: String,
    snippet_html: String,
    published: Option<String>,
    language: &'static str,
    source: SourceJson,
    countries: Vec<CountryJson>,
    topics: Vec<TopicJson>,
    people: Vec<String>,
    organisations: Vec<String>,
    kind: KindJson,
    score: f32,
}

/// The documents behind the matches, which have a part of the words.
#[derive(Serialize)]
struct FurtherJson {
    total: u64,
    hits: Vec<HitJson>,
}

/// A period, both days included.
#[derive(Serialize)]
struct PeriodJson {
    from: String,
    to: String,
}

/// The chosen values of every facet, by its code.
struct ChosenJson(ByFacet<Vec<String>>);

impl Serialize for ChosenJson {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(facet, values)| (facet.code(), values)))
    }
}

/// The facets that were asked for, by their codes in the order of the table, and the histogram.
struct FacetsJson {
    facets: Vec<(FacetName, Vec<FacetValueJson>)>,
    date: Option<HistogramJson>,
}

impl Serialize for FacetsJson {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (facet, values) in &self.facets {
            map.serialize_entry(facet.code(), values)?;
        }
        if let Some(date) = &self.date {
            map.serialize_entry("date", date)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct FacetValueJson {
    value: String,
    name: String,
    count: u64,
    selected: bool,
}

#[derive(Serialize)]
struct HistogramJson {
    interval: &'static str,
    buckets: Vec<BucketJson>,
    undated: u64,
}

#[derive(Serialize)]
struct BucketJson {
    from: String,
    to: String,
    count: u64,
}

#[derive(Serialize)]
struct WarningJson {
    code: &'static str,
    message: String,
    at: Option<usize>,
}

impl SearchJson {
    /// Puts the answer together for a reader. `started` is when the request came.
    pub fn new(answer: &Answer, vocabulary: &Vocabulary, reader: Language, started: Instant) -> Self {
        let Answer { request, results, .. } = answer;
        let filters = &request.filters;
        let mut facets: Vec<&Facet> = results.facets.iter().collect();
        facets.sort_by_key(|facet| facet.name);
        let hits =
            |hits: &[Hit]| hits.iter().map(|hit| HitJson::new(hit, vocabulary, reader)).collect::<Vec<_>>();
        Self {
            query: QueryJson {
                text: request.text.clone(),
                interpretation: results.query.to_string(),
                expansions: expansions(&results.query),
                resolved: answer.resolved.iter().map(ResolvedJson::from).collect(),
                chosen: ChosenJson(filters.chosen.clone()),
                event: filters
                    .event
                    .map(|period| PeriodJson { from: period.first.to_string(), to: period.last.to_string() }),
                from: filters.from.as_ref().map(Date::to_string),
                to: filters.to.as_ref().map(Date::to_string),
                sort: request.sort.code(),
                matching: request.matching.code(),
                limit: request.page.limit(),
                offset: request.page.offset(),
            },
            total: results.total,
            generation: results.generation.clone(),
            hits: hits(&results.hits),
            further: results
                .further
                .as_ref()
                .map(|further| FurtherJson { total: further.total, hits: hits(&further.hits) }),
            facets: FacetsJson {
                facets: facets
                    .into_iter()
                    .map(|facet| (facet.name, facet_values(facet, vocabulary, reader)))
                    .collect(),
                date: results.dates.as_ref().map(|histogram| HistogramJson {
                    interval: histogram.interval.code(),
                    buckets: histogram.buckets.iter().map(BucketJson::from).collect(),
                    undated: histogram.undated,
                }),
            },
            suggestions: answer
                .suggestions
                .iter()
                .map(|suggestion| SuggestionJson::new(suggestion, vocabulary, reader))
                .collect(),
            warnings: results.warnings.iter().map(|warning| WarningJson::new(warning, reader)).collect(),
            next_cursor: results.next.as_ref().map(ToString::to_string),
            took_ms: (started.elapsed().as_secs_f64() * 100_000.0).round() / 100.0,
        }
    }
}

impl From<&Resolved> for ResolvedJson {
    fn from(resolved: &Resolved) -> Self {
        Self {
            parameter: resolved.parameter,
            typed: resolved.typed.clone(),
            values: resolved.values.clone(),
            more: resolved.more,
        }
    }
}

impl SuggestionJson {
    fn new(suggestion: &Suggestion, vocabulary: &Vocabulary, reader: Language) -> Self {
        let mut parameters: BTreeMap<&'static str, ParameterJson> = BTreeMap::new();
        for (name, value) in suggestion.params.pairs() {
            if FacetName::from_code(name).is_some() {
                let many = parameters.entry(name).or_insert_with(|| ParameterJson::Many(Vec::new()));
                if let ParameterJson::Many(values) = many {
                    values.push(value);
                }
            } else {
                parameters.insert(name, ParameterJson::One(value));
            }
        }
        Self {
            kind: suggestion.code(),
            text: suggestion.text(vocabulary, reader),
            parameters,
            count: suggestion.count,
        }
    }
}

impl HitJson {
    fn new(hit: &Hit, vocabulary: &Vocabulary, reader: Language) -> Self {
        Self {
            id: hit.id.to_string(),
            url: hit.url.clone(),
            permalink: format!("/d/{}", hit.id),
            title: hit.title.text.clone(),
            title_html: html(&hit.title),
            snippet_html: html(&hit.snippet),
            published: hit.published.map(|published| published.date.to_string()),
            language: hit.language.code(),
            source: SourceJson::new(&hit.source, vocabulary, reader),
            countries: hit
                .countries
                .iter()
                .map(|&(country, mentions)| CountryJson::new(country, mentions, reader))
                .collect(),
            topics: hit.topics.iter().map(|id| TopicJson::new(id, vocabulary, reader)).collect(),
            people: hit.people.clone(),
            organisations: hit.organisations.clone(),
            kind: KindJson::new(hit.kind, reader),
            score: hit.score,
        }
    }
}

impl From<&Bucket> for BucketJson {
    fn from(bucket: &Bucket) -> Self {
        Self { from: bucket.from.to_string(), to: bucket.to.to_string(), count: bucket.count }
    }
}

impl WarningJson {
    fn new(warning: &Warning, reader: Language) -> Self {
        Self { code: warning.code(), message: warning.message(reader), at: warning.at }
    }
}

fn facet_values(facet: &Facet, vocabulary: &Vocabulary, reader: Language) -> Vec<FacetValueJson> {
    facet
        .values
        .iter()
        .map(|value| FacetValueJson {
            name: facet.name.shown(&value.value, vocabulary, reader).to_owned(),
            value: value.value.clone(),
            count: value.count,
            selected: value.selected,
        })
        .collect()
}

/// Escaped text with `<mark>` around the marks.
#[derive(Template)]
#[template(
    ext = "html",
    source = "{% for (text, marked) in marked.pieces() %}{% if marked %}<mark>{{ text }}</mark>{% else %}{{ text }}{% endif %}{% endfor %}"
)]
struct MarkedHtml<'a> {
    marked: &'a Marked,
}

fn html(marked: &Marked) -> String {
    MarkedHtml { marked }.render().expect("writing to a string does not fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_text_is_inert() {
        let text = "<script>ОАЭ</script>\"'& ОАЭ";
        let marked = Marked { text: text.to_owned(), marks: vec![8..14, 27..33] };
        let html = html(&marked);
        assert!(html.contains("<mark>ОАЭ</mark>"), "{html}");
        assert_eq!(html.matches('<').count(), 4, "{html}");
    }
}
