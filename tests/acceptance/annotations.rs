//! What is inferred from texts: people, countries, dates, topics. Every value has its place in the text, is a filter,
//! and can be used in a query.

use serde_json::{Value, json};

use crate::support::{Site, api, document, ids, sample, texts};

/// The seed communiqué of the project.
const OWN: &str = "mpt.gov.by-node-11088";

fn annotated(text: &str) -> Value {
    let site = Site::new();
    let file = site.write_documents(
        "a.jsonl",
        &[json!({"id": "a", "title": "О встрече", "text": text, "language": "ru", "date": "2026-01-28"})],
    );
    site.run(["annotate", "--json", file.to_str().expect("text")]).expect_code(0).json()
}

/// The values of a list with the quoted places.
fn said(list: &Value, name: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    let mentions = |value: &Value| texts(&value["mentions"], "text").join(" | ");
    list.iter()
        .map(|value| format!("{}: {}", value[name].as_str().expect("a name"), mentions(value)))
        .collect()
}

#[test]
fn the_owners_communique() {
    let site = Site::of_the_sample_corpus();
    let file = site.corpus().join("mpt.gov.by-11088.md");
    let found = site.run(["annotate", "--json", file.to_str().expect("text")]).expect_code(0).json();
    assert_eq!(found["id"], OWN);
    assert_eq!(found["published"], json!({"date": "2026-01-28", "precision": "day", "from": "text"}));
    let countries = found["countries"].as_array().expect("countries");
    // Belarus is the host; the other names are five names of one country.
    assert_eq!(countries.len(), 1);
    let vias = texts(&countries[0]["mentions"], "via");
    for via in ["name", "abbreviation", "adjective", "place"] {
        assert!(vias.iter().any(|found| found == via), "{via}: {vias:?}");
    }
    assert_eq!(
        said(&found["people"], "name"),
        [
            "Кирилл Залесский: Кирилла Залесского | Кириллом Залеским",
            "Ибрагим Салим Мохамед Аль-Мушаррах: Ибрагимом Салимом Мохамедом Аль-Мушаррахом",
            "Ю.А. Шапкина: Шапкиной Ю.А.",
        ]
    );
    assert_eq!(found["people"][0]["office"], "Министр связи и информатизации");
    assert_eq!(found["kind"], "meeting");
    let events: Vec<String> = found["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| {
            format!("{}..{}", event["from"].as_str().expect("a day"), event["to"].as_str().expect("a day"))
        })
        .collect();
    assert!(events.contains(&"2025-10-14..2025-10-17".to_owned()), "{events:?}");
}

/// Offsets count characters of the document's text, in any alphabet.
#[test]
fn places_are_where_they_are_said_to_be() {
    let document = sample().get(&format!("/api/v1/documents/{OWN}")).expect_status(200).json();
    let text: Vec<char> = document["text"].as_str().expect("a text").chars().collect();
    let mut places = 0;
    for property in ["countries", "topics", "people", "organisations"] {
        for value in document[property].as_array().expect("a list") {
            for span in value["spans"].as_array().expect("spans") {
                let number =
                    |name: &str| usize::try_from(span[name].as_u64().expect("a number")).expect("small");
                let written: String = text[number("start")..number("end")].iter().collect();
                assert_eq!(span["text"], written, "{property}");
                places += 1;
            }
        }
    }
    assert!(places > 20, "{places}");
}

