//! Checks of XML before the feed parser reads it.

use std::borrow::Cow;

use super::ReadError;

/// The parser compares each attribute with all before it in the tag.
const MAX_ATTRIBUTES: usize = 1000;

/// The document without `<?xml …?>`, which states the encoding of bytes that are already decoded. Later ones, which
/// files have that were joined, are made instructions without a meaning: the parser panics when they state an encoding.
pub(super) fn without_declarations(xml: &str) -> Cow<'_, str> {
    let xml = xml.trim_start();
    let rest = xml.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(xml, |(_, rest)| rest);
    if rest.contains("<?xml") { Cow::Owned(rest.replace("<?xml", "<?x-l")) } else { Cow::Borrowed(rest) }
}

/// Refuses tags with too many attributes.
pub(super) fn check_attributes(xml: &str) -> Result<(), ReadError> {
    match tags(xml).find(|tag| tag.attributes > MAX_ATTRIBUTES) {
        Some(_) => Err(ReadError::TooManyAttributes { limit: MAX_ATTRIBUTES }),
        None => Ok(()),
    }
}

/// The `xml:lang` of every `<entry>`, in their order. The feed parser ignores it.
pub(super) fn entry_languages(xml: &str) -> Vec<Option<&str>> {
    tags(xml)
        .filter_map(|tag| {
            let inside = tag.text.strip_prefix("<entry")?;
            let is_entry = inside.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
            is_entry.then(|| {
                let value = inside.split_once("xml:lang")?.1.trim_start().strip_prefix('=')?;
                let value = value.trim_start();
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                value[1..].split(quote).next()
            })
        })
        .collect()
}

struct Tag<'a> {
    /// From `<` to `>`.
    text: &'a str,
    /// The number of `=` outside of quotes.
    attributes: usize,
}

/// The tags of a document; comments, CDATA and instructions are skipped.
fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')?..];
            let other = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
                .into_iter()
                .find(|(start, _)| rest.starts_with(start));
            if let Some((start, end)) = other {
                rest = rest[start.len()..].split_once(end)?.1;
                continue;
            }
            let (attributes, length) = measure(rest.as_bytes());
            // `>` is ASCII, so the tag ends on a character.
            let (text, after) = rest.split_at(length);
            rest = after;
            return Some(Tag { text, attributes });
        }
    })
}

/// The attributes and the length of the tag at the head of `xml`.
fn measure(xml: &[u8]) -> (usize, usize) {
    let (mut attributes, mut quote) = (0, None);
    for (at, &byte) in xml.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (attributes, at + 1),
            (None, _) => {}
        }
    }
    (attributes, xml.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_per_tag() {
        let many: String = (0..1_000_000).map(|n| format!(" a{n}='>'")).collect();
        assert!(check_attributes(&format!("<rss{many}>")).is_err());
        assert!(check_attributes(&format!("<a><!-- <b{many}> --><![CDATA[<c{many}>]]></a>")).is_ok());
        assert!(check_attributes(&"<a b='=' c=\"=\"/>".repeat(2000)).is_ok());
        assert!(check_attributes("<a b='").is_ok());
    }

    #[test]
    fn entries_state_their_language() {
        let xml = "<feed xml:lang='x'><entry xml:lang=\"be\"><entrypoint/></entry><!-- <entry> --><entry a='b'/>\
                   <entry\n xml:lang = 'ru' ></entry><entry xml:lang=";
        assert_eq!(entry_languages(xml), [Some("be"), None, Some("ru"), None]);
    }

    #[test]
    fn the_declaration_goes() {
        assert_eq!(without_declarations(" <?xml version='1.0' encoding='x'?><a/>"), "<a/>");
        assert_eq!(without_declarations("<a/>"), "<a/>");
        assert_eq!(without_declarations("<?xml?><a/><?xml encoding='x'?>"), "<a/><?x-l encoding='x'?>");
    }
}
