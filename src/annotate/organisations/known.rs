//! The organisations that are known by name: the list, its names in a gazetteer, and which matches count.

use crate::analysis::{GazetteerBuilder, Match};
use crate::lexicon::{Case, Morphology, Part, dictionary_forms, forms, normalize};
use crate::model::Language;

use super::heads::Words;
use super::weights;
use crate::annotate::passage::Passage;

const LIST: &str = include_str!("../data/organisations.tsv");

/// An organisation that is known by name.
#[derive(Debug)]
pub(super) struct Entry {
    /// The value of the filter.
    pub(super) name: &'static str,
    /// Whether a place may follow its name and make another one of it: «МИД», «МИД Киргизии».
    pub(super) state: bool,
    /// Whether people write there, so that «в» before its name means no organisation.
    pub(super) site: bool,
    /// The one country that has it.
    pub(super) country: &'static str,
}

/// One name of an entry.
#[derive(Debug)]
pub(super) struct KnownName {
    pub(super) entry: usize,
    pub(super) text: &'static str,
    /// Its words.
    parts: Vec<&'static str>,
    language: Language,
    /// Counts only in quotation marks, or after a word that says what it is.
    guarded: bool,
    /// Its words may be written without capitals: «министерство юстиции».
    lower: bool,
}

/// The list.
pub(super) struct Known {
    pub(super) entries: Vec<Entry>,
    pub(super) names: Vec<KnownName>,
}

impl Known {
    pub(super) fn new(words: &Words) -> Self {
        let mut known = Self { entries: Vec::new(), names: Vec::new() };
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let column = |at: usize| columns.get(at).copied().unwrap_or("");
            let texts = |at: usize| column(at).split("; ").filter(|text| !text.is_empty());
            let Some(first) = texts(2).chain(texts(4)).next() else { continue };
            let entry = known.entries.len();
            known.entries.push(Entry {
                name: first.trim_matches('"'),
                state: column(0) == "state",
                site: column(0) == "site",
                country: column(1),
            });
            let languages = [(2, Language::Russian), (3, Language::Belarusian), (4, Language::English)];
            for (at, language) in languages {
                for written in texts(at) {
                    let text = written.trim_matches('"');
                    let parts = split(text);
                    known.names.push(KnownName {
                        entry,
                        text,
                        language,
                        guarded: text.len() != written.len(),
                        lower: language != Language::English
                            && if parts.len() > 1 {
                                parts.iter().any(|word| words.head(&normalize(word)).is_some())
                            } else {
                                column(0) == "state"
                            },
                        parts,
                    });
                }
            }
        }
        known
    }

    /// Adds every name to a gazetteer, under the numbers that `number` gives for its place in `names`.
    pub(super) fn add_names(
        &self,
        builder: &mut GazetteerBuilder,
        morphology: &Morphology,
        number: impl Fn(usize) -> usize,
    ) {
        for (at, name) in self.names.iter().enumerate() {
            builder.add(inflected(name, morphology), number(at));
        }
    }

    /// Whether what looks like a name is written as one, in the right language.
    pub(super) fn accepts(&self, candidate: Match, passage: &Passage<'_>) -> bool {
        let (text, tokens) = (passage.text, passage.tokens);
        let Some(name) = self.names.get(candidate.name) else { return false };
        let readable = match (name.language, passage.language) {
            (Language::Belarusian, Language::Belarusian) | (Language::English, _) => true,
            (Language::Russian, language) => language != Language::Belarusian,
            _ => false,
        };
        if !readable {
            return false;
        }
        let written = tokens[candidate.first..=candidate.last].iter();
        let spelled = name
            .parts
            .iter()
            .zip(written)
            .all(|(part, token)| spelled_like(part, &text[token.start..token.end], name.lower));
        let gaps = tokens[candidate.first..=candidate.last].windows(2).all(|pair| {
            let gap = &text[pair[0].end..pair[1].start];
            gap.chars().count() <= weights::MOST_GAP
                && !gap.contains(['\n', ';', '!', '?', '('])
                && (!gap.contains([',', '.']) || name.text.contains([',', '.', '—']))
        });
        spelled && gaps
    }
}

impl Known {
    /// Whether the words around a name leave it one: what is an ordinary word too stands in quotation marks, or after a
    /// word that says what it is; a site is not where somebody writes; and nothing else bears the name.
    pub(super) fn stands_as_name(&self, passage: &Passage<'_>, words: &Words, found: Match) -> bool {
        let name = &self.names[found.name];
        if passage.joined(found.first) || passage.joined(found.last + 1) {
            return false;
        }
        let before = found.first.checked_sub(1);
        let cue = before.map(|before| passage.cue(before)).unwrap_or_default();
        let described = before.is_some_and(|before| {
            passage.flows(before) && passage.head_of(words, before).is_some_and(|(_, head)| head.name)
        });
        let quoted = passage.opens_quote(found.first) && passage.closes_quote(found.last);
        if cue.product && (quoted || passage.latin(found.first)) {
            return false;
        }
        if self.entries[name.entry].site {
            let place = before.is_some_and(|before| {
                passage.flows(before)
                    && matches!(passage.form(before), "в" | "на" | "через" | "из" | "ў" | "у" | "on" | "in")
            });
            return !place || passage.cue(found.last + 1).speech;
        }
        !name.guarded || passage.capital(found.first) && (described || quoted)
    }
}

