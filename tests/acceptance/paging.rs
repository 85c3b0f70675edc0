//! Paging: every document once, in one order, by offset and by cursor.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{Server, Site, Value, api, ids, sample};

const SORTS: [&str; 3] = ["relevance", "newest", "oldest"];

/// The ids that pages by offset list, and those that pages by cursor list.
fn leafed(server: &Server, params: &[(&str, &str)], limit: &str) -> (Vec<String>, Vec<String>) {
    let with = |more: &[(&str, &str)]| {
        let params: Vec<_> = params.iter().chain(more).copied().collect();
        server.search(&params)
    };
    let step: usize = limit.parse().expect("a number");
    let mut by_offset = Vec::new();
    loop {
        let page = with(&[("limit", limit), ("offset", &by_offset.len().to_string()), ("facets", "")]);
        by_offset.extend(ids(&page));
        if ids(&page).len() < step || by_offset.len() + step > 1_000 {
            break;
        }
    }
    let first = with(&[("limit", limit), ("facets", "")]);
    let total = first["total"].clone();
    let mut by_cursor = ids(&first);
    let mut next = first["next_cursor"].clone();
    while let Value::String(cursor) = &next {
        let page = with(&[("limit", limit), ("cursor", cursor), ("facets", "")]);
        assert!(!ids(&page).is_empty(), "a cursor leads to a page");
        assert_eq!(page["total"], total, "the total is the same on every page");
        by_cursor.extend(ids(&page));
        next = page["next_cursor"].clone();
        assert!(by_cursor.len() <= 5_000, "cursors come to an end");
    }
    assert_eq!(next, Value::Null);
    assert_eq!(total, by_cursor.len());
    (by_offset, by_cursor)
}

#[test]
fn pages_of_the_sample_corpus() {
    let server = sample();
    for query in ["", "сотрудничество", "министр OR визит"] {
        for sort in SORTS {
            let params = [("q", query), ("sort", sort)];
            let whole = ids(&server.search(&[&params[..], &[("limit", "100")]].concat()));
            assert!(whole.len() > 7, "{query} has pages");
            assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
            for limit in ["3", "7", "100"] {
                let (by_offset, by_cursor) = leafed(server, &params, limit);
                assert_eq!(by_offset, whole, "{query} {sort} {limit}");
                assert_eq!(by_cursor, whole, "{query} {sort} {limit}");
            }
        }
    }
}

#[test]
fn the_last_page_has_no_cursor() {
    let answer = sample().search(&[("limit", "100")]);
    assert_eq!(answer["next_cursor"], Value::Null);
    let answer = sample().search(&[("q", "кибербезопасности"), ("limit", "100")]);
    assert_eq!(answer["next_cursor"], Value::Null);
    // The last page is exactly full, and there is no empty one after it.
    let total = answer["total"].to_string();
    let full = sample().search(&[("q", "кибербезопасности"), ("limit", &total)]);
    assert_eq!((ids(&full).len().to_string(), &full["next_cursor"]), (total, &Value::Null));
}

#[test]
fn an_offset_beyond_the_end_is_an_empty_page() {
    let answer = sample().search(&[("offset", "500")]);
    assert!(ids(&answer).is_empty());
    assert_eq!(answer["next_cursor"], Value::Null);
    assert!(answer["total"].as_u64().is_some_and(|total| total > 0));
}

/// 1,010 equal documents on five days; every seventh has no date.
#[test]
fn ties_are_stable_and_cursors_reach_beyond_the_window() {
    let day = |n: usize| (!n.is_multiple_of(7)).then(|| format!("2025-03-0{}", n % 5 + 1));
    let documents: Vec<Value> = (0..1_010)
        .map(|n| {
            json!({"id": format!("d{n:04}"), "title": "Встреча министров", "text": "Состоялась встреча.", "date": day(n)})
        })
        .collect();
    let site = Site::with_documents(&documents);
    let server = Server::start(&site);

    let mut order: Vec<usize> = (0..1_010).collect();
    let newest = {
        order.sort_by_key(|&n| (day(n).is_none(), std::cmp::Reverse(day(n)), n));
        order.iter().map(|n| format!("d{n:04}")).collect::<Vec<_>>()
    };
    let oldest = {
        order.sort_by_key(|&n| (day(n).is_none(), day(n), n));
        order.iter().map(|n| format!("d{n:04}")).collect::<Vec<_>>()
    };
    for (query, sort, expected) in [
        ("", "newest", &newest),
        ("", "oldest", &oldest),
        ("встреча", "newest", &newest),
        ("встреча", "oldest", &oldest),
        // Equal scores: the newest first.
        ("встреча", "relevance", &newest),
    ] {
        let (by_offset, by_cursor) = leafed(&server, &[("q", query), ("sort", sort)], "100");
        assert!(by_cursor == *expected, "{query} {sort}: the order by cursors");
        assert!(by_offset == expected[..1_000], "{query} {sort}: the order by offsets");
    }

    let reply = server.get(&api(&[("offset", "950"), ("limit", "100")])).expect_status(400);
    assert_eq!(reply.problem(), ("beyond_window".to_owned(), "offset".to_owned()));
}

#[test]
fn the_newest_come_first_without_a_query() {
    let published = |sort: &str| -> Vec<String> {
        crate::support::texts(&sample().search(&[("sort", sort), ("limit", "100")])["hits"], "published")
    };
    let newest = crate::support::texts(&sample().search(&[("limit", "100")])["hits"], "published");
    assert!(newest.is_sorted_by(|a, b| a >= b), "{newest:?}");
    assert_eq!(newest, published("newest"));
    let oldest = published("oldest");
    assert!(oldest.is_sorted(), "{oldest:?}");
}

#[test]
fn the_best_come_first_with_a_query() {
    let answer = sample().search(&[("q", "сотрудничество"), ("limit", "100")]);
    let scores: Vec<f64> = answer["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .map(|hit| hit["score"].as_f64().expect("a score"))
        .collect();
    assert!(scores.iter().all(|score| score.is_finite() && *score > 0.0));
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}
