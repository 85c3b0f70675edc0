//! English: the forms of nouns. Its stemmer is Snowball's, which `analysis` calls; there is no dictionary.

pub(super) mod inflection;
