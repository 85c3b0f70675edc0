//! Text of others is only text: it cannot run in pages or in answers to programs.

use dom_query::Document;
use serde_json::json;

use crate::support::{Server, Site, Value, address, api, sample};

const SCRIPTS: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"onmouseover=\"alert(1)",
    "'onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "<!--><script>alert(1)</script>",
    "&lt;script&gt;<b>посол</b>",
];

/// Nothing in a page can run: no script, no event handler, no address except those of pages.
#[track_caller]
fn inert(what: &str, html: &str) {
    let page = Document::from(html);
    for element in ["script", "iframe", "object", "embed", "base", "img", "b"] {
        assert!(!page.select(element).exists(), "{what}: <{element}> in {html}");
    }
    for node in page.select("*").nodes() {
        for attribute in node.attrs() {
            let (name, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            assert!(!name.starts_with("on"), "{what}: {name}={value}");
            if ["href", "src", "action"].contains(&name.as_str()) {
                let known = ["/", "#", "http://", "https://", "data:image/svg+xml,", "?"];
                assert!(known.iter().any(|start| value.starts_with(start)), "{what}: {name}={value}");
            }
        }
    }
}

/// Escaped text with only `<mark>` as markup.
#[track_caller]
fn only_marks(what: &str, html: &Value) {
    let html = html.as_str().expect("a text").replace("<mark>", "").replace("</mark>", "");
    assert!(!html.contains(['<', '>', '"', '\'']), "{what}: {html}");
}

#[test]
fn scripts_in_parameters_are_inert() {
    for script in SCRIPTS {
        for name in ["q", "country", "topic", "source", "from", "cursor", "sort"] {
            let page = sample().get(&address("/", &[(name, script)]));
            assert!([200, 400].contains(&page.status));
            inert(&format!("{name}={script}"), &page.body);
        }
        for path in ["/d/", "/", "/api/v1/documents/", "/api/"] {
            let encoded = form_urlencoded::byte_serialize(script.as_bytes()).collect::<String>();
            let page = sample().get(&format!("{path}{}", encoded.replace('+', "%20"))).expect_status(404);
            if page.header("content-type").starts_with("text/html") {
                inert(script, &page.body);
            }
        }
        let reply = sample().get(&api(&[("q", script)])).expect_status(200);
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let document =
            sample().get(&address("/d/mpt.gov.by-node-11088", &[("q", script)])).expect_status(200);
        inert(script, &document.body);
    }
}

#[test]
fn scripts_in_documents_are_inert() {
    let documents: Vec<Value> = SCRIPTS
        .iter()
        .enumerate()
        .map(|(n, script)| {
            json!({
                "id": format!("d{n}"),
                "url": format!("https://a.example/{n}?{script}"),
                "source": script,
                "title": format!("Посол {script} посол"),
                "text": format!("Посол {script} посол.\n\nСправочно.\n\n{script} посол {script}"),
                "topics": [script],
            })
        })
        .collect();
    let site = Site::new();
    site.write_documents("scripts.jsonl", &documents);
    site.write("page.html", "<title>Посол</title><p>Посол &lt;script&gt;alert(1)&lt;/script&gt; прибыл.</p>");
    site.write_documents(
        "links.jsonl",
        &[json!({"id": "link", "url": "javascript:alert(1)", "title": "Посол", "text": "Посол прибыл."})],
    );
    let ran = site.run(["reindex", "--json"]);
    assert!(ran.json()["indexed"].as_u64().is_some_and(|indexed| indexed >= 2), "{ran:?}");
    let server = Server::start(&site);
    let answer = server.search(&[("q", "посол"), ("limit", "100")]);
    let hits = answer["hits"].as_array().expect("hits");
    assert_eq!(ran.json()["indexed"], hits.len());
    for hit in hits {
        only_marks("title", &hit["title_html"]);
        only_marks("snippet", &hit["snippet_html"]);
        let url = hit["url"].as_str().unwrap_or_default();
        assert!(!url.starts_with("javascript:"), "{hit}");
        let permalink = hit["permalink"].as_str().expect("a permalink");
        inert(permalink, &server.get(&address(permalink, &[("q", "посол")])).expect_status(200).body);
    }
    inert("the page of results", &server.get(&address("/", &[("q", "посол")])).expect_status(200).body);
    inert("the first page", &server.get("/").expect_status(200).body);
}

#[test]
fn text_that_runs_backwards_stays_inside_its_own_element() {
    let query = "\u{202e}лосоп";
    let page = Document::from(sample().get(&address("/", &[("q", query)])).expect_status(200).body);
    for node in page.select("body *").nodes() {
        let own: String = node
            .children()
            .iter()
            .filter(|child| child.is_text())
            .map(|child| child.text().to_string())
            .collect();
        if own.contains('\u{202e}') {
            let isolated = node.node_name().is_some_and(|name| &*name == "bdi")
                || node.attr("dir").is_some_and(|dir| &*dir == "auto");
            assert!(isolated, "not isolated: {}", node.html());
        }
    }
}
