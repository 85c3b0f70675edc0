//! The readers of every format, and the annotators behind them.

use std::cell::Cell;
use std::ops::Range;
use std::sync::LazyLock;

use vestnik::analysis::Analyzer;
use vestnik::annotate::{Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::corpus::{Settings, Source, read_text};
use vestnik::model::{Communique, Document, Publishers};

use crate::run::{files, fuzz};

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
static PUBLISHERS: LazyLock<Publishers> = LazyLock::new(Publishers::default);
static ANNOTATOR: LazyLock<Annotator<'static>> = LazyLock::new(|| {
    let topics = read_topics(DEFAULT_TOPICS).expect("topics");
    Annotator::new(&ANALYZER, &PUBLISHERS, topics).expect("an annotator")
});

/// The bytes of an input: larger ones are for the test of growth.
const MOST: usize = 40_000;

const MARKDOWN: [&str; 22] = [
    "---\n",
    "title: ",
    "date: ",
    "countries: [CN, ",
    "topics:\n- a\n",
    "# ",
    "\n\n",
    "> ",
    "- ",
    "```\n",
    "|a|\n|-|\n",
    "[a](b)",
    "![",
    "<div>",
    "&nbsp;",
    "Справочно.",
    "\u{202e}",
    "\u{301}",
    "2026-01-28",
    "\\",
    "\u{feff}",
    "Source URL: ",
];
const HTML: [&str; 26] = [
    "<div>",
    "</div>",
    "<p>",
    "<table><tr><td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<title>",
    "<h1>",
    "<meta ",
    "content='",
    "'",
    "\"",
    "&amp;",
    "&#0;",
    "<svg>",
    "<template>",
    "<br>",
    "<article>",
    "<b>",
    "</b>",
    "<a href=",
    "<time datetime=",
    "<script type='application/ld+json'>{\"@type\": \"NewsArticle\"",
    "<base href='//a'>",
];
const FEED: [&str; 20] = [
    "<item>",
    "</item>",
    "<entry>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "<description>",
    "<pubDate>",
    "<link>",
    "<link href='",
    "&lt;p>",
    "&amp;",
    "<!DOCTYPE r [<!ENTITY a 'b'>]>",
    "&a;",
    " xmlns:a='b'",
    "<a:b/>",
    " xml:base='",
    "<?xml version='1.0' encoding='windows-1251'?>",
    "<content type='xhtml'>",
];
const JSON: [&str; 22] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\n",
    "\"title\": ",
    "\"text\": ",
    "\"date\": ",
    "\"countries\": [",
    "\"topics\": ",
    "\"id\": 1",
    "\"url\": \"https://",
    "\\u0000",
    "\\ud800",
    "1e999",
    "-0",
    "null",
    "\u{feff}",
    "\\n\\n",
];
const WORDS: [&str; 32] = [
    " ",
    "\n\n",
    ". ",
    ", ",
    "«",
    "»",
    "\"",
    "-",
    "Министр иностранных дел ",
    "Президент ",
    "посол ",
    "И. И. Иванов ",
    "Иван Иванов ",
    "Китая",
    "США",
    "Республики ",
    "ООО «",
    "Министерство ",
    "28 января 2026 г.",
    "с 1 по 2 мая ",
    "1, 2, 3 ",
    "вчера ",
    "в 2026 году",
    "Справочно.",
    "м'я",
    "Ў",
    "\u{301}",
    "\u{ad}",
    "\u{202e}",
    "ß",
    "İ",
    "Minister ",
];

/// Reads an input as a file of this extension, and checks what was read.
fn reads(extension: &str, annotated: bool) -> impl Fn(&[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("a.{extension}"));
    let read = Cell::new(0_u64);
    move |input| {
        let _ = folder.path();
        std::fs::write(&path, input).expect("a file");
        let source = Source::new(std::slice::from_ref(&path), &PUBLISHERS, Settings::default());
        for item in source.items() {
            match item {
                Ok(communique) => {
                    read.set(read.get() + 1);
                    check_communique(&communique);
                    // The first documents of an input, so that a feed of a thousand does not take all the time.
                    if annotated {
                        check_document(&ANNOTATOR.annotate(communique));
                        break;
                    }
                }
                Err(rejection) => {
                    let told = rejection.to_string();
                    assert!(told.len() < 2_000 && !told.contains(char::is_control), "{told:?}");
                }
            }
        }
    }
}

