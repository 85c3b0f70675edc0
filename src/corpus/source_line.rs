//! The line at the end of a document that says where it was published: `**Source URL:** <https://…>`,
//! `Источник: https://…`.

use crate::lexicon::publication_words;

/// The address that the line states; empty when it is on the next line. `None` for any other line.
pub(super) fn address(line: &str) -> Option<&str> {
    let bare = line.trim().trim_start_matches(['*', '_', ' ']);
    let (label, rest) = bare.split_once(':')?;
    let label = label.trim_matches(['*', '_', ' ']).to_lowercase();
    let rest = bracketed(rest);
    let is_address = rest.is_empty() || rest.contains("://");
    (publication_words().sources.contains(&label.as_str())
        && is_address
        && !rest.contains(char::is_whitespace))
    .then_some(rest)
}

/// The address without the marks of Markdown around it: `<…>`, `[text](…)`, emphasis.
pub(super) fn bracketed(text: &str) -> &str {
    let text = text.trim_matches(['*', '_', ' ', '\t', '\r']);
    if let Some((_, target)) = text.strip_prefix('[').and_then(|text| text.split_once("](")) {
        return target.strip_suffix(')').unwrap_or(target).trim();
    }
    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_state_an_address() {
        let url = "https://mpt.gov.by/node/11088";
        let cases = [
            ("**Source URL:** <https://mpt.gov.by/node/11088>", Some(url)),
            ("**Source URL**: https://mpt.gov.by/node/11088", Some(url)),
            ("Источник: https://mpt.gov.by/node/11088", Some(url)),
            ("Крыніца:https://mpt.gov.by/node/11088 ", Some(url)),
            ("*Source:* [site](https://mpt.gov.by/node/11088)", Some(url)),
            ("SOURCE URL:", Some("")),
            ("Источник: БелТА", None),
            ("Источник: https://a.by и https://b.by", None),
            ("Подробнее: https://mpt.gov.by/node/11088", None),
            ("https://mpt.gov.by", None),
        ];
        for (line, expected) in cases {
            assert_eq!(address(line), expected, "{line}");
        }
    }
}
