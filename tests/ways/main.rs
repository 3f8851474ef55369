//! The ways out beside the site: articles for the public account, Word files, posters, through the front door.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

#[allow(dead_code, reason = "not every test file needs all of it")]
#[path = "../support/mod.rs"]
mod support;

mod allowed;
mod booklet;
mod dark;
mod files;
mod poster;
mod random;
mod round_trip;
