//! The analyzer: a text becomes tokens, each with the terms under which it is indexed and found.

use std::sync::{Arc, OnceLock};

use quick_cache::Equivalent;
use rust_stemmers::{Algorithm, Stemmer};

use super::term::BELARUSIAN_MARK;
use super::token::Token;
use super::tokenizer;
use super::word::Word;
use crate::lexicon::{
    LemmaKind, Weighed, WordCache, begins_with_capital, belarusian_stem, is_remembered, normalize_into,
    russian_lemmas, word_cache,
};
use crate::model::Language;

/// The cache of documents' words: more than the different words in a year of a ministry's texts.
const CACHED_WORDS: usize = 200_000;
const CACHED_BYTES: u64 = 200 << 20;

/// The cache of queries' words, of its own, as anyone may send words that no document has.
const CACHED_QUERY_WORDS: usize = 10_000;
const CACHED_QUERY_BYTES: u64 = 8 << 20;

/// The bytes that the annotators store in a word of a document: most words have some hundred.
const STORED_LATER: usize = 500;

/// Turns text into [`Token`]s. Cheap to share between threads; its cache changes only the speed.
///
/// ```
/// use vestnik::analysis::Analyzer;
/// use vestnik::model::Language;
///
/// let analyzer = Analyzer::new();
/// let text = analyzer.document("в министрах", Language::Russian);
/// let query = analyzer.query("министр");
/// assert_eq!((text[1].start, text[1].position), (3, 1), "bytes and words are counted from 0");
/// assert!(query[0].terms.iter().any(|term| text[1].terms.contains(term)), "the query finds the word");
/// ```
pub struct Analyzer {
    russian: Stemmer,
    english: Stemmer,
    documents: WordCache<WordKey, Arc<Word>>,
    queries: WordCache<WordKey, Arc<Word>>,
    method: Method,
    /// Worked out when it is first asked for.
    fingerprint: OnceLock<String>,
}

/// How words become terms. [`Method::Full`] is Vestnik's; the others are for comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every likely lemma, stemmed; names of places as they are; Belarusian by its own stemmer; compounds whole and in
    /// parts.
    Full,
    /// The same with the most likely lemma only.
    OneReading,
    /// The most likely lemma as it is.
    Lemma,
    /// The Snowball stem of the word.
    Snowball,
    /// The word in its normal form.
    Exact,
}

/// Words that show how an analyzer works: 350 Russian, 163 Belarusian and 88 English ones, taken at equal steps from those in the
/// lists of annotators, topics and countries, and a hundred hard ones that are read in all languages.
const GOLDEN_WORDS: &str = include_str!("golden_words.txt");

/// The shortest stem, in letters, used for a word of the dictionary. Shorter stems collide with those of other words
/// (визит and виза, часть and частый), so such a word is indexed under its lemma.
const MIN_STEM: usize = 5;

/// A compound of more parts than this (`а-б-в-г-д-е`) is not a word.
const MAX_COMPOUND_PARTS: usize = 4;

/// Everything that determines the terms of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct WordKey {
    form: String,
    reading: Reading,
}

#[derive(Hash)]
struct WordKeyRef<'a> {
    form: &'a str,
    reading: Reading,
}

impl Equivalent<WordKey> for WordKeyRef<'_> {
    fn equivalent(&self, key: &WordKey) -> bool {
        self.form == key.form && self.reading == key.reading
    }
}

impl Weighed for WordKey {
    fn bytes(&self) -> usize {
        let later = if self.reading == Reading::Query { 0 } else { STORED_LATER };
        self.form.capacity() + later
    }
}

/// How a word is analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reading {
    /// As a word of a document in a language; `capital` when it begins with a capital letter.
    Document { language: Language, capital: bool },
    /// As a word of a query: as in a document in any of the languages.
    Query,
}

