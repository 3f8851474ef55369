//! Ends the program where a template runs on without writing anything: nothing else stops such a loop.
//!
//! Entry point: [`start`]. A build has published nothing while its pages are being made, and its lock goes with
//! the process.

use std::time::Duration;

use crate::cli::{out, report};
use crate::locale::Locale;
use crate::render::limit;

/// How often is looked.
const LOOK: Duration = Duration::from_secs(1);
/// A page that has been seen so often has been made for ten seconds at least. One that writes is stopped
/// before, without an end to the program.
const LOOKS: u32 = 12;

/// Starts to look, for as long as the program runs.
pub(super) fn start(locale: &Locale) {
    let locale = Locale::new(locale.language());
    let watch = move || loop {
        std::thread::sleep(LOOK);
        if let Some(fault) = limit::look(LOOKS) {
            out::tell(&report::error(&fault, &locale));
            std::process::exit(2);
        }
    };
    // Without a thread endless templates go on until somebody ends the program.
    let _ = std::thread::Builder::new().name("watchdog".to_owned()).spawn(watch);
}
