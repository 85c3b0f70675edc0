//! JSON Lines: an object a line, `{"title", "text", "id"?, "url"?, "date"?, "source"?, "language"? or "lang"?,
//! "countries"?, "topics"?}`.

use crate::corpus::draft::{Draft, Expected};
use crate::corpus::stated::Stated;
use crate::corpus::{ReadError, encoding, error, text};

/// Where title and text are.
pub(super) const EXPECTED: Expected = Expected { title: "give \"title\"", text: "give \"text\"" };

/// Reads one line; `None` when it is blank.
pub(super) fn read(line: &[u8]) -> Option<Result<Draft, ReadError>> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    Some(draft(line))
}

fn draft(line: &[u8]) -> Result<Draft, ReadError> {
    // JSON is UTF-8 by its standard. Exports in windows-1251 exist nevertheless.
    let decoded;
    let json = match std::str::from_utf8(line) {
        Ok(json) => json,
        Err(_) => {
            decoded = encoding::read_text(line, None)?;
            &decoded
        }
    };
    // Files that were joined have a byte order mark where each of them began.
    let json = json.trim_start_matches(|c: char| c == '\u{feff}' || c.is_ascii_whitespace());
    if !json.starts_with('{') {
        return Err(ReadError::Json { column: 1, message: "the line does not begin with {".to_owned() });
    }
    let mut stated: Stated = serde_json::from_str(json).map_err(|failure| {
        let message = failure.to_string();
        // The message has a line number too, but there is only one line.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(text, _)| text);
        ReadError::Json { column: failure.column(), message: error::parser_message(message) }
    })?;
    let paragraphs = text::split(stated.text.take().as_deref().unwrap_or_default());
    let mut draft = Draft::from_stated(stated);
    draft.paragraphs = paragraphs;
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::background;

    #[test]
    fn fields_are_read() {
        let line = r#"{"id": 17, "title": "О", "text": "а\n\nСправочно.\n\nб", "lang": "ru", "url": null, "x": [1]}"#;
        let draft = read(line.as_bytes()).expect("a line").expect("a document");
        assert_eq!(draft.id.as_deref(), Some("17"));
        assert_eq!(draft.language.as_deref(), Some("ru"));
        assert!(draft.url.is_none());
        let (text, background) = background::join(&draft.paragraphs);
        assert_eq!(&text[background[0].clone()], "Справочно.\n\nб");
    }

    #[test]
    fn other_encodings_are_read() {
        let line = r#"{"title": "О встрече министра", "text": "Состоялась встреча министра с послом."}"#;
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(line);
        let draft = read(&bytes).expect("a line").expect("a document");
        assert_eq!(draft.title.as_deref(), Some("О встрече министра"));
    }

    #[test]
    fn mistakes_name_their_column() {
        let deep = format!("{{\"title\": {}", "[".repeat(100_000));
        let cases = [
            (r#"{"title": "a", "#, "column 15: EOF while parsing"),
            (r#"{"title": "a", "title": "b"}"#, "duplicate field `title`"),
            (r#"{"title": ["a"]}"#, "column 11: invalid type: sequence, expected a text or a whole number"),
            (r#"{"title": "a", "countries": "AE", "topics": 5}"#, "expected a list of texts"),
            (r#"["a"]"#, "does not begin with {"),
            (deep.as_str(), "column 11: invalid type"),
            (r#"{"title": "a"} x"#, "trailing characters"),
        ];
        for (line, expected) in cases {
            let message = read(line.as_bytes()).expect("a line").expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}");
        }
        assert!(read(b" \t\r").is_none());
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(line: Vec<u8>, json in "\\{\"(title|text|date|id)\": .{0,20}\\}") {
            let _ = read(&line);
            let _ = read(json.as_bytes());
        }
    }
}
