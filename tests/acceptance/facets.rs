//! The counts of facets: each is the number of documents when its value is chosen.

use crate::support::{Value, ids, sample, warnings};

type Params<'a> = &'a [(&'a str, &'a str)];

/// The parameters without those called `name`, and with these ones.
fn replaced<'a>(params: Params<'a>, names: &[&str], with: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut params: Vec<_> = params.iter().copied().filter(|(name, _)| !names.contains(name)).collect();
    params.extend(with);
    params
}

fn total(params: &[(&str, &str)]) -> u64 {
    let answer = sample().search(&replaced(params, &[], &[("limit", "1"), ("facets", "")]));
    answer["total"].as_u64().expect("a total")
}

/// Every value of every facet, chosen alone in addition to the other conditions, gives as many documents as the
/// facet says.
#[track_caller]
fn check(params: Params<'_>) {
    let answer = sample().search(params);
    let mut wrong = Vec::new();
    let mut values = 0;
    for name in ["country", "topic", "source", "lang"] {
        for item in answer["facets"][name].as_array().expect(name) {
            let value = item["value"].as_str().expect("a value");
            let found = total(&replaced(params, &[name], &[(name, value)]));
            if item["count"] != found {
                wrong.push(format!("{name}={value}: {} is said, {found} are found", item["count"]));
            }
            let selected = params.contains(&(name, value));
            assert_eq!(item["selected"], selected, "{name}={value}");
            assert!(selected || found > 0, "{name}={value} is offered and finds nothing");
            values += 1;
        }
    }
    let dates = &answer["facets"]["date"];
    let mut dated = 0;
    for bucket in dates["buckets"].as_array().expect("buckets") {
        let (from, to) = (bucket["from"].as_str().expect("from"), bucket["to"].as_str().expect("to"));
        let found = total(&replaced(params, &["from", "to"], &[("from", from), ("to", to)]));
        if bucket["count"] != found {
            wrong.push(format!("{from}..{to}: {} is said, {found} are found", bucket["count"]));
        }
        dated += found;
    }
    let undated = dates["undated"].as_u64().expect("undated");
    let all = total(&replaced(params, &["from", "to"], &[]));
    if dated + undated != all {
        wrong.push(format!("{dated} in buckets and {undated} undated are not {all}"));
    }
    assert!(wrong.is_empty(), "{params:?}\n{}", wrong.join("\n"));
    assert!(values > 0, "{params:?} has facets");
}

#[test]
fn without_a_query() {
    check(&[]);
}

#[test]
fn with_a_query() {
    check(&[("q", "сотрудничество")]);
    check(&[("q", "торговля OR транспорт -визит")]);
}

#[test]
fn with_one_country() {
    check(&[("q", "сотрудничество"), ("country", "CN")]);
}

#[test]
fn with_two_countries_and_a_topic() {
    check(&[("country", "AE"), ("country", "KZ"), ("country", "RU"), ("topic", "trade")]);
}

#[test]
fn with_a_language_and_a_source() {
    check(&[("lang", "be"), ("lang", "en"), ("source", "mfa.gov.example")]);
}

#[test]
fn with_a_period() {
    check(&[("q", "министр"), ("from", "2025"), ("to", "2026-03")]);
    check(&[("from", "2024-06-20"), ("to", "2024-06-20")]);
}

#[test]
fn with_conditions_in_the_query() {
    check(&[("q", "дата:2024..2025 lang:ru"), ("topic", "trade")]);
}

#[test]
fn with_any_word() {
    check(&[("q", "визит кибербезопасность урожай"), ("match", "any"), ("topic", "agriculture")]);
}

#[test]
fn of_a_relaxed_query() {
    let params = [("q", "кибербезопасность тигры почта")];
    assert_eq!(warnings(&sample().search(&params)), ["absent_words", "relaxed"]);
    check(&params);
}

/// No communiqué about Egypt has both words, others do: the search is not relaxed, and its facets say where they are.
#[test]
fn of_a_query_that_its_filter_leaves_without_documents() {
    let params = [("q", "министр таможня"), ("country", "EG")];
    let answer = sample().search(&params);
    assert_eq!((&answer["total"], &answer["warnings"]), (&Value::from(0), &Value::Array(Vec::new())));
    assert!(total(&[("q", "министр таможня"), ("match", "all")]) > 0);
    check(&params);
}

#[test]
fn a_chosen_value_without_documents_stays_in_sight() {
    let answer = sample().search(&[("country", "TV")]);
    assert_eq!(answer["total"], 0);
    let values = answer["facets"]["country"].as_array().expect("values");
    let chosen = values.iter().find(|value| value["value"] == "TV").expect("Tuvalu is listed");
    assert_eq!((&chosen["count"], &chosen["selected"]), (&Value::from(0), &Value::from(true)));
    assert!(values.len() > 30, "the other countries are offered still");
}

