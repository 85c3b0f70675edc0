//! Hostile texts for the annotators.

use vestnik::analysis::Analyzer;
use vestnik::annotate::{Annotator, DEFAULT_TOPICS, read_topics};
use vestnik::corpus::{Settings, Source};
use vestnik::model::{Communique, Publishers};

use crate::measure::{Table, sizes};

/// What is repeated in a text.
const PATTERNS: [&str; 52] = [
    "посол ",
    "Посол ",
    "ПОСОЛ ",
    "Иванов ",
    "Иван Иванович Иванов ",
    "Иванов, ",
    "И. И. ",
    "И.",
    "Министр Иванов ",
    "министр министр ",
    "заместитель ",
    "заместитель Министра иностранных дел ",
    "Министерство ",
    "Министерство иностранных дел Республики ",
    "ООО «",
    "«",
    "« ",
    "»",
    "\"",
    "«а» ",
    "Китай ",
    "китайско-",
    "китайский, ",
    "США, Китай и ",
    "Республика ",
    "Республики Республики ",
    "Соединённые Штаты ",
    "1 ",
    "1, 2, 3, ",
    "1, 2, 3 января ",
    "1-",
    "1 января ",
    "с 1 по 2 ",
    "январь, февраль ",
    "2026 ",
    "в 2026 году ",
    "вчера ",
    "на прошлой неделе ",
    "1.1.2026 ",
    "28.01.",
    "1 000 ",
    "а-б-в-",
    "а. ",
    "А. ",
    "а\n\n",
    "Справочно: а\n\n",
    "цифровая экономика ",
    "и ",
    "м'я",
    "Ў ",
    "Minister of Foreign Affairs ",
    "Президент Республики Беларусь Александр Лукашенко ",
];

fn communique(text: &str) -> Communique {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, format!("О встрече\n\n{text}")).expect("a file");
    let publishers = Publishers::default();
    let source = Source::new(&[path], &publishers, Settings::default());
    source.items().next().expect("an item").expect("a document")
}

fn check(of: &'static str, patterns: &[&str]) {
    let analyzer = Analyzer::new();
    let topics = read_topics(DEFAULT_TOPICS).expect("topics");
    let annotator = Annotator::new(&analyzer, &Publishers::default(), topics).expect("an annotator");
    // Everything that is made once is made before.
    annotator.annotate(communique("Посол Китая Иванов посетил Министерство 28 января 2026 г."));
    let mut table = Table::new(of);
    for pattern in patterns {
        table.measure(
            pattern.escape_debug().to_string().as_str(),
            sizes(4_000),
            |bytes| {
                let text = pattern.repeat(bytes / pattern.len() + 1);
                let bytes = text.len();
                (communique(&format!("а {text}")), bytes)
            },
            |communique| {
                let found = annotator.annotate(communique.clone()).annotations;
                format!("{} people, {} organisations", found.people.len(), found.organisations.len())
            },
        );
    }
    table.check();
}

#[test]
fn repeated_words() {
    check("annotators", &PATTERNS[..PATTERNS.len() / 2]);
}

#[test]
fn repeated_dates_and_paragraphs() {
    check("annotators", &PATTERNS[PATTERNS.len() / 2..]);
}
