//! What publishers write around a text: headings of the background, the label of the address, placeholders of pictures.

use std::sync::LazyLock;

use super::files::LANGUAGES;
use crate::model::table::{Once, TableError, compiled_in};

/// The words, in lower case, without punctuation.
#[derive(Default)]
pub struct PublicationWords {
    /// The words that begin the background, and whether only before a full stop or a colon.
    pub backgrounds: Vec<(&'static str, bool)>,
    /// The labels, before a colon, of the line that says where a text was published.
    pub sources: Vec<&'static str>,
    /// Placeholders of pictures.
    pub pictures: Vec<&'static str>,
}

/// The words of every language.
pub fn publication_words() -> &'static PublicationWords {
    static WORDS: LazyLock<PublicationWords> = LazyLock::new(|| compiled_in(PublicationWords::read()));
    &WORDS
}

#[derive(Clone, Copy)]
enum Use {
    Background { before_stop: bool },
    Source,
    Picture,
}

const USES: [(&str, Use); 4] = [
    ("background", Use::Background { before_stop: false }),
    ("background-stop", Use::Background { before_stop: true }),
    ("source", Use::Source),
    ("picture", Use::Picture),
];

impl PublicationWords {
    pub(super) fn read() -> Result<Self, TableError> {
        let mut read = Self::default();
        for files in &LANGUAGES {
            let mut once = Once::default();
            for row in files.publication.table(["words", "use"]).rows() {
                let [words, uses] = row?;
                let text = words.text()?;
                once.take(words, text)?;
                match uses.one_of(&USES)? {
                    Use::Background { before_stop } => read.backgrounds.push((text, before_stop)),
                    Use::Source => read.sources.push(text),
                    Use::Picture => read.pictures.push(text),
                }
            }
        }
        Ok(read)
    }
}
