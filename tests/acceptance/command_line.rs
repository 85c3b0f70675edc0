//! The interface of commands and of the API for programs: codes, shapes, offsets.

use std::path::Path;

use serde_json::json;

use crate::support::{Ran, Site, Value, api, document, sample};

#[test]
fn exit_codes() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    for (args, code) in [
        (&["index"][..], 0),
        (&["search", "встреча"], 0),
        (&["search", "слонопотам"], 0),
        (&["check"], 0),
        (&["analyze", "встреча"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["search", "-p", "limit=0", "встреча"], 2),
        (&["search", "-p", "colour=red", "встреча"], 2),
        (&["search", "-p", "limit"], 2),
        (&["search", "-p", "strict=true", "(встреча"], 2),
        (&["serve", "--listen", "nowhere"], 2),
        (&["analyze"], 2),
        (&["analyze", "--language", "fr", "x"], 2),
        (&["dance"], 2),
        (&["index", "--fast"], 2),
        (&["index", "/no/such/file.md"], 3),
        (&["--config", "/no/such/file.toml", "check"], 1),
    ] {
        says_why(site.run(args), code);
    }
}

#[test]
fn exit_codes_without_an_index() {
    let mut site = Site::new();
    for args in [&["search", "x"][..], &["check"]] {
        let ran = says_why(site.run(args), 1);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains("there is no index in") && said.contains("reindex"), "{said}");
    }
    // A wrong value is told without an index, too.
    for value in ["limit=0", "country=ZZ"] {
        says_why(site.run(["search", "-p", value, "x"]), 2);
    }
    // A folder without write permission.
    site.write("good.md", "# О встрече\n\nСостоялась встреча.\n");
    site.move_index(Path::new("/proc/none"));
    for command in ["index", "reindex"] {
        let ran = says_why(site.run([command]), 1);
        assert!(ran.stderr.contains("/proc/none"), "{}", ran.stderr);
    }
}

/// A command ended with this code, and with a reason when that is not 0.
#[track_caller]
fn says_why(ran: Ran, code: i32) -> Ran {
    let ran = ran.expect_code(code);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(!said.contains("RUST_BACKTRACE"), "{said}");
    assert!(code == 0 || !said.trim().is_empty());
    ran
}

/// A command whose work is to print has failed when nothing can be printed, and is done when its reader has read enough.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure_unless_the_reader_left() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let file = site.corpus().join("documents.jsonl").display().to_string();
    std::fs::write(site.folder().join("words.tsv"), "встреча\tвстречи\n").expect("a file");
    for args in [
        &["generations"][..],
        &["generations", "--json"],
        &["search", "встреча"],
        &["search", "--json", "встреча"],
        &["annotate", &file],
        &["annotate", "--json", &file],
        &["analyze", "встреча"],
        &["analyze", "--json", "встреча"],
        &["eval", "--words", "words.tsv"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
        let ran = site.command(args).stdout(full).output().expect("the program starts");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{args:?}: {told}");
        assert!(
            told.contains("vestnik: standard output cannot be written: No space left"),
            "{args:?}: {told}"
        );
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let ran = site.command(args).stdout(writer).output().expect("the program starts");
        assert_eq!((ran.status.code(), ran.stderr.len()), (Some(0), 0), "{args:?}: {ran:?}");
    }
}

/// The message said «topics.toml: topics: …».
#[test]
fn a_fault_in_the_topics_names_their_file_once() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    std::fs::write(site.folder().join("vestnik.toml"), "topics = \"topics.toml\"\n").expect("a file");
    let topic = "[[topic]]\nid = \"a\"\nname = { ru = \"А\", be = \"А\", en = \"A\" }\n";
    for (text, reason) in [
        (format!("{topic}query = \"а\"\n{topic}query = \"б\"\n"), "two topics have the id \"a\""),
        (topic.to_owned(), "\"a\" needs a query"),
        ("[[topic]\n".to_owned(), "TOML parse error"),
    ] {
        std::fs::write(site.folder().join("topics.toml"), text).expect("a file");
        let ran = site.run(["reindex"]).expect_code(1);
        let told = ran.stderr.trim_start();
        assert!(told.starts_with(&format!("vestnik: topics.toml: {reason}")), "{told}");
        assert_eq!(told.matches("topics.toml").count(), 1, "{told}");
    }
}

