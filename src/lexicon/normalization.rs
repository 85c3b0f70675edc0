//! The normal form of a word: NFC, lower case, ё → е, one apostrophe, no soft hyphens, stress marks or invisible
//! characters. Two spellings with the same normal form are the same word to every part of Vestnik.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// The longest term in characters. Longer words are cut: they are still found, but two of them with the same first 255
/// characters are one. (The index itself cannot hold terms above 65,530 bytes.)
pub const MAX_TERM_CHARS: usize = 255;

/// The normal form of one word. Empty when the word consists of marks only.
pub fn normalize(word: &str) -> String {
    let mut normal = String::with_capacity(word.len());
    normalize_into(word, &mut normal);
    normal
}

/// The same, written into `normal` in place of its content.
pub fn normalize_into(word: &str, normal: &mut String) {
    normal.clear();
    let (mut latin, mut cyrillic) = (false, false);
    // Nearly every word consists of plain letters, which need no Unicode tables.
    for c in word.chars().take(MAX_TERM_CHARS) {
        match plain(c) {
            Some(c) => {
                latin |= c.is_ascii_alphabetic();
                cyrillic |= !c.is_ascii();
                normal.push(c);
            }
            None => return *normal = normalize_any(word),
        }
    }
    if latin && cyrillic {
        *normal = normalize_any(word);
    }
}

/// Letters of the two alphabets that look the same, Latin first. It depends on the case: В looks like B, but в not like
/// b.
const LOOK_ALIKES: [(char, char); 24] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('ë', 'ё'),
];

/// A word in both alphabets is a Cyrillic one typed with Latin letters that look alike, or the other way round; a truly
/// mixed one (`USBдиск`) stays.
fn repair_look_alikes(word: &str) -> Option<String> {
    let latin = |c: char| c.is_ascii_alphabetic() || c == 'ë';
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    if !(word.contains(latin) && word.contains(cyrillic)) {
        return None;
    }
    let to_cyrillic = |c: char| LOOK_ALIKES.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
    let to_latin = |c: char| LOOK_ALIKES.iter().find(|pair| pair.1 == c).map(|pair| pair.0);
    let all = |is: &dyn Fn(char) -> bool, to: &dyn Fn(char) -> Option<char>| -> Option<String> {
        word.chars().map(|c| if is(c) { to(c) } else { Some(c) }).collect()
    };
    all(&latin, &to_cyrillic).or_else(|| all(&cyrillic, &to_latin))
}

/// What a plain letter or digit becomes; `None` for every other character.
fn plain(c: char) -> Option<char> {
    match c {
        'а'..='я' | 'a'..='z' | '0'..='9' | 'ў' | 'і' => Some(c),
        'А'..='Я' => char::from_u32(u32::from(c) + 32),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'ё' | 'Ё' => Some('е'),
        'І' => Some('і'),
        'Ў' => Some('ў'),
        _ => None,
    }
}

fn normalize_any(word: &str) -> String {
    let repaired = repair_look_alikes(word);
    let word = repaired.as_deref().unwrap_or(word);
    let mut normal = String::with_capacity(word.len());
    let mut push = |c: char| {
        for c in c.to_lowercase() {
            match c {
                'ё' => normal.push('е'),
                '’' | 'ʼ' | '‘' | '`' | '´' | '＇' => normal.push('\''),
                _ if is_invisible(c) || is_combining_mark(c) => {}
                _ => normal.push(c),
            }
        }
    };
    // Soft hyphens go first: one between a letter and its mark would keep them from being composed.
    let shown = || word.chars().filter(|&c| !is_invisible(c));
    if is_nfc(word) {
        shown().take(MAX_TERM_CHARS).for_each(&mut push);
    } else {
        shown().nfc().take(MAX_TERM_CHARS).for_each(&mut push);
    }
    normal
}

/// Format characters: soft hyphen, zero-width space and joiners, direction marks, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &str, words: &[&str]) {
        for word in words {
            assert_eq!(normalize(word), expected, "{word:?}");
        }
    }

    #[test]
    fn spellings_of_one_word() {
        check("посол", &["Посол", "ПОСОЛ", "посо\u{301}л", "по\u{ad}сол"]);
        check("самолет", &["самолёт", "самолет", "самоле\u{308}т", "САМОЛЁТ"]);
        check("й", &["й", "и\u{306}", "Й"]);
        check("аб'ява", &["аб’ява", "абʼява", "Аб'ява"]);
        check("istanbul", &["İstanbul", "istanbul"]);
    }

    proptest::proptest! {
        #[test]
        fn plain_words_take_no_other_way(word in "[а-яА-ЯёЁіІўЎa-zA-Z0-9]{0,20}[\\PC]{0,1}") {
            assert_eq!(normalize(&word), normalize_any(&word));
        }
    }

    #[test]
    fn belarusian_letters_stay() {
        check("ў", &["Ў", "ў", "у\u{306}"]);
        check("мінск", &["Мінск"]);
    }

    #[test]
    fn endless_marks_end() {
        check("а", &[&format!("а{}", "\u{301}".repeat(10_000))]);
    }

    #[test]
    fn look_alikes_of_the_other_alphabet() {
        check("россия", &["Pоссия", "Poccия", "РОССИЯ"]);
        check("россией", &["Россиeй"]);
        check("мінск", &["Miнск"]);
        check("covid", &["СOVID"]);
        check("usbдиск", &["USBдиск"]);
    }

    #[test]
    fn long_words_keep_their_beginning() {
        assert_eq!(normalize(&"я".repeat(100_000)).chars().count(), MAX_TERM_CHARS);
    }
}
