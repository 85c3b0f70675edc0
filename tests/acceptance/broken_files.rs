//! Files that are not communiqués: each is named with what would be right, and everything else is indexed.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::json;

use crate::support::{Ran, Server, Site, Value};

const GOOD: &str = "# О встрече с послом\n\nСостоялась встреча министра с послом. 28 января 2026 г.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory takes it")
}

/// Documents of 8 kB that compress badly; nearly all of it is an unknown field.
fn lines(count: usize) -> String {
    let mut state = 1_u64;
    let mut filler = || {
        (0..500).fold(String::new(), |mut filler, _| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let _ = write!(filler, "{state:016x}");
            filler
        })
    };
    (0..count).fold(String::new(), |mut lines, n| {
        let text = format!("Встреча {n}.");
        let document = json!({"id": format!("n{n}"), "title": "О встрече", "text": text, "x": filler()});
        let _ = writeln!(lines, "{document}");
        lines
    })
}

/// The report of a run that rejected something and indexed the rest.
#[track_caller]
fn report(ran: &Ran) -> Value {
    let report = ran.json();
    let figure = |name: &str| report[name].as_u64().unwrap_or_else(|| panic!("{name} in {report}"));
    assert_eq!(figure("read"), figure("indexed") + figure("unchanged") + figure("rejected"), "{report}");
    let complaints = ran.stderr.lines().filter(|line| line.starts_with("rejected: ")).count();
    assert_eq!(figure("rejected"), complaints as u64, "a line for every rejection:\n{}", ran.stderr);
    report
}

/// A folder with files that are not communiqués, and one that is.
struct Bad {
    site: Site,
    expected: Vec<(String, Vec<String>)>,
}

impl Bad {
    fn new() -> Self {
        let site = Site::new();
        site.write("good.md", GOOD);
        Self { site, expected: Vec::new() }
    }

    /// A bad file; the line about it begins with `place`, with the number of the line or entry, and contains `words`.
    fn file(&mut self, name: &str, bytes: impl AsRef<[u8]>, place: &str, words: &[&str]) {
        self.site.write(name, bytes);
        self.expected.push((place.to_owned(), words.iter().map(|word| (*word).to_owned()).collect()));
    }

    /// Every file is rejected with a line of its own that says where and why; the good document is indexed.
    #[track_caller]
    fn check(&self) {
        for command in ["reindex", "index"] {
            let ran = self.site.run([command, "--json"]).expect_code(3);
            let report = report(&ran);
            assert_eq!(report["rejected"], self.expected.len(), "{}", ran.stderr);
            for (place, words) in &self.expected {
                let start = format!("{place}: ");
                let line = ran.stderr.lines().find(|line| {
                    line.strip_prefix("rejected: ")
                        .is_some_and(|line| line.trim_start_matches("./").starts_with(&start))
                });
                let line = line.unwrap_or_else(|| panic!("nothing about {place}:\n{}", ran.stderr));
                for word in words {
                    assert!(line.contains(word), "{word} is not in: {line}");
                }
                assert!(line.chars().count() < 400, "the line is short: {line}");
                assert!(!line.contains(char::is_control), "{line:?}");
            }
        }
        let found = self.site.run(["search", "--json", "посол"]).expect_code(0).json();
        assert!(found["total"].as_u64().is_some_and(|total| total >= 1), "the rest is there: {found}");
    }
}

