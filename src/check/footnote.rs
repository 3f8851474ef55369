//! `footnote`: every note has a text, and every text a note.
//!
//! Why: `[^1]` without a text is shown as it is typed, and a text that nothing leads to stands at the end of the page
//! for no reason.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::slip::{Kind, Slip};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("footnote", Severity::Warning, check);

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose.text();
    let mistyped = mistyped(text);
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
            let is_note = is_typed && !is_text && note.len() < 40 && !note.contains('\n');
            let is_note = is_note && !mistyped.contains(note);
            is_note.then(|| {
                RULE.found(place, message).with_help(Message::new("footnote-without-text-help"))
            })
        })
        .collect();
    found.extend(text.prose.uncalled().iter().map(|range| uncalled(text, range)));
    found.extend(empty(text));
    found
}

/// A text that nothing leads to, or whose note has another text before it.
fn uncalled(text: &Text<'_>, range: &Range<usize>) -> Diagnostic {
    let place = Place::span(&text.source.file, range.clone());
    let whole = &text.source.text;
    let label = whole[range.clone()].split_once("]:").map(|(label, _)| format!("\n{label}]:"));
    let is_second = label.as_ref().is_some_and(|label| whole[..range.start].contains(&**label));
    if is_second {
        let message = Message::new("footnote-twice");
        return RULE.found(place, message).with_help(Message::new("footnote-twice-help"));
    }
    RULE.found(place, Message::new("footnote-without-note"))
        .with_help(Message::new("footnote-without-note-help"))
}

/// Notes whose text was not written: `[^1]:` and nothing behind it.
fn empty(text: &Text<'_>) -> Vec<Diagnostic> {
    let Some(body) = text.body() else { return Vec::new() };
    let markdown = &text.source.text[body..];
    let signs = memchr::memmem::find_iter(markdown.as_bytes(), "]:");
    let notes = signs.filter_map(|end| {
        let start = markdown[..end].rfind('\n').map_or(0, |at| at + 1);
        let mut behind = markdown[end + "]:".len()..].lines();
        let is_empty = behind.by_ref().take(2).all(|line| line.trim().is_empty());
        (markdown[start..end].starts_with("[^") && is_empty).then_some(start..end + 1)
    });
    let tell = |range: Range<usize>| {
        let message = Message::new("footnote-without-text").text("note", &markdown[range.clone()]);
        let place = Place::span(&text.source.file, body + range.start..body + range.end);
        RULE.found(place, message).with_help(Message::new("footnote-without-text-help"))
    };
    notes.map(tell).collect()
}

/// The notes whose sign is told as a slip.
fn mistyped(text: &Text<'_>) -> BTreeSet<String> {
    let markdown = text.body().map_or("", |body| &text.source.text[body..]);
    let slips = text.slips().iter().filter(|slip| slip.kind == Kind::Note);
    let note = |slip: &Slip| {
        // The slip is the colon behind the sign, or the sign itself.
        let start = markdown[..slip.range.end].rfind('^')?;
        let label = markdown[start..].chars().skip(1).take_while(|c| c.is_alphanumeric());
        Some(format!("[^{}]", label.collect::<String>()))
    };
    slips.filter_map(note).collect()
}
