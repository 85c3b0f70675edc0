//! One request, one answer: page, API and command line find the same documents, resolve names alike, and give the same
//! warnings.

use std::collections::BTreeSet;

use dom_query::{Document, Selection};
use serde_json::json;

use crate::support::{Server, Site, Value, address, api, ids, sample, texts, warnings};

type Params<'a> = &'a [(&'a str, &'a str)];

/// The expected answer in every face.
enum Answered {
    /// Some documents are found, and the names are resolved so: parameter, typed, values.
    Found(&'static [(&'static str, &'static str, &'static [&'static str])]),
    /// Nothing is found; these warnings, and suggestions of these kinds.
    Nothing(&'static [&'static str], &'static [&'static str]),
    /// The request is refused with this code.
    Refused(&'static str),
}
use Answered::{Found, Nothing, Refused};

const REQUESTS: [(Params<'_>, Answered); 24] = [
    // Names in other case forms and in part.
    (&[("person", "Залесского")], Found(&[("person", "Залесского", &["Кирилл Залесский"])])),
    (&[("person", "Ковтунов")], Found(&[("person", "Ковтунов", &["Андрей Ковтунович"])])),
    (&[("person", "виктора лагодича")], Found(&[("person", "виктора лагодича", &["Виктор Лагодич"])])),
    (
        &[("person", "Лагодич"), ("q", "встреча")],
        Found(&[("person", "Лагодич", &["Виктор Лагодич", "Віктар Лагодзіч"])]),
    ),
    (&[("person", "Андрей Ковтунович")], Found(&[])),
    (
        &[("org", "министерством здравоохранения вьетнама")],
        Found(&[(
            "org",
            "министерством здравоохранения вьетнама",
            &["Министерство здравоохранения Вьетнама"],
        )]),
    ),
    (&[("org", "центр цифр"), ("person", "Нетакой")], Nothing(&["unknown_name"], &["without_condition"])),
    (
        &[("person", "Залесским"), ("person", "Нетакой"), ("lang", "ru")],
        Found(&[("person", "Залесским", &["Кирилл Залесский"])]),
    ),
    // Names that no document has.
    (&[("person", "Нетакой")], Nothing(&["unknown_name"], &[])),
    (&[("person", "Залеский")], Nothing(&["unknown_name"], &["name"])),
    (&[("person", "Змлесский")], Nothing(&["unknown_name"], &["name"])),
    (&[("org", "?!")], Nothing(&["unknown_name"], &[])),
    // Countries, topics, kinds, publishers, languages.
    (&[("country", "CN")], Found(&[])),
    (&[("country", "ae"), ("q", "встреча")], Found(&[])),
    (&[("country", "XX")], Refused("unknown_country")),
    (&[("topic", "trade"), ("lang", "ru")], Found(&[])),
    (&[("kind", "visit"), ("kind", "meeting"), ("sort", "oldest")], Found(&[])),
    (&[("source", "mpt.gov.by"), ("limit", "1")], Found(&[])),
    // Dates.
    (&[("from", "2025"), ("to", "2025-12")], Found(&[])),
    (&[("event", "2025-10-14..2025-10-17")], Found(&[])),
    (&[("from", "2025-02-30")], Refused("no_such_day")),
    // Words.
    (&[("q", "посол \"Объединенных Арабских\""), ("match", "all")], Found(&[])),
    (&[("q", "(министр сотрудничество"), ("limit", "5"), ("offset", "5")], Found(&[])),
    (&[("q", "мукамол пчеловод"), ("country", "CN"), ("match", "all")], Nothing(&[], &["without_condition"])),
];

/// What a reader of a page sees of an answer.
struct Page(Document);

impl Page {
    fn of(server: &Server, params: Params<'_>, status: u16) -> Self {
        let headers = [("accept-language", "en")];
        let reply = server.get_with(&address("/", params), &headers).expect_status(status);
        Self(Document::from(reply.body.as_str()))
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.0.select(selector).iter().map(|found| words(&found)).collect()
    }

    /// «12 documents found».
    fn total(&self) -> u64 {
        let heading = words(&self.0.select("main h1"));
        heading.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| {
            assert_eq!(heading, "Nothing found");
            0
        })
    }

    fn ids(&self) -> Vec<String> {
        let links = self.0.select("article h3 a");
        let id = |link: Selection<'_>| {
            let href = link.attr("href").expect("a link").to_string();
            href.trim_start_matches("/d/").split('?').next().unwrap_or_default().to_owned()
        };
        links.iter().map(id).collect()
    }

