//! The life of generations: listed, rolled back, packed and restored, guarded when they go live.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Server, Site, document, sound, until};

fn documents(count: usize) -> Vec<Value> {
    (0..count).map(|n| document(&format!("d{n}"), &format!("Встреча номер {n}."))).collect()
}

fn names(site: &Site) -> Vec<String> {
    let list = site.run(["generations", "--json"]).expect_code(0).json();
    let list = list["generations"].as_array().expect("a list").clone();
    list.iter()
        .map(|generation| {
            let live = if generation["live"] == true { "*" } else { "" };
            format!("{}{live} {}", generation["name"].as_str().expect("a name"), generation["documents"])
        })
        .collect()
}

fn total(site: &Site) -> u64 {
    let answer = site.run(["search", "--json", "встреча"]).expect_code(0).json();
    answer["total"].as_u64().expect("a total")
}

#[test]
fn generations_are_listed_and_one_can_go_back() {
    let site = Site::with_documents(&documents(10));
    site.write_documents("more.jsonl", &[document("more", "Ещё одна встреча.")]);
    site.run(["index"]).expect_code(0);
    assert_eq!(names(&site), ["gen-000001 10", "gen-000002* 11"]);
    let server = Server::start(&site);
    let ran = site.run(["rollback"]).expect_code(0);
    assert_eq!(ran.stdout.trim(), "gen-000001 is live");
    until("the server goes back", || {
        (server.search(&[("q", "встреча")])["generation"] == "gen-000001").then_some(())
    });
    assert_eq!((names(&site).join(", "), total(&site)), ("gen-000001* 10, gen-000002 11".to_owned(), 10));
    // Forward again, which is possible until a job has written.
    site.run(["rollback", "gen-000002"]).expect_code(0);
    assert_eq!(total(&site), 11);
    let ran = site.run(["rollback", "gen-000009"]).expect_code(1);
    assert!(
        ran.stderr.contains("gen-000009") && ran.stderr.contains("vestnik generations"),
        "{}",
        ran.stderr
    );
    site.run(["rollback", "../../etc"]).expect_code(1);
    sound(&site);
}

#[test]
fn three_are_kept_unless_the_configuration_says_otherwise() {
    let site = Site::with_documents(&documents(3));
    for _ in 0..4 {
        site.run(["reindex"]).expect_code(0);
    }
    assert_eq!(names(&site).len(), 3);
    let config = site.folder().join("vestnik.toml");
    fs::write(&config, "keep = 1\n").expect("written");
    site.run(["reindex"]).expect_code(0);
    assert_eq!(names(&site), ["gen-000006* 3"]);
}

#[test]
fn a_generation_that_is_read_is_not_removed() {
    let site = Site::with_documents(&documents(3));
    fs::write(site.folder().join("vestnik.toml"), "keep = 1\n").expect("written");
    let server = Server::start(&site);
    // Held as by a slow reader: the server itself moves on.
    let held = fs::File::open(site.live().join("manifest.json")).expect("a manifest");
    held.lock_shared().expect("a lock");
    site.run(["reindex"]).expect_code(0);
    until("the new one is served", || {
        (server.search(&[("q", "встреча")])["generation"] == "gen-000002").then_some(())
    });
    assert_eq!(names(&site), ["gen-000001 3", "gen-000002* 3"]);
    drop(held);
    site.run(["reindex"]).expect_code(0);
    assert!(!site.index().join("gen-000001").exists());
}

#[test]
fn a_snapshot_is_restored_over_a_live_server() {
    let site = Site::with_documents(&documents(5));
    let file = site.folder().join("index.tar.zst");
    let path = file.to_str().expect("text");
    let ran = site.run(["snapshot", path, "--json"]).expect_code(0);
    assert_eq!(ran.json(), json!({ "generation": "gen-000001" }));
    site.write_documents("documents.jsonl", &documents(4));
    site.run(["reindex"]).expect_code(0);
    assert_eq!(total(&site), 4);
    let server = Server::start(&site);
    site.run(["restore", path]).expect_code(0);
    until("the restored one is served", || {
        (server.search(&[("q", "встреча")])["generation"] == "gen-000003").then_some(())
    });
    assert_eq!((server.total(&[("q", "встреча")]), total(&site)), (5, 5));
    sound(&site);

    // Into an empty folder as well: a backup is one file.
    let mut other = Site::new();
    other.move_index(&other.folder().join("elsewhere"));
    other.run(["restore", path]).expect_code(0);
    assert_eq!(total(&other), 5);
    sound(&other);
}

