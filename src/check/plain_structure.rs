//! `plain-structure`: headings, lists, tables and lines are told from the text around them.
//!
//! Why: a line `一、抓学习` that is no heading stands in no outline, a reader who hears the page cannot go to it, and cells
//! with Tabs between them run into one line. `check --fix` writes the marks ([`slip`](crate::check::slip)).

use crate::check::Rule;
use crate::check::case::{Text, Told};
use crate::check::slip::Kind;
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule::text("plain-structure", Severity::Warning, check);

const TOLD: [Told; 6] = [
    Told { kind: Kind::PlainHeading, message: "plain-heading", help: "plain-heading-help" },
    Told { kind: Kind::List, message: "plain-list", help: "plain-list-help" },
    Told { kind: Kind::Table, message: "plain-table", help: "plain-table-help" },
    Told { kind: Kind::Line, message: "plain-line", help: "plain-line-help" },
    Told { kind: Kind::Paragraph, message: "plain-paragraph", help: "plain-paragraph-help" },
    Told { kind: Kind::Number, message: "list-number", help: "list-number-help" },
];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    text.tell_slips(&RULE, &TOLD)
}
