//! A facet is one row: this program is Vestnik with two more of them, registered in one place, [`ROWS`], and nothing
//! else changed. Run by itself it is the test: it starts itself as the program, indexes three communiqués, and finds
//! the new facets in `check`, in the API, in the query language, in the command line's search and on the pages.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use serde_json::{Value, json};
use vestnik::model::{Accepts, Document, DocumentValue, FacetSpec, Places, register_facet};

/// If set, this program runs as Vestnik.
const PROGRAM: &str = "VESTNIK_TEST_RUNS_THE_PROGRAM";

/// If set, the rows give values that differ from those in the index.
const LYING: &str = "VESTNIK_TEST_LIES";

/// The facets that are added: one whose values are listed, one whose values are typed and completed.
const ROWS: [FacetSpec; 2] = [
    FacetSpec {
        code: "precision",
        fields: ["точность", "дакладнасць"],
        label: ["Точность даты", "Дакладнасць даты", "Precision"],
        labels: ["Точность даты", "Дакладнасць даты", "Precision"],
        values: precisions,
        shown: |code, _, reader| {
            let name = NAMES.iter().find(|(known, _)| *known == code);
            name.map_or(code, |(_, names)| reader.choose(*names))
        },
        parse: |code| NAMES.iter().find(|(known, _)| *known == code).map(|(code, _)| (*code).to_owned()),
        find: |text, _| {
            let meant = |(code, names): &&(&str, [&str; 3])| *code == text || names.contains(&text);
            NAMES.iter().find(meant).map(|(code, _)| (*code).to_owned())
        },
        accepts: Accepts::OneOf(|| NAMES.map(|(code, _)| code).to_vec()),
        single: true,
        ..FacetSpec::CLOSED
    },
    FacetSpec {
        code: "office",
        fields: ["должность", "пасада"],
        label: ["Должность", "Пасада", "Office"],
        labels: ["Должности", "Пасады", "Offices"],
        values: offices,
        ..FacetSpec::OPEN
    },
];

/// The codes of precisions and their names: Russian, Belarusian, English.
const NAMES: [(&str, [&str; 3]); 3] = [
    ("day", ["день", "дзень", "day"]),
    ("month", ["месяц", "месяц", "month"]),
    ("year", ["год", "год", "year"]),
];

fn precisions(document: &Document) -> Vec<DocumentValue<'_>> {
    // Not for the golden documents of the index's fingerprint.
    if env::var_os(LYING).is_some() && document.communique.id.as_str() == "a" {
        return vec![DocumentValue::stated("century")];
    }
    let published = document.annotations.published.iter();
    published.map(|published| DocumentValue::stated(published.precision.code())).collect()
}

fn offices(document: &Document) -> Vec<DocumentValue<'_>> {
    let people = document.annotations.people.iter();
    let office = people.filter_map(|person| {
        let places = Places::Ranges(person.mentions.as_slice().into());
        Some(DocumentValue { places, ..DocumentValue::stated(person.office.as_deref()?.to_lowercase()) })
    });
    office.collect()
}

fn main() -> ExitCode {
    for row in ROWS {
        register_facet(row).expect("nothing has used the table yet");
    }
    if env::var_os(PROGRAM).is_some() {
        return vestnik::cli::main();
    }
    test();
    println!("two more rows are two more facets");
    ExitCode::SUCCESS
}

/// This program as Vestnik, over a corpus and an index in a folder.
fn vestnik(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    for name in ["VESTNIK_INDEX", "VESTNIK_CORPUS", "VESTNIK_CONFIG", "VESTNIK_LISTEN", "VESTNIK_LOG", LYING]
    {
        command.env_remove(name);
    }
    command.env(PROGRAM, "1").current_dir(folder).args(args).stdin(Stdio::null());
    command
}

/// What a command prints, standard output and standard error; fails unless it ends with `code`.
#[track_caller]
fn run(command: &mut Command, code: i32) -> String {
    let output = command.output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{command:?}\n{text}");
    text.into_owned()
}

