//! A disk that is full and a process that may not open more files: the job says so and what to do, and the index is as
//! it was.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::faults::times;
use crate::support::{Site, document, sound};

/// Every file under a folder with its content.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(content(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
            found.push((name, Vec::new()));
        } else if name != ".lock" {
            // The lock holds the number that was given last, which is not given again.
            found.push((name, fs::read(&path).expect("readable")));
        }
    }
    found.sort();
    found
}

/// Runs a command with its arguments by a shell, which has the arguments as `"$@"`.
fn by_shell(script: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.current_dir(command.get_current_dir().expect("a folder"));
    shell
}

/// A site with an index, a snapshot of it, and a document that is not in it yet.
fn site() -> Site {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    site.run(["snapshot", "snapshot"]).expect_code(0);
    site.write_documents("more.jsonl", &[document("two", "Вторая встреча.")]);
    site
}

const JOBS: [&[&str]; 5] =
    [&["index"], &["reindex"], &["restore", "snapshot"], &["rollback", "gen-000001"], &["snapshot", "OTHER"]];

/// Gives every job one open file more than the last time, until it gets through.
#[test]
fn too_many_open_files() {
    let site = site();
    let before = content(site.index());
    for job in JOBS {
        let mut refused = 0;
        for files in 4..200 {
            let args = job.iter().map(|arg| arg.replace("OTHER", "other"));
            let ran = by_shell(&format!("ulimit -n {files}; exec \"$@\""), &site.command(args)).output();
            let ran = ran.expect("a shell");
            let told = String::from_utf8_lossy(&ran.stderr);
            let what = format!("{job:?} with {files} files: {:?} {told}", ran.status);
            assert!(!told.contains("panicked"), "{what}");
            if ran.status.success() {
                assert!(refused > 0, "{what}");
                break;
            }
            // The system itself opens the libraries of a program.
            if told.contains("error while loading shared libraries") {
                continue;
            }
            refused += 1;
            assert!(told.contains("Too many open files") && told.contains("`ulimit -n"), "{what}");
            // A file of the corpus that cannot be read is rejected, the others are indexed.
            match ran.status.code() {
                Some(1) => assert_eq!(content(site.index()), before, "{what}"),
                Some(3) if told.contains("rejected: ") => as_before(&site, &before),
                _ => panic!("{what}"),
            }
            assert!(files < 199, "{what}");
        }
        println!("{job:?}: refused {refused} times");
        as_before(&site, &before);
    }
}

/// Goes back to the first generation, and takes away what came after it.
fn as_before(site: &Site, before: &[(String, Vec<u8>)]) {
    sound(site);
    site.run(["rollback", "gen-000001"]).expect_code(0);
    for entry in fs::read_dir(site.index()).expect("an index").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("gen-") && name != "gen-000001" {
            fs::remove_dir_all(entry.path()).expect("removed");
        }
    }
    assert_eq!(content(site.index()), before);
}

/// Runs every job on a small file system that has room for one file more than the last time (in short: for four), until
/// it gets through.
#[test]
fn a_full_disk() {
    let mut site = site();
    let before = content(site.index());
    site.move_index(Path::new("mount/index"));
    let mount = site.folder().join("mount");
    let after = site.folder().join("after");
    fs::create_dir(&mount).expect("a folder");
    // Size in bytes and in files of the file system; the index on it is copied back for the test to see.
    let script = r#"
        mount -t tmpfs -o "size=$SIZE,nr_inodes=$FILES" none mount || exit 77
        cp -a index mount/index || exit 78
        "$@"; code=$?
        find mount \( -name other -o -name '.vestnik-*' \) -printf 'left: %p' >&2
        cp -a mount/index after || exit 79
        exit $code"#;
    let run = |job: &[&str], size: &str, files: usize| {
        let _ = fs::remove_dir_all(&after);
        let args = job.iter().map(|arg| arg.replace("OTHER", "mount/other"));
        let command = site.command(args);
        let inner = by_shell(script, &command);
        let mut outer = Command::new("unshare");
        outer.arg("-rm").arg(inner.get_program()).args(inner.get_args());
        outer.current_dir(site.folder()).env("SIZE", size).env("FILES", files.to_string());
        let ran = outer.output().map_err(|error| error.to_string())?;
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        match ran.status.code() {
            Some(0..=3) => Ok((ran.status.code(), told)),
            code => Err(format!("{code:?} {told}")),
        }
    };
    // And the roots of the file system and of the index, and the lock.
    let used = before.len() + 3;
    if let Err(error) = run(&["generations"], "200m", used + 100) {
        println!("skipped: no file system can be mounted here ({})", error.trim());
        return;
    }
    for job in JOBS {
        let mut refused = 0;
        for files in (used..).step_by(times(4, 1) as usize) {
            let (code, told) = run(job, "200m", files).expect("it runs");
            let what = format!("{job:?} with {files} files: {code:?} {told}");
            assert!(!told.contains("panicked"), "{what}");
            if code == Some(0) {
                break;
            }
            assert!(!told.contains("left: "), "{what}");
            refused += 1;
            assert_eq!(code, Some(1), "{what}");
            assert!(told.contains("the disk is full: free room on it and run this again"), "{what}");
            assert_eq!(content(&after), before, "{what}");
        }
        println!("{job:?}: refused {refused} times");
        assert!(refused > 0, "{job:?} was never refused");
    }
    // What can be foreseen is refused before the job begins.
    for job in [["index"], ["reindex"]] {
        let (code, told) = run(&job, "4m", 200).expect("it runs");
        assert_eq!(code, Some(1), "{told}");
        assert!(
            told.contains("there is too little room in") && told.contains("are needed; free room"),
            "{told}"
        );
        assert_eq!(content(&after), before, "{told}");
    }
}
