//! Families of words (classes of words with a common prefix of the stem): ограничить, ограничение, ограниченный;
//! Эстония, эстонский. Forms of a word share a term, relatives do not, because a search for «ограничение» should not
//! match everything «ограниченный»; but a text with a relative is more likely to be relevant than one with neither.

use super::term::BELARUSIAN_MARK;
use crate::lexicon::is_alphabetic;

/// Words belong to one family when the first 5 letters of their terms are equal: McNamee and Mayfield (2004) found four
/// and five to serve most languages of Europe as well as a stemmer. Shorter terms have no relatives.
const LETTERS: usize = 5;

/// The families of a word, by its terms; none for numbers and short words. Without repetitions.
pub fn families(terms: &[String]) -> Vec<String> {
    let mut families: Vec<String> = Vec::with_capacity(terms.len());
    for family in terms.iter().filter_map(|term| family(term)) {
        if !families.iter().any(|other| other == family) {
            families.push(family.to_owned());
        }
    }
    families
}

fn family(term: &str) -> Option<&str> {
    let stem = term.strip_prefix(BELARUSIAN_MARK).unwrap_or(term);
    let (last, letter) = stem.char_indices().nth(LETTERS - 1)?;
    let end = term.len() - stem.len() + last + letter.len_utf8();
    stem.chars().all(is_alphabetic).then(|| &term[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    fn check(a: &str, b: &str, related: bool) {
        let analyzer = Analyzer::new();
        let of = |word: &str| families(&analyzer.query(word)[0].terms);
        let (a_families, b_families) = (of(a), of(b));
        let common = a_families.iter().any(|family| b_families.contains(family));
        assert_eq!(common, related, "{a} {a_families:?}, {b} {b_families:?}");
    }

    #[test]
    fn relatives_are_one_family() {
        check("ограничить", "ограничения", true);
        check("Эстония", "эстонскому", true);
        check("продлили", "продления", true);
        check("agreed", "agreements", true);
        check("бяспека", "бяспечны", true);
        check("договор", "соглашение", false);
        check("визит", "виза", false);
    }

    #[test]
    fn numbers_and_short_words_have_none() {
        for word in ["202628", "газ", "5G", "COVID19", "мир"] {
            assert_eq!(families(&Analyzer::new().query(word)[0].terms), [""; 0], "{word}");
        }
    }

    #[test]
    fn a_family_is_named_once() {
        let terms = ["белорусск", "белорус", "be:беларус"].map(str::to_owned);
        assert_eq!(families(&terms), ["белор", "be:белар"]);
    }
}
