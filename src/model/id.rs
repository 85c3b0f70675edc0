//! Document ids: stable, readable, safe in a URL path.

use std::fmt;

/// A document's id, made from its source URL or its path: lower-case letters, digits, `.`, `_` and single
/// hyphens; 1 to [`DocumentId::MAX_BYTES`] bytes of ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(String);

impl DocumentId {
    /// The longest id, in bytes. Longer ones are cut and end in a hash of the whole.
    pub const MAX_BYTES: usize = 120;

    /// The id of a page: its host without `www.`, then its path and query. `https://mpt.gov.by/node/11088` is
    /// `mpt.gov.by-node-11088`. `None` when nothing is left for a name.
    pub fn from_url(url: &str) -> Option<Self> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or(rest);
        Self::slug(rest.strip_prefix("www.").unwrap_or(rest))
    }

    /// The id of a text without a URL: its path below the corpus, its extension included, so that `a.md` and
    /// `a.txt` stay apart.
    pub fn from_path(path: &str) -> Option<Self> {
        Self::slug(path)
    }

    /// Takes an id that a document states, converted to the same alphabet.
    pub fn from_stated(id: &str) -> Option<Self> {
        Self::slug(id)
    }

    /// Letters beyond ASCII become their UTF-8 bytes in hexadecimal, so that two Cyrillic paths never collide.
    fn slug(text: &str) -> Option<Self> {
        let mut slug = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                'a'..='z' | '0'..='9' | '.' | '_' => slug.push(c),
                'A'..='Z' => slug.push(c.to_ascii_lowercase()),
                _ if c.is_ascii() => {
                    if !slug.is_empty() && !slug.ends_with('-') {
                        slug.push('-');
                    }
                }
                _ => {
                    let mut buffer = [0; 4];
                    for byte in c.encode_utf8(&mut buffer).bytes() {
                        slug.push_str(&format!("{byte:02x}"));
                    }
                }
            }
        }
        let slug = slug.trim_matches(['-', '.']);
        if slug.is_empty() {
            return None;
        }
        if slug.len() <= Self::MAX_BYTES {
            return Some(Self(slug.to_owned()));
        }
        let hash = blake3::hash(text.as_bytes()).to_hex();
        // The slug is ASCII, so any byte is a character boundary.
        let kept = slug[..Self::MAX_BYTES - 17].trim_end_matches('-');
        Some(Self(format!("{kept}-{}", &hash[..16])))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: Option<DocumentId>, expected: &str) {
        assert_eq!(id.expect("an id").as_str(), expected);
    }

    #[test]
    fn urls_become_readable_ids() {
        check(DocumentId::from_url("https://mpt.gov.by/node/11088"), "mpt.gov.by-node-11088");
        check(
            DocumentId::from_url("http://www.mfa.example/Press/News/?id=7&x=%D0%B0#top"),
            "mfa.example-press-news-id-7-x-d0-b0",
        );
    }

    #[test]
    fn a_cyrillic_path_keeps_its_identity() {
        assert_ne!(DocumentId::from_path("визит.md"), DocumentId::from_path("отчёт.md"));
    }

    #[test]
    fn long_ids_are_cut_and_stay_apart() {
        let a = DocumentId::from_path(&format!("{}a", "x".repeat(500))).expect("an id");
        let b = DocumentId::from_path(&format!("{}b", "x".repeat(500))).expect("an id");
        assert!(a.as_str().len() <= DocumentId::MAX_BYTES);
        assert_ne!(a, b);
    }

    /// An id that ended in two hyphens before its hash could not be parsed again: the document's page was missing.
    #[test]
    fn a_cut_at_a_hyphen_reads_back() {
        let url = format!("https://x.example/{}/{}", "a".repeat(92), "b".repeat(60));
        let id = DocumentId::from_url(&url).expect("an id");
        assert_eq!(DocumentId::from_stated(id.as_str()), Some(id));
    }

    proptest::proptest! {
        #[test]
        fn an_id_reads_back(text in "[a-z/ .ЖA-]{0,300}") {
            if let Some(id) = DocumentId::from_path(&text) {
                assert_eq!(DocumentId::from_stated(id.as_str()), Some(id));
            }
        }
    }

    #[test]
    fn nothing_to_name_it_by() {
        assert_eq!(DocumentId::from_path("///"), None);
    }
}
