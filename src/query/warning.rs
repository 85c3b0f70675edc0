//! Faults of a query that was answered all the same.

use super::limits::MAX_DEPTH;
use crate::model::{Accepts, FacetName, Language};
use crate::texts::{Texts, texts};

/// A fault of a query, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What is wrong.
    pub kind: WarningKind,
    /// Where, in characters of the query counted from 0; `None` when it concerns the whole query.
    pub at: Option<usize>,
}

/// The kinds of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// A `"` without its partner: the words after it are searched one by one.
    UnclosedQuote,
    /// A `(` without its partner: it was closed at the end.
    UnclosedParenthesis,
    /// A `)` without its partner was ignored.
    UnopenedParenthesis,
    /// An operator without an operand was ignored.
    DanglingOperator(String),
    /// Parentheses nested deeper than the limit were ignored.
    TooDeep,
    /// More words than a query may have: those from `at` on were ignored.
    TooManyWords {
        /// The limit: that of typed queries, or of those in a file of topics.
        most: usize,
    },
    /// A prefix that is too short: it was taken as a word.
    ShortPrefix(String),
    /// A field with a value that it cannot have: the condition was ignored.
    InvalidValue {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// An operator that is not supported yet: the word was searched as it is.
    UnsupportedOperator(String),
    /// Nothing but punctuation was typed: all documents match.
    NoWords,
    /// A prefix of more words than the limit: only the first of them were searched.
    TooManyExpansions(String),
    /// No document has a name that was typed for a parameter: it was searched as it is.
    UnknownName {
        /// The parameter.
        parameter: &'static str,
        /// The name.
        name: String,
    },
    /// Words that no document has. They were left out, as no document has all the words.
    AbsentWords(Vec<String>),
    /// The query is long, or no document has all its words: documents with most of them are shown.
    Relaxed {
        /// Every document shown has at least this many of the words.
        least: usize,
        /// How many words were counted; very frequent ones are not.
        counted: usize,
    },
}

impl Warning {
    /// A warning at a character of the query.
    pub fn at(at: usize, kind: WarningKind) -> Self {
        Self { kind, at: Some(at) }
    }

    /// A warning about the whole query.
    pub fn whole(kind: WarningKind) -> Self {
        Self { kind, at: None }
    }

    /// A warning about a name that no document has.
    pub fn unknown_name(parameter: &'static str, name: &str) -> Self {
        Self::whole(WarningKind::UnknownName { parameter, name: shown(name) })
    }