#[test]
fn relative_dates_count_from_the_publication() {
    let found = annotated(
        "Вчера министр встретился с послом. Визит намечен на 15 февраля. Ранее, 31 февраля, его не было.",
    );
    let events: Vec<(&str, &str)> = found["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| (event["text"].as_str().expect("text"), event["from"].as_str().expect("a day")))
        .collect();
    assert_eq!(events, [("Вчера", "2026-01-27"), ("15 февраля", "2026-02-15")]);
}

#[test]
fn people_and_organisations_can_be_asked_for_in_any_form() {
    let server = sample();
    for query in ["person:Залесский", "персона:Залесского", "person:\"Залесский Кирилл\"", "асоба:Залесскому"]
    {
        assert!(ids(&server.search(&[("q", query)])).contains(&OWN.to_owned()), "{query}");
    }
    assert_eq!(server.total(&[("q", "person:\"Кирилл Шапкина\"")]), 0, "two people are not one");
    for query in ["org:\"почтовый союз\" Залесский", "организация:ВПС Залесский"]
    {
        let answer = server.search(&[("q", query)]);
        assert!(answer["warnings"].as_array().is_some_and(Vec::is_empty), "{answer}");
    }
    let excluded = server.search(&[("q", "министр -person:Залесский"), ("limit", "100")]);
    assert!(!ids(&excluded).contains(&OWN.to_owned()));
}

#[test]
fn people_organisations_and_kinds_are_filters_with_honest_counts() {
    let server = sample();
    let answer = server.search(&[("facets", "person,org,kind"), ("limit", "1")]);
    let mut checked = 0;
    for facet in ["person", "org", "kind"] {
        for value in answer["facets"][facet].as_array().expect("a facet").iter().take(12) {
            let name = value["value"].as_str().expect("a value");
            assert_eq!(
                server.total(&[(facet, name)]),
                value["count"].as_u64().expect("a count"),
                "{facet}={name}"
            );
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
    let chosen = server.search(&[("person", "Кирилл Залесский"), ("facets", "person")]);
    assert_eq!(ids(&chosen), [OWN]);
    let values = chosen["facets"]["person"].as_array().expect("a facet");
    // The facet leaves its own filter out, so that others can be chosen beside.
    assert!(values.len() > 3 && values.iter().any(|value| value["selected"] == true), "{values:?}");
    let hit = &chosen["hits"][0];
    assert_eq!(hit["people"][0], "Кирилл Залесский");
    assert_eq!(hit["kind"], json!({"id": "meeting", "name": "Встреча"}));
    let (code, parameter) = server.get(&api(&[("kind", "party")])).expect_status(400).problem();
    assert_eq!((code.as_str(), parameter.as_str()), ("unknown_value", "kind"));
}

#[test]
fn what_happened_in_a_period() {
    let server = sample();
    let found = server.search(&[("event", "2025-10-14..2025-10-17"), ("limit", "100")]);
    assert!(ids(&found).contains(&OWN.to_owned()));
    assert_eq!(found["query"]["event"], json!({"from": "2025-10-14", "to": "2025-10-17"}));
    let same = server.search(&[("q", "событие:2025-10-14..2025-10-17"), ("limit", "100")]);
    assert_eq!(found["total"], same["total"]);
    // «в 2026–2028 годах» does not match a day in 2027.
    assert!(!ids(&server.search(&[("event", "2027-05-05"), ("limit", "100")])).contains(&OWN.to_owned()));
    assert!(ids(&server.search(&[("event", "2026..2028"), ("limit", "100")])).contains(&OWN.to_owned()));
    for (value, code) in
        [("вчера", "invalid_period"), ("2025-02-30", "no_such_day"), ("2026..2025", "invalid_period")]
    {
        let (found, parameter) = server.get(&api(&[("event", value)])).expect_status(400).problem();
        assert_eq!((found.as_str(), parameter.as_str()), (code, "event"), "{value}");
    }
}

#[test]
fn names_complete_themselves() {
    let server = sample();
    let values = |path: &str| texts(&server.get(path).expect_status(200).json()["values"], "value");
    assert_eq!(values("/api/v1/facets/person?q=%D0%B7%D0%B0%D0%BB%D0%B5%D1%81"), ["Кирилл Залесский"]);
    // «Залесского»
    let form = "/api/v1/facets/person?q=%D0%97%D0%B0%D0%BB%D0%B5%D1%81%D1%81%D0%BA%D0%BE%D0%B3%D0%BE";
    assert_eq!(values(form), ["Кирилл Залесский"]);
    assert_eq!(values("/api/v1/facets/country?q=%D0%BE%D0%B0%D1%8D"), ["AE"]);
    assert_eq!(values("/api/v1/facets/topic?limit=3").len(), 3);
    assert!(values("/api/v1/facets/person?q=%D1%8A%D1%8A").is_empty());
    server.get("/api/v1/facets/date").expect_status(404);
    server.get("/api/v1/facets/%2e%2e").expect_status(404);
    for wrong in ["limit=0", "limit=1000", "x=1", "q=a&q=b", "q=%ff"] {
        server.get(&format!("/api/v1/facets/person?{wrong}")).expect_status(400);
    }
}

#[test]
fn versions_in_other_languages_are_linked() {
    let server = sample();
    let document = server.get("/api/v1/documents/digital.gov.example-node-1201").expect_status(200).json();
    assert_eq!(texts(&document["versions"], "language"), ["be", "en"]);
    // Each language has another address: the versions are matched by numbers, countries and names.
    let document = server.get("/api/v1/documents/energy.gov.example-novosti-3188").expect_status(200).json();
    assert_eq!(
        texts(&document["versions"], "id"),
        ["energy.gov.example-be-naviny-3188", "energy.gov.example-en-news-3188"]
    );
    let document = server.get(&format!("/api/v1/documents/{OWN}")).expect_status(200).json();
    assert_eq!(document["versions"], json!([]));
}

#[test]
fn a_page_shows_why() {
    let server = sample();
    let page = server.get(&format!("/d/{OWN}?why=country:AE")).expect_status(200).body;
    assert!(page.contains("<mark>эмиратского</mark>") && page.contains("<mark>Дубай</mark>"), "{page}");
    let page = server.get(&format!("/d/{OWN}?why=person:%D0%9A%D0%B8%D1%80%D0%B8%D0%BB%D0%BB+%D0%97%D0%B0%D0%BB%D0%B5%D1%81%D1%81%D0%BA%D0%B8%D0%B9")).expect_status(200).body;
    assert!(page.contains("<mark>Кириллом Залеским</mark>"), "{page}");
    for nothing in ["why=country:CN", "why=nonsense", "why=%3Cscript%3E:%3Cscript%3E"] {
        let page = server.get(&format!("/d/{OWN}?{nothing}")).expect_status(200).body;
        assert!(!page.contains("<script"), "{nothing}");
    }
}

/// A reader who remembers half of a name types half of it.
#[test]
fn a_name_typed_in_part_is_completed_on_the_page() {
    let page = sample()
        .get("/?person=%D0%97%D0%B0%D0%BB%D0%B5%D1%81%D1%81%D0%BA%D0%BE%D0%B3%D0%BE")
        .expect_status(200)
        .body;
    assert!(page.contains("Кирилл Залесский") && page.contains(OWN), "{page}");
}

#[test]
fn annotate_reports_what_it_cannot_read() {
    let site = Site::new();
    let good = site.write_documents("a.jsonl", &[document("a", "Встреча в Пекине.")]);
    site.write("b.jsonl", "нет\n");
    let ran = site.run(["annotate", good.to_str().expect("text")]).expect_code(0);
    assert!(ran.stdout.contains("CN Китай") && ran.stdout.contains("Пекине"), "{}", ran.stdout);
    let ran = site.run(["annotate", "--json", site.corpus().to_str().expect("text")]).expect_code(3);
    assert_eq!((ran.stdout.lines().count(), ran.stderr.contains("b.jsonl")), (1, true), "{}", ran.stderr);
    site.run(["annotate"]).expect_code(2);
}

/// Every place of every value has a rule, and `--explain` changes nothing else in the output.
#[test]
fn explain_names_the_rule_behind_each_value() {
    let site = Site::of_the_sample_corpus();
    let file = site.corpus().join("mpt.gov.by-11088.md");
    let file = file.to_str().expect("text");
    let plain = site.run(["annotate", "--json", file]).expect_code(0).json();
    assert!(plain.get("explained").is_none());
    let mut explained = site.run(["annotate", "--json", "--explain", file]).expect_code(0).json();
    let rules = explained.as_object_mut().and_then(|document| document.remove("explained"));
    assert_eq!(explained, plain, "annotations are the same");
    let rules = rules.as_ref().and_then(Value::as_array).expect("a list of rules");

    let rules_of = |property: &str, value: &str, mention: &Value| -> Vec<&Value> {
        let same = |rule: &&Value| {
            rule["property"] == property
                && rule["value"] == value
                && rule["in"] == "text"
                && ["start", "end", "text"].iter().all(|part| rule[part] == mention[part])
        };
        rules.iter().filter(same).collect()
    };
    let mut places = 0;
    for (list, property, name) in [
        ("countries", "country", "code"),
        ("topics", "topic", "id"),
        ("people", "person", "name"),
        ("organisations", "organisation", "name"),
    ] {
        for value in plain[list].as_array().expect("a list") {
            let name = value[name].as_str().expect("a name");
            for mention in value["mentions"].as_array().expect("mentions") {
                let found = rules_of(property, name, mention);
                assert!(matches!(&found[..], [rule] if rule["rule"] != ""), "{property} {name}: {found:?}");
                places += 1;
            }
            let in_title = rules.iter().filter(|rule| {
                rule["property"] == property && rule["value"] == name && rule["in"] == "title"
            });
            assert_eq!(value["in_title"], in_title.count(), "{property} {name}");
        }
    }
    for event in plain["events"].as_array().expect("events") {
        let part = |name: &str| event[name].as_str().expect("a day");
        let days = format!("{}..{}", part("from"), part("to"));
        assert_eq!(rules_of("date", &days, event).len(), 1, "{days}");
        places += 1;
    }
    assert!(places > 30, "{places}");

    let told = |property: &str, text: &str| -> Vec<String> {
        let of = |rule: &&Value| rule["property"] == property && rule["text"] == text;
        let rule = |rule: &Value| {
            let by = rule["by"].as_str().map_or(String::new(), |by| format!(" [{by}]"));
            format!("{}{by}", rule["rule"].as_str().expect("a rule"))
        };
        rules.iter().filter(of).map(rule).collect()
    };
    let office = "заместитель Министра связи и информатизации";
    assert_eq!(
        told("person", "Шапкиной Ю.А."),
        [format!("a surname and initials [with the office {office}]")]
    );
    assert_eq!(told("country", "эмиратского"), ["an adjective of the country [эмиратский (ru)]"]);
    assert_eq!(
        told("topic", "искусственного интеллекта"),
        ["the topic's query [\"искусственный интеллект\"]"]
    );
    assert_eq!(told("organisation", "Минсвязи"), ["a name of the list [Минсвязи]"]);
    assert_eq!(told("date", "14 – 17 октября 2025 г."), ["range"]);
    let of_property = |property: &str| rules.iter().find(|rule| rule["property"] == property).cloned();
    assert_eq!(of_property("language").expect("a rule")["rule"], "detected in the text");
    assert_eq!(of_property("published").expect("a rule")["rule"], "first full date");
    assert_eq!(of_property("kind").expect("a rule")["rule"], "a query for titles");

    let lines = site.run(["annotate", "--explain", file]).expect_code(0).stdout;
    let line =
        "  organisation  ВПС: Всемирного почтового союза <- a name of the list [Всемирный почтовый союз]";
    assert!(lines.lines().any(|other| other == line), "{lines}");
}
