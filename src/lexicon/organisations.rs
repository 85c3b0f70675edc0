//! The organisations that are known by name: a list with their names in every language, and the forms of those names.

use std::collections::HashSet;

use super::files::ORGANISATIONS;
use super::inflection::forms;
use super::normalization::normalize;
use super::ru::morphology::{Case, Morphology, Part, dictionary_forms};
use crate::model::table::{TableError, compiled_in};
use crate::model::{Country, Language};

/// An organisation that is known by name.
#[derive(Debug)]
pub struct KnownOrganisation {
    /// Its value in the facet.
    pub name: &'static str,
    /// What it is.
    pub kind: OrganisationKind,
    /// The code of the one country that has it; empty when several have one.
    pub country: &'static str,
    /// Its names.
    pub names: Vec<OrganisationName>,
}

/// The kind of an organisation, as far as rules need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// A body that several states have. A place after its name makes it another one: «МИД», «МИД Киргизии».
    State,
    /// A network, a service or a house where people write or are, so that «в» before its name does not mean the
    /// organisation.
    Site,
    /// Any other.
    Other,
}

/// One name of an organisation.
#[derive(Debug)]
pub struct OrganisationName {
    /// In the nominative.
    pub text: &'static str,
    /// The language.
    pub language: Language,
    /// It is an ordinary word or the name of something else too: it counts only in quotation marks, or after a word that says
    /// what it is.
    pub guarded: bool,
}

const KINDS: [(&str, OrganisationKind); 7] = [
    ("state", OrganisationKind::State),
    ("world", OrganisationKind::Other),
    ("media", OrganisationKind::Other),
    ("firm", OrganisationKind::Other),
    ("party", OrganisationKind::Other),
    ("sport", OrganisationKind::Other),
    ("site", OrganisationKind::Site),
];

/// All of them.
///
/// # Panics
///
/// When there is a mistake in the list.
pub fn known_organisations() -> Vec<KnownOrganisation> {
    compiled_in(read_organisations())
}

pub(super) fn read_organisations() -> Result<Vec<KnownOrganisation>, TableError> {
    let mut organisations = Vec::new();
    let mut seen = HashSet::new();
    for row in ORGANISATIONS.table(["kind", "country", "ru", "be", "en"]).optional(2).rows() {
        let [kind, country, ru, be, en] = row?;
        let mut names = Vec::new();
        for (cell, language) in [(ru, Language::Russian), (be, Language::Belarusian), (en, Language::English)]
        {
            for written in cell.list("; ")? {
                if !seen.insert((language, written)) {
                    return Err(cell.wrong(format!("{written:?} is a name of another organisation already")));
                }
                let text = written.trim_matches('"');
                if words_of_name(text).is_empty() || language == Language::Russian && text.contains('ё') {
                    return Err(cell.wrong(format!("{written:?}; expected: words, in Russian with е for ё")));
                }
                names.push(OrganisationName { text, language, guarded: text.len() != written.len() });
            }
        }
        // It is listed under its first Russian name, or else its first English one.
        let filed = names.iter().find(|name| name.language == Language::Russian);
        let filed = filed.or_else(|| names.iter().find(|name| name.language == Language::English));
        let name = filed.ok_or_else(|| ru.wrong("no name; expected: a Russian or an English one"))?.text;
        organisations.push(KnownOrganisation {
            name,
            kind: kind.one_of(&KINDS)?,
            country: code(country)?,
            names,
        });
    }
    Ok(organisations)
}

/// The code of a country, of the European Union or of the Soviet Union; or nothing.
pub(super) fn code(cell: crate::model::table::Cell<'static>) -> Result<&'static str, TableError> {
    let known =
        |code: &str| code == "EU" || Country::parse(code).is_some_and(|country| country.code() == code);
    cell.read(
        |code| Some(code).filter(|code| code.is_empty() || known(code)),
        "ISO 3166-1 alpha-2, EU or nothing",
    )
}

/// Whether a word of a name is an abbreviation: «МИД».
pub fn is_abbreviated_name(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// The words of a name as the tokenizer finds them.
pub fn words_of_name(name: &str) -> Vec<&str> {
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'')))
        .filter(|word| !word.is_empty())
        .collect()
}

impl OrganisationName {
    /// The forms of each of its words. The words up to its first noun in the nominative are inflected, those behind it
    /// are fixed: «Международный союз электросвязи».
    pub fn forms(&self, morphology: &Morphology) -> Vec<Vec<String>> {
        let parts = words_of_name(self.text);
        let mut rest = false;
        let last = parts.len().saturating_sub(1);
        let mut words = Vec::with_capacity(parts.len());
        let mut cursor = 0;
        for (at, part) in parts.iter().enumerate() {
            cursor += self.text[cursor..].find(part).unwrap_or(0) + part.len();
            let fixed = vec![normalize(part)];
            if rest || is_abbreviated_name(part) && parts.len() > 1 {
                words.push(fixed);
                continue;
            }
            // The first part of a compound may be inflected or not; the next one is the noun.
            let compound = self.text[cursor..].starts_with('-');
            match self.language {
                Language::English => {
                    words.push(if at == last { forms(part, self.language, false) } else { fixed })
                }
                Language::Belarusian => {
                    let adjective =
                        ["ы", "і", "ая", "яя", "ае", "ое", "ыя", "ія"].iter().any(|e| part.ends_with(e));
                    rest = !adjective && !compound;
                    let mut inflected = forms(part, self.language, false);
                    if let Some(stem) = normalize(part).strip_suffix("ства") {
                        inflected.push(format!("{stem}ствам"));
                    }
                    words.push(inflected);
                }
                _ => {
                    let readings = morphology.readings(part);
                    let nominative = |wanted| {
                        readings.iter().any(|r| r.part == wanted && r.case == Some(Case::Nominative))
                    };
                    let adjective = nominative(Part::Adjective) && at < last;
                    rest = !adjective && !compound && nominative(Part::Noun);
                    let mut inflected = dictionary_forms(part, false);
                    if is_abbreviated_name(part) || inflected.is_empty() {
                        inflected.extend(forms(part, self.language, false));
                    }
                    inflected.extend(fixed);
                    words.push(inflected);
                }
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_up_to_the_first_noun_have_forms() {
        let check = |text: &'static str, expected: &str| {
            let name = OrganisationName { text, language: Language::Russian, guarded: false };
            let words = name.forms(&Morphology::new());
            let forms = expected.split(' ').zip(&words).all(|(form, forms)| forms.iter().any(|f| f == form));
            assert!(forms && expected.split(' ').count() == words.len(), "{expected}: {words:?}");
        };
        check("Международный союз электросвязи", "международному союзу электросвязи");
        check("Скотленд-Ярд", "скотленд ярда");
        check("МИД", "мида");
        check("Госдума", "госдуме");
    }

    #[test]
    fn the_list_is_read() {
        let organisations = known_organisations();
        let unctad = organisations.iter().find(|organisation| organisation.name == "ЮНКТАД");
        assert_eq!(unctad.map(|organisation| organisation.names.len()), Some(7));
    }
}
