//! Numbers as people read them: digits in groups, and nouns in the form that the number asks for.

use crate::model::Language;

/// The narrow no-break space between groups of digits.
const GROUP: char = '\u{202f}';

/// A noun with its forms after 1, after 2 and after 5. English repeats the second.
pub(super) type Forms = [&'static str; 3];

/// The number in groups of three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

/// The form that goes with the number.
pub(super) fn form(number: u64, forms: Forms, reader: Language) -> &'static str {
    let slavic = reader != Language::English;
    let index = match (number % 10, number % 100) {
        _ if !slavic => usize::from(number != 1),
        (1, tens) if tens != 11 => 0,
        (2..=4, tens) if !(12..=14).contains(&tens) => 1,
        _ => 2,
    };
    forms[index]
}

/// The number with its noun: «5 документов». `#` in the form stands for the number.
pub(super) fn counted(number: u64, forms: Forms, reader: Language) -> String {
    form(number, forms, reader).replace('#', &grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234), "1\u{202f}234");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    fn check(reader: Language, forms: Forms, expected: &[(u64, &str)]) {
        for &(number, text) in expected {
            assert_eq!(counted(number, forms, reader), text);
        }
    }

    #[test]
    fn nouns_after_numbers() {
        check(
            Language::Russian,
            ["# документ", "# документа", "# документов"],
            &[
                (0, "0 документов"),
                (1, "1 документ"),
                (2, "2 документа"),
                (5, "5 документов"),
                (11, "11 документов"),
                (12, "12 документов"),
                (14, "14 документов"),
                (21, "21 документ"),
                (22, "22 документа"),
                (111, "111 документов"),
                (1_001, "1\u{202f}001 документ"),
            ],
        );
        check(
            Language::Belarusian,
            ["# дакумент", "# дакументы", "# дакументаў"],
            &[(1, "1 дакумент"), (3, "3 дакументы"), (13, "13 дакументаў"), (25, "25 дакументаў")],
        );
        check(
            Language::English,
            ["# document", "# documents", "# documents"],
            &[(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (21, "21 documents")],
        );
    }
}
