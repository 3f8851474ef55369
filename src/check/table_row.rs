//! `table-row`: no row of a table has more cells than its head.
//!
//! Why: Markdown shows as many cells as the head has, and what stands in the others vanishes.

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::slip;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("table-row", Severity::Error, check);

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let Some(body) = text.body() else { return Vec::new() };
    let markdown = &text.source.text[body..];
    let tell = |range: std::ops::Range<usize>| {
        let cells = &markdown[range.clone()];
        let place = Place::span(&text.source.file, body + range.start..body + range.end);
        let message = Message::new("table-row").text("cells", cells);
        RULE.found(place, message).with_help(Message::new("table-row-help"))
    };
    slip::extra_cells(markdown).into_iter().map(tell).collect()
}
