//! Parts of several pages: tags that link to a filter, dates, the address of the original.

use url::Url;

use super::links::date_value;
use crate::model::{Language, Published};
use crate::texts::in_words;

/// A property with a link to the documents that share it.
pub(super) struct Tag {
    /// Its name for the reader.
    pub(super) name: String,
    /// Its link; `None` when it is chosen already.
    pub(super) href: Option<String>,
    /// More about it, shown on hovering; may be empty.
    pub(super) note: String,
}

/// A date, for people and for programs.
pub(super) struct DateText {
    /// In words.
    pub(super) words: String,
    /// As `<time datetime>` writes it.
    pub(super) value: String,
}

/// The address at which something was published.
pub(super) struct Original {
    /// The host, or the whole text when it is not a web address.
    pub(super) text: String,
    /// The link; only web addresses become one, so that `javascript:` and its like stay text.
    pub(super) href: Option<String>,
}

impl DateText {
    /// The publication date as far as it is known.
    pub(super) fn new(published: Published, reader: Language) -> Self {
        Self {
            words: in_words(published.date, published.precision, reader),
            value: date_value(published.date, published.precision),
        }
    }
}

impl Original {
    /// Reads an address. The host is the one that a browser would go to, whatever stands before an `@`.
    pub(super) fn new(url: &str) -> Self {
        let web = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        match web.as_ref().and_then(|url| url.host_str()) {
            Some(host) => Self {
                text: host.strip_prefix("www.").unwrap_or(host).to_owned(),
                href: web.as_ref().map(|url| url.as_str().to_owned()),
            },
            None => Self { text: url.to_owned(), href: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, text: &str, linked: bool) {
        let original = Original::new(url);
        assert_eq!((original.text.as_str(), original.href.is_some()), (text, linked), "{url}");
    }

    #[test]
    fn only_web_addresses_become_links() {
        check("https://www.mpt.gov.by/node/11088", "mpt.gov.by", true);
        check("http://mpt.gov.by@evil.example/", "evil.example", true);
        for text in
            ["javascript:alert(1)", " data:text/html,x", "mpt.gov.by/node/1", "ftp://a.example/", "//x"]
        {
            check(text, text, false);
        }
    }
}
