//! Where words begin and end: Unicode's word boundaries (UAX #29), corrected for what communiqués write.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The byte ranges of the words of a text, in order. UAX #29 keeps `г.Дубай`, `Ю.А` and `a:b` in one piece; here a
/// full stop or colon ends a word unless digits stand on both sides of it (`28.01.2026`, `3,5`). Hyphens
/// separate: `белорусско-китайский` is two words in a row.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.unicode_word_indices()
        .flat_map(|(start, word)| split(word).map(move |range| start + range.start..start + range.end))
}

/// Whether two words with this between them are parts of a compound.
pub(super) fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

fn split(word: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        loop {
            let start = rest?;
            let piece = &word[start..];
            let cut = piece.char_indices().find(|&(at, c)| is_cut(piece, at, c));
            let end = match cut {
                Some((at, c)) => {
                    rest = Some(start + at + c.len_utf8());
                    start + at
                }
                None => {
                    rest = None;
                    word.len()
                }
            };
            if end > start {
                return Some(start..end);
            }
        }
    })
}

fn is_cut(word: &str, at: usize, c: char) -> bool {
    let digit_around = || {
        let before = word[..at].chars().next_back();
        let after = word[at + c.len_utf8()..].chars().next();
        matches!((before, after), (Some(b), Some(a)) if b.is_ascii_digit() && a.is_ascii_digit())
    };
    match c {
        '_' => true,
        '.' | ':' | '·' | '․' | '﹕' | '：' | '．' => !digit_around(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_of_communiques() {
        check("в г.Дубай.", &["в", "г", "Дубай"]);
        check("Шапкиной Ю.А., министр", &["Шапкиной", "Ю", "А", "министр"]);
        check("белорусско-китайский", &["белорусско", "китайский"]);
        check("14 – 17 октября 2025 г.", &["14", "17", "октября", "2025", "г"]);
        check("28.01.2026 в 10:30", &["28.01.2026", "в", "10", "30"]);
        check("сетей 5G и COVID-19, № 123", &["сетей", "5G", "и", "COVID", "19", "123"]);
        check("аб’ява, аб'ява", &["аб’ява", "аб'ява"]);
        check("https://mpt.gov.by/node_1", &["https", "mpt", "gov", "by", "node", "1"]);
        check("«ОАЭ»—Минск", &["ОАЭ", "Минск"]);
        check("", &[]);
        check("—…! 🙂", &[]);
    }

    proptest::proptest! {
        #[test]
        fn words_are_slices_in_order(text in "\\PC*") {
            let mut last = 0;
            for range in words(&text) {
                assert!(range.start >= last && range.start < range.end);
                assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                last = range.end;
            }
        }
    }
}
