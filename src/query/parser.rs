//! Lexemes → [`Query`]. Every query gets an answer: a fault becomes a [`Warning`] and the rest is parsed. Depth and
//! number of words are bounded, so that no query can exhaust the stack or the index.

use std::{iter::Peekable, vec::IntoIter};

use super::{
    Filter, Naming, Pattern, Query, Synonyms, TextField, Warning, WarningKind, Word,
    lexer::{FieldName, Lexeme, lex},
    limits::{MAX_DEPTH, MAX_WORDS},
};
use crate::analysis::Analyzer;
use crate::lexicon::normalize;
use crate::model::{Period, Vocabulary};

/// The shortest prefix, in characters.
const MIN_PREFIX_CHARS: usize = 2;

/// The slop with which two neighbours may be swapped.
const TURNED_ROUND: u32 = 2;

/// The widest gap that `"…"~N` may have.
const MAX_SLOP: u32 = 50;

/// Reads queries.
///
/// ```
/// use vestnik::analysis::Analyzer;
/// use vestnik::model::Vocabulary;
/// use vestnik::query::{Parser, WarningKind};
///
/// let (analyzer, vocabulary) = (Analyzer::new(), Vocabulary::default());
/// let parser = Parser::new(&analyzer, &vocabulary);
/// let (query, warnings) = parser.parse("визит -туризм");
/// assert_eq!(query.to_string(), "визит -туризм");
/// assert!(warnings.is_empty());
/// // A fault does not stop the query: the rest of it is searched.
/// let (query, warnings) = parser.parse("(визит");
/// assert_eq!(query.words(), ["визит"]);
/// assert_eq!(warnings[0].kind, WarningKind::UnclosedParenthesis);
/// ```
#[derive(Clone, Copy)]
pub struct Parser<'a> {
    analyzer: &'a Analyzer,
    vocabulary: &'a Vocabulary,
    synonyms: Option<&'a Synonyms>,
    max_words: usize,
}

impl<'a> Parser<'a> {
    /// A parser for typed queries.
    pub fn new(analyzer: &'a Analyzer, vocabulary: &'a Vocabulary) -> Self {
        Self { analyzer, vocabulary, synonyms: None, max_words: MAX_WORDS }
    }

    /// The same parser with synonyms: the names and abbreviations of one thing match each other, unless they are typed
    /// with `=` or in quotes.
    #[must_use]
    pub fn expanding(self, synonyms: &'a Synonyms) -> Self {
        Self { synonyms: Some(synonyms), ..self }
    }

    /// A parser for queries of the program or its configuration, as those of topics: they may have more words.
    pub fn trusted(analyzer: &'a Analyzer, vocabulary: &'a Vocabulary) -> Self {
        Self { max_words: 4_096, ..Self::new(analyzer, vocabulary) }
    }

    /// Reads a query. Blank text is [`Query::All`] without a warning.
    pub fn parse(&self, text: &str) -> (Query, Vec<Warning>) {
        let mut run = Run {
            parser: self,
            lexemes: lex(text).into_iter().peekable(),
            warnings: Vec::new(),
            depth: 0,
            words: 0,
            plain: false,
        };
        let query = run.top();
        let mut warnings = run.warnings;
        let query = match query {
            Some(query) => query,
            None => {
                if !text.trim().is_empty() && warnings.is_empty() {
                    warnings.push(Warning::whole(WarningKind::NoWords));
                }
                Query::All
            }
        };
        (query, warnings)
    }
}

/// One run over one query. A parse method returns `None` if there is nothing to search for: punctuation, or a condition
/// that was refused with a warning.
struct Run<'p, 'a> {
    parser: &'p Parser<'a>,
    lexemes: Peekable<IntoIter<(usize, Lexeme)>>,
    warnings: Vec<Warning>,
    depth: usize,
    words: usize,
    /// The last part is a plain word, not a phrase or a prefix, so it may have synonyms.
    plain: bool,
}

