//! Kinds of events: what a communiqué tells of, by its title or else by its lead.

use crate::lexicon::SpeakerWords;
use std::ops::{Range, RangeInclusive};

use serde::Deserialize;

use super::explain::{Explained, Place, Trace, matched_leaves};
use super::text::Text;
use super::word_facts::{Flags, WordFacts};
use crate::analysis::{Analyzer, Token, Word};
use crate::model::{Kind, Vocabulary};
use crate::query::{Parser, Query, StandingQueries, TextField};

/// The lead is this many words at the beginning of the text.
const LEAD_WORDS: usize = 60;

/// A speaker in a title (a name, perhaps with an office) has at most 5 words: «Глава МИД Румынии: …».
const MOST_SPEAKER_WORDS: usize = 5;

/// At most 2 words stand between a speaker and the verb.
const BESIDE: usize = 2;

/// The kinds with their queries parsed.
pub(super) struct Kinds {
    kinds: Vec<KindRule>,
    titles: StandingQueries,
    leads: StandingQueries,
    speakers: SpeakerWords,
}

struct KindRule {
    kind: Kind,
    /// Whether it wins over the other kinds.
    first: bool,
    title: Query,
    lead: Query,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile {
    kind: Vec<KindEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    kind: String,
    #[serde(default)]
    first: bool,
    title: String,
    lead: String,
}

impl Kinds {
    /// The file that they are made of.
    pub(super) const DATA: &str = include_str!("data/kinds.toml");

    /// The kinds that come with the program.
    pub(super) fn new(analyzer: &Analyzer) -> Self {
        let file: KindsFile = toml::from_str(Self::DATA).expect("a test reads the file of kinds");
        let vocabulary = Vocabulary::default();
        let parser = Parser::trusted(analyzer, &vocabulary);
        let parse = |text: fn(&KindEntry) -> &str| -> Vec<Query> {
            file.kind.iter().map(|entry| parser.parse(text(entry)).0).collect()
        };
        let (titles, leads) = (parse(|entry| &entry.title), parse(|entry| &entry.lead));
        let (of_titles, of_leads) = (StandingQueries::new(&titles), StandingQueries::new(&leads));
        let rule = |(entry, (title, lead)): (&KindEntry, (Query, Query))| KindRule {
            kind: Kind::from_code(&entry.kind).expect("a test reads the file of kinds"),
            first: entry.first,
            title,
            lead,
        };
        let kinds = file.kind.iter().zip(titles.into_iter().zip(leads)).map(rule).collect();
        Self { kinds, titles: of_titles, leads: of_leads, speakers: SpeakerWords::new() }
    }

    pub(super) fn look_up(&self, word: &Word, facts: &mut WordFacts) {
        facts.in_titles = self.titles.patterns(word).into();
        facts.in_leads = self.leads.patterns(word).into();
        facts.of_kind = self.titles.concern(&facts.in_titles) || self.leads.concern(&facts.in_leads);
    }

    /// The kind of event that a communiqué tells of and, when not the title but the text says so, the bytes of the
    /// text that do. [`Kind::Other`] when neither is clear. `body` is where the text is not background.
    pub(super) fn find(
        &self,
        title: &Text<'_>,
        text: &Text<'_>,
        body: &[Range<usize>],
        trace: &mut Trace,
    ) -> (Kind, Option<Range<usize>>) {
        let explained = |kind: Kind, place, rule, by| Explained {
            property: "kind",
            value: kind.code().to_owned(),
            place,
            rule,
            by,
        };
        if let Some(rule) = speaker(&self.speakers, title.text, title.tokens, text.tokens) {
            let kind = Kind::Statement;
            trace.note(|| explained(kind, Some(Place::Title(0..title.text.len())), rule, String::new()));
            return (kind, None);
        }
        let whole = 0..title.tokens.len();
        if let Some((rule, places)) = self.decide(&self.titles, title, &[whole], |facts| &facts.in_titles) {
            trace.note(|| {
                let words = title.between(&places);
                let by = matched_leaves(&rule.title, words, TextField::Title);
                explained(rule.kind, title.range(&places).map(Place::Title), "a query for titles", by)
            });
            return (rule.kind, None);
        }
        let mut left = LEAD_WORDS;
        let lead = body.iter().map(|part| {
            let words = part.len().min(left);
            left -= words;
            part.start..part.start + words
        });
        let lead: Vec<Range<usize>> = lead.collect();
        let Some((rule, places)) = self.decide(&self.leads, text, &lead, |facts| &facts.in_leads) else {
            trace
                .note(|| explained(Kind::Other, None, "no query for titles or leads matches", String::new()));
            return (Kind::Other, None);
        };
        let range = text.range(&places);
        trace.note(|| {
            let by = matched_leaves(&rule.lead, text.between(&places), TextField::Body);
            explained(rule.kind, range.clone().map(Place::Text), "a query for leads", by)
        });
        (rule.kind, range)
    }

