//! The index is taken away under a running server: it serves what it has, and says so.

use std::fs;

use crate::support::{Server, Site, document, signal, until};

/// A figure of `/metrics`.
#[track_caller]
fn figure(server: &Server, name: &str) -> f64 {
    let metrics = server.get("/metrics").expect_status(200).body;
    let value = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok());
    value.unwrap_or_else(|| panic!("no {name} in {metrics}"))
}

/// What `/readyz` names as refused, with its reason.
fn refused(server: &Server) -> Option<String> {
    let ready = server.get("/readyz").expect_status(200).json();
    assert_eq!(ready["ready"], true);
    Some(ready["refused"]["reason"].as_str()?.to_owned())
}

#[test]
fn a_missing_current_is_told() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let (current, aside) = (site.index().join("current"), site.folder().join("aside"));
    fs::rename(&current, &aside).expect("moved");
    let reason = until("the loss is told", || refused(&server));
    assert!(reason.contains("current"), "{reason}");
    assert_eq!(figure(&server, "vestnik_generation_refused"), 1.0);
    assert_eq!(server.total(&[("q", "встреча")]), 1);
    until("it is logged", || server.log().contains("a generation was refused").then_some(()));
    fs::rename(&aside, &current).expect("moved back");
    until("all is well", || refused(&server).is_none().then_some(()));
    assert_eq!(figure(&server, "vestnik_generation_refused"), 0.0);
}

#[test]
fn a_missing_index_is_told() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let aside = site.folder().join("aside");
    fs::rename(site.index(), &aside).expect("moved");
    until("the loss is told", || refused(&server));
    assert_eq!(server.total(&[("q", "встреча")]), 1);
    fs::rename(&aside, site.index()).expect("moved back");
    until("all is well", || refused(&server).is_none().then_some(()));
}

#[test]
fn the_last_look_at_the_index_is_told() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    until("it has looked", || (figure(&server, "vestnik_index_look_age_seconds") < 5.0).then_some(()));
    assert!(figure(&server, "vestnik_index_agreed_age_seconds") < 30.0);
    assert_eq!(figure(&server, "vestnik_index_look_panics_total"), 0.0);
    assert!(server.get("/readyz").expect_status(200).json()["index_seen_seconds_ago"].is_u64());
}

/// SIGHUP looks at the index at once; it does not end the server.
#[cfg(unix)]
#[test]
fn sighup_ends_nothing() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    for _ in 0..3 {
        signal("HUP", server.pid());
        assert_eq!(server.total(&[("q", "встреча")]), 1);
    }
    site.write_documents("more.jsonl", &[document("two", "Вторая встреча.")]);
    site.run(["index"]).expect_code(0);
    signal("HUP", server.pid());
    until("the new generation is served", || (server.total(&[("q", "встреча")]) == 2).then_some(()));
    assert_eq!(server.end("TERM").0.code(), Some(0));
}
