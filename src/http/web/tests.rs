//! The pages as a whole: what they look like, and that nothing from a document or a request becomes markup.

use insta::assert_snapshot;

use super::samples::{self, marked};
use super::{
    DocumentPage, ErrorPage, Reason, SearchPage, document_page, error_page, search_page, style::style_path,
};
use crate::answers::{Answer, Resolved, Suggestion, SuggestionKind};
use crate::engine::{SearchResults, Version};
use crate::model::{Language, Organisation, Person, TopicMentions};
use crate::query::{MatchMode, Query, SearchParams, SearchRequest, Warning, WarningKind};

fn search(
    query: &str,
    reader: Language,
    change: impl FnOnce(&mut SearchRequest, &mut SearchResults),
) -> String {
    let params = samples::params(query);
    let mut request = samples::request(&params);
    let mut results = samples::results(&request);
    change(&mut request, &mut results);
    page_of(&Answer { params, request, results, resolved: Vec::new(), suggestions: Vec::new() }, reader)
}

fn page_of(answer: &Answer, reader: Language) -> String {
    let vocabulary = samples::vocabulary();
    search_page(&SearchPage { answer, vocabulary: &vocabulary, reader, took_ms: 3.4 }).expect("a page")
}

fn nothing_found(_: &mut SearchRequest, results: &mut SearchResults) {
    results.total = 0;
    results.hits.clear();
    results.facets.clear();
    results.dates = None;
}

fn document(search: Option<&SearchParams>, reader: Language) -> String {
    let document = samples::document();
    document_page(&DocumentPage {
        document: &document,
        title: &marked(&document.communique.title, &["Послом", "ОАЭ"]),
        text: &marked(&document.communique.text, &["Послом", "Объединенные Арабские"]),
        search,
        reason: None,
        versions: &[],
        vocabulary: &samples::vocabulary(),
        reader,
        base: "https://vestnik.example",
    })
    .expect("a page")
}

/// The page without the hash of the style sheet.
fn steady(page: &str) -> String {
    page.replace(style_path(), "/assets/style.css")
}

fn check(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is missing in\n{page}");
    }
}

fn check_absent(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(!page.contains(part), "{part} is in\n{page}");
    }
}

#[test]
fn a_search_in_russian() {
    let query = "q=посол+ОАЭ&country=AE&from=2025-12&to=2026-01";
    let page = search(query, Language::Russian, |_, results| {
        results.warnings.push(Warning::at(6, WarningKind::UnclosedQuote));
    });
    assert_snapshot!(steady(&page));
}

#[test]
fn a_document_in_russian() {
    let page = document(Some(&samples::params("q=посол+ОАЭ&offset=10")), Language::Russian);
    assert_snapshot!(steady(&page));
}

#[test]
fn the_start_page() {
    let page = search("", Language::Undetermined, |_, results| results.total = 1_234);
    check(&page, &["<html lang=\"ru\">", "<h1>Новые сообщения</h1>", "1\u{202f}234 документа", "Как искать"]);
    check_absent(&page, &["sort=relevance", "подходящие", "Сбросить"]);
}

#[test]
fn other_languages() {
    let page = search("q=пасол", Language::Belarusian, |_, results| results.total = 22);
    check(&page, &["<html lang=\"be\">", "Знойдзена 22 дакументы", "28 студзеня 2026 г.", "Кібербяспека"]);
    let page = search("q=visit", Language::English, |_, results| results.total = 1);
    check(&page, &["<html lang=\"en\">", "1 document found", "28 January 2026", "United Arab Emirates"]);
    check(&document(None, Language::English), &["as found in the text", "3 mentions", "How to cite"]);
}

#[test]
fn nothing_found_gives_advice() {
    let page = search("q=посол+оаэ&country=AE&match=all", Language::Russian, nothing_found);
    check(&page, &["<h1>Ничего не найдено</h1>", "Сбросить фильтры"]);
    let page = search("", Language::Russian, nothing_found);
    check(&page, &["В индексе пока нет ни одного документа."]);
}