    /// The names of a facet's values, with their counts.
    fn values(&self, facet: &str) -> BTreeSet<String> {
        let sections = self.0.select("section.facet");
        let section = sections.iter().find(|section| section.select(&format!("#facet-{facet}")).exists());
        section.map_or_else(BTreeSet::new, |section| {
            let value = |value: Selection<'_>| {
                format!("{} {}", words(&value.select(".name")), words(&value.select(".count")))
            };
            section.select("a.value").iter().map(value).collect()
        })
    }
}

fn words(selection: &Selection<'_>) -> String {
    selection.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An answer of the API without the parts that differ from answer to answer.
fn steady(mut answer: Value) -> Value {
    answer["took_ms"] = Value::Null;
    answer
}

/// The names of the values of a facet in JSON, with their counts.
fn named(answer: &Value, facet: &str) -> BTreeSet<String> {
    let values = answer["facets"][facet].as_array().expect(facet);
    values
        .iter()
        .map(|value| format!("{} {}", value["name"].as_str().expect("a name"), value["count"]))
        .collect()
}

#[test]
fn page_api_and_command_line_give_one_answer() {
    let site = Site::of_the_sample_corpus();
    site.run(["reindex"]).expect_code(0);
    let server = Server::start(&site);
    let english = [("accept-language", "en")];
    for (params, expected) in REQUESTS {
        let pairs = params.iter().flat_map(|(name, value)| ["-p".to_owned(), format!("{name}={value}")]);
        let args: Vec<String> = ["search".to_owned(), "--json".to_owned()].into_iter().chain(pairs).collect();
        let ran = site.run(&args);
        let reply = server.get_with(&api(params), &english);
        if let Refused(code) = expected {
            let reply = reply.expect_status(400);
            assert_eq!(reply.problem().0, code, "{params:?}");
            let message = reply.json()["detail"].as_str().expect("a message").to_owned();
            let ran = ran.expect_code(2);
            assert!(ran.stderr.contains(&message), "{params:?}\n{}", ran.stderr);
            let page = Page::of(&server, params, 400);
            assert!(words(&page.0.select("main")).contains(&message), "{params:?}");
            continue;
        }
        let ran = ran.expect_code(0);
        let answer = reply.expect_status(200).json();
        assert_eq!(steady(ran.json()), steady(answer.clone()), "{params:?}");

        let page = Page::of(&server, params, 200);
        assert_eq!(page.total(), answer["total"], "{params:?}");
        assert_eq!(page.ids(), ids(&answer), "{params:?}");
        assert_eq!(page.texts(".notices li"), texts(&answer["warnings"], "message"), "{params:?}");
        for facet in ["country", "topic", "kind", "source", "lang"] {
            assert_eq!(page.values(facet), named(&answer, facet), "{params:?} {facet}");
        }
        for facet in ["person", "org"] {
            // The page lists 20 of them; the others are found by typing a name.
            let (shown, all) = (page.values(facet), named(&answer, facet));
            assert!(shown.is_subset(&all), "{params:?} {facet}\n{shown:?}\n{all:?}");
            assert!(shown.len() >= all.len().min(20), "{params:?} {facet}: {}", shown.len());
        }
        let understood: Vec<String> = answer["query"]["resolved"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|name| {
                let values: Vec<&str> =
                    name["values"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
                format!("{} → {}", name["typed"].as_str().expect("a text"), values.join(", "))
            })
            .collect();
        let shown = page.texts(".understood").into_iter().filter(|line| line.contains('→'));
        assert_eq!(shown.collect::<Vec<_>>(), understood, "{params:?}");
        let suggested = texts(&answer["suggestions"], "text");
        let advice = page.texts(".advice li a");
        assert!(suggested.iter().all(|text| advice.contains(text)), "{params:?}\n{advice:?}\n{suggested:?}");
        checked(params, &answer, &ran.stderr, &expected);
    }
}

fn checked(params: Params<'_>, answer: &Value, stderr: &str, expected: &Answered) {
    match expected {
        Found(names) => {
            assert!(answer["total"].as_u64() > Some(0), "{params:?} finds nothing");
            let resolved: Vec<Value> = names
                .iter()
                .map(|(parameter, typed, meant)| {
                    json!({"parameter": parameter, "typed": typed, "values": meant})
                })
                .collect();
            assert_eq!(answer["query"]["resolved"], json!(resolved), "{params:?}");
            for (parameter, typed, meant) in *names {
                let told = format!("{parameter}={typed}: {}", meant.join(", "));
                assert!(stderr.contains(&told), "{params:?}: {stderr}");
                let searched = answer["query"][parameter].as_array().expect("names");
                assert!(meant.iter().all(|name| searched.contains(&json!(name))), "{searched:?}");
            }
        }
        Nothing(codes, kinds) => {
            assert_eq!(answer["total"], 0, "{params:?}");
            assert_eq!(warnings(answer), *codes, "{params:?}");
            let suggested: BTreeSet<String> = texts(&answer["suggestions"], "kind").into_iter().collect();
            assert_eq!(suggested, kinds.iter().map(ToString::to_string).collect(), "{params:?}");
        }
        Refused(_) => unreachable!("checked by the caller"),
    }
}

/// `person=Залесского` found a document on the page and none in the API and on the command line.
#[test]
fn a_typed_name_is_understood_in_every_face() {
    for (params, meant) in [
        ([("person", "Залесского")], "Кирилл Залесский"),
        ([("person", "Шапкина")], "Шапкина"),
        ([("org", "почтовый союз")], "почтов"),
    ] {
        let answer = sample().search(&params);
        assert!(answer["total"].as_u64() > Some(0), "{params:?}: {}", answer["query"]);
        let resolved = &answer["query"]["resolved"];
        assert_eq!(resolved[0]["typed"], params[0].1, "{resolved}");
        assert!(resolved.to_string().to_lowercase().contains(&meant.to_lowercase()), "{resolved}");
    }
}

/// The facet of languages was named "ru" in JSON and «русский» on the page.
#[test]
fn languages_have_names_in_json() {
    let answer = sample().search(&[("facets", "lang")]);
    let names: BTreeSet<String> = texts(&answer["facets"]["lang"], "name").into_iter().collect();
    assert!(names.contains("русский") && names.contains("белорусский"), "{names:?}");
    let values = sample().get("/api/v1/facets/lang?q=бел".replace("бел", "%D0%B1%D0%B5%D0%BB").as_str());
    let values = values.expect_status(200).json();
    assert_eq!(values["values"][0]["value"], "be", "{values}");
}

/// Every suggestion can be used as it is, and finds as many documents as it says.
#[test]
fn suggestions_find_what_they_say() {
    let mut suggested = 0;
    for params in [
        &[("person", "Змлесский"), ("country", "AE")][..],
        &[
            ("q", "мукамол пчеловод"),
            ("country", "CN"),
            ("country", "EG"),
            ("match", "all"),
            ("offset", "10"),
        ],
        &[("q", "встреча"), ("person", "Нетакой"), ("from", "2020"), ("to", "2026")],
        &[("q", "посол мукамол"), ("match", "all"), ("limit", "3")],
    ] {
        let answer = sample().search(params);
        assert_eq!(answer["total"], 0, "{params:?}");
        for suggestion in answer["suggestions"].as_array().expect("a list") {
            let mut asked: Vec<(String, String)> = Vec::new();
            for (name, value) in suggestion["parameters"].as_object().expect("parameters") {
                let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                asked.extend(
                    values.iter().map(|value| (name.clone(), value.as_str().expect("a text").to_owned())),
                );
            }
            let asked: Vec<(&str, &str)> =
                asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let found = sample().search(&asked);
            assert_eq!(found["total"], suggestion["count"], "{params:?}: {suggestion}");
            assert!(found["hits"].as_array().is_some_and(|hits| !hits.is_empty()), "{suggestion}");
            suggested += 1;
        }
    }
    assert!(suggested >= 5, "{suggested} suggestions");
}

/// Three hundred typed names are answered; only the first twenty are compared with those of documents.
#[test]
fn many_typed_names() {
    let names: Vec<String> = (0..300).map(|n| format!("Нетакой{n}")).collect();
    let mut params: Vec<(&str, &str)> = names.iter().map(|name| ("person", name.as_str())).collect();
    let answer = sample().search(&params);
    assert_eq!((answer["total"].as_u64(), warnings(&answer).len()), (Some(0), 20));
    params[0] = ("person", "Залесского");
    let answer = sample().search(&params);
    assert!(answer["total"].as_u64() > Some(0), "{}", answer["query"]);
}
