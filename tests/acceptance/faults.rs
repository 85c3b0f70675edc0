//! Real faults: files of the index changed at random, two writers, searches while generations come and go. A short run in `make test`; `make soak` (`VESTNIK_SOAK=1`) makes it long. The seed is printed;
//! `VESTNIK_SEED` repeats a run.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{PATIENCE, Server, Site, document, overwrite, sound, staging, until};

/// The number of repetitions in a short and in a long run.
pub(crate) fn times(short: u32, long: u32) -> u32 {
    if std::env::var_os("VESTNIK_SOAK").is_some() { long } else { short }
}

pub(crate) fn random(what: &str) -> fastrand::Rng {
    let seed = std::env::var("VESTNIK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    println!("{what}: VESTNIK_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}

pub(crate) fn documents(from: usize, to: usize, said: &str) -> Vec<Value> {
    (from..to).map(|n| document(&format!("d{n:04}"), &format!("Встреча {n}, {said}."))).collect()
}

fn ids(site: &Site) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let mut args = vec!["search".to_owned(), "--json".to_owned(), "--param=limit=100".to_owned()];
        if !cursor.is_empty() {
            args.push(format!("--param=cursor={cursor}"));
        }
        args.push("встреча".to_owned());
        let answer = site.run(args).expect_code(0).json();
        let hits = answer["hits"].as_array().expect("hits").clone();
        ids.extend(hits.iter().map(|hit| hit["id"].as_str().expect("an id").to_owned()));
        match answer["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    ids.sort();
    ids
}

/// The kinds of damage to a file.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Bit,
    Zeroes,
    Cut,
    Gone,
}

/// Damages a file in place, as a disk does it, or with a new file under the name.
fn damage(path: &Path, bytes: &[u8], damage: Damage, in_place: bool, random: &mut fastrand::Rng) {
    let mut changed = bytes.to_vec();
    match damage {
        Damage::Bit => {
            let at = random.usize(..bytes.len());
            changed[at] ^= 1 << random.u8(..8);
        }
        Damage::Zeroes => {
            let at = random.usize(..bytes.len());
            let end = (at + 4096).min(bytes.len());
            changed[at..end].fill(0);
        }
        Damage::Cut => changed.truncate(random.usize(..bytes.len())),
        Damage::Gone => return fs::remove_file(path).expect("removed"),
    }
    if !in_place {
        fs::remove_file(path).expect("removed");
    }
    overwrite(path, changed);
}

/// Changes one file of the live generation at a time, half of them in place. A damaged generation is refused before it
/// is served, and the one before is served, for every file and kind of damage.
#[test]
fn changed_in_any_byte() {
    let mut random = random("changed_in_any_byte");
    let site = Site::with_documents(&documents(0, 30, "первая"));
    site.write_documents("more.jsonl", &documents(30, 40, "вторая"));
    site.run(["index"]).expect_code(0);
    let files: Vec<PathBuf> = fs::read_dir(site.live())
        .expect("a generation")
        .map(|entry| entry.expect("an entry").path())
        .chain([site.index().join("current")])
        .filter(|path| path.metadata().is_ok_and(|found| found.len() > 0))
        .collect();
    let runs = times(40, 3_000);
    let mut detected = 0;
    let mut harmless = 0;
    let mut changes = BTreeMap::<String, u32>::new();
    for run in 0..runs {
        let path = &files[random.usize(..files.len())];
        let bytes = fs::read(path).expect("readable");
        let in_place = run % 2 == 0;
        // What is gone is not in place.
        let kinds = if in_place { 3 } else { 4 };
        let kind = [Damage::Bit, Damage::Zeroes, Damage::Cut, Damage::Gone][random.usize(..kinds)];
        damage(path, &bytes, kind, in_place, &mut random);
        let place = if in_place { "in place" } else { "a new file" };
        *changes.entry(format!("{kind:?}, {place}")).or_default() += 1;
        let changed = fs::read(path).ok();
        let ran = site.run(["search", "--json", "встреча"]);
        assert!(!ran.stderr.contains("panicked"), "{kind:?} of {}: {}", path.display(), ran.stderr);
        match ran.code {
            // Another generation was searched, and that is said; when `current` is damaged, the newest.
            Some(0) if changed.as_deref() != Some(bytes.as_slice()) => {
                let answer = ran.json();
                let expected = match path.file_name().is_some_and(|name| name == "current") {
                    true => ("gen-000002", 40),
                    false => ("gen-000001", 30),
                };
                let found = (answer["generation"].as_str().unwrap_or_default(), &answer["total"]);
                assert_eq!(found, (expected.0, &json!(expected.1)), "{kind:?} of {}", path.display());
                assert!(ran.stderr.contains("is searched"), "{kind:?} of {}", path.display());
                detected += 1;
            }
            // Zeros were replaced by zeros.
            Some(0) if changed.as_deref() == Some(bytes.as_slice()) => harmless += 1,
            code => panic!("{kind:?} of {}: {code:?} {}{}", path.display(), ran.stdout, ran.stderr),
        }
        let _ = fs::remove_file(path);
        fs::write(path, bytes).expect("written");
    }
    println!("{detected} of {runs} changes were detected, {harmless} changed nothing: {changes:?}");
    sound(&site);
    // And a server goes back to the generation before.
    let path = files.iter().find(|path| path.extension().is_some_and(|end| end == "store")).expect("a store");
    let bytes = fs::read(path).expect("readable");
    damage(path, &bytes, Damage::Bit, true, &mut random);
    let server = Server::start(&site);
    assert_eq!(server.search(&[("q", "встреча")])["generation"], "gen-000001");
}