#[test]
fn binary_data() {
    let noise: Vec<u8> = (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut bad = Bad::new();
    bad.file("noise.md", &noise, "noise.md", &["text"]);
    bad.file("noise.txt", &noise, "noise.txt", &["text"]);
    bad.file("archive.txt", gzip(GOOD.as_bytes()), "archive.txt", &["not text"]);
    bad.file("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "picture.md", &["not text"]);
    bad.file(
        "paper.txt",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj",
        "paper.txt",
        &["not text"],
    );
    bad.check();
}

#[test]
fn text_that_no_encoding_explains() {
    let mut bytes = GOOD.repeat(20).into_bytes();
    let middle = bytes.len() / 2;
    bytes.splice(middle..middle, [0xff, 0xfe, 0xc0]);
    let mut bad = Bad::new();
    bad.file("broken.md", &bytes, "broken.md", &["UTF-8"]);
    bad.check();
}

#[test]
fn nothing_in_it() {
    let mut bad = Bad::new();
    for name in ["empty.md", "empty.txt", "empty.html", "empty.jsonl", "empty.xml"] {
        bad.file(name, "", name, &["empty", "title"]);
    }
    bad.file("blank.md", "\u{feff} \r\n\t\n", "blank.md", &["empty"]);
    bad.file("empty.jsonl.gz", gzip(b""), "empty.jsonl.gz", &["empty"]);
    bad.file("empty.jsonl.zst", zstd(b""), "empty.jsonl.zst", &["empty"]);
    bad.check();
}

#[test]
fn no_title_or_no_text() {
    let mut bad = Bad::new();
    bad.file("untitled.md", "Состоялась встреча.\n\nИ ещё одна.", "untitled.md", &["title", "heading"]);
    bad.file("untitled.html", "<p>Состоялась встреча министра с послом.</p>", "untitled.html", &["title"]);
    bad.file("untitled.jsonl", "{\"text\": \"Состоялась встреча.\"}\n", "untitled.jsonl:1", &["title"]);
    bad.file("short.md", "# О встрече\n", "short.md", &["text"]);
    bad.file("short.txt", "О встрече\n", "short.txt", &["text"]);
    bad.file("short.jsonl", "{\"title\": \"О встрече\", \"text\": \" \"}\n", "short.jsonl:1", &["text"]);
    bad.check();
}

#[test]
fn impossible_dates() {
    let mut bad = Bad::new();
    for date in ["2024-02-30", "2024-13-45", "0001-01-01"] {
        let line = format!("\n{}\n", json!({"title": "О встрече", "text": "Встреча.", "date": date}));
        bad.file(&format!("{date}.jsonl"), line, &format!("{date}.jsonl:2"), &["date", date]);
        let page = format!("---\ntitle: О встрече\ndate: {date}\n---\n\nСостоялась встреча.\n");
        bad.file(&format!("{date}.md"), page, &format!("{date}.md"), &["date", date]);
    }
    bad.check();
}

/// An invalid date written by hand is a mistake. In an export it is an accident: the document is read without it, and
/// the operator is told.
#[test]
fn dates_that_are_none() {
    let mut bad = Bad::new();
    let page = "---\ntitle: О встрече\ndate: вчера\n---\n\nСостоялась встреча.\n";
    bad.file("dated.md", page, "dated.md", &["date", "вчера"]);
    bad.check();
    let site = Site::new();
    site.write(
        "dated.jsonl",
        "\n{\"title\": \"О встрече\", \"text\": \"Встреча.\", \"date\": \"Назад-01-0\"}\n",
    );
    let ran = site.run(["reindex", "--json"]).expect_code(0);
    assert_eq!(ran.json()["indexed"], 1);
    assert!(
        ran.stderr.contains("dated.jsonl:2") && ran.stderr.contains("Назад-01-0"),
        "silence: {:?}",
        ran.stderr
    );
}

#[test]
fn wrong_properties() {
    let mut bad = Bad::new();
    for (n, (field, value)) in [
        ("url", json!("javascript:alert(1)")),
        ("url", json!("not an address")),
        ("countries", json!(["XX"])),
        ("countries", json!(["Атлантида"])),
        ("language", json!("клингонский")),
        ("title", json!(["a"])),
        ("text", json!({"a": 1})),
    ]
    .into_iter()
    .enumerate()
    {
        let mut document =
            json!({"id": format!("x{n}"), "title": "О встрече", "text": "Состоялась встреча."});
        document[field] = value;
        bad.file(&format!("{n}.jsonl"), format!("{document}\n"), &format!("{n}.jsonl:1"), &[";"]);
    }
    bad.file("broken.md", "---\ntitle: [\n---\n\nТекст.\n", "broken.md", &["front matter"]);
    bad.check();
}

#[test]
fn the_same_id_twice() {
    let document = |text: &str| json!({"id": "one", "title": "О встрече", "text": text}).to_string();
    let twice = format!("{}\n{}\n", document("Первая встреча."), document("Вторая встреча."));
    let mut bad = Bad::new();
    bad.file("twice.jsonl", twice, "twice.jsonl:2", &["one", "twice.jsonl:1"]);
    bad.check();
    // Which of the two is indexed does not depend on chance.
    let site = Site::new();
    site.write("a.jsonl", document("Первая встреча."));
    site.write("b.jsonl", document("Вторая встреча."));
    for command in ["reindex", "reindex", "index"] {
        let ran = site.run([command, "--json"]).expect_code(3);
        assert!(ran.stderr.contains("b.jsonl:1: ") && ran.stderr.contains("a.jsonl:1"), "{}", ran.stderr);
    }
    assert_eq!(site.run(["search", "--json", "первая"]).json()["total"], 1);
    assert_eq!(site.run(["search", "--json", "-p", "match=all", "вторая"]).json()["total"], 0);
}

/// 100,000 lines, most of them equal to the first ones, so that the time goes into reading and not into indexing.
#[test]
fn broken_lines_among_a_hundred_thousand() {
    let mut text = String::new();
    let mut broken = Vec::new();
    for n in 1..=100_000_u32 {
        match n {
            17 | 50_000 | 99_999 => {
                broken.push(n);
                text.push_str("{\"title\": \"О встрече\", \"text\": \n");
            }
            777 | 88_888 => {
                broken.push(n);
                text.push_str("О встрече\n");
            }
            31_000 => {
                broken.push(n);
                text.push_str("{\"title\": \"О встрече\"}\n");
            }
            _ if n % 500 == 1 => {
                let _ = writeln!(
                    text,
                    "{{\"id\": \"n{n}\", \"title\": \"О встрече\", \"text\": \"Встреча {n}.\"}}"
                );
            }
            _ => text.push('\n'),
        }
    }
    let site = Site::new();
    site.write("many.jsonl", text);
    let ran = site.run(["reindex", "--json"]).expect_code(3);
    let report = report(&ran);
    assert_eq!(report["rejected"], broken.len());
    assert_eq!(report["indexed"], 200);
    for n in broken {
        assert!(ran.stderr.contains(&format!("many.jsonl:{n}: ")), "line {n} is named:\n{}", ran.stderr);
    }
}

#[test]
fn packed_files_that_are_cut_short() {
    let whole = lines(90);
    let mut bad = Bad::new();
    bad.file("none.jsonl.gz", b"no archive", "none.jsonl.gz:1", &["damaged"]);
    bad.file("none.jsonl.zst", b"no archive", "none.jsonl.zst:1", &["damaged"]);
    bad.check();
    for (name, mut bytes) in
        [("cut.jsonl.gz", gzip(whole.as_bytes())), ("cut.jsonl.zst", zstd(whole.as_bytes()))]
    {
        bytes.truncate(bytes.len() * 2 / 3);
        let site = Site::new();
        site.write(name, &bytes);
        let ran = site.run(["reindex", "--json"]).expect_code(3);
        let report = report(&ran);
        let indexed = report["indexed"].as_u64().expect("a figure");
        assert_eq!(report["rejected"], 1, "{}", ran.stderr);
        assert!(indexed > 30, "the lines before the damage are there: {report}");
        let line = format!("{name}:{}: the packed data is damaged or cut short", indexed + 1);
        assert!(ran.stderr.contains(&line), "{}", ran.stderr);
    }
}

#[test]
fn markup_nested_without_end() {
    let mut bad = Bad::new();
    for (n, open) in ["<div>", "<b>", "<table><tr><td>", "<blockquote>", "<i>"].into_iter().enumerate() {
        let page = format!("<title>О встрече</title><p>Встреча.</p>{}x", open.repeat(100_000));
        bad.file(&format!("{n}.html"), page, &format!("{n}.html"), &["deep"]);
    }
    bad.check();
    let list = format!("# О встрече\n\nВстреча.\n\n{}x\n", "> ".repeat(100_000));
    let site = Site::new();
    site.write("good.md", GOOD);
    site.write("deep.md", list);
    let ran = site.run(["reindex", "--json"]);
    assert!([Some(0), Some(3)].contains(&ran.code), "{ran:?}");
    report(&ran);
}

#[test]
fn feeds_that_are_traps() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><rss version="2.0"><channel><title>t</title><item><title>&d;</title><description>Посол &d;</description></item></channel></rss>"#;
    let outside = r#"<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>t</title><item><title>О встрече &x;</title><description>Посол &x;</description></item></channel></rss>"#;
    for (name, feed) in
        [("laughs.xml", laughs), ("outside.xml", outside), ("cut.xml", "<rss><channel><item><title>О")]
    {
        let site = Site::new();
        site.write("good.md", GOOD);
        site.write(name, feed);
        let ran = site.run(["reindex", "--json"]);
        assert!([Some(0), Some(3)].contains(&ran.code), "{ran:?}");
        report(&ran);
        let server = Server::start(&site);
        for id in crate::support::ids(&server.search(&[("limit", "100")])) {
            let body = server.get(&format!("/api/v1/documents/{id}")).expect_status(200).body;
            assert!(!body.contains("root:") && !body.contains("hahahahahaha"), "{name}: {body}");
        }
    }
}

/// A small archive is refused when it has unpacked to 32 MB and to 500 times its size; what it holds before is read.
#[test]
fn bombs() {
    let mut bomb = json!({"id": "before", "title": "О встрече", "text": "Встреча."}).to_string().into_bytes();
    bomb.push(b'\n');
    for filler in *b" \n" {
        bomb.resize(80 << 20, filler);
        let site = Site::new();
        site.write("good.md", GOOD);
        for (name, bytes) in [("bomb.jsonl.zst", zstd(&bomb)), ("bomb.jsonl.gz", gzip(&bomb))] {
            assert!(bytes.len() < 100 << 10, "{name} is small");
            let path = site.write(name, bytes);
            let ran = site.run(["reindex", "--json"]).expect_code(3);
            let report = report(&ran);
            assert_eq!((&report["indexed"], &report["rejected"]), (&json!(2), &json!(1)), "{}", ran.stderr);
            let place = format!("{name}:");
            let line = ran.stderr.lines().find(|line| line.contains(&place)).expect("it is named");
            assert!(line.contains("it unpacks to more than 500 times its size"), "{line}");
            std::fs::remove_file(path).expect("removed");
        }
        bomb.truncate(bomb.iter().position(|&byte| byte == b'\n').expect("a line") + 1);
    }
}

/// A text of nothing but names: 1,000 of each kind are kept, and the job says so.
#[test]
fn a_document_of_too_many_names() {
    let sound = |n: usize| {
        let syllables = ["ба", "ве", "го", "ду", "жи", "за", "ко", "ле", "ми", "ну"];
        format!("{}{}{}", syllables[n / 100], syllables[n / 10 % 10], syllables[n % 10])
    };
    let capital = |word: String| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    let mut text = String::new();
    for n in 0..1_000 {
        for (given, ending) in [("Иван", "нов"), ("Пётр", "рский")] {
            let name = capital(sound(n));
            let (year, day) = (1990 + n % 30, 1 + n % 28);
            let _ = writeln!(text, "{given} {name}{ending} и ООО «{name}{ending}» {day} мая {year} года.\n");
        }
    }
    let site = Site::with_documents(&[
        json!({"id": "good", "title": "О встрече", "text": "Иван Баранов посетил ООО «Завод»."}),
        json!({"id": "names", "title": "О людях", "text": text}),
    ]);
    let ran = site.run(["reindex", "--json"]).expect_code(0);
    let place = "documents.jsonl:2: it names 2000 ";
    for what in ["people; the most important", "organisations; the most important", "days; the first"] {
        let told = format!("{place}{what} 1000 are kept");
        assert!(ran.stderr.contains(&told), "{told}:\n{}", ran.stderr);
    }
    assert!(!ran.stderr.contains("documents.jsonl:1"), "{}", ran.stderr);
    let annotated = site.run(["annotate", "--json", "corpus/documents.jsonl"]).expect_code(0).json();
    for kind in ["people", "organisations", "events"] {
        assert_eq!(annotated[kind].as_array().map(Vec::len), Some(1_000), "{kind}");
    }
}

#[test]
fn names_of_files_do_no_harm() {
    let site = Site::new();
    site.write("good.md", GOOD);
    site.write("при вет\n\u{1b}[31m;.md", "");
    site.write("$(touch pwned).md", GOOD);
    site.write("..%2f..md", GOOD);
    let ran = site.run(["reindex", "--json"]).expect_code(3);
    report(&ran);
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{:?}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_missing_paths() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.write("good.md", GOOD);
    symlink(site.corpus(), site.corpus().join("loop")).expect("a link");
    symlink("/nowhere/at/all.md", site.corpus().join("dangling.md")).expect("a link");
    let ran = site.run(["reindex", "--json"]).expect_code(3);
    let report = report(&ran);
    assert_eq!(report["indexed"], 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("loop") && ran.stderr.contains("dangling.md"), "{}", ran.stderr);

    let ran = site.run(["index", "--json", "/no/such/folder", "/dev/null"]).expect_code(3);
    assert!(ran.stderr.contains("/no/such/folder") && ran.stderr.contains("/dev/null"), "{}", ran.stderr);
    assert_eq!(ran.json()["generation"], "gen-000001", "nothing new is published");
}

#[test]
fn nothing_to_index_leaves_the_index_as_it_was() {
    let site = Site::new();
    let ran = site.run(["reindex"]).expect_code(1);
    assert!(ran.stderr.contains("nothing to index"), "{}", ran.stderr);
    let good = site.write("good.md", GOOD);
    site.run(["reindex"]).expect_code(0);
    std::fs::remove_file(good).expect("removed");
    site.write("bad.md", "");
    let ran = site.run(["reindex", "--json"]).expect_code(1);
    assert!(ran.stderr.contains("bad.md") && ran.stderr.contains("nothing to index"), "{}", ran.stderr);
    assert_eq!(site.run(["search", "--json", "посол"]).json()["total"], 1);
}
