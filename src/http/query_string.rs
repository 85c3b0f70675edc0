//! The query string of a request → names and values, strictly: invalid text is refused and never guessed.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::query::{ParamError, ParamProblem};

/// Decodes `a=1&b=%D0%B0+c`. A broken escape, bytes that are not UTF-8, and control characters other than tab and
/// line breaks are errors.
pub(super) fn pairs(query: Option<&str>) -> Result<Vec<(String, String)>, ParamError> {
    query
        .unwrap_or("")
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name)
                .ok_or_else(|| ParamError::new(name.replace('%', "%25"), ParamProblem::NotText))?;
            let value = decode(value).ok_or_else(|| ParamError::new(&name, ParamProblem::NotText))?;
            Ok((name, value))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let spaced = if text.contains('+') { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    let whole = spaced.split('%').skip(1).all(|rest| {
        rest.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    if !whole {
        return None;
    }
    let text = percent_decode_str(&spaced).decode_utf8().ok()?;
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    (!text.contains(forbidden)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_through() {
        let found = pairs(Some("q=%D0%9E%D0%90%D0%AD+a&country=&x")).expect("text");
        let expected = [("q", "ОАЭ a"), ("country", ""), ("x", "")];
        assert!(found.iter().map(|(a, b)| (a.as_str(), b.as_str())).eq(expected));
        assert_eq!(pairs(None), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for query in ["q=%ff%fe", "q=%zz", "q=%00", "q=%", "q=%D0", "q=%ee%ec%e0%ed", "%ff=1", "q=%1b[2J"] {
            assert!(pairs(Some(query)).is_err(), "{query}");
        }
    }
}