impl Reading {
    fn has_capital(self) -> bool {
        matches!(self, Self::Document { capital: true, .. })
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// The analyzer with its compiled-in rules.
    pub fn new() -> Self {
        Self::with_method(Method::Full)
    }

    /// An analyzer with another method, for comparison.
    pub fn with_method(method: Method) -> Self {
        Self {
            method,
            russian: Stemmer::create(Algorithm::Russian),
            english: Stemmer::create(Algorithm::English),
            documents: word_cache(CACHED_WORDS, CACHED_BYTES),
            queries: word_cache(CACHED_QUERY_WORDS, CACHED_QUERY_BYTES),
            fingerprint: OnceLock::new(),
        }
    }

    /// Analyses a document's text, or part of it, written in `language`.
    pub fn document(&self, text: &str, language: Language) -> Vec<Token> {
        self.tokens(text, |capital| Reading::Document { language, capital })
    }

    /// Analyses the words of a query, whose language need not be the documents': each word gets the terms that it would
    /// have in a document in any of the languages, in every reading.
    pub fn query(&self, text: &str) -> Vec<Token> {
        self.tokens(text, |_| Reading::Query)
    }

    fn tokens(&self, text: &str, reading: impl Fn(bool) -> Reading) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 12);
        // The start of the compound that the last token belongs to.
        let mut compound = 0;
        let mut form = String::new();
        for range in tokenizer::words(text) {
            let word = &text[range.clone()];
            normalize_into(word, &mut form);
            if form.is_empty() {
                continue;
            }
            let joined = tokens.last().is_some_and(|last| tokenizer::is_hyphen(&text[last.end..range.start]));
            let grouped = is_digit_group(&tokens[compound..], &form, text, range.start);
            if !joined && !grouped {
                self.close_compound(&mut tokens[compound..], &reading);
                compound = tokens.len();
            }
            let capital = begins_with_capital(word);
            let word = self.cached(&form, reading(capital), |form, reading| {
                Word::new(form, reading.has_capital(), self.terms(form, reading))
            });
            tokens.push(Token {
                start: range.start,
                end: range.end,
                position: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
                joined,
                capital,
                plain: form.len() == range.len(),
                word,
            });
        }
        self.close_compound(&mut tokens[compound..], &reading);
        tokens
    }

    /// Gives the last part of a compound the terms of the whole. Numbers with a hyphen (`2026-2028`) are a range;
    /// groups of digits (`1 240`) are one number.
    fn close_compound(&self, parts: &mut [Token], reading: &impl Fn(bool) -> Reading) {
        let whole = matches!(self.method, Method::Full | Method::OneReading)
            && (2..=MAX_COMPOUND_PARTS).contains(&parts.len())
            && (parts.iter().any(|part| part.form.contains(char::is_alphabetic))
                || parts.iter().skip(1).all(|part| !part.joined));
        if !whole {
            return;
        }
        let hyphenated = parts.iter().map(|part| part.form.as_str()).collect::<Vec<_>>().join("-");
        let Some(last) = parts.last_mut() else { return };
        // Analysed as the last part is, so that the cached result does not depend on which word came first.
        let reading = reading(last.capital);
        let own = Arc::clone(&last.word);
        last.word = self.cached(&hyphenated, reading, |form, reading| {
            let mut terms = own.terms.to_vec();
            terms.extend(self.terms(&form.replace('-', ""), reading));
            Word::new(&own.form, own.capital, distinct(terms))
        });
    }

    fn cached(&self, form: &str, reading: Reading, word: impl FnOnce(&str, Reading) -> Word) -> Arc<Word> {
        let cache = match reading {
            Reading::Document { .. } => &self.documents,
            Reading::Query => &self.queries,
        };
        cache.get(&WordKeyRef { form, reading }).unwrap_or_else(|| {
            let word = Arc::new(word(form, reading));
            if is_remembered(form) {
                cache.insert(WordKey { form: form.to_owned(), reading }, Arc::clone(&word));
            }
            word
        })
    }

    fn terms(&self, form: &str, reading: Reading) -> Vec<String> {
        let mut terms = Vec::with_capacity(2);
        match reading {
            Reading::Document { language, capital } => {
                self.document_terms(form, language, capital, &mut terms)
            }
            Reading::Query => {
                for language in Language::ALL {
                    // Readers rarely type capitals, so a name must be found without one.
                    self.document_terms(form, language, true, &mut terms);
                }
            }
        }
        distinct(terms)
    }

    /// The terms of a word in a document: its script selects the rules, the language decides where the script does not.
    /// Cyrillic words are Russian, unless the document or one of their letters is Belarusian; Latin words are English,
    /// unless the document is in none of our languages.
    ///
    /// A Russian word's terms are the Snowball stems of its lemmas: the lemma joins what the stemmer would split
    /// (посол, послом; Египет, Египта), the stemmer joins what lemmas of guessed words would split. The names of
    /// places stay as they are, because they are all in the dictionary and their stems are those of other words
    /// (Грузия, груз; Мали, малый).
    fn document_terms(&self, form: &str, language: Language, capital: bool, terms: &mut Vec<String>) {
        let script = script(form);
        match self.method {
            Method::Exact => return terms.push(form.to_owned()),
            Method::Snowball => {
                return terms.push(match script {
                    Script::Cyrillic => self.russian.stem(form).into_owned(),
                    Script::Latin => self.english.stem(form).into_owned(),
                    Script::Belarusian | Script::Other => form.to_owned(),
                });
            }
            Method::Full | Method::OneReading | Method::Lemma => {}
        }
        match script {
            Script::Belarusian => terms.push(belarusian_term(form)),
            Script::Cyrillic if language == Language::Belarusian => terms.push(belarusian_term(form)),
            Script::Cyrillic => {
                let readings = if self.method == Method::Full { usize::MAX } else { 1 };
                for lemma in russian_lemmas(form, capital).into_iter().take(readings) {
                    terms.push(match (self.method, lemma.kind) {
                        (Method::Lemma, _) | (_, LemmaKind::Place) => lemma.text,
                        (_, kind) => self.stem_of_lemma(lemma.text, kind),
                    });
                }
            }
            Script::Latin if language != Language::Undetermined => {
                terms.push(self.english.stem(form).into_owned());
            }
            Script::Latin | Script::Other => terms.push(number(form).unwrap_or_else(|| form.to_owned())),
        }
    }

    fn stem_of_lemma(&self, lemma: String, kind: LemmaKind) -> String {
        let stem = self.russian.stem(&lemma);
        let short = stem.chars().count() < MIN_STEM;
        if short && kind == LemmaKind::Word { lemma } else { stem.into_owned() }
    }

    /// 16 hexadecimal digits that stand for the analyzer's behaviour: the terms and families of `GOLDEN_WORDS`,
    /// hashed. An index that was built by an analyzer with another fingerprint cannot be searched correctly by this
    /// one. What the analyzer is made of does not count, so that a mere rewriting of its code refuses no index.
    pub fn fingerprint(&self) -> String {
        self.fingerprint.get_or_init(|| self.hash_of(GOLDEN_WORDS)).clone()
    }

    /// The hash of what becomes of some words: lines of a language, or `all`, and words.
    fn hash_of(&self, golden_words: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        for line in golden_words.lines() {
            let (tag, words) = line.split_once(' ').expect("a line is a language and words");
            let all = if tag == "all" { Language::ALL.to_vec() } else { Vec::new() };
            for language in Language::from_tag(tag).into_iter().chain(all) {
                for token in self.document(words, language) {
                    for part in [&token.form, &token.terms.join(" "), &token.families.join(" ")] {
                        hasher.update(part.as_bytes());
                        hasher.update(b"\n");
                    }
                }
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

fn belarusian_term(form: &str) -> String {
    format!("{BELARUSIAN_MARK}{}", belarusian_stem(form))
}

/// Whether a word goes on with the digits of a number: `1 240`.
fn is_digit_group(number: &[Token], form: &str, text: &str, start: usize) -> bool {
    let digits = |form: &str| form.len() <= 3 && form.bytes().all(|byte| byte.is_ascii_digit());
    let Some(last) = number.last() else { return false };
    matches!(&text[last.end..start], " " | "\u{a0}" | "\u{202f}")
        && form.len() == 3
        && digits(form)
        && number.iter().all(|group| digits(&group.form) && !group.joined)
}

/// One spelling for both customs: a decimal comma becomes a point (`7,2`, `7.2`), and commas between groups of digits
/// go (`1,240`). `None` for anything else.
fn number(form: &str) -> Option<String> {
    let groups: Vec<&str> = form.split(',').collect();
    let (first, others) = groups.split_first()?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if others.is_empty() || !groups.iter().all(|group| digits(group)) {
        return None;
    }
    if first.len() <= 3 && others.iter().all(|group| group.len() == 3) {
        return Some(groups.concat());
    }
    (others.len() == 1).then(|| groups.join("."))
}

/// The terms without repetitions, in their order.
fn distinct(mut terms: Vec<String>) -> Vec<String> {
    let mut at = 0;
    while at < terms.len() {
        if terms[..at].contains(&terms[at]) {
            terms.remove(at);
        } else {
            at += 1;
        }
    }
    terms
}

enum Script {
    /// Letters that Russian and Belarusian both have.
    Cyrillic,
    /// Cyrillic with a letter that Russian does not have: і, ў, the apostrophe.
    Belarusian,
    Latin,
    Other,
}

/// The script of a word in normal form, which selects its rules.
fn script(form: &str) -> Script {
    let (mut cyrillic, mut belarusian, mut latin) = (false, false, false);
    for c in form.chars() {
        match c {
            'а'..='я' => cyrillic = true,
            'і' | 'ў' => belarusian = true,
            'a'..='z' => latin = true,
            '\'' => {}
            _ => return Script::Other,
        }
    }
    match (cyrillic || belarusian, latin) {
        (true, false) if belarusian || form.contains('\'') => Script::Belarusian,
        (true, false) => Script::Cyrillic,
        (false, true) => Script::Latin,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::normalize;

    fn check(language: Language, a: &str, b: &str, same: bool) {
        let analyzer = Analyzer::new();
        let (a_tokens, b_tokens) = (analyzer.document(a, language), analyzer.document(b, language));
        let shared =
            a_tokens.iter().zip(&b_tokens).all(|(a, b)| a.terms.iter().any(|term| b.terms.contains(term)));
        assert_eq!(shared, same, "{a} / {b} in {language}");
    }

    #[test]
    fn forms_of_a_word_share_a_term() {
        use Language::{English, Russian};
        check(Russian, "Эмираты", "эмиратами", true);
        check(Russian, "Объединенные Арабские", "Объединёнными Арабскими", true);
        check(Russian, "кибербезопасность", "кибербезопасности", true);
        check(Russian, "agreements", "agreement", true);
        check(English, "agreements", "agreement", true);
        check(English, "договоры", "договорами", true);
        check(Russian, "договор", "переговоры", false);
        for (name, form) in [
            ("посол", "послом"),
            ("Египет", "Египта"),
            ("египет", "Египта"),
            ("Германия", "Германии"),
            ("визит", "визиты"),
            ("Китай", "Китая"),
            ("Вьетнам", "Вьетнаме"),
            ("саммит", "саммитом"),
            ("Залесский", "Залесского"),
            ("соглашение", "соглашений"),
            ("гражданин", "граждане"),
        ] {
            check(Russian, name, form, true);
        }
    }

    #[test]
    fn belarusian_words_have_forms_too() {
        check(Language::Belarusian, "эміраты", "эміратамі", true);
        check(Language::Belarusian, "бяспека", "бяспецы", true);
        check(Language::Belarusian, "право", "права", true);
        // A Belarusian name in a Russian text.
        check(Language::Russian, "Мінску", "мінск", true);
    }

    #[test]
    fn names_of_places_are_not_other_words() {
        check(Language::Russian, "Грузия", "грузы", false);
        check(Language::Russian, "Мали", "малый", false);
        check(Language::Russian, "Дании", "данные", false);
        check(Language::Russian, "Грузия", "грузии", true);
    }

    #[test]
    fn numbers_of_both_customs() {
        check(Language::Russian, "магнитуда 7,2", "магнитудой 7.2", true);
        check(Language::Russian, "1,240", "1240", true);
        let analyzer = Analyzer::new();
        let last = |text| analyzer.document(text, Language::Russian).pop().map(|token| token.terms.to_vec());
        assert_eq!(last("1 240"), Some(vec!["240".to_owned(), "1240".to_owned()]));
        assert_eq!(last("в 2025 100"), Some(vec!["100".to_owned()]));
        assert_eq!(last("COVID-19 100"), Some(vec!["100".to_owned()]));
    }

    /// The terms of a compound depended on whether it had been read with another capital before.
    #[test]
    fn what_is_remembered_changes_nothing() {
        let words = [
            "Санкт-Петербург",
            "Санкт-петербург",
            "санкт-Петербург",
            "Германию-Германию",
            "германию-германию",
        ];
        let fresh = |word: &str| Analyzer::new().document(word, Language::Russian);
        let used = Analyzer::new();
        for order in [words.to_vec(), words.iter().rev().copied().collect()] {
            for word in order {
                assert_eq!(used.document(word, Language::Russian), fresh(word), "{word}");
            }
        }
    }

    /// The cache was bounded in words: garbage of 254 letters took 2.5 kB a word, and half a gigabyte in all.
    #[test]
    fn garbage_leaves_nothing_behind() {
        let analyzer = Analyzer::new();
        for n in 0..200 {
            let long = format!("{n}{}", "щъ".repeat(126));
            analyzer.query(&long);
            analyzer.document(&long, Language::Russian);
        }
        assert_eq!(analyzer.queries.len() + analyzer.documents.len(), 0, "long words are not remembered");
        let count = if std::env::var_os("VESTNIK_SOAK").is_some() { 1_000_000 } else { 20_000 };
        for n in 0..count {
            analyzer.query(&format!("щъфы{n}ыфъщъъъъъъъъъъъъъъъъъъъъ"));
        }
        let weight = analyzer.queries.weight();
        assert!(weight <= CACHED_QUERY_BYTES, "{weight} bytes");
        assert!(weight > CACHED_QUERY_BYTES / 2, "it is used: {weight} bytes");
    }

    #[test]
    fn compounds_are_found_whole_and_in_parts() {
        let analyzer = Analyzer::new();
        let finds = |query: &str, text: &str| {
            let tokens = analyzer.document(text, Language::Russian);
            let asked = analyzer.query(query);
            asked.iter().all(|asked| {
                tokens.iter().any(|token| token.terms.iter().any(|term| asked.terms.contains(term)))
            })
        };
        assert!(finds("китайского", "белорусско-китайский"));
        assert!(finds("белорусско", "белорусско-китайский"));
        assert!(finds("кибербезопасности", "кибер-безопасность"));
        assert!(finds("covid19", "COVID-19"));
        assert!(!finds("20262028", "2026-2028"));
        assert!(!finds("минскмосква", "Минск - Москва"));
    }

    #[test]
    fn a_query_word_is_found_in_documents_of_every_language() {
        let analyzer = Analyzer::new();
        for word in ["нафта", "Мінск", "договоры", "agreements", "5G", "Chișinău"] {
            let query = analyzer.query(word);
            for language in Language::ALL {
                for (asked, written) in query.iter().zip(analyzer.document(word, language)) {
                    assert!(
                        written.terms.iter().all(|term| asked.terms.contains(term)),
                        "{word} in {language}"
                    );
                }
            }
        }
    }

    #[test]
    fn long_words_are_kept() {
        let analyzer = Analyzer::new();
        let tokens = analyzer.document("межправительственной внешнеэкономического", Language::Russian);
        assert_eq!(*tokens[0].terms, ["межправительствен"]);
        assert_eq!(*tokens[1].terms, ["внешнеэкономическ"]);
    }

    #[test]
    fn the_fingerprint_is_stable() {
        let analyzer = Analyzer::new();
        let started = std::time::Instant::now();
        let fresh = analyzer.fingerprint();
        println!("the fingerprint of an analyzer takes {:?}", started.elapsed());
        assert_eq!(fresh, Analyzer::new().fingerprint());
        // What the analyzer has read before changes nothing.
        let used = Analyzer::new();
        used.document(&GOLDEN_WORDS.to_uppercase(), Language::Russian);
        assert_eq!(fresh, used.fingerprint());
    }

    /// Every way of analysing shows in the fingerprint, and so does a single word that becomes another.
    #[test]
    fn another_behaviour_has_another_fingerprint() {
        let methods = [Method::Full, Method::OneReading, Method::Lemma, Method::Snowball, Method::Exact];
        let mut fingerprints = methods.map(|method| Analyzer::with_method(method).fingerprint()).to_vec();
        fingerprints.sort();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), methods.len());

        let analyzer = Analyzer::new();
        let changed = GOLDEN_WORDS.replacen("аб’ява", "заява", 1);
        assert_ne!(analyzer.hash_of(&changed), analyzer.fingerprint());
    }

    /// Golden words that are their own terms show nothing.
    #[test]
    fn golden_words_have_terms_of_their_own() {
        let analyzer = Analyzer::new();
        for (tag, least) in [("ru", 200), ("be", 120), ("en", 25)] {
            let language = Language::from_tag(tag).expect("a language");
            let lines = GOLDEN_WORDS.lines().filter_map(|line| line.strip_prefix(tag));
            let tokens = lines.flat_map(|words| analyzer.document(words, language));
            let telling = tokens.filter(|token| {
                token.terms.iter().any(|term| *term != token.form && *term != format!("be:{}", token.form))
            });
            let telling = telling.count();
            println!("{tag}: {telling} golden words become other terms");
            assert!(telling >= least, "{tag}: {telling}");
        }
    }

    proptest::proptest! {
        #[test]
        fn offsets_are_on_character_boundaries(text in "[а-яёіўА-ЯЁa-zA-Z0-9 .,'’\u{301}\u{ad}-]*") {
            let analyzer = Analyzer::new();
            for (at, token) in analyzer.document(&text, Language::Russian).iter().enumerate() {
                assert!(text.get(token.start..token.end).is_some());
                assert_eq!(token.position as usize, at);
                assert_eq!(token.form, normalize(&text[token.start..token.end]));
                assert!(!token.terms.is_empty());
            }
        }
    }
}
