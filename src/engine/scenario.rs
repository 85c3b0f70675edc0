//! The life of an index, run on every engine: build, search, update, roll back, pack, unpack. The answers of each
//! engine are recorded, and all must be equal; the order by relevance is an engine's own and is compared as a set.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::{
    Engine, EngineError, IndexWriter, Location, Publishing, inspect, list, restore, rollback, snapshot,
};
use crate::analysis::Analyzer;
use crate::model::{
    Annotations, Communique, Country, CountryMentions, DateOrigin, Document, DocumentId, EventDates,
    FacetName, Kind, Language, Organisation, Person, Precision, Published, TopicMentions, Vocabulary,
};
use crate::query::{Parser, SearchParams, SearchRequest, Unknown};

static ANALYZER: LazyLock<Arc<Analyzer>> = LazyLock::new(Arc::default);

const TITLES: [&str; 6] = [
    "О встрече с послом ОАЭ",
    "О визите делегации в Дубай",
    "О развитии почтовой связи",
    "Пра сустрэчу з паслом",
    "A meeting on postal services",
    "О кибербезопасности и связи",
];

const TEXTS: [&str; 6] = [
    "Министр встретился с послом. Стороны обсудили почтовую связь и 12 проектов.",
    "Делегация посетила выставку. Обсуждена кибербезопасность.\n\nСправочно. Посол работает с 2020 года.",
    "Почтовая связь развивается. Связь почтовая нужна всем.",
    "Міністр сустрэўся з паслом. Бакі абмеркавалі паштовую сувязь.",
    "The minister met the ambassador. Postal services were discussed.",
    "Стороны обсудили связь и безопасность.",
];

/// Document `number`, one of several editions of it.
fn document(number: usize, edition: usize) -> Document {
    let date = |day: i8| crate::model::Date::constant(2025, 1 + i8::try_from(number).expect("few"), day);
    let text = format!("{}{}", TEXTS[number], " Издание второе.".repeat(edition));
    let language = match number {
        3 => Language::Belarusian,
        4 => Language::English,
        _ => Language::Russian,
    };
    let communique = Communique {
        id: DocumentId::from_path(&format!("d-{number}")).expect("an id"),
        source: if number == 5 { String::new() } else { format!("{}.example", ["a", "b"][number % 2]) },
        // The language must come back from the index as it was inferred.
        language: Some(language),
        ..Communique::of(TITLES[number], &text)
    };
    let country = |code: &str| CountryMentions {
        country: Country::parse(code).expect("a country"),
        mentions: Vec::new(),
        in_title: 1,
    };
    let annotations = Annotations {
        published: (number != 2).then(|| Published {
            date: date(10),
            precision: Precision::Day,
            from: DateOrigin::Text,
        }),
        countries: if number < 2 { vec![country("AE"), country("DE")] } else { Vec::new() },
        topics: vec![TopicMentions {
            topic: ["post", "cyber"][number % 2].to_owned(),
            mentions: Vec::new(),
            in_title: 1,
        }],
        events: vec![EventDates { from: date(3), to: date(4), range: 0..4 }],
        people: vec![Person {
            name: ["Кирилл Залесский", "Анна Ковальчук"][number / 3].to_owned(),
            office: None,
            mentions: Vec::new(),
            in_title: 0,
        }],
        organisations: (number == 0)
            .then(|| Organisation {
                name: "Всемирный почтовый союз".to_owned(),
                mentions: Vec::new(),
                in_title: 0,
            })
            .into_iter()
            .collect(),
        kind: if number == 1 { Kind::Visit } else { Kind::Meeting },
        ..Annotations::none(language)
    };
    Document { communique, annotations }
}

fn add(writer: &IndexWriter, document: &Document) -> Result<(), EngineError> {
    let tokens = |text: &str| ANALYZER.document(text, document.annotations.language);
    writer.add(document, &tokens(&document.communique.title), tokens(&document.communique.text))
}

fn request(pairs: &[(&str, &str)]) -> SearchRequest {
    let params = SearchParams::from_pairs(pairs.iter().copied(), Unknown::Refuse).expect("parameters");
    SearchRequest::from_params(&params, &Parser::new(&ANALYZER, &Vocabulary::default())).expect("a request")
}