    /// The stable code that programs compare.
    pub fn code(&self) -> &'static str {
        match self.kind {
            WarningKind::UnclosedQuote => "unclosed_quote",
            WarningKind::UnclosedParenthesis => "unclosed_parenthesis",
            WarningKind::UnopenedParenthesis => "unopened_parenthesis",
            WarningKind::DanglingOperator(_) => "dangling_operator",
            WarningKind::TooDeep => "too_deep",
            WarningKind::TooManyWords { .. } => "too_many_words",
            WarningKind::ShortPrefix(_) => "short_prefix",
            WarningKind::InvalidValue { .. } => "invalid_value",
            WarningKind::UnsupportedOperator(_) => "unsupported_operator",
            WarningKind::NoWords => "no_words",
            WarningKind::TooManyExpansions(_) => "too_many_expansions",
            WarningKind::UnknownName { .. } => "unknown_name",
            WarningKind::AbsentWords(_) => "absent_words",
            WarningKind::Relaxed { .. } => "relaxed",
        }
    }

    /// Whether it is a mistake in typing, which `strict` refuses. What depends on the index (no document has all words
    /// or a name, a prefix has too many words) is not.
    pub fn is_slip(&self) -> bool {
        !matches!(
            self.kind,
            WarningKind::Relaxed { .. }
                | WarningKind::AbsentWords(_)
                | WarningKind::TooManyExpansions(_)
                | WarningKind::UnknownName { .. }
        )
    }

    /// The message for a reader of `language`.
    pub fn message(&self, language: Language) -> String {
        let t = texts(language);
        match &self.kind {
            WarningKind::UnclosedQuote => t.warning_unclosed_quote.to_owned(),
            WarningKind::UnclosedParenthesis => t.warning_unclosed_parenthesis.to_owned(),
            WarningKind::UnopenedParenthesis => t.warning_unopened_parenthesis.to_owned(),
            WarningKind::DanglingOperator(operator) => t.warning_dangling_operator(operator),
            WarningKind::TooDeep => t.warning_too_deep(MAX_DEPTH as u64),
            WarningKind::TooManyWords { most } => t.warning_too_many_words(*most as u64),
            WarningKind::ShortPrefix(prefix) => t.warning_short_prefix(prefix),
            WarningKind::InvalidValue { field, value } => {
                let mut message = t.warning_invalid_value(field, value);
                if let Some(expected) = expected(field, t) {
                    message.push(' ');
                    message.push_str(&expected);
                }
                message
            }
            WarningKind::UnsupportedOperator(operator) => t.warning_unsupported_operator(operator),
            WarningKind::NoWords => t.warning_no_words.to_owned(),
            WarningKind::TooManyExpansions(prefix) => t.warning_too_many_expansions(prefix),
            WarningKind::UnknownName { parameter, name } => t.warning_unknown_name(name, parameter),
            WarningKind::AbsentWords(words) => {
                let shown_words: Vec<String> =
                    words.iter().map(|word| format!("«{}»", shown(word))).collect();
                t.warning_absent_words(words.len() as u64, &shown_words.join(", "))
            }
            // All the words that count, but not next to each other, or without the frequent ones.
            WarningKind::Relaxed { least, counted } if least >= counted => t.warning_apart.to_owned(),
            WarningKind::Relaxed { least, counted } => t.warning_relaxed(*least as u64, *counted as u64),
        }
    }
}

/// Shortens a value for a message, and removes characters that could disturb a log or a terminal.
pub(super) fn shown(value: &str) -> String {
    let mut shown: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
    if value.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}

/// The values that a field may have; `None` for fields with too many to describe.
fn expected(field: &str, t: &Texts) -> Option<String> {
    if matches!(field, "date" | "event") {
        return Some(t.expected_date.to_owned());
    }
    match FacetName::from_code(field)?.spec().accepts {
        Accepts::Countries => Some(t.expected_country.to_owned()),
        accepts => accepts.listed().map(|values| t.expected_one_of(&values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, reader: Language, expected: &str) {
        let kind = WarningKind::InvalidValue { field: field.to_owned(), value: "x".to_owned() };
        assert_eq!(Warning::at(0, kind).message(reader), expected);
    }

    /// It said that not all words are there, but at least 2 of 2.
    #[test]
    fn words_that_are_all_there_are_not_called_missing() {
        let message = |least, counted| {
            Warning::whole(WarningKind::Relaxed { least, counted }).message(Language::Russian)
        };
        assert!(message(2, 3).ends_with("не меньше 2 из 3."), "{}", message(2, 3));
        assert!(message(2, 2).contains("стоят отдельно"), "{}", message(2, 2));
    }

    #[test]
    fn a_field_with_a_wrong_value_says_what_is_right() {
        let wrong = "У поля «date» не бывает значения «x»: условие не учтено.";
        let right = "Нужно: 2026, 2026-01, 2026-01-28 или период 2025-10..2026-01.";
        check("date", Language::Russian, &format!("{wrong} {right}"));
        check("event", Language::Russian, &format!("{} {right}", wrong.replace("date", "event")));
        check(
            "lang",
            Language::Belarusian,
            "У поля «lang» не бывае значэння «x»: умова не ўлічана. Трэба адно з: ru, be, en, und.",
        );
        check(
            "kind",
            Language::English,
            "The field “kind” has no value “x”: the condition was ignored. Expected one of: meeting, visit, talks, \
             signing, statement, appointment, call, exhibition, other.",
        );
        // There are too many topics to list; no blank is left at the end.
        check("topic", Language::English, "The field “topic” has no value “x”: the condition was ignored.");
    }
}
