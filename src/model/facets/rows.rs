//! The table: a row for each facet, in the order in which they are shown. A facet of an annotation that exists is added
//! here alone: a row, and a function that gives the values of a document. The names of facets also stand in the README and
//! in two snapshots of pages, which `INSTA_UPDATE=always cargo test --lib` writes anew.

use super::spec::{Accepts, DocumentValue, FacetSpec, Places};
use crate::model::{Country, Document, Kind, Language, Publishers};

/// The facets that every index has.
pub(super) const BUILT_IN: &[FacetSpec] = &[
    FacetSpec {
        code: "country",
        fields: ["страна", "краіна"],
        label: ["Страна", "Краіна", "Country"],
        labels: ["Страны", "Краіны", "Countries"],
        values: countries,
        shown: |code, _, reader| Country::parse(code).map_or(code, |country| country.name(reader)),
        parse: |code| Some(Country::parse(code)?.to_string()),
        find: |name, _| Some(Country::find(name)?.to_string()),
        accepts: Accepts::Countries,
        ..FacetSpec::CLOSED
    },
    FacetSpec {
        code: "topic",
        fields: ["тема", "тэма"],
        label: ["Тема", "Тэма", "Topic"],
        labels: ["Темы", "Тэмы", "Topics"],
        values: topics,
        shown: |id, vocabulary, reader| vocabulary.topic(id, reader),
        find: |name, vocabulary| Some(vocabulary.find_topic(name)?.to_owned()),
        parent: |id, vocabulary| vocabulary.area(id),
        ..FacetSpec::CLOSED
    },
    FacetSpec {
        code: "kind",
        fields: ["вид", "від"],
        label: ["Событие", "Падзея", "Event"],
        labels: ["Событие", "Падзея", "Event"],
        values: kind,
        shown: |code, _, reader| Kind::from_code(code).map_or(code, |kind| kind.name(reader)),
        parse: |code| Some(Kind::from_code(code)?.code().to_owned()),
        find: |name, _| Some(Kind::find(name)?.code().to_owned()),
        accepts: Accepts::OneOf(|| Kind::ALL.map(Kind::code).to_vec()),
        single: true,
        unknown: Some("other"),
        ..FacetSpec::CLOSED
    },
    FacetSpec {
        code: "person",
        fields: ["персона", "асоба"],
        label: ["Персона", "Асоба", "Person"],
        labels: ["Люди", "Людзі", "People"],
        values: people,
        ..FacetSpec::OPEN
    },
    FacetSpec {
        code: "org",
        fields: ["организация", "арганізацыя"],
        label: ["Организация", "Арганізацыя", "Organisation"],
        labels: ["Организации", "Арганізацыі", "Organisations"],
        values: organisations,
        ..FacetSpec::OPEN
    },
    FacetSpec {
        code: "source",
        fields: ["источник", "крыніца"],
        label: ["Источник", "Крыніца", "Source"],
        labels: ["Источники", "Крыніцы", "Sources"],
        values: source,
        shown: |host, vocabulary, reader| vocabulary.source(host, reader),
        parse: |host| Some(Publishers::key(host)),
        find: |host, _| Some(Publishers::key(host)),
        single: true,
        apart: true,
        // The names of publishers take several lines each.
        shown_first: 5,
        ..FacetSpec::CLOSED
    },
    FacetSpec {
        code: "lang",
        fields: ["язык", "мова"],
        label: ["Язык", "Мова", "Language"],
        labels: ["Язык", "Мова", "Language"],
        values: language,
        shown: |tag, _, reader| Language::from_tag(tag).map_or(tag, |language| language.name(reader)),
        parse: language_code,
        find: |tag, _| language_code(tag),
        accepts: Accepts::OneOf(|| Language::ALL.map(Language::code).to_vec()),
        single: true,
        apart: true,
        unknown: Some("und"),
        ..FacetSpec::CLOSED
    },
];

fn countries(document: &Document) -> Vec<DocumentValue<'_>> {
    let countries = document.annotations.countries.iter();
    countries
        .map(|found| DocumentValue {
            places: Places::Mentions(&found.mentions),
            ..DocumentValue::found(found.country.code(), found.in_title, &[])
        })
        .collect()
}

fn topics(document: &Document) -> Vec<DocumentValue<'_>> {
    let topics = document.annotations.topics.iter();
    topics.map(|found| DocumentValue::found(found.topic.as_str(), found.in_title, &found.mentions)).collect()
}

fn kind(document: &Document) -> Vec<DocumentValue<'_>> {
    let annotations = &document.annotations;
    vec![DocumentValue::found(annotations.kind.code(), 0, annotations.kind_place.as_slice())]
}

fn people(document: &Document) -> Vec<DocumentValue<'_>> {
    let people = document.annotations.people.iter();
    people
        .map(|person| DocumentValue {
            note: person.office.as_deref().unwrap_or_default(),
            ..DocumentValue::found(person.name.as_str(), person.in_title, &person.mentions)
        })
        .collect()
}

fn organisations(document: &Document) -> Vec<DocumentValue<'_>> {
    let organisations = document.annotations.organisations.iter();
    organisations
        .map(|found| DocumentValue::found(found.name.as_str(), found.in_title, &found.mentions))
        .collect()
}

fn source(document: &Document) -> Vec<DocumentValue<'_>> {
    let host = document.communique.source.as_str();
    if host.is_empty() { Vec::new() } else { vec![DocumentValue::stated(host)] }
}

fn language(document: &Document) -> Vec<DocumentValue<'_>> {
    vec![DocumentValue::stated(document.annotations.language.code())]
}

fn language_code(tag: &str) -> Option<String> {
    Some(Language::from_tag(tag)?.code().to_owned())
}