    /// The rule for the kind that parts of a text name, with the places of the words that name it.
    fn decide(
        &self,
        queries: &StandingQueries,
        text: &Text<'_>,
        parts: &[Range<usize>],
        patterns: fn(&WordFacts) -> &[u32],
    ) -> Option<(&KindRule, RangeInclusive<u32>)> {
        let found = queries.find(
            0..0,
            parts,
            |_, at| text.words.flags(at).has(Flags::OF_KIND),
            |_, at| text.words.facts(at, Flags::IN_TITLES | Flags::IN_LEADS).map_or(&[][..], patterns),
        );
        let rank = |query: usize, place: u32| (!self.kinds[query].first, place, query);
        let best = found.iter().min_by_key(|found| rank(found.query, *found.places.start()))?;
        Some((&self.kinds[best.query], best.places.clone()))
    }
}

/// The rule by which a title is a statement: «Иван Петров: мы готовы», «Глава МИД Румынии: график должен быть ясным».
/// The words before the colon are a name, all of them with capital letters, or an office. Words all in capitals are
/// neither («LIVE: …»). A single word is more often a subject («Погода: …»), so the text must have it beside a verb of
/// saying.
fn speaker(speakers: &SpeakerWords, title: &str, tokens: &[Token], text: &[Token]) -> Option<&'static str> {
    let (speaker, said) = title.split_once(": ")?;
    let words: Vec<&Token> =
        tokens.iter().take_while(|token| token.end <= speaker.len()).take(MOST_SPEAKER_WORDS + 1).collect();
    if is_quotation(said) && !words.is_empty() {
        return Some("a quotation after a colon");
    }
    if words.len() > MOST_SPEAKER_WORDS || said.is_empty() {
        return None;
    }
    // «Минск-Вена: …» is a route, not a name.
    let named = words.iter().all(|word| word.capital && !word.joined) && speaker.contains(char::is_lowercase);
    match words.as_slice() {
        [] => None,
        [word] => (named && speaks(speakers, &word.form, text))
            .then_some("a surname before a colon, which the text lets speak"),
        _ if named => Some("a name before a colon"),
        [first, ..] => speakers.is_office(&first.form).then_some("an office before a colon"),
    }
}

/// Whether a text is in quotation marks and long enough to be a statement rather than the title of a film.
fn is_quotation(text: &str) -> bool {
    const LEAST_WORDS: usize = 4;
    let opens = text.starts_with(['«', '"', '“', '„']);
    opens && text.trim_end_matches('.').ends_with(['»', '"', '”']) && text.split(' ').count() >= LEAST_WORDS
}

