//! Topics: standing queries (a percolator), matched against each document as it is read. Their matches are weighed by
//! place and number, so that a topic mentioned in passing is not given.

mod file;
#[cfg(test)]
mod file_tests;
mod weights;

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::explain::{Explained, Place, Trace, matched_leaves};
use super::text::Text;
use super::word_facts::{Flags, WordFacts};
use crate::analysis::{Analyzer, Token, Word};
use crate::model::{Kind, Language, TopicMentions, Vocabulary};
use crate::query::{Occurrence, Parser, Query, StandingQueries, TextField};

pub use file::{TopicRule, TopicsError, read_topics};

/// Topics with their queries parsed.
pub(super) struct Topics {
    rules: Vec<TopicRule>,
    /// For each rule the index of its parent.
    parents: Vec<Option<usize>>,
    places: HashMap<String, usize>,
    /// Two for each rule: its query and its hints.
    queries: Vec<Query>,
    standing: StandingQueries,
}

/// Why a document has a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// Its score is high enough.
    Scored,
    /// The publisher states it.
    Stated,
    /// It is the area of a topic that the document has.
    Area,
}

/// The evidence for a topic in a document, in text order: the title's before the text's.
#[derive(Clone, Default)]
struct Evidence(Vec<Mention>);

#[derive(Clone)]
struct Mention {
    in_title: bool,
    /// Places of the first and the last word.
    first: u32,
    last: u32,
    hint: bool,
}

/// Where the lead ends, and what a mention after it weighs.
struct Scale {
    lead_end: u32,
    body: f64,
    /// The factor for the thresholds.
    threshold: f64,
}

/// The evidence for a topic, summed up.
struct Score {
    /// With the hints limited to their maximum: decides whether the topic is given.
    sure: f64,
    /// With all hints: decides the order of the topics.
    whole: f64,
}

impl Topics {
    pub(super) fn new(rules: Vec<TopicRule>, analyzer: &Analyzer) -> Result<Self, TopicsError> {
        let vocabulary = Vocabulary::default();
        let parser = Parser::trusted(analyzer, &vocabulary);
        let mut queries = Vec::with_capacity(2 * rules.len());
        for rule in &rules {
            for text in [&rule.query, &rule.hints] {
                queries.push(parse(&parser, &rule.topic.id, text)?);
            }
        }
        let places: HashMap<String, usize> =
            rules.iter().enumerate().map(|(at, rule)| (rule.topic.id.clone(), at)).collect();
        let parent = |rule: &TopicRule| places.get(rule.topic.parent.as_deref()?).copied();
        let parents = rules.iter().map(parent).collect();
        Ok(Self { parents, places, standing: StandingQueries::new(&queries), queries, rules })
    }

    /// What decides on each topic.
    pub(super) fn rules(&self) -> &[TopicRule] {
        &self.rules
    }

