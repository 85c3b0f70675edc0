//! The best answer comes first, in any form of the words: the judged queries and the tables of forms in
//! `tests/relevance`, and each rule of the ranking on documents made for it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::support::{Ran, Site, Value, document, ids, sample, warnings};

fn relevance(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance").join(name)
}

fn eval(args: &[&str]) -> Ran {
    let folder = relevance("");
    let folder = folder.to_str().expect("a path in UTF-8");
    Site::of_the_sample_corpus().run([&["eval", folder], args].concat())
}

/// What `vestnik eval` measures on the judged queries; the figures of this version are in README.md.
#[test]
fn judged_queries_are_answered_well() {
    let figures = eval(&["--json", "--baseline", "snowball"]).expect_code(0).json();
    let figure = |pointer: &str| figures.pointer(pointer).and_then(Value::as_f64).expect(pointer);
    assert!(figures["queries"].as_u64() >= Some(60), "{figures}");
    assert!(figure("/ndcg_at_10") > 0.86, "{figures}");
    assert!(figure("/mrr_at_10") > 0.94, "{figures}");
    assert!(figure("/baseline/difference/ndcg_at_10") > 0.12, "{figures}");
    let (low, high) = (figure("/intervals/ndcg_at_10/0"), figure("/intervals/ndcg_at_10/1"));
    assert!(low < figure("/ndcg_at_10") && figure("/ndcg_at_10") < high, "{figures}");
}

#[test]
fn every_part_of_the_search_can_be_left_out_and_weighed() {
    let full = eval(&["--json"]).expect_code(0).json();
    for part in ["synonyms", "lemmas", "nearness"] {
        let without = eval(&["--json", "--without", part]).expect_code(0).json();
        assert_ne!(full["ndcg_at_10"], without["ndcg_at_10"], "{part}");
    }
    let weighed = eval(&["--json", "--weight", "nearness=0"]).expect_code(0).json();
    let without = eval(&["--json", "--without", "nearness"]).expect_code(0).json();
    assert_eq!(weighed, without);
    for args in [["--without", "luck"], ["--weight", "luck=1"], ["--weight", "title=-1"]] {
        eval(&args).expect_code(2);
    }
}

#[test]
fn a_run_is_written_as_trec_reads_it() {
    let site = Site::of_the_sample_corpus();
    let folder = relevance("");
    let run = site.folder().join("run.txt");
    let paths = [folder.as_os_str(), "--run".as_ref(), run.as_os_str()];
    site.run(["eval".as_ref()].into_iter().chain(paths)).expect_code(0);
    let text = fs::read_to_string(run).expect("a run");
    let mut last = (String::new(), 0, f64::INFINITY);
    for line in text.lines() {
        let columns: Vec<&str> = line.split(' ').collect();
        let [query, "Q0", _, rank, score, "vestnik"] = columns.as_slice() else { panic!("{line}") };
        let (rank, score): (u32, f64) = (rank.parse().expect(line), score.parse().expect(line));
        if *query == last.0 {
            assert!(rank == last.1 + 1 && score <= last.2, "{line}");
        } else {
            assert_eq!(rank, 1, "{line}");
        }
        last = ((*query).to_owned(), rank, score);
    }
    assert!(text.lines().count() > 500);
}

#[test]
fn a_judged_set_that_is_not_right_is_refused_by_line() {
    let site = Site::new();
    let folder = site.folder().join("set");
    fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    let fails = |message: &str| {
        let ran = site.run(["eval".as_ref(), folder.as_os_str()]).expect_code(1);
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    };
    fails("qrels.tsv");
    write("qrels.tsv", "q1\td1\t1\nq2 d1 1\n");
    write("queries.jsonl", "{\"id\": \"q1\", \"text\": \"договор\"}\n");
    write("corpus.jsonl", "{\"id\": \"d1\", \"text\": \"Подписан договор.\"}\n");
    fails("qrels.tsv:2: expected query, document and grade");
    write("qrels.tsv", "q1\td1\tgood\n");
    fails("qrels.tsv:1: the grade \"good\"");
    write("qrels.tsv", "q1\td1\t1\n");
    write("queries.jsonl", "{\"id\": \"q1\"\n");
    fails("queries.jsonl:1:");
    write("queries.jsonl", "{\"id\": \"q1\", \"text\": \"договор\"}\n");
    write("corpus.jsonl", "{\"id\": \"d1\", \"text\": \"Подписан договор.\", \"date\": \"вчера\"}\n");
    fails("corpus.jsonl:1: the date \"вчера\"");
    write("corpus.jsonl", "{\"id\": \"d1\", \"text\": \"Подписан договор.\", \"date\": \"2026-01\"}\n");
    write("queries.jsonl", "{\"id\": \"q9\", \"text\": \"договор\"}\n");
    fails("no query has a document");
    write("queries.jsonl", "{\"id\": \"q1\", \"text\": \"договоры\"}\n");
    let figures = site.run(["eval".as_ref(), folder.as_os_str(), "--json".as_ref()]).expect_code(0).json();
    assert_eq!(figures["ndcg_at_10"], json!(1.0));
    site.run(["eval"]).expect_code(2);
}

