//! Faults of a report as an editor is told them.
//!
//! Entry point: [`of`].

use std::collections::BTreeMap;
use std::sync::Arc;

use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position, Range,
    Uri,
};

use crate::build::Report;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::{Locale, Message};
use crate::lsp::position;

/// What finds a file for an editor: its address, and its text as the editor has it.
pub(super) trait Files {
    fn uri(&self, file: &str) -> Option<Uri>;
    fn text(&self, file: &str) -> Option<String>;
}

/// The faults of each file that has some.
pub(super) fn of(
    report: &Report,
    files: &dyn Files,
    locale: &Locale,
) -> BTreeMap<Arc<str>, Vec<lsp_types::Diagnostic>> {
    let mut texts = BTreeMap::new();
    for file in report.sources.keys() {
        if let Some(text) = files.text(file) {
            texts.insert(file.clone(), text);
        }
    }
    let told = Told { report, files, texts, locale };
    let mut found: BTreeMap<Arc<str>, Vec<_>> = BTreeMap::new();
    for one in &report.diagnostics {
        found.entry(one.place.file.clone()).or_default().push(told.fault(one));
    }
    found
}

struct Told<'r> {
    report: &'r Report,
    files: &'r dyn Files,
    texts: BTreeMap<Arc<str>, String>,
    locale: &'r Locale,
}

impl Told<'_> {
    fn fault(&self, one: &Diagnostic) -> lsp_types::Diagnostic {
        let related = one.related.iter().filter_map(|(place, message)| {
            let location = Location::new(self.files.uri(&place.file)?, self.range(place));
            Some(DiagnosticRelatedInformation { location, message: self.locale.text(message) })
        });
        let related: Vec<_> = related.collect();
        lsp_types::Diagnostic {
            range: self.range(&one.place),
            severity: Some(match one.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Information => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(one.rule.to_owned())),
            source: Some("liuhao".to_owned()),
            message: self.words(one),
            related_information: (!related.is_empty()).then_some(related),
            ..lsp_types::Diagnostic::default()
        }
    }

    /// What is wrong and how to mend it.
    fn words(&self, one: &Diagnostic) -> String {
        let mut lines = vec![self.locale.text(&one.message)];
        lines.extend(one.label.as_ref().map(|label| self.locale.text(label)));
        lines.extend(one.help.as_ref().map(|help| {
            let label = self.locale.text(&Message::new("label-help"));
            format!("{label}: {}", self.locale.text(help))
        }));
        lines.join("\n")
    }

    /// A place; the beginning of a file that is at fault as a whole.
    fn range(&self, place: &Place) -> Range {
        let start = Range::new(Position::new(0, 0), Position::new(0, 0));
        // The report's own texts hide personal data, and may be shorter in characters; bytes keep their places.
        let Some((region, text)) = self.report.region(place).zip(self.texts.get(&place.file))
        else {
            return start;
        };
        position::range(text, region.start..region.end)
    }
}
