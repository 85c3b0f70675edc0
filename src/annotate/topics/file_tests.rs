//! The faults of a file of topics and their messages.

use super::{Topics, read_topics};
use crate::analysis::Analyzer;

fn check(text: &str, expected: &str) {
    let error =
        read_topics(text).and_then(|rules| Topics::new(rules, &Analyzer::new()).map(|_| ())).expect_err(text);
    assert!(error.to_string().contains(expected), "{error}");
}

const NAMES: &str = "name = { ru = \"a\", be = \"b\", en = \"c\" }";

#[test]
fn mistakes_are_named() {
    check("[[topic]]\nid = 5", "line 2");
    check(&format!("[[topic]]\nid = \"Ж\"\n{NAMES}\nquery = \"a\""), "\"Ж\"");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"(a\""), "not closed");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"a\"\nhints = \"(a\""), "not closed");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \" \""), "every document");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"-a\""), "exclusions");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"-country:AE визит\""), "cannot be used");
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}"), "\"x\" needs a query");
    let twice = format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"a\"\n").repeat(2);
    check(&twice, "unique");
}

/// They were compared with one another: 20,000 took 15 s at every start.
#[test]
fn a_file_has_an_end() {
    let topics = |count: usize| -> String {
        (0..count).map(|n| format!("[[topic]]\nid = \"t{n}\"\n{NAMES}\nquery = \"w{n}\"\n")).collect()
    };
    check(&topics(20_000), "the file has 20000 topics, and it may have 2000");
    assert_eq!(read_topics(&topics(2_000)).map_or(0, |rules| rules.len()), 2_000);
    // The limit of typed queries, 64 words, was named.
    let query = "слово ".repeat(5_000);
    check(&format!("[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"{query}\""), "more than 4\u{202f}096 words");
}

#[test]
fn mistakes_in_levels_are_named() {
    let topic =
        |id: &str, parent: &str| format!("[[topic]]\nid = \"{id}\"\n{parent}\n{NAMES}\nquery = \"a\"\n");
    check(&topic("x", "parent = \"y\""), "no such topic");
    check(&topic("x", "parent = \"x\""), "has a parent itself");
    let circle = topic("x", "parent = \"y\"") + &topic("y", "parent = \"x\"");
    check(&circle, "two levels");
    let three = topic("x", "") + &topic("y", "parent = \"x\"") + &topic("z", "parent = \"y\"");
    check(&three, "the parent of \"z\" is \"y\"");
}

#[test]
fn thresholds_are_positive_numbers() {
    check(&format!("least = 0\n[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"a\""), "of the file is 0");
    check(&format!("[[topic]]\nid = \"x\"\nleast = nan\n{NAMES}\nquery = \"a\""), "\"x\" is NaN");
    let text = format!(
        "least = 3\n[[topic]]\nid = \"x\"\n{NAMES}\nquery = \"a\"\n[[topic]]\nid = \"y\"\nleast = 1.5\n{NAMES}\nquery = \"b\""
    );
    let least: Vec<f64> = read_topics(&text).expect("right").iter().map(|rule| rule.least).collect();
    assert_eq!(least, [3.0, 1.5]);
}
