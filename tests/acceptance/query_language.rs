//! The query language, through the API.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::json;

use crate::support::{Server, Site, Value, api, ids, sample, warnings};

/// Five documents for the table below, with the site that must outlive the test.
struct Shelf {
    server: Server,
    _site: Site,
}

impl Shelf {
    fn new() -> Self {
        let document = |id: &str, date: &str, title: &str, text: &str| json!({"id": id, "url": format!("https://{id}.example/n"), "date": date, "title": title, "text": text, "language": "ru"});
        let site = Site::with_documents(&[
            document(
                "tractor",
                "2025-09-30",
                "О визите министра",
                "Министр посетил завод тракторов в Гомеле.",
            ),
            document("plant", "2025-10-01", "О заводе", "Завод посетил министр. Визит прошёл успешно."),
            document(
                "cyber",
                "2026-01-31",
                "Заседание комиссии",
                "Комиссия рассмотрела киберфизические системы.",
            ),
            document("book", "2026-02-01", "Праздник книги", "Дубай принял праздник. Ёлка украшена."),
            document("fair", "2026-03-05", "Ярмарка", "Ярмарка в Дубае открыта."),
        ]);
        Self { server: Server::start(&site), _site: site }
    }

    #[track_caller]
    fn check(&self, query: &str, expected: &[&str]) {
        let answer = self.server.search(&[("q", query), ("match", "all"), ("limit", "100")]);
        let found: BTreeSet<String> =
            ids(&answer).iter().map(|id| id.trim_end_matches(".example-n").to_owned()).collect();
        assert_eq!(
            found,
            expected.iter().map(|id| (*id).to_owned()).collect(),
            "{query}: {}",
            answer["query"]
        );
        assert_eq!(warnings(&answer), [""; 0], "{query}");
    }
}

#[test]
fn words_and_operators() {
    let shelf = Shelf::new();
    let all = ["tractor", "plant", "cyber", "book", "fair"];
    for (query, expected) in [
        ("", &all[..]),
        ("министр завод", &["tractor", "plant"]),
        ("министр AND завод", &["tractor", "plant"]),
        ("министр И завод", &["tractor", "plant"]),
        ("МИНИСТРАМИ заводы", &["tractor", "plant"]),
        // Phrases require order and distance; proximity only the distance.
        ("\"министр посетил завод\"", &["tractor"]),
        ("«министра посетили заводы»", &["tractor"]),
        ("\"завод посетил министр\"", &["plant"]),
        ("\"министр завод\"", &[]),
        ("\"министр завод\"~3", &["tractor", "plant"]),
        // Exclusion.
        ("посетил -успешно", &["tractor"]),
        ("посетил NOT успешно", &["tractor"]),
        ("посетил НЕ успешно", &["tractor"]),
        ("-Дубай", &["tractor", "plant", "cyber"]),
        ("-(Дубай OR министр)", &["cyber"]),
        ("посетил -успешно -трактор", &[]),
        // An operator for alternatives binds less than words side by side.
        ("комиссия OR ярмарка", &["cyber", "fair"]),
        ("комиссия ИЛИ ярмарка", &["cyber", "fair"]),
        ("комиссия | ярмарка", &["cyber", "fair"]),
        ("комиссия|ярмарка", &["cyber", "fair"]),
        ("комиссия OR ярмарка Дубай", &["cyber", "fair"]),
        ("(комиссия OR ярмарка) Дубай", &["fair"]),
        ("((комиссия) OR (ярмарка OR (книга)))", &["cyber", "fair", "book"]),
        // Forms.
        ("Дубай", &["book", "fair"]),
        ("=Дубай", &["book"]),
        ("=дубае", &["fair"]),
        ("=\"в Дубае\"", &["fair"]),
        ("=\"в Дубай\"", &[]),
        ("кибер*", &["cyber"]),
        ("киберфиз*", &["cyber"]),
        ("ёлка", &["book"]),
        ("елка", &["book"]),
        ("прошел", &["plant"]),
        ("е\u{308}лка", &["book"]),
        // Fields.
        ("title:визит", &["tractor"]),
        ("заголовок:визит", &["tractor"]),
        ("body:визит", &["plant"]),
        ("title:\"визит министра\"", &["tractor"]),
        ("-title:визит министр", &["plant"]),
        ("страна:ОАЭ", &["book", "fair"]),
        ("country:AE", &["book", "fair"]),
        ("страна:\"Объединенные Арабские Эмираты\" ярмарка", &["fair"]),
        ("-страна:ОАЭ", &["tractor", "plant", "cyber"]),
        ("source:fair.example", &["fair"]),
        ("источник:fair.example", &["fair"]),
        ("lang:ru", &all),
        ("дата:2025-10..2026-01", &["plant", "cyber"]),
        ("date:2025", &["tractor", "plant"]),
        ("дата:2026-02", &["book"]),
        ("дата:2026-03-05", &["fair"]),
        ("дата:2026..", &["cyber", "book", "fair"]),
        ("дата:..2025-09", &["tractor"]),
        ("дата:2025 OR страна:ОАЭ", &["tractor", "plant", "book", "fair"]),
    ] {
        shelf.check(query, expected);
    }
}

