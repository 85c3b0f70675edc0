//! The attributes of HTML tags, counted before the parser reads them: it compares each attribute with all before it in
//! the tag.

use super::ReadError;

/// The most attributes of a tag. Real ones have dozens.
const MAX_ATTRIBUTES: usize = 1000;

/// Refuses tags with too many attributes.
pub(super) fn check(html: &str) -> Result<(), ReadError> {
    let bytes = html.as_bytes();
    let mut at = 0;
    // Open <svg> and <math>: in them a script is markup like any other.
    let mut foreign = 0_usize;
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += html[at..].find("-->").unwrap_or(rest.len());
            continue;
        }
        let name = rest.strip_prefix(b"/").unwrap_or(rest);
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (attributes, length) = measure(rest);
        if attributes > MAX_ATTRIBUTES {
            return Err(ReadError::TooManyAttributes { limit: MAX_ATTRIBUTES });
        }
        let is = |name: &&str| begins_with(rest, name);
        if ["svg", "math"].iter().any(is) {
            foreign += 1;
        } else if ["/svg", "/math"].iter().any(is) {
            foreign = foreign.saturating_sub(1);
        }
        // What is inside is no markup, and may contain anything.
        let raw = ["script", "style", "textarea", "title"].into_iter().find(|name| begins_with(rest, name));
        at += length;
        if let Some(name) = raw.filter(|_| foreign == 0) {
            at += end_of(&bytes[at..], name);
        }
    }
    Ok(())
}

/// The attributes and the length of a tag, from behind its `<`, as the tokenizer of HTML divides it.
fn measure(tag: &[u8]) -> (usize, usize) {
    enum State {
        /// In the name of the tag, or between attributes.
        Between,
        Name,
        /// Behind a name, where `=` may follow.
        AfterName,
        BeforeValue,
        Bare,
        Quoted(u8),
    }
    let named = tag.iter().position(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
    // A closing tag begins with a slash.
    let start = if tag.first() == Some(&b'/') { 1 } else { named.unwrap_or(tag.len()) };
    let (mut attributes, mut state) = (0, State::Between);
    for (at, &byte) in tag.iter().enumerate().skip(start) {
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte == quote => State::Between,
            (State::Quoted(quote), _) => State::Quoted(quote),
            (_, b'>') => return (attributes, at + 1),
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if byte.is_ascii_whitespace() => State::BeforeValue,
            (State::BeforeValue, _) => State::Bare,
            (State::Name, _) if byte.is_ascii_whitespace() => State::AfterName,
            (State::AfterName, _) if byte.is_ascii_whitespace() => State::AfterName,
            (State::Between | State::Bare, _) if byte.is_ascii_whitespace() => State::Between,
            (State::Between | State::Name | State::AfterName, b'/') => State::Between,
            (State::Bare, _) => State::Bare,
            (State::Name, _) => State::Name,
            (State::Between | State::AfterName, _) => {
                attributes += 1;
                State::Name
            }
        };
    }
    (attributes, tag.len())
}

fn begins_with(tag: &[u8], name: &str) -> bool {
    let ends = |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
    tag.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && ends(tag.get(name.len()))
}

/// Where the closing tag of a raw text begins.
fn end_of(text: &[u8], name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = text[at..].iter().position(|&byte| byte == b'<') {
        at += found;
        if text[at + 1..].first() == Some(&b'/') && begins_with(&text[at + 2..], name) {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_the_tokenizer_counts_them() {
        let cases = [
            ("p>", 0),
            ("p a>", 1),
            ("p a b c/>", 3),
            ("p a=b c='d e' f=\"g>h\" i>", 4),
            ("p a = b c>", 2),
            ("p a= 'b c' d>", 2),
            ("p \" a b>", 3),
            ("p a'b'c d>", 2),
            ("p a=b\"c d\">", 2),
            ("/p a b>", 3),
            ("br/>", 0),
            ("p a", 1),
        ];
        for (tag, expected) in cases {
            assert_eq!(measure(tag.as_bytes()).0, expected, "{tag}");
        }
    }

    #[test]
    fn tags_with_too_many_are_refused() {
        let many: String = (0..1001).map(|n| format!(" a{n}")).collect();
        let cases = [
            (format!("<p{many}>"), false),
            (format!("<p>{many}</p>"), true),
            (format!("<P\n{many}"), false),
            (format!("<!-- <p{many}> -->"), true),
            (format!("<script>if (a<p {many}) x</SCRIPT>"), true),
            (format!("<script>x</script><p{many}>"), false),
            (format!("<scripted><p{many}>"), false),
            (format!("<svg><script><p{many}>"), false),
            (format!("<svg></svg><script>a<p{many}></script>"), true),
            (format!("<title><script></title><p{many}>"), false),
            (format!("a < b {many}"), true),
            (format!("<p \"{many}\">"), false),
            (format!("<p a=\"{many}\">"), true),
        ];
        for (html, fine) in cases {
            assert_eq!(check(&html).is_ok(), fine, "{html:.30}");
        }
        assert!(check(&"<p a=b c='d'>".repeat(2000)).is_ok());
    }
}
