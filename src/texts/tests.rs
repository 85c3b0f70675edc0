//! The files of the languages have the same messages with the same arguments, and each can be written.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::messages::Messages;
use super::table::TABLE;
use super::{Plain, grouped, texts};
use crate::model::Language;

const FILES: [(&str, &str); 3] = [
    ("ru.ftl", include_str!("ru.ftl")),
    ("be.ftl", include_str!("be.ftl")),
    ("en.ftl", include_str!("en.ftl")),
];

/// The variables that a pattern names, wherever it does.
fn variables(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, found);
        }
    }
}

fn of_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, found),
        Expression::Select { selector, variants } => {
            of_inline(selector, found);
            for variant in variants {
                variables(&variant.value, found);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, found),
        InlineExpression::FunctionReference { arguments, .. }
        | InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            let CallArguments { positional, named } = arguments;
            positional.iter().for_each(|value| of_inline(value, found));
            named.iter().for_each(|argument| of_inline(&argument.value, found));
        }
        _ => {}
    }
}

/// The messages of a file with the variables that they name.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parse(text).expect("a file that can be read");
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let mut found = BTreeSet::new();
                variables(&message.value.expect("a message has a text"), &mut found);
                assert!(message.attributes.is_empty(), "{} has attributes", message.id.name);
                let before = messages.insert(message.id.name.to_owned(), found);
                assert!(before.is_none(), "{} stands twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => panic!("neither a message nor a comment: {other:?}"),
        }
    }
    messages
}

/// What differs between a file and the table.
fn differences(text: &str) -> Vec<String> {
    let here = messages(text);
    let mut wrong = Vec::new();
    for (name, arguments) in TABLE {
        let wanted: BTreeSet<String> = arguments.iter().map(|(name, _)| (*name).to_owned()).collect();
        match here.get(*name) {
            None => wrong.push(format!("{name} is missing")),
            Some(found) if *found != wanted => wrong.push(format!("{name} has {found:?}, not {wanted:?}")),
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    wrong.extend(
        here.keys().filter(|name| !known.contains(name.as_str())).map(|name| format!("{name} is not used")),
    );
    wrong
}

#[test]
fn every_language_has_the_messages_of_the_table() {
    let wrong: Vec<String> = FILES
        .iter()
        .flat_map(|(file, text)| differences(text).into_iter().map(move |wrong| format!("{file}: {wrong}")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_of_names_and_arguments_sees_both() {
    let (_, ru) = FILES[0];
    assert_eq!(differences(&ru.replace("\nhome = ", "\nhom = ")), ["home is missing", "hom is not used"]);
    let changed = ru.replace("more = ещё { $count }", "more = ещё { $number }");
    assert_eq!(differences(&changed), [r#"more has {"number"}, not {"count"}"#]);
}

/// Sample values of an argument by its type in the table.
fn samples(kind: &str) -> Vec<FluentValue<'static>> {
    match kind {
        "u64" => [0_u64, 1, 2, 5, 11, 21, 112, 1_001, 1_234_567].map(FluentValue::from).to_vec(),
        "Plain" => [0, 1, 2, 5, 11, 21, 4_096].map(|number| Plain(number).into()).to_vec(),
        "&str" => ["слово", "{ $count }", "<b>&"].map(FluentValue::from).to_vec(),
        other => panic!("no samples of {other}"),
    }
}

#[test]
fn every_message_can_be_written() {
    for (file, text) in FILES {
        let messages = Messages::read(file, text);
        for (name, arguments) in TABLE {
            let most = arguments.iter().map(|(_, kind)| samples(kind).len()).max().unwrap_or(1);
            for at in 0..most {
                let given: FluentArgs<'_> = arguments
                    .iter()
                    .map(|(name, kind)| {
                        let samples = samples(kind);
                        (*name, samples[at % samples.len()].clone())
                    })
                    .collect();
                let (text, faults) = messages.write(name, Some(&given));
                assert!(faults.is_empty(), "{file}: {name}: {faults:?}");
                assert!(!text.trim().is_empty() && text.trim() == text, "{file}: {name}: {text:?}");
                assert!(!text.contains(['\u{2068}', '\u{2069}', '\n']), "{file}: {name}: {text:?}");
            }
        }
    }
}

fn check(reader: Language, expected: &[(u64, &str)]) {
    for &(count, text) in expected {
        assert_eq!(texts(reader).of_documents(count), text);
    }
}

#[test]
fn nouns_after_numbers() {
    check(
        Language::Russian,
        &[
            (0, "0 документов"),
            (1, "1 документ"),
            (2, "2 документа"),
            (5, "5 документов"),
            (11, "11 документов"),
            (12, "12 документов"),
            (14, "14 документов"),
            (21, "21 документ"),
            (22, "22 документа"),
            (111, "111 документов"),
            (1_001, "1\u{202f}001 документ"),
        ],
    );
    check(
        Language::Belarusian,
        &[
            (1, "1 дакумент"),
            (2, "2 дакументы"),
            (3, "3 дакументы"),
            (5, "5 дакументаў"),
            (13, "13 дакументаў"),
            (25, "25 дакументаў"),
            (121, "121 дакумент"),
        ],
    );
    check(
        Language::English,
        &[(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (21, "21 documents")],
    );
    check(Language::Undetermined, &[(2, "2 документа")]);
}

#[test]
fn belarusian_forms_are_those_of_cldr() {
    for count in 0..=1_000_u64 {
        let noun = match (count % 10, count % 100) {
            (1, tens) if tens != 11 => "дакумент",
            (2..=4, tens) if !(12..=14).contains(&tens) => "дакументы",
            _ => "дакументаў",
        };
        assert_eq!(texts(Language::Belarusian).of_documents(count), format!("{} {noun}", grouped(count)));
    }
}

#[test]
fn limits_have_no_groups_and_their_nouns_the_right_form() {
    let check = |reader, most, expected: &str| {
        assert_eq!(texts(reader).param_too_many("q", Plain(most)), expected);
    };
    check(Language::Russian, 1, "У параметра «q» больше 1 значения.");
    check(Language::Russian, 4_096, "У параметра «q» больше 4096 значений.");
    check(Language::Belarusian, 1, "У параметра «q» больш за 1 значэнне.");
    check(Language::Belarusian, 2, "У параметра «q» больш за 2 значэнні.");
    check(Language::Belarusian, 300, "У параметра «q» больш за 300 значэнняў.");
    check(Language::English, 300, "The parameter “q” has more than 300 values.");
}

#[test]
fn no_message_is_the_same_in_russian_and_english() {
    let [(_, ru), _, (_, en)] = FILES;
    let lines = |text: &str| -> BTreeSet<String> {
        text.lines().filter(|line| line.contains(" = ")).map(str::to_owned).collect()
    };
    let (ru, en) = (lines(ru), lines(en));
    let same: Vec<&String> = ru.intersection(&en).collect();
    assert!(same.is_empty(), "{same:?}");
}
