//! `leftover-markup`: no mark of Markdown stands in the published text.
//!
//! Why: `**` that did not become bold, and `[文字](` that did not become a link, look like a slip
//! of the machine to every reader. Told once in a file, with a count; code is left alone.

use crate::check::Rule;
use crate::check::case::Text;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("leftover-markup", Severity::Warning, check);

const MARKS: [&str; 3] = ["**", "](", "~~"];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose.text();
    let mut found = Vec::new();
    for mark in MARKS {
        // Escaped marks (\*\*) are meant: then the bytes of the file are others.
        let mut places = memchr::memmem::find_iter(prose.as_bytes(), mark)
            .map(|at| text.place(at..at + mark.len()))
            .filter(|place| {
                let bytes = place.span.and_then(|(start, end)| text.source.text.get(start..end));
                bytes == Some(mark)
            });
        let Some(first) = places.next() else { continue };
        let message =
            Message::new("leftover-markup").text("mark", mark).count("count", 1 + places.count());
        found.push(RULE.found(first, message).with_help(Message::new("leftover-markup-help")));
    }
    found
}
