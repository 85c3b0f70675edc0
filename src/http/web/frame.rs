//! What every page has around its content: head, header with the search form, footer.

use super::{
    links::{Form, Links},
    style::style_path,
    texts::{Texts, page_language, texts},
};
use crate::model::Language;
use crate::query::MAX_QUERY_CHARS;

/// The part of a page that `base.html` renders.
pub(super) struct Frame {
    /// The labels.
    pub(super) t: &'static Texts,
    /// The page's language, BCP 47.
    pub(super) lang: &'static str,
    /// The title in the browser.
    pub(super) title: String,
    /// The path of the style sheet.
    pub(super) style: &'static str,
    /// What stands in the search field.
    pub(super) q: String,
    /// The longest query, in characters.
    pub(super) max_query: usize,
    /// What the search form carries along unseen.
    pub(super) hidden: Vec<(&'static str, String)>,
}

impl Frame {
    /// A page titled `subject`, or with the service's own name when there is none; its form holds the search that
    /// `links` come from.
    pub(super) fn new(subject: Option<&str>, links: &Links, reader: Language) -> Self {
        let t = texts(reader);
        let title = match subject {
            Some(subject) => format!("{subject} — {}", t.brand),
            None => format!("{} — {}", t.brand, t.tagline),
        };
        Self {
            t,
            lang: page_language(reader).code(),
            title,
            style: style_path(),
            q: links.params().q.clone().unwrap_or_default(),
            max_query: MAX_QUERY_CHARS,
            hidden: links.carried(Form::Query),
        }
    }
}
