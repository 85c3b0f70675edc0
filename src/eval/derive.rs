//! Judged sets made from an archive itself: a query is made from a document, and that document is the right answer
//! (known-item search). Each kind of query fails in another way, so that weights which are good for all of them are not
//! good for one kind of text only.

use std::collections::{HashMap, HashSet};

use crate::analysis::{Analyzer, Token, sentences};
use crate::lexicon::{dictionary_forms, russian_lemmas};
use crate::model::{Document, Language, Vocabulary};
use crate::query::{Parser, Query, Synonyms};

/// A kind of query that is made from a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// The title; the documents have none.
    Headline,
    /// The first sentence of the text, which the document lacks then.
    FirstSentence,
    /// A name of two words and two rare words, in the order of the text.
    RareWords,
    /// The title with every noun and adjective in another form; the documents have their titles.
    Inflected,
    /// The title with one word or name replaced by a synonym.
    Synonym,
}

/// A document as a set has it.
pub struct SetDocument {
    /// Its id in the judgements.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// Documents, and queries with the index of the document that each should find.
pub struct DerivedSet {
    /// The documents.
    pub documents: Vec<SetDocument>,
    /// The queries.
    pub queries: Vec<(String, usize)>,
}

impl Derived {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Headline, Self::FirstSentence, Self::RareWords, Self::Inflected, Self::Synonym];

    /// The name of the folder of such a set.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::FirstSentence => "first-sentence",
            Self::RareWords => "rare-words",
            Self::Inflected => "inflected",
            Self::Synonym => "synonym",
        }
    }
}

/// A query of a document: at least 3 words, so that it can be expected to find this one.
const LEAST_WORDS: usize = 3;

/// A rare word is in 2 to 30 documents.
const RARE: std::ops::RangeInclusive<u32> = 2..=30;

/// Makes a set of at most `most` queries, of documents that are spread evenly over the archive.
pub fn derive(
    kind: Derived,
    documents: &[(String, Document)],
    most: usize,
    analyzer: &Analyzer,
) -> DerivedSet {
    let mut set = DerivedSet {
        documents: documents
            .iter()
            .map(|(id, document)| SetDocument {
                id: id.clone(),
                title: document.communique.title.clone(),
                text: document.communique.text.clone(),
            })
            .collect(),
        queries: Vec::new(),
    };
    let frequencies =
        if kind == Derived::RareWords { frequencies(documents, analyzer) } else { HashMap::new() };
    let synonyms = Synonyms::new(analyzer);
    // More candidates than queries, because not every document gives one.
    let step = (documents.len() / (3 * most).max(1)).max(1);
    for (number, (_, document)) in documents.iter().enumerate().step_by(step) {
        let (title, text) = (&document.communique.title, &document.communique.text);
        let query = match kind {
            Derived::Headline => Some(title.clone()),
            Derived::FirstSentence => sentences(text).first().map(|first| text[first.clone()].to_owned()),
            Derived::RareWords => rare_words(document, &frequencies, analyzer),
            Derived::Inflected => inflected(title, document.annotations.language, analyzer),
            Derived::Synonym => with_synonym(title, &synonyms, analyzer),
        };
        let Some(query) = query.filter(|query| analyzer.query(query).len() >= LEAST_WORDS) else { continue };
        if kind == Derived::FirstSentence {
            let rest = text[sentences(text)[0].end..].trim_start();
            if rest.len() < 200 {
                continue;
            }
            set.documents[number].text = rest.to_owned();
        }
        set.queries.push((query, number));
    }
    // Evenly fewer.
    let all = set.queries.len();
    if all > most {
        let mut number = 0;
        set.queries.retain(|_| {
            number += 1;
            number * most / all > (number - 1) * most / all
        });
    }
    if kind == Derived::Headline {
        set.documents.iter_mut().for_each(|document| document.title.clear());
    }
    set
}

/// In how many documents each term is.
fn frequencies(documents: &[(String, Document)], analyzer: &Analyzer) -> HashMap<String, u32> {
    let mut frequencies = HashMap::new();
    for (_, document) in documents {
        let tokens = analyzer.document(&document.communique.text, document.annotations.language);
        let terms: HashSet<&String> = tokens.iter().filter_map(|token| token.terms.first()).collect();
        for term in terms {
            *frequencies.entry(term.clone()).or_default() += 1;
        }
    }
    frequencies
}

/// The first two capitalised words in a row inside a sentence, and two rare words that are neither.
fn rare_words(
    document: &Document,
    frequencies: &HashMap<String, u32>,
    analyzer: &Analyzer,
) -> Option<String> {
    let text = &document.communique.text;
    let tokens = analyzer.document(text, document.annotations.language);
    let written = |token: &Token| &text[token.start..token.end];
    let capital = |token: &Token| {
        let mut letters = written(token).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let name = tokens.windows(3).position(|three| {
        let [before, first, second] = three else { return false };
        !capital(before)
            && capital(first)
            && capital(second)
            && &text[before.end..first.start] == " "
            && &text[first.end..second.start] == " "
    })? + 1;
    let rare = |token: &Token| {
        let count = token.terms.first().and_then(|term| frequencies.get(term));
        count.is_some_and(|count| RARE.contains(count)) && token.form.chars().all(char::is_alphabetic)
    };
    let mut chosen: Vec<usize> = vec![name, name + 1];
    let mut said: HashSet<&str> = HashSet::new();
    for (at, token) in tokens.iter().enumerate() {
        if chosen.len() < 4 && !capital(token) && rare(token) && said.insert(&token.form) {
            chosen.push(at);
        }
    }
    (chosen.len() == 4).then(|| {
        chosen.sort_unstable();
        chosen.iter().map(|&at| written(&tokens[at])).collect::<Vec<_>>().join(" ")
    })
}

/// A title with its nouns and adjectives in other forms; the third of each word's forms that differs, so that the result
/// is the same in every run. `None` when less than two words change.
fn inflected(title: &str, language: Language, analyzer: &Analyzer) -> Option<String> {
    if language != Language::Russian {
        return None;
    }
    let mut changed = 0;
    let mut query = String::new();
    let mut end = 0;
    for token in analyzer.document(title, language) {
        query.push_str(&title[end..token.start]);
        end = token.end;
        let written = &title[token.start..token.end];
        let capital = written.starts_with(char::is_uppercase);
        let lemma = russian_lemmas(&token.form, capital).into_iter().next();
        let forms = lemma.map(|lemma| dictionary_forms(&lemma.text, true)).unwrap_or_default();
        let others: Vec<&String> = forms.iter().filter(|form| **form != token.form).collect();
        match others.get(2).or_else(|| others.last()) {
            Some(other) if token.form.chars().count() > 3 => {
                changed += 1;
                let mut letters = other.chars();
                match letters.next() {
                    Some(first) if capital => query.extend(first.to_uppercase().chain(letters)),
                    _ => query.push_str(other),
                }
            }
            _ => query.push_str(written),
        }
    }
    query.push_str(&title[end..]);
    (changed > 1).then_some(query)
}

/// A title with its first word or name that has a synonym replaced by it.
fn with_synonym(title: &str, synonyms: &Synonyms, analyzer: &Analyzer) -> Option<String> {
    let vocabulary = Vocabulary::default();
    let (query, _) = Parser::new(analyzer, &vocabulary).expanding(synonyms).parse(title);
    let (typed, others) = query.expansions().into_iter().next()?;
    let words = |query: &Query| query.words().join(" ");
    let (typed, other) = (words(typed), others.first().map(words)?);
    title.contains(&typed).then(|| title.replacen(&typed, &other, 1))
}
