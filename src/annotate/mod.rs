//! `Communique` → `Annotations`: what is inferred from a text. A date that the publisher states wins over one read from
//! the text. For the language it is the other way round: labels are wrong more often than a confident detection.
//! Without evidence of either sort the value stays empty.

mod country;
mod events;
mod explain;
mod gazetteer;
mod kinds;
mod limits;
mod organisations;
mod passage;
mod people;
mod text;
mod topics;
mod word_facts;

use std::ops::Range;

use crate::analysis::{Analyzer, Token, Word, detect_language, language_by_alphabet};
use crate::model::{Annotations, Communique, Country, Document, Language, Publishers, Vocabulary};

pub use explain::{Explained, Place};
pub use topics::{TopicRule, TopicsError, read_topics};

use country::Countries;
use explain::Trace;
use gazetteer::Names;
use kinds::Kinds;
use organisations::Organisations;
use passage::{Knowledge, Passage};
use text::Text;
use topics::Topics;
use word_facts::{Dictionary, WordFacts, Words};

/// The topics that come with the program.
pub const DEFAULT_TOPICS: &str = include_str!("data/topics.toml");

/// A hash of the code and the data that annotations and terms are made by, from `build.rs`. Comments, white space and
/// tests do not count.
const RULES: &str = env!("VESTNIK_RULES");

/// What was inferred from a communiqué, and the tokens that it was inferred from, which the index reuses.
#[derive(Debug)]
pub struct Annotated {
    /// What was inferred.
    pub annotations: Annotations,
    /// The tokens of the title.
    pub title: Vec<Token>,
    /// The tokens of the text.
    pub text: Vec<Token>,
}

/// A communiqué on its way through the annotators.
struct Analysed<'a> {
    communique: &'a Communique,
    language: Language,
    /// The publisher's country.
    host: Option<Country>,
    title: Text<'a>,
    text: Text<'a>,
    /// Where the text is not background.
    body: Vec<Range<usize>>,
}

/// Annotates communiqués. One serves all threads.
///
/// ```
/// use vestnik::config::{Config, Overrides};
/// use vestnik::model::Kind;
///
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("visit.txt");
/// std::fs::write(&file, "О визите в Турцию\n\nМинистр посетил Анкару 17 февраля 2023 года.")?;
/// let config = Config::load(Overrides { corpus: Some(folder.path().to_owned()), ..Overrides::default() })?;
/// let assembly = config.assemble()?;
/// let annotator = assembly.annotator()?;
/// for item in assembly.source(&[file]).items() {
///     let annotations = annotator.annotate(item?).annotations;
///     assert_eq!(annotations.kind, Kind::Visit);
///     assert_eq!(annotations.countries[0].country.code(), "TR");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Annotator<'a> {
    analyzer: &'a Analyzer,
    publishers: Publishers,
    dictionary: Dictionary,
    names: Names,
    countries: Countries,
    organisations: Organisations,
    knowledge: Knowledge,
    kinds: Kinds,
    topics: Topics,
}

/// The letters that a warning shows of a topic that it does not know.
const SHOWN_OF_TOPIC: usize = 80;

impl<'a> Annotator<'a> {
    /// Prepares the gazetteers and the queries of the topics.
    ///
    /// # Errors
    /// [`TopicsError`]: the query or the hints of a topic are not right; the error names the topic.
    pub fn new(
        analyzer: &'a Analyzer,
        publishers: &Publishers,
        rules: Vec<TopicRule>,
    ) -> Result<Self, TopicsError> {
        let (countries, organisations) = (Countries::new(), Organisations::new());
        let knowledge = Knowledge::new();
        Ok(Self {
            analyzer,
            publishers: publishers.clone(),
            dictionary: Dictionary::default(),
            names: Names::new(&countries, &organisations, &knowledge.morphology),
            countries,
            organisations,
            knowledge,
            kinds: Kinds::new(analyzer),
            topics: Topics::new(rules, analyzer)?,
        })
    }

    /// The names of publishers and topics, for showing annotations.
    pub fn vocabulary_of(publishers: &Publishers, rules: &[TopicRule]) -> Vocabulary {
        Vocabulary {
            topics: rules.iter().map(|rule| rule.topic.clone()).collect(),
            publishers: publishers.clone(),
        }
    }

