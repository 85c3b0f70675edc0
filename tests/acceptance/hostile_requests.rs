//! Hostile requests: each is refused with a clear message or answered, and the server keeps working.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::json;

use crate::support::{Reply, Server, Site, Value, address, api, sample, warnings};

/// The statuses allowed: an answer, or a fault of the request.
const CALM: [u16; 6] = [200, 400, 404, 413, 414, 431];

/// The status of an answer as it came over the wire.
#[track_caller]
fn status(answer: &str) -> u16 {
    let status = answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {answer:?}"))
}

fn get_line(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

/// Refused with a problem that names the parameter and has this code.
#[track_caller]
fn refused(server: &Server, target: &str, code: &str, parameter: &str) -> Reply {
    let reply = server.get(target).expect_status(400);
    assert_eq!(reply.problem(), (code.to_owned(), parameter.to_owned()), "{}", shown(target));
    reply
}

fn shown(target: &str) -> String {
    target.chars().take(200).collect()
}

/// Answered, with every score a finite number.
#[track_caller]
fn answered(server: &Server, query: &str) -> Value {
    let answer = server.search(&[("q", query)]);
    for hit in answer["hits"].as_array().expect("hits") {
        assert!(hit["score"].as_f64().is_some_and(f64::is_finite), "{}: {hit}", shown(query));
    }
    answer
}

/// Sent unchanged and too long for any limit: refused, and never with a failure of the server.
#[track_caller]
fn refused_raw(server: &Server, target: &str) {
    let answer = server.raw(get_line(target).as_bytes());
    assert!([400, 413, 414, 431].contains(&status(&answer)), "{}: {answer}", shown(target));
}

fn parentheses(server: &Server) {
    let code = |query: &str| warnings(&answered(server, query)).first().cloned();
    assert_eq!(code(&"(".repeat(740)).as_deref(), Some("too_deep"));
    assert_eq!(code(&format!("{}посол{}", "(".repeat(740), ")".repeat(740))).as_deref(), Some("too_deep"));
    for query in ["(".repeat(740), format!("{}x{}", "(".repeat(740), ")".repeat(740))] {
        server.get(&api(&[("q", &query), ("strict", "true")])).expect_status(400);
        server.get(&address("/", &[("q", &query)])).expect_status(200);
    }
    refused(server, &api(&[("q", &"(".repeat(5_000))]), "value_too_long", "q");
    refused_raw(server, &format!("/api/v1/search?q={}", "(".repeat(100_000)));
    refused_raw(server, &format!("/api/v1/search?q={}x{}", "(".repeat(100_000), ")".repeat(100_000)));
    refused_raw(server, &format!("/?q={}", "(".repeat(100_000)));
}

fn operators(server: &Server) {
    answered(server, &format!("{}посол", "NOT ".repeat(1_000)));
    answered(server, &"title:(".repeat(500));
    answered(server, &"-".repeat(4_000));
    refused(server, &api(&[("q", &format!("{}посол", "NOT ".repeat(1_500)))]), "value_too_long", "q");
    refused(server, &api(&[("q", &"title:(".repeat(700))]), "value_too_long", "q");
}

fn many_words(server: &Server) {
    let words = |count: usize| (0..count).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" OR ");
    assert_eq!(warnings(&answered(server, &words(400))), ["too_many_words"]);
    refused(server, &api(&[("q", &words(1_000))]), "value_too_long", "q");
    for count in [10_000, 100_000] {
        refused_raw(server, &api(&[("q", &words(count))]));
    }
}

fn one_long_word(server: &Server) {
    refused_raw(server, &format!("/api/v1/search?q={}", "a".repeat(2 << 20)));
    refused_raw(server, &format!("/?q={}", "%D0%B0".repeat(1 << 20)));
    answered(server, &"а".repeat(4_096));
    refused(server, &api(&[("q", &"а".repeat(4_097))]), "value_too_long", "q");
}

