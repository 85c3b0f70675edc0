//! The analyzer: a text becomes tokens, each with the terms under which it is indexed and found.

use rust_stemmers::{Algorithm, Stemmer};

use super::{normalize, tokenizer};
use crate::model::Language;

/// Turns text into [`Token`]s. Cheap to share between threads; it holds no state that changes.
pub struct Analyzer {
    russian: Stemmer,
    english: Stemmer,
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
    pub terms: Vec<String>,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl Analyzer {
    /// The analyzer with its compiled-in rules.
    pub fn new() -> Self {
        Self { russian: Stemmer::create(Algorithm::Russian), english: Stemmer::create(Algorithm::English) }
    }

    /// Analyses a document's text, or part of it, written in `language`.
    pub fn document(&self, text: &str, language: Language) -> Vec<Token> {
        self.tokens(text, |form| vec![self.document_term(form, language)])
    }

    /// Analyses words that somebody asks for, in a language that need not be the documents': each word gets the
    /// terms that it would have in a document of any language. With `language` given, only that one's.
    pub fn query(&self, text: &str, language: Option<Language>) -> Vec<Token> {
        match language {
            Some(language) => self.document(text, language),
            None => self.tokens(text, |form| {
                let mut terms: Vec<String> = Vec::with_capacity(2);
                for language in Language::ALL {
                    let term = self.document_term(form, language);
                    if !terms.contains(&term) {
                        terms.push(term);
                    }
                }
                terms
            }),
        }
    }

    fn tokens(&self, text: &str, terms: impl Fn(&str) -> Vec<String>) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 12);
        for range in tokenizer::words(text) {
            let form = normalize(&text[range.clone()]);
            if form.is_empty() {
                continue;
            }
            tokens.push(Token {
                start: range.start,
                end: range.end,
                position: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
                terms: terms(&form),
                form,
            });
        }
        tokens
    }

    /// The term of a word in a document: its script picks the stemmer, the language decides what the script leaves
    /// open. Cyrillic words are Russian, unless the document or a letter of theirs is Belarusian, which has no
    /// stemmer yet; Latin words are English, unless the document is in none of our languages.
    fn document_term(&self, form: &str, language: Language) -> String {
        let stemmer = match script(form) {
            Script::Cyrillic if language != Language::Belarusian => Some(&self.russian),
            Script::Latin if language != Language::Undetermined => Some(&self.english),
            _ => None,
        };
        stemmer.map_or_else(|| form.to_owned(), |stemmer| stemmer.stem(form).into_owned())
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
        let terms = |text| -> Vec<Vec<String>> {
            analyzer.document(text, language).into_iter().map(|token| token.terms).collect()
        };
        assert_eq!(terms(a) == terms(b), same, "{a} / {b} in {language}");
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
            let query = analyzer.query(word, None);
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
        assert_eq!(tokens[0].terms, ["межправительствен"]);
        assert_eq!(tokens[1].terms, ["внешнеэкономическ"]);
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
