//! The search page: form, filters, hits. Without a query it shows the newest communiqués and how to search.

use askama::Template;

use super::{
    facets::{Chip, FacetView, chips, facets},
    frame::{FieldForm, Frame, PeriodForm},
    histogram::{HistogramView, histogram},
    hits::{HitView, hit},
    links::{self, Links},
};
use crate::answers::{Answer, Resolved};
use crate::engine::{Hit, SearchResults};
use crate::model::{FacetName, Language, Vocabulary};
use crate::query::{MAX_WINDOW, Query, SearchRequest, Sort};
use crate::texts::{Plain, texts};

/// A search and its answer.
pub(in crate::http) struct SearchPage<'a> {
    /// The answer. Every facet that it has is shown.
    pub(in crate::http) answer: &'a Answer,
    /// The names of topics and publishers.
    pub(in crate::http) vocabulary: &'a Vocabulary,
    /// The reader's language.
    pub(in crate::http) reader: Language,
    /// How long the search took, in milliseconds.
    pub(in crate::http) took_ms: f64,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchTemplate<'a> {
    frame: Frame,
    heading: String,
    /// Beside the heading: the number of hits and the time.
    summary: String,
    /// Without query and filters.
    start: bool,
    understood: Option<String>,
    expansions: Vec<ExpansionView>,
    warnings: Vec<String>,
    chips: Vec<Chip>,
    reset: String,
    facets: Vec<FacetView>,
    /// The index of the facet before which the dates are shown: after the countries, where they are visible without
    /// scrolling.
    date_at: usize,
    histogram: Option<HistogramView>,
    period: PeriodForm,
    event: FieldForm,
    sorts: Vec<SortView>,
    hits: Vec<HitView<'a>>,
    further: Option<FurtherView<'a>>,
    pages: Pages,
    /// How typed names were resolved.
    resolved: Vec<ResolvedView>,
    /// Advice when nothing was found: searches that find something.
    suggestions: Vec<SuggestionView>,
    help: Vec<Example>,
    json: String,
}

/// The documents behind the matches.
struct FurtherView<'a> {
    heading: String,
    hits: Vec<HitView<'a>>,
}

/// How a typed name was resolved.
struct ResolvedView {
    typed: String,
    values: String,
}

impl From<&Resolved> for ResolvedView {
    fn from(resolved: &Resolved) -> Self {
        let more = if resolved.more { ", …" } else { "" };
        Self { typed: resolved.typed.clone(), values: resolved.values.join(", ") + more }
    }
}

/// A search that finds something.
struct SuggestionView {
    text: String,
    count: String,
    href: String,
}

/// An order of the hits.
struct SortView {
    name: &'static str,
    href: String,
    chosen: bool,
}

/// The links to other pages of hits.
struct Pages {
    /// «11–20 из 45»; empty when all hits are on the page.
    range: String,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    /// There are more hits, but no page of them.
    window_end: bool,
}

/// A query and what it finds.
struct Example {
    query: &'static str,
    href: String,
    meaning: String,
}

/// Renders the search page.
pub(in crate::http) fn search_page<'a>(page: &'a SearchPage<'a>) -> Result<String, askama::Error> {
    let &SearchPage { answer, vocabulary, reader, .. } = page;
    let Answer { params, request, results, .. } = answer;
    let t = texts(reader);
    let links = Links::new(params);
    let asked = !request.text.is_empty();
    let chips = chips(&links, vocabulary, reader);
    let facets = facets(&results.facets, &links, vocabulary, reader);
    let start = !asked && request.filters.is_empty();
    let views = |hits: &'a [Hit]| hits.iter().map(|found| hit(found, &links, vocabulary, reader)).collect();
    let (heading, summary) = match results.total {
        0 => (t.nothing.to_owned(), String::new()),
        total if start => (t.newest.to_owned(), t.of_documents(total)),
        total => (t.found(total), duration(page.took_ms, reader)),
    };
    SearchTemplate {
        frame: Frame::new(asked.then_some(request.text.as_str()), &links, reader),
        heading,
        summary,
        start,
        understood: understood(&request.text, &results.query),
        expansions: expansions(&results.query),
        warnings: results.warnings.iter().map(|warning| warning.message(reader)).collect(),
        reset: links.without_filters(),
        date_at: facets.iter().take_while(|facet| facet.code == FacetName::COUNTRY.code()).count(),
        facets,
        histogram: results
            .dates
            .as_ref()
            .and_then(|dates| histogram(dates, &request.filters, &links, reader)),
        period: PeriodForm::new(params, &links),
        event: FieldForm::event(&links),
        sorts: sorts(request, &links, reader),
        hits: views(&results.hits),
        further: results
            .further
            .as_ref()
            .map(|further| FurtherView { heading: t.further(further.total), hits: views(&further.hits) }),
        pages: pages(request, results, &links, reader),
        suggestions: answer
            .suggestions
            .iter()
            .map(|suggestion| SuggestionView {
                text: suggestion.text(vocabulary, reader),
                count: t.of_documents(suggestion.count),
                href: Links::new(&suggestion.params).here(),
            })
            .collect(),
        resolved: answer.resolved.iter().map(ResolvedView::from).collect(),
        help: t
            .examples(&other_fields(reader))
            .into_iter()
            .map(|(query, meaning)| Example { query, href: links::query(query), meaning })
            .collect(),
        json: links.json(),
        chips,
    }
    .render()
}