/// The share of right pairs in a table, in percent.
fn words(name: &str, language: &str) -> (f64, f64) {
    let path = relevance(name);
    let args = ["eval", "--json", "--language", language, "--words", path.to_str().expect("a path in UTF-8")];
    let score = Site::new().run(args).expect_code(0).json();
    let share = |right: &str, all: &str| {
        let (right, all) = (score[right].as_f64().expect(right), score[all].as_f64().expect(all));
        if all > 0.0 { right * 100.0 / all } else { 100.0 }
    };
    (share("joined", "same"), share("separate", "apart"))
}

#[test]
fn every_form_finds_every_other() {
    for (name, language, least) in [
        ("countries.tsv", "ru", 99.5),
        ("nouns.tsv", "ru", 99.5),
        ("surnames.tsv", "ru", 98.0),
        ("adjectives.tsv", "ru", 97.0),
        ("belarusian_forms.tsv", "be", 98.0),
    ] {
        let (joined, _) = words(name, language);
        assert!(joined >= least, "{name}: {joined} %");
    }
}

#[test]
fn words_that_look_alike_stay_apart() {
    let (_, separate) = words("apart.tsv", "ru");
    assert!(separate >= 97.0, "{separate} %");
}

/// Documents with these bodies, the ids a, b, c … in their order, all of one day.
fn bodies(bodies: &[&str]) -> Site {
    let documents: Vec<Value> =
        ('a'..).zip(bodies).map(|(id, body)| document(&id.to_string(), body)).collect();
    Site::with_documents(&documents)
}

fn found(site: &Site, query: &str) -> (Vec<String>, Value) {
    let answer = site.run(["search", "--json", "--", query]).expect_code(0).json();
    (ids(&answer), answer)
}

fn order(site: &Site, query: &str) -> Vec<String> {
    found(site, query).0
}

#[test]
fn the_title_then_the_lead_then_the_body_then_the_background() {
    let opening = "Гости приехали рано утром, и хозяева показали им всё, что успели построить за долгое и трудное лето на \
                   этом берегу большой реки.";
    let rest = "Стороны говорили о погоде. Встреча была долгой и полезной для всех, кто на ней был, и никто не ушёл \
                домой раньше, чем кончился чай.";
    let text = |lead: &str, body: &str, background: &str| {
        format!("{opening} {lead}\n\n{rest} {rest} {body}\n\nСправочно.\n\n{background}")
    };
    let (ferry, guests) = ("Паром ходит.", "Гости довольны.");
    let site = Site::with_documents(&[
        json!({"id": "background", "title": "Встреча", "text": text(guests, guests, ferry)}),
        json!({"id": "body", "title": "Встреча", "text": text(guests, ferry, guests)}),
        json!({"id": "lead", "title": "Встреча", "text": text(ferry, guests, guests)}),
        json!({"id": "title", "title": "Паром", "text": text(guests, guests, guests)}),
        json!({"id": "other", "title": "Встреча", "text": text(guests, guests, guests)}),
    ]);
    assert_eq!(order(&site, "паромы"), ["title", "lead", "body", "background"]);
}

#[test]
fn words_near_one_another_in_the_order_of_the_query_come_first() {
    let padding = "Дальше говорили о многом другом и долго, и никто не мог вспомнить, с чего всё началось.";
    let site = bodies(&[
        &format!("Закупка была вчера. {padding} Автобусы стоят."),
        &format!("Автобусы: закупка была вчера. {padding} Они стоят."),
        &format!("Закупка автобусов была вчера. {padding} Они стоят."),
        padding,
    ]);
    assert_eq!(order(&site, "закупка автобусов"), ["c", "b", "a"]);
}

