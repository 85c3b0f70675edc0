//! Bad inputs that `hostile_requests` does not send, and bad bodies; after each the server answers as before.
//! `tests/faults.md` has the whole list.

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::support::{Server, Value, address, api, ids, sample, warnings};

/// What an answer is, without the time that it took.
fn good(server: &Server) -> Value {
    let mut answer = server.search(&[("q", "кибербезопасность")]);
    answer["took_ms"].take();
    answer
}

/// Calls `attack`, and fails if the next good request is answered otherwise than before.
#[track_caller]
fn unharmed(attack: impl Fn(&Server)) {
    let server = sample();
    let before = good(server);
    attack(server);
    assert_eq!(good(server), before);
}

/// The hits' scores are numbers that can be compared, and there are hits.
#[track_caller]
fn scores(answer: &Value) -> Vec<f64> {
    let hits = answer["hits"].as_array().expect("hits");
    let scores: Vec<f64> = hits.iter().map(|hit| hit["score"].as_f64().expect("a number")).collect();
    assert!(!scores.is_empty() && scores.iter().all(|score| score.is_finite()), "{scores:?}");
    scores
}

/// The status of an answer as it came over the wire.
#[track_caller]
fn status(answer: &str) -> u16 {
    let status = answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {answer:?}"))
}

