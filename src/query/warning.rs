//! What was wrong with a query that was answered all the same.

use super::limits::{MAX_DEPTH, MAX_WORDS};
use crate::model::Language;

/// A slip in a query, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What is wrong.
    pub kind: WarningKind,
    /// Where, in characters of the query counted from 0; `None` when it concerns the whole query.
    pub at: Option<usize>,
}

/// The kinds of slips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// A `"` without its partner: the phrase was taken to the end.
    UnclosedQuote,
    /// A `(` without its partner: it was closed at the end.
    UnclosedParenthesis,
    /// A `)` without its partner: it was ignored.
    UnopenedParenthesis,
    /// An operator with nothing to work on: it was ignored.
    DanglingOperator(String),
    /// Parentheses below the greatest depth: they were ignored.
    TooDeep,
    /// More words than a query may have: those from `at` on were ignored.
    TooManyWords,
    /// A prefix that is too short: it was taken as a word.
    ShortPrefix(String),
    /// A field with a value that it cannot have: the condition was ignored.
    InvalidValue {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// An operator that is not there yet: the word was searched as it is.
    UnsupportedOperator(String),
    /// Nothing but punctuation was typed: everything was searched.
    NoWords,
    /// A prefix stood for more words than are looked up: only the first of them were searched.
    TooManyExpansions(String),
    /// The query is long, or no document has all its words: documents with most of them are shown.
    Relaxed {
        /// So many of the words stand in every document shown.
        least: usize,
        /// How many words were counted; very common ones are not.
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

    /// The stable code that programs compare.
    pub fn code(&self) -> &'static str {
        match self.kind {
            WarningKind::UnclosedQuote => "unclosed_quote",
            WarningKind::UnclosedParenthesis => "unclosed_parenthesis",
            WarningKind::UnopenedParenthesis => "unopened_parenthesis",
            WarningKind::DanglingOperator(_) => "dangling_operator",
            WarningKind::TooDeep => "too_deep",
            WarningKind::TooManyWords => "too_many_words",
            WarningKind::ShortPrefix(_) => "short_prefix",
            WarningKind::InvalidValue { .. } => "invalid_value",
            WarningKind::UnsupportedOperator(_) => "unsupported_operator",
            WarningKind::NoWords => "no_words",
            WarningKind::TooManyExpansions(_) => "too_many_expansions",
            WarningKind::Relaxed { .. } => "relaxed",
        }
    }

    /// Whether the person who typed the query made a slip that `strict` refuses. What only the index can tell (no
    /// document has all words, a prefix has too many) is none.
    pub fn is_slip(&self) -> bool {
        !matches!(self.kind, WarningKind::Relaxed { .. } | WarningKind::TooManyExpansions(_))
    }

    /// The message for a reader of `language`.
    pub fn message(&self, language: Language) -> String {
        let message = match &self.kind {
            WarningKind::UnclosedQuote => [
                "Кавычка не закрыта: фраза взята до конца запроса.".to_owned(),
                "Двукоссе не закрыта: фраза ўзята да канца запыту.".to_owned(),
                "A quotation mark is not closed: the phrase was taken to the end.".to_owned(),
            ],
            WarningKind::UnclosedParenthesis => [
                "Скобка не закрыта: она закрыта в конце запроса.".to_owned(),
                "Дужка не закрыта: яна закрыта ў канцы запыту.".to_owned(),
                "A parenthesis is not closed: it was closed at the end.".to_owned(),
            ],
            WarningKind::UnopenedParenthesis => [
                "Закрывающая скобка без открывающей не учтена.".to_owned(),
                "Закрывальная дужка без адкрывальнай не ўлічана.".to_owned(),
                "A closing parenthesis without an opening one was ignored.".to_owned(),
            ],
            WarningKind::DanglingOperator(operator) => [
                format!("Оператор «{operator}» не учтён: рядом с ним нет слова."),
                format!("Аператар «{operator}» не ўлічаны: побач з ім няма слова."),
                format!("The operator “{operator}” was ignored: there is no word beside it."),
            ],
            WarningKind::TooDeep => [
                format!("Скобки глубже {} уровней не учтены.", MAX_DEPTH),
                format!("Дужкі глыбей за {} узроўняў не ўлічаны.", MAX_DEPTH),
                format!("Parentheses deeper than {} levels were ignored.", MAX_DEPTH),
            ],
            WarningKind::TooManyWords => [
                format!("В запросе больше {} слов: остальные не учтены.", MAX_WORDS),
                format!("У запыце больш за {} слоў: астатнія не ўлічаны.", MAX_WORDS),
                format!("The query has more than {} words: the rest was ignored.", MAX_WORDS),
            ],
            WarningKind::ShortPrefix(prefix) => [
                format!(
                    "Начало слова «{prefix}*» слишком коротко (нужно не меньше 2 букв): оно искалось как слово."
                ),
                format!(
                    "Пачатак слова «{prefix}*» занадта кароткі (трэба не менш за 2 літары): ён шукаўся як слова."
                ),
                format!(
                    "The prefix “{prefix}*” is too short (2 letters at least): it was searched as a word."
                ),
            ],
            WarningKind::InvalidValue { field, value } => [
                format!(
                    "У поля «{field}» не бывает значения «{value}»: условие не учтено. {}",
                    expected(field, 0)
                ),
                format!(
                    "У поля «{field}» не бывае значэння «{value}»: умова не ўлічана. {}",
                    expected(field, 1)
                ),
                format!(
                    "The field “{field}” has no value “{value}”: the condition was ignored. {}",
                    expected(field, 2)
                ),
            ],
            WarningKind::UnsupportedOperator(operator) => [
                format!("Оператор «{operator}» пока не поддерживается: слово искалось как есть."),
                format!("Аператар «{operator}» пакуль не падтрымліваецца: слова шукалася як ёсць."),
                format!("The operator “{operator}” is not supported yet: the word was searched as it is."),
            ],
            WarningKind::NoWords => [
                "В запросе нет слов: показаны все документы.".to_owned(),
                "У запыце няма слоў: паказаны ўсе дакументы.".to_owned(),
                "The query has no words: all documents are shown.".to_owned(),
            ],
            WarningKind::TooManyExpansions(prefix) => [
                format!(
                    "С «{prefix}» начинается слишком много слов: искались только первые. Напишите больше букв."
                ),
                format!(
                    "З «{prefix}» пачынаецца занадта шмат слоў: шукаліся толькі першыя. Напішыце больш літар."
                ),
                format!(
                    "Too many words begin with “{prefix}”: only the first were searched. Type more letters."
                ),
            ],
            WarningKind::Relaxed { least, counted } => [
                format!("Показаны документы, где есть не все слова запроса: не меньше {least} из {counted}."),
                format!("Паказаны дакументы, дзе ёсць не ўсе словы запыту: не менш за {least} з {counted}."),
                format!("Documents with some of the words are shown: with at least {least} of {counted}."),
            ],
        };
        language.choose(message)
    }
}

/// What a field's value should look like; nothing for fields whose values are too many to describe.
fn expected(field: &str, language: usize) -> &'static str {
    match field {
        "date" => [
            "Нужно: 2026, 2026-01, 2026-01-28 или период 2025-10..2026-01.",
            "Трэба: 2026, 2026-01, 2026-01-28 ці перыяд 2025-10..2026-01.",
            "Expected: 2026, 2026-01, 2026-01-28 or a period, 2025-10..2026-01.",
        ][language],
        "country" => [
            "Нужно название страны или код ISO: AE.",
            "Трэба назва краіны ці код ISO: AE.",
            "Expected: the name of a country or its ISO code: AE.",
        ][language],
        "lang" => ["Нужно: ru, be, en или und.", "Трэба: ru, be, en ці und.", "Expected: ru, be, en or und."]
            [language],
        _ => "",
    }
}