    /// Those of some ids that belong to no topic.
    pub(super) fn unknown<'i>(&self, ids: &'i [String]) -> impl Iterator<Item = &'i String> {
        ids.iter().filter(|id| !self.places.contains_key(*id))
    }

    pub(super) fn look_up(&self, word: &Word, facts: &mut WordFacts) {
        facts.in_topics = self.standing.patterns(word).into();
        facts.topical = self.standing.concern(&facts.in_topics);
    }

    /// The topics of a communiqué with their evidence, in the order of the list: those that the publisher states, those
    /// whose score is high enough, and the areas of all of them. `body` tells which parts of the text are not
    /// background; the background does not count, as it tells of earlier events.
    pub(super) fn find(
        &self,
        stated: &[String],
        kind: Kind,
        title: &Text<'_>,
        text: &Text<'_>,
        body: &[Range<usize>],
        trace: &mut Trace,
    ) -> Vec<TopicMentions> {
        let words = |in_title| if in_title { &title.words } else { &text.words };
        let occurrences = self.standing.find(
            0..title.tokens.len(),
            body,
            |in_title, at| words(in_title).flags(at).has(Flags::TOPICAL),
            |in_title, at| {
                words(in_title).facts(at, Flags::IN_TOPICS).map_or(&[][..], |facts| &facts.in_topics)
            },
        );
        let evidence = self.evidence(&occurrences);
        let mut given: Vec<Option<Given>> = vec![None; self.rules.len()];
        for at in self.best(&evidence, &Scale::of(body, kind)) {
            given[at] = Some(Given::Scored);
        }
        for at in stated.iter().filter_map(|id| self.places.get(id)) {
            given[*at] = Some(Given::Stated);
        }
        for at in 0..self.rules.len() {
            if let (Some(_), Some(parent)) = (given[at], self.parents[at]) {
                given[parent].get_or_insert(Given::Area);
            }
        }
        if trace.is_on() {
            self.explain(&given, &evidence, title, text, trace);
        }
        let found = |(at, rule): (usize, &TopicRule)| TopicMentions {
            topic: rule.topic.id.clone(),
            mentions: evidence[at].ranges(text.tokens),
            in_title: evidence[at].in_title(),
        };
        self.rules.iter().enumerate().filter(|(at, _)| given[*at].is_some()).map(found).collect()
    }

    /// Reports why each topic is given, and for each of its mentions the matching part of the query.
    fn explain(
        &self,
        given: &[Option<Given>],
        evidence: &[Evidence],
        title: &Text<'_>,
        text: &Text<'_>,
        trace: &mut Trace,
    ) {
        for (at, rule) in self.rules.iter().enumerate() {
            let Some(why) = given[at] else { continue };
            let explained = |place, rule_name, by| Explained {
                property: "topic",
                value: rule.topic.id.clone(),
                place,
                rule: rule_name,
                by,
            };
            match why {
                Given::Stated => {
                    trace.note(|| explained(None, "stated by the publisher", String::new()));
                }
                Given::Area => {
                    let in_it = |(topic, _): &(usize, _)| self.parents[*topic] == Some(at);
                    let in_it = given.iter().enumerate().filter(in_it).filter(|(_, given)| given.is_some());
                    let in_it: Vec<&str> =
                        in_it.map(|(topic, _)| self.rules[topic].topic.id.as_str()).collect();
                    trace.note(|| explained(None, "the area of its topics", in_it.join(", ")));
                }
                Given::Scored => {}
            }
            for mention in &evidence[at].0 {
                let (part, field) =
                    if mention.in_title { (title, TextField::Title) } else { (text, TextField::Body) };
                let places = mention.first..=mention.last;
                let query = &self.queries[2 * at + usize::from(mention.hint)];
                let name = if mention.hint { "the topic's hints" } else { "the topic's query" };
                let place = part.range(&places).map(|range| Place::of(mention.in_title, range));
                trace.note(|| explained(place, name, matched_leaves(query, part.between(&places), field)));
            }
        }
    }

    /// The evidence for each topic; empty for most.
    fn evidence(&self, occurrences: &[Occurrence]) -> Vec<Evidence> {
        let mut evidence = vec![Evidence::default(); self.rules.len()];
        for occurrence in occurrences {
            evidence[occurrence.query / 2].0.push(Mention {
                in_title: occurrence.in_title,
                first: *occurrence.places.start(),
                last: *occurrence.places.end(),
                hint: occurrence.query % 2 == 1,
            });
        }
        evidence.iter_mut().for_each(Evidence::tidy);
        evidence
    }

    /// The topics with the highest scores. Evidence for a topic counts for its area too, if that has a query; an area
    /// is left out if a topic in it scores high enough.
    fn best(&self, evidence: &[Evidence], scale: &Scale) -> Vec<usize> {
        let mut all: Vec<Cow<'_, Evidence>> = evidence.iter().map(Cow::Borrowed).collect();
        for (evidence, parent) in evidence.iter().zip(&self.parents).filter(|(own, _)| !own.0.is_empty()) {
            if let Some(parent) = parent.filter(|parent| !self.rules[*parent].query.is_empty()) {
                let area = all[parent].to_mut();
                area.0.extend_from_slice(&evidence.0);
                area.tidy();
            }
        }
        let mut scores: Vec<(usize, f64)> = Vec::new();
        for (at, evidence) in all.iter().enumerate().filter(|(_, evidence)| !evidence.0.is_empty()) {
            let score = evidence.score(scale);
            if score.sure >= self.rules[at].least * scale.threshold {
                scores.push((at, score.whole));
            }
        }
        let has_topic = |area: usize| scores.iter().any(|(at, _)| self.parents[*at] == Some(area));
        let mut best: Vec<(usize, f64)> = scores.iter().copied().filter(|(at, _)| !has_topic(*at)).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let least = best.first().map_or(0.0, |(_, score)| score * weights::FAR_WEAKER * scale.threshold);
        best.into_iter()
            .take(weights::MOST)
            .take_while(|(_, score)| *score >= least)
            .map(|(at, _)| at)
            .collect()
    }
}

