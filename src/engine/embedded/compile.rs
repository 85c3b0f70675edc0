//! [`Query`] → tantivy's queries, and how much each field weighs.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query as IndexQuery, RangeQuery, RegexPhraseQuery, TermQuery, TermSetQuery, wildcard_query_to_regex_str,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::exclusion::Materialized;
use super::schema::{Fields, days, form_term};
use crate::engine::EngineError;
use crate::query::{Filter, Pattern, Query, TextField, Warning, WarningKind, Word};

/// How much a match in each text counts. First values, from the figures in use elsewhere (Federal Register: title
/// 2.5); a background part tells of earlier events, so it weighs less.
const TITLE_WEIGHT: f32 = 2.5;
const BODY_WEIGHT: f32 = 1.0;
const BACKGROUND_WEIGHT: f32 = 0.5;

/// How many forms a prefix may stand for in one field.
const MAX_EXPANSIONS: usize = 1_000;

pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields,
    pub(super) searcher: &'a Searcher,
    pub(super) warnings: Vec<Warning>,
}

impl Compiler<'_> {
    pub(super) fn compile(&mut self, query: &Query) -> Result<Box<dyn IndexQuery>, EngineError> {
        Ok(match query {
            Query::All => Box::new(AllQuery),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Word { field, word } => {
                let mut parts = Vec::with_capacity(3);
                for (field, weight) in self.texts(*field) {
                    parts.push((Occur::Should, boosted(self.word(field, word)?, weight)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Query::Phrase { field, words, slop } => {
                let mut parts = Vec::new();
                for (field, weight) in self.texts(*field) {
                    parts.push((Occur::Should, boosted(phrase(field, words, *slop), weight)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Query::Filter(filter) => Box::new(ConstScoreQuery::new(self.filter(filter), 0.0)),
            Query::And(parts) => self.boolean(parts, Occur::Must)?,
            Query::Or(parts) => self.boolean(parts, Occur::Should)?,
            Query::Not(inner) => {
                let excluded = self.excluded(inner)?;
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, Box::new(AllQuery) as Box<dyn IndexQuery>),
                    (Occur::MustNot, excluded),
                ]))
            }
        })
    }

    fn boolean(&mut self, parts: &[Query], occur: Occur) -> Result<Box<dyn IndexQuery>, EngineError> {
        let mut compiled = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            match part {
                Query::Not(inner) if occur == Occur::Must => {
                    compiled.push((Occur::MustNot, self.excluded(inner)?));
                }
                part => compiled.push((occur, self.compile(part)?)),
            }
        }
        if compiled.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            compiled.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(compiled)))
    }

    fn excluded(&mut self, query: &Query) -> Result<Box<dyn IndexQuery>, EngineError> {
        Ok(Box::new(Materialized(self.compile(query)?)))
    }

    fn texts(&self, field: TextField) -> Vec<(Field, f32)> {
        let title = [(self.fields.title, TITLE_WEIGHT)];
        let body = [(self.fields.body, BODY_WEIGHT), (self.fields.background, BACKGROUND_WEIGHT)];
        match field {
            TextField::Title => title.to_vec(),
            TextField::Body => body.to_vec(),
            TextField::Any => [title.as_slice(), &body].concat(),
        }
    }

    fn word(&mut self, field: Field, word: &Word) -> Result<Box<dyn IndexQuery>, EngineError> {
        Ok(match &word.pattern {
            Pattern::Prefix(prefix) => {
                let terms = self.expand(field, prefix, &word.text)?;
                Box::new(TermSetQuery::new(terms))
            }
            _ => {
                let alternatives: Vec<Box<dyn IndexQuery>> = term_texts(word)
                    .iter()
                    .map(|term| {
                        let term = Term::from_field_text(field, term);
                        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn IndexQuery>
                    })
                    .collect();
                // The best reading counts, so that a word with more readings is not worth more.
                Box::new(DisjunctionMaxQuery::new(alternatives))
            }
        })
    }

    /// The forms in the index that begin with a prefix, in the order of the alphabet.
    fn expand(&mut self, field: Field, prefix: &str, typed: &str) -> Result<Vec<Term>, EngineError> {
        let start = form_term(prefix);
        let mut terms: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
        let mut cut = false;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
            let mut taken = 0;
            while stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else { break };
                if !term.starts_with(&start) {
                    break;
                }
                taken += 1;
                if taken > MAX_EXPANSIONS {
                    cut = true;
                    break;
                }
                terms.insert(term.to_owned());
            }
        }
        let warned = |warning: &Warning| matches!(&warning.kind, WarningKind::TooManyExpansions(other) if other == typed);
        if (cut || terms.len() > MAX_EXPANSIONS) && !self.warnings.iter().any(warned) {
            self.warnings.push(Warning::whole(WarningKind::TooManyExpansions(typed.to_owned())));
        }
        Ok(terms.into_iter().take(MAX_EXPANSIONS).map(|term| Term::from_field_text(field, &term)).collect())
    }

    fn filter(&self, filter: &Filter) -> Box<dyn IndexQuery> {
        let is = |field, value: &str| -> Box<dyn IndexQuery> {
            Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
        };
        match filter {
            Filter::Country(country) => is(self.fields.country, country.code()),
            Filter::Topic(topic) => is(self.fields.topic, topic),
            Filter::Source(source) => is(self.fields.source, source),
            Filter::Language(language) => is(self.fields.language, language.code()),
            Filter::Published(period) => {
                let bound = |date| Bound::Included(Term::from_field_i64(self.fields.published, days(date)));
                Box::new(RangeQuery::new(bound(period.first), bound(period.last)))
            }
        }
    }
}

fn boosted(query: Box<dyn IndexQuery>, weight: f32) -> Box<dyn IndexQuery> {
    Box::new(BoostQuery::new(query, weight))
}

fn term_texts(word: &Word) -> Vec<String> {
    match &word.pattern {
        Pattern::Terms(terms) => terms.clone(),
        Pattern::Form(form) => vec![form_term(form)],
        Pattern::Prefix(_) => Vec::new(),
    }
}

/// A phrase whose words may each stand for several terms. As long as every word has one, it is a plain phrase;
/// otherwise each place takes any of its word's terms.
fn phrase(field: Field, words: &[Word], slop: u32) -> Box<dyn IndexQuery> {
    let alternatives: Vec<Vec<String>> = words.iter().map(term_texts).collect();
    if alternatives.iter().all(|terms| terms.len() == 1) {
        let terms = alternatives.concat().iter().map(|term| Term::from_field_text(field, term)).collect();
        let mut query = PhraseQuery::new(terms);
        query.set_slop(slop);
        return Box::new(query);
    }
    // The library's phrase of alternatives takes them as patterns. Ours are escaped terms and nothing else.
    let patterns = alternatives
        .iter()
        .map(|terms| {
            let escaped: Vec<String> = terms.iter().map(|term| wildcard_query_to_regex_str(term)).collect();
            format!("({})", escaped.join("|"))
        })
        .collect();
    let mut query = RegexPhraseQuery::new(field, patterns);
    query.set_slop(slop);
    Box::new(query)
}