/// Two programs that write at the same time: one of them is told to wait, and no document is lost.
#[test]
fn two_writers() {
    let site = Site::with_documents(&documents(0, 40, "первая"));
    for run in 0..times(3, 40) {
        site.write_documents("changing.jsonl", &[document("changing", &format!("Встреча: запуск {run}."))]);
        let start = |args: &[&str]| {
            site.command(args)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts")
        };
        let both = [start(&["index"]), start(&["reindex"])];
        let ended = both.map(|child| child.wait_with_output().expect("an end"));
        for output in &ended {
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() || told.contains("another job is writing"), "{told}");
        }
        assert!(ended.iter().any(|output| output.status.success()));
        assert_eq!(ids(&site).len(), 41);
    }
    sound(&site);
}

/// Twenty clients search while the index is rebuilt in a loop. Every answer is from one generation, with its total.
#[test]
fn searched_while_generations_swap() {
    let site = Site::with_documents(&documents(0, 50, "первая"));
    let server = Server::start(&site);
    let stop = AtomicBool::new(false);
    let asked = AtomicU64::new(0);
    let failed = std::sync::Mutex::new(Vec::<String>::new());
    let length = Duration::from_secs(u64::from(times(4, 120)));
    let generations = std::sync::Mutex::new(std::collections::BTreeSet::<String>::new());
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let text =
                        match server.try_get("/api/v1/search?q=%D0%B2%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B0") {
                            Ok(text) => text,
                            Err(error) => {
                                failed.lock().expect("a list").push(error.to_string());
                                continue;
                            }
                        };
                    asked.fetch_add(1, Ordering::Relaxed);
                    let answer: Value = serde_json::from_str(&text).unwrap_or(json!({ "cut": text }));
                    // Generation n holds 50 documents and one with the number of run n.
                    let whole = answer["total"].as_u64().is_some_and(|total| total == 50 || total == 51)
                        && answer["hits"].as_array().is_some_and(|hits| hits.len() == 10)
                        && answer["facets"]["lang"][0]["count"] == answer["total"];
                    if !whole {
                        failed.lock().expect("a list").push(answer.to_string());
                    }
                    if let Some(generation) = answer["generation"].as_str() {
                        generations.lock().expect("a set").insert(generation.to_owned());
                    }
                }
            });
        }
        let started = Instant::now();
        // On a machine that is busy the server may not have seen the second generation after `length`.
        let swapped = || generations.lock().expect("a set").len() > 1;
        let mut run = 0;
        while started.elapsed() < length || (!swapped() && started.elapsed() < PATIENCE) {
            run += 1;
            site.write_documents(
                "changing.jsonl",
                &[document("changing", &format!("Встреча: запуск {run}."))],
            );
            site.run(["reindex"]).expect_code(0);
        }
        stop.store(true, Ordering::Relaxed);
    });
    let failed = failed.into_inner().expect("a list");
    assert!(failed.is_empty(), "{} of {}: {}", failed.len(), asked.into_inner(), failed[0]);
    let generations = generations.into_inner().expect("a set").len();
    println!("{} answers of {generations} generations, none failed", asked.into_inner());
    assert!(generations > 1, "the generations never changed");
}

/// One request on a connection of its own: whether there was a whole answer, false when the server did not accept the
/// connection, or what was received when it was cut short.
fn ask(server: &Server) -> Result<bool, String> {
    let Ok(mut stream) = server.try_connect() else { return Ok(false) };
    let request = "GET /api/v1/search?q=%D0%B2%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B0 HTTP/1.1\r\nHost: vestnik\r\n\
                   Connection: close\r\n\r\n";
    let mut answer = Vec::new();
    let sent = stream.write_all(request.as_bytes());
    let read = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        return Ok(false);
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| format!("{sent:?} {read:?}: {text}"))?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    if length != Some(body.len()) || !head.starts_with("HTTP/1.1 200") {
        return Err(text);
    }
    Ok(true)
}

/// The server is told to stop during searches and just before a new generation goes live: no answer is cut short, and
/// it ends in time.
#[test]
fn stopped_while_generations_swap() {
    for _ in 0..times(1, 20) {
        let site = Site::with_documents(&documents(0, 50, "первая"));
        let server = Server::start(&site);
        let stopping = AtomicBool::new(false);
        let answered = AtomicU64::new(0);
        let failed = std::sync::Mutex::new(Vec::<String>::new());
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| {
                    loop {
                        // Read before the request, so that a request sent in time must be answered.
                        let late = stopping.load(Ordering::SeqCst);
                        match ask(&server) {
                            Ok(true) => {
                                answered.fetch_add(1, Ordering::Relaxed);
                            }
                            Ok(false) if late => break,
                            // Connected while the signal was on its way.
                            Ok(false) if stopping.load(Ordering::SeqCst) => break,
                            Ok(false) => {
                                failed.lock().expect("a list").push("no answer".to_owned());
                                break;
                            }
                            Err(answer) => {
                                failed.lock().expect("a list").push(answer);
                                break;
                            }
                        }
                    }
                });
            }
            site.run(["reindex"]).expect_code(0);
            let mut command = site.command(["reindex"]);
            let mut job =
                command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
            until("the job begins", || {
                (job.try_wait().expect("a child").is_some() || staging(&site).is_some()).then_some(())
            });
            stopping.store(true, Ordering::SeqCst);
            let (status, took) = server.end("TERM");
            assert!(status.success() && took < Duration::from_secs(15), "{status:?} after {took:?}");
            job.wait().expect("an end");
        });
        let failed = failed.into_inner().expect("a list");
        assert!(failed.is_empty(), "{} of {}: {}", failed.len(), answered.into_inner(), failed[0]);
        assert!(answered.into_inner() > 0);
        sound(&site);
    }
}
