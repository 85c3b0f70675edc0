//! The same text in every encoding that ministries use is the same document.

use encoding_rs::{Encoding, KOI8_R, WINDOWS_1251};
use serde_json::json;

use crate::support::{Server, Site};

const TITLE: &str = "О встрече Министра связи с Послом Объединённых Арабских Эмиратов";
const TEXT: &str = "28 января 2026 г. в Минсвязи состоялась встреча Министра связи и информатизации с Чрезвычайным и \
                    Полномочным Послом. Стороны обсудили вопросы кибербезопасности и подъём объёма торговли.";

fn single(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{} has all letters", encoding.name());
    bytes.into_owned()
}

fn double(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

/// The text as files of different encodings.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8-bom", format!("\u{feff}{text}").into_bytes()),
        ("windows-1251", single(WINDOWS_1251, text)),
        ("koi8-r", single(KOI8_R, text)),
        ("utf-16le", double(text, u16::to_le_bytes)),
        ("utf-16be", double(text, u16::to_be_bytes)),
    ]
}

/// Every file is the same document.
#[track_caller]
fn check(extension: &str, files: impl IntoIterator<Item = (&'static str, Vec<u8>)>) {
    let site = Site::new();
    let mut count = 0;
    for (name, bytes) in files {
        site.write(&format!("{name}.{extension}"), bytes);
        count += 1;
    }
    let ran = site.run(["reindex", "--json"]).expect_code(0);
    assert_eq!(ran.json()["indexed"], count);
    let server = Server::start(&site);
    let answer = server.search(&[("q", "кибербезопасность эмираты"), ("match", "all")]);
    assert_eq!(answer["total"], count, "{extension}");
    for hit in answer["hits"].as_array().expect("hits") {
        let id = hit["id"].as_str().expect("an id");
        let document = server.get(&format!("/api/v1/documents/{id}")).expect_status(200).json();
        assert_eq!(document["title"], TITLE, "{id}");
        assert_eq!(document["text"], TEXT, "{id}");
        assert_eq!(document["published"]["date"], "2026-01-28", "{id}");
        assert_eq!(document["language"], "ru", "{id}");
    }
}

#[test]
fn plain_text() {
    check("txt", encoded(&format!("{TITLE}\n\n{TEXT}\n")));
}

#[test]
fn plain_text_with_the_line_ends_of_windows() {
    check("txt", encoded(&format!("{TITLE}\r\n\r\n{TEXT}\r\n")));
}

#[test]
fn markdown() {
    check("md", encoded(&format!("# {TITLE}\n\n{TEXT}\n")));
}

#[test]
fn json_lines() {
    let files = encoded(&format!("{}\n", json!({"title": TITLE, "text": TEXT})));
    check("jsonl", files);
}

#[test]
fn pages_without_a_label() {
    check("html", encoded(&format!("<!doctype html><title>{TITLE}</title><article><p>{TEXT}</p></article>")));
}

#[test]
fn pages_with_a_label() {
    let page = |label: &str| {
        format!(
            "<!doctype html><meta charset=\"{label}\"><title>{TITLE}</title><article><p>{TEXT}</p></article>"
        )
    };
    let files = [
        ("utf-8", page("utf-8").into_bytes()),
        ("windows-1251", single(WINDOWS_1251, &page("windows-1251"))),
        ("cp1251", single(WINDOWS_1251, &page("cp1251"))),
        ("koi8-r", single(KOI8_R, &page("koi8-r"))),
        // The labels are wrong; the letters decide.
        ("labelled-utf-8", single(WINDOWS_1251, &page("utf-8"))),
        ("labelled-latin-1", single(WINDOWS_1251, &page("iso-8859-1"))),
        ("labelled-1251", page("windows-1251").into_bytes()),
    ];
    check("html", files);
}
