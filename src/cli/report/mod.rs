//! Shows what is wrong with a site: one format, one file.
//!
//! Entry points: [`print`] for a whole report, [`error`] for what stopped the program. All formats
//! tell the same faults at the same places ([`Report::region`]); `docs/check-formats.md` describes
//! them. The report for a person goes to standard error, those for machines to standard output.

mod github;
mod human;
mod json;
mod place;
mod sarif;

use std::path::{Component, Path};

use clap::ValueEnum;

use crate::build::{Published, Report};
use crate::cli::out;
use crate::diagnostic::{Count, Diagnostic, Severity};
use crate::error::Error;
use crate::locale::{Locale, Message};

/// How a report is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person at a console.
    #[default]
    Human,
    /// For scripts of one's own.
    Json,
    /// For editors and code hosts: SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

impl Format {
    /// Whether standard output belongs to the report alone.
    pub(super) fn is_machine(self) -> bool {
        self != Self::Human
    }
}

/// The way from here to the site's folder, as it stands before the names of files: `sites/a/`; empty for the
/// folder itself, and for one that does not lie below.
pub(super) fn folder(root: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_deref().and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root);
    let mut folder = String::new();
    for part in relative.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => {
                folder.push_str(&name.to_string_lossy());
                folder.push('/');
            }
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return String::new();
            }
        }
    }
    folder
}

/// Prints every fault and how many there are, and for programs what was published.
///
/// # Errors
/// A report for a machine that could not be written.
pub(super) fn print(
    report: &Report,
    published: Option<&Published>,
    format: Format,
    locale: &Locale,
) -> Result<(), Error> {
    let text = match format {
        Format::Human => {
            human::print(report, locale);
            return Ok(());
        }
        Format::Json => json::render(report, published, locale),
        Format::Sarif => sarif::render(report, locale),
        Format::Github => github::render(report, locale),
    };
    out::print(&text)
}

/// What stopped the program, as one text.
pub(super) fn error(error: &Error, locale: &Locale) -> String {
    let label = locale.text(&Message::new("label-error"));
    let text = format!("{label}: {}", locale.text(&error.message()));
    match error {
        Error::Usage { help: Some(help), .. } => format!("{text}\n{}", locale.text(help)),
        _ => text,
    }
}

/// How many faults of each weight there are.
pub(super) fn count_message(count: Count) -> Message {
    Message::new("report-count")
        .count("errors", count.errors)
        .count("warnings", count.warnings)
        .count("information", count.information)
}

/// What is wrong and how to mend it, as plain text.
fn full_text(diagnostic: &Diagnostic, locale: &Locale) -> String {
    let message = locale.text(&diagnostic.message);
    let label = diagnostic.label.as_ref().map(|label| locale.text(label));
    let help = diagnostic
        .help
        .as_ref()
        .map(|help| format!("{}: {}", locale.text(&Message::new("label-help")), locale.text(help)));
    let lines: Vec<String> = [Some(message), label, help].into_iter().flatten().collect();
    lines.join("\n")
}

/// The English word for a weight, for machines.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
    }
}
