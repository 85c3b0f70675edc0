//! The files of word lists, which are compiled in: every language has the same ones in its folder.

use crate::model::Language;
use crate::model::table::Table;

/// A file that is compiled in.
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

/// The files of one language.
pub(super) struct Files {
    pub(super) language: Language,
    pub(super) first_names: File,
    pub(super) dates: File,
}

macro_rules! file {
    ($path:expr) => {
        File { path: $path, text: include_str!($path) }
    };
}

macro_rules! files {
    ($language:expr, $folder:literal) => {
        Files {
            language: $language,
            first_names: file!(concat!($folder, "/first_names.tsv")),
            dates: file!(concat!($folder, "/dates.tsv")),
        }
    };
}

/// The files of every language.
pub(super) const LANGUAGES: [Files; 3] =
    [files!(Language::Russian, "ru"), files!(Language::Belarusian, "be"), files!(Language::English, "en")];

/// The texts of all files: what rules look up besides the code.
pub fn texts() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().flat_map(|files| [files.first_names, files.dates]).map(|file| file.text)
}
