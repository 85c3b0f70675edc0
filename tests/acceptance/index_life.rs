//! The life of an index: built, updated, killed, damaged, replaced while people search.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::support::{PATIENCE, Ran, Server, Site, Value, api, ids, sample, signal, until};

fn document(id: &str, text: &str) -> Value {
    json!({"id": id, "title": "О встрече", "text": text, "language": "ru"})
}

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

/// What lies in the folder of the index.
fn entries(site: &Site) -> BTreeSet<String> {
    let entries = fs::read_dir(site.index()).expect("the index");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect()
}

#[track_caller]
fn sound(site: &Site) {
    let ran = site.run(["check"]).expect_code(0);
    assert!(ran.stdout.contains("is sound"), "{}", ran.stdout);
    let ran = site.run(["check", "--json"]).expect_code(0);
    assert_eq!(ran.json()["problems"], json!([]));
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
    // Afresh, only the corpus is there.
    site.run(["reindex"]).expect_code(0);
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
    // Where nobody can write.
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

/// Two updates at the same time: one of them may be told to wait, and neither undoes the other's work.
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

/// An update that has looked at the live generation and is then held up until another one has published goes on from
/// what the other one has published.
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
    // The first update reads the manifest from a pipe that says nothing yet.
    let (manifest, aside) = (site.live().join("manifest.json"), site.folder().join("manifest.json"));
    let pipe = site.folder().join("pipe");
    fs::rename(&manifest, &aside).expect("renamed");
    let made = std::process::Command::new("mkfifo").arg(&manifest).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    let mut first = update("first").spawn().expect("the program starts");
    let (sender, opened) = std::sync::mpsc::channel();
    let writer = manifest.clone();
    // Opening a pipe lasts until the other end is open.
    std::thread::spawn(move || sender.send(File::options().write(true).open(writer)));
    let mut pipe_end = opened.recv_timeout(PATIENCE).expect("the manifest is read").expect("a pipe");
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

fn staging(site: &Site) -> Option<PathBuf> {
    fs::read_dir(site.index()).ok()?.flatten().map(|entry| entry.path()).find(|path| {
        path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".staging-"))
    })
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
    // From the first sign of life on to the last moment: what has to be seen before the kill.
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
    assert_eq!(
        ran.json()["generation"],
        fs::read_to_string(site.index().join("current")).expect("current").trim()
    );
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

#[test]
fn a_running_server_takes_up_a_new_generation() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let (stop, answers) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let answer = server.get(&api(&[("q", "встреча")])).expect_status(200).json();
                    let generation = answer["generation"].as_str().expect("a generation");
                    // No answer mixes two generations: each holds one document more.
                    let number: u64 = generation.trim_start_matches("gen-").parse().expect("a number");
                    assert_eq!(answer["total"], number, "{generation}");
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for number in 2..=5 {
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
fn a_damaged_generation_is_refused_and_the_one_before_serves() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    // Published as a whole by a rename, but damaged.
    let bad = site.index().join("gen-000002");
    fs::create_dir(&bad).expect("a folder");
    fs::write(bad.join("manifest.json"), "{").expect("written");
    fs::write(site.index().join("next"), "gen-000002\n").expect("written");
    fs::rename(site.index().join("next"), site.index().join("current")).expect("renamed");
    until("the refusal is logged", || server.log().contains("gen-000002").then_some(()));
    let answer = server.search(&[("q", "встреча")]);
    assert_eq!((&answer["total"], &answer["generation"]), (&json!(1), &json!("gen-000001")));
    let ran = site.run(["check"]).expect_code(1);
    assert!(ran.stdout.contains("manifest.json"), "{}", ran.stdout);
    site.run(["reindex"]).expect_code(0);
    until("the repaired index is served", || {
        (server.search(&[("q", "встреча")])["generation"] != "gen-000001").then_some(())
    });
}

/// The files of the live generation that matter to readers.
fn files(site: &Site) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(site.live())
        .expect("a generation")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with('.') && !name.ends_with(".lock")
        })
        .collect();
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    files
}