#[test]
fn searches_that_find_something_are_links() {
    let params = samples::params("q=посол+оаэ&country=AE&match=all&offset=20");
    let mut request = samples::request(&params);
    let mut results = samples::results(&request);
    nothing_found(&mut request, &mut results);
    let suggestion = |kind, query, count| Suggestion { kind, params: samples::params(query), count };
    let country = SuggestionKind::Without { parameter: "country", values: vec!["AE".to_owned()] };
    let suggestions = vec![
        suggestion(SuggestionKind::AnyWord, "q=а&country=AE&match=any", 2),
        suggestion(country, "q=а&match=all", 1_234),
        suggestion(SuggestionKind::Name("Анна <b>".to_owned()), "q=а&person=Анна+<b>", 1),
    ];
    let page =
        page_of(&Answer { params, request, results, resolved: Vec::new(), suggestions }, Language::Russian);
    check(
        &page,
        &[
            "&#38;match=any\"><bdi>Искать любое из слов</bdi></a> (2 документа)",
            "><bdi>Без условия: ОАЭ</bdi></a> (1\u{202f}234 документа)",
            "><bdi>Похожее имя или название: Анна &#60;b&#62;</bdi></a> (1 документ)",
        ],
    );
}

#[test]
fn how_a_name_was_understood_is_shown() {
    let params = samples::params("person=Кирилл+Залесский");
    let request = samples::request(&params);
    let results = samples::results(&request);
    let resolved = vec![Resolved {
        parameter: "person",
        typed: "<Залесского>".to_owned(),
        values: vec!["Кирилл Залесский".to_owned(), "Анна Залесская".to_owned()],
        more: true,
    }];
    let page =
        page_of(&Answer { params, request, results, resolved, suggestions: Vec::new() }, Language::Russian);
    check(
        &page,
        &["<q><bdi>&#60;Залесского&#62;</bdi></q> → <bdi>Кирилл Залесский, Анна Залесская, …</bdi>"],
    );
}

#[test]
fn the_way_through_the_pages() {
    let many = |_: &mut SearchRequest, results: &mut SearchResults| results.total = 5_000;
    let page = search("q=а&limit=3&offset=3", Language::Russian, many);
    check(
        &page,
        &["rel=\"prev\" href=\"/?q=%D0%B0&#38;limit=3\"", "rel=\"next\"", "offset=6", "4–6 из 5\u{202f}000"],
    );
    let page = search("q=а&limit=3&offset=997", Language::Russian, many);
    check(&page, &["rel=\"prev\"", "Дальше листать нельзя"]);
    check_absent(&page, &["rel=\"next\""]);
    let page = search("q=а&offset=500", Language::Russian, |_, results| results.hits.clear());
    check(&page, &["Найдено 3 документа", "В начало"]);
}

#[test]
fn a_query_understood_otherwise_is_shown() {
    let page = search("q=«Посол» ", Language::Russian, |_, results| {
        results.query = samples::words("посол оаэ")
    });
    check(&page, &["Запрос понят так:", "<code><bdi>посол оаэ</bdi></code>"]);
    let page = search("q=посол,+ОАЭ!", Language::Russian, |_, results| {
        results.query = samples::words("посол ОАЭ");
    });
    check_absent(&page, &["Запрос понят так"]);
}

#[test]
fn other_names_that_were_searched_are_shown() {
    let page = search("q=ОАЭ", Language::Russian, |_, results| {
        let names = ["Эмираты", "UAE", "ААЭ", "Эміраты"];
        let others = names.map(samples::words).to_vec();
        results.query = Query::Expanded { typed: Box::new(samples::words("ОАЭ")), others };
    });
    check(
        &page,
        &[
            "Искали также: <bdi>Эмираты, UAE, ААЭ …</bdi>",
            "<dt dir=\"auto\">ОАЭ</dt><dd dir=\"auto\">Эмираты, UAE, ААЭ, Эміраты</dd>",
            "поставьте =",
        ],
    );
    check_absent(&page, &["Запрос понят так"]);
    check_absent(&search("q=ОАЭ", Language::Russian, |_, _| {}), &["Искали также"]);
}

