//! A document as a hit of a search.

use super::results::Hit;
use super::snippet;
use crate::analysis::Analyzer;
use crate::model::Document;
use crate::query::Query;

/// The hit of a document for a query, with the query's words marked.
pub(super) fn hit(document: Document, query: &Query, analyzer: &Analyzer, score: f32) -> Hit {
    let title = snippet::title(&document, query, analyzer);
    let snippet = snippet::snippet(&document, query, analyzer);
    let annotations = document.annotations;
    Hit {
        title,
        snippet,
        published: annotations.published,
        language: annotations.language,
        countries: annotations
            .countries
            .iter()
            .map(|mentions| (mentions.country, mentions.count()))
            .collect(),
        topics: annotations.topics.into_iter().map(|topic| topic.topic).collect(),
        people: annotations.people.into_iter().map(|person| person.name).collect(),
        organisations: annotations.organisations.into_iter().map(|organisation| organisation.name).collect(),
        kind: annotations.kind,
        id: document.communique.id,
        url: document.communique.url,
        source: document.communique.source,
        score,
    }
}
