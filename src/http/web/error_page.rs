//! The page of an error, with the form still filled in.

use askama::Template;

use super::{
    frame::{Frame, PeriodForm},
    links::Links,
};
use crate::model::Language;
use crate::query::SearchParams;

/// What went wrong.
pub(in crate::http) struct ErrorPage<'a> {
    /// The HTTP status.
    pub(in crate::http) status: u16,
    /// What is wrong and what would be right, in the reader's language; may be empty.
    pub(in crate::http) message: &'a str,
    /// The search that was asked for, when it was one.
    pub(in crate::http) params: Option<&'a SearchParams>,
    /// The reader's language.
    pub(in crate::http) reader: Language,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    frame: Frame,
    status: u16,
    heading: &'static str,
    message: &'a str,
    /// The period to correct, when one was asked for.
    period: Option<PeriodForm>,
    /// The search without its filters, when it has any.
    reset: Option<String>,
}

/// Renders the page of an error.
pub(in crate::http) fn error_page(page: &ErrorPage<'_>) -> Result<String, askama::Error> {
    let nothing = SearchParams::default();
    let params = page.params.unwrap_or(&nothing);
    let links = Links::new(params);
    let mut frame = Frame::new(None, &links, page.reader);
    let heading = match page.status {
        404 => frame.t.error_missing,
        400..=499 => frame.t.error_request,
        502..=504 => frame.t.error_unavailable,
        _ => frame.t.error_internal,
    };
    frame.title = format!("{heading} — {}", frame.t.brand);
    let period = params.from.is_some() || params.to.is_some();
    let filtered = params.chosen.iter().any(|(_, values)| !values.is_empty())
        || params.event.is_some()
        || params.from.is_some()
        || params.to.is_some();
    ErrorTemplate {
        frame,
        status: page.status,
        heading,
        message: page.message,
        period: (page.status == 400 && period).then(|| PeriodForm::new(params, &links)),
        reset: (page.status == 400 && filtered).then(|| links.without_filters()),
    }
    .render()
}