/// Parses a query of the file; blank hints and the missing query of an area match nothing.
fn parse(parser: &Parser<'_>, id: &str, text: &str) -> Result<Query, TopicsError> {
    if text.is_empty() {
        return Ok(Query::Nothing);
    }
    let (query, warnings) = parser.parse(text);
    // Messages about topics are for operators, in English.
    let message = match warnings.first() {
        Some(warning) => warning.message(Language::English),
        None if query == Query::All => "it would match every document".to_owned(),
        // Not supported: a filter needs the other annotations, which come later.
        None if query.has_filter() => "fields other than title and body cannot be used here".to_owned(),
        None if !query.asks_for_words() => "exclusions alone do not make a topic".to_owned(),
        None => return Ok(query),
    };
    Err(TopicsError::BadQuery { id: id.to_owned(), message })
}

impl Scale {
    fn of(body: &[Range<usize>], kind: Kind) -> Self {
        let number = |words: usize| u32::try_from(words).unwrap_or(u32::MAX);
        let lead_end = body.iter().cloned().flatten().nth(weights::LEAD_WORDS).map_or(u32::MAX, number);
        let words = f64::from(number(body.iter().map(Range::len).sum()));
        let agenda = match kind {
            Kind::Meeting | Kind::Visit | Kind::Talks | Kind::Signing | Kind::Call | Kind::Exhibition => {
                words <= weights::AGENDA_WORDS
            }
            Kind::Statement | Kind::Appointment | Kind::Other => false,
        };
        Self {
            lead_end,
            body: (weights::SHORT_TEXT_WORDS / words.max(weights::SHORT_TEXT_WORDS)).sqrt(),
            threshold: if agenda { weights::AGENDA } else { 1.0 },
        }
    }
}

impl Evidence {
    /// Sorts the mentions and joins those that overlap: «медицинские изделия» is one mention, whichever leaves match
    /// it.
    fn tidy(&mut self) {
        self.0.sort_unstable_by_key(|mention| (!mention.in_title, mention.first, mention.last, mention.hint));
        self.0.dedup_by(|next, kept| {
            let overlap = next.in_title == kept.in_title && next.first <= kept.last;
            if overlap {
                kept.last = kept.last.max(next.last);
                kept.hint &= next.hint;
            }
            overlap
        });
    }

    fn score(&self, scale: &Scale) -> Score {
        let (mut title, mut text, mut hints): (f64, f64, f64) = (0.0, 0.0, 0.0);
        for mention in &self.0 {
            let place = match (mention.in_title, mention.first < scale.lead_end) {
                (true, _) => weights::TITLE,
                (false, true) => weights::LEAD,
                (false, false) => scale.body,
            };
            match (mention.in_title, mention.hint) {
                (true, false) => title = weights::TITLE,
                (false, false) => text += place,
                (_, true) => hints += place * weights::HINT,
            }
        }
        let found = title + text;
        let sure = if found > 0.0 { found + hints.min(weights::MOST_HINTS) } else { 0.0 };
        Score { sure, whole: found + hints }
    }

    fn in_title(&self) -> u32 {
        u32::try_from(self.0.iter().filter(|mention| mention.in_title).count()).unwrap_or(u32::MAX)
    }

    fn ranges(&self, text: &[Token]) -> Vec<Range<usize>> {
        let byte_range = |mention: &Mention| {
            let token = |place: u32| text.get(usize::try_from(place).ok()?);
            Some(token(mention.first)?.start..token(mention.last)?.end)
        };
        self.0.iter().filter(|mention| !mention.in_title).filter_map(byte_range).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::table::{Table, compiled_in};
    use std::sync::LazyLock;

    use super::*;
    use crate::model::Communique;

    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);
    static DEFAULT: LazyLock<Topics> = LazyLock::new(|| {
        let rules = read_topics(super::super::DEFAULT_TOPICS).expect("the file is right");
        Topics::new(rules, &ANALYZER).expect("every query is right")
    });