#[test]
fn the_newer_of_two_alike_comes_first_but_never_before_a_better_one() {
    let text = "Министр посетил завод. Завод делает станки.";
    let site = Site::with_documents(&[
        json!({"id": "old", "title": "Завод", "text": text, "date": "2020-01-10"}),
        json!({"id": "new", "title": "Завод", "text": text, "date": "2026-01-10"}),
        json!({"id": "undated", "title": "Завод", "text": text}),
        json!({"id": "worse", "title": "Поездка", "text": "Был и завод.\n\nА ещё был обед в столовой у реки, и прогулка по городу, и концерт.", "date": "2026-01-11"}),
        json!({"id": "twin-b", "title": "Завод", "text": text, "date": "2020-01-10"}),
    ]);
    assert_eq!(order(&site, "завод"), ["new", "old", "twin-b", "undated", "worse"]);
}

#[test]
fn a_long_query_needs_most_of_its_words_and_says_so() {
    let site = bodies(&[
        "Министр связи открыл новую станцию метро в Минске вместе с мэром города.",
        "Министр связи открыл почту.",
        "Погода была хорошая.",
        "Вчера и сегодня шёл дождь.",
    ]);
    let query = "министр связи торжественно открыл новую станцию метро в Минске";
    let (hits, answer) = found(&site, query);
    assert_eq!(hits, ["a", "b"]);
    assert_eq!(warnings(&answer), ["absent_words", "relaxed"]);
    // `match=all` requires all words.
    let answer = site.run(["search", "--json", "-p", "match=all", "--", query]).expect_code(0).json();
    assert_eq!(ids(&answer), [""; 0]);
    // A short query requires all its words.
    assert_eq!(order(&site, "министр открыл почту"), ["b"]);
    // A headline with a quotation is found although the quotation differs word for word.
    assert_eq!(order(&site, "«Открыли станцию новую», сообщил министр связи в Минске")[0], "a");
}

#[test]
fn a_relative_counts_where_the_word_itself_is_missing() {
    let site = bodies(&[
        "Правительство страны объявило о строительстве новых аэропортов.",
        "Правительство страны объявило об ограничении новых перелётов.",
        "Погода была хорошая.",
    ]);
    // Without the relative the first would be before the second, because their scores are equal.
    assert_eq!(order(&site, "правительство страны срочно ограничило новые рейсы")[0], "b");
    assert_eq!(order(&site, "правительство непонятно"), ["a", "b"]);
    assert_eq!(order(&site, "правительство ограничило"), ["b", "a"]);
    // It raises a document that matches anyway, and matches none by itself.
    assert_eq!(order(&site, "ограничило"), [""; 0]);
}

#[test]
fn a_number_tells_more_than_a_word_that_is_as_rare() {
    let site = bodies(&[
        "Министр обсудил с послом соглашение о новой торговле.",
        "Министр обсудил с послом соглашение о 28 договорах.",
        "Погода была хорошая.",
    ]);
    assert_eq!(order(&site, "министр обсудил с послом соглашение 28 новой")[0], "b");
}

/// An exclusion in a long query was ignored when its words were relaxed.
#[test]
fn conditions_hold_when_words_are_relaxed() {
    let site = bodies(&[
        "Министр связи открыл новую станцию метро в Минске.",
        "Министр связи открыл новую станцию метро в Бресте.",
    ]);
    let query = "министр связи торжественно открыл новую станцию метро -Брест";
    assert_eq!(order(&site, query), ["a"]);
    assert_eq!(order(&site, "министр связи торжественно открыл новую станцию метро lang:en"), [""; 0]);
}

