//! `liuhao import` through the front door: every example file gives what is written beside it.
//!
//! `docx/`, `pages/`, `rosters/` and `stories/` hold invented inputs, each with a `.yaml` of what is expected. A case in words of
//! its own stands in a module.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

#[path = "../support/mod.rs"]
mod support;

mod activities;
mod any_words;
mod archives;
mod changed;
mod examples;
mod expected;
mod heads;
mod into;
mod markdown;
mod odd_pages;
mod odd_rosters;
mod open_documents;
mod peculiar;
mod privacy;
mod refusals;
mod rosters;
mod said;
mod several;
mod siblings;
mod stories;
mod tables;
mod titles;
mod told;
#[path = "../support/told.rs"]
mod told_of_claims;
mod unseen;
mod words;
