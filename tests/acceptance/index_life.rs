//! The life of an index: built, updated, killed in the middle.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Stdio};

use crate::support::{PATIENCE, Ran, Server, Site, Value, document, ids, sound, staging, until};

/// How many documents have all words of a query.
#[track_caller]
fn total(site: &Site, query: &str) -> u64 {
    let ran = site.run(["search", "--json", "-p", "match=all", query]).expect_code(0);
    ran.json()["total"].as_u64().expect("a total")
}

#[track_caller]
fn figures(ran: &Ran) -> [u64; 4] {
    let report = ran.json();
    let figures =
        ["read", "indexed", "unchanged", "rejected"].map(|name| report[name].as_u64().expect("a figure"));
    assert_eq!(figures[0], figures[1..].iter().sum::<u64>(), "{report}");
    assert!(report["removed"].is_u64() && report["seconds"].is_number(), "{report}");
    figures
}

/// The entries in the folder of the index.
fn entries(site: &Site) -> BTreeSet<String> {
    let entries = fs::read_dir(site.index()).expect("the index");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect()
}

#[test]
fn indexing_twice_changes_nothing() {
    let site = Site::new();
    site.write_documents(
        "a.jsonl",
        &[document("one", "Первая встреча."), document("two", "Вторая встреча.")],
    );
    let first = site.run(["index", "--json"]).expect_code(0);
    assert_eq!(figures(&first), [2, 2, 0, 0]);
    let second = site.run(["index", "--json"]).expect_code(0);
    assert_eq!(figures(&second), [2, 0, 2, 0]);
    assert_eq!(first.json()["generation"], second.json()["generation"]);
    let people = site.run(["index"]).expect_code(0);
    assert!(people.stdout.contains("read 2 = indexed 0 + unchanged 2 + rejected 0"), "{}", people.stdout);
    sound(&site);
}

#[test]
fn a_changed_document_is_replaced() {
    let site = Site::with_documents(&[
        document("one", "Старый текст о тракторах."),
        document("two", "Другой текст."),
    ]);
    for (round, (word, before)) in
        [("комбайнах", "тракторах"), ("автобусах", "комбайнах"), ("троллейбусах", "автобусах")]
            .into_iter()
            .enumerate()
    {
        let text = format!("Новый текст о {word}.");
        site.write_documents("documents.jsonl", &[document("one", &text), document("two", "Другой текст.")]);
        let ran = site.run(["index", "--json"]).expect_code(0);
        assert_eq!(figures(&ran), [2, 1, 1, 0], "round {round}");
        assert_eq!((total(&site, before), total(&site, word), total(&site, "")), (0, 1, 2), "round {round}");
        sound(&site);
    }
    let found = site.run(["search", "--json", "троллейбусы"]).json();
    assert_eq!(ids(&found), ["one"]);
}

#[test]
fn an_update_adds_and_keeps() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let extra = site.folder().join("extra.jsonl");
    fs::write(&extra, format!("{}\n", document("two", "Вторая встреча."))).expect("written");
    let ran = site.run(["index", "--json", extra.to_str().expect("UTF-8")]).expect_code(0);
    assert_eq!(figures(&ran), [1, 1, 0, 0]);
    assert_eq!(total(&site, "встреча"), 2);
    // A fresh index contains only the corpus.
    site.run(["reindex", "--force"]).expect_code(0);
    assert_eq!(total(&site, "встреча"), 1);
}

#[test]
fn many_small_updates_leave_a_tidy_index() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let extra = site.folder().join("extra.jsonl");
    for n in 0..14 {
        fs::write(&extra, format!("{}\n", document(&format!("n{n}"), "Ещё одна встреча."))).expect("written");
        site.run(["index", extra.to_str().expect("UTF-8")]).expect_code(0);
    }
    assert_eq!(total(&site, "встреча"), 15);
    sound(&site);
    let generations = entries(&site).iter().filter(|name| name.starts_with("gen-")).count();
    assert!(generations <= 3, "{:?}", entries(&site));
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let before = entries(&site);
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(site.index().join(".lock"))
        .expect("the lock");
    lock.try_lock().expect("nobody else holds it");
    for command in ["index", "reindex"] {
        let ran = site.run([command]).expect_code(1);
        assert!(ran.stderr.contains("another job is writing"), "{}", ran.stderr);
        assert!(ran.stderr.contains(site.index().to_str().expect("UTF-8")), "{}", ran.stderr);
        assert_eq!(ran.stderr.trim_end().lines().count(), 1, "{}", ran.stderr);
    }
    assert_eq!(entries(&site), before);
    // Readers need no lock.
    assert_eq!(total(&site, "встреча"), 1);
    sound(&site);
    Server::start(&site).get("/?q=x").expect_status(200);
    drop(lock);
    site.run(["reindex"]).expect_code(0);
}

/// Two updates at the same time: one of them may be told to wait, and no update is lost.
#[test]
fn updates_at_the_same_time_lose_nothing() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let mut expected = 1;
    for round in 0..4 {
        let children: Vec<Child> = (0..3)
            .map(|n| {
                let path = site.folder().join(format!("{n}.jsonl"));
                fs::write(&path, format!("{}\n", document(&format!("d{round}-{n}"), "Ещё одна встреча.")))
                    .expect("written");
                let mut command = site.command([Path::new("index"), path.as_path()]);
                command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
            })
            .collect();
        for mut child in children {
            let code = child.wait().expect("an end").code();
            assert!([Some(0), Some(1)].contains(&code), "{code:?}");
            expected += u64::from(code == Some(0));
        }
        assert_eq!(total(&site, "встреча"), expected, "after round {round}");
    }
    sound(&site);
}

