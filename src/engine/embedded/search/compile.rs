//! [`Query`] → tantivy's queries.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as IndexQuery, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::events::During;
use super::exclusion::Materialized;
use super::relevance::{Name, Named, Text};
use super::second_phase::Features;
use super::timed::Timed;
use crate::analysis::families;
use crate::engine::days::days;
use crate::engine::deadline::in_time;
use crate::engine::embedded::schema::{Fields, form_term};
use crate::engine::{EngineError, Ranking};
use crate::query::{Filter, Naming, Pattern, Query, TextField, Warning, WarningKind, Word};

/// The most surface forms that a prefix stands for in one field.
const MAX_EXPANSIONS: usize = 1_000;

pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields,
    pub(super) searcher: &'a Searcher,
    pub(super) ranking: Ranking,
    pub(super) warnings: Vec<Warning>,
}

impl Compiler<'_> {
    pub(super) fn compile(&mut self, query: &Query) -> Result<Box<dyn IndexQuery>, EngineError> {
        in_time()?;
        Ok(match query {
            Query::All => Box::new(AllQuery),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Word { field, word: Word { text, pattern: Pattern::Prefix(prefix), .. } } => {
                self.prefix(*field, prefix, text)?
            }
            Query::Word { .. } | Query::Phrase { .. } | Query::Expanded { .. } => match self.named(query) {
                Some(named) => Box::new(named),
                None => self.expanded(query)?,
            },
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

    pub(super) fn boolean(
        &mut self,
        parts: &[Query],
        occur: Occur,
    ) -> Result<Box<dyn IndexQuery>, EngineError> {
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

    /// What raises the documents of a query: its words near one another.
    pub(super) fn features(&self, query: &Query) -> Features {
        let mut groups = Vec::new();
        self.groups(query, &mut groups);
        Features { groups, ..Features::default() }
    }

    /// What raises the documents with some words of a relaxed query: the words near one another, and for a word that is
    /// missing others of its family.
    pub(super) fn features_of_words(&self, words: &[Query]) -> Features {
        let words = self.group(words);
        let families = match self.ranking.family > 0.0 {
            true => words.iter().map(|word| self.family(word)).collect(),
            false => Vec::new(),
        };
        Features { groups: vec![words], families, optional: Vec::new() }
    }

    /// Adds the words of each AND and each OR of a query, as one group each: words make pairs only within a group.
    fn groups(&self, query: &Query, groups: &mut Vec<Vec<Named>>) {
        let (Query::And(parts) | Query::Or(parts)) = query else { return };
        let words = self.group(parts);
        if words.len() > 1 {
            groups.push(words);
        }
        for part in parts {
            self.groups(part, groups);
        }
    }

    fn group(&self, parts: &[Query]) -> Vec<Named> {
        let mut words: Vec<Query> = Vec::new();
        for part in parts {
            match part {
                // Of a name of several words, the words that were typed.
                Query::Expanded { typed, .. } if matches!(**typed, Query::And(_)) => {
                    if let Query::And(typed) = typed.as_ref() {
                        words.extend(typed.iter().cloned());
                    }
                }
                Query::Phrase { field, words: phrase, .. } => {
                    words.extend(phrase.iter().map(|word| Query::Word { field: *field, word: word.clone() }));
                }
                part => words.push(part.clone()),
            }
        }
        words.iter().filter(|word| looks_everywhere(word)).filter_map(|word| self.named(word)).collect()
    }

    /// The other words of a typed word's family, in every text except the background. `None` for phrases and for words
    /// without a family.
    fn family(&self, named: &Named) -> Option<Named> {
        let [word] = named.names.first()?.words.as_slice() else { return None };
        let Pattern::Terms(terms) = &word.pattern else { return None };
        let families = families(terms);
        if families.is_empty() {
            return None;
        }
        let word = Word { pattern: Pattern::Terms(families), ..word.clone() };
        let text = |field, weight| Text { field, weight, repeats: false };
        Some(Named {
            names: vec![Name { words: vec![word], slop: 0, weight: 1.0 }],
            texts: vec![
                text(self.fields.title_families, self.ranking.title),
                text(self.fields.body_families, 1.0),
            ],
            ranking: self.ranking,
        })
    }

    /// The words and phrases of a leaf and of its synonyms. `None` for other queries, and for prefixes.
    pub(super) fn named(&self, query: &Query) -> Option<Named> {
        let leaves: Vec<&Query> = match query {
            Query::Expanded { typed, others } => std::iter::once(typed.as_ref()).chain(others).collect(),
            leaf => vec![leaf],
        };
        let mut named = self.names(&leaves)?;
        if let Some(typed) = named.names.first_mut() {
            typed.weight = 1.0;
        }
        Some(named)
    }

    /// Leaves as names, with the weight of synonyms.
    fn names(&self, leaves: &[&Query]) -> Option<Named> {
        let mut names = Vec::with_capacity(leaves.len());
        let mut asked = TextField::Any;
        for leaf in leaves {
            let (field, words, slop) = match leaf {
                Query::Word { word: Word { pattern: Pattern::Prefix(_), .. }, .. } => return None,
                Query::Word { field, word } => (field, vec![word.clone()], 0),
                Query::Phrase { field, words, slop } => (field, words.clone(), *slop),
                _ => return None,
            };
            asked = *field;
            names.push(Name { words, slop, weight: self.ranking.other_name });
        }
        (!names.is_empty()).then(|| Named { names, texts: self.texts(asked), ranking: self.ranking })
    }

    /// The query for several typed words, or for a synonym of them.
    fn expanded(&mut self, query: &Query) -> Result<Box<dyn IndexQuery>, EngineError> {
        let Query::Expanded { typed, others } = query else { return Ok(Box::new(EmptyQuery)) };
        let mut parts = vec![(Occur::Should, self.compile(typed)?)];
        let others: Vec<&Query> = others.iter().collect();
        if let Some(others) = self.names(&others) {
            parts.push((Occur::Should, Box::new(others)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    fn texts(&self, field: TextField) -> Vec<Text> {
        let (fields, ranking) = (self.fields, self.ranking);
        let text = |field, weight| Text { field, weight, repeats: false };
        let title = text(fields.title, ranking.title);
        let lead = Text { repeats: true, ..text(fields.lead, ranking.lead) };
        let body = text(fields.body, 1.0);
        let background = text(fields.background, ranking.background);
        match field {
            TextField::Title => vec![title],
            TextField::Body => vec![lead, body, background],
            TextField::Any => vec![title, lead, body, background],
        }
    }

    fn prefix(
        &mut self,
        field: TextField,
        prefix: &str,
        typed: &str,
    ) -> Result<Box<dyn IndexQuery>, EngineError> {
        let mut parts = Vec::with_capacity(3);
        for text in self.texts(field).into_iter().filter(|text| !text.repeats) {
            let terms = self.expand(text.field, prefix, typed)?;
            let any: Box<dyn IndexQuery> = Box::new(Timed(Box::new(TermSetQuery::new(terms))));
            parts.push((Occur::Should, Box::new(BoostQuery::new(any, text.weight)) as Box<dyn IndexQuery>));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// The surface forms in the index that begin with a prefix, in the order of the alphabet.
    fn expand(&mut self, field: Field, prefix: &str, typed: &str) -> Result<Vec<Term>, EngineError> {
        let start = form_term(prefix);
        let mut terms: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
        let mut cut = false;
        for segment in self.searcher.segment_readers() {
            in_time()?;
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

    /// Documents with a value of an open-ended facet whose name has these words.
    fn called(&self, field: Field, naming: &Naming) -> Box<dyn IndexQuery> {
        let names = vec![Name { words: naming.words.clone(), slop: NAME_SLOP, weight: 1.0 }];
        let texts = vec![Text { field, weight: 1.0, repeats: false }];
        Box::new(Named { names, texts, ranking: self.ranking })
    }

    fn filter(&self, filter: &Filter) -> Box<dyn IndexQuery> {
        let is = |field, value: &str| -> Box<dyn IndexQuery> {
            Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
        };
        match filter {
            Filter::Value(facet, value) => is(self.fields.facets[*facet].values, value),
            Filter::Named(facet, naming) => match self.fields.facets[*facet].words {
                Some(words) => self.called(words, naming),
                // Only names of open-ended facets are indexed by their words.
                None => Box::new(EmptyQuery),
            },
            Filter::Published(period) => {
                let bound = |date| Bound::Included(Term::from_field_i64(self.fields.published, days(date)));
                Box::new(RangeQuery::new(bound(period.first), bound(period.last)))
            }
            Filter::Event(period) => Box::new(During(*period)),
        }
    }
}

/// The slop of a name's words: «Залесский Кирилл», «Кирилл Залесский».
const NAME_SLOP: u32 = 3;

/// Whether a leaf matches in all texts of a document, as words of a query do unless a field is named.
fn looks_everywhere(query: &Query) -> bool {
    match query {
        Query::Word { field, .. } | Query::Phrase { field, .. } => *field == TextField::Any,
        Query::Expanded { typed, .. } => looks_everywhere(typed),
        _ => false,
    }
}
