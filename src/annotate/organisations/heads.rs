//! The words that rules go by: those that begin the name of an organisation, and those beside which one stands.

use std::collections::HashSet;

use crate::lexicon::{WordMap, dictionary_forms, normalize};

const HEADS: &str = include_str!("../data/organisation_heads.tsv");
const CUES: &str = include_str!("../data/organisation_cues.tsv");

/// A word that begins the name of an organisation. What the fields mean is said at the head of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::annotate) struct Head {
    pub(super) word: &'static str,
    pub(super) strong: bool,
    pub(super) by: bool,
    pub(super) place: bool,
    pub(super) topic: bool,
    pub(super) person: bool,
    pub(super) name: bool,
    pub(super) located: bool,
    pub(super) numbered: bool,
    pub(super) official: bool,
    pub(super) of: bool,
}

/// What a word says about the name beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) struct Cue {
    pub(super) role: bool,
    pub(super) report: bool,
    pub(super) source: bool,
    pub(super) speech: bool,
    pub(super) product: bool,
    pub(super) kind: bool,
    pub(super) subject: bool,
    pub(super) territory: bool,
    pub(super) company: bool,
    pub(super) loose: bool,
    pub(super) level: bool,
}

/// All of them, by the normal form in which they stand in text.
pub(in crate::annotate) struct Words {
    heads: Vec<Head>,
    head_of_form: WordMap<usize>,
    cues: WordMap<Cue>,
    legal: HashSet<&'static str>,
    never: HashSet<&'static str>,
    mistaken: HashSet<&'static str>,
    english: HashSet<&'static str>,
}

impl Words {
    pub(super) fn new() -> Self {
        let mut words = Self {
            heads: Vec::new(),
            head_of_form: WordMap::default(),
            cues: WordMap::default(),
            legal: HashSet::new(),
            never: HashSet::new(),
            mistaken: HashSet::new(),
            english: HashSet::new(),
        };
        for (word, marks) in rows(HEADS) {
            let has = |mark: &str| marks.split(' ').any(|other| other == mark);
            let number = words.heads.len();
            words.heads.push(Head {
                word,
                strong: has("strong"),
                by: has("by"),
                place: has("place"),
                topic: has("topic"),
                person: has("person"),
                name: has("name"),
                located: has("in"),
                numbered: has("numbered"),
                official: has("official"),
                of: has("of"),
            });
            for form in forms(word) {
                words.head_of_form.entry(form).or_insert(number);
            }
        }
        for (what, list) in rows(CUES) {
            for word in list.split(' ') {
                match what {
                    "legal" => {
                        words.legal.insert(word);
                    }
                    "mistaken" => {
                        words.mistaken.insert(word);
                    }
                    "english" => {
                        words.english.insert(word);
                    }
                    "not" => {
                        words.never.insert(word);
                    }
                    "report" | "source" | "speech" | "company" => words.mark(normalize(word), what),
                    _ => forms(word).into_iter().for_each(|form| words.mark(form, what)),
                }
            }
        }
        words
    }

    fn mark(&mut self, form: String, what: &str) {
        let cue = self.cues.entry(form).or_default();
        match what {
            "role" => cue.role = true,
            "report" => cue.report = true,
            "source" => cue.source = true,
            "speech" => cue.speech = true,
            "product" => cue.product = true,
            "kind" => cue.kind = true,
            "subject" => cue.subject = true,
            "territory" => cue.territory = true,
            "company" => cue.company = true,
            "loose" => cue.loose = true,
            "level" => cue.level = true,
            _ => {}
        }
    }

    pub(super) fn head(&self, form: &str) -> Option<(usize, &Head)> {
        self.head_of_form.get(form).map(|&number| (number, &self.heads[number]))
    }

    /// The head that has a number.
    pub(in crate::annotate) fn numbered(&self, number: usize) -> &Head {
        &self.heads[number]
    }