#[test]
fn the_form_keeps_the_filters() {
    let page = search("q=а&country=AE&from=2026&match=any&offset=10", Language::Russian, |request, _| {
        request.matching = MatchMode::Any;
    });
    check(
        &page,
        &[
            "<input type=\"hidden\" name=\"country\" value=\"AE\">",
            "<input type=\"hidden\" name=\"from\" value=\"2026\">",
            "<input type=\"hidden\" name=\"match\" value=\"any\">",
        ],
    );
    check_absent(&page, &["<input type=\"hidden\" name=\"offset\""]);
}

#[test]
fn errors_keep_the_form() {
    let error = |status, params: Option<&SearchParams>, reader| {
        error_page(&ErrorPage { status, message: "Нет такого <дня>.", params, reader }).expect("a page")
    };
    let params = samples::params("q=посол&country=ZZ&from=вчера&topic=trade");
    let page = error(400, Some(&params), Language::Russian);
    check(
        &page,
        &["Запрос не принят", "value=\"посол\"", "name=\"topic\"", "Сбросить фильтры", "&#60;дня&#62;"],
    );
    check(&page, &["name=\"from\" value=\"вчера\""]);
    check_absent(&page, &["ZZ", "type=\"hidden\" name=\"from\"", "<дня>"]);
    check(&error(404, None, Language::Belarusian), &["Старонка не знойдзена"]);
    check(&error(500, None, Language::English), &["Something went wrong"]);
    check(&error(503, None, Language::English), &["temporarily unavailable"]);
}

#[test]
fn nothing_becomes_markup() {
    const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", EVIL)
        .append_pair("topic", EVIL)
        .append_pair("source", EVIL)
        .append_pair("sort", "oldest")
        .finish();
    let page = search(&query, Language::Russian, |_, results| {
        for facet in &mut results.facets {
            facet.values[0].value = EVIL.to_owned();
        }
        let hit = &mut results.hits[0];
        hit.title = marked(EVIL, &["script"]);
        hit.snippet = marked(EVIL, &["alert"]);
        hit.source = EVIL.to_owned();
        hit.topics = vec![EVIL.to_owned()];
        hit.url = Some("javascript:alert(1)".to_owned());
        results.warnings.push(Warning::whole(WarningKind::DanglingOperator(EVIL.to_owned())));
    });
    let mut evil = samples::document();
    evil.communique.title = EVIL.to_owned();
    evil.communique.text = format!("{EVIL}\n\n{EVIL}");
    evil.communique.background.clear();
    evil.communique.source = EVIL.to_owned();
    evil.communique.url = Some(format!("https://a.example/{EVIL}"));
    let (mentions, in_title) = (std::iter::once(0..EVIL.len()).collect::<Vec<_>>(), 1);
    evil.annotations.topics =
        vec![TopicMentions { topic: EVIL.to_owned(), mentions: mentions.clone(), in_title }];
    evil.annotations.people = vec![Person {
        name: EVIL.to_owned(),
        office: Some(EVIL.to_owned()),
        mentions: mentions.clone(),
        in_title,
    }];
    evil.annotations.organisations = vec![Organisation { name: EVIL.to_owned(), mentions, in_title }];
    let version =
        Version { id: evil.communique.id.clone(), language: Language::English, title: EVIL.to_owned() };
    let document = document_page(&DocumentPage {
        document: &evil,
        title: &marked(EVIL, &["script"]),
        text: &marked(&evil.communique.text, &["<", "'", "&"]),
        search: Some(&samples::params(&query)),
        reason: Reason::parse(&format!("person:{EVIL}")).as_ref(),
        versions: &[version],
        vocabulary: &samples::vocabulary(),
        reader: Language::Russian,
        base: "",
    })
    .expect("a page");
    let error = error_page(&ErrorPage {
        status: 400,
        message: EVIL,
        params: Some(&samples::params(&query)),
        reader: Language::Russian,
    })
    .expect("a page");
    for page in [page, document, error] {
        check_absent(&page, &["<script", "<img", "href=\"javascript", " style=", "onerror=alert(1)>"]);
        check(&page, &["&#60;script&#62;"]);
    }
}
