//! A [`Query`] against one analysed text: which words match. The marks in titles and snippets are made here, by the
//! same rules as the matches of the index.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

#[cfg(test)]
use super::Filter;
use super::{Pattern, Query, TextField, Word};
use crate::analysis::Token;

/// The tokens of one text, by term and by surface form.
pub struct TokenIndex<'t> {
    tokens: &'t [Token],
    terms: HashMap<&'t str, Vec<u32>>,
    /// Sorted, so that the forms with one prefix are neighbours.
    forms: BTreeMap<&'t str, Vec<u32>>,
}

impl<'t> TokenIndex<'t> {
    /// Indexes a text's tokens.
    pub fn new(tokens: &'t [Token]) -> Self {
        Self::of(tokens, |_| true)
    }

    /// Indexes only the tokens of a text that a query's words match; enough for [`Self::marks`] of that query, and much
    /// less work.
    pub fn for_query(tokens: &'t [Token], query: &Query) -> Self {
        let mut words: Vec<&Word> = Vec::new();
        query.positive_leaves(&mut |leaf| match leaf {
            Query::Word { word, .. } => words.push(word),
            Query::Phrase { words: phrase, .. } => words.extend(phrase),
            _ => {}
        });
        Self::of(tokens, |token| words.iter().any(|word| word.pattern.matches(token)))
    }

    /// Indexes only the tokens of a text that `keep` accepts. As in the engine's index, the others keep their
    /// positions, so that the words around them do not become neighbours.
    pub fn of(tokens: &'t [Token], keep: impl Fn(&Token) -> bool) -> Self {
        let mut terms: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut forms: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for token in tokens.iter().filter(|token| keep(token)) {
            let at = token.position;
            for term in token.terms.iter() {
                terms.entry(term).or_default().push(at);
            }
            forms.entry(&token.form).or_default().push(at);
        }
        Self { tokens, terms, forms }
    }

    /// Whether a word occurs.
    fn contains(&self, word: &Word) -> bool {
        match &word.pattern {
            Pattern::Terms(terms) => terms.iter().any(|term| self.terms.contains_key(term.as_str())),
            Pattern::Form(form) => self.forms.contains_key(form.as_str()),
            Pattern::Prefix(prefix) => self.with_prefix(prefix).next().is_some(),
        }
    }

    fn with_prefix<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'s Vec<u32>> {
        self.forms
            .range(prefix..)
            .take_while(move |(form, _)| form.starts_with(prefix))
            .map(|(_, places)| places)
    }

    /// The postings of a word: its positions, in order.
    fn places(&self, word: &Word) -> Vec<u32> {
        let mut places: Vec<u32> = match &word.pattern {
            Pattern::Terms(terms) => {
                terms.iter().filter_map(|term| self.terms.get(term.as_str())).flatten().copied().collect()
            }
            Pattern::Form(form) => self.forms.get(form.as_str()).cloned().unwrap_or_default(),
            Pattern::Prefix(prefix) => self.with_prefix(prefix).flatten().copied().collect(),
        };
        places.sort_unstable();
        places.dedup();
        places
    }

    /// For each occurrence of a phrase, the positions of its words.
    fn phrase(&self, words: &[Word], slop: u32) -> Vec<Vec<u32>> {
        if !words.iter().all(|word| self.contains(word)) {
            return Vec::new();
        }
        let places: Vec<Vec<u32>> = words.iter().map(|word| self.places(word)).collect();
        let Some((first, rest)) = places.split_first() else {
            return Vec::new();
        };
        first.iter().filter_map(|&start| occurrence(start, rest, slop)).collect()
    }
}

/// The positions where a phrase begins, given those of each of its words in order. With `slop` 0 the words stand in a
/// row; otherwise they may be shifted against one another by at most `slop` positions, the widest shift counting, so
/// that two swapped neighbours need 2. The index, topics and marks all use this function.
pub fn phrase_starts(places: &[Vec<u32>], slop: u32) -> Vec<u32> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    first.iter().copied().filter(|&start| occurrence(start, rest, slop).is_some()).collect()
}

