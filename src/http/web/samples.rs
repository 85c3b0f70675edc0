//! Invented searches and documents for the tests of the pages.

use crate::engine::{Bucket, Facet, FacetValue, Histogram, Hit, Interval, Marked, SearchResults};
use crate::model::{
    Annotations, Communique, Country, CountryMentions, DateOrigin, Document, DocumentId, EventDates,
    FacetName, Kind, Language, Mention, Names, Organisation, Origin, Period, Person, Precision, Published,
    Publisher, Publishers, Topic, TopicMentions, Via, Vocabulary,
};
use crate::query::{Pattern, Query, SearchParams, SearchRequest, TextField, Word};

const TEXT: &str = "28 января 2026 г. в Минсвязи состоялась встреча Министра связи и информатизации с \
    Чрезвычайным и Полномочным Послом Объединенных Арабских Эмиратов в Республике Беларусь.\n\n\
    В ходе встречи стороны обсудили перспективы двустороннего сотрудничества в области цифровизации, включая \
    вопросы развития технологий искусственного интеллекта и кибербезопасности.\n\n\
    Справочно.\n\n\
    14 – 17 октября 2025 г. состоялся визит белорусской делегации в Объединенные Арабские Эмираты (г. Дубай).\n\n\
    Стороны договорились продолжить диалог.";

/// A text with every occurrence of the words marked.
pub(super) fn marked(text: &str, words: &[&str]) -> Marked {
    let mut marks: Vec<_> = words
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, found)| at..at + found.len()))
        .collect();
    marks.sort_by_key(|mark| mark.start);
    Marked { text: text.to_owned(), marks }
}

pub(super) fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

pub(super) fn published(text: &str) -> Published {
    let (period, precision) = Period::parse(text).expect("a period");
    Published { date: period.first, precision, from: DateOrigin::Metadata }
}

pub(super) fn vocabulary() -> Vocabulary {
    let names =
        |ru: &str, be: &str, en: &str| Names { ru: ru.to_owned(), be: be.to_owned(), en: en.to_owned() };
    let topic = |id: &str, names| Topic { id: id.to_owned(), parent: None, names };
    let mut publishers = Publishers::default();
    publishers.insert(Publisher {
        host: "mpt.gov.by".to_owned(),
        names: names("Минсвязи Беларуси", "Мінсувязі Беларусі", "Ministry of Communications of Belarus"),
        country: Some(country("BY")),
        language: Some(Language::Russian),
        time_zone: None,
    });
    Vocabulary {
        topics: vec![
            topic(
                "digital-development",
                names("Цифровое развитие", "Лічбавае развіццё", "Digital development"),
            ),
            topic("cyber-security", names("Кибербезопасность", "Кібербяспека", "Cyber security")),
            topic("trade", names("Торговля", "Гандаль", "Trade")),
        ],
        publishers,
    }
}

/// A communiqué with a background part.
pub(super) fn document() -> Document {
    let place = |word: &str| TEXT.find(word).expect("a word");
    let mention = |word: &str| Mention { range: place(word)..place(word) + word.len(), via: Via::Name };
    let background = place("Справочно")..place("\n\nСтороны договорились");
    Document {
        communique: Communique {
            id: DocumentId::from_url("https://mpt.gov.by/node/11088").expect("an id"),
            url: Some("https://mpt.gov.by/node/11088".to_owned()),
            source: "mpt.gov.by".to_owned(),
            title: "О встрече Министра с Послом ОАЭ".to_owned(),
            text: TEXT.to_owned(),
            background: vec![background],
            published: Some(published("2026-01-28")),
            language: None,
            countries: Vec::new(),
            topics: Vec::new(),
            origin: Origin { path: "mpt.gov.by-11088.md".to_owned(), line: None },
        },
        annotations: Annotations {
            published: Some(Published { from: DateOrigin::Text, ..published("2026-01-28") }),
            countries: vec![CountryMentions {
                country: country("AE"),
                mentions: vec![mention("Объединенных Арабских"), mention("Дубай")],
                in_title: 1,
            }],
            topics: ["digital-development", "cyber-security"]
                .map(|topic| TopicMentions { topic: topic.to_owned(), mentions: Vec::new(), in_title: 1 })
                .to_vec(),
            people: vec![Person {
                name: "Кирилл Залесский".to_owned(),
                office: Some("Министр связи и информатизации".to_owned()),
                mentions: Vec::new(),
                in_title: 0,
            }],
            organisations: vec![Organisation {
                name: "Министерство связи и информатизации Республики Беларусь".to_owned(),
                mentions: Vec::new(),
                in_title: 0,
            }],
            kind: Kind::Meeting,
            events: vec![EventDates {
                from: "2025-10-14".parse().expect("a day"),
                to: "2025-10-17".parse().expect("a day"),
                range: place("14 – 17")..place(" состоялся визит"),
            }],
            ..Annotations::none(Language::Russian)
        },
    }
}