fn check_communique(communique: &Communique) {
    assert!(!communique.title.trim().is_empty(), "a blank title");
    assert!(!communique.text.trim().is_empty(), "a blank text");
    for background in &communique.background {
        check_range(&communique.text, background);
    }
}

fn check_range(text: &str, range: &Range<usize>) {
    assert!(range.start <= range.end, "{range:?} ends before it begins");
    assert!(text.get(range.clone()).is_some(), "{range:?} is not between characters of {} bytes", text.len());
}

fn check_document(document: &Document) {
    let (text, found) = (document.communique.text.as_str(), &document.annotations);
    let countries =
        found.countries.iter().flat_map(|country| &country.mentions).map(|mention| &mention.range);
    let topics = found.topics.iter().flat_map(|topic| &topic.mentions);
    let people = found.people.iter().flat_map(|person| &person.mentions);
    let organisations = found.organisations.iter().flat_map(|organisation| &organisation.mentions);
    let events = found.events.iter().map(|event| &event.range);
    let ranges = countries.chain(topics).chain(people).chain(organisations).chain(events);
    for range in ranges.chain(&found.kind_place) {
        check_range(text, range);
        assert!(!text[range.clone()].trim().is_empty(), "a mention of nothing: {range:?}");
    }
    for event in &found.events {
        assert!(event.from <= event.to, "{event:?}");
    }
    for person in &found.people {
        assert!(!person.name.trim().is_empty(), "{person:?}");
        assert!(person.office.as_deref().is_none_or(|office| !office.trim().is_empty()), "{person:?}");
        assert!(person.in_title > 0 || !person.mentions.is_empty(), "{person:?}");
    }
    for organisation in &found.organisations {
        assert!(!organisation.name.trim().is_empty(), "{organisation:?}");
    }
}

#[test]
fn markdown() {
    fuzz("markdown", &files("corpus", &[".md"]), &MARKDOWN, MOST, reads("md", false));
}

#[test]
fn html() {
    fuzz("html", &files("corpus", &[".html"]), &HTML, MOST, reads("html", false));
}

#[test]
fn feeds() {
    fuzz("feeds", &files("corpus", &[".xml", ".atom"]), &FEED, MOST, reads("xml", false));
}

#[test]
fn json_lines() {
    fuzz("json-lines", &files("corpus", &[".jsonl"]), &JSON, MOST, reads("jsonl", false));
}

/// Packed files, and what a changed one unpacks to.
#[test]
fn archives() {
    for extension in ["gz", "zst"] {
        let seeds = files("corpus", &[&format!(".jsonl.{extension}")]);
        let name = format!("archives.{extension}");
        fuzz(
            &name,
            &seeds,
            &["\0", "\u{1f}", "(\u{fffd}"],
            MOST,
            reads(&format!("jsonl.{extension}"), false),
        );
    }
}

#[test]
fn encodings() {
    let texts = files("corpus", &[".txt", ".md"]);
    let mut seeds = Vec::new();
    for text in texts.iter().map(|text| String::from_utf8_lossy(text)) {
        seeds.push(encoding_rs::WINDOWS_1251.encode(&text).0.into_owned());
        seeds.push(encoding_rs::KOI8_R.encode(&text).0.into_owned());
        seeds.push(
            [&[0xff, 0xfe][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()]
                .concat(),
        );
        seeds.push(
            [&[0xfe, 0xff][..], &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()]
                .concat(),
        );
    }
    seeds.extend(texts);
    let read = reads("txt", false);
    fuzz("encodings", &seeds, &WORDS, MOST, |input| {
        let _ = read_text(input, None);
        read(input);
    });
}

#[test]
fn annotators() {
    fuzz("annotators", &files("corpus", &[".txt", ".md"]), &WORDS, 6_000, reads("md", true));
}
