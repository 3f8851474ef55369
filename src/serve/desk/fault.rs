//! Faults of a file, each beside the field, the row or the text that it is of.
//!
//! Entry points: [`Faults::of`], [`Faults::place`]; what is taken is not told again.

use serde::Serialize;

use crate::build;
use crate::diagnostic::Diagnostic;
use crate::edit::Standing;
use crate::locale::{Argument, Message};
use crate::serve::desk;
use crate::serve::model::Snapshot;
use crate::serve::preview::Preview;
use crate::serve::report::Fault;

/// A fault as the form shows it.
#[derive(Debug, Serialize)]
pub(super) struct FormFault {
    #[serde(flatten)]
    fault: Fault,
    line: Option<usize>,
    column: Option<usize>,
    words: Option<[String; 3]>,
    fix: Option<Fix>,
}

/// How a fault is mended by one click.
#[derive(Debug, Serialize)]
struct Fix {
    label: String,
    /// Whether it is a slip that `check --fix` mends.
    slip: bool,
    changes: Vec<serde_json::Value>,
}

/// Where a fault belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Home {
    Rest,
    Body,
    Field(&'static str),
    Row(&'static str, usize),
}

/// All faults of a file.
pub(super) struct Faults {
    all: Vec<(Home, Option<String>, FormFault)>,
    fact: Vec<Option<(&'static str, Option<usize>)>>,
}

impl Faults {
    /// Words the faults. `slips` are the lines that `check --fix` would change.
    pub(super) fn of(
        preview: &Preview,
        snapshot: &Snapshot,
        diagnostics: Vec<Diagnostic>,
        slips: &[usize],
    ) -> Self {
        let report = build::report(&preview.root, diagnostics, 0);
        let wording = desk::wording(preview, snapshot, true);
        let label = |id| preview.locale.text(&Message::new(id));
        let mut all = Vec::new();
        let mut fact = Vec::new();
        for one in &report.diagnostics {
            let region = report.region(&one.place);
            let (line, column) =
                region.map_or((None, None), |region| (Some(region.line), Some(region.column)));
            let fault = wording.fault(one, &report);
            let is_slip = line.is_some_and(|line| slips.contains(&line));
            let fix =
                is_slip.then(|| Fix { label: label("desk-mend"), slip: true, changes: Vec::new() });
            let words = fault.words();
            let form = FormFault { fault, line, column, words, fix };
            all.push((Home::Rest, meant(one), form));
            fact.push(one.place.fact);
        }
        Self { all, fact }
    }

    /// Tells which fault belongs where.
    pub(super) fn place(&mut self, facts: &[Standing], body_line: usize) {
        for ((home, _, fault), fact) in self.all.iter_mut().zip(&self.fact) {
            *home = match (fact, fault.line) {
                (Some((path, nth)), _) => of_fact(facts, path, *nth),
                (None, Some(line)) if line >= body_line => Home::Body,
                (None, Some(line)) => of_line(facts, line),
                (None, None) => Home::Rest,
            };
        }
    }

    pub(super) fn take_field(&mut self, path: &'static str) -> Vec<FormFault> {
        let mut taken = self.take(&|home| *home == Home::Field(path));
        for (meant, fault) in &mut taken {
            if let (Some(value), None) = (meant.take(), &fault.fix) {
                let change = serde_json::json!({"op": "set", "path": path, "value": value});
                fault.fix = Some(Fix { label: value, slip: false, changes: vec![change] });
            }
        }
        taken.into_iter().map(|(_, fault)| fault).collect()
    }

    pub(super) fn take_row(&mut self, path: &'static str, nth: usize) -> Vec<FormFault> {
        let taken = self.take(&|home| *home == Home::Row(path, nth));
        taken.into_iter().map(|(_, fault)| fault).collect()
    }

    pub(super) fn take_body(&mut self) -> Vec<FormFault> {
        let taken = self.take(&|home| *home == Home::Body);
        taken.into_iter().map(|(_, fault)| fault).collect()
    }

    pub(super) fn take_rest(&mut self) -> Vec<FormFault> {
        let taken = self.take(&|_| true);
        taken.into_iter().map(|(_, fault)| fault).collect()
    }

    fn take(&mut self, is: &dyn Fn(&Home) -> bool) -> Vec<(Option<String>, FormFault)> {
        let all = std::mem::take(&mut self.all);
        let mut taken = Vec::new();
        for (home, meant, fault) in all {
            if is(&home) {
                taken.push((meant, fault));
            } else {
                self.all.push((home, meant, fault));
            }
        }
        taken
    }
}

/// What was meant, where the help of a fault names it.
fn meant(one: &Diagnostic) -> Option<String> {
    let help = one.help.as_ref().filter(|help| help.id == "did-you-mean")?;
    let is_key = one.rule == "unknown-key";
    help.arguments.iter().find_map(|(name, value)| match value {
        Argument::Text(text) if *name == "name" && !is_key => Some(text.clone()),
        Argument::Text(_) | Argument::Count(_) | Argument::Message(_) | Argument::List(_) => None,
    })
}

fn of_fact(facts: &[Standing], path: &str, nth: Option<usize>) -> Home {
    let Some(fact) = facts.iter().find(|fact| fact.field.path == path) else { return Home::Rest };
    match nth {
        Some(nth) if nth < fact.rows.len() => Home::Row(fact.field.path, nth),
        Some(_) | None => Home::Field(fact.field.path),
    }
}

/// The field or row whose first line is the last one up to a line.
fn of_line(facts: &[Standing], line: usize) -> Home {
    let mut best: (usize, Home) = (0, Home::Rest);
    for fact in facts {
        let path = fact.field.path;
        let rows =
            fact.rows.iter().enumerate().map(|(nth, row)| (Some(row.line), Home::Row(path, nth)));
        for (start, home) in std::iter::once((fact.line, Home::Field(path))).chain(rows) {
            if let Some(start) = start.filter(|start| *start <= line && *start >= best.0) {
                best = (start, home);
            }
        }
    }
    best.1
}
