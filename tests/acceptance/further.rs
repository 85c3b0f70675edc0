//! Documents behind the matches: a query is relaxed by one word before any, what has fewer of its words comes after the
//! matches and is told apart from them, and a phrase in quotation marks is never taken to pieces.

use serde_json::{Value, json};

use crate::support::{Server, Site, address, ids, texts, warnings};

const QUERY: &str = "министр почта погода";

/// Documents with three, two, one and none of the words of [`QUERY`]; the one with two is Belarusian.
fn site(with_all: bool) -> Site {
    let document = |id: &str, title: &str, text: &str| json!({ "id": id, "title": title, "text": text, "date": "2026-01-28", "countries": ["CN"] });
    let mut documents = vec![
        document(
            "two",
            "О почце",
            "Міністр расказаў, што пошта працуе. Учора была добрая сустрэча. Министр, почта.",
        ),
        document("one", "Иное", "Погода была хорошая весь день, и никто не остался дома."),
        document("none", "Другое", "Дети сажали деревья в парке."),
    ];
    if with_all {
        documents.push(document("three", "Всё", "Министр сказал, что почта работает в любую погоду."));
    }
    Site::with_documents(&documents)
}

fn further(answer: &Value) -> (Value, Vec<String>) {
    let further = &answer["further"];
    let shown = if further.is_null() { Vec::new() } else { texts(&further["hits"], "id") };
    (further["total"].clone(), shown)
}

#[test]
fn weaker_documents_come_behind_the_matches_and_are_none() {
    let site = site(true);
    let server = Server::start(&site);
    let answer = server.search(&[("q", QUERY), ("facets", "country")]);
    assert_eq!((&answer["total"], ids(&answer)), (&json!(1), vec!["three".to_owned()]));
    assert_eq!(further(&answer), (json!(2), vec!["two".to_owned(), "one".to_owned()]));
    assert_eq!(answer["facets"]["country"][0]["count"], 1, "facets count matches");
    assert_eq!(warnings(&answer), [""; 0]);
    for (name, value) in [("match", "all"), ("match", "any"), ("sort", "newest")] {
        assert_eq!(server.search(&[("q", QUERY), (name, value)])["further"], Value::Null, "{name}={value}");
    }
    let page = server.get(&address("/", &[("q", QUERY)])).body;
    assert!(page.contains("Ещё 2 документа, где есть часть слов"), "{page}");
    assert!(page.contains("Найден 1 документ"), "{page}");
    let printed = site.run(["search", QUERY]).expect_code(0).stdout;
    let (matches, behind) = printed.split_once("2 more documents with some of the words").expect("a heading");
    assert!(matches.contains("1 found") && matches.contains("Всё") && behind.contains("Иное"), "{printed}");
}

/// Matches and what is behind them are one list to leaf through.
#[test]
fn pages_go_on_behind_the_matches() {
    let site = site(true);
    let server = Server::start(&site);
    let mut seen = Vec::new();
    for offset in ["0", "1", "2", "3"] {
        let answer = server.search(&[("q", QUERY), ("limit", "1"), ("offset", offset)]);
        assert_eq!(answer["total"], 1);
        seen.extend(ids(&answer));
        seen.extend(further(&answer).1);
    }
    assert_eq!(seen, ["three", "two", "one"]);
    let page =
        |offset: &str| server.get(&address("/", &[("q", QUERY), ("limit", "1"), ("offset", offset)])).body;
    assert!(page("0").contains("rel=\"next\"") && page("1").contains("rel=\"next\""));
    assert!(!page("2").contains("rel=\"next\"") && page("2").contains("rel=\"prev\""));
}

#[test]
fn one_word_less_comes_before_any_word() {
    let server_site = site(false);
    let server = Server::start(&server_site);
    let answer = server.search(&[("q", QUERY)]);
    assert_eq!((&answer["total"], ids(&answer)), (&json!(1), vec!["two".to_owned()]));
    assert_eq!(further(&answer), (json!(1), vec!["one".to_owned()]));
    assert_eq!(warnings(&answer), ["relaxed"]);
    let message = answer["warnings"][0]["message"].as_str().expect("a message");
    assert!(message.contains("2 из 3"), "{message}");
    // Conditions hold for what is behind the matches too.
    let answer = server.search(&[("q", &format!("{QUERY} -хорошая"))]);
    assert_eq!(answer["further"], Value::Null, "{answer}");
    assert_eq!(server.search(&[("q", QUERY), ("from", "2027")])["further"], Value::Null);
}

#[test]
fn the_word_that_no_document_has_is_named() {
    let site = site(true);
    let server = Server::start(&site);
    let answer = server.search(&[("q", "почта гиппопотам")]);
    assert_eq!(warnings(&answer), ["absent_words", "relaxed"]);
    let message = answer["warnings"][0]["message"].as_str().expect("a message");
    assert_eq!(message, "Ни в одном документе нет слова «гиппопотам».");
    let answer = server.search(&[("q", "почта гиппопотам кашалот")]);
    let message = answer["warnings"][0]["message"].as_str().expect("a message");
    assert_eq!(message, "Ни в одном документе нет слов «гиппопотам», «кашалот».");
}

#[test]
fn a_phrase_in_quotation_marks_is_never_taken_to_pieces() {
    let site = site(true);
    let server = Server::start(&site);
    for query in ["\"почта работает\"", "«почта работает»", "\"почта работает\" министр"]
    {
        assert_eq!(ids(&server.search(&[("q", query)])), ["three"], "{query}");
    }
    for query in ["\"погода почта\"", "«погода почта» министр", "=\"погода почта\""]
    {
        let answer = server.search(&[("q", query)]);
        assert_eq!((&answer["total"], &answer["further"]), (&json!(0), &Value::Null), "{query}: {answer}");
        let suggested = &answer["suggestions"][0];
        assert_eq!(suggested["kind"], "unquoted", "{query}: {answer}");
        let bare = suggested["parameters"]["q"].as_str().expect("a query");
        let count = &suggested["count"];
        assert_eq!(&server.search(&[("q", bare)])["total"], count, "{query}: {bare}");
    }
    // What is beside the phrase may be missing, the phrase may not.
    let answer = server.search(&[("q", "\"почта работает\" гиппопотам")]);
    assert_eq!((ids(&answer), &answer["further"]), (vec!["three".to_owned()], &Value::Null));
}

/// A text pasted from its opening quotation mark on was one phrase to its end, which no document has.
#[test]
fn a_quotation_mark_that_is_not_closed_makes_no_phrase() {
    let site = site(true);
    let answer = Server::start(&site).search(&[("q", "министр \"погода почта")]);
    assert_eq!(ids(&answer), ["three"]);
    assert_eq!(warnings(&answer), ["unclosed_quote"]);
}