/// `check` fails and names the file, whatever is done to it; afterwards everything is as before.
fn check_names(damage: impl Fn(&Path, &[u8])) {
    let site = Site::with_documents(&[
        document("one", "Первая встреча министра с послом."),
        document("two", "Вторая встреча: обсудили торговлю и транспорт."),
    ]);
    let mut silent = Vec::new();
    for path in files(&site) {
        let bytes = fs::read(&path).expect("readable");
        if bytes.is_empty() {
            continue;
        }
        damage(&path, &bytes);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let ran = site.run(["check"]);
        if ran.code != Some(1) {
            silent.push(format!("{name}: exit code {:?}, {}{}", ran.code, ran.stdout, ran.stderr));
        } else if !ran.stdout.contains(&name) && !ran.stderr.contains(&name) {
            silent.push(format!("{name} is not named: {}{}", ran.stdout, ran.stderr));
        } else if ran.stderr.contains("panicked") {
            silent.push(format!("{name}: {}", ran.stderr));
        }
        fs::remove_file(&path).ok();
        fs::write(&path, bytes).expect("written");
    }
    sound(&site);
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Segments only: a flipped byte in a name inside of meta.json is another, missing file.
fn is_segment(path: &Path) -> bool {
    path.extension().is_none_or(|extension| extension != "json")
}

#[test]
fn check_finds_a_flipped_byte() {
    check_names(|path, bytes| {
        let mut bytes = bytes.to_vec();
        if is_segment(path) {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x10;
        } else {
            bytes[0] ^= 0x10;
        }
        fs::write(path, bytes).expect("written");
    });
}

#[test]
fn check_finds_a_file_cut_short() {
    check_names(|path, bytes| fs::write(path, &bytes[..bytes.len() / 2]).expect("written"));
}

#[test]
fn check_finds_a_file_cut_to_nothing() {
    check_names(|path, _| fs::write(path, "").expect("written"));
}

#[test]
fn check_finds_a_missing_file() {
    check_names(|path, _| fs::remove_file(path).expect("removed"));
}

#[test]
fn check_finds_a_manifest_that_was_changed() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let path = site.live().join("manifest.json");
    let text = fs::read_to_string(&path).expect("readable");
    fs::write(&path, text.replace("\"documents\": 1", "\"documents\": 2")).expect("written");
    site.run(["check"]).expect_code(1);
    fs::write(&path, text).expect("written");
    sound(&site);
}

/// Whatever has happened to the index, the corpus is the truth: a reindex makes it whole.
#[test]
fn a_reindex_repairs_every_damage() {
    type Damage<'a> = &'a dyn Fn(&Site);
    let damages: [(&str, Damage<'_>); 6] = [
        ("current says nonsense", &|site| {
            fs::write(site.index().join("current"), "../../etc\n").expect("written")
        }),
        ("current is empty", &|site| fs::write(site.index().join("current"), "").expect("written")),
        ("current is not text", &|site| {
            fs::write(site.index().join("current"), b"\xff\xfe\0").expect("written")
        }),
        ("the generation is gone", &|site| fs::remove_dir_all(site.live()).expect("removed")),
        ("the manifest is damaged", &|site| {
            fs::write(site.live().join("manifest.json"), "{").expect("written")
        }),
        ("meta.json is damaged", &|site| fs::write(site.live().join("meta.json"), "{").expect("written")),
    ];
    let mut failed = Vec::new();
    for (what, damage) in damages {
        let site = Site::with_documents(&[document("one", "Первая встреча.")]);
        damage(&site);
        let ran = site.run(["check"]);
        if ran.code != Some(1) {
            failed.push(format!("{what}: check ends with {:?}", ran.code));
        }
        let ran = site.run(["reindex"]);
        let again = site.run(["check"]);
        if ran.code != Some(0) || again.code != Some(0) {
            failed.push(format!("{what}: {}{}", ran.stderr, again.stdout));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
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

#[test]
fn without_arguments_the_corpus_is_indexed_and_served() {
    let site = Site::new();
    site.write("good.md", "# О встрече с послом\n\nСостоялась встреча. 28 января 2026 г.\n");
    let mut command = site.command([""; 0]);
    command.env("VESTNIK_LISTEN", "127.0.0.1:0");
    let server = Server::launch(command);
    assert_eq!(server.total(&[("q", "послы")]), 1);
    assert!(server.log().contains("there is no index"), "{}", server.log());
    // The second time the index is there.
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
        // A connection that lies idle, and one that was opened and never used.
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
                loop {
                    asking.fetch_add(1, Ordering::Relaxed);
                    // Once it has stopped, connections are refused; an answer that begins is whole.
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
