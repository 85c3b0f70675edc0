//! Vestnik over HTTP.

pub mod web;
