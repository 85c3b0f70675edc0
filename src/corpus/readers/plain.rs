//! Plain text: the first line is the title, a last line `Источник: …` gives the address.

use crate::corpus::draft::{Draft, Expected, Value};
use crate::corpus::{source_line, text};

pub(super) const EXPECTED: Expected =
    Expected { title: "its first line is the title", text: "the text follows the title line" };

/// Reads a plain text.
pub(super) fn read(text: &str) -> Draft {
    let text = text::unify_line_ends(text);
    let text = text.trim();
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let body = body.trim_end();
    let (before, last) = body.rsplit_once('\n').unwrap_or(("", body));
    let (body, url) = match source_line::address(last) {
        Some(url) => (before, Value::new("the source line", url)),
        None => (body, None),
    };
    Draft { title: Some(title.to_owned()), paragraphs: text::split(body), url, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::background;

    #[test]
    fn title_body_and_address() {
        let draft = read("\n\nО встрече\r\n\r\nПервый.\r\n\r\nВторой.\r\nИсточник: https://mpt.gov.by/1\r\n");
        assert_eq!(draft.title.as_deref(), Some("О встрече"));
        assert_eq!(background::join(&draft.paragraphs).0, "Первый.\n\nВторой.");
        assert_eq!(draft.url.expect("an address").text, "https://mpt.gov.by/1");
    }

    #[test]
    fn a_title_alone() {
        let draft = read("О встрече");
        assert!(draft.paragraphs.is_empty() && draft.url.is_none());
    }
}