/// The program, serving; ended when the test is.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut command = vestnik(folder, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned))
            .expect("it says where it listens");
        Self { child, address }
    }

    /// Status and body.
    fn get(&self, path: &str, params: &[(&str, &str)]) -> (u16, String) {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().new_agent();
        let request = agent.get(format!("http://{}{path}", self.address)).header("accept-language", "ru");
        let mut response = request.query_pairs(params.iter().copied()).call().expect("an answer");
        (response.status().as_u16(), response.body_mut().read_to_string().expect("a body"))
    }

    #[track_caller]
    fn json(&self, path: &str, params: &[(&str, &str)]) -> Value {
        let (status, body) = self.get(path, params);
        assert_eq!(status, 200, "{params:?} {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    #[track_caller]
    fn search(&self, params: &[(&str, &str)]) -> Value {
        self.json("/api/v1/search", params)
    }

    #[track_caller]
    fn page(&self, path: &str, params: &[(&str, &str)], parts: &[&str]) {
        let (status, body) = self.get(path, params);
        assert_eq!(status, 200, "{params:?} {body}");
        for part in parts {
            assert!(body.contains(part), "{part} is not in\n{body}");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Values of a facet and their numbers of documents.
fn counted(answer: &Value, facet: &str) -> Vec<(String, u64)> {
    let values = answer["facets"][facet].as_array().unwrap_or_else(|| panic!("{facet} in {answer}"));
    let told = |value: &Value| Some((value["value"].as_str()?.to_owned(), value["count"].as_u64()?));
    values.iter().map(|value| told(value).expect("a value and a count")).collect()
}

fn test() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::create_dir(folder.join("corpus")).expect("a folder for the corpus");
    let text = |office: &str, name: &str| format!("{office} {name} принял участие в переговорах в Минске.");
    let documents = [
        json!({"id": "a", "title": "О переговорах", "date": "2026-01-28", "text": text("Министр связи", "Кирилл Залесский")}),
        json!({"id": "b", "title": "Ещё о переговорах", "date": "2026-01-30", "text": text("Министр связи", "Кирилл Залесский")}),
        json!({"id": "c", "title": "О других переговорах", "date": "2025-11", "text": text("Министр здравоохранения", "Пётр Шапкин")}),
    ];
    let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
    fs::write(folder.join("corpus/documents.jsonl"), lines).expect("a corpus");
    run(&mut vestnik(folder, &["reindex"]), 0);

    // The check of an index.
    assert!(run(&mut vestnik(folder, &["check"]), 0).contains("is sound: 3 documents"));
    let told = run(vestnik(folder, &["check"]).env(LYING, "1"), 1);
    for problem in [
        "precision: century is counted 0 times and stands in 1 documents",
        "precision: day is counted 2 times and stands in 1 documents",
    ] {
        assert!(told.contains(problem), "{told}");
    }

    // A program without the rows refuses an index with these columns.
    let mut without = Command::new(env!("CARGO_BIN_EXE_vestnik"));
    without.current_dir(folder).env_remove("VESTNIK_INDEX").args(["search", "переговоры"]);
    assert!(run(&mut without, 1).contains("vestnik reindex"));

    // The command line.
    let answer = run(&mut vestnik(folder, &["search", "--json", "-p", "precision=month"]), 0);
    let answer: Value = serde_json::from_str(answer.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&answer["total"], &answer["query"]["precision"]), (&json!(1), &json!(["month"])));

    let server = Server::start(folder);
    // The API: facets, their names, filters, what the query is said to be.
    let all = server.search(&[]);
    assert_eq!(counted(&all, "precision"), [("day".to_owned(), 2), ("month".to_owned(), 1)]);
    assert_eq!(all["facets"]["precision"][0]["name"], "день");
    assert_eq!(
        counted(&all, "office"),
        [("министр связи".to_owned(), 2), ("министр здравоохранения".to_owned(), 1)]
    );
    let one = server.search(&[("precision", "month"), ("facets", "precision,date")]);
    assert_eq!((&one["total"], &one["query"]["precision"]), (&json!(1), &json!(["month"])));
    // A facet leaves out its own filter.
    assert_eq!(counted(&one, "precision"), [("day".to_owned(), 2), ("month".to_owned(), 1)]);
    assert_eq!(one["facets"].as_object().expect("facets").len(), 2);
    let both = server.search(&[("office", "министр связи"), ("precision", "month")]);
    assert_eq!((&both["total"], counted(&both, "office").len()), (&json!(0), 2));
    let completed = server.json("/api/v1/facets/office", &[("q", "здрав")]);
    assert_eq!(
        completed["values"],
        json!([{"value": "министр здравоохранения", "name": "министр здравоохранения", "count": 1}])
    );

    // The API: what cannot be.
    let (status, problem) = server.get("/api/v1/search", &[("precision", "week")]);
    assert!(status == 400 && problem.contains("day, month, year"), "{problem}");
    let (status, problem) = server.get("/api/v1/search", &[("nothing", "week")]);
    assert!(status == 400 && problem.contains("precision, office"), "{problem}");

    // The query language, in three languages, by code, by name, by words of a name.
    for (query, total, interpretation) in [
        ("precision:month", 1, "precision:month"),
        ("точность:день", 2, "precision:day"),
        ("дакладнасць:дзень переговоры", 2, "precision:day переговоры"),
        ("-точность:день", 1, "-precision:day"),
        ("должность:связи", 2, "office:\"связи\""),
        ("office:\"министра здравоохранения\"", 1, "office:\"министра здравоохранения\""),
        ("пасада:оленевод", 0, "office:\"оленевод\""),
    ] {
        let answer = server.search(&[("q", query)]);
        assert_eq!(
            (&answer["total"], &answer["query"]["interpretation"]),
            (&json!(total), &json!(interpretation)),
            "{query}"
        );
        assert_eq!(answer["warnings"], json!([]), "{query}");
    }
    let slip = server.search(&[("q", "точность:неделя")]);
    assert_eq!(slip["warnings"][0]["code"], "invalid_value");
    assert!(slip["warnings"][0]["message"].as_str().is_some_and(|text| text.contains("day, month, year")));

    // The pages: values to choose from, the field for a name, the chosen ones with what removes them, the help.
    server.page(
        "/",
        &[("precision", "month"), ("office", "здравоохранения")],
        &[
            "Найден 1 документ",
            "<h3 id=\"facet-precision\">Точность даты</h3>",
            "<input id=\"add-office\" type=\"text\" name=\"office\"",
            "<span class=\"property\">Точность даты:</span> <bdi>месяц</bdi>",
            "<span class=\"property\">Должность:</span> <bdi>министр здравоохранения</bdi>",
            "<input type=\"hidden\" name=\"precision\" value=\"month\">",
            "точность:, должность:",
        ],
    );
    // A document: its values, and the places that they are told from.
    server.page(
        "/d/a",
        &[("why", "office:министр связи")],
        &[
            "<dt>Точность даты</dt>",
            "href=\"/?precision=day\"",
            "<dt>Должности</dt>",
            "aria-current=\"true\">1 упоминание</a>",
            "<mark>Кирилл Залесский</mark>",
        ],
    );
}
