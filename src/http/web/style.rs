//! The style sheet, compiled in, with an address that contains a hash of it, so that browsers may keep it forever.

use std::sync::LazyLock;

/// The style sheet: CSS.
pub(in crate::http) const STYLE: &str = include_str!("style.css");

static PATH: LazyLock<String> = LazyLock::new(|| {
    let hash = blake3::hash(STYLE.as_bytes()).to_hex();
    format!("/assets/style.css?v={}", &hash[..16])
});

/// Where the pages expect [`STYLE`]: a path with a hash of the content.
pub(in crate::http) fn style_path() -> &'static str {
    &PATH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_names_the_content() {
        let hash = style_path().strip_prefix("/assets/style.css?v=").expect("the path");
        assert_eq!(hash.len(), 16);
        assert!(!STYLE.contains("http:") && !STYLE.contains("https:") && !STYLE.contains("@import"));
    }
}