fn punctuation(server: &Server) {
    for (query, notice) in [
        ("посол AND", Some("dangling_operator")),
        ("\"", Some("unclosed_quote")),
        ("*", Some("no_words")),
        (":", Some("no_words")),
        ("\\", Some("no_words")),
        ("()", Some("no_words")),
        ("[a TO", None),
        ("[a TO b}", None),
        ("посол && || ОАЭ", None),
        ("/.*/", None),
        ("/((а{1,50}){1,50}){1,20}/", None),
        ("nofield:x", None),
        ("^1e39", None),
        ("посол^1e39", None),
        ("посол^-1", None),
        ("посол^NaN", None),
        ("body:*", None),
        ("title:*", None),
        ("\u{0}".trim_matches('\0'), None),
    ] {
        let started = Instant::now();
        let answer = answered(server, query);
        assert!(started.elapsed().as_secs() < 5, "{query} took {:?}", started.elapsed());
        if let Some(notice) = notice {
            assert_eq!(warnings(&answer), [notice], "{query}");
        }
    }
    assert_eq!(answered(server, "/.*/ слонопотам")["total"], 0, "a pattern is no pattern");
}

fn expansive_operators(server: &Server) {
    for query in ["по~2", "а*", "\"а б\"*", "\"а б\"~999999999999", "по* на* за* пе* со* ра* пр* ка* ко* ва*"]
    {
        let started = Instant::now();
        answered(server, query);
        assert!(started.elapsed().as_secs() < 5, "{query} took {:?}", started.elapsed());
    }
    let phrase = format!("\"{}\"", "слово ".repeat(500));
    assert_eq!(warnings(&answered(server, &phrase)), ["too_many_words"]);
}

fn nothing_to_search_for(server: &Server) {
    let everything = server.total(&[]);
    for query in ["", " ", "\t \r\n", "\u{3000}"] {
        assert_eq!(answered(server, query)["total"], everything, "{query:?}");
    }
    for query in ["и в на", "the of and", "-слонопотам", "-слово -другое", "\u{ad}", "\u{200b}"]
    {
        answered(server, query);
        let page = server.get(&address("/", &[("q", query)])).expect_status(200);
        assert!(page.body.contains("<details class=\"help\">"), "{query:?}: no guidance");
    }
    assert_eq!(answered(server, "-слонопотам")["total"], everything);
}

fn odd_characters(server: &Server) {
    for query in [
        "\u{202e}лосоп",
        "👩\u{200d}👩\u{200d}👧 посол",
        "\u{301}",
        "\u{fffe}\u{ffff}",
        "\u{feff}посол",
        "е\u{301}\u{301}\u{301}",
        "\u{10ffff}",
        "𝔓осол",
        "ﷺﷺﷺ",
    ] {
        answered(server, query);
        server.get(&address("/", &[("q", query)])).expect_status(200);
    }
    let marks = format!("а{}", "\u{301}".repeat(4_000));
    answered(server, &marks);
    server.get(&address("/", &[("q", &marks)])).expect_status(200);
    refused_raw(server, &api(&[("q", &format!("а{}", "\u{301}".repeat(10_000)))]));
    assert_eq!(server.total(&[("q", "\u{feff}посол")]), server.total(&[("q", "посол")]));
}

fn broken_encodings(server: &Server) {
    for value in [
        "%ff%fe",
        "%zz",
        "%",
        "%0",
        "%00",
        "%D0",
        "%D0%D0",
        "%ee%ec%e0%ed",
        "%04%1e%04%10",
        "%ed%a0%80",
        "%c0%ae",
    ] {
        refused(server, &format!("/api/v1/search?q={value}"), "invalid_text", "q");
        refused(server, &format!("/api/v1/search?country={value}"), "invalid_text", "country");
        let page = server.get(&format!("/?q={value}")).expect_status(400);
        assert!(page.header("content-type").starts_with("text/html"), "{value}");
    }
    // Encoded twice, the value is the text of an escape, which is valid.
    answered(server, "%D0%BF%D0%BE");
    let reply = server.get("/api/v1/search?%ff=1").expect_status(400);
    assert_eq!(reply.problem().0, "invalid_text");
}

