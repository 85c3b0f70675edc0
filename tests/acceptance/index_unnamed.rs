//! `index/current` is missing, empty, unreadable or names what is not there: no command removes a generation, each
//! says what it sees and what cures it, and the newest sound generation is searched meanwhile.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::support::{Server, Site, document, sound, until};

/// A site with two generations, of 2 and of 3 documents.
fn two_generations() -> Site {
    let site =
        Site::with_documents(&[document("one", "Первая встреча."), document("two", "Вторая встреча.")]);
    site.write_documents("more.jsonl", &[document("three", "Третья встреча.")]);
    site.run(["index"]).expect_code(0);
    site
}

fn generations(index: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(index).expect("the index").map(|entry| entry.expect("an entry").file_name());
    entries.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with("gen-")).collect()
}

/// The ways in which it can be unknown which generation is live, with a part of what is said.
type Unnamed = (&'static str, fn(&Path));
const UNNAMED: [Unnamed; 5] = [
    ("is missing, and 2 generations, gen-000001 to gen-000002, lie there", |current| {
        fs::remove_file(current).expect("removed");
    }),
    ("is empty", |current| fs::write(current, "").expect("written")),
    ("does not name a generation", |current| fs::write(current, b"\xff\xfe\0").expect("written")),
    ("cannot be read", |current| {
        fs::remove_file(current).expect("removed");
        fs::create_dir(current).expect("a folder in the place of the file");
    }),
    ("names gen-000009, which is not there", |current| {
        fs::write(current, format!("gen-000009 {}\n", "0".repeat(64))).expect("written");
    }),
];

#[test]
fn no_command_removes_a_generation_that_nothing_replaced() {
    for (says, make) in UNNAMED {
        let site = two_generations();
        make(&site.index().join("current"));
        let before = generations(site.index());
        let nothing = site.folder().join("nothing");
        let nothing = nothing.to_str().expect("UTF-8");
        for args in [
            ["index", nothing].as_slice(),
            &["index", "--prune", nothing],
            &["reindex", nothing],
            &["snapshot", "packed.tar.zst"],
            &["restore", nothing],
            &["generations"],
            &["check"],
            &["search", "встреча"],
            &["rollback", "gen-000007"],
        ] {
            let ran = site.run(args);
            let expected = i32::from(!["generations", "search"].contains(&args[0]));
            assert_eq!(ran.code, Some(expected), "{says}: {args:?}: {}{}", ran.stdout, ran.stderr);
            let said = format!("{}{}", ran.stdout, ran.stderr);
            if args[0] != "rollback" {
                assert!(said.contains(says) && said.contains("vestnik rollback"), "{says}: {args:?}: {said}");
            }
            assert_eq!(generations(site.index()), before, "{says}: {args:?}");
        }
        let ran = site.run(["search", "--json", "встреча"]).expect_code(0);
        assert_eq!((&ran.json()["total"], &ran.json()["generation"]), (&json!(3), &json!("gen-000002")));
        if says != "cannot be read" {
            let ran = site.run(["rollback"]).expect_code(0);
            assert_eq!(ran.stdout.trim(), "gen-000002 is live", "{says}");
            sound(&site);
        }
    }
}

/// What a nightly job does by itself: it begins with the newest sound generation and goes live.
#[test]
fn an_update_begins_with_the_newest_sound_generation() {
    for (says, make) in UNNAMED.into_iter().filter(|(says, _)| *says != "cannot be read") {
        let site = two_generations();
        make(&site.index().join("current"));
        // Nothing has changed, yet afterwards a generation is live.
        let ran = site.run(["index", "--json"]).expect_code(0);
        assert!(ran.stderr.contains(says) && ran.stderr.contains("begins with gen-000002"), "{}", ran.stderr);
        assert_eq!(ran.json()["unchanged"], 3);
        let live = ran.json()["generation"].as_str().expect("a name").to_owned();
        assert!(live != "gen-000001" && live != "gen-000002", "{live}");
        assert_eq!(site.live().file_name().expect("a name").to_str(), Some(live.as_str()));
        sound(&site);
        assert_eq!(generations(site.index()).len(), 3);
    }
}

#[test]
fn a_server_serves_what_lies_there_and_builds_nothing() {
    let site = two_generations();
    fs::remove_file(site.index().join("current")).expect("removed");
    let before = generations(site.index());
    let server = Server::start(&site);
    let answer = server.search(&[("q", "встреча")]);
    assert_eq!((&answer["total"], &answer["generation"]), (&json!(3), &json!("gen-000002")));
    until("the log tells", || server.log().contains("vestnik rollback").then_some(()));
    assert!(server.log().contains("current is missing"), "{}", server.log());
    let ready = server.get("/readyz").expect_status(200).json();
    assert!(ready["refused"]["reason"].as_str().is_some_and(|why| why.contains("is missing")), "{ready}");
    assert_eq!(generations(site.index()), before);
    assert!(!site.index().join("current").exists());
    site.run(["rollback"]).expect_code(0);
    until("nothing is refused", || server.get("/readyz").json()["refused"].is_null().then_some(()));
    assert_eq!(server.search(&[("q", "встреча")])["generation"], "gen-000002");
}

/// Generations are there and none is sound: a server builds nothing over them.
#[test]
fn a_server_without_a_sound_generation_ends_with_a_message() {
    let site = two_generations();
    for name in generations(site.index()) {
        crate::support::overwrite(&site.index().join(name).join("manifest.json"), "{");
    }
    let before = generations(site.index());
    for _ in 0..2 {
        let ran = site.run(["serve", "--listen", "127.0.0.1:0"]).expect_code(1);
        assert!(ran.stderr.contains("vestnik reindex"), "{}", ran.stderr);
        assert_eq!(generations(site.index()), before);
        let _ = fs::remove_file(site.index().join("current"));
    }
}

/// A backup of an index is a copy of the folder of a generation.
#[test]
fn a_copied_generation_is_a_backup() {
    let mut site = two_generations();
    let from = site.live();
    site.move_index(&site.folder().join("backup"));
    fs::create_dir(site.index()).expect("a folder");
    let copied = Command::new("cp").arg("-a").arg(&from).arg(site.index()).status();
    assert!(copied.is_ok_and(|status| status.success()));
    for command in ["index", "reindex"] {
        site.run([command, "/nonexistent"]).expect_code(1);
        assert_eq!(generations(site.index()).into_iter().collect::<Vec<_>>(), ["gen-000002"]);
    }
    assert_eq!(site.run(["search", "--json", "встреча"]).expect_code(0).json()["total"], 3);
    {
        let server = Server::start(&site);
        assert_eq!(server.search(&[("q", "встреча")])["generation"], "gen-000002");
    }
    site.run(["rollback"]).expect_code(0);
    sound(&site);
    site.write_documents("yet.jsonl", &[document("four", "Четвёртая встреча.")]);
    let ran = site.run(["index", "--json"]).expect_code(0);
    assert_eq!((&ran.json()["indexed"], &ran.json()["generation"]), (&json!(1), &json!("gen-000003")));
}

/// The number of a generation is not given again, and the one that was gone back from stays until `keep` says otherwise.
#[test]
fn after_a_rollback_the_newer_generation_stays() {
    let site = two_generations();
    site.run(["rollback"]).expect_code(0);
    site.write_documents("yet.jsonl", &[document("four", "Четвёртая встреча.")]);
    let ran = site.run(["index", "--json"]).expect_code(0);
    assert_eq!((&ran.json()["indexed"], &ran.json()["generation"]), (&json!(2), &json!("gen-000003")));
    let kept: Vec<String> = generations(site.index()).into_iter().collect();
    assert_eq!(kept, ["gen-000001", "gen-000002", "gen-000003"]);
    site.run(["rollback", "gen-000002"]).expect_code(0);
    assert_eq!(site.run(["search", "--json", "встреча"]).expect_code(0).json()["total"], 3);
    sound(&site);
}
