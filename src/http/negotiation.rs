//! The language of a reader. fluent-langneg would be the library for it, but it ignores the weights (`en;q=0, ru;q=0.1`
//! is English to it), which browsers send.

use axum::http::{HeaderMap, header};

use crate::model::Language;

/// The best of Russian, Belarusian and English in `Accept-Language`; Russian when none is accepted.
pub(super) fn reader(headers: &HeaderMap) -> Language {
    let Some(header) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else {
        return Language::Russian;
    };
    let mut best = (0.0, Language::Russian);
    for range in header.split(',').take(32) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or("").trim();
        let quality = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |quality| quality.parse::<f32>().ok())
            .filter(|quality| (0.0..=1.0).contains(quality));
        if let (Some(quality), Some(language)) = (quality, Language::from_tag(tag))
            && language != Language::Undetermined
            && quality > best.0
        {
            best = (quality, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(header: &str, expected: Language) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().expect("a header"));
        assert_eq!(reader(&headers), expected, "{header}");
    }

    #[test]
    fn preferences() {
        check("ru-RU,ru;q=0.9,en;q=0.8", Language::Russian);
        check("en-US,en;q=0.9", Language::English);
        check("de, be;q=0.4, en;q=0.3", Language::Belarusian);
        check("en;q=0, ru;q=0.1", Language::Russian);
        check("de", Language::Russian);
        check("en;q=NaN", Language::Russian);
        assert_eq!(reader(&HeaderMap::new()), Language::Russian);
    }

    proptest::proptest! {
        #[test]
        fn any_header_gives_a_language(bytes in proptest::collection::vec(0x20_u8..0xff, 0..200), text in "[a-z;,=.q01 *-]{0,60}") {
            for value in [bytes.as_slice(), text.as_bytes()] {
                let mut headers = HeaderMap::new();
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    headers.insert(header::ACCEPT_LANGUAGE, value);
                }
                proptest::prop_assert_ne!(reader(&headers), Language::Undetermined);
            }
        }
    }
}