fn numbers_out_of_range(server: &Server) {
    for value in
        ["0", "-1", "101", "1e10", "10000000000", "99999999999999999999999", "NaN", "1.5", " 5", "٣", ""]
    {
        let reply = refused(server, &api(&[("limit", value)]), "not_in_range", "limit");
        let detail = reply.json()["detail"].to_string();
        assert!(detail.contains('1') && detail.contains("100"), "{value}: {detail}");
    }
    for value in ["-1", "1000", "1e10", "NaN", "18446744073709551616", "0x10"] {
        let reply = refused(server, &api(&[("offset", value)]), "not_in_range", "offset");
        let detail = reply.json()["detail"].to_string();
        assert!(detail.contains('0') && detail.contains("999"), "{value}: {detail}");
    }
    refused(server, &api(&[("offset", "950"), ("limit", "100")]), "beyond_window", "offset");
    for value in ["", "x", "~", "1~2", "1~2~", "zz~1~id", "1~1~id~".repeat(2_000).as_str(), "-1~1~id"] {
        let reply = server.get(&api(&[("cursor", value)]));
        assert!(CALM.contains(&reply.status), "{}: {}", shown(value), reply.status);
    }
    for value in ["", "x", "~", "1~2", "1~2~", "zz~1~id", "-1~1~id"] {
        refused(server, &api(&[("cursor", value)]), "invalid_cursor", "cursor");
    }
    // An invented cursor is a place like any other.
    server.get(&api(&[("cursor", "ffffffffffffffff~0~x")])).expect_status(200);
    refused(server, &api(&[("cursor", "1~1~x"), ("offset", "0")]), "conflicting_parameters", "cursor");
}

fn impossible_dates(server: &Server) {
    for (value, code) in [
        ("2024-13-45", "no_such_day"),
        ("2023-02-29", "no_such_day"),
        ("2024-00", "no_such_day"),
        ("0001", "no_such_day"),
        ("9999", "no_such_day"),
        ("+03:00", "invalid_date"),
        ("2024-01-01T00:00:00+03:00", "invalid_date"),
        ("вчера", "invalid_date"),
        ("20240101", "invalid_date"),
        ("-2024", "invalid_date"),
        ("2024-1-1", "invalid_date"),
        ("٢٠٢٤", "invalid_date"),
    ] {
        for name in ["from", "to"] {
            let reply = refused(server, &api(&[(name, value)]), code, name);
            assert!(reply.json()["detail"].to_string().contains("2026-01-28") || code == "no_such_day");
        }
    }
    refused(server, &api(&[("from", "2026-02"), ("to", "2026-01")]), "from_after_to", "from");
}

fn wrong_choices(server: &Server) {
    for value in ["../../etc/passwd", "RU'--", "ОАЭ", "XX", "A", "ARE", "A\u{202e}E", "<b>", "\r\n"] {
        refused(server, &api(&[("country", value)]), "unknown_country", "country");
    }
    for (name, value) in [
        ("lang", "fr"),
        ("lang", "../ru"),
        ("sort", "best"),
        ("sort", "newest;drop"),
        ("match", "some"),
        ("strict", "1"),
        ("facets", "country,/a/../b"),
        ("facets", "/a/../b"),
        ("facets", &"a/".repeat(1_000)),
        ("facets", "Country"),
    ] {
        refused(server, &api(&[(name, value)]), "unknown_value", name);
    }
    refused(server, "/api/v1/search?facets=%00", "invalid_text", "facets");
    refused(
        server,
        &api(&vec![("country", "AE"); 2_000]).replace("AE&", "AE&x"),
        "unknown_parameter",
        "xcountry",
    );
    // A value given many times counts once; many different values are refused.
    server.get(&api(&vec![("country", "AE"); 1_000])).expect_status(200);
    let values: Vec<String> = (0..2_000).map(|n| n.to_string()).collect();
    for name in ["country", "topic", "source", "lang"] {
        let params: Vec<_> = values.iter().map(|value| (name, value.as_str())).collect();
        refused(server, &api(&params), "too_many_values", name);
    }
    refused_raw(server, &api(&vec![("country", "AE"); 10_000]));
    // Topics and sources are open lists: an unknown one finds nothing.
    for (name, value) in [("topic", "../../etc/passwd"), ("source", "' OR 1=1 --"), ("source", "\u{202e}")] {
        assert_eq!(server.total(&[(name, value)]), 0, "{name}={value}");
    }
}

