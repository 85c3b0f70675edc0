//! A damaged index: the damage is detected, the generation before it serves, and a reindex repairs it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::support::{Server, Site, document, overwrite, sound, until};

#[test]
fn a_damaged_generation_is_refused_and_the_one_before_serves() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    // Published as a whole by a rename, but damaged.
    let bad = site.index().join("gen-000002");
    fs::create_dir(&bad).expect("a folder");
    fs::write(bad.join("manifest.json"), "{").expect("written");
    let hash = "0".repeat(64);
    fs::write(bad.join("manifest.b3"), format!("{hash}  manifest.json\n")).expect("written");
    fs::write(site.index().join("next"), format!("gen-000002 {hash}\n")).expect("written");
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

#[test]
fn a_server_that_starts_on_a_damaged_generation_serves_the_one_before() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    site.run(["reindex"]).expect_code(0);
    overwrite(&site.live().join("manifest.json"), "{");
    let server = Server::start(&site);
    assert_eq!(server.search(&[("q", "встреча")])["generation"], "gen-000001");
    until("the refusal is logged", || server.log().contains("gen-000002").then_some(()));
}

/// The files of the live generation that are needed to serve it.
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

/// `check` fails and names the file after every damage; then the file is restored.
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
        overwrite(path, bytes);
    });
}

#[test]
fn check_finds_a_file_cut_short() {
    check_names(|path, bytes| overwrite(path, &bytes[..bytes.len() / 2]));
}

#[test]
fn check_finds_a_file_cut_to_nothing() {
    check_names(|path, _| overwrite(path, ""));
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
    overwrite(&path, text.replace("\"documents\": 1", "\"documents\": 2"));
    site.run(["check"]).expect_code(1);
    overwrite(&path, text);
    sound(&site);
}

/// A reindex repairs every damage, as it reads only the corpus.
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
        ("the manifest is damaged", &|site| overwrite(&site.live().join("manifest.json"), "{")),
        ("meta.json is damaged", &|site| overwrite(&site.live().join("meta.json"), "{")),
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

/// Flips one bit in the middle of every file of a generation, in place: other names of the same file would change too.
fn flip_in_place(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a generation") {
        let path = entry.expect("a file").path();
        let mut bytes = fs::read(&path).expect("readable");
        let middle = bytes.len() / 2;
        if let Some(byte) = bytes.get_mut(middle) {
            *byte ^= 0x10;
            overwrite(&path, bytes);
        }
    }
}

/// Generations shared their files by hard links: one bit took all of them.
#[test]
fn a_bit_in_place_harms_one_generation_only() {
    let site =
        Site::with_documents(&[document("one", "Первая встреча."), document("two", "Вторая встреча.")]);
    for number in 3..5 {
        site.write_documents("more.jsonl", &[document("more", &format!("Встреча номер {number}."))]);
        site.run(["index"]).expect_code(0);
    }
    #[cfg(unix)]
    for name in ["gen-000001", "gen-000002", "gen-000003"] {
        use std::os::unix::fs::MetadataExt;
        for entry in fs::read_dir(site.index().join(name)).expect("a generation") {
            let file = entry.expect("a file").metadata().expect("a file");
            assert_eq!((file.nlink(), file.mode() & 0o777), (1, 0o444), "{name}");
        }
    }
    for (damaged, before) in [("gen-000003", "gen-000002"), ("gen-000002", "gen-000001")] {
        flip_in_place(&site.index().join(damaged));
        site.run(["check"]).expect_code(1);
        let ran = site.run(["rollback"]).expect_code(0);
        assert_eq!(ran.stdout.trim(), format!("{before} is live"));
        sound(&site);
    }
    // When nothing sound is left, the index is built anew, and that is said.
    flip_in_place(&site.index().join("gen-000001"));
    site.run(["rollback"]).expect_code(1);
    let ran = site.run(["index"]).expect_code(0);
    assert!(ran.stderr.contains("built anew"), "{}", ran.stderr);
    sound(&site);
}