    /// 16 hexadecimal digits that stand for everything that annotations are made by: the program's rules, and of its
    /// configuration what decides topics and countries. Documents that were annotated under another fingerprint may
    /// have other annotations now.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            // The length keeps parts apart: ("ab", "c") is not ("a", "bc").
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        add(RULES);
        for rule in self.topics.rules() {
            rule.deciding().iter().for_each(|part| add(part));
        }
        for publisher in self.publishers.iter() {
            add(&publisher.host);
            add(publisher.country.as_ref().map_or("", Country::code));
            add(publisher.language.map_or("", Language::code));
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// Infers everything about one communiqué.
    pub fn annotate(&self, communique: Communique) -> Document {
        let annotated = self.annotate_all(std::slice::from_ref(&communique)).pop();
        let annotations = annotated.expect("as many as there are communiqués").annotations;
        Document { communique, annotations }
    }

    /// Infers everything about one communiqué, and returns for each value the rule that gave it: by annotator, and of
    /// each annotator the title's values before the text's, in text order.
    pub fn explain(&self, communique: Communique) -> (Document, Vec<Explained>) {
        let found = self.find(std::slice::from_ref(&communique), true).pop();
        let (annotated, trace) = found.expect("as many as there are communiqués");
        (Document { communique, annotations: annotated.annotations }, trace.explained())
    }

    /// Infers everything about each of some communiqués, in their order.
    ///
    /// One annotator reads all of them before the next one begins, because its code and lists are evicted from the
    /// processor's caches while the others run. On 19,000 news articles annotations take a sixth less time in batches
    /// of 64 KB than one by one.
    pub fn annotate_all(&self, communiques: &[Communique]) -> Vec<Annotated> {
        self.find(communiques, false).into_iter().map(|(annotated, _)| annotated).collect()
    }

    /// What is inferred of each communiqué, with the rules behind it when `explain`.
    fn find(&self, communiques: &[Communique], explain: bool) -> Vec<(Annotated, Trace)> {
        let analyse = |communique: &Communique| {
            let publisher = self.publishers.get(&communique.source);
            let (language, rule) =
                language_of(communique, publisher.and_then(|publisher| publisher.language));
            let mut trace = Trace::new(explain);
            trace.note(|| Explained {
                property: "language",
                value: language.code().to_owned(),
                place: None,
                rule,
                by: String::new(),
            });
            let host = publisher.and_then(|publisher| publisher.country);
            let [title, text] =
                [&communique.title, &communique.text].map(|text| self.analyzer.document(text, language));
            // Looked up now, while the words are in the processor's caches.
            let words =
                [&title, &text].map(|tokens| self.dictionary.words(tokens, |word| self.look_up(word)));
            (((title, text), trace), (language, host, words))
        };
        let (tokens, words): (Vec<_>, Vec<_>) = communiques.iter().map(analyse).unzip();
        let (tokens, mut traces): (Vec<_>, Vec<Trace>) = tokens.into_iter().unzip();
        let analysed = communiques.iter().zip(&tokens).zip(words);
        let analysed =
            analysed.map(|((communique, (title, text)), (language, host, [in_title, in_text]))| {
                let title = self.text(&communique.title, title, in_title);
                let text = self.text(&communique.text, text, in_text);
                let body = text.body(communique);
                Analysed { communique, language, host, title, text, body }
            });
        let analysed: Vec<Analysed<'_>> = analysed.collect();
        let mut all: Vec<Annotations> = analysed.iter().map(|of| Annotations::none(of.language)).collect();
        for step in Self::STEPS {
            let each = analysed.iter().zip(&mut all).zip(&mut traces);
            each.for_each(|((of, found), trace)| step(self, of, found, trace));
        }
        for (of, found) in analysed.iter().zip(&mut all) {
            limits::cap(found, &of.communique.origin);
        }
        let annotated = |(annotations, (title, text))| Annotated { annotations, title, text };
        all.into_iter().zip(tokens).map(annotated).zip(traces).collect()
    }

    /// What each annotator finds. Topics depend on the kind.
    const STEPS: [fn(&Self, &Analysed<'_>, &mut Annotations, &mut Trace); 6] = [
        |all, of, found, trace| {
            (found.kind, found.kind_place) = all.kinds.find(&of.title, &of.text, &of.body, trace);
        },
        |_, of, found, trace| {
            (found.published, found.events) = events::find(&of.text, of.communique.published, trace);
        },
        |all, of, found, trace| {
            let [title, text] = all.passages(of);
            found.countries = all.countries.find(of.communique, &title, &text, of.host, trace);
        },
        |all, of, found, trace| {
            let stated = &of.communique.topics;
            let mut unknown = all.topics.unknown(stated);
            if let Some(first) = unknown.next() {
                let origin = &of.communique.origin;
                let first: String = first.chars().take(SHOWN_OF_TOPIC).collect();
                match unknown.count() {
                    0 => tracing::warn!("{origin}: there is no topic {first:?}; it is left out"),
                    more => tracing::warn!(
                        "{origin}: there is no topic {first:?}; it is left out, and so are {more} more"
                    ),
                }
            }
            found.topics = all.topics.find(stated, found.kind, &of.title, &of.text, &of.body, trace);
        },
        |all, of, found, trace| {
            let [title, text] = all.passages(of);
            found.people = people::find(&title, &text, trace);
        },
        |all, of, found, trace| {
            let [title, text] = all.passages(of);
            found.organisations = all.organisations.find(&title, &text, of.host, trace);
        },
    ];

    /// Title and text as the rules for names read them.
    fn passages<'t>(&'t self, of: &'t Analysed<'_>) -> [Passage<'t>; 2] {
        [&of.title, &of.text].map(|part| Passage::new(part, of.language, &self.knowledge))
    }

    fn text<'t>(&self, text: &'t str, tokens: &'t [Token], words: Words<'t>) -> Text<'t> {
        let candidates = self.names.candidates(&words);
        Text { text, tokens, words, candidates }
    }

    /// The facts that all lists have of a word.
    fn look_up(&self, word: &Word) -> WordFacts {
        let mut facts = WordFacts::default();
        self.names.look_up(word, &mut facts);
        self.topics.look_up(word, &mut facts);
        self.kinds.look_up(word, &mut facts);
        events::look_up(word, &mut facts);
        facts.classes = self.knowledge.persons.look_up(&word.form);
        self.organisations.look_up(word, &mut facts);
        facts
    }
}