/// The searches on every generation.
const SEARCHES: [&[(&str, &str)]; 23] = [
    &[],
    &[("q", "связь")],
    &[("q", "посол")],
    &[("q", "=послом")],
    &[("q", "title:посол")],
    &[("q", "body:посол")],
    &[("q", "кибер*")],
    &[("q", "\"почтовая связь\"")],
    &[("q", "\"связь почтовая\"~2")],
    &[("q", "связь -почтовая")],
    &[("q", "визит | minister")],
    &[("q", "country:AE")],
    &[("q", "person:Залесский посол")],
    &[("q", "org:\"почтовый союз\"")],
    &[("q", "event:2025-02")],
    &[("q", "посол безопасность выставка")],
    &[("q", "посол связь")],
    &[("q", "посол связь"), ("match", "any")],
    &[("country", "AE"), ("topic", "post")],
    &[("lang", "be"), ("lang", "en"), ("kind", "meeting")],
    &[("from", "2025-02"), ("to", "2025-04")],
    &[("event", "2025-01..2025-02"), ("source", "a.example")],
    &[("q", "связь"), ("person", "Кирилл Залесский"), ("sort", "oldest")],
];

/// The answers of an opened generation, line by line.
fn answers(engine: &Engine, said: &mut Vec<String>) -> Result<(), EngineError> {
    let status = engine.status();
    said.push(format!("{} {} {:?}", engine.generation(), status.documents, status.newest));
    for pairs in SEARCHES {
        let results = engine.search(&request(pairs))?;
        // Engines score differently: the order by relevance is their own.
        let mut hits: Vec<String> = results.hits.iter().map(|hit| hit.id.to_string()).collect();
        if request(pairs).sort == crate::query::Sort::Relevance {
            let further = results.further.iter().flat_map(|further| &further.hits);
            hits.extend(further.map(|hit| hit.id.to_string()));
            hits.sort_unstable();
            let mut ranked: Vec<String> =
                engine.ranking(&request(pairs))?.into_iter().map(|(id, _)| id.to_string()).collect();
            ranked.sort_unstable();
            assert_eq!(ranked, hits, "{pairs:?}");
        }
        let further = results.further.as_ref().map_or(0, |further| further.total);
        said.push(format!("{pairs:?}: {} + {further} {hits:?} {}", results.total, results.query));
        let mut shown: Vec<String> = results
            .hits
            .iter()
            .map(|hit| format!("{} {:?} {:?} {:?}", hit.id, hit.title, hit.snippet, hit.countries))
            .collect();
        shown.sort_unstable();
        said.extend(shown);
        said.push(format!("{:?} {:?}", results.warnings, results.dates));
        said.extend(results.facets.iter().map(|facet| format!("{facet:?}")));
    }
    let mut after = None;
    loop {
        let page = SearchRequest {
            after,
            page: crate::query::Page::new(0, 2).expect("a page"),
            ..request(&[("sort", "newest"), ("facets", "")])
        };
        let results = engine.search(&page)?;
        said.push(format!(
            "{:?} {:?}",
            results.next,
            results.hits.iter().map(|hit| &hit.id).collect::<Vec<_>>()
        ));
        after = results.next;
        if after.is_none() {
            break;
        }
    }
    for facet in FacetName::all() {
        said.push(format!("{facet:?} {:?}", engine.values(facet, 3, &|value| value != "be")?));
    }
    let (there, gone) = (document(0, 0).communique.id, DocumentId::from_path("gone").expect("an id"));
    said.push(format!("{:?}", engine.document(&there)?));
    said.push(format!("{:?}", engine.document(&gone)?));
    said.push(format!("{:?}", engine.has_value(FacetName::COUNTRY, "AE")?));
    said.push(format!("{:?}", engine.has_value(FacetName::COUNTRY, "FR")?));
    said.push(format!("{:?}", engine.versions(&document(0, 0))?));
    said.push(format!("{:?}", engine.marked(&document(0, 0), &request(&[("q", "посол")]).query)));
    Ok(())
}