/// A field before parentheses applies to their content, or is reported as ignored.
#[test]
fn a_field_before_a_group_is_no_secret() {
    let answer = sample().search(&[("q", "title:(посол OR министр)"), ("match", "all")]);
    let apart = sample().total(&[("q", "title:посол OR title:министр")]);
    let ignored = warnings(&answer) == ["dangling_operator"] && answer["warnings"][0]["at"] == 0;
    assert!(ignored || answer["total"] == apart, "{} {}", answer["query"], answer["warnings"]);
}

#[test]
fn a_topic_in_the_query_is_the_topic_filter() {
    for (query, id) in [
        ("тема:здравоохранение", "health"),
        ("topic:health", "health"),
        ("topic:cyber-security", "cyber-security"),
    ] {
        let expected = sample().total(&[("topic", id)]);
        assert!(expected > 0);
        assert_eq!(sample().total(&[("q", query)]), expected, "{query}");
    }
}

#[test]
fn slips_are_warnings_with_a_place_and_errors_when_strict() {
    for (query, code, at) in [
        ("визит (посол", "unclosed_parenthesis", Some(6)),
        ("визит) посол", "unopened_parenthesis", Some(5)),
        ("\"встреча министра", "unclosed_quote", Some(0)),
        ("визит AND", "dangling_operator", Some(6)),
        ("визит ИЛИ", "dangling_operator", Some(6)),
        ("OR визит", "dangling_operator", Some(0)),
        ("визит title:", "dangling_operator", Some(6)),
        ("а* визит", "short_prefix", Some(0)),
        ("визит страна:Атлантида", "invalid_value", Some(6)),
        ("визит дата:2024-13-45", "invalid_value", Some(6)),
        ("визит дата:2026..2025", "invalid_value", Some(6)),
        ("визит lang:fr", "invalid_value", Some(6)),
        // Places count characters and not bytes or UTF-16 units.
        ("😀 (визит", "unclosed_parenthesis", Some(2)),
        ("…", "no_words", None),
        ("*", "no_words", None),
    ] {
        let answer = sample().search(&[("q", query)]);
        assert_eq!(warnings(&answer), [code], "{query}");
        assert_eq!(answer["warnings"][0]["at"], Value::from(at), "{query}");
        assert!(answer["warnings"][0]["message"].as_str().is_some_and(|message| !message.is_empty()));
        assert!(answer["total"].as_u64().is_some_and(|total| total > 0), "{query} has results all the same");

        let reply = sample().get(&api(&[("q", query), ("strict", "true")])).expect_status(400);
        assert_eq!(reply.problem(), (code.to_owned(), "q".to_owned()), "{query}");
        sample().get(&api(&[("q", query), ("strict", "false")])).expect_status(200);
    }
    sample().get(&api(&[("q", "(визит OR посол) -слова"), ("strict", "true")])).expect_status(200);
}

#[test]
fn warnings_speak_the_readers_language() {
    for (accepted, word) in
        [("en-GB,en;q=0.9", "parenthesis"), ("ru", "Скобка"), ("be", "Дужка"), ("fr", "Скобка")]
    {
        let reply = sample().get_with(&api(&[("q", "(визит")]), &[("accept-language", accepted)]);
        let message = reply.json()["warnings"][0]["message"].to_string();
        assert!(message.contains(word), "{accepted}: {message}");
    }
}

/// `event=..` was the period of all days.
#[test]
fn a_period_without_an_end_is_none() {
    for period in ["..", " .. "] {
        let reply = sample().get(&api(&[("event", period)])).expect_status(400);
        assert_eq!(reply.problem(), ("invalid_period".to_owned(), "event".to_owned()));
        let answer = sample().search(&[("q", &format!("визит event:\"{period}\""))]);
        assert_eq!(warnings(&answer), ["invalid_value"]);
    }
}

#[test]
fn a_relaxed_search_says_so() {
    let query = "кибербезопасность тигры";
    assert!(sample().total(&[("q", "кибербезопасность")]) > 0);
    assert_eq!(sample().total(&[("q", query)]), 0);
    let relaxed = sample().search(&[("q", query), ("limit", "100")]);
    assert_eq!(warnings(&relaxed), ["absent_words", "relaxed"]);
    let any = sample().search(&[("q", query), ("match", "any"), ("limit", "100")]);
    assert_eq!((&relaxed["total"], ids(&relaxed)), (&any["total"], ids(&any)));
    assert_eq!(relaxed["query"]["interpretation"], any["query"]["interpretation"]);
    assert!(warnings(&any).is_empty());
    // It is not a fault that `strict` refuses.
    sample().get(&api(&[("q", query), ("strict", "true")])).expect_status(200);
    // Conditions are kept.
    let filtered = sample().search(&[("q", &format!("{query} -lang:ru")), ("limit", "100")]);
    let languages = crate::support::texts(&filtered["hits"], "language");
    assert!(languages.iter().all(|language| language != "ru"), "{languages:?}");
}