/// Whether a verb of saying is at most 2 words away from a word in a text.
fn speaks(speakers: &SpeakerWords, form: &str, text: &[Token]) -> bool {
    let says = |token: &Token| speakers.is_speech(&token.form);
    text.iter().enumerate().filter(|(_, token)| token.form == form).any(|(at, _)| {
        let near = at.saturating_sub(BESIDE)..text.len().min(at + BESIDE + 1);
        text[near].iter().any(says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, detect_language, language_by_alphabet};
    use crate::model::Communique;

    fn kind(title: &str, text: &str) -> (Kind, Option<String>) {
        let analyzer = Analyzer::new();
        let language = detect_language(text).unwrap_or_else(|| language_by_alphabet(text));
        let communique = Communique::of(title, text);
        let kinds = Kinds::new(&analyzer);
        let (title_tokens, tokens) = (analyzer.document(title, language), analyzer.document(text, language));
        let part = |text, tokens| Text::of(text, tokens, |word, facts| kinds.look_up(word, facts));
        let (title, told) = (part(title, &title_tokens), part(text, &tokens));
        let (kind, range) = kinds.find(&title, &told, &told.body(&communique), &mut Trace::default());
        (kind, range.map(|range| text[range].to_owned()))
    }

    fn check(title: &str, expected: Kind) {
        assert_eq!(kind(title, "Подробности позднее."), (expected, None), "{title}");
    }

    fn check_lead(text: &str, expected: Kind, says: &str) {
        assert_eq!(kind("О сотрудничестве", text), (expected, Some(says.to_owned())), "{text}");
    }

    #[test]
    fn the_queries_of_the_program_are_sound() {
        let analyzer = Analyzer::new();
        let file: KindsFile = toml::from_str(Kinds::DATA).expect("the file is right");
        let vocabulary = Vocabulary::default();
        for entry in &file.kind {
            assert!(Kind::from_code(&entry.kind).is_some_and(|kind| kind != Kind::Other), "{}", entry.kind);
            for text in [&entry.title, &entry.lead] {
                let (query, warnings) = Parser::trusted(&analyzer, &vocabulary).parse(text);
                assert!(warnings.is_empty() && query.asks_for_words(), "{}: {warnings:?}", entry.kind);
            }
        }
        assert_eq!(file.kind.len(), Kind::ALL.len() - 1);
    }

    #[test]
    fn the_title_says_what_it_is() {
        check("О встрече Министра с послом Габона", Kind::Meeting);
        check("О визите делегации Оренбурга", Kind::Visit);
        check("О переговорах с портом Могадишо", Kind::Talks);
        check("О заседании межправительственной комиссии", Kind::Talks);
        check("О подписании меморандума во время визита в Анкару", Kind::Signing);
        check("Об итогах визита и подписании соглашений", Kind::Signing);
        check("Заявление МИД об обстреле", Kind::Statement);
        check("Комментарий пресс-секретаря", Kind::Statement);
        check("О назначении Ивана Лося послом", Kind::Appointment);
        check("Министр культуры подал в отставку", Kind::Appointment);
        check("О телефонном разговоре министров", Kind::Call);
        check("Об открытии выставки «Лесной дом»", Kind::Exhibition);
        check("Аб сустрэчы з паслом Габона", Kind::Meeting);
        check("Аб падпісанні дагавора", Kind::Signing);
        check("Аб перамовах з портам", Kind::Talks);
        check("Minister meets ambassador of Gabon", Kind::Meeting);
        check("Belarus and Gabon sign an agreement", Kind::Signing);
        check("О ценах на яблоки", Kind::Other);
        check("Сколько заявлений подано", Kind::Other);
    }

    #[test]
    fn a_speaker_before_a_colon_makes_a_statement() {
        check("Иван Лось: визит отложен", Kind::Statement);
        check("Министр культуры Габона: мы подпишем всё", Kind::Statement);
        let speaks = |title: &str| kind(title, "На этом настаивает Лось. «Да», – добавил Лось.").0;
        assert_eq!(speaks("Лось: визит отложен"), Kind::Statement);
        assert_eq!(speaks("Погода: дожди"), Kind::Other);
        check("Пожары в Габоне: дым достиг столицы", Kind::Other);
        check("Что изменится: новые правила", Kind::Other);
        check("LIVE: о визите министра", Kind::Visit);
        check("Министр энергетики о ценах на газ для Габона: \"У них нет таких денег\"", Kind::Statement);
        check("Новый фильм: «Тень»", Kind::Other);
        check("Минск-Вена: поезд идёт снова", Kind::Other);
        check("LIVE TEXT: о визите министра", Kind::Visit);
        check(": ", Kind::Other);
        check("А: б", Kind::Other);
    }

    #[test]
    fn the_lead_is_read_when_the_title_is_silent() {
        check_lead("В Минске состоялась встреча экспертов.", Kind::Meeting, "состоялась встреча");
        check_lead("У Мінску адбыліся перамовы экспертаў пра бульбу.", Kind::Talks, "адбыліся перамовы");
        check_lead("The ministers held talks in Minsk on Monday.", Kind::Talks, "held talks");
        let background = "Эксперты довольны. Справочно. В Минске состоялась встреча.";
        assert_eq!(kind("О сотрудничестве", background), (Kind::Other, None));
        assert_eq!(kind("", ""), (Kind::Other, None));
    }
}