/// Every file of a folder, by name.
fn contents(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name(), fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn a_damaged_snapshot_is_refused() {
    let site = Site::with_documents(&documents(5));
    let file = site.folder().join("index.tar.zst");
    let path = file.to_str().expect("text").to_owned();
    site.run(["snapshot", &path]).expect_code(0);
    let bytes = fs::read(&file).expect("a file");
    for end in [bytes.len() / 2, bytes.len() - 1] {
        fs::write(&file, &bytes[..end]).expect("written");
        let ran = site.run(["restore", &path]).expect_code(1);
        assert!(ran.stderr.contains("index.tar.zst is no snapshot, or a damaged one"), "{}", ran.stderr);
    }
    fs::write(&file, "no snapshot").expect("written");
    let ran = site.run(["restore", &path]).expect_code(1);
    assert!(ran.stderr.contains("another file that `vestnik snapshot` wrote"), "{}", ran.stderr);
    site.run(["restore", "missing.tar.zst"]).expect_code(1);
    assert_eq!(names(&site), ["gen-000001* 5"]);
    sound(&site);
}

/// A changed byte may leave the unpacked bytes as they were: another of zstd's encodings of zeros, or another size of
/// its window. Then the generation is restored byte for byte; in all other cases it is refused.
#[test]
fn a_flipped_bit_in_a_snapshot_never_goes_live() {
    let site = Site::with_documents(&documents(5));
    let packed = contents(&site.live());
    let file = site.folder().join("index.tar.zst");
    let path = file.to_str().expect("text").to_owned();
    site.run(["snapshot", &path]).expect_code(0);
    let bytes = fs::read(&file).expect("a file");
    let mut other = Site::new();
    let mut refused = 0;
    let window = 5;
    let positions: Vec<usize> = (0..bytes.len()).step_by(bytes.len() / 24).chain([window]).collect();
    for &at in &positions {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x04;
        fs::write(&file, flipped).expect("written");
        other.move_index(&other.folder().join(at.to_string()));
        let ran = other.run(["restore", &path]);
        if ran.code == Some(0) {
            assert_eq!(contents(&other.live()), packed, "byte {at}");
        } else {
            ran.expect_code(1);
            assert!(names(&other).is_empty(), "byte {at}");
            refused += 1;
        }
    }
    assert!(refused * 4 > positions.len() * 3, "{refused} of {} were refused", positions.len());
}

/// A tar may contain any path: only files of a generation are unpacked.
#[test]
fn a_snapshot_writes_nowhere_else() {
    let site = Site::with_documents(&documents(2));
    let evil = site.folder().join("evil");
    fs::create_dir(&evil).expect("a folder");
    fs::write(evil.join("manifest.json"), "{}").expect("written");
    let pack = |name: &str| {
        let made = Command::new("sh")
            .current_dir(&evil)
            .args(["-c", "tar cf - --absolute-names --transform \"s,manifest.json,$1,\" manifest.json | zstd -q -f -o ../evil.tar.zst", "sh", name])
            .status();
        made.is_ok_and(|status| status.success())
    };
    for name in ["../../escaped", "a/b", "/tmp/vestnik-escaped"] {
        if !pack(name) {
            return;
        }
        let file = site.folder().join("evil.tar.zst");
        let ran = site.run(["restore", file.to_str().expect("text")]).expect_code(1);
        assert!(ran.stderr.contains("no place in a snapshot"), "{name}: {}", ran.stderr);
    }
    assert!(!Path::new("/tmp/vestnik-escaped").exists());
    sound(&site);
}

#[test]
fn documents_that_left_the_corpus_go_when_asked() {
    let site = Site::new();
    site.write_documents("a.jsonl", &documents(10));
    site.write_documents(
        "b.jsonl",
        &[document("gone", "Прежняя встреча."), document("too", "И эта встреча.")],
    );
    site.run(["reindex"]).expect_code(0);
    fs::remove_file(site.corpus().join("b.jsonl")).expect("removed");
    let ran = site.run(["index", "--json"]).expect_code(0).json();
    assert_eq!((&ran["removed"], &ran["generation"]), (&json!(0), &json!("gen-000001")));
    let ran = site.run(["index", "--prune", "--json"]).expect_code(0).json();
    assert_eq!((&ran["removed"], &ran["unchanged"]), (&json!(2), &json!(10)));
    assert_eq!(total(&site), 10);
    sound(&site);
}

/// A file that cannot be read now does not mean that its documents are gone.
#[test]
fn what_could_not_be_read_is_not_pruned() {
    let site = Site::new();
    site.write_documents("a.jsonl", &documents(10));
    site.write_documents("b.jsonl", &[document("there", "Прежняя встреча.")]);
    site.run(["reindex"]).expect_code(0);
    site.write("b.jsonl", "{\"id\": \"there\", \"title\": ");
    let ran = site.run(["index", "--prune", "--json"]).expect_code(3).json();
    assert_eq!((&ran["removed"], &ran["rejected"]), (&json!(0), &json!(1)));
    assert_eq!(total(&site), 11);
}

#[test]
fn an_index_that_would_shrink_is_not_published() {
    let site = Site::with_documents(&documents(10));
    site.write_documents("documents.jsonl", &documents(7));
    let ran = site.run(["reindex"]).expect_code(1);
    assert!(ran.stderr.contains("from 10 to 7") && ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(total(&site), 10);
    site.run(["index", "--prune"]).expect_code(1);
    site.run(["reindex", "--force"]).expect_code(0);
    assert_eq!(total(&site), 7);
    // A fall by a fifth is allowed.
    site.write_documents("documents.jsonl", &documents(6));
    site.run(["reindex"]).expect_code(0);
    sound(&site);
}

#[test]
fn canaries_must_find_something() {
    let site = Site::with_documents(&documents(3));
    let config = site.folder().join("vestnik.toml");
    fs::write(&config, "canaries = [\"встреча\", \"посол\"]\n").expect("written");
    let ran = site.run(["reindex"]).expect_code(1);
    assert!(ran.stderr.contains("\"посол\" finds nothing"), "{}", ran.stderr);
    assert_eq!(names(&site), ["gen-000001* 3"]);
    site.run(["reindex", "--force"]).expect_code(0);
    fs::write(&config, "canaries = [\"(встреча\"]\n").expect("written");
    let ran = site.run(["reindex"]).expect_code(1);
    assert!(ran.stderr.contains("canaries"), "{}", ran.stderr);
}

#[test]
fn a_generation_tells_how_it_was_made() {
    let site = Site::new();
    site.write_documents("a.jsonl", &documents(3));
    site.write("b.jsonl", "{\"title\": \"без текста\"}\nнет\n");
    site.run(["reindex"]).expect_code(3);
    let report: Value =
        serde_json::from_slice(&fs::read(site.live().join("report.json")).expect("a report")).expect("JSON");
    assert_eq!(
        (&report["read"], &report["indexed"], &report["unchanged"], &report["rejected"]),
        (&json!(5), &json!(3), &json!(0), &json!(2))
    );
    let rejected = fs::read_to_string(site.live().join("rejected.jsonl")).expect("rejections");
    let lines: Vec<Value> =
        rejected.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["line"], 1);
    assert!(lines[0]["path"].as_str().is_some_and(|path| path.ends_with("b.jsonl")));
    assert!(lines[1]["reason"].as_str().is_some_and(|reason| reason.contains("does not begin with {")));
}

#[test]
fn a_program_reads_along() {
    let site = Site::new();
    site.write_documents("a.jsonl", &documents(3));
    site.write("b.jsonl", "нет\n");
    let ran = site.run(["reindex", "--json"]).expect_code(3);
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(lines[0]["event"], "rejected");
    assert!(lines[0]["path"].as_str().is_some_and(|path| path.ends_with("b.jsonl")));
    assert_eq!(lines.last().map(|line| &line["indexed"]), Some(&json!(3)));
}

#[test]
fn what_is_refused_can_be_watched() {
    let site = Site::with_documents(&documents(3));
    let server = Server::start(&site);
    let ready = server.get("/readyz").expect_status(200).json();
    assert_eq!((&ready["ready"], &ready["refused"]), (&json!(true), &Value::Null));
    assert!(server.get("/metrics").expect_status(200).body.contains("\nvestnik_generation_refused 0\n"));
    site.run(["reindex"]).expect_code(0);
    until("the second is served", || {
        (server.get("/readyz").json()["generation"] == "gen-000002").then_some(())
    });
    let live = fs::read(site.index().join("current")).expect("current");
    fs::write(site.index().join("next"), [b"gen-000003 ".as_slice(), &[b'0'; 64], b"\n"].concat())
        .expect("written");
    fs::rename(site.index().join("next"), site.index().join("current")).expect("renamed");
    let refused = until("the third is refused", || {
        let ready = server.get("/readyz").expect_status(200).json();
        (!ready["refused"].is_null()).then_some(ready)
    });
    assert_eq!(refused["generation"], "gen-000002");
    assert!(refused["refused"]["generation"].as_str().is_some_and(|name| name.contains("gen-000003")));
    assert!(server.get("/metrics").body.contains("\nvestnik_generation_refused 1\n"));
    fs::write(site.index().join("next"), live).expect("written");
    fs::rename(site.index().join("next"), site.index().join("current")).expect("renamed");
    // After this the served generation is live, as after a rollback, so none is refused any more.
    until("nothing is refused", || server.get("/readyz").json()["refused"].is_null().then_some(()));
    site.run(["reindex"]).expect_code(0);
    until("the next sound one is served", || {
        (server.get("/readyz").json()["generation"] == "gen-000003").then_some(())
    });
}

/// A server that starts on a damaged generation reports it once, until it is rolled back or repaired.
#[test]
fn what_is_refused_at_the_start_is_refused_once() {
    let site = Site::with_documents(&documents(3));
    site.run(["reindex"]).expect_code(0);
    crate::support::overwrite(&site.live().join("meta.json"), "{");
    let server = Server::start(&site);
    let refused = server.get("/readyz").expect_status(200).json();
    assert_eq!(refused["refused"]["generation"], "gen-000002");
    // Long enough for the server to check the index more than once.
    let answered = server.get("/metrics").body;
    site.run(["rollback"]).expect_code(0);
    until("nothing is refused", || server.get("/readyz").json()["refused"].is_null().then_some(()));
    for body in [answered, server.get("/metrics").body] {
        assert!(body.contains("\nvestnik_generations_refused_total 1\n"), "{body}");
    }
}

/// The exit code was 1 although the generation had gone live.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_no_failure_of_the_job() {
    let site = Site::with_documents(&documents(3));
    let full = || fs::File::options().write(true).open("/dev/full").expect("a full device");
    for args in [["reindex"].as_slice(), &["index", "--json"], &["rollback", "gen-000001"], &["check"]] {
        let ran = site.command(args).stdout(full()).output().expect("the program starts");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(0), "{args:?}: {told}");
        assert!(told.contains("the report could not be written"), "{args:?}: {told}");
    }
    assert_eq!(names(&site)[0], "gen-000001* 3");
}

#[test]
fn a_snapshot_removes_what_a_killed_one_left() {
    let site = Site::with_documents(&documents(3));
    let part = site.folder().join(".vestnik-1.part");
    fs::write(&part, "half a snapshot").expect("written");
    let file = site.folder().join("index.tar.zst");
    site.run(["snapshot", file.to_str().expect("text")]).expect_code(0);
    assert!(file.exists() && !part.exists());
    // Also one that is refused: it left the part when `current` was damaged.
    fs::write(&part, "half a snapshot").expect("written");
    fs::remove_file(site.index().join("current")).expect("removed");
    site.run(["snapshot", file.to_str().expect("text")]).expect_code(1);
    assert!(file.exists() && !part.exists());
}