#[test]
fn countries_are_alternatives() {
    for (a, b) in [("AE", "CN"), ("KZ", "RU"), ("IR", "TV")] {
        let both = total(&[("country", a), ("country", b)]);
        let overlap = total(&[("country", a), ("q", &format!("country:{b}"))]);
        assert_eq!(both, total(&[("country", a)]) + total(&[("country", b)]) - overlap, "{a} {b}");
        assert_eq!(both, total(&[("q", &format!("country:{a} OR country:{b}"))]), "{a} {b}");
    }
}

#[test]
fn different_properties_must_all_hold() {
    let answer =
        sample().search(&[("country", "AE"), ("topic", "postal-service"), ("lang", "ru"), ("limit", "100")]);
    assert!(!ids(&answer).is_empty());
    for hit in answer["hits"].as_array().expect("hits") {
        let has = |list: &str, field: &str, value: &str| {
            hit[list].as_array().is_some_and(|items| items.iter().any(|item| item[field] == value))
        };
        assert!(has("countries", "code", "AE") && has("topics", "id", "postal-service"), "{hit}");
        assert_eq!(hit["language"], "ru");
    }
}

#[test]
fn a_period_filters_with_both_ends_included() {
    let everything = sample().search(&[("limit", "100")]);
    let dates: Vec<&str> = everything["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .map(|hit| hit["published"].as_str().expect("the samples are dated"))
        .collect();
    for (from, to, first, last) in [
        ("2026-01", "2026-01", "2026-01-01", "2026-01-31"),
        ("2026-01-28", "2026-01-28", "2026-01-28", "2026-01-28"),
        ("2024", "2025", "2024-01-01", "2025-12-31"),
        ("2024-02", "2024-02-29", "2024-02-01", "2024-02-29"),
        ("", "2023", "0000", "2023-12-31"),
        ("2026", "", "2026-01-01", "9999"),
    ] {
        let expected = dates.iter().filter(|date| **date >= first && **date <= last).count();
        assert_eq!(total(&[("from", from), ("to", to)]), expected as u64, "{from}..{to}");
    }
    assert!(total(&[("from", "2026-01"), ("to", "2026-01")]) >= 1);
}

#[test]
fn only_the_wanted_facets_come() {
    let answer = sample().search(&[("facets", "country,date")]);
    let names: Vec<&String> = answer["facets"].as_object().expect("facets").keys().collect();
    assert_eq!(names, ["country", "date"]);
}

/// Words of the sample corpus and others, in queries of one to seven words, some with operators: the pages have as many
/// documents as the total says, each once, and so has every value of a facet.
#[test]
fn totals_pages_and_facets_agree_on_random_queries() {
    const WORDS: [&str; 24] = [
        "министр",
        "посол",
        "встреча",
        "визит",
        "Китай",
        "ОАЭ",
        "торговля",
        "в",
        "о",
        "с",
        "связь",
        "почта",
        "цифровое",
        "развитие",
        "безопасность",
        "кашалот",
        "-Китай",
        "встреч*",
        "\"цифровое развитие\"",
        "lang:ru",
        "сотрудничество",
        "министерство",
        "делегация",
        "2025",
    ];
    let seed = std::env::var("VESTNIK_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    println!("VESTNIK_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for _ in 0..200 {
        let words: Vec<&str> = (0..random.usize(1..8)).map(|_| WORDS[random.usize(..WORDS.len())]).collect();
        let query = words.join(if random.u8(..) < 32 { " | " } else { " " });
        let params = [("q", query.as_str()), ("limit", "20"), ("facets", "country,lang")];
        let answer = sample().search(&params);
        let mut seen = ids(&answer);
        let mut cursor = answer["next_cursor"].clone();
        while let Some(after) = cursor.as_str() {
            let next = sample().search(&replaced(&params, &[], &[("cursor", after)]));
            seen.extend(ids(&next));
            cursor = next["next_cursor"].clone();
        }
        let found = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((seen.len(), found, &answer["total"]), (found, found, &found.into()), "{query}");
        for name in ["country", "lang"] {
            for item in answer["facets"][name].as_array().expect(name).iter().take(2) {
                let value = item["value"].as_str().expect("a value");
                let chosen = total(&replaced(&params, &["facets", "limit"], &[(name, value)]));
                assert_eq!(item["count"], chosen, "{query}, {name}={value}");
            }
        }
    }
}