    fn communique(title: &str, text: &str) -> Communique {
        Communique::of(title, text)
    }

    fn found(topics: &Topics, communique: &Communique, language: Language) -> Vec<TopicMentions> {
        found_in(topics, communique, Kind::Other, language)
    }

    fn found_in(
        topics: &Topics,
        communique: &Communique,
        kind: Kind,
        language: Language,
    ) -> Vec<TopicMentions> {
        let [title, text] =
            [&communique.title, &communique.text].map(|text| ANALYZER.document(text, language));
        let part = |text, tokens| Text::of(text, tokens, |word, facts| topics.look_up(word, facts));
        let (title, text) = (part(&communique.title, &title), part(&communique.text, &text));
        topics.find(&communique.topics, kind, &title, &text, &text.body(communique), &mut Trace::default())
    }

    fn ids(found: &[TopicMentions]) -> Vec<&str> {
        found.iter().map(|found| found.topic.as_str()).collect()
    }

    #[test]
    fn the_topics_of_the_program_have_two_levels() {
        let areas = DEFAULT.parents.iter().filter(|parent| parent.is_none()).count();
        assert!(
            areas > 5 && DEFAULT.rules.len() > 3 * areas,
            "{areas} areas, {} in all",
            DEFAULT.rules.len()
        );
        for rule in &DEFAULT.rules {
            let names = &rule.topic.names;
            assert!(![&names.ru, &names.be, &names.en].iter().any(|name| name.is_empty()));
        }
    }

