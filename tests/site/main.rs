//! The program through its front door: a folder of files in, a published site and console text out.
//!
//! `../support` is the harness and teaches how to write a test; the texts that the console is to
//! show are in `../console`.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

mod allowed;
mod bad_facts;
mod bad_files;
mod bad_output;
mod bad_settings;
mod colours;
mod commands;
mod components;
mod data;
mod determinism;
mod encodings;
mod escaping;
mod fields;
mod formats;
mod former;
mod guards;
mod kept;
mod pasted;
mod pictures;
mod published;
mod random_data;
mod repository;
mod review;
mod routes;
mod search;
mod sections;
mod statistics;
mod story_forms;
#[path = "../support/mod.rs"]
mod support;
mod theme;
mod timeline;
mod unused;
