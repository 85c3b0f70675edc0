//! Where sentences begin and end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::lexicon::{is_abbreviation, is_alphabetic};

/// The byte ranges of the sentences of a text, without the blanks around them. Paragraph breaks always end one;
/// initials and the usual abbreviations (`г. Минск`, `А.С. Ковтунович`, `№ 5`) do not.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let end = start + trimmed.len();
        match sentences.last_mut() {
            Some(last)
                if is_abbreviation_end(&text[last.clone()]) && !text[last.end..start].contains('\n') =>
            {
                last.end = end;
            }
            _ => sentences.push(start..end),
        }
    }
    sentences
}

/// Whether a word at byte `offset` is the first of its sentence, where its capital letter is no evidence of a name.
pub fn starts_sentence(text: &str, offset: usize) -> bool {
    let before = text[..offset].trim_end_matches(|c: char| {
        matches!(c, '«' | '"' | '“' | '„' | '(' | '–' | '—' | '-' | '*' | ' ' | '\u{a0}')
    });
    match before.chars().next_back() {
        None | Some('\n' | '!' | '?' | '…') => true,
        Some('.') => !is_abbreviation_end(before),
        _ => false,
    }
}

/// In bytes.
const LONGEST_ABBREVIATION: usize = 10;

/// Whether the full stop at the end belongs to initials or an abbreviation.
fn is_abbreviation_end(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else {
        return false;
    };
    let word = text.rsplit(|c: char| !is_alphabetic(c)).next().unwrap_or("");
    if word.len() > LONGEST_ABBREVIATION {
        return false;
    }
    let one_capital = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    one_capital || is_abbreviation(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_of_communiques() {
        check(
            "Визит прошёл в г. Минске. Выступил проф. Лось. Делегацию возглавил А.С. Ковтунович. Итоги подведены!\n\n\
             Справочно.\n\nДа",
            &[
                "Визит прошёл в г. Минске.",
                "Выступил проф. Лось.",
                "Делегацию возглавил А.С. Ковтунович.",
                "Итоги подведены!",
                "Справочно.",
                "Да",
            ],
        );
        check("", &[]);
    }

    #[test]
    fn the_first_word_of_a_sentence() {
        let text = "Того требует закон. «Того» и г. Того, в Того.";
        let starts: Vec<bool> = text.match_indices("Того").map(|(at, _)| starts_sentence(text, at)).collect();
        assert_eq!(starts, [true, true, false, false]);
    }
}
