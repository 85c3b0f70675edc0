//! The optional YAML block at the head of a Markdown file, between two `---` lines.

use super::stated::Stated;
use super::{ReadError, error};

/// A longer block is not front matter, and YAML is slow to read.
const MAX_BYTES: usize = 64 << 10;

/// Splits off the front matter. Returns it with the rest of the text; a text without front matter is returned whole.
/// `text` has unified line ends.
pub(super) fn take(text: &str) -> Result<(Option<Stated>, &str), ReadError> {
    let Some(body) = text.strip_prefix("---\n") else {
        return Ok((None, text));
    };
    let mut length = 0;
    for line in body.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = &body[..length];
            // Prose between two rules: the text begins with a rule.
            if !looks_like_yaml(yaml) && !yaml.trim().is_empty() {
                return Ok((None, text));
            }
            return Ok((Some(parse(yaml)?), &body[length + line.len()..]));
        }
        length += line.len();
    }
    if looks_like_yaml(body) {
        return Err(ReadError::FrontMatter { line: 1, message: "no `---` line ends it".to_owned() });
    }
    Ok((None, text))
}

fn looks_like_yaml(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        line.split_once(':').is_some_and(|(key, value)| {
            let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'"');
            !key.is_empty() && key.bytes().all(word) && (value.is_empty() || value.starts_with(' '))
        })
    })
}

fn parse(yaml: &str) -> Result<Stated, ReadError> {
    if yaml.len() > MAX_BYTES {
        return Err(ReadError::FrontMatter {
            line: 1,
            message: format!("it has more than {MAX_BYTES} bytes"),
        });
    }
    if yaml.trim().is_empty() {
        return Ok(Stated::default());
    }
    serde_saphyr::from_str(yaml).map_err(|failure| {
        let failure = failure.without_snippet();
        let line = failure.location().map_or(0, |location| location.line());
        let message = failure.to_string();
        // The message counts lines too, from the line after the first `---`.
        let message = message.split(" at line ").next().unwrap_or(&message);
        // This part is advice for the program that calls the parser.
        let message = message.split(", set DuplicateKeyPolicy").next().unwrap_or(message);
        ReadError::FrontMatter { line: line + 1, message: error::parser_message(message) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read() {
        let text = "---\ntitle: \"О визите: итоги\"\nurl: https://mpt.gov.by/1\ndate: 2026\nid: 17\n\
                    countries: [AE, CN]\ntopics: post\nunknown: {a: 1}\n---\nТекст";
        let (stated, rest) = take(text).expect("front matter");
        let stated = stated.expect("front matter");
        assert_eq!(stated.title.expect("a title").0, "О визите: итоги");
        assert_eq!(stated.date.expect("a date").0, "2026");
        assert_eq!(stated.id.expect("an id").0, "17");
        assert_eq!(stated.countries.values, ["AE", "CN"]);
        assert_eq!(stated.topics.values, ["post"]);
        assert_eq!(rest, "Текст");
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for text in ["---\nТекст\n---\nещё", "---\nТекст", "# a\n---\nb: c\n---\n", "----\na: b"]
        {
            let (stated, rest) = take(text).expect("a text");
            assert!(stated.is_none() && rest == text, "{text}");
        }
        let (stated, rest) = take("---\n---\nТекст").expect("a text");
        assert!(stated.is_some() && rest == "Текст");
    }

    #[test]
    fn mistakes_name_their_line() {
        let cases = [
            (
                "---\ntitle: a\ncountries: {a: b}\n---\n",
                "line 3, front matter: invalid type: map, expected a list",
            ),
            (
                "---\ntitle: a\ndate: [2026\n---\n",
                "line 3, front matter: invalid type: sequence, expected a text",
            ),
            (
                "---\ntitle: a\ndate: 2026\ntitle: b\n---\n",
                "line 4, front matter: duplicate mapping key: title; it holds",
            ),
            (
                "---\ntitle: a\n\turl: b\n---\n",
                "line 2, front matter: while scanning a plain scalar, found a tab",
            ),
            ("---\ntitle: a\n\nТекст", "line 1, front matter: no `---` line ends it"),
        ];
        for (text, expected) in cases {
            let message = take(text).expect_err(expected).to_string();
            assert!(message.starts_with(expected), "{message}");
        }
    }

    #[test]
    fn aliases_do_not_explode() {
        let mut yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, before) in "bcdefghi".chars().zip("abcdefgh".chars()) {
            let list = vec![format!("*{before}"); 9].join(", ");
            yaml.push_str(&format!("{name}: &{name} [{list}]\n"));
        }
        yaml.push_str("topics: *i\n---\n");
        assert!(take(&yaml).is_err());
    }
}
