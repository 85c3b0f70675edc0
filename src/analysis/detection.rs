//! Which language a text is in.

use whatlang::{Detector, Lang};

use crate::model::Language;

/// At most this much of a text is read, in bytes. Detection is sure long before that.
const SAMPLE_BYTES: usize = 4_096;

/// The language of a text; `None` when there is too little to be sure, [`Language::Undetermined`] when it is surely
/// another one. whatlang chooses between the three languages of communiqués only, because with all its languages
/// it takes short Russian titles for Bulgarian; but a Latin text that it recognises as, say, Romanian is not
/// called English.
pub fn detect_language(text: &str) -> Option<Language> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let info = Detector::with_allowlist(vec![Lang::Rus, Lang::Bel, Lang::Eng]).detect(sample)?;
    if !info.is_reliable() {
        return belarusian_by_letters(sample);
    }
    match info.lang() {
        Lang::Bel => Some(Language::Belarusian),
        Lang::Eng => {
            let other =
                whatlang::detect(sample).is_some_and(|info| info.is_reliable() && info.lang() != Lang::Eng);
            Some(if other { Language::Undetermined } else { Language::English })
        }
        _ => belarusian_by_letters(sample).or(Some(Language::Russian)),
    }
}

/// The language that the alphabet suggests, for texts too short for [`detect_language`]: Russian for Cyrillic letters,
/// undetermined for others.
pub fn language_by_alphabet(text: &str) -> Language {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_cyrillic = letters > 0 && text.chars().filter(|&c| cyrillic(c)).count() * 2 > letters;
    if is_cyrillic { Language::Russian } else { Language::Undetermined }
}

/// Letters that Russian lacks are a surer sign than trigrams: a text in which one Cyrillic letter of thirty is `і`
/// or `ў` is not Russian.
fn belarusian_by_letters(text: &str) -> Option<Language> {
    let mut cyrillic = 0;
    let mut belarusian = 0;
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'і' | 'ў' => belarusian += 1,
            'а'..='я' | 'ё' => cyrillic += 1,
            _ => {}
        }
    }
    (belarusian > 0 && belarusian * 30 >= cyrillic).then_some(Language::Belarusian)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Language>) {
        assert_eq!(detect_language(text), expected, "{text}");
    }

    #[test]
    fn languages_of_communiques() {
        check(
            "Стороны обсудили перспективы двустороннего сотрудничества в области цифровизации.",
            Some(Language::Russian),
        );
        check(
            "Бакі абмеркавалі перспектывы двухбаковага супрацоўніцтва ў галіне лічбавізацыі.",
            Some(Language::Belarusian),
        );
        check(
            "The parties discussed the prospects of bilateral cooperation in digital development.",
            Some(Language::English),
        );
    }

    #[test]
    fn romanian_is_not_called_english() {
        check(
            "Miniștrii au discutat despre perspectivele cooperării bilaterale în domeniul digital și au convenit \
             să semneze un acord până la sfârșitul anului viitor.",
            Some(Language::Undetermined),
        );
    }

    #[test]
    fn short_texts() {
        check("", None);
        check("Мінск", Some(Language::Belarusian));
        assert_eq!(language_by_alphabet("Ярмарка в Дубае открыта."), Language::Russian);
        assert_eq!(language_by_alphabet("5G, 2026"), Language::Undetermined);
        assert_eq!(language_by_alphabet("Dubai"), Language::Undetermined);
    }
}
