//! Bytes → [`Communique`](crate::model::Communique). [`Source`] walks files and folders and yields every communiqué in
//! them, or the reason why an item is not one; one reader per format finds title, text, background and the publisher's
//! stated fields. This room infers nothing: what is not stated stays empty.

mod attributes;
mod background;
mod blocks;
mod date;
mod deadline;
mod dom;
mod draft;
mod encoding;
mod error;
mod format;
mod front_matter;
mod lines;
mod opening;
mod page_meta;
mod publishers;
mod readers;
mod settings;
mod source;
mod source_line;
mod stated;
mod stream;
mod text;
mod walk;
mod xml;

pub use encoding::read_text;
pub use error::{DateProblem, ReadError, Rejection};
pub use opening::read_settings;
pub use publishers::{parse_publishers, read_publishers};
pub use settings::Settings;
pub use source::{Item, Source};
