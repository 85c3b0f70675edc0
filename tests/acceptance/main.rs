//! The acceptance suite: the real program, its files and its answers, as users see them. A module contains the tests of
//! one feature; `support` is the only module that starts the program.
//!
//! To add a test, write it into the module of its feature. Read-only tests share the server of the sample corpus,
//! [`support::sample`]; tests that write have a [`support::Site`] of their own.

mod annotations;
mod bad_inputs;
mod broken_files;
mod command_line;
mod directions;
mod encodings;
mod examples;
mod faces;
mod facets;
mod faults;
mod full_disk;
mod further;
mod generations;
mod hostile_requests;
mod index_damage;
mod index_life;
mod index_unnamed;
mod kills;
mod overload;
mod pages;
mod paging;
mod query_language;
mod readme;
mod relevance;
mod sample_corpus;
#[cfg(target_os = "linux")]
mod scarcity;
mod scripts;
mod serving;
#[cfg(unix)]
mod special_files;
mod supervision;
mod support;
mod unwritable_log;
mod vanished_index;