/// The language of a communiqué, and how it is known.
fn language_of(communique: &Communique, of_publisher: Option<Language>) -> (Language, &'static str) {
    let detected = detect_language(&communique.text).map(|language| (language, "detected in the text"));
    detected
        .or(communique.language.map(|language| (language, "stated with the communiqué")))
        .or(of_publisher.map(|language| (language, "the publisher's language")))
        .unwrap_or_else(|| (language_by_alphabet(&communique.text), "the alphabet of the text"))
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Names, Publisher};

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
    static ANNOTATOR: LazyLock<Annotator<'static>> = LazyLock::new(|| {
        let rules = read_topics(DEFAULT_TOPICS).expect("the topics are right");
        Annotator::new(&ANALYZER, &Publishers::default(), rules).expect("the topics are right")
    });

    /// Every place of a document's annotations.
    fn places(annotations: &Annotations) -> Vec<&[Range<usize>]> {
        let mut places: Vec<&[Range<usize>]> = Vec::new();
        places.extend(annotations.topics.iter().map(|found| found.mentions.as_slice()));
        places.extend(annotations.people.iter().map(|found| found.mentions.as_slice()));
        places.extend(annotations.organisations.iter().map(|found| found.mentions.as_slice()));
        places.extend(annotations.events.iter().map(|found| std::slice::from_ref(&found.range)));
        places.extend(annotations.kind_place.iter().map(std::slice::from_ref));
        let countries = annotations.countries.iter().flat_map(|found| &found.mentions);
        places.extend(countries.map(|mention| std::slice::from_ref(&mention.range)));
        places
    }

    const WORDS: &str = "Министр|министра|связи|Кирилл|Залесским|Ю.А.|Шапкиной|МВД|России|ООО|«|»|Банк|Китая|китайский\
        |писатель|14|–|17|октября|2025|г.|вчера|следующей|неделе|Того|Конго|Мали|эль|Аль-Мушаррах|пасол|ЗША\
        |сустрэча|Ministry|of|Health|Mr.|Smith|встреча|подписан|меморандум|экспорт|\n\n|😀e\u{301}";

    /// Words of communiqués in any order, with and without blanks and punctuation, and anything else between them.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = (
            proptest::sample::select(WORDS.split('|').collect::<Vec<_>>()),
            "( |[.,;:!?()«\"-] ?|\\PC{0,3})",
        );
        proptest::collection::vec(piece, 0..40)
            .prop_map(|pieces| pieces.into_iter().map(|(word, between)| format!("{word}{between}")).collect())
    }

    /// An annotation of one document never appears in another.
    #[test]
    fn in_a_batch_each_is_annotated_as_it_is_alone() {
        let communiques: Vec<Communique> = [
            (
                "О встрече с послом Египта",
                "Министр связи Кирилл Залесский 14 октября 2025 г. встретился с послом.",
            ),
            ("", ""),
            ("Подписан меморандум", "МВД России и МВД Китая подписали меморандум. Обсудили экспорт."),
            ("Прошла выставка", "Выступил Залесский. Вчера в Минске открылась выставка."),
        ]
        .map(|(title, text)| Communique::of(title, text))
        .into();
        let annotated = ANNOTATOR.annotate_all(&communiques);
        assert_eq!(annotated.len(), communiques.len());
        for (communique, annotated) in communiques.into_iter().zip(annotated) {
            assert_eq!(ANNOTATOR.annotate(communique).annotations, annotated.annotations);
        }
    }

    #[test]
    fn the_fingerprint_is_of_what_decides() {
        let publisher = Publisher {
            host: "a.by".to_owned(),
            names: Names::untranslated("А"),
            country: Country::parse("BY"),
            language: None,
            time_zone: None,
        };
        let fingerprint = |publisher: &Publisher, topics: &str| {
            let mut publishers = Publishers::default();
            publishers.insert(publisher.clone());
            let rules = read_topics(topics).expect("topics");
            Annotator::new(&ANALYZER, &publishers, rules).expect("topics").fingerprint()
        };
        let topic =
            "[[topic]]\nid = \"a\"\nname = { ru = \"А\", be = \"А\", en = \"A\" }\nquery = \"экспорт\"\n";
        let usual = fingerprint(&publisher, topic);
        let renamed = Publisher { names: Names::untranslated("Б"), ..publisher.clone() };
        assert_eq!(usual, fingerprint(&renamed, &topic.replace("\"А\"", "\"Б\"")));
        let of_kazakhstan = Publisher { country: Country::parse("KZ"), ..publisher.clone() };
        assert_ne!(usual, fingerprint(&of_kazakhstan, topic));
        let elsewhere = Publisher { host: "b.by".to_owned(), ..publisher.clone() };
        assert_ne!(usual, fingerprint(&elsewhere, topic));
        assert_ne!(usual, fingerprint(&publisher, &topic.replace("экспорт", "импорт")));
        assert_ne!(usual, fingerprint(&publisher, &format!("{topic}least = 7.5\n")));
    }

    proptest! {
        #[test]
        fn places_lie_in_the_text_and_in_order(
            title in any_text(),
            text in any_text(),
        ) {
            let communique = Communique::of(&title, &text);
            let document = ANNOTATOR.annotate(communique.clone());
            let (same, explained) = ANNOTATOR.explain(communique);
            prop_assert_eq!(&same.annotations, &document.annotations, "explanations change nothing");
            for range in places(&document.annotations).into_iter().flatten() {
                let here = Some(Place::Text(range.clone()));
                prop_assert!(explained.iter().any(|rule| rule.place == here), "{range:?} has no rule");
            }
            for ranges in places(&document.annotations) {
                for range in ranges {
                    prop_assert!(document.communique.text.get(range.clone()).is_some_and(|said| !said.is_empty()));
                }
                prop_assert!(ranges.windows(2).all(|pair| pair[0].start <= pair[1].start), "{ranges:?}");
            }
            let mut names: Vec<&str> =
                document.annotations.people.iter().map(|person| person.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), document.annotations.people.len(), "two people of one name");
        }
    }
}