#[test]
fn the_command_line_and_the_api_give_the_same_answer() {
    let site = Site::of_the_sample_corpus();
    site.run(["reindex"]).expect_code(0);
    for params in [
        &[][..],
        &[("q", "эмираты")],
        &[("q", "визит (посол"), ("lang", "ru"), ("country", "AE"), ("country", "CN")],
        &[("q", "сотрудничество"), ("sort", "oldest"), ("limit", "3"), ("from", "2025")],
        &[("q", "кибербезопасность тигры"), ("facets", "country")],
        &[("q", "слонопотам")],
    ] {
        let mut args = vec!["search".to_owned(), "--json".to_owned()];
        args.extend(params.iter().flat_map(|(name, value)| ["-p".to_owned(), format!("{name}={value}")]));
        let mut told = site.run(&args).expect_code(0).json();
        let reply = sample().get_with(&api(params), &[("accept-language", "en")]);
        let mut answered = reply.expect_status(200).json();
        for answer in [&mut told, &mut answered] {
            assert!(answer["took_ms"].is_number());
            answer["took_ms"].take();
        }
        assert_eq!(told, answered, "{params:?}");
    }
}

#[test]
fn an_answer_has_the_documented_shape() {
    let answer = sample().search(&[("q", "эмираты")]);
    for name in [
        "query",
        "total",
        "took_ms",
        "generation",
        "hits",
        "facets",
        "suggestions",
        "warnings",
        "next_cursor",
    ] {
        assert!(answer.get(name).is_some(), "{name}");
    }
    for name in ["text", "interpretation"] {
        assert!(answer["query"][name].is_string(), "query.{name}");
    }
    for name in [
        "id",
        "url",
        "permalink",
        "title",
        "title_html",
        "snippet_html",
        "published",
        "language",
        "source",
        "countries",
        "topics",
        "score",
    ] {
        assert!(!answer["hits"][0][name].is_null(), "hits.{name}");
    }
    assert_eq!(answer["hits"][0]["source"]["id"], "mpt.gov.by");
    assert!(answer["hits"][0]["countries"][0]["mentions"].as_u64().is_some_and(|mentions| mentions > 1));
}

#[test]
fn a_document_tells_its_offsets_in_characters() {
    let document = sample().get("/api/v1/documents/mpt.gov.by-node-11088").expect_status(200).json();
    let text: Vec<char> = document["text"].as_str().expect("a text").chars().collect();
    let slice = |span: &Value| -> String {
        let at = |name: &str| usize::try_from(span[name].as_u64().expect("an offset")).expect("small");
        text[at("start")..at("end")].iter().collect()
    };
    let mut mentions = 0;
    for country in document["countries"].as_array().expect("countries") {
        for span in country["spans"].as_array().expect("spans") {
            assert_eq!(span["text"], slice(span));
            mentions += 1;
        }
    }
    assert!(mentions > 3);
    let background = document["background"].as_array().expect("a background");
    assert!(background.iter().any(|span| slice(span).contains("Справочно")), "{background:?}");
    assert_eq!(document["published"], json!({"date": "2026-01-28", "precision": "day", "from": "text"}));
}

#[test]
fn analysis_tells_words_and_terms() {
    let site = Site::new();
    let text = "😀 Встреча с послом ОАЭ, 14–17 октября: кибер\u{ad}безопасность — «е\u{301}лка».";
    let analysis = site.run(["analyze", "--json", text]).expect_code(0).json();
    assert_eq!(analysis["language"], "ru");
    let characters: Vec<char> = text.chars().collect();
    let mut last = None;
    for token in analysis["tokens"].as_array().expect("tokens") {
        let at = |name: &str| usize::try_from(token[name].as_u64().expect("a number")).expect("small");
        let slice: String = characters[at("start")..at("end")].iter().collect();
        assert_eq!(token["text"], slice);
        assert!(token["terms"].as_array().is_some_and(|terms| !terms.is_empty()), "{token}");
        assert!(last.is_none_or(|last| last < at("position")), "positions grow: {token}");
        last = Some(at("position"));
    }
    let terms = |text: &str, language: &str| {
        let args = ["analyze", "--json", "--language", language, text];
        site.run(args).expect_code(0).json()["tokens"][0]["terms"].clone()
    };
    for forms in
        [["посол", "послами"], ["Египет", "Египта"], ["встреча", "встреч"], ["ОАЭ", "оаэ"], ["ёлка", "елкой"]]
    {
        let [a, b] = forms.map(|form| terms(form, "ru"));
        let shared =
            a.as_array().expect("terms").iter().any(|term| b.as_array().expect("terms").contains(term));
        assert!(shared, "{forms:?}: {a} {b}");
    }
    for (language, text) in [("be", "супрацоўніцтва"), ("en", "agreements"), ("ru", "agreements")]
    {
        assert!(terms(text, language).as_array().is_some_and(|terms| !terms.is_empty()));
    }
    let empty = site.run(["analyze", "--json", ""]).expect_code(0).json();
    assert_eq!(empty["tokens"], json!([]));
}
