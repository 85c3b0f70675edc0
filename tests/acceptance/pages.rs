//! The pages for readers.

use std::collections::BTreeSet;

use dom_query::Document;

use crate::support::{Reply, Server, address, ids, sample};

const SEED: &str = "/d/mpt.gov.by-node-11088";

fn page(server: &Server, path: &str, status: u16) -> (Reply, Document) {
    let reply = server.get(path).expect_status(status);
    assert!(reply.header("content-type").starts_with("text/html; charset=utf-8"), "{path}");
    assert!(!reply.body.to_lowercase().contains("<script"), "{path} has a script");
    let policy = reply.header("content-security-policy");
    for rule in ["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(rule), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
    let document = Document::from(reply.body.as_str());
    assert_eq!(document.select("html").attr("lang").as_deref(), Some("ru"), "{path}");
    assert_eq!(document.select("head > title").length(), 1, "{path}");
    assert_eq!(document.select("main h1").length(), 1, "{path} has one heading");
    (reply, document)
}

fn links(document: &Document, selector: &str) -> Vec<String> {
    document.select(selector).iter().filter_map(|link| Some(link.attr("href")?.to_string())).collect()
}

/// The value of the search field.
fn field(document: &Document) -> String {
    document
        .select("form[role=search] input[name=q]")
        .attr("value")
        .map_or(String::new(), |value| value.to_string())
}

#[test]
fn the_first_page_has_a_form_and_the_newest_communiques() {
    let (_, document) = page(sample(), "/", 200);
    assert_eq!(field(&document), "");
    let newest: Vec<String> = ids(&sample().search(&[])).iter().map(|id| format!("/d/{id}")).collect();
    assert_eq!(links(&document, "article h3 a"), newest);
}

#[test]
fn a_search_shows_what_the_api_finds() {
    for params in [
        &[("q", "эмираты")][..],
        &[("q", "сотрудничество"), ("country", "CN"), ("lang", "ru")],
        &[("q", "министр"), ("sort", "oldest"), ("limit", "5"), ("offset", "5")],
    ] {
        let (reply, document) = page(sample(), &address("/", params), 200);
        assert_eq!(field(&document), params[0].1);
        let answer = sample().search(params);
        let shown: Vec<String> = links(&document, "article h3 a")
            .iter()
            .map(|href| href.trim_start_matches("/d/").split('?').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(shown, ids(&answer), "{params:?}");
        assert!(document.select("main").text().contains(&answer["total"].to_string()), "the total is shown");
        assert!(reply.body.contains("<mark>"), "{params:?}");
    }
    let (_, document) = page(sample(), &address("/", &[("q", "эмираты")]), 200);
    let first = document.select("ol.hits li").first().text().to_string();
    assert!(first.contains("28 января 2026"), "{first}");
}

#[test]
fn a_document_has_its_text_and_its_properties() {
    let (reply, document) = page(sample(), &format!("{SEED}?q=%D0%BF%D0%BE%D1%81%D0%BE%D0%BB"), 200);
    let heading = document.select("h1").text().to_string();
    assert_eq!(heading, "О встрече Министра с Чрезвычайным и Полномочным Послом ОАЭ в Беларуси");
    let text = document.select("article").text().to_string();
    for part in ["Кирилла Залесского", "Справочно", "GITEX", "28 января 2026"]
    {
        assert!(text.contains(part), "{part}");
    }
    for noise in ["Изображение", "**", "Source URL"] {
        assert!(!text.contains(noise), "{noise}");
    }
    assert!(reply.body.contains("<mark>Послом</mark>"), "the words of the search are marked");
    assert!(
        links(&document, "a").contains(&"https://mpt.gov.by/node/11088".to_owned()),
        "the original is linked"
    );
    assert_eq!(document.select("time").attr("datetime").as_deref(), Some("2026-01-28"));
}

#[test]
fn a_missing_page_says_so() {
    for path in ["/d/none", "/none", "/d/%ff", "/assets/none.css", "/index.php?q=x"] {
        let (_, document) = page(sample(), path, 404);
        assert!(document.select("form[role=search]").exists(), "{path} has a form");
        assert!(document.select("main").text().contains("нет"), "{path}");
    }
}

#[test]
fn a_wrong_parameter_keeps_the_form() {
    for params in [
        [("q", "посол & <ОАЭ>"), ("from", "2024-13-45")],
        [("q", "посол & <ОАЭ>"), ("limit", "0")],
        [("q", "посол & <ОАЭ>"), ("country", "XX")],
        [("q", "посол & <ОАЭ>"), ("sort", "best")],
    ] {
        let (_, document) = page(sample(), &address("/", &params), 400);
        assert_eq!(field(&document), "посол & <ОАЭ>", "{params:?}");
        let (name, value) = params[1];
        if name == "from" {
            let from = document.select("input[name=from]").attr("value");
            assert_eq!(from.as_deref(), Some(value), "the date can be corrected");
        }
    }
}

#[test]
fn a_slip_in_the_query_is_a_notice_beside_results() {
    let (_, document) = page(sample(), &address("/", &[("q", "(министр")]), 200);
    assert!(document.select(".notices").text().contains("Скобка"));
    assert!(document.select("article h3").exists());
}

#[test]
fn finding_nothing_comes_with_advice() {
    let (_, document) = page(sample(), &address("/", &[("q", "слонопотам")]), 200);
    assert!(!document.select("article").exists());
    assert!(document.select(".advice li").exists());
}

#[test]
fn head_is_get_without_a_body() {
    for path in [
        "/",
        "/?q=x",
        SEED,
        "/none",
        "/?limit=0",
        "/api/v1/search",
        "/api/v1/status",
        "/assets/style.css",
        "/livez",
        "/readyz",
    ] {
        let get = sample().get(path);
        let head = sample().ask("HEAD", path, &[]).expect_status(get.status);
        assert_eq!(head.body, "", "{path}");
        for name in ["content-type", "content-language", "content-security-policy", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[test]
fn posting_is_refused() {
    for path in ["/", SEED, "/assets/style.css"] {
        sample().ask("POST", path, &[]).expect_status(405);
    }
}

#[test]
fn pages_speak_the_readers_language() {
    for (accepted, language) in [("en", "en"), ("be-BY,be", "be"), ("ru", "ru"), ("fr", "ru")] {
        for path in ["/", SEED, "/none", "/?limit=0"] {
            let reply = sample().get_with(path, &[("accept-language", accepted)]);
            let document = Document::from(reply.body.as_str());
            assert_eq!(
                document.select("html").attr("lang").as_deref(),
                Some(language),
                "{path} for {accepted}"
            );
            assert_eq!(reply.header("content-language"), language);
            assert!(reply.header("vary").to_lowercase().contains("accept-language"), "{path}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for start in [
        "/".to_owned(),
        address("/", &[("q", "посол"), ("country", "AE")]),
        SEED.to_owned(),
        "/none".to_owned(),
    ] {
        let reply = sample().get(&start);
        let document = Document::from(reply.body.as_str());
        for href in links(&document, "[href]") {
            if !href.starts_with('/') || !seen.insert(href.clone()) {
                continue;
            }
            let status = sample().get(&href).status;
            if status != 200 {
                broken.insert(format!("{href}: {status}, on {start}"));
            }
        }
    }
    assert!(seen.len() > 50, "pages have links");
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_facet_on_the_page_is_a_link_to_as_many_documents() {
    let (_, document) = page(sample(), &address("/", &[("q", "сотрудничество")]), 200);
    let mut checked = 0;
    for value in document.select("nav.filters a.value").iter().take(12) {
        let count = value.select(".count").text().to_string();
        let href = value.attr("href").expect("a link").to_string();
        let (_, chosen) = page(sample(), &href, 200);
        let summary = chosen.select(".heading").text().to_string();
        assert!(
            summary.split(|c: char| !c.is_ascii_digit()).any(|number| number == count),
            "{href}: {count}, {summary}"
        );
        checked += 1;
    }
    assert!(checked > 5);
}

#[test]
fn the_style_sheet_may_be_kept() {
    let (_, document) = page(sample(), "/", 200);
    let href = document.select("link[rel=stylesheet]").attr("href").expect("a style sheet").to_string();
    let reply = sample().get(&href).expect_status(200);
    assert_eq!(reply.header("content-type"), "text/css; charset=utf-8");
    assert!(reply.header("cache-control").contains("immutable"));
}

#[test]
fn health_is_told() {
    assert_eq!(sample().get("/livez").expect_status(200).body.trim(), "ok");
    assert_eq!(sample().get("/readyz").expect_status(200).json()["ready"], true);
    let status = sample().get("/api/v1/status").expect_status(200).json();
    assert_eq!(status["documents"], sample().total(&[]));
    assert_eq!(status["generation"], "gen-000001");
    assert_eq!(status["version"], env!("CARGO_PKG_VERSION"));
}
