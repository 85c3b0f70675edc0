//! The pages for readers: pure functions from a search, a document or an error to HTML in the reader's language. They
//! work without scripts. All text reaches a page through the template engine, which escapes it; no HTML is
//! concatenated.

mod about;
mod document_page;
mod error_page;
mod facets;
mod frame;
mod histogram;
mod hits;
mod links;
mod paragraphs;
mod parts;
mod search_page;
mod style;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub(in crate::http) use about::Reason;
pub(in crate::http) use document_page::{DocumentPage, document_page};
pub(in crate::http) use error_page::{ErrorPage, error_page};
pub(in crate::http) use search_page::{SearchPage, search_page};
pub(in crate::http) use style::STYLE;