impl Run<'_, '_> {
    fn warn(&mut self, at: usize, kind: WarningKind) {
        // Warnings that a long query could repeat without end are given once.
        let repeated = matches!(
            kind,
            WarningKind::TooDeep
                | WarningKind::TooManyWords { .. }
                | WarningKind::UnclosedParenthesis
                | WarningKind::UnopenedParenthesis
        ) && self.warnings.iter().any(|warning| warning.kind == kind);
        // What follows from the first cause gets no warning of its own.
        let cut = matches!(kind, WarningKind::DanglingOperator(_))
            && self.warnings.iter().any(|warning| matches!(warning.kind, WarningKind::TooManyWords { .. }));
        if !repeated && !cut && self.warnings.len() < 20 {
            self.warnings.push(Warning::at(at, kind));
        }
    }

    /// A whole query; closing parentheses that nothing opened are skipped.
    fn top(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.or());
            match self.lexemes.next() {
                Some((at, Lexeme::Close)) => self.warn(at, WarningKind::UnopenedParenthesis),
                Some(_) => {}
                None => break,
            }
        }
        (!parts.is_empty()).then(|| Query::and(parts))
    }

    fn or(&mut self) -> Option<Query> {
        let mut parts: Vec<Query> = Vec::new();
        let mut pending: Option<(usize, String)> = None;
        loop {
            let part = self.and();
            match (&part, pending.take()) {
                (None, Some((at, operator))) => self.warn(at, WarningKind::DanglingOperator(operator)),
                (None, None) if matches!(self.lexemes.peek(), Some((_, Lexeme::Or(_)))) => {
                    if let Some((at, Lexeme::Or(operator))) = self.lexemes.next() {
                        self.warn(at, WarningKind::DanglingOperator(operator));
                    }
                    continue;
                }
                _ => {}
            }
            parts.extend(part);
            match self.lexemes.next_if(|(_, lexeme)| matches!(lexeme, Lexeme::Or(_))) {
                Some((at, Lexeme::Or(operator))) => pending = Some((at, operator)),
                _ => break,
            }
        }
        (!parts.is_empty()).then(|| Query::or(parts))
    }

    fn and(&mut self) -> Option<Query> {
        let mut parts = Vec::new();
        // Which of the parts are plain words: only these have synonyms.
        let mut plain: Vec<bool> = Vec::new();
        let mut pending: Option<(usize, String)> = None;
        loop {
            match self.lexemes.peek() {
                None | Some((_, Lexeme::Close | Lexeme::Or(_))) => break,
                Some((_, Lexeme::And(_))) => {
                    let Some((at, Lexeme::And(operator))) = self.lexemes.next() else {
                        break;
                    };
                    if parts.is_empty() || pending.is_some() {
                        self.warn(at, WarningKind::DanglingOperator(operator));
                    } else {
                        pending = Some((at, operator));
                    }
                    continue;
                }
                Some(_) => {}
            }
            if let Some(part) = self.unary() {
                parts.push(part);
                plain.push(self.plain);
                pending = None;
            }
        }
        if let Some(synonyms) = self.parser.synonyms {
            parts = synonyms.expand(parts, &plain);
        }
        if let Some((at, operator)) = pending {
            self.warn(at, WarningKind::DanglingOperator(operator));
        }
        (!parts.is_empty()).then(|| Query::and(parts))
    }

    fn unary(&mut self) -> Option<Query> {
        let mut negated = false;
        let mut operator = None;
        while let Some((at, lexeme)) = self.lexemes.next_if(|(_, lexeme)| matches!(lexeme, Lexeme::Not(_))) {
            negated = !negated;
            if let Lexeme::Not(text) = lexeme {
                operator = Some((at, text));
            }
        }
        let ends =
            matches!(self.lexemes.peek(), None | Some((_, Lexeme::Close | Lexeme::Or(_) | Lexeme::And(_))));
        if let Some((at, text)) = operator.filter(|_| ends) {
            self.warn(at, WarningKind::DanglingOperator(text));
            return None;
        }
        let query = self.primary()?;
        if !negated {
            return Some(query);
        }
        // An exclusion covers all synonyms of the word.
        let excluded = match self.parser.synonyms {
            Some(synonyms) => Query::and(synonyms.expand(vec![query], &[self.plain])),
            None => query,
        };
        self.plain = false;
        Some(Query::not(excluded))
    }

    fn primary(&mut self) -> Option<Query> {
        let (at, lexeme) = self.lexemes.next()?;
        self.plain = false;
        match lexeme {
            Lexeme::Open => self.group(at),
            Lexeme::Field(field) => self.field(at, field),
            Lexeme::Exact => self.value_or_group(at, "=", TextField::Any, true),
            Lexeme::Quoted { .. } | Lexeme::Text(_) => self.leaf(at, lexeme, TextField::Any, false),
            // Handled by the callers.
            Lexeme::Close | Lexeme::Or(_) | Lexeme::And(_) | Lexeme::Not(_) => None,
        }
    }

    fn group(&mut self, at: usize) -> Option<Query> {
        if self.depth >= MAX_DEPTH {
            // Without recursion: the content of the group is read as part of the level above.
            self.warn(at, WarningKind::TooDeep);
            self.skip_open();
            return None;
        }
        self.depth += 1;
        let inner = self.or();
        self.depth -= 1;
        self.plain = false;
        if self.lexemes.next_if(|(_, lexeme)| *lexeme == Lexeme::Close).is_none() {
            self.warn(at, WarningKind::UnclosedParenthesis);
        }
        inner
    }

    /// Skips a run of opening parentheses: `((((`.
    fn skip_open(&mut self) {
        while self.lexemes.next_if(|(_, lexeme)| *lexeme == Lexeme::Open).is_some() {}
    }

    fn field(&mut self, at: usize, field: FieldName) -> Option<Query> {
        match field {
            FieldName::Title => self.value_or_warn(at, field, TextField::Title),
            FieldName::Body => self.value_or_warn(at, field, TextField::Body),
            _ => self.filter(at, field),
        }
    }

    fn value_or_warn(&mut self, at: usize, field: FieldName, text: TextField) -> Option<Query> {
        let exact = self.lexemes.next_if(|(_, lexeme)| *lexeme == Lexeme::Exact).is_some();
        self.value_or_group(at, &format!("{}:", field.name()), text, exact)
    }

    /// The word or phrase after an operator. Before a group the operator is ignored with a warning and the group is
    /// kept, so that a `-` before both still excludes it.
    fn value_or_group(&mut self, at: usize, operator: &str, field: TextField, exact: bool) -> Option<Query> {
        let value = self.value(field, exact);
        if value.is_some() {
            return value;
        }
        self.warn(at, WarningKind::DanglingOperator(operator.to_owned()));
        self.group_instead()
    }

    fn group_instead(&mut self) -> Option<Query> {
        let (at, _) = self.lexemes.next_if(|(_, lexeme)| *lexeme == Lexeme::Open)?;
        self.group(at)
    }

    /// The word or phrase after an operator.
    fn value(&mut self, field: TextField, exact: bool) -> Option<Query> {
        let (at, lexeme) =
            self.lexemes.next_if(|(_, lexeme)| matches!(lexeme, Lexeme::Quoted { .. } | Lexeme::Text(_)))?;
        self.leaf(at, lexeme, field, exact)
    }

    fn leaf(&mut self, at: usize, lexeme: Lexeme, field: TextField, exact: bool) -> Option<Query> {
        match lexeme {
            Lexeme::Quoted { text, slop, closed } => {
                if !closed {
                    self.warn(at, WarningKind::UnclosedQuote);
                }
                let mut query = self.phrase(at, &text, field, exact, slop.unwrap_or(0).min(MAX_SLOP))?;
                match query {
                    // Without its end it is not known what the phrase is: its words are searched one by one.
                    Query::Phrase { field, words, .. } if !closed => {
                        query =
                            Query::And(words.into_iter().map(|word| Query::Word { field, word }).collect());
                    }
                    Query::Word { ref mut word, .. } => word.quoted = !exact,
                    _ => {}
                }
                Some(query)
            }
            Lexeme::Text(text) => {
                self.plain = !text.contains(['*', '~']);
                self.text(at, &text, field, exact)
            }
            _ => None,
        }
    }

    fn text(&mut self, at: usize, text: &str, field: TextField, exact: bool) -> Option<Query> {
        if let Some(prefix) = text.strip_suffix('*') {
            return self.prefix(at, prefix, field, exact);
        }
        if let Some((word, digits)) = text.rsplit_once('~')
            && !word.is_empty()
            && digits.chars().all(|c| c.is_ascii_digit())
        {
            self.warn(at, WarningKind::UnsupportedOperator("~".to_owned()));
            return self.phrase(at, word, field, exact, 0);
        }
        let mut query = self.phrase(at, text, field, exact, 0)?;
        let Some(whole) = self.written_together(text, field).filter(|_| !exact) else { return Some(query) };
        // A query for белорусско-китайский matches китайско-белорусский too.
        if let Query::Phrase { words, slop, .. } = &mut query
            && let [first, second] = words.as_slice()
            && [first, second].iter().all(|word| word.text.chars().filter(|c| c.is_alphabetic()).count() > 3)
        {
            *slop = TURNED_ROUND;
        }
        Some(Query::Expanded { typed: Box::new(query), others: vec![whole] })
    }

    /// `кибер-безопасность` as one word; `None` for what is not a compound.
    fn written_together(&self, text: &str, field: TextField) -> Option<Query> {
        let analyzer = self.parser.analyzer;
        let parts = analyzer.query(text);
        let compound = parts.len() > 1 && parts.iter().skip(1).all(|part| part.joined);
        if !compound || !parts.iter().any(|part| part.form.contains(char::is_alphabetic)) {
            return None;
        }
        let whole: String = parts.iter().map(|part| &text[part.start..part.end]).collect();
        let [token] = analyzer.query(&whole).try_into().ok()?;
        let pattern = Pattern::Terms(token.terms.to_vec());
        Some(Query::Word { field, word: Word { text: whole, pattern, quoted: false } })
    }

    fn prefix(&mut self, at: usize, prefix: &str, field: TextField, exact: bool) -> Option<Query> {
        let tokens = self.parser.analyzer.query(prefix);
        let last = tokens.last()?;
        if last.form.chars().count() < MIN_PREFIX_CHARS {
            self.warn(at, WarningKind::ShortPrefix(prefix.to_owned()));
            return self.phrase(at, prefix, field, exact, 0);
        }
        let last_text = &prefix[last.start..last.end];
        let leaf = Query::Word {
            field,
            word: Word {
                text: last_text.to_owned(),
                pattern: Pattern::Prefix(normalize(last_text)),
                quoted: false,
            },
        };
        // `кибер-физ*`: the words before the last must match too.
        let before = self.phrase(at, &prefix[..last.start], field, exact, 0);
        self.count(at, 1).then(|| Query::and(before.into_iter().chain([leaf]).collect()))
    }

    /// One word, or several in a row: a phrase, a compound with hyphens.
    fn phrase(&mut self, at: usize, text: &str, field: TextField, exact: bool, slop: u32) -> Option<Query> {
        let tokens = self.parser.analyzer.query(text);
        let mut words: Vec<Word> = Vec::new();
        for token in tokens {
            let chars_before = text[..token.start].chars().count();
            if !self.count(at + chars_before, 1) {
                break;
            }
            words.push(Word {
                text: text[token.start..token.end].to_owned(),
                pattern: if exact {
                    Pattern::Form(token.form.clone())
                } else {
                    Pattern::Terms(token.terms.to_vec())
                },
                quoted: false,
            });
        }
        match words.len() {
            0 => None,
            1 => Some(Query::Word { field, word: words.remove(0) }),
            _ => Some(Query::Phrase { field, words, slop }),
        }
    }

    /// Counts words; returns false, with a warning, when there are too many.
    fn count(&mut self, at: usize, words: usize) -> bool {
        self.words += words;
        let fits = self.words <= self.parser.max_words;
        if !fits {
            self.warn(at, WarningKind::TooManyWords { most: self.parser.max_words });
        }
        fits
    }

    fn filter(&mut self, at: usize, field: FieldName) -> Option<Query> {
        let value = match self
            .lexemes
            .next_if(|(_, lexeme)| matches!(lexeme, Lexeme::Quoted { .. } | Lexeme::Text(_)))
        {
            Some((_, Lexeme::Quoted { text, .. } | Lexeme::Text(text))) => text,
            _ => {
                self.warn(at, WarningKind::DanglingOperator(format!("{}:", field.name())));
                return self.group_instead();
            }
        };
        if !self.count(at, 1) {
            return None;
        }
        let vocabulary = self.parser.vocabulary;
        let filter = match field {
            FieldName::Facet(facet) if facet.spec().open_ended => {
                self.naming(at, &value).map(|naming| Filter::Named(facet, naming))
            }
            FieldName::Facet(facet) => {
                (facet.spec().find)(&value, vocabulary).map(|value| Filter::Value(facet, value))
            }
            FieldName::Date => Period::parse_range(&value).ok().map(Filter::Published),
            FieldName::Event => Period::parse_range(&value).ok().map(Filter::Event),
            FieldName::Title | FieldName::Body => None,
        };
        if filter.is_none() {
            self.warn(at, WarningKind::InvalidValue { field: field.name().to_owned(), value });
        }
        filter.map(Query::Filter)
    }

    /// A name in quotation marks or a word of it.
    fn naming(&mut self, at: usize, text: &str) -> Option<Naming> {
        let words = match self.phrase(at, text, TextField::Any, false, 0)? {
            Query::Word { word, .. } => vec![word],
            Query::Phrase { words, .. } => words,
            _ => return None,
        };
        let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        Some(Naming { text, words })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::model::{Names, Topic};

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

    fn parse(text: &str) -> (Query, Vec<Warning>) {
        let vocabulary = Vocabulary {
            topics: vec![Topic {
                parent: None,
                id: "health".to_owned(),
                names: Names::untranslated("Здравоохранение"),
            }],
            ..Vocabulary::default()
        };
        Parser::new(&ANALYZER, &vocabulary).parse(text)
    }

    fn check(text: &str, understood: &str, warnings: &[&str]) {
        let (query, found) = parse(text);
        assert_eq!(query.to_string(), understood, "{text}");
        let codes: Vec<&str> = found.iter().map(Warning::code).collect();
        assert_eq!(codes, warnings, "{text}");
    }

    #[test]
    fn the_language() {
        check("посол ОАЭ", "посол ОАЭ", &[]);
        check("посол AND ОАЭ И визит", "посол ОАЭ визит", &[]);
        check("посол OR ОАЭ", "посол | ОАЭ", &[]);
        check("а б ИЛИ в", "(а б) | в", &[]);
        check("(а | б) в -г", "(а | б) в -г", &[]);
        check("NOT а", "-а", &[]);
        check("\"посол ОАЭ\" \"визит посла\"~5", "\"посол ОАЭ\" \"визит посла\"~5", &[]);
        check("=Дубай =\"в Дубае\"", "=Дубай =\"в Дубае\"", &[]);
        check("кибер*", "кибер*", &[]);
        check("белорусско-китайский", "\"белорусско китайский\"~2 | \"белорусскокитайский\"", &[]);
        check("title:визит заголовок:\"визит посла\"", "title:визит title:\"визит посла\"", &[]);
        check("страна:ОАЭ country:\"Саудовская Аравия\"", "country:AE country:SA", &[]);
        check("тема:здравоохранение topic:health", "topic:health topic:health", &[]);
        check("lang:be source:WWW.Mpt.gov.by", "lang:be source:mpt.gov.by", &[]);
        check("дата:2025-10..2026-01", "date:2025-10-01..2026-01-31", &[]);
        check("персона:\"Залесский К.\" org:мид", "person:\"Залесский К\" org:\"мид\"", &[]);
        check("вид:встреча kind:VISIT", "kind:meeting kind:visit", &[]);
        check("дата:2025..", "date:2025-01-01..2100-12-31", &[]);
    }

    #[test]
    fn slips_are_warnings() {
        check("посол AND", "посол", &["dangling_operator"]);
        check("OR посол", "посол", &["dangling_operator"]);
        check("посол |", "посол", &["dangling_operator"]);
        check("(посол", "посол", &["unclosed_parenthesis"]);
        check("посол) визит", "посол визит", &["unopened_parenthesis"]);
        check("\"посол ОАЭ", "посол ОАЭ", &["unclosed_quote"]);
        check("\"", "*", &["unclosed_quote"]);
        check("а*", "а", &["short_prefix"]);
        check("посол~", "посол", &["unsupported_operator"]);
        check("страна:Атлантида посол", "посол", &["invalid_value"]);
        check("вид:бал", "*", &["invalid_value"]);
        check("язык:fr", "*", &["invalid_value"]);
        check("дата:2024-13-45", "*", &["invalid_value"]);
        check("дата:2026..2025", "*", &["invalid_value"]);
        check("title:", "*", &["dangling_operator"]);
        // The minus was lost before an operator with a group: documents with the word came instead of those without.
        check("-(-визит)", "визит", &[]);
        check("-=(визит)", "-визит", &["dangling_operator"]);
        check("-title:(визит посол)", "-(визит посол)", &["dangling_operator"]);
        check("-country:(RU)", "-RU", &["dangling_operator"]);
        check("NOT", "*", &["dangling_operator"]);
        check("…", "*", &["no_words"]);
        check("*", "*", &["no_words"]);
        check(": \\ [a TO", "a TO", &[]);
        check("", "*", &[]);
        check(" \u{3000} ", "*", &[]);
    }

    #[test]
    fn a_warning_knows_its_place() {
        let (_, warnings) = parse("визит (посол");
        assert_eq!(warnings[0].at, Some(6));
    }

    #[test]
    fn depth_and_length_are_bounded() {
        check(&format!("{}посол", "(".repeat(100_000)), "посол", &["too_deep", "unclosed_parenthesis"]);
        check(
            &format!("{}посол{}", "(".repeat(740), ")".repeat(740)),
            "посол",
            &["too_deep", "unopened_parenthesis"],
        );
        check(&format!("{}посол", "NOT ".repeat(1_500)), "посол", &[]);
        let (query, warnings) = parse(&"слово OR ".repeat(100_000));
        let mut leaves = 0;
        query.positive_leaves(&mut |_| leaves += 1);
        assert_eq!((leaves, warnings.len()), (MAX_WORDS, 1));
        let (query, _) = parse(&format!("\"{}\"", "слово ".repeat(500)));
        assert!(matches!(query, Query::Phrase { words, .. } if words.len() == MAX_WORDS));
    }

    proptest::proptest! {
        #[test]
        fn no_query_fails(text in "([ ()\"«»|&=*~:.\\-]|AND|OR|NOT|ИЛИ|title:|дата:|страна:|посол|ОАЭ|2025|\\PC){0,40}") {
            let (_, warnings) = parse(&text);
            let length = text.chars().count();
            assert!(warnings.iter().all(|warning| warning.at.is_none_or(|at| at < length)));
        }

        /// An interpretation as it is shown has the same meaning when it is typed.
        #[test]
        fn an_interpretation_is_a_query(text in "([ ()\"«»|&=*~:.\\-]| AND | OR | NOT |title:|дата:|страна:|посол|ОАЭ|2025){0,40}") {
            let (query, _) = parse(&text);
            let (again, _) = parse(&query.to_string());
            assert_eq!(query.to_string(), again.to_string());
        }
    }
}
