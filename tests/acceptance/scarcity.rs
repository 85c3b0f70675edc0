//! Too little memory for a job, too few open files for a server.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Server, Site, Value, address, api, document, sound, until};

/// The command under limits of the shell.
fn limited(limits: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{limits}; exec \"$@\""), "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell.stdin(Stdio::null());
    shell
}

/// The indexer ends when it gets no more memory, at its beginning or in the middle, which depends on the machine: the server
/// answers as before, the index is sound, and the next job completes it. A job that has enough is done.
#[test]
fn an_indexer_without_memory_harms_nobody() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::start(&site);
    let text = "Состоялась встреча министра с послом. ".repeat(100);
    let documents: Vec<Value> = (0..1_000).map(|n| document(&format!("d{n}"), &text)).collect();
    site.write_documents("documents.jsonl", &documents);
    let total = || server.total(&[("q", "встреча")]);
    let mut failed = 0;
    let mut expected = 1;
    for megabytes in [100, 200, 300] {
        let limits = format!("ulimit -c 0; ulimit -v {}", megabytes << 10);
        let status = limited(&limits, &site.command(["reindex"])).output().expect("the shell starts").status;
        if status.success() {
            expected = 1_000;
            until("the new generation is served", || (total() == expected).then_some(()));
        } else {
            failed += 1;
            assert_eq!(total(), expected, "{megabytes} MB: {status}");
        }
        sound(&site);
    }
    assert!(failed > 0, "100 MB are enough");
    site.run(["reindex"]).expect_code(0);
    sound(&site);
    until("the new generation is served", || (total() == 1_000).then_some(()));
}

/// Without a free descriptor no connection is accepted; silent ones give way, and once there is room again accepting
/// goes on by itself.
#[test]
fn a_server_without_descriptors_accepts_again() {
    let site = Site::with_documents(&[document("one", "Первая встреча.")]);
    let server = Server::launch(limited("ulimit -n 48", &site.command(["serve", "--listen", "127.0.0.1:0"])));
    let path = api(&[("q", "встреча")]);
    let before = server.search(&[("q", "встреча")])["total"].clone();
    let silent: Vec<_> = (0..120).filter_map(|_| server.try_connect().ok()).collect();
    until("it is told in the log", || server.log().contains("a connection was not accepted").then_some(()));
    let started = Instant::now();
    let answer = until("an answer beside silent connections", || server.try_get(&path).ok());
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
    assert!(answer.contains("\"total\":1"), "{answer}");
    drop(silent);
    for _ in 0..100 {
        assert_eq!(server.search(&[("q", "встреча")])["total"], before);
        server.get(&address("/", &[("q", "встреча")])).expect_status(200);
    }
    // Generations are taken over afterwards as before.
    site.write_documents(
        "documents.jsonl",
        &[document("one", "Первая встреча."), document("two", "Вторая встреча.")],
    );
    site.run(["index"]).expect_code(0);
    until("the new generation is served", || (server.total(&[("q", "встреча")]) == 2).then_some(()));
}
