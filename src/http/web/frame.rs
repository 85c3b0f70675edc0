//! The parts of every page around its content: head, header with the search form, footer.

use super::{
    links::{Form, Links},
    style::style_path,
};
use crate::model::{Language, without_directions};
use crate::query::{MAX_QUERY_CHARS, SearchParams};
use crate::texts::{Texts, texts};

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
    /// The content of the search field.
    pub(super) q: String,
    /// The longest query, in characters.
    pub(super) max_query: usize,
    /// The hidden fields of the search form.
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// The form that `period.html` renders: it asks for a period.
pub(super) struct PeriodForm {
    /// The first day, as it was typed.
    pub(super) from: String,
    /// The last day, as it was typed.
    pub(super) to: String,
    /// The hidden fields of the form.
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// A form with one field.
pub(super) struct FieldForm {
    /// The name of the parameter.
    pub(super) name: &'static str,
    /// What was typed.
    pub(super) value: String,
    /// Suggestions for the field.
    pub(super) options: Vec<String>,
    /// The hidden fields of the form.
    pub(super) hidden: Vec<(&'static str, String)>,
}

impl FieldForm {
    /// The form that asks for the days that texts speak of.
    pub(super) fn event(links: &Links) -> Self {
        Self {
            name: "event",
            value: links.params().event.clone().unwrap_or_default(),
            options: Vec::new(),
            hidden: links.carried(Form::Event),
        }
    }

    /// The form that asks for one more name, `options` being those to choose from.
    pub(super) fn name(name: &'static str, options: Vec<String>, links: &Links) -> Self {
        Self { name, value: String::new(), options, hidden: links.carried(Form::Name) }
    }
}

impl PeriodForm {
    /// The form with what was typed, valid or not.
    pub(super) fn new(params: &SearchParams, links: &Links) -> Self {
        let typed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        Self { from: typed(&params.from), to: typed(&params.to), hidden: links.carried(Form::Period) }
    }
}

impl Frame {
    /// A page titled `subject`, or with the service's own name when there is none; its form holds the search that
    /// `links` come from.
    pub(super) fn new(subject: Option<&str>, links: &Links, reader: Language) -> Self {
        let t = texts(reader);
        let title = match subject {
            // The title of a window has no markup that isolates the direction of a text.
            Some(subject) => format!("{} — {}", without_directions(subject), t.brand),
            None => format!("{} — {}", t.brand, t.tagline),
        };
        Self {
            t,
            // The language of `texts`.
            lang: reader.choose(["ru", "be", "en"]),
            title,
            style: style_path(),
            q: links.params().q.clone().unwrap_or_default(),
            max_query: MAX_QUERY_CHARS,
            hidden: links.carried(Form::Query),
        }
    }
}
