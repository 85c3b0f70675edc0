//! What the rules find in sentences of communiqués, and what they leave alone.

use std::sync::LazyLock;

use super::publication::{ToldOfItself, first_full_date};
use super::tokens::{Tokens, tokens};
use crate::analysis::Analyzer;
use crate::annotate::explain::Trace;
use crate::annotate::text::Text;
use crate::model::table::{Cell, Table, compiled_in};
use crate::model::{Date, EventDates, Language, Published};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

/// A text as the rules see it. They look at forms only, and those are the same in every language.
fn read(text: &str, published: Option<Date>) -> Tokens {
    let words = ANALYZER.document(text, Language::Russian);
    Tokens { published, ..tokens(&Text::of(text, &words, super::look_up)) }
}

pub(super) fn told_in(text: &str) -> Option<ToldOfItself> {
    first_full_date(&read(text, None))
}

pub(super) fn published_in(text: &str) -> Option<Published> {
    told_in(text).map(|told| told.published)
}

fn dates(text: &str, published: Option<Date>) -> Vec<EventDates> {
    super::dates(&read(text, published), &mut Trace::default())
}

/// The examples of each language: text, day of publication, and the expressions that are found with their days.
const EXAMPLES: [(&str, &str); 3] = [
    ("tests/dates/ru.tsv", include_str!("../../../tests/dates/ru.tsv")),
    ("tests/dates/be.tsv", include_str!("../../../tests/dates/be.tsv")),
    ("tests/dates/en.tsv", include_str!("../../../tests/dates/en.tsv")),
];

/// The rows of all examples.
fn examples() -> impl Iterator<Item = [Cell<'static>; 3]> {
    let tables = EXAMPLES.map(|(file, text)| Table::new(file, text, ["text", "published", "expected"]));
    tables.into_iter().flat_map(Table::rows).map(compiled_in)
}

/// What an example says and the day of its publication.
fn given(text: Cell<'static>, published: Cell<'static>) -> (&'static str, Date) {
    let day = published.read(|day| day.parse().ok(), "a day as 2026-01-15");
    (compiled_in(text.text()), compiled_in(day))
}

/// `expression = first day/last day; …`
fn told(text: &str, events: Vec<EventDates>) -> String {
    let events = events.into_iter().map(|EventDates { from, to, range }| {
        let days = if from == to { from.to_string() } else { format!("{from}/{to}") };
        format!("{} = {days}", &text[range])
    });
    events.collect::<Vec<_>>().join("; ")
}

#[test]
fn examples_mean_what_they_say() {
    let mut wrong = Vec::new();
    for [text, published, expected] in examples() {
        let (said, day) = given(text, published);
        let found = told(said, dates(said, Some(day)));
        if found != expected.optional().unwrap_or_default() {
            wrong.push(expected.wrong(format!("{said:?} has other events: {found}")).to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_an_example() {
    let mut unused: Vec<&str> = super::rules::names().collect();
    for [text, published, _] in examples() {
        let (said, day) = given(text, published);
        let read = super::expressions(&read(said, Some(day)));
        unused.retain(|name| read.iter().all(|expression| expression.rule != *name));
    }
    assert!(unused.is_empty(), "no row of tests/dates/*.tsv is read by these rules: {}", unused.join(", "));
}

#[test]
fn marks_inside_of_words_and_blanks_that_do_not_break() {
    let text = "12\u{a0}ма\u{301}я\u{a0}2025\u{a0}г.";
    assert_eq!(told(text, dates(text, None)), format!("{text} = 2025-05-12"));
}

#[test]
fn without_a_publication_date() {
    assert_eq!(dates("вчера, 5 мая, на прошлой неделе, через год и до Нового года", None), []);
    assert_eq!(dates("вчера, 5 мая 2025 г.", None).len(), 1);
}

#[test]
fn monstrous_input() {
    let published = Date::new(2026, 1, 15).ok();
    for unit in [
        "1",
        ".",
        "-",
        "1.",
        "1-",
        "№1",
        "п. 1",
        "5 мая ",
        "5 мая, ",
        "5, ",
        "2024 и ",
        "5 мая – ",
        "конец ",
        "через 2 года ",
        "год, ",
        "1 год и ",
        "\n",
        "\n\n",
        "і ",
        "а\u{301}",
        "понедельник, ",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        dates(&text, published);
        published_in(&text);
    }
    for day in ["-009999-01-01", "9999-12-31", "0001-01-01"] {
        dates("через 999 лет, 999 лет назад, вчера, 5 мая, до Нового года, прошлой зимой", day.parse().ok());
    }
    assert_eq!(dates("", published), []);
}

proptest::proptest! {
    #[test]
    fn any_text(text in "([0-9]{1,4}|[ .,–/-]|\n|января|мая|по|с|и|через|назад|года|неделю|последние|вторник|\\PC){0,40}") {
        let mut end = 0;
        for event in dates(&text, Date::new(2026, 1, 15).ok()) {
            assert!(end <= event.range.start && event.range.start < event.range.end && event.from <= event.to);
            assert!(text.get(event.range.clone()).is_some());
            end = event.range.end;
        }
        let _ = published_in(&text);
    }
}
