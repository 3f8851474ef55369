//! `liuhao serve` by its front door: files in, HTTP out.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "not every test file needs all of it")]
mod support;

mod client;
mod desk;
mod ending;
mod first;
mod habits;
mod http;
mod live;
mod pasted;
mod post;
mod routes;
mod safety;
mod saved;
mod sections;
mod signing;
mod starve;
mod storm;
mod writing;
