//! Whether two documents are one communiqué in two languages: the same publisher, at most 3 days apart, and the same
//! address, or the same numbers, countries and names. Numbers and countries need no translation; names are compared by
//! their consonants, which are similar in every alphabet.

use std::collections::HashSet;

use url::Url;

use crate::lexicon::normalize;
use crate::model::{Document, DocumentId, Language};

/// A version is published at most 3 days before or after the original.
pub(super) const MAX_DAYS: i64 = 3;

/// The share of all numbers, countries or names that two versions must have in common. Translations differ by a date in
/// words or a sentence left out; two communiqués of one day share little more than the year.
const SHARED: f64 = 0.5;

/// With fewer numbers, names and countries than this the documents are not compared.
const ENOUGH: usize = 4;

/// Language codes in addresses.
const LANGUAGES: [&str; 8] = ["ru", "be", "by", "bel", "en", "eng", "rus", "blr"];

/// Another language version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: DocumentId,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
}

/// Whether `other` is `document` in another language.
pub(super) fn is_version(document: &Document, other: &Document) -> bool {
    let (a, b) = (&document.annotations, &other.annotations);
    if a.language == b.language || document.communique.source != other.communique.source {
        return false;
    }
    let near = match (a.published, b.published) {
        (Some(a), Some(b)) => (a.date.duration_since(b.date).as_hours() / 24).abs() <= MAX_DAYS,
        _ => false,
    };
    if !near {
        return false;
    }
    let addresses = |document: &Document| address(document.communique.url.as_deref());
    if let (Some(a), Some(b)) = (addresses(document), addresses(other))
        && a == b
    {
        return true;
    }
    let (a, b) = (marks(document), marks(other));
    if a.len().min(b.len()) < ENOUGH {
        return false;
    }
    let common = a.intersection(&b).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let shared = common as f64 / (a.len() + b.len() - common) as f64;
    shared >= SHARED
}

/// An address without its language, which is often the only difference between versions. `None` when it has no
/// language, and for an address without a path.
fn address(url: Option<&str>) -> Option<String> {
    let url = Url::parse(url?).ok()?;
    let path: Vec<&str> = url
        .path_segments()?
        .filter(|segment| !segment.is_empty() && !LANGUAGES.contains(&segment.to_lowercase().as_str()))
        .collect();
    let host = url.host_str()?.trim_start_matches("www.");
    (!path.is_empty()).then(|| format!("{host}/{}?{}", path.join("/"), url.query().unwrap_or("")))
}

/// What stays the same in a translation: numbers of two digits and more, countries, people.
fn marks(document: &Document) -> HashSet<String> {
    let text = &document.communique.text;
    let mut marks: HashSet<String> = HashSet::new();
    for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() >= 2) {
        marks.insert(number.trim_start_matches('0').to_owned());
    }
    let annotations = &document.annotations;
    marks.extend(annotations.countries.iter().map(|found| found.country.code().to_owned()));
    for person in &annotations.people {
        // The first name may be an initial in one language.
        marks
            .extend(person.name.rsplit(' ').next().map(consonants).filter(|consonants| consonants.len() > 1));
    }
    marks
}

/// The consonants of a name in Latin letters, doubled ones once: «Залесский», «Залескі», "Zalesski" are `zlsk`.
fn consonants(name: &str) -> String {
    let latin = normalize(name)
        .replace("kh", "h")
        .replace("zh", "j")
        .replace("ch", "c")
        .replace("sh", "s")
        .replace("ts", "c")
        .replace("дж", "j");
    let mut consonants = String::new();
    for letter in latin.chars() {
        let sound = match letter {
            'б' | 'b' => 'b',
            'в' | 'v' | 'w' | 'ў' => 'v',
            'г' | 'ґ' | 'g' => 'g',
            'д' | 'd' => 'd',
            'ж' | 'j' => 'j',
            'з' | 'z' => 'z',
            'к' | 'k' | 'q' => 'k',
            'л' | 'l' => 'l',
            'м' | 'm' => 'm',
            'н' | 'n' => 'n',
            'п' | 'p' => 'p',
            'р' | 'r' => 'r',
            'с' | 's' | 'ш' | 'щ' => 's',
            'т' | 't' => 't',
            'ф' | 'f' => 'f',
            'х' | 'h' => 'h',
            'ц' | 'ч' | 'c' => 'c',
            _ => continue,
        };
        if !consonants.ends_with(sound) {
            consonants.push(sound);
        }
    }
    consonants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_alphabet() {
        for names in [
            ["Залесский", "Залескі", "Zalesski"],
            ["Лукашенко", "Лукашэнка", "Lukashenko"],
            ["Рыженков", "Рыжанкоў", "Ryzhenkov"],
            ["Хасан", "Хасан", "Khasan"],
        ] {
            let [ru, be, en] = names.map(consonants);
            assert_eq!((&ru, &ru), (&be, &en), "{names:?}");
        }
        assert_ne!(consonants("Залесский"), consonants("Лукашенко"));
    }

    #[test]
    fn addresses_without_their_language() {
        let same = |a, b| assert_eq!(address(Some(a)), address(Some(b)));
        same("https://mpt.gov.by/ru/node/11088", "https://www.mpt.gov.by/be/node/11088");
        same("https://mpt.gov.by/node/11088", "https://mpt.gov.by/en/node/11088/");
        assert_ne!(address(Some("https://a.example/en/1")), address(Some("https://a.example/be/2")));
        assert_eq!(address(Some("https://a.example/en/")), None);
        assert_eq!(address(Some("no address")), None);
    }
}
