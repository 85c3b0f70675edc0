//! Building a generation: documents → rows → tantivy's threads, then publishing.

mod document;
#[cfg(test)]
mod faulty_directory;
mod names;
mod queue;
mod room;
mod row;
mod stream;
mod writer;

pub(in crate::engine) use writer::Writer;
