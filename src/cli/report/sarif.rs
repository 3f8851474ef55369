//! `--format sarif`: SARIF 2.1.0, which editors and code hosts read.
//!
//! Columns are Unicode code points from 1, and the end is the column behind the last character, as
//! the standard has it. File names are relative to `%SRCROOT%`, the folder in which the program runs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::build::Report;
use crate::check::{Manual, kinds, manual};
use crate::cli::report::full_text;
use crate::cli::report::place::uri;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::{Language, Locale};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(report: &Report, locale: &Locale) -> String {
    let rules: BTreeSet<&str> = report.diagnostics.iter().map(|one| one.rule).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    let results: Vec<_> =
        report.diagnostics.iter().map(|one| result(one, &rules, report, locale)).collect();
    let language = match locale.language() {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let ids: Vec<_> = rules.iter().map(|id| rule(id, locale)).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "liuhao",
            "version": env!("CARGO_PKG_VERSION"),
            "language": language,
            "rules": ids,
        }},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

/// A rule as editors show it: its name, what `liuhao explain` says, and how heavy it is by itself.
fn rule(id: &str, locale: &Locale) -> Value {
    let mut rule = json!({ "id": id, "name": pascal(id) });
    let severity = kinds().find(|(kind, _)| *kind == id).map(|(_, severity)| severity);
    if let Some(severity) = severity {
        rule["defaultConfiguration"] = json!({ "level": level(severity) });
    }
    if let Some(Manual { what, why, fix, .. }) = manual(id, locale.language()) {
        rule["shortDescription"] = json!({ "text": what });
        rule["fullDescription"] = json!({ "text": why });
        rule["help"] = json!({ "text": fix });
    }
    rule
}

/// `DuplicateAddress` of `duplicate-address`.
fn pascal(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        })
        .collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}

fn result(diagnostic: &Diagnostic, rules: &[&str], report: &Report, locale: &Locale) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": rules.binary_search(&diagnostic.rule).unwrap_or_default(),
        "level": level(diagnostic.severity),
        "message": { "text": full_text(diagnostic, locale) },
        "locations": [location(&diagnostic.place, report)],
    });
    let related = diagnostic.related.iter().map(|(place, message)| {
        let mut location = location(place, report);
        location["message"] = json!({ "text": locale.text(message) });
        location
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn location(place: &Place, report: &Report) -> Value {
    let mut physical =
        json!({ "artifactLocation": { "uri": uri(&place.file), "uriBaseId": "%SRCROOT%" } });
    if let Some(region) = report.region(place) {
        physical["region"] = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.line,
            "endColumn": region.end_column,
        });
    }
    json!({ "physicalLocation": physical })
}
