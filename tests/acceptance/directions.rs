//! Characters that set the direction of writing: a title, a name of a file or a query cannot make what stands around it
//! look like something else, on pages, on the terminal, in messages. In JSON the text is what it is.

use serde_json::json;

use crate::support::{Server, Site, api};

const OVERRIDE: char = '\u{202e}';

fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Fails unless every such character of a page stands in an element that isolates its direction, or in the value of a
/// field, which is isolated by itself. Returns how many there are in elements.
#[track_caller]
fn isolated(page: &str) -> usize {
    const VOID: [&str; 5] = ["meta", "link", "input", "br", "option"];
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = page;
    let mut found = 0;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        if text.contains(is_direction) {
            found += 1;
            assert!(open.iter().any(|(_, isolates)| *isolates), "not isolated: {text:?} in {open:?}");
        }
        let end = tag.find('>').expect("a tag ends");
        let (tag, after) = (&tag[1..end], &tag[end + 1..]);
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.contains(is_direction) {
            assert!(matches!(name, "input" | "option"), "in a tag: {tag:?}");
        }
        if tag.starts_with('/') {
            while let Some((last, _)) = open.pop() {
                if last == name {
                    break;
                }
            }
        } else if !VOID.contains(&name) && !tag.starts_with('!') && !tag.ends_with('/') {
            open.push((name.to_owned(), name == "bdi" || tag.contains("dir=\"auto\"")));
        }
    }
    assert!(!rest.contains(is_direction));
    found
}

fn site() -> Site {
    let document = |id: &str, title: &str| {
        json!({
            "id": id,
            "title": title,
            "text": format!("Состоялась встреча министра с послом{OVERRIDE} Китая.\n\nСправочно.\n\nДалее{OVERRIDE}."),
            "source": format!("сай{OVERRIDE}т"),
            "countries": ["CN"],
            "date": "2026-01-28",
        })
    };
    Site::with_documents(&[
        document("a", &format!("О встрече {OVERRIDE}gpj.exe")),
        document("b", "О встрече \u{2067}послов\u{2069}\u{2069}"),
    ])
}

#[test]
fn pages_isolate_the_directions_of_foreign_texts() {
    let site = site();
    let server = Server::start(&site);
    let query = format!("посол{OVERRIDE}");
    for (path, least) in [
        ("/".to_owned(), 4),
        (crate::support::address("/", &[("q", &query)]), 4),
        (crate::support::address("/", &[("q", "посол"), ("source", &format!("сай{OVERRIDE}т"))]), 4),
        ("/d/a".to_owned(), 3),
        (crate::support::address("/", &[("q", &format!("{OVERRIDE}ъъъщщ"))]), 0),
        (crate::support::address("/", &[("country", &format!("Кит{OVERRIDE}ай"))]), 0),
        (crate::support::address("/", &[("from", &format!("2026{OVERRIDE}"))]), 0),
    ] {
        let page = server.get(&path);
        let found = isolated(&page.body);
        assert!(found >= least, "{path}: {found}\n{}", page.body);
    }
}

#[test]
fn json_has_the_text_as_it_is_and_messages_do_not() {
    let site = site();
    let server = Server::start(&site);
    let found = server.search(&[("q", "посол"), ("sort", "newest")]);
    let titles: Vec<&str> = found["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .map(|hit| hit["title"].as_str().expect("a title"))
        .collect();
    assert!(titles.iter().any(|title| title.contains(OVERRIDE)), "{titles:?}");
    let refused = server.get(&api(&[("country", &format!("Кит{OVERRIDE}ай"))])).expect_status(400);
    let detail = refused.json()["detail"].as_str().expect("a detail").to_owned();
    assert!(!detail.contains(is_direction) && detail.contains("\\u{202e}"), "{detail}");
}

#[test]
fn the_terminal_shows_them_escaped() {
    let site = site();
    site.write(&format!("плохой{OVERRIDE}dm.md"), "");
    site.write("broken.jsonl", format!("{{\"title\": \"{OVERRIDE}\", \"{OVERRIDE}\n"));
    for args in [
        vec!["search", "посол"],
        vec!["search", "посол\u{202e}", "-p", "from=\u{202e}"],
        vec!["search", "\u{202e}ъъщ"],
        vec!["annotate", "documents.jsonl"],
        vec!["index"],
    ] {
        let mut args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        if args[0] == "annotate" {
            args[1] = site.corpus().join("documents.jsonl").display().to_string();
        }
        let ran = site.run(&args);
        let shown = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!shown.contains(is_direction), "{args:?}: {shown:?}");
        assert!(!shown.is_empty(), "{args:?}");
    }
    let told = site.run(["index"]).stderr;
    assert!(told.contains("плохой\\u{202e}dm.md"), "{told}");
}
