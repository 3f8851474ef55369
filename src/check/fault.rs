//! What is told by other parts of the program than a rule of this folder: faults in reading a file
//! or the settings, and what is seen where the site is collected.
//!
//! Entry points: [`FAULTS`], the registry; [`kinds`], rules and faults together, each with a page
//! in the [`manual`](crate::check::manual()).

use crate::check::RULES;
use crate::diagnostic::Severity;

/// A kind of fault that no file of this folder looks for.
#[derive(Debug)]
pub struct Fault {
    /// Stable kebab-case id.
    pub id: &'static str,
    /// How bad it is; where two places tell it, the worse of the two.
    pub severity: Severity,
    /// Whether it is told whatever the office thinks of it: what a file must be before anything
    /// else is known is no matter of taste.
    pub is_fixed: bool,
}

/// All of them, by id.
pub static FAULTS: &[Fault] = &[
    Fault { id: "alias-redirect", severity: Severity::Information, is_fixed: false },
    fixed("bad-alias"),
    fixed("bad-name"),
    fixed("duplicate-key"),
    free("empty-heading", Severity::Warning),
    fixed("encoding"),
    free("external-image", Severity::Warning),
    fixed("file-too-large"),
    fixed("file-type"),
    fixed("front-matter-missing"),
    fixed("front-matter-unclosed"),
    fixed("full-width-colon"),
    free("heading-skipped", Severity::Warning),
    Fault { id: "html-comment", severity: Severity::Information, is_fixed: false },
    fixed("impossible-date"),
    fixed("misplaced-file"),
    fixed("missing-key"),
    free("number-jump", Severity::Warning),
    free("office-file", Severity::Warning),
    free("open-html", Severity::Warning),
    fixed("out-of-range"),
    free("own-code", Severity::Warning),
    fixed("picture-damaged"),
    fixed("picture-format"),
    fixed("picture-size"),
    free("raw-html", Severity::Warning),
    free("raw-html-removed", Severity::Warning),
    fixed("special-file"),
    fixed("story-format"),
    fixed("symlink"),
    fixed("tab-indentation"),
    fixed("template"),
    free("theme-file", Severity::Warning),
    fixed("too-many-marks"),
    free("total-change", Severity::Warning),
    free("underlined-heading", Severity::Warning),
    fixed("unknown-key"),
    fixed("unknown-rule"),
    fixed("unknown-series"),
    Fault { id: "unread-pdf", severity: Severity::Information, is_fixed: false },
    fixed("unreadable-file"),
    fixed("unsafe-file"),
    fixed("unsafe-link"),
    Fault { id: "waived", severity: Severity::Information, is_fixed: true },
    fixed("wrong-type"),
    Fault { id: "yaml-slip", severity: Severity::Warning, is_fixed: true },
    fixed("yaml-syntax"),
];

const fn fixed(id: &'static str) -> Fault {
    Fault { id, severity: Severity::Error, is_fixed: true }
}

const fn free(id: &'static str, severity: Severity) -> Fault {
    Fault { id, severity, is_fixed: false }
}

/// The ids that a report may hold, with their weight: the rules, then all else, each by id.
pub fn kinds() -> impl Iterator<Item = (&'static str, Severity)> {
    let rules = RULES.iter().map(|rule| (rule.id, rule.severity));
    rules.chain(FAULTS.iter().map(|fault| (fault.id, fault.severity)))
}
