//! The analyzer: a text becomes tokens, each with the terms under which it is indexed and found.

use std::sync::Arc;

use quick_cache::{Equivalent, sync::Cache};
use rust_stemmers::{Algorithm, Stemmer};

use super::{lemmas, normalize, tokenizer};
use crate::model::Language;

/// How many words the cache remembers. Words repeat: a year of a ministry's texts has fewer different ones.
const CACHED_WORDS: usize = 100_000;

/// Turns text into [`Token`]s. Cheap to share between threads; what it remembers changes nothing but its speed.
pub struct Analyzer {
    russian: Stemmer,
    english: Stemmer,
    cache: Cache<WordKey, Arc<[String]>>,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte of the word in the text.
    pub start: usize,
    /// The byte after the word.
    pub end: usize,
    /// Its place among the words of the text, counted from 0.
    pub position: u32,
    /// The word in normal form (see [`normalize`]): what `=exact` and `prefix*` compare.
    pub form: String,
    /// The terms that stand for the word in any of its forms; at least one, without repetitions. A document's word
    /// is indexed under all of them; a query's word matches what is indexed under any of them.
    pub terms: Arc<[String]>,
}

/// Everything that the terms of a word depend on.
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

/// How a word is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reading {
    /// As a word of a document in a language; `capital` when it begins with a capital letter.
    Document { language: Language, capital: bool },
    /// As a word of a query: as in a document of any language.
    Query,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// The analyzer with its compiled-in rules.
    pub fn new() -> Self {
        Self {
            russian: Stemmer::create(Algorithm::Russian),
            english: Stemmer::create(Algorithm::English),
            cache: Cache::new(CACHED_WORDS),
        }
    }

    /// Analyses a document's text, or part of it, written in `language`.
    pub fn document(&self, text: &str, language: Language) -> Vec<Token> {
        self.tokens(text, |word| Reading::Document {
            language,
            capital: word.chars().next().is_some_and(char::is_uppercase),
        })
    }

    /// Analyses words that somebody asks for, in a language that need not be the documents': each word gets the
    /// terms that it would have in a document of any language, in every reading that it may have.
    pub fn query(&self, text: &str) -> Vec<Token> {
        self.tokens(text, |_| Reading::Query)
    }

    fn tokens(&self, text: &str, reading: impl Fn(&str) -> Reading) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 12);
        for range in tokenizer::words(text) {
            let word = &text[range.clone()];
            let form = normalize(word);
            if form.is_empty() {
                continue;
            }
            let reading = reading(word);
            let known = self.cache.get(&WordKeyRef { form: &form, reading });
            let terms = known.unwrap_or_else(|| {
                let terms: Arc<[String]> = self.terms(&form, reading).into();
                self.cache.insert(WordKey { form: form.clone(), reading }, Arc::clone(&terms));
                terms
            });
            tokens.push(Token {
                start: range.start,
                end: range.end,
                position: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
                form,
                terms,
            });
        }
        tokens
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

    /// The terms of a word in a document: its script picks the rules, the language decides what the script leaves
    /// open. Cyrillic words are Russian, unless the document or a letter of theirs is Belarusian, which has no
    /// stemmer yet; Latin words are English, unless the document is in none of our languages.
    ///
    /// A Russian word's terms are the Snowball stems of its lemmas: the lemma joins what the stemmer would split
    /// (посол, послом; Египет, Египта), the stemmer joins what lemmas of guessed words would split.
    fn document_terms(&self, form: &str, language: Language, capital: bool, terms: &mut Vec<String>) {
        match script(form) {
            Script::Cyrillic if language != Language::Belarusian => {
                for lemma in lemmas::russian(form, capital) {
                    terms.push(self.russian.stem(&lemma).into_owned());
                }
            }
            Script::Latin if language != Language::Undetermined => {
                terms.push(self.english.stem(form).into_owned());
            }
            _ => terms.push(form.to_owned()),
        }
    }

    /// A short text that stands for the analyzer's behaviour: the terms of a list of golden words, hashed. An index
    /// that was built by an analyzer with another fingerprint cannot be searched correctly by this one.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for language in Language::ALL {
            for token in self.document(include_str!("golden_words.txt"), language) {
                for part in [&token.form, &token.terms.join(" ")] {
                    hasher.update(part.as_bytes());
                    hasher.update(b"\n");
                }
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

enum Script {
    Cyrillic,
    Latin,
    Other,
}

/// The script that a stemmer would need to know. A letter that Russian does not have makes a Cyrillic word `Other`.
fn script(form: &str) -> Script {
    let mut cyrillic = false;
    let mut latin = false;
    for c in form.chars() {
        match c {
            'а'..='я' => cyrillic = true,
            'a'..='z' => latin = true,
            '\'' => {}
            _ => return Script::Other,
        }
    }
    match (cyrillic, latin) {
        (true, false) if form.contains('\'') => Script::Other,
        (true, false) => Script::Cyrillic,
        (false, true) => Script::Latin,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn belarusian_words_are_left_as_they_are() {
        check(Language::Belarusian, "эміраты", "эміратамі", false);
        check(Language::Russian, "Мінску", "мінску", true);
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
        assert_eq!(Analyzer::new().fingerprint(), Analyzer::new().fingerprint());
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