fn doubled_and_unknown_parameters(server: &Server) {
    refused(server, "/api/v1/search?q=a&q=b", "repeated_parameter", "q");
    refused(server, "/api/v1/search?limit=5&limit=5", "repeated_parameter", "limit");
    refused(server, "/api/v1/search?q%5B%5D=a", "unknown_parameter", "q[]");
    refused(server, "/api/v1/search?q[]=a", "unknown_parameter", "q[]");
    refused(server, "/api/v1/search?Q=a", "unknown_parameter", "Q");
    let many = |count: usize| (0..count).map(|n| format!("&p{n}=1")).collect::<String>();
    refused(server, &format!("/api/v1/search?q=a{}", many(3_000)), "unknown_parameter", "p0");
    refused_raw(server, &format!("/api/v1/search?q=a{}", many(5_000)));
    let reply = server.get(&format!("/api/v1/search?{}=1", "x".repeat(9_000))).expect_status(400);
    assert!(reply.body.len() < 1_000, "a long name is cut in the answer: {}", reply.body);
    // Links from elsewhere carry unknown parameters.
    server.get("/?q=a&utm_source=x&q[]=b").expect_status(200);
    server.get("/?q=a&q=b").expect_status(400);
}

fn split_headers_and_log_lines(server: &Server) {
    for name in ["q", "country", "from", "cursor", "topic", "unknown\r\n"] {
        let reply = server.get(&api(&[(name, "a\r\nSet-Cookie: x=1\r\n\r\nINJECTED")]));
        assert!([200, 400].contains(&reply.status));
        assert_eq!(reply.header("set-cookie"), "");
        server.get(&address("/", &[(name, "a\r\nSet-Cookie: x=1\r\n\r\nINJECTED")]));
    }
    server.get("/d/a%0d%0aSet-Cookie:%20x=1%0d%0aINJECTED").expect_status(404);
    server.get("/%0d%0aINJECTED").expect_status(404);
    let log = server.log();
    let split = log.lines().find(|line| line.starts_with("Set-Cookie") || line.starts_with("INJECTED"));
    assert_eq!(split, None, "a log line was split");
}