/// An update that has read the live generation and is then delayed until another one has published starts from what the
/// other one has published.
#[cfg(unix)]
#[test]
fn an_update_that_is_held_up_loses_nothing() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let update = |id: &str| {
        let path = site.folder().join(format!("{id}.jsonl"));
        fs::write(&path, format!("{}\n", document(id, "Ещё одна встреча."))).expect("written");
        let mut command = site.command([Path::new("index"), path.as_path()]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    // The first update reads the hash of the manifest from a pipe that is still empty. (The manifest itself is opened
    // twice, to hold it and to read it.)
    let (manifest, aside) = (site.live().join("manifest.b3"), site.folder().join("manifest.b3"));
    let pipe = site.folder().join("pipe");
    fs::rename(&manifest, &aside).expect("renamed");
    let made = std::process::Command::new("mkfifo").arg(&manifest).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    let mut first = update("first").spawn().expect("the program starts");
    let (sender, opened) = std::sync::mpsc::channel();
    let writer = manifest.clone();
    // Opening a pipe blocks until the other end is open.
    std::thread::spawn(move || sender.send(File::options().write(true).open(writer)));
    let opened = opened.recv_timeout(PATIENCE);
    if opened.is_err() {
        let _ = first.kill();
    }
    let mut pipe_end = opened.expect("the hash is read").expect("a pipe");
    fs::rename(&manifest, &pipe).expect("renamed");
    fs::copy(&aside, &manifest).expect("copied");
    let second = update("second").status().expect("the program starts").code();
    std::io::Write::write_all(&mut pipe_end, &fs::read(&aside).expect("readable")).expect("written");
    drop(pipe_end);
    let first = first.wait().expect("an end").code();
    for code in [first, second] {
        assert!([Some(0), Some(1)].contains(&code), "{code:?}");
    }
    let expected = 1 + [first, second].iter().filter(|code| **code == Some(0)).count() as u64;
    assert_eq!(total(&site, "встреча"), expected, "{first:?} {second:?}");
    sound(&site);
}

/// Files below a folder and their bytes.
fn size(folder: &Path) -> (usize, u64) {
    let files =
        fs::read_dir(folder).map(|entries| entries.flatten().filter_map(|entry| entry.metadata().ok()));
    files.map_or((0, 0), |files| files.fold((0, 0), |(count, bytes), file| (count + 1, bytes + file.len())))
}

#[test]
fn a_killed_reindex_leaves_the_live_generation() {
    let site = Site::new();
    let documents: Vec<Value> = (0..50)
        .map(|n| {
            document(
                &format!("d{n:03}"),
                &format!("Встреча {n}. {}", "Стороны обсудили сотрудничество. ".repeat(20)),
            )
        })
        .collect();
    site.write_documents("a.jsonl", &documents);
    site.run(["reindex"]).expect_code(0);
    // A condition on the folder that is waited for before the kill.
    type Seen<'a> = &'a dyn Fn(&Path) -> bool;
    let moments: [(&str, Seen<'_>); 6] = [
        ("the folder is there", &|_| true),
        ("it has files", &|folder| size(folder).0 >= 3),
        ("it has some bytes", &|folder| size(folder).1 > 1 << 10),
        ("it has many bytes", &|folder| size(folder).1 > 10 << 10),
        ("it is committed", &|folder| {
            fs::read_to_string(folder.join("meta.json")).is_ok_and(|meta| meta.contains("max_doc"))
        }),
        ("the manifest is there", &|folder| folder.join("manifest.json").exists()),
    ];
    for (what, seen) in moments {
        let mut command = site.command(["reindex"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        until(what, || {
            let ended = child.try_wait().expect("a child").is_some();
            (ended || staging(&site).is_some_and(|folder| seen(&folder))).then_some(())
        });
        let _ = child.kill();
        child.wait().expect("an end");
        sound(&site);
        assert_eq!(total(&site, "встреча сотрудничество"), 50, "killed when {what}");
    }
    let ran = site.run(["reindex", "--json"]).expect_code(0);
    assert_eq!(figures(&ran), [50, 50, 0, 0]);
    sound(&site);
    let left: Vec<String> = entries(&site).into_iter().filter(|name| name.starts_with(".staging")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(ran.json()["generation"], site.live().file_name().expect("a name").to_string_lossy().as_ref());
}

#[test]
fn a_killed_update_is_completed_by_the_next() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let documents: Vec<Value> = (0..40).map(|n| document(&format!("d{n}"), "Ещё одна встреча.")).collect();
    site.write_documents("more.jsonl", &documents);
    for _ in 0..3 {
        let mut command = site.command(["index"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        until("the update begins", || {
            (child.try_wait().expect("a child").is_some() || staging(&site).is_some()).then_some(())
        });
        let _ = child.kill();
        child.wait().expect("an end");
        sound(&site);
    }
    site.run(["index"]).expect_code(0);
    assert_eq!(total(&site, "встреча"), 41);
    sound(&site);
    assert_eq!(staging(&site), None);
}
