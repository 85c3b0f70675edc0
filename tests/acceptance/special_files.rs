//! Links, pipes and files that are no files: the corpus cannot lead out of itself, nothing waits for a pipe, and what
//! is passed over is told.

use std::os::unix::fs::symlink;
use std::process::Command;

use crate::support::Site;

const GOOD: &str = "# О встрече с послом\n\nСостоялась встреча министра с послом. 28 января 2026 г.\n";

fn pipe(path: &std::path::Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo runs");
    assert!(made.success(), "{}", path.display());
}

/// A link to `/etc/passwd` was read and could be searched.
#[test]
fn links_of_the_corpus_do_not_lead_out_of_it() {
    let site = Site::new();
    site.write("good.md", GOOD);
    let secret = site.folder().join("secret.txt");
    std::fs::write(&secret, "Секрет\n\nПароль не для всех.\n").expect("a file");
    symlink(&secret, site.corpus().join("page.txt")).expect("a link");
    symlink(site.folder(), site.corpus().join("folder")).expect("a link");
    symlink("/proc/self/environ", site.corpus().join("environ.txt")).expect("a link");
    symlink("good.md", site.corpus().join("again.md")).expect("a link");
    pipe(&site.corpus().join("pipe"));
    let ran = site.run(["reindex", "--json"]).expect_code(3);
    let report = ran.json();
    assert_eq!(
        (report["indexed"].as_u64(), report["rejected"].as_u64()),
        (Some(1), Some(4)),
        "{}",
        ran.stderr
    );
    for name in ["page.txt", "folder", "environ.txt"] {
        let line = ran.stderr.lines().find(|line| line.starts_with(&format!("rejected: {name}: ")));
        assert!(line.is_some_and(|line| line.contains("leads out of the folder, to /")), "{}", ran.stderr);
    }
    assert!(ran.stderr.contains("rejected: pipe: it is a pipe, a socket or a device"), "{}", ran.stderr);
    assert_eq!(site.run(["search", "--json", "пароль"]).json()["total"], 0);
    // The user who names a link means it.
    let link = site.corpus().join("page.txt");
    site.run(["index", link.to_str().expect("UTF-8")]).expect_code(0);
    assert_eq!(site.run(["search", "--json", "пароль"]).json()["total"], 1);
}

/// A pipe as a configuration was waited for without end.
#[test]
fn settings_are_regular_files() {
    let site = Site::new();
    site.write("good.md", GOOD);
    pipe(&site.folder().join("pipe"));
    std::fs::write(site.folder().join("large.toml"), vec![b'#'; 5 << 20]).expect("a file");
    for (name, what) in
        [("pipe", "it is a pipe"), ("large.toml", "it has 5242880 bytes"), (".", "it cannot be read")]
    {
        let ran = site.run(["--config", name, "check"]).expect_code(1);
        assert!(ran.stderr.contains(&format!("{name}: {what}")), "{}", ran.stderr);
    }
    for key in ["topics", "synonyms", "sources"] {
        std::fs::write(site.folder().join("v.toml"), format!("{key} = \"pipe\"\n")).expect("a file");
        let ran = site.run(["--config", "v.toml", "search", "посол"]).expect_code(1);
        assert!(ran.stderr.contains("pipe: it is a pipe"), "{key}: {}", ran.stderr);
    }
    // The reason stands after the line that it is about, which was shown to 4 KiB, without the reason.
    for file in ["x.toml", "v.toml"] {
        std::fs::write(site.folder().join("v.toml"), "topics = \"x.toml\"\n").expect("a file");
        std::fs::write(site.folder().join(file), format!("v = {}", "[".repeat(100_000))).expect("a file");
        let ran = site.run(["--config", "v.toml", "reindex"]).expect_code(1);
        assert!(ran.stderr.contains("recurs") && ran.stderr.len() < 2_000, "{file}: {}", ran.stderr);
    }
    // The advice was to ask for permission.
    std::fs::write(site.corpus().join("sources.toml"), b"\xff\xfe\xfd").expect("a file");
    let ran = site.run(["reindex"]).expect_code(1);
    assert!(
        ran.stderr.contains("sources.toml: ") && ran.stderr.contains("save it as UTF-8"),
        "{}",
        ran.stderr
    );
    let ran = site.run(["index", &"x".repeat(300)]);
    assert!(!ran.stderr.contains("permission"), "{}", ran.stderr);
}
