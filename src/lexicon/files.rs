//! The files of word lists, which are compiled in: every language has the same ones in its folder.

use crate::model::Language;
use crate::model::table::Table;

/// A compiled-in file.
#[derive(Clone, Copy)]
pub(super) struct File {
    /// Its path below `src/lexicon`.
    path: &'static str,
    text: &'static str,
}

impl File {
    /// What is in it, as a table with these columns.
    pub(super) const fn table<const N: usize>(self, columns: [&'static str; N]) -> Table<'static, N> {
        Table::new(self.path, self.text, columns)
    }
}

macro_rules! file {
    ($path:expr) => {
        File { path: $path, text: include_str!($path) }
    };
}

/// The files of one language. The head of each says what it contains.
pub(super) struct Files {
    pub(super) language: Language,
    pub(super) abbreviations: File,
    pub(super) bodies: File,
    pub(super) country_words: File,
    pub(super) dates: File,
    pub(super) first_names: File,
    pub(super) function_words: File,
    pub(super) not_countries: File,
    pub(super) offices: File,
    pub(super) organisation_cues: File,
    pub(super) persons: File,
    pub(super) publication: File,
    pub(super) speech: File,
}

macro_rules! files {
    ($language:expr, $folder:literal) => {
        Files {
            language: $language,
            abbreviations: file!(concat!($folder, "/abbreviations.tsv")),
            bodies: file!(concat!($folder, "/bodies.tsv")),
            country_words: file!(concat!($folder, "/country_words.tsv")),
            dates: file!(concat!($folder, "/dates.tsv")),
            first_names: file!(concat!($folder, "/first_names.tsv")),
            function_words: file!(concat!($folder, "/function_words.tsv")),
            not_countries: file!(concat!($folder, "/not_countries.tsv")),
            offices: file!(concat!($folder, "/offices.tsv")),
            organisation_cues: file!(concat!($folder, "/organisation_cues.tsv")),
            persons: file!(concat!($folder, "/persons.tsv")),
            publication: file!(concat!($folder, "/publication.tsv")),
            speech: file!(concat!($folder, "/speech.tsv")),
        }
    };
}

/// How many languages have files.
pub(super) const COUNT: usize = 3;

/// The files of every language.
pub(super) static LANGUAGES: [Files; COUNT] =
    [files!(Language::Russian, "ru"), files!(Language::Belarusian, "be"), files!(Language::English, "en")];

/// Organisations and their names in every language.
pub(super) const ORGANISATIONS: File = file!("organisations.tsv");

/// How the names of states are written after those of their bodies, in Russian, the language of their listed names.
pub(super) const STATES: File = file!("ru/states.tsv");

/// The stems of Belarusian words that its stemmer has no rule for.
pub(super) const BELARUSIAN_STEMS: File = file!("be/stems.tsv");

/// The ends of Belarusian words that its stemmer would take for endings.
pub(super) const BELARUSIAN_ENDS: File = file!("be/ends.tsv");
