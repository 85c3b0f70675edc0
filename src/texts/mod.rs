//! What Vestnik says to its readers: one fluent file a language (`ru.ftl`, `be.ftl`, `en.ftl`) with every label, error
//! and warning, numbers and dates among them. [`texts`] gives the messages for a reader. Names of countries, topics and
//! publishers are data and lie with what they name; the command line, rejections and the log speak English and are not
//! here.

mod dates;
mod messages;
mod numbers;
mod table;

#[cfg(test)]
mod tests;

pub(crate) use dates::in_words;
pub(crate) use numbers::{Plain, grouped};
pub(crate) use table::{Texts, load, texts};
