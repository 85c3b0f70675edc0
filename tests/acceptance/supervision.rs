//! The process that serves dies: a file of the live generation is cut short under it, or it is killed. It comes back by
//! itself, at the same address, on a sound generation.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Server, Site, address, document, signal, until};

/// The kinds of files of an index, by extension.
const KINDS: [&str; 6] = ["store", "idx", "term", "fast", "pos", "fieldnorm"];

/// How long the service may be away. A program without optimisation takes several times as long to start.
const AWAY: Duration = if cfg!(debug_assertions) { Duration::from_secs(15) } else { Duration::from_secs(3) };

/// Cuts every file of a kind to nothing, in place. Returns how many.
fn cut(generation: &Path, kind: &str) -> usize {
    let files = fs::read_dir(generation).expect("a generation").flatten().map(|entry| entry.path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == kind)).collect();
    for file in &files {
        // They are read-only.
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("the file's mode");
        File::options().write(true).open(file).expect("the file").set_len(0).expect("cut");
    }
    files.len()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("copied");
        }
    }
}

/// Every request that reads what was cut kills the process; the service is back on the generation before.
#[test]
fn a_live_file_that_is_cut_short_takes_the_service_away_for_a_moment() {
    let mut site = Site::new();
    let documents: Vec<_> =
        (0..200).map(|n| document(&format!("d{n}"), "Состоялась рабочая встреча министра.")).collect();
    site.write_documents("documents.jsonl", &documents);
    for _ in 0..2 {
        site.run(["reindex"]).expect_code(0);
    }
    let built = site.index().to_owned();
    let asked = address(
        "/api/v1/search",
        &[("q", "\"рабочая встреча\" министр"), ("limit", "100"), ("facets", "country,topic,date")],
    );
    let mut killed = 0;
    for kind in KINDS {
        let index = site.folder().join(kind);
        copy(&built, &index);
        site.move_index(&index);
        let server = Server::start(&site);
        let whole = server.get(&asked).expect_status(200).json();
        assert_eq!((&whole["total"], &whole["generation"]), (&200.into(), &"gen-000002".into()));
        assert!(cut(&site.live(), kind) > 0, "no .{kind}");
        let started = Instant::now();
        let answer = until("an answer", || server.try_get(&asked).ok());
        let took = started.elapsed();
        println!(".{kind}: an answer after {took:?}");
        assert!(took < AWAY, ".{kind}: away for {took:?}\n{}", server.log());
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer["total"], 200, ".{kind}: {answer}");
        if server.log().contains("SIGBUS") {
            killed += 1;
            assert_eq!(answer["generation"], "gen-000001", ".{kind}");
            let ready = server.get("/readyz").expect_status(200).json();
            assert_eq!(ready["refused"]["generation"], "gen-000002", ".{kind}: {ready}");
        }
        assert_eq!(server.announced(), 1);
        assert_eq!(server.end("TERM").0.code(), Some(0), ".{kind}");
    }
    assert!(killed >= 3, "only {killed} kinds of files were read");
}

#[test]
fn a_killed_process_is_started_again_at_the_same_address() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    for round in 1..=2 {
        let pid = server.serving_pid().expect("a process that serves");
        signal("KILL", pid);
        // Connections wait meanwhile, so this asks once; what was open is cut.
        until("it answers", || server.try_get("/livez").ok());
        assert_eq!(server.total(&[("q", "встреча")]), 1);
        assert_ne!(server.serving_pid(), Some(pid));
        until("it is told", || (server.log().matches("SIGKILL").count() == round).then_some(()));
    }
    assert_eq!(server.announced(), 1);
    assert_eq!(server.end("INT").0.code(), Some(0));
}

#[test]
fn nothing_serves_on_when_the_first_process_is_killed() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let pid = server.serving_pid().expect("a process that serves");
    assert_eq!(server.end("KILL").0.code(), None);
    until("the other one ends", || (!Path::new(&format!("/proc/{pid}")).exists()).then_some(()));
}

/// Stopped by the one that was told, or by the other one: both end, and running answers are whole.
#[test]
fn the_process_that_serves_may_be_stopped_too() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    signal("HUP", server.serving_pid().expect("a process that serves"));
    assert_eq!(server.total(&[("q", "встреча")]), 1);
    signal("TERM", server.serving_pid().expect("a process that serves"));
    assert_eq!(server.wait().code(), Some(0));
}
