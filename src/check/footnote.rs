//! `footnote`: every note has a text, and every text a note.
//!
//! Why: `[^1]` without a text is shown as it is typed, and a text that nothing leads to stands at the end of the page
//! for no reason.

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::slip::Kind;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("footnote", Severity::Warning, check);

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose.text();
    // A text behind a full-width colon is told as that.
    let has_slip = text.slips().iter().any(|slip| slip.kind == Kind::Note);
    let mut found: Vec<Diagnostic> = memchr::memmem::find_iter(prose.as_bytes(), "[^")
        .filter_map(|at| {
            let end = at + prose[at..].find(']')? + 1;
            let note = &prose[at..end];
            let place = text.place(at..end);
            let (start, _) = place.span?;
            // An escaped mark is meant.
            let is_typed = text.source.text[start..].starts_with("[^")
                && !text.source.text[..start].ends_with('\\');
            let is_text = prose[end..].starts_with('：');
            let message = Message::new("footnote-without-text").text("note", note);
            let is_note =
                !has_slip && is_typed && !is_text && note.len() < 40 && !note.contains('\n');
            is_note.then(|| {
                RULE.found(place, message).with_help(Message::new("footnote-without-text-help"))
            })
        })
        .collect();
    found.extend(text.prose.uncalled().iter().map(|range| {
        let place = Place::span(&text.source.file, range.clone());
        RULE.found(place, Message::new("footnote-without-note"))
            .with_help(Message::new("footnote-without-note-help"))
    }));
    found
}
