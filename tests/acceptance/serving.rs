//! Serving: start, updates of the index meanwhile, and end.

use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::support::{PATIENCE, Server, Site, Value, api, document, signal, staging, until};

#[test]
fn a_running_server_takes_up_a_new_generation() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let (stop, answers) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let started = Instant::now();
            while !stop.load(Ordering::Relaxed) && started.elapsed() < PATIENCE {
                let answer = server.get(&api(&[("q", "встреча")])).expect_status(200).json();
                let generation = answer["generation"].as_str().expect("a generation");
                // No answer mixes two generations: each holds one document more.
                let number: u64 = generation.trim_start_matches("gen-").parse().expect("a number");
                assert_eq!(answer["total"], number, "{generation}");
                answers.fetch_add(1, Ordering::Relaxed);
            }
        });
        for number in 2..=4 {
            let documents: Vec<Value> =
                (0..number).map(|n| document(&format!("d{n}"), "Ещё одна встреча.")).collect();
            site.write_documents("documents.jsonl", &documents);
            site.run(["reindex"]).expect_code(0);
            until("the new generation is served", || {
                let status = server.get("/api/v1/status").expect_status(200).json();
                (status["generation"] == format!("gen-{number:06}")).then_some(())
            });
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(answers.load(Ordering::Relaxed) > 10);
}

#[test]
fn without_arguments_the_corpus_is_indexed_and_served() {
    let site = Site::new();
    site.write("good.md", "# О встрече с послом\n\nСостоялась встреча. 28 января 2026 г.\n");
    let mut command = site.command([""; 0]);
    command.env("VESTNIK_LISTEN", "127.0.0.1:0");
    let server = Server::launch(command);
    // The address from the environment, not the default one, which may be in use.
    assert!(!server.url("/").contains(":8080"), "{}", server.url("/"));
    assert_eq!(server.total(&[("q", "послы")]), 1);
    assert!(server.log().contains("there is no index"), "{}", server.log());
    // The second start finds the index.
    drop(server);
    let server = Server::start(&site);
    assert_eq!(server.search(&[])["generation"], "gen-000001");
    assert!(!server.log().contains("there is no index"), "{}", server.log());
}

#[test]
fn serving_an_empty_corpus_says_what_is_missing() {
    let ran = Site::new().run(["serve", "--listen", "127.0.0.1:0"]).expect_code(1);
    assert!(ran.stderr.contains("nothing to index"), "{}", ran.stderr);
}

#[test]
fn an_address_that_is_taken_is_named() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let ran = site.run(["serve", "--listen", &address]).expect_code(1);
    assert!(ran.stderr.contains(&address) && ran.stderr.contains("--listen"), "{}", ran.stderr);
}

#[test]
fn sigterm_ends_the_server() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    for name in ["TERM", "INT"] {
        let server = Server::start(&site);
        // An idle connection, and one that was opened and never used.
        server.get("/").expect_status(200);
        let silent = server.connect();
        let (status, took) = server.end(name);
        assert_eq!(status.code(), Some(0), "SIG{name}: {}", server.log());
        assert!(took < Duration::from_secs(5), "SIG{name}: {took:?}");
        drop(silent);
    }
}

#[test]
fn sigterm_cuts_no_answer_short() {
    let site = Site::of_the_sample_corpus();
    site.run(["reindex"]).expect_code(0);
    let server = Server::start(&site);
    let whole = server.get(&api(&[("limit", "100")])).expect_status(200).body.len();
    let asking = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let started = Instant::now();
                while started.elapsed() < PATIENCE {
                    asking.fetch_add(1, Ordering::Relaxed);
                    // Once it has stopped, connections are refused; an answer that has begun is whole.
                    let Ok(body) = server.try_get(&api(&[("limit", "100")])) else { break };
                    assert!(body.len().abs_diff(whole) < 20, "{} instead of {whole} bytes", body.len());
                }
            });
        }
        until("requests run", || (asking.load(Ordering::Relaxed) > 12).then_some(()));
        let (status, _) = server.end("TERM");
        assert_eq!(status.code(), Some(0));
    });
}

#[test]
fn a_killed_indexer_does_not_touch_the_server() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let documents: Vec<Value> = (0..100).map(|n| document(&format!("d{n}"), "Ещё одна встреча.")).collect();
    site.write_documents("documents.jsonl", &documents);
    let mut command = site.command(["reindex"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    until("the job begins", || {
        (child.try_wait().expect("a child").is_some() || staging(&site).is_some()).then_some(())
    });
    if child.try_wait().expect("a child").is_none() {
        signal("KILL", child.id());
    }
    child.wait().expect("an end");
    let found = server.total(&[("q", "встреча")]);
    assert!([1, 100].contains(&found), "{found}");
}