/// Parameters from `name=value&…`.
pub(super) fn params(query: &str) -> SearchParams {
    let pairs = form_urlencoded::parse(query.as_bytes());
    SearchParams::from_pairs(pairs, crate::query::Unknown::Refuse).expect("parameters")
}

/// The request of the parameters; the query requires all of its words.
pub(super) fn request(params: &SearchParams) -> SearchRequest {
    let request = SearchRequest::of(params);
    SearchRequest { query: words(&request.text), ..request }
}

/// All of the words.
pub(super) fn words(text: &str) -> Query {
    let word = |text: &str| Query::Word {
        field: TextField::Any,
        word: Word {
            text: text.to_owned(),
            pattern: Pattern::Terms(vec![text.to_lowercase()]),
            quoted: false,
        },
    };
    Query::and(text.split_whitespace().map(word).collect())
}

/// An answer with three hits.
pub(super) fn results(request: &SearchRequest) -> SearchResults {
    let first = document();
    let hit = |url: &str, title: &str, snippet: &str, date: Option<Published>, language: Language| Hit {
        id: DocumentId::from_url(url).expect("an id"),
        url: Some(url.to_owned()),
        title: marked(title, &["Послом", "ОАЭ", "Посол"]),
        snippet: marked(snippet, &["Послом", "ОАЭ", "пасол"]),
        published: date,
        language,
        source: "mpt.gov.by".to_owned(),
        countries: Vec::new(),
        topics: Vec::new(),
        people: Vec::new(),
        organisations: Vec::new(),
        kind: Kind::Other,
        score: 1.0,
    };
    let hits = vec![
        Hit {
            countries: vec![(country("AE"), 7), (country("CN"), 1)],
            topics: vec!["digital-development".to_owned(), "cyber-security".to_owned()],
            people: vec!["Кирилл Залесский".to_owned()],
            kind: Kind::Meeting,
            ..hit(
                "https://mpt.gov.by/node/11088",
                &first.communique.title,
                "28 января 2026 г. в Минсвязи состоялась встреча Министра связи и информатизации с Чрезвычайным и \
                 Полномочным Послом Объединенных Арабских Эмиратов в Республике Беларусь…",
                Some(published("2026-01-28")),
                Language::Russian,
            )
        },
        hit(
            "https://mpt.gov.by/be/node/42",
            "Сустрэча з паслом",
            "…новы пасол ААЭ наведаў Мінск…",
            Some(published("2025-12")),
            Language::Belarusian,
        ),
        Hit {
            source: String::new(),
            url: None,
            topics: vec!["trade".to_owned()],
            ..hit(
                "notes/1.txt",
                "Без даты и адреса",
                "Торговля услугами с ОАЭ.",
                None,
                Language::Undetermined,
            )
        },
    ];
    SearchResults {
        query: request.query.clone(),
        total: 3,
        hits,
        further: None,
        facets: facets(request),
        dates: Some(histogram()),
        warnings: request.warnings.clone(),
        generation: "gen-000001".to_owned(),
        next: None,
    }
}

fn facets(request: &SearchRequest) -> Vec<Facet> {
    let facet = |name, values: &[(&str, u64)]| Facet {
        name,
        values: values
            .iter()
            .map(|&(value, count)| FacetValue {
                value: value.to_owned(),
                count,
                selected: request.filters.chosen[name].iter().any(|chosen| chosen == value),
            })
            .collect(),
    };
    let many = [
        ("AE", 1_234),
        ("CN", 87),
        ("RU", 64),
        ("KZ", 40),
        ("UZ", 31),
        ("VN", 22),
        ("IN", 18),
        ("TR", 17),
        ("EG", 9),
        ("RS", 6),
        ("IR", 5),
        ("AZ", 4),
        ("CU", 2),
        ("ZW", 1),
    ];
    vec![
        facet(FacetName::COUNTRY, &many),
        facet(FacetName::TOPIC, &[("digital-development", 2), ("cyber-security", 1), ("trade", 1)]),
        facet(FacetName::SOURCE, &[("mpt.gov.by", 2), ("other.example", 1)]),
        facet(FacetName::LANGUAGE, &[("ru", 1), ("be", 1), ("und", 1)]),
    ]
}

fn histogram() -> Histogram {
    let buckets = [("2025-10", 3), ("2025-11", 0), ("2025-12", 12), ("2026-01", 5), ("2026-02", 1)];
    let bucket = |&(text, count): &(&str, u64)| {
        let (period, precision) = Period::parse(text).expect("a month");
        assert_eq!(precision, Precision::Month);
        Bucket { from: period.first, to: period.last, count }
    };
    Histogram { interval: Interval::Month, buckets: buckets.iter().map(bucket).collect(), undated: 1 }
}
