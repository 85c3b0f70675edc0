//! One way of reading a word that may be part of a name.

use super::agreement::Agreement;

/// The kind of word of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A first name.
    First,
    /// A patronymic.
    Patronymic,
    /// A surname.
    Surname,
    /// The name of a place.
    Place,
    /// The name of an organisation or product.
    Brand,
    /// A noun for living beings.
    Being,
    /// Another noun.
    Noun,
    /// An adjective or participle.
    Adjective,
    /// Any other word.
    Other,
}

/// One way of reading a word.
#[derive(Clone, Debug, PartialEq)]
pub struct NameReading {
    /// The dictionary form, normalised: a woman's surname is in the feminine.
    pub lemma: String,
    /// What it is taken for.
    pub kind: NameKind,
    /// The combinations that the word may be in, by this reading.
    pub agreement: Agreement,
    /// The probability of the reading among those of the word, from 0 to 1.
    pub probability: f32,
    /// The dictionary does not have the word; it is read like words with the same end.
    pub guessed: bool,
}
