//! A log and reports that cannot be written: a full disk, a reader that has left, a reader that does not read. Nothing
//! else suffers from it, and what is written is bounded.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{PipeReader, pipe};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Server, Site, Value, address, document, until};

/// A device on which every write fails as on a full disk.
fn full_disk() -> Stdio {
    File::options().write(true).open("/dev/full").expect("a device of Linux").into()
}

/// A pipe that has no reader any more.
fn left_pipe() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A pipe whose reader does not read.
fn unread_pipe() -> (PipeReader, Stdio) {
    let (reader, writer) = pipe().expect("a pipe");
    (reader, writer.into())
}

/// A server whose log goes to `stderr`: every request is answered, a generation that cannot be served is told of, the
/// next one is taken up, and the server ends as it should.
fn serves_on(stderr: Stdio, level: &str) {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let mut command = site.command(["serve", "--listen", "127.0.0.1:0"]);
    command.env("VESTNIK_LOG", level);
    let server = Server::launch_logging_to(stderr, command);
    assert_eq!(server.total(&[("q", "встреча")]), 1);
    let current = site.index().join("current");
    let whole = fs::read(&current).expect("a live generation");
    fs::write(&current, "garbage").expect("written");
    until("the damage is told", || {
        let ready = server.get("/readyz").expect_status(200).json();
        (ready["refused"]["generation"] == "index/current").then_some(())
    });
    fs::write(&current, whole).expect("written");
    site.write_documents("more.jsonl", &[document("two", "Вторая встреча.")]);
    site.run(["index"]).expect_code(0);
    until("the new generation is served", || (server.total(&[("q", "встреча")]) == 2).then_some(()));
    let (status, took) = server.end("TERM");
    assert_eq!(status.code(), Some(0), "{status:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn a_server_whose_log_is_on_a_full_disk_serves_on() {
    serves_on(full_disk(), "warn,vestnik=info");
    serves_on(full_disk(), "debug");
}

#[test]
fn a_server_whose_log_has_no_reader_serves_on() {
    serves_on(left_pipe(), "warn,vestnik=info");
    serves_on(left_pipe(), "debug");
}

#[test]
fn a_server_whose_log_is_not_read_serves_on() {
    let (reader, stderr) = unread_pipe();
    serves_on(stderr, "trace");
    drop(reader);
}

/// The log is several times what a pipe holds, and no request waits for its reader.
#[test]
fn a_reader_that_does_not_read_delays_no_request() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let (reader, stderr) = unread_pipe();
    let mut command = site.command(["serve", "--listen", "127.0.0.1:0"]);
    command.env("VESTNIK_LOG", "trace");
    let server = Server::launch_logging_to(stderr, command);
    let long = address("/", &[("q", &"слово ".repeat(300))]);
    for _ in 0..40 {
        let started = Instant::now();
        server.get(&long).expect_status(200);
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
    drop(reader);
}

/// A document that is rejected, one with a warning, and a good one.
fn site_with_faults() -> Site {
    let site = Site::new();
    let mut warned = document("one", "Первая встреча.");
    warned["topics"] = json!(["no-such-topic"]);
    site.write_documents(
        "documents.jsonl",
        &[warned, document("two", "Вторая встреча."), json!({"text": ""})],
    );
    site
}

/// Exit codes are those of the work, whatever becomes of the lines about it.
#[test]
fn exit_codes_do_not_depend_on_standard_error() {
    for stderr in [full_disk, left_pipe] {
        let site = site_with_faults();
        let code = |args: &[&str]| {
            let mut command = site.command(args);
            command.stdout(Stdio::null()).stderr(stderr());
            command.status().expect("the program starts").code()
        };
        assert_eq!(code(&["reindex"]), Some(3));
        assert_eq!(site.live().file_name().expect("a name"), "gen-000001");
        assert_eq!(code(&["index", "--json"]), Some(3));
        assert_eq!(code(&["annotate", "."]), Some(3));
        assert_eq!(code(&["search", "посол AND"]), Some(0));
        assert_eq!(code(&["search", "-p", "limit=0"]), Some(2));
        assert_eq!(code(&["rollback"]), Some(1));
        assert_eq!(code(&["no-such-command"]), Some(2));
    }
}

/// 20 unknown topics in each of 150 documents: a document has one line, the first lines are written, the others counted.
#[test]
fn warnings_that_repeat_are_counted() {
    let site = Site::new();
    let documents: Vec<Value> = (0..150)
        .map(|n| {
            let topics: Vec<String> = (0..20).map(|topic| format!("no-such-topic-{topic}")).collect();
            let mut document = document(&format!("d{n}"), "Встреча.");
            document["topics"] = json!(topics);
            document
        })
        .collect();
    site.write_documents("documents.jsonl", &documents);
    let ran = site.run(["reindex"]).expect_code(0);
    let lines: Vec<&str> = ran.stderr.lines().filter(|line| line.contains("no-such-topic")).collect();
    assert!((2..=110).contains(&lines.len()), "{} lines", lines.len());
    let told = "there is no topic \"no-such-topic-0\"; it is left out, and so are 19 more";
    assert!(lines.iter().any(|line| line.ends_with(told)), "{lines:?}");
    assert!(ran.stderr.contains("more lines like this were left out: "), "{}", ran.stderr);
}

#[test]
fn a_line_of_the_log_has_an_end() {
    let site = Site::new();
    let mut long = document("one", "Встреча.");
    long["topics"] = json!(["т".repeat(1 << 20)]);
    let rejected = json!({"id": "two", "title": "О", "text": "Текст.", "date": "ж".repeat(1 << 20)});
    site.write_documents("documents.jsonl", &[long, rejected]);
    let ran = site.run(["reindex"]);
    let longest = ran.stderr.lines().map(str::len).max().unwrap_or_default();
    assert!((100..=4 << 10).contains(&longest), "{longest} bytes");
}
