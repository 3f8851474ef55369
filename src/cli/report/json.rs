//! `--format json`: one object, for scripts of one's own. `docs/check-formats.md` describes it.

use serde::Serialize;

use crate::build::{Published, Report};
use crate::cli::report::word;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Locale;

/// Grows when a field changes its meaning or goes; new fields may come without it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Object<'r> {
    version: u32,
    stories: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    /// Of a build that published something.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Files<'r>>,
    diagnostics: Vec<Fault<'r>>,
}

/// What became of files.
#[derive(Serialize)]
struct Files<'r> {
    pages: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
    kept: &'r [String],
}

#[derive(Serialize)]
struct Fault<'r> {
    rule: &'r str,
    severity: &'static str,
    message: String,
    #[serde(flatten)]
    at: At<'r>,
    label: Option<String>,
    help: Option<String>,
    related: Vec<Related<'r>>,
}

/// A file, and the part of a line where there is one.
#[derive(Serialize)]
struct At<'r> {
    file: &'r str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Related<'r> {
    #[serde(flatten)]
    at: At<'r>,
    message: String,
}

pub(super) fn render(report: &Report, published: Option<&Published>, locale: &Locale) -> String {
    let published = published.map(|Published { pages, summary, seeks_root: _ }| Files {
        pages: *pages,
        written: summary.written,
        unchanged: summary.unchanged,
        removed: summary.removed,
        kept: &summary.kept,
    });
    let count = report.count();
    let object = Object {
        version: VERSION,
        stories: report.stories,
        errors: count.errors,
        warnings: count.warnings,
        information: count.information,
        published,
        diagnostics: report.diagnostics.iter().map(|one| fault(one, report, locale)).collect(),
    };
    let text = serde_json::to_string_pretty(&object).expect("texts and numbers alone");
    text + "\n"
}

fn fault<'r>(diagnostic: &'r Diagnostic, report: &Report, locale: &Locale) -> Fault<'r> {
    let related = diagnostic
        .related
        .iter()
        .map(|(place, message)| Related { at: at(place, report), message: locale.text(message) });
    Fault {
        rule: diagnostic.rule,
        severity: word(diagnostic.severity),
        message: locale.text(&diagnostic.message),
        at: at(&diagnostic.place, report),
        label: diagnostic.label.as_ref().map(|label| locale.text(label)),
        help: diagnostic.help.as_ref().map(|help| locale.text(help)),
        related: related.collect(),
    }
}

fn at<'r>(place: &'r Place, report: &Report) -> At<'r> {
    let region = report.region(place);
    At {
        file: &place.file,
        line: region.map(|region| region.line),
        column: region.map(|region| region.column),
        end_line: region.map(|region| region.line),
        end_column: region.map(|region| region.end_column),
    }
}