/// The occurrence of a phrase whose first word is at `start`; `rest` holds the positions of the other words.
pub(super) fn occurrence(start: u32, rest: &[impl AsRef<[u32]>], slop: u32) -> Option<Vec<u32>> {
    let mut occurrence = vec![start];
    let (mut least, mut most) = (i64::from(start), i64::from(start));
    for (offset, places) in (1..).zip(rest) {
        let wanted = i64::from(start) + offset;
        let nearest = nearest(places.as_ref(), wanted)?;
        let shifted = i64::from(nearest) - offset;
        least = least.min(shifted);
        most = most.max(shifted);
        if most - least > i64::from(slop) || occurrence.contains(&nearest) {
            return None;
        }
        occurrence.push(nearest);
    }
    Some(occurrence)
}

/// The number nearest to `wanted` in an ordered list; the smaller of two equally near ones.
fn nearest(places: &[u32], wanted: i64) -> Option<u32> {
    let after = places.partition_point(|&place| i64::from(place) < wanted);
    let distance = |place: &u32| (i64::from(*place) - wanted).abs();
    let before = after.checked_sub(1).and_then(|before| places.get(before));
    before.into_iter().chain(places.get(after)).copied().min_by_key(distance)
}

/// One document, or its parts that a query may match: the simple way to match one query, with which tests compare
/// [`super::StandingQueries`].
#[cfg(test)]
pub(super) struct Analysed<'a, 't> {
    /// Its title.
    pub(super) title: &'a TokenIndex<'t>,
    /// Its text, or the part of it that counts.
    pub(super) body: &'a TokenIndex<'t>,
}

#[cfg(test)]
impl Analysed<'_, '_> {
    /// Whether the document matches. `property` answers the filters in the query.
    pub(super) fn matches(&self, query: &Query, property: &impl Fn(&Filter) -> bool) -> bool {
        match query {
            Query::All => true,
            Query::Nothing => false,
            Query::Word { field, word } => self.texts(*field).any(|text| text.contains(word)),
            Query::Phrase { field, words, slop } => {
                self.texts(*field).any(|text| !text.phrase(words, *slop).is_empty())
            }
            Query::Filter(filter) => property(filter),
            Query::And(parts) => parts.iter().all(|part| self.matches(part, property)),
            Query::Or(parts) => parts.iter().any(|part| self.matches(part, property)),
            Query::Expanded { typed, others } => {
                self.matches(typed, property) || others.iter().any(|part| self.matches(part, property))
            }
            Query::Not(inner) => !self.matches(inner, property),
        }
    }

    fn texts(&self, field: TextField) -> impl Iterator<Item = &TokenIndex<'_>> {
        let title = (field != TextField::Body).then_some(self.title);
        let body = (field != TextField::Title).then_some(self.body);
        title.into_iter().chain(body)
    }
}

impl TokenIndex<'_> {
    /// The byte ranges of the words of this text that match `query`, in order and without overlaps; `field` says which
    /// text of the document this is. Words of a phrase are marked only where the phrase occurs.
    pub fn marks(&self, query: &Query, field: TextField) -> Vec<Range<usize>> {
        let mut places: Vec<u32> = Vec::new();
        query.positive_leaves(&mut |leaf| match leaf {
            Query::Word { field: asked, word } if covers(*asked, field) => {
                places.extend(self.places(word));
            }
            Query::Phrase { field: asked, words, slop } if covers(*asked, field) => {
                places.extend(self.phrase(words, *slop).into_iter().flatten());
            }
            _ => {}
        });
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .map(|place| {
                let at = self.tokens.partition_point(|token| token.position < place);
                self.tokens[at].start..self.tokens[at].end
            })
            .collect()
    }
}

