//! The acceptance suite: the real program, its files and its answers, as the people who live with it see them. A
//! module holds what is promised about one feature; `support` is the one door through which they all go.
//!
//! To add a test, write down in its module what a user was promised. Read-only tests share the server of the sample
//! corpus, [`support::sample`]; whatever writes has a [`support::Site`] of its own.

mod annotations;
mod broken_files;
mod command_line;
mod encodings;
mod faces;
mod facets;
mod faults;
mod generations;
mod hostile_requests;
mod index_damage;
mod index_life;
mod pages;
mod paging;
mod query_language;
mod relevance;
mod sample_corpus;
mod scripts;
mod serving;
mod support;