#[test]
fn other_names_are_searched_and_named() {
    let site = bodies(&[
        "Посол Объединенных Арабских Эмиратов прибыл.",
        "Пасол ААЭ прыбыў у Мінск на сустрэчу.",
        "The Ambassador of the United Arab Emirates arrived in Minsk.",
        "Обсудили искусственный интеллект.",
        "Лидеры ЕАЭС встретились.",
    ]);
    assert_eq!(order(&site, "ОАЭ").len(), 3);
    assert_eq!(order(&site, "минском").len(), 2);
    assert_eq!(order(&site, "ИИ"), ["d"]);
    assert_eq!(order(&site, "Евразийского экономического союза"), ["e"]);
    let (hits, answer) = found(&site, "ШІ");
    assert_eq!(hits, ["d"]);
    let expansions = &answer["query"]["expansions"];
    assert_eq!(expansions[0]["typed"], "ШІ");
    let others = expansions[0]["others"].as_array().expect("others");
    assert!(others.contains(&json!("искусственный интеллект")), "{expansions}");
    assert!(answer["query"]["interpretation"].as_str().is_some_and(|text| text.contains('|')), "{answer}");
    for query in ["=ОАЭ", "\"ОАЭ\"", "=ИИ", "\"ИИ\""] {
        let (hits, answer) = found(&site, query);
        assert_eq!(hits, [""; 0], "{query}");
        assert_eq!(answer["query"]["expansions"], json!([]), "{query}");
    }
    // A name that is a word in lower case needs its capital letter.
    let (_, answer) = found(&site, "того");
    assert_eq!(answer["query"]["expansions"], json!([]));
}

/// A query that is a name of several words found nothing where its words would have found something.
#[test]
fn a_name_that_nothing_has_is_relaxed_to_its_words() {
    let site = bodies(&["Министерство открыло выставку.", "Погода была хорошая."]);
    let (hits, answer) = found(&site, "министерство антимонопольного регулирования и торговли");
    assert_eq!(hits, ["a"]);
    assert_eq!(warnings(&answer), ["absent_words", "relaxed"]);
}

#[test]
fn synonyms_can_be_replaced() {
    let site = bodies(&["Купили компьютер.", "Купили ЭВМ."]);
    let file = site.folder().join("synonyms.toml");
    let config = site.folder().join("vestnik.toml");
    fs::write(&config, format!("synonyms = {:?}\n", file.to_str()).replace("Some(", "").replace(')', ""))
        .expect("a configuration");
    fs::write(&file, "[[group]]\nru = [\"ЭВМ\", \"компьютер\"]\n").expect("synonyms");
    let search = |code| {
        let args = ["--config", config.to_str().expect("a path"), "search", "--json", "компьютеры"];
        site.run(args).expect_code(code)
    };
    assert_eq!(ids(&search(0).json()), ["a", "b"]);
    fs::write(&file, "[[group]]\nru = [\"ЭВМ\"]\n").expect("synonyms");
    assert!(search(1).stderr.contains("needs two"));
}

#[test]
fn compounds_numbers_and_initials() {
    let site = bodies(&[
        "Открыт белорусско-китайский парк.",
        "Вопросы кибербезопасности.",
        "Куплено 1 240 тракторов.",
        "Magnitude 7.2 and 1,240 tents.",
        "Подписал Ю.А. Шапкин.",
        "Приём в г.Дубай по протоколу № 123 о сетях 5G и COVID-19.",
    ]);
    for (query, expected) in [
        ("китайско-белорусского парка", "a"),
        ("парк китайский", "a"),
        ("кибер-безопасность", "b"),
        ("1240 тракторов", "c"),
        ("7,2", "d"),
        ("1240 tents", "d"),
        ("Шапкину Ю.А.", "e"),
        ("Ю. А. Шапкиной", "e"),
        ("Дубай протокол №123", "f"),
        ("5g covid19", "f"),
    ] {
        assert_eq!(order(&site, query), [expected], "{query}");
    }
}

#[test]
fn names_of_places_are_no_other_words() {
    let site = bodies(&["Переговоры с Грузией.", "Перевозка грузов.", "Визит в Данию.", "Приведены данные."]);
    assert_eq!(order(&site, "грузия"), ["a"]);
    assert_eq!(order(&site, "грузы"), ["b"]);
    assert_eq!(order(&site, "дания"), ["c"]);
    assert_eq!(order(&site, "данные"), ["d"]);
}

#[test]
fn belarusian_is_found_in_any_form() {
    for query in ["міністрам гандлю", "МІНІСТЭРСТВА АХОВЫ ЗДАРОЎЯ", "бяспецы"]
    {
        let answer = sample().search(&[("q", query), ("lang", "be"), ("match", "all")]);
        assert!(answer["total"].as_u64() > Some(0), "{query}: {answer}");
    }
}