/// Whether a leaf for the field `asked` matches in the text `field`.
pub(super) fn covers(asked: TextField, field: TextField) -> bool {
    asked == TextField::Any || asked == field
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::analysis::Analyzer;
    use crate::model::{Language, Vocabulary};
    use crate::query::Parser;

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

    const TITLE: &str = "О встрече с Послом ОАЭ";
    const BODY: &str =
        "Министр встретился с послом. Стороны обсудили кибербезопасность и почтовую связь в г.Дубай.";

    fn marked(query: &str, text: &str, field: TextField) -> Vec<String> {
        let analyzer = &*ANALYZER;
        let vocabulary = Vocabulary::default();
        let (query, _) = Parser::new(analyzer, &vocabulary).parse(query);
        let tokens = analyzer.document(text, Language::Russian);
        TokenIndex::new(&tokens)
            .marks(&query, field)
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    fn check(query: &str, expected: bool) {
        let analyzer = &*ANALYZER;
        let vocabulary = Vocabulary::default();
        let (parsed, _) = Parser::new(analyzer, &vocabulary).parse(query);
        let title = analyzer.document(TITLE, Language::Russian);
        let body = analyzer.document(BODY, Language::Russian);
        let document = Analysed { title: &TokenIndex::new(&title), body: &TokenIndex::new(&body) };
        assert_eq!(document.matches(&parsed, &|_| false), expected, "{query}");
    }

    #[test]
    fn what_matches() {
        check("посла ОАЭ", true);
        check("посла -ОАЭ", false);
        check("body:ОАЭ", false);
        check("title:ОАЭ", true);
        check("\"почтовой связи\"", true);
        check("\"связь почтовая\"", false);
        check("\"обсудили связь\"", false);
        check("\"обсудили связь\"~2", false);
        check("\"обсудили связь\"~3", true);
        check("\"связь почтовая\"~1", false);
        check("\"связь почтовая\"~2", true);
        check("=послом", true);
        check("=посол", false);
        check("кибер*", true);
        check("Дубай", true);
        check("визит | стороне", true);
        check("country:AE", false);
        check("", true);
    }

    #[test]
    fn marks_are_the_words_asked_for() {
        assert_eq!(marked("посол сторона", BODY, TextField::Body), ["послом", "Стороны"]);
        assert_eq!(marked("title:посол", BODY, TextField::Body), [""; 0]);
        assert_eq!(marked("-посол обсудить", BODY, TextField::Body), ["обсудили"]);
        assert_eq!(marked("\"почтовая связь\" -\"с послом\"", BODY, TextField::Body), ["почтовую", "связь"]);
    }

    /// Comparing every word with every other one took minutes for two megabytes of «и в и в».
    #[test]
    fn a_phrase_in_a_long_monotonous_text_is_found_in_time() {
        let tokens = ANALYZER.document(&"и в ".repeat(200_000), Language::Russian);
        let vocabulary = Vocabulary::default();
        let (query, _) = Parser::new(&ANALYZER, &vocabulary).parse("\"и в\"");
        assert_eq!(TokenIndex::new(&tokens).marks(&query, TextField::Body).len(), 400_000);
    }

    proptest::proptest! {
        #[test]
        fn marks_lie_around_words_of_the_query(query in "[а-яa-z\"=*| -]{0,20}", text in "[а-яёa-z .,\u{301}\u{ad}]{0,60}") {
            let analyzer = &*ANALYZER;
            let vocabulary = Vocabulary::default();
            let (query, _) = Parser::new(analyzer, &vocabulary).parse(&query);
            let tokens = analyzer.document(&text, Language::Russian);
            let mut last = 0;
            let marks = TokenIndex::for_query(&tokens, &query).marks(&query, TextField::Body);
            assert_eq!(marks, TokenIndex::new(&tokens).marks(&query, TextField::Body));
            for range in marks {
                assert!(range.start >= last && text.get(range.clone()).is_some());
                last = range.end;
                let token = tokens.iter().find(|token| token.start == range.start).expect("a mark is a token");
                let mut asked = false;
                query.positive_leaves(&mut |leaf| {
                    let words = match leaf {
                        Query::Word { word, .. } => std::slice::from_ref(word),
                        Query::Phrase { words, .. } => words.as_slice(),
                        _ => &[],
                    };
                    asked |= words.iter().any(|word| word.pattern.matches(token));
                });
                assert!(asked);
            }
        }
    }
}
