//! Building a generation: documents → rows → tantivy's threads, then publishing.

mod directory;
mod document;
#[cfg(test)]
mod faulty_directory;
mod names;
mod queue;
mod room;
mod row;
mod stream;
mod writer;

pub(super) use document::row;
pub(super) use names::Names;
pub(super) use row::Row;
pub(super) use stream::Stream;
pub(in crate::engine) use writer::Writer;
