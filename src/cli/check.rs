//! `liuhao check`: reports on the site and writes nothing.

use crate::build;
use crate::cli::args::CheckArguments;
use crate::cli::{Exit, options, report};
use crate::diagnostic::Count;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::write::CommitOptions;

pub(super) fn run(arguments: &CheckArguments, locale: &Locale) -> Result<Exit, Error> {
    let mut options = options(&arguments.site, None, CommitOptions::default());
    options.coverage = arguments.coverage;
    let report = build::check(&options)?;
    report::print(&report, locale);
    let count = report.count();
    if count == Count::default() {
        let message = Message::new("check-clean").count("stories", report.stories);
        println!("{}", locale.text(&message));
    }
    Ok(if count.errors > 0 { Exit::Faulty } else { Exit::Clean })
}