/// Whether a word is written as the name has it: an abbreviation in the same capitals, an ending apart; a capital where
/// the name has one, unless it may be without.
fn spelled_like(part: &str, written: &str, lower: bool) -> bool {
    if is_abbreviation(part) {
        return written.strip_prefix(part).is_some_and(|ending| !ending.chars().any(char::is_uppercase));
    }
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    lower || !capital(part) || capital(written)
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// The words of a name as the tokenizer finds them.
fn split(name: &str) -> Vec<&str> {
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'')))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The forms of each word of a name. The words up to its first noun in the nominative have forms, those behind it stand
/// as they are: «Международный союз электросвязи».
fn inflected(name: &KnownName, morphology: &Morphology) -> Vec<Vec<String>> {
    let parts = &name.parts;
    let mut rest = false;
    let last = parts.len().saturating_sub(1);
    let mut words = Vec::with_capacity(parts.len());
    let mut cursor = 0;
    for (at, part) in parts.iter().enumerate() {
        cursor += name.text[cursor..].find(part).unwrap_or(0) + part.len();
        let fixed = vec![normalize(part)];
        if rest || is_abbreviation(part) && parts.len() > 1 {
            words.push(fixed);
            continue;
        }
        // The first part of a compound has forms or not; the next one is the noun.
        let compound = name.text[cursor..].starts_with('-');
        match name.language {
            Language::English => {
                words.push(if at == last { forms(part, name.language, false) } else { fixed })
            }
            Language::Belarusian => {
                let adjective =
                    ["ы", "і", "ая", "яя", "ае", "ое", "ыя", "ія"].iter().any(|e| part.ends_with(e));
                rest = !adjective && !compound;
                let mut inflected = forms(part, name.language, false);
                if let Some(stem) = normalize(part).strip_suffix("ства") {
                    inflected.push(format!("{stem}ствам"));
                }
                words.push(inflected);
            }
            _ => {
                let readings = morphology.readings(part);
                let nominative =
                    |wanted| readings.iter().any(|r| r.part == wanted && r.case == Some(Case::Nominative));
                let adjective = nominative(Part::Adjective) && at < last;
                rest = !adjective && !compound && nominative(Part::Noun);
                let mut inflected = dictionary_forms(part, false);
                if is_abbreviation(part) || inflected.is_empty() {
                    inflected.extend(forms(part, name.language, false));
                }
                inflected.extend(fixed);
                words.push(inflected);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_list_is_sound() {
        const KINDS: [&str; 7] = ["state", "world", "media", "firm", "party", "sport", "site"];
        let mut seen = HashSet::new();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!((3..=5).contains(&columns.len()) && KINDS.contains(&columns[0]), "{line}");
            assert!(columns[1].is_empty() || columns[1].len() == 2, "{line}");
            assert!(!columns[2].contains('ё'), "{line}");
            for (at, names) in columns.iter().enumerate().skip(2) {
                for name in names.split("; ").filter(|name| !name.is_empty()) {
                    assert!(seen.insert((at, name)), "{name} stands twice");
                    assert_eq!(name, name.trim(), "{line}");
                    assert!(!split(name.trim_matches('"')).is_empty(), "{line}");
                }
            }
        }
    }

    #[test]
    fn the_words_up_to_the_first_noun_have_forms() {
        let check = |text: &'static str, expected: &str| {
            let name = KnownName {
                entry: 0,
                text,
                parts: split(text),
                language: Language::Russian,
                guarded: false,
                lower: false,
            };
            let words = inflected(&name, &Morphology::new());
            let forms = expected.split(' ').zip(&words).all(|(form, forms)| forms.iter().any(|f| f == form));
            assert!(forms && expected.split(' ').count() == words.len(), "{expected}: {words:?}");
        };
        check("Международный союз электросвязи", "международному союзу электросвязи");
        check("Скотленд-Ярд", "скотленд ярда");
        check("МИД", "мида");
        check("Госдума", "госдуме");
    }

    #[test]
    fn as_a_name_is_written() {
        assert!(spelled_like("МИД", "МИДа", false) && !spelled_like("МИД", "мида", false));
        assert!(spelled_like("Газпром", "Газпрома", false) && !spelled_like("Газпром", "газпрома", false));
        assert!(spelled_like("Министерство", "министерства", true));
        assert!(!spelled_like("МАРТ", "Марта", false));
    }
}
