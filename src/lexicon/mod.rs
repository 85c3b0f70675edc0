//! Knowledge of words: the dictionary, morphology, inflection, names and every word list. What belongs to one language
//! is in the folder of that language (`ru`, `be`, `en`); `README.md` says what a folder contains. Everything here works
//! on `&str`: texts, tokens and annotators are in the rooms above.

mod abbreviations;
mod be;
mod bodies;
mod cache;
mod countries;
mod dates;
mod en;
mod endings;
mod files;
mod function_words;
mod inflection;
mod letters;
mod names;
mod normalization;
mod offices;
mod organisation_words;
mod organisations;
mod patterns;
mod persons;
mod publication;
mod ru;
mod speakers;
mod speech;
mod states;

pub use abbreviations::{abbreviated_office, is_abbreviation, is_abbreviation_before_person};
pub use be::{
    belarusian_adjective, belarusian_stem, is_belarusian_adjective_of_place, is_like_belarusian_adjective,
    is_like_belarusian_subject,
};
pub use bodies::{BelarusianHead, BelarusianHeads, Head};
pub use cache::{Weighed, WordCache, WordHash, WordMap, WordRef, is_remembered, word_cache};
pub use countries::{CountryWords, NotCountry, country_words, not_countries};
pub(crate) use dates::{DateWord, Meaning, MeaningKind, MonthForm, meaning_of};
pub use function_words::{FunctionWord, function_word};
pub use inflection::{combining_form, forms, is_combining_form};
pub use letters::{begins_with_capital, goes_on_small, is_alphabetic};
pub use names::{Agreement, NameKind, NameLexicon, NameReading, NameWord, may_be_undeclined};
pub use normalization::{MAX_TERM_CHARS, normalize, normalize_into};
pub use organisation_words::{Cue, OrganisationWords};
pub use organisations::{
    KnownOrganisation, OrganisationKind, OrganisationName, is_abbreviated_name, known_organisations,
    words_of_name,
};
pub use persons::{PersonClasses, PersonClassesByLanguage, PersonWords};
pub use publication::{PublicationWords, publication_words};
pub use ru::{
    Beside, Case, Gender, Lemma, LemmaKind, Morphology, Name, Noun, Part, Reading, beside_names,
    dictionary_forms, feminine_of_adjective, generation_in_nominative, is_adjective_of_language,
    is_first_name, is_like_attribute, is_ordinary_russian, readings, russian_lemmas,
};
pub use speakers::SpeakerWords;
pub use states::{State, States};

#[cfg(test)]
mod tests {
    use super::*;

    /// A mistake in a table stops the program only when its list is needed; here all are read.
    #[test]
    fn the_tables_have_no_mistakes() {
        NameLexicon::new();
        OrganisationWords::new();
        PersonWords::new();
        SpeakerWords::new();
        States::new();
        assert!(BelarusianHeads::new().get("міністэрствам").is_some_and(|head| head.strong));
        assert!(known_organisations().len() > 800);
        assert!(not_countries().iter().any(|name| name.text == "Сальвадор Дали" && !name.fixed));
        assert!(country_words().is_official("вице-премьер") && !country_words().is_official("писатель"));
        assert!(is_abbreviation("млн") && is_abbreviation_before_person("акад"));
        assert!(publication_words().backgrounds.contains(&("справка", true)));
    }
}