/// A request that does not ask for the end of the connection.
fn request(method: &str, target: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// There are no regular expressions: the signs of one are what stands between words.
#[test]
fn patterns_are_words() {
    unharmed(|server| {
        for (pattern, words) in [
            ("/.*/ министр", "министр"),
            ("/министр.*/ посол", "/министр.*/ (посол)"),
            ("/((министр{1,50}){1,50}){1,20}/", "\"министр 1,50\" 1,50 1,20"),
            ("[министр TO посол]", "министр TO посол"),
        ] {
            let [found, same] =
                [pattern, words].map(|query| server.search(&[("q", query), ("match", "any")]));
            assert_eq!((&found["total"], ids(&found)), (&same["total"], ids(&same)), "{pattern}");
        }
        assert!(server.total(&[("q", "/министр.*/")]) > 0);
    });
}

/// Prefixes, distances and phrases have limits, and what a limit leaves out is told.
#[test]
fn expansive_operators_say_what_is_left_out() {
    unharmed(|server| {
        let phrase = format!("\"{}\"", "слово ".repeat(500));
        for (query, notice) in [("а*", "short_prefix"), (&*phrase, "too_many_words")] {
            assert_eq!(warnings(&server.search(&[("q", query)])), [notice], "{query}");
            let strict = server.get(&api(&[("q", query), ("strict", "true")])).expect_status(400);
            assert_eq!(strict.problem(), (notice.to_owned(), "q".to_owned()), "{query}");
        }
        let alike = server.search(&[("q", "министр~2"), ("match", "all")]);
        assert_eq!(warnings(&alike), ["unsupported_operator"], "there is no search by likeness");
        scores(&alike);
        for query in ["\"министр связи\"*", "\"министр связи\"~999999999999"] {
            scores(&server.search(&[("q", query)]));
        }
        for name in ["~0", "~00000000000000000000000000000000000000001", "~-1", "~1e9", "~NaN"] {
            server.search(&[("q", &format!("\"министр связи\"{name}"))]);
        }
    });
}

/// Weights cannot be given: what would be one is a word, and changes no score to what is no number.
#[test]
fn weights_and_unknown_fields_are_words() {
    unharmed(|server| {
        let of = |query: &str| scores(&server.search(&[("q", query), ("match", "any")]));
        let plain = of("министр");
        for weight in ["^1e39", "^-1", "^NaN", "^inf", "^0", "^-1e-400"] {
            assert!(
                of(&format!("посол министр{weight} министр")).iter().all(|score| *score > 0.0),
                "{weight}"
            );
            let apart = of(&format!("министр {weight}"));
            assert!(apart.iter().zip(&plain).all(|(a, b)| a >= b), "{weight}: {apart:?} and {plain:?}");
        }
        for query in
            ["nofield:министр", "body:*", "title:*", "__proto__:министр", "id:министр", "stored:министр"]
        {
            server.search(&[("q", query), ("match", "any")]);
            server.get(&address("/", &[("q", query)])).expect_status(200);
        }
        scores(&server.search(&[("q", "nofield: министр"), ("match", "any")]));
    });
}

/// NUL is refused; marks without a letter, in any number, are not.
#[test]
fn odd_characters_are_normalised_or_refused() {
    unharmed(|server| {
        for target in ["/api/v1/search?q=a%00b", "/api/v1/search?person=%00", "/api/v1/facets/person?q=%00"] {
            let problem = server.get(target).expect_status(400).problem();
            assert_eq!(problem.0, "invalid_text", "{target}");
        }
        let expected = server.search(&[("q", "министр"), ("match", "all")])["total"].clone();
        for query in [
            "министр\u{301}",
            "\u{301}министр",
            "мини\u{200d}стр",
            "\u{202e}министр\u{202c}",
            "\u{2067}министр\u{2069}",
            "министр\u{fe0f}",
        ] {
            assert_eq!(server.search(&[("q", query), ("match", "all")])["total"], expected, "{query:?}");
        }
        for query in ["\u{301}", "\u{301}\u{301} \u{301}", &"\u{301}".repeat(4_000)] {
            server.search(&[("q", query)]);
        }
        let problem = server.get(&api(&[("q", &"\u{301}".repeat(5_000))])).expect_status(400).problem();
        assert_eq!(problem, ("value_too_long".to_owned(), "q".to_owned()));
    });
}

/// Word forms of one word in all spellings that look the same, and a word as long as words may be.
#[test]
fn spellings_that_look_the_same_are_the_same() {
    unharmed(|server| {
        for (one, other) in [
            ("объединённые", "объединенные"),
            ("объединённые", "объедине\u{308}нные"),
            ("Китай", "Китаи\u{306}"),
            ("Россия", "Poccия"),
            ("министр", "МИНИСТР"),
            ("МИНИСТР", "мИнИсТр"),
            ("министр", "мини\u{ad}стр"),
        ] {
            let [a, b] = [one, other].map(|query| server.search(&[("q", query), ("match", "all")]));
            assert_eq!((&a["total"], ids(&a)), (&b["total"], ids(&b)), "{one} and {other}");
            assert!(a["total"].as_u64() > Some(0), "{one}");
        }
    });
}

/// The names of facets in addresses lead nowhere else.
#[test]
fn invented_facets_are_not_there() {
    unharmed(|server| {
        for name in [
            "..",
            "a%2F..%2Fb",
            "..%2F..%2Fetc%2Fpasswd",
            "%2e%2e",
            "Country",
            "country%20",
            "%D0%B0",
            "none",
        ] {
            let reply = server.get(&format!("/api/v1/facets/{name}?q=a"));
            assert!([400, 404].contains(&reply.status), "{name}: {}", reply.status);
            reply.problem();
        }
        for target in [
            "/api/v1/facets/a/../b".to_owned(),
            "/api/v1/facets/%00".to_owned(),
            "/api/v1/facets/%ff".to_owned(),
            format!("/api/v1/facets/{}", "a/".repeat(1_000)),
            format!("/api/v1/facets/{}", "../".repeat(1_000)),
        ] {
            let raw = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answer = server.raw(raw.as_bytes());
            assert!([400, 404].contains(&status(&answer)), "{target}: {answer}");
            assert!(answer.contains("application/problem+json") && answer.contains("request_id"), "{answer}");
        }
    });
}

/// No call takes a body: a short one is passed over, a long one refused, whatever is in it.
#[test]
fn bodies_of_json_are_not_read() {
    unharmed(|server| {
        let plain = server.search(&[("q", "министр")]);
        let target = api(&[("q", "министр")]);
        for body in [
            format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
            "{\"q\":".repeat(10_000),
            r#"{"q": "a", "q": "b", "limit": "ten", "limit": null}"#.to_owned(),
            "x".repeat(64 << 10),
        ] {
            let mut sent = request("GET", &target, "Content-Type: application/json\r\n", body.as_bytes());
            sent.extend(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answers = server.raw(&sent);
            assert_eq!(status(&answers), 200, "{answers}");
            // The body is not taken for a request: it is passed over, or the connection ends before it.
            assert!(
                answers.matches("HTTP/1.1 ").count() <= 2 && !answers.contains("HTTP/1.1 4"),
                "{answers}"
            );
            let json = answers.split("\r\n\r\n").nth(1).expect("a body");
            let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
            let answer = values.next().expect("an answer").expect("JSON");
            assert_eq!((&answer["total"], ids(&answer)), (&plain["total"], ids(&plain)));
            let posted = request("POST", &target, "Connection: close\r\n", body.as_bytes());
            assert_eq!(status(&server.raw(&posted)), 405);
        }
        let long = request("GET", &target, "", &vec![b'x'; (64 << 10) + 1]);
        assert_eq!(status(&server.raw(&long)), 413);
    });
}

/// A packed body is never unpacked, however small it is.
#[test]
fn packed_bodies_are_refused() {
    unharmed(|server| {
        let bomb = gzip(&vec![b'['; 20 << 20]);
        assert!(bomb.len() < 64 << 10, "{} bytes would be refused for their number", bomb.len());
        let zstd = zstd::encode_all(&*vec![b'['; 20 << 20], 3).expect("memory takes it");
        for (encoding, body) in [("gzip", &bomb), ("zstd", &zstd), ("br", &bomb), ("deflate, gzip", &bomb)] {
            for target in ["/api/v1/search?q=a", "/?q=a", "/livez"] {
                let header = format!("Content-Encoding: {encoding}\r\n");
                let started = Instant::now();
                let answer = server.raw(&request("GET", target, &header, body));
                assert_eq!(status(&answer), 415, "{encoding} {target}: {answer}");
                assert!(answer.contains("\"code\":\"unsupported_content_encoding\""), "{answer}");
                assert!(answer.contains("request_id"), "{answer}");
                assert!(started.elapsed() < Duration::from_secs(5), "the connection is closed");
                let header = format!("Connection: close\r\n{header}");
                assert_eq!(status(&server.raw(&request("POST", target, &header, body))), 405, "{target}");
            }
        }
        // Without a body there is nothing to unpack.
        server.get_with("/api/v1/search?q=a", &[("content-encoding", "gzip")]).expect_status(200);
    });
}

/// After a head that two programs could read differently the connection is closed.
#[test]
fn ambiguous_heads_end_the_connection() {
    unharmed(|server| {
        for (what, head) in [
            ("two lengths", "Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            (
                "length and chunks",
                "Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ),
            ("chunks", "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n"),
            ("no host", "\r\n"),
            ("two hosts", "Host: a\r\nHost: b\r\n\r\n"),
            ("a folded header", "Host: a\r\nX: a\r\n b\r\n\r\n"),
        ] {
            let started = Instant::now();
            let answer = server.raw(
                format!("GET /livez HTTP/1.1\r\n{head}GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes(),
            );
            assert!((400..500).contains(&status(&answer)), "{what}: {answer}");
            assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{what}: {answer}");
            assert!(started.elapsed() < Duration::from_secs(5), "{what}: the connection stays open");
        }
    });
}

/// What another site's form can send changes nothing and is refused.
#[test]
fn posts_of_other_sites_are_refused() {
    unharmed(|server| {
        let forged =
            [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("cookie", "a=b")];
        for target in ["/", "/?q=a", "/api/v1/search?q=a", "/d/mpt.gov.by-node-11088"] {
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                server.ask(method, target, &forged).expect_status(405);
            }
            let reply = server.get_with(target, &forged).expect_status(200);
            assert_eq!(reply.header("access-control-allow-credentials"), "");
            assert_eq!(reply.header("set-cookie"), "");
        }
    });
}