/// The fields of facets that the examples of queries do not use: «тема:, вид:, …».
fn other_fields(reader: Language) -> String {
    let facets = FacetName::all().filter(|facet| *facet != FacetName::COUNTRY);
    facets.map(|facet| format!("{}:", facet.field(reader))).collect::<Vec<_>>().join(", ")
}

/// The query as it was understood, when a reader would see a difference from what was typed.
fn understood(typed: &str, query: &Query) -> Option<String> {
    if matches!(query, Query::All | Query::Nothing) {
        return None;
    }
    let understood = query.as_typed().to_string();
    let folded = |text: &str| {
        let seen: String = text
            .chars()
            .map(|c| match c {
                'ё' | 'Ё' => 'е',
                '«' | '»' | '“' | '”' | '„' => '"',
                c if c.is_alphanumeric() || "\"()|-=*~:+".contains(c) => c,
                _ => ' ',
            })
            .collect();
        seen.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (folded(typed) != folded(&understood)).then_some(understood)
}

/// A part of the query that was searched with synonyms.
struct ExpansionView {
    typed: String,
    /// The first of them, for the line that is always shown.
    first: String,
    others: String,
}

/// At most 3 synonyms are shown at once; the rest is folded.
const NAMES_SHOWN: usize = 3;

fn expansions(query: &Query) -> Vec<ExpansionView> {
    query
        .expansions()
        .into_iter()
        .map(|(typed, others)| {
            let others: Vec<String> = others.iter().map(|other| other.words().join(" ")).collect();
            let more = if others.len() > NAMES_SHOWN { " …" } else { "" };
            ExpansionView {
                typed: typed.words().join(" "),
                first: others.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ") + more,
                others: others.join(", "),
            }
        })
        .collect()
}

fn duration(took_ms: f64, reader: Language) -> String {
    let t = texts(reader);
    if took_ms < 1.0 { t.took_least.to_owned() } else { t.took(Plain(took_ms.round_ties_even() as u64)) }
}

/// The orders to choose from; relevance only with a query.
fn sorts(request: &SearchRequest, links: &Links, reader: Language) -> Vec<SortView> {
    let t = texts(reader);
    [(Sort::Relevance, t.sort_relevance), (Sort::Newest, t.sort_newest), (Sort::Oldest, t.sort_oldest)]
        .into_iter()
        .filter(|&(sort, _)| sort != Sort::Relevance || !request.text.is_empty())
        .map(|(sort, name)| SortView { name, href: links.sorted(sort), chosen: sort == request.sort })
        .collect()
}

fn pages(request: &SearchRequest, results: &SearchResults, links: &Links, reader: Language) -> Pages {
    let (offset, limit) = (request.page.offset(), request.page.limit());
    if request.after.is_some() {
        // After a cursor the number of hits before is unknown.
        return Pages {
            range: String::new(),
            first: Some(links.page(0)),
            previous: None,
            next: results.next.as_ref().map(|cursor| links.after(cursor)),
            window_end: false,
        };
    }
    let shown = results.hits.len();
    let further = results.further.as_ref().map_or((0, 0), |further| (further.total, further.hits.len()));
    let end = offset + shown + further.1;
    let more = (end as u64) < results.total + further.0 && end > offset;
    let reachable = offset + 2 * limit <= MAX_WINDOW;
    let range = match shown {
        0 => String::new(),
        count if count as u64 == results.total => String::new(),
        _ => texts(reader).range(offset as u64 + 1, (offset + shown) as u64, results.total),
    };
    let empty = end == offset;
    Pages {
        range,
        first: (empty && results.total > 0).then(|| links.page(0)),
        previous: (offset > 0 && !empty).then(|| links.page(offset.saturating_sub(limit))),
        next: (more && reachable).then(|| links.page(offset + limit)),
        window_end: more && !reachable,
    }
}