fn broken_heads(server: &Server) {
    let headers = |count: usize| {
        let mut text = String::new();
        for n in 0..count {
            let _ = write!(text, "X-{n}: 1\r\n");
        }
        text
    };
    for (what, request) in [
        ("an address of 70 kB", get_line(&format!("/{}", "a".repeat(70 << 10)))),
        ("101 headers", format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}\r\n", headers(101))),
        ("500 kB of headers", format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: {}\r\n\r\n", "a".repeat(500 << 10))),
        (
            "two lengths",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_owned(),
        ),
        ("a negative length", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: -1\r\n\r\n".to_owned()),
        (
            "a length and chunks",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned(),
        ),
        ("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned()),
        ("two hosts", "GET / HTTP/1.1\r\nConnection: close\r\nHost: a\r\nHost: b\r\n\r\n".to_owned()),
        ("a folded header", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: a\r\n b\r\n\r\n".to_owned()),
        ("a blank before the colon", "GET / HTTP/1.1\r\nConnection: close\r\nHost : localhost\r\n\r\n".to_owned()),
        ("a NUL in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: a\0b\r\n\r\n".to_owned()),
        ("a space in the target", "GET /?q=a b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned()),
        ("not HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}\x03\x03 hello\r\n\r\n".to_owned()),
        ("a long method", format!("{} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "A".repeat(100_000))),
    ] {
        let answer = server.raw(request.as_bytes());
        assert!((400..500).contains(&status(&answer)), "{what}: {answer}");
    }
    // A client that begins with HTTP/2 would not understand an answer in HTTP/1: the connection is closed.
    assert_eq!(server.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "");
    let reply = server.get_with("/", &[("x-many", &"a".repeat(20_000))]);
    assert_eq!(reply.status, 200, "a long header that fits is fine");
}

fn bodies(server: &Server) {
    for target in ["/api/v1/search", "/", "/d/x"] {
        let body = "x".repeat(1 << 20);
        for method in ["GET", "POST", "PUT"] {
            let request = format!(
                "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let answer = server.raw(request.as_bytes());
            assert!([405, 413].contains(&status(&answer)), "{method} {target}: {answer}");
        }
    }
}

fn paths_to_elsewhere(server: &Server) {
    for target in [
        "/..%2f..%2fetc/passwd",
        "/../../etc/passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/style.css/..%2f..",
        "/assets/",
        "/d/",
        "/d/..%2f..%2fetc%2fpasswd",
        "/d/..",
        "/d/%00",
        "/d/%ff",
        "/d/mpt.gov.by-node-11088/",
        "/d/MPT.gov.by-node-11088",
        "/api/v1/documents/..%2f..%2fCargo.toml",
        "/api/v1/documents/%ff",
        "/api/v1/documents/",
        "/api/v1/documents",
        "/api/v2/search",
        "//etc/passwd",
        "/index/current",
        "/corpus/sources.toml",
        "/.git/config",
    ] {
        let answer = server.raw(get_line(target).as_bytes());
        assert_eq!(status(&answer), 404, "{target}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{target}: {answer}");
        if target.starts_with("/api/") {
            assert!(answer.contains("application/problem+json"), "{target}: {answer}");
        }
    }
}

fn forged_headers(server: &Server) {
    let forged = [
        ("host", "evil.example"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-host", "evil.example"),
        ("x-original-url", "/d/mpt.gov.by-node-11088"),
        ("x-rewrite-url", "/livez"),
        ("range", "bytes=0-9"),
        ("accept-encoding", "br, gzip, *;q=0"),
        ("accept", "image/png"),
    ];
    for target in ["/?q=x", "/api/v1/search?q=x"] {
        let plain = server.get(target).expect_status(200);
        let reply = server.get_with(target, &forged).expect_status(200);
        assert!(!reply.body.contains("evil.example"));
        assert!(reply.body.len().abs_diff(plain.body.len()) < 10, "{target} is another answer");
    }
}

type Attack = fn(&Server);

const ATTACKS: [(&str, Attack); 18] = [
    ("parentheses", parentheses),
    ("operators", operators),
    ("many words", many_words),
    ("one long word", one_long_word),
    ("punctuation", punctuation),
    ("expansive operators", expansive_operators),
    ("nothing to search for", nothing_to_search_for),
    ("odd characters", odd_characters),
    ("broken encodings", broken_encodings),
    ("numbers out of range", numbers_out_of_range),
    ("impossible dates", impossible_dates),
    ("wrong choices", wrong_choices),
    ("doubled and unknown parameters", doubled_and_unknown_parameters),
    ("split headers and log lines", split_headers_and_log_lines),
    ("broken heads", broken_heads),
    ("bodies", bodies),
    ("paths to elsewhere", paths_to_elsewhere),
    ("forged headers", forged_headers),
];

macro_rules! attacks {
    ($($name:ident => $attack:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            $attack(sample());
        })*
    };
}

attacks! {
    deep_parentheses_are_cut => parentheses,
    rows_of_operators_are_read_or_refused => operators,
    too_many_words_are_cut => many_words,
    a_word_of_two_megabytes_is_refused => one_long_word,
    punctuation_is_taken_as_words => punctuation,
    expansive_operators_are_capped => expansive_operators,
    nothing_to_search_for_is_answered_with_guidance => nothing_to_search_for,
    odd_characters_do_no_harm => odd_characters,
    broken_encodings_are_refused => broken_encodings,
    numbers_out_of_range_are_refused => numbers_out_of_range,
    impossible_dates_are_refused => impossible_dates,
    wrong_choices_are_refused => wrong_choices,
    doubled_and_unknown_parameters_are_refused => doubled_and_unknown_parameters,
    headers_and_log_lines_are_not_split => split_headers_and_log_lines,
    broken_heads_are_refused => broken_heads,
    bodies_are_refused => bodies,
    paths_to_elsewhere_lead_nowhere => paths_to_elsewhere,
    forged_headers_change_nothing => forged_headers,
}

/// All attacks against one server, again: it answers as before, and its memory has grown little.
#[cfg(target_os = "linux")]
#[test]
fn the_server_survives_all_of_it() {
    let site = Site::of_the_sample_corpus();
    site.run(["reindex"]).expect_code(0);
    let server = Server::start(&site);
    let good = || {
        let mut answer = server.search(&[("q", "кибербезопасность")]);
        answer["took_ms"].take();
        answer
    };
    let before = good();
    // Every thread has worked once before the measurement.
    for _ in 0..50 {
        server.get(&address("/", &[("q", "сотрудничество OR визит")])).expect_status(200);
    }
    let resident = server.resident_bytes();
    let mut failed = Vec::new();
    for (name, attack) in ATTACKS {
        // A failure inside an attack is reported by that attack's own test.
        let calm = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attack(&server)));
        if calm.is_err() {
            failed.push(name);
        }
        assert_eq!(good(), before, "after {name}");
    }
    let grown = server.resident_bytes().saturating_sub(resident);
    assert!(grown < 50 << 20, "the server has grown by {} MB", grown >> 20);
    assert!(!server.log().contains("panicked"), "{}", server.log());
    println!("attacks that failed here as well: {failed:?}");
}

#[test]
fn messages_are_in_the_callers_language() {
    for (accepted, language, word) in [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru", "целое число"),
        ("be", "be", "цэлы лік"),
        ("en-US,en;q=0.9,ru;q=0.1", "en", "whole number"),
        ("de", "ru", "целое число"),
        ("en;q=0.1,be;q=0.9", "be", "цэлы лік"),
    ] {
        let reply =
            sample().get_with("/api/v1/search?limit=0", &[("accept-language", accepted)]).expect_status(400);
        assert!(reply.json()["detail"].to_string().contains(word), "{accepted}: {}", reply.body);
        assert_eq!(reply.header("content-language"), language);
        let page = sample().get_with("/?limit=0", &[("accept-language", accepted)]).expect_status(400);
        assert!(
            page.body.contains(word) && page.body.contains(&format!("<html lang=\"{language}\"")),
            "{accepted}"
        );
    }
    for target in ["/api/v1/documents/none", "/api/v1/none"] {
        let english = sample().get_with(target, &[("accept-language", "en")]).expect_status(404).json();
        let russian = sample().get_with(target, &[("accept-language", "ru")]).expect_status(404).json();
        assert_ne!(english["detail"], russian["detail"]);
        assert_eq!(english["code"], russian["code"]);
    }
}

#[test]
fn a_request_without_a_host_is_refused_in_the_callers_language() {
    let answer = sample()
        .raw("GET /api/v1/search HTTP/1.1\r\nAccept-Language: ru\r\nConnection: close\r\n\r\n".as_bytes());
    assert_eq!(status(&answer), 400);
    assert!(answer.contains("application/problem+json") && answer.contains("Host"), "{answer}");
    let has_russian = answer.chars().any(|c| ('а'..='я').contains(&c));
    assert!(has_russian, "the message is not in Russian: {answer}");
}

#[test]
fn a_body_that_is_too_large_is_a_problem_too() {
    let head = "GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n";
    let answer = sample().raw(head.as_bytes());
    assert_eq!(status(&answer), 413, "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(answer.to_lowercase().contains("x-content-type-options: nosniff"), "{answer}");
}

#[test]
fn a_wrong_method_names_the_right_ones() {
    for target in ["/", "/d/mpt.gov.by-node-11088", "/api/v1/search", "/api/v1/status"] {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let reply = sample().ask(method, target, &[]).expect_status(405);
            assert!(
                reply.header("allow").contains("GET"),
                "{method} {target}: Allow is {:?}",
                reply.header("allow")
            );
        }
    }
    assert_eq!(sample().ask("POST", "/api/v1/search", &[]).problem().0, "method_not_allowed");
}

#[test]
fn the_id_of_a_request_is_in_the_log() {
    let site = Site::with_documents(&[json!({"id": "a", "title": "О встрече", "text": "Встреча."})]);
    let mut command = site.command(["serve", "--listen", "127.0.0.1:0"]);
    command.env("VESTNIK_LOG", "info");
    let server = Server::launch(command);
    let reply = server.get("/api/v1/search?limit=0").expect_status(400);
    let id = reply.json()["request_id"].as_str().expect("an id").to_owned();
    assert_eq!(reply.header("x-request-id"), id);
    // The log is in order: once a later request is in it, the earlier one is.
    crate::support::until("requests are logged", || {
        server.get("/api/v1/status?later=1");
        server.log().contains("later=1").then_some(())
    });
    assert!(server.log().contains(&id), "{id} is not in the log:\n{}", server.log());
}