    /// Whether a body of that kind belongs to the state whose adjective stands before it: «чешский парламент» is the
    /// parliament of Czechia, but «Американский институт» may have that name.
    pub(super) fn is_of_state(&self, number: usize) -> bool {
        self.heads[number].place && !self.heads[number].name
    }

    pub(super) fn cue(&self, form: &str) -> Cue {
        self.cues.get(form).copied().unwrap_or_default()
    }

    /// Whether an abbreviation is a legal form or the like: «ООО», «ФК».
    pub(super) fn is_legal(&self, word: &str) -> bool {
        self.legal.contains(word)
    }

    /// Whether an abbreviation never names an organisation.
    pub(super) fn is_never(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    /// Whether an English word, as it is written, is of the name of a body.
    pub(super) fn is_english(&self, word: &str) -> bool {
        self.english.contains(word)
    }

    /// Whether a name, in lower case, is that of something else.
    pub(super) fn is_mistaken(&self, name: &str) -> bool {
        self.mistaken.contains(name.replace(' ', "-").as_str())
    }

    /// Whether an adjective makes a name of the word behind it: it is made of a place (российский, парижский), or is
    /// listed.
    pub(super) fn qualifies(&self, form: &str) -> bool {
        const ENDINGS: [&str; 12] =
            ["ий", "ого", "ому", "им", "ом", "ая", "ую", "ой", "ое", "ие", "их", "ими"];
        let made_of_place = ENDINGS.iter().any(|ending| {
            form.strip_suffix(ending).is_some_and(|stem| {
                (stem.ends_with("ск") || stem.ends_with("цк"))
                    && !stem.ends_with("ическ")
                    && stem.chars().count() > 4
            })
        });
        let cue = self.cue(form);
        cue.kind || made_of_place && !cue.level && !cue.loose
    }
}

fn forms(word: &str) -> Vec<String> {
    // Of a compound only the last part has forms: «пресс-служба».
    let (before, last) = word.rsplit_once('-').map_or(("", word), |(before, last)| (before, last));
    let mut forms = dictionary_forms(last, true);
    forms.push(normalize(last));
    if !before.is_empty() {
        forms = forms.into_iter().map(|form| format!("{before}-{form}")).collect();
    }
    forms
}

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sound() {
        const MARKS: [&str; 10] =
            ["strong", "by", "place", "topic", "person", "name", "in", "numbered", "official", "of"];
        const CUES_KNOWN: [&str; 15] = [
            "role",
            "report",
            "source",
            "speech",
            "product",
            "kind",
            "level",
            "legal",
            "not",
            "subject",
            "loose",
            "territory",
            "mistaken",
            "company",
            "english",
        ];
        let mut seen = HashSet::new();
        for (word, marks) in rows(HEADS) {
            assert!(seen.insert(word), "{word} stands twice");
            assert!(marks.split(' ').all(|mark| MARKS.contains(&mark)), "{word}: {marks}");
        }
        for (what, words) in rows(CUES) {
            assert!(CUES_KNOWN.contains(&what), "{what}");
            assert!(words.split(' ').all(|word| !word.is_empty()), "{what} has two blanks in a row");
        }
    }

    #[test]
    fn heads_in_any_form() {
        let words = Words::new();
        let check = |form: &str, expected: Option<&str>| {
            assert_eq!(words.head(form).map(|(_, head)| head.word), expected, "{form}");
        };
        check("министерствами", Some("министерство"));
        check("пресс-службе", Some("пресс-служба"));
        check("суду", Some("суд"));
        check("стол", None);
    }

    #[test]
    fn adjectives_that_make_names() {
        let words = Words::new();
        for form in ["верховного", "российскому", "парижская"] {
            assert!(words.qualifies(form), "{form}");
        }
        for form in ["нового", "автоматического", "районный", "городского", ""]
        {
            assert!(!words.qualifies(form), "{form}");
        }
    }
}