/// Words of three languages, rare and frequent ones, with operators.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    vec![
        "визит",
        "торговля",
        "ОАЭ",
        "министр",
        "=министр",
        "супрацоўніцтва",
        "health",
        "кибер*",
        "title:встреча",
        "страна:CN",
        "topic:trade",
        "дата:2025",
        "слонопотам",
    ]
});

#[test]
fn and_or_and_not_add_up() {
    add_up(&WORDS);
}

#[test]
fn and_or_and_not_add_up_for_phrases() {
    add_up(&[
        "визит",
        "\"свободной торговле\"",
        "=\"министр связи\"",
        "title:\"о встрече\"",
        "\"министр визит\"~20",
    ]);
}

#[test]
fn a_phrase_is_excluded() {
    let shelf = Shelf::new();
    for (query, expected) in [
        ("министр -\"завод посетил\"", &["tractor"][..]),
        ("министр -\"посетил завод\"", &["plant"]),
        ("министр -title:\"визит министра\"", &["plant"]),
        ("посетил -=\"министр посетил\" -\"и заводы\"", &["plant"]),
        ("-\"в Дубае\"", &["tractor", "plant", "cyber", "book"]),
        ("министр -(\"завод посетил\" OR \"в Дубае\")", &["tractor"]),
    ] {
        shelf.check(query, expected);
    }
}

fn add_up(words: &[&str]) {
    let total = |query: &str| sample().total(&[("q", query)]);
    let everything = total("");
    for (at, a) in words.iter().enumerate() {
        assert_eq!(total(a) + total(&format!("-{a}")), everything, "{a}");
        for b in &words[at + 1..] {
            let both = total(&format!("{a} {b}"));
            assert_eq!(total(a) + total(b) - both, total(&format!("{a} OR {b}")), "{a} {b}");
            assert_eq!(total(a), both + total(&format!("{a} -{b}")), "{a} {b}");
            assert_eq!(total(&format!("-({a} OR {b})")), total(&format!("-{a} -{b}")), "{a} {b}");
        }
    }
}

#[test]
fn narrower_queries_find_less() {
    let total = |query: &str| sample().total(&[("q", query)]);
    for (a, b) in
        [("министр", "связи"), ("свободной", "торговле"), ("Арабских", "Эмиратов"), ("foreign", "affairs")]
    {
        let phrase = total(&format!("\"{a} {b}\""));
        let near = total(&format!("\"{a} {b}\"~10"));
        assert!(phrase <= near && near <= total(&format!("{a} {b}")), "{a} {b}");
        assert!(total(&format!("={a}")) <= total(a), "{a}");
        assert_eq!(total(&format!("title:{a} OR body:{a}")), total(a), "{a}");
        assert!(total(&format!("={a}")) <= total(&format!("{a}*")), "{a}");
    }
}

#[test]
fn an_interpretation_means_the_same() {
    for query in [
        "визит (посол",
        "а б ИЛИ \"в г\"",
        "-(визит | посол) министр",
        "страна:ОАЭ =Дубай тор*",
        "OR",
        "and or",
    ] {
        let first = sample().search(&[("q", query), ("match", "all")]);
        let interpretation = first["query"]["interpretation"].as_str().expect("an interpretation");
        let again = sample().search(&[("q", interpretation), ("match", "all")]);
        assert_eq!(first["total"], again["total"], "{query} → {interpretation}");
        assert_eq!(again["query"]["interpretation"], interpretation, "{query}");
    }
}

#[test]
fn spellings_of_one_word_find_the_same() {
    for spellings in [
        &["посол", "ПОСОЛ", "Посол", "посол ", "\u{3000}посол"][..],
        &["Объединённые", "Объединенные", "ОБЪЕДИНЁННЫЕ", "Объедине\u{308}нные"],
        &["войска", "вои\u{306}ска"],
        &["кибербезопасность", "кибер\u{ad}безопасность"],
    ] {
        let totals: Vec<u64> = spellings.iter().map(|query| sample().total(&[("q", query)])).collect();
        assert!(totals[0] > 0 || spellings[0] == "войска", "{spellings:?}: {totals:?}");
        assert!(totals.iter().all(|total| *total == totals[0]), "{spellings:?}: {totals:?}");
    }
}

#[test]
fn latin_letters_that_look_cyrillic_are_read_as_cyrillic() {
    let expected = sample().total(&[("q", "Россия")]);
    assert!(expected > 0);
    for query in ["Pоссия", "Poccия", "Россиeй"] {
        assert_eq!(sample().total(&[("q", query)]), expected, "{query}");
    }
}

#[test]
fn long_words_are_found() {
    let words = ["Рентгеноэлектрокардиографического", "Lopadotemachoselachogaleokranioleipsan"];
    let longest = "оченьдлинное".repeat(10);
    let text = format!("{} и {longest}.", words.join(" и "));
    let site = Site::with_documents(&[json!({"id": "long", "title": "О длинных словах", "text": text})]);
    let server = Server::start(&site);
    for word in words.into_iter().chain([longest.as_str()]) {
        assert_eq!(server.total(&[("q", word)]), 1, "{word}");
        assert_eq!(server.total(&[("q", &format!("={word}"))]), 1, "={word}");
    }
}
