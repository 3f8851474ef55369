//! A fault in the content: what, where, how bad, and how to mend it.
//!
//! Entry point: [`Diagnostic`]. Faults are collected, sorted and all shown; they hold names of
//! texts and places, and never format themselves (`cli/report` does).

mod interned;
pub(crate) mod odd;
mod region;
mod source;
pub(crate) mod traditional;

pub use interned::interned;
pub use region::{Excerpt, Region, shown_name};
pub use source::{Encoding, Source, Split};

use std::ops::Range;
use std::sync::Arc;

use crate::locale::Message;

/// How bad a fault is. The order is that of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while one stands.
    Error,
    /// Published, but the editor should look.
    Warning,
    /// For information.
    Information,
}

/// A place in a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path relative to the site's root, `/` between components.
    pub file: Arc<str>,
    /// Bytes of the decoded text (without byte order mark), or `None` for the file as a whole.
    pub span: Option<(usize, usize)>,
    /// The fact at fault, where it was found when the text was no longer at hand; whoever shows
    /// the fault reads the file again and finds the span.
    pub fact: Option<Fact>,
}

/// A value in the YAML of a file: its path in the schema (`members.total`), and which of several.
pub type Fact = (&'static str, Option<usize>);

impl Place {
    /// A file as a whole.
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), span: None, fact: None }
    }

    /// A fact of a file, or the `nth` (from 0) of its values.
    pub fn fact(file: &Arc<str>, path: &'static str, nth: Option<usize>) -> Self {
        Self { fact: Some((path, nth)), ..Self::file(file) }
    }

    /// A byte range of a file.
    pub fn span(file: &Arc<str>, span: Range<usize>) -> Self {
        Self { span: Some((span.start, span.end)), ..Self::file(file) }
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Stable kebab-case id of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where.
    pub place: Place,
    /// What the caret says.
    pub label: Option<Message>,
    /// Other places that belong to the fault.
    pub related: Vec<(Place, Message)>,
    /// How to mend it.
    pub help: Option<Message>,
}

impl Diagnostic {
    /// A fault that keeps the site from being published.
    pub fn error(rule: &'static str, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Error, place, message)
    }

    /// A fault that the editor should look at.
    pub fn warning(rule: &'static str, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Warning, place, message)
    }

    /// Something worth knowing.
    pub fn information(rule: &'static str, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Information, place, message)
    }

    fn new(rule: &'static str, severity: Severity, place: Place, message: Message) -> Self {
        Self { rule, severity, message, place, label: None, related: Vec::new(), help: None }
    }

    /// Adds what the caret says.
    #[must_use]
    pub fn with_label(mut self, label: Message) -> Self {
        self.label = Some(label);
        self
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds another place that belongs to the fault.
    #[must_use]
    pub fn with_related(mut self, place: Place, message: Message) -> Self {
        self.related.push((place, message));
        self
    }
}

/// Sorts by file and place, so that a report reads like the files do, on every machine.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (&a.place, a.severity, a.rule).cmp(&(&b.place, b.severity, b.rule)));
}

/// How many faults of each weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Faults that keep the site from being published.
    pub errors: usize,
    /// Faults to look at.
    pub warnings: usize,
    /// Things worth knowing.
    pub information: usize,
}

impl Count {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let of = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            information: of(Severity::Information),
        }
    }
}