/// The scenario. Returns all answers of the engine.
fn play(index: &Location, folder: &Path) -> Result<Vec<String>, EngineError> {
    let mut said = Vec::new();
    let analyzer = || Arc::clone(&ANALYZER);
    let keep = |keep| Publishing { keep, ..Publishing::default() };
    let open = || Engine::open(index, analyzer());
    let refused =
        |error: EngineError| format!("refused: {}", error.to_string().split(" in ").next().unwrap_or(""));

    // Before there is anything.
    assert_eq!((Engine::live_generation(index)?, Engine::live_identity(index)?), (None, None));
    said.push(refused(open().err().expect("nothing is live")));
    let nothing = inspect(index, analyzer());
    assert_eq!((nothing.generation, nothing.documents, nothing.problems.len()), (None, 0, 1));
    said.push(refused(rollback(index, None, analyzer()).expect_err("nothing is there")));

    // A fresh generation; a second writer has to wait; one that is dropped leaves nothing.
    let writer = IndexWriter::fresh(index, analyzer(), "rules".to_owned())?;
    said.push(refused(IndexWriter::fresh(index, analyzer(), String::new()).err().expect("locked")));
    add(&writer, &document(0, 0))?;
    drop(writer);
    assert_eq!(list(index)?, []);
    let writer = IndexWriter::fresh(index, analyzer(), "rules".to_owned())?;
    assert_eq!(writer.base(), None);
    writer.require_room(1)?;
    use std::io::Write;
    writer.report("rejected.jsonl")?.write_all(b"{}\n")?;
    for number in 0..6 {
        add(&writer, &document(number, 0))?;
    }
    said.push(writer.publish(&keep(3))?);
    let first = open()?;
    answers(&first, &mut said)?;
    assert_eq!(first.identity().map(str::to_owned), Engine::live_identity(index)?);

    // An update: one document unchanged, one changed, one taken out.
    let writer = IndexWriter::update(index, analyzer(), "rules".to_owned())?;
    assert_eq!(writer.base(), Some(first.generation()));
    let (same, other) = (document(0, 0).communique, document(1, 1).communique);
    assert_eq!(writer.hash(&same.id), Some(same.content_hash().as_str()));
    assert_ne!(writer.hash(&other.id), Some(other.content_hash().as_str()));
    add(&writer, &document(1, 1))?;
    let ids: Vec<String> = (0..5).map(|number| document(number, 0).communique.id.to_string()).collect();
    let unseen = writer.unseen(&ids.iter().map(String::as_str).collect::<HashSet<_>>())?;
    said.push(format!("{unseen:?}"));
    writer.remove(&unseen[0].0)?;
    said.push(writer.publish(&keep(3))?);
    let second = first.reopen(index)?;
    answers(&second, &mut said)?;
    assert_ne!(first.identity(), second.identity());
    answers(&first, &mut said)?;

    // Other rules: no document counts as unchanged. Too few documents, and a canary without hits: refused.
    let writer = IndexWriter::update(index, analyzer(), "other rules".to_owned())?;
    assert_eq!(writer.hash(&same.id), None);
    let canaries = vec![request(&[("q", "небывальщина")])];
    said.push(refused(writer.publish(&Publishing { canaries, ..keep(3) }).expect_err("a canary")));
    let writer = IndexWriter::fresh(index, analyzer(), "rules".to_owned())?;
    add(&writer, &document(2, 0))?;
    said.push(refused(writer.publish(&keep(3)).expect_err("too few documents")));
    let writer = IndexWriter::fresh(index, analyzer(), "rules".to_owned())?;
    add(&writer, &document(2, 0))?;
    said.push(writer.publish(&Publishing { force: true, ..keep(3) })?);
    said.push(format!("{:?}", Engine::generations(index)?));

    // Back, packed, and unpacked; no number is given twice, and the one gone back to is kept.
    said.push(rollback(index, None, analyzer())?);
    said.push(rollback(index, Some("gen-000001"), analyzer())?);
    said.push(refused(
        rollback(index, Some("gen-000009"), analyzer()).expect_err("there is no such generation"),
    ));
    // Nothing is held any more, so that what is too much is removed.
    drop((first, second));
    let packed = folder.join("packed");
    said.push(snapshot(index, &packed)?);
    said.push(restore(index, &packed, analyzer(), &keep(2))?);
    let (engine, refusals) = Engine::open_soundest(index, analyzer())?;
    assert!(refusals.is_empty());
    answers(&engine, &mut said)?;
    std::fs::write(&packed, "no snapshot")?;
    let error = restore(index, &packed, analyzer(), &keep(2)).expect_err("no snapshot");
    assert!(matches!(error, EngineError::NoSnapshot { .. }), "{error}");
    for generation in list(index)? {
        said.push(format!(
            "{} {} {} {:?} {:?}",
            generation.name, generation.live, generation.documents, generation.newest, generation.problem
        ));
    }
    said.push(format!("{:?}", inspect(index, analyzer())));
    said.push(refused(Engine::open(index, Arc::new(other_analyzer())).err().expect("another analyzer")));
    Ok(said)
}

fn other_analyzer() -> Analyzer {
    Analyzer::with_method(crate::analysis::Method::Exact)
}

#[test]
fn all_engines_say_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let embedded = Location::from(folder.path().join("index").as_path());
    let embedded = play(&embedded, folder.path()).expect("the embedded engine");
    let memory = play(&Location::Memory(super::memory::Memory::default()), folder.path()).expect("memory");
    for (line, (embedded, memory)) in embedded.iter().zip(&memory).enumerate() {
        assert_eq!(embedded, memory, "line {line}");
    }
    assert_eq!(embedded.len(), memory.len());
    // The comparison is not one of two empty answers.
    assert!(embedded.iter().any(|line| line.contains(r#"[("q", "посол")]: 3 + 0 ["#)), "{embedded:#?}");
}