    #[test]
    fn every_topic_is_found_in_every_language() {
        let mut wrong = Vec::new();
        let mut named = std::collections::HashSet::new();
        let examples = include_str!("../data/topic_examples.tsv");
        let columns = ["topic", "language", "title"];
        for row in Table::new("topic_examples.tsv", examples, columns).rows() {
            let [topic, language, title] = compiled_in(row);
            let (topic, title) = (compiled_in(topic.text()), compiled_in(title.text()));
            let language = compiled_in(language.read(Language::from_tag, "ru, be or en"));
            let found = found(&DEFAULT, &communique(title, "…"), language);
            named.insert(topic);
            if !ids(&found).contains(&topic) {
                wrong.push(format!("{language} {topic}: {title}: {:?}", ids(&found)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let lower = DEFAULT.rules.iter().filter(|rule| rule.topic.parent.is_some());
        assert!(lower.clone().all(|rule| named.contains(rule.topic.id.as_str())));
    }

    /// Topics `a` and `b` in the area `x`, and the area `y` that has a query and the topic `c`.
    fn small() -> Topics {
        let topic = |id: &str, lines: &str| {
            format!("[[topic]]\nid = \"{id}\"\nname = {{ ru = \"р\", be = \"б\", en = \"e\" }}\n{lines}\n")
        };
        let file = [
            "least = 2.0\n".to_owned(),
            topic("x", ""),
            topic(
                "a",
                "parent = \"x\"\nquery = \"яблоко | \\\"красное яблоко\\\" | title:плод\"\nhints = \"сад\"",
            ),
            topic("b", "parent = \"x\"\nleast = 1\nquery = \"груша\""),
            topic("y", "query = \"рыба\""),
            topic("c", "parent = \"y\"\nquery = \"щука\""),
        ]
        .concat();
        Topics::new(read_topics(&file).expect("the file is right"), &ANALYZER).expect("the queries are right")
    }

    /// Enough words that what follows is not in the lead.
    fn long(words: usize) -> String {
        "слово ".repeat(words)
    }

    fn check(title: &str, text: &str, expected: &[&str]) {
        let found = found(&small(), &communique(title, text), Language::Russian);
        assert_eq!(ids(&found), expected, "{title} / {}…", text.chars().take(60).collect::<String>());
    }

    #[test]
    fn where_and_how_often() {
        check("О яблоках", "Ничего.", &["x", "a"]);
        check("О плодах", "Ничего.", &["x", "a"]);
        check("О разном", "Плоды созрели.", &[]);
        check("О разном", "Яблоки созрели.", &[]);
        check("О разном", "Яблоки созрели. Яблок много.", &["x", "a"]);
        let late = |text: &str| long(60) + text;
        check("О разном", &late("Яблоки созрели."), &[]);
        check("О разном", &late("Яблоки созрели. Яблок много."), &["x", "a"]);
        check("О разном", &late("Груши созрели."), &["x", "b"]);
        // One mention, though two leaves match it.
        check("О разном", &late("Красное яблоко упало."), &[]);
        // In passing, in a text of 3,000 words.
        check("О разном", &(long(3_000) + "Яблоки созрели. Яблок много."), &[]);
        check("О разном", &(long(3_000) + &"Яблоки созрели. ".repeat(7)), &["x", "a"]);
        // The background tells of earlier events, and its words do not make the text longer.
        check("О разном", &format!("Ничего. Справочно. Яблоки, яблоки. {}", long(3_000)), &[]);
        check("", "", &[]);
    }

    #[test]
    fn what_is_named_in_talks_was_on_the_agenda() {
        let communique = communique("О разном", &(long(60) + "Обсудили яблоки."));
        for (kind, expected) in [(Kind::Talks, vec!["x", "a"]), (Kind::Statement, vec![])] {
            assert_eq!(ids(&found_in(&small(), &communique, kind, Language::Russian)), expected, "{kind:?}");
        }
    }

    #[test]
    fn hints_help_and_do_not_suffice() {
        let late = |text: &str| long(60) + text;
        check("Сад", &format!("Сад, сад, сад. {}", late("Сад. ").repeat(9)), &[]);
        check("О разном", &late("Яблоко. Сад. Сад. Сад. Сад."), &[]);
        check("Сад", &late("Яблоко. Сад. Сад. Сад. Сад."), &[]);
        check("Сад", &late("Яблоко. Яблоко."), &["x", "a"]);
    }

    #[test]
    fn an_area_is_had_by_its_topics_or_by_its_own_query() {
        check("О рыбе", "Ничего.", &["y"]);
        check("О щуке", "Ничего.", &["y", "c"]);
        // Neither is enough by itself.
        check("О разном", &(long(60) + "Рыба. Щука."), &["y"]);
    }

    #[test]
    fn far_weaker_topics_are_dropped() {
        let much = "Яблоко, а не слово. ".repeat(20);
        check("О яблоках", &(much.clone() + "Груша."), &["x", "a"]);
        check("О яблоках", &(much + &"Груша. ".repeat(20)), &["x", "a", "b"]);
    }

    #[test]
    fn a_document_has_a_few_topics() {
        let title = "О торговле, таможне, инвестициях, бюджете, почтальонах, футболистах, спасателях, мигрантах, \
                     фермерах, нотариусах, хакерах, роуминге, театре";
        let found = found(&DEFAULT, &communique(title, "Ничего."), Language::Russian);
        let lower = found.iter().filter(|found| {
            DEFAULT.rules.iter().any(|rule| rule.topic.id == found.topic && rule.topic.parent.is_some())
        });
        assert_eq!(lower.count(), weights::MOST);
    }

    #[test]
    fn mentions_show_why() {
        let text = "Красные яблоки и груши, груши. В саду. Справочно. Яблоки.";
        let found = found(&small(), &communique("О яблоках", text), Language::Russian);
        let mentions: Vec<(&str, Vec<&str>, u32)> = found
            .iter()
            .map(|found| {
                let written = found.mentions.iter().map(|range| &text[range.clone()]).collect();
                (found.topic.as_str(), written, found.in_title)
            })
            .collect();
        let expected =
            [("x", vec![], 0), ("a", vec!["Красные яблоки", "саду"], 1), ("b", vec!["груши", "груши"], 0)];
        assert_eq!(mentions, expected);
    }

    #[test]
    fn what_the_publisher_states_is_kept() {
        let mut stated = communique("О разном", "Ничего.");
        stated.topics = vec!["c".to_owned(), "unknown".to_owned()];
        assert_eq!(ids(&found(&small(), &stated, Language::Russian)), ["y", "c"]);
        assert_eq!(small().unknown(&stated.topics).collect::<Vec<_>>(), ["unknown"]);
    }
}
