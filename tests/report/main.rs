//! The report of `liuhao check` through its front door: formats, rules that are chosen, `--fix` and
//! `--against`.
//!
//! `../support` is the harness and teaches how to write a test.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness is shared, and no binary uses all of it")]

mod against;
mod fix;
mod fix_property;
mod formats;
mod places;
mod precision;
mod rules;
#[path = "../support/mod.rs"]
mod support;
