//! A whole text: its entries, and what could not be read.
//!
//! Entry point: [`read`]. Where an entry at the top is at fault, reading begins again at the next line
//! that looks like one, so that the fault hides no other.

use std::ops::Range;

use crate::yaml::Limits;
use crate::yaml::build::{Builder, Part, Stopped};
use crate::yaml::fault::{self, Fault};
use crate::yaml::tree::{Entry, Node, Value};

/// What a text holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document<'t> {
    /// The entries that could be read, in order.
    pub entries: Vec<Entry<'t>>,
    /// What could not be read, in order.
    pub broken: Vec<Broken>,
}

/// A part of a text that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Why.
    pub fault: Fault,
    /// The byte where the fault begins.
    pub at: usize,
    /// The lines of the entry at fault; empty where all its lines could be read.
    pub lines: Range<usize>,
}

/// Reads the bytes `part` of `text`, which hold a map: one pass, in time linear in their number. Places
/// are bytes of `text`.
pub fn read(text: &str, part: Range<usize>, limits: Limits) -> Document<'_> {
    let mut document = Document::default();
    let mut builder = Builder::new(text, limits);
    let mut from = part.start;
    while from < part.end {
        let next = if lacks_colon(&text[from..part.end]) {
            // Without a look at the rest, which would be one text with it: many such lines stay linear.
            let lines = entry_at(text, from, &part);
            Some(Broken { fault: Fault::MissingColon, at: from, lines })
        } else {
            part_from(&mut document, &mut builder, from..part.end)
        };
        let Some(broken) = next else { break };
        let is_too_large = broken.fault == Fault::TooLarge;
        from = broken.lines.end.max(from + 1);
        document.broken.push(broken);
        if is_too_large {
            break;
        }
    }
    document
}

/// Reads on up to the next fault; `None` where there is none.
fn part_from<'t>(
    document: &mut Document<'t>,
    builder: &mut Builder<'t>,
    part: Range<usize>,
) -> Option<Broken> {
    let text = builder.text();
    match builder.read(part.clone()) {
        Part::Whole(None | Some(Node { value: Value::Null, .. })) => None,
        Part::Whole(Some(Node { value: Value::Map(entries), .. })) => {
            document.entries.extend(entries);
            None
        }
        Part::Whole(Some(node)) => {
            let lines = entry_at(text, node.place.start, &part);
            Some(Broken { fault: Fault::NotAMap, at: node.place.start, lines })
        }
        Part::Stopped(stopped) => Some(stop(document, text, stopped, part)),
    }
}

/// Keeps the entries before a fault and tells the lines of the one at fault.
fn stop<'t>(
    document: &mut Document<'t>,
    text: &str,
    mut stopped: Stopped<'t>,
    part: Range<usize>,
) -> Broken {
    let last = stopped
        .entries
        .last()
        .map_or(part.start, |entry| entry.value.place.end.max(entry.key.place.end));
    let start = match stopped.pending {
        Some(start) => start,
        None => match line_behind(text, last, stopped.noticed, part.start) {
            Some(start) => start,
            // The fault stands in the last entry: what was read of it is not what was meant.
            None => stopped.entries.pop().map_or(stopped.at, |entry| entry.key.place.start),
        },
    };
    document.entries.append(&mut stopped.entries);
    let (fault, at) = (stopped.fault, stopped.at);
    let is_readable =
        fault == Fault::Indentation && start > part.start && begins_entry(&text[start..]);
    let lines = if is_readable { start..start } else { entry_at(text, start, &part) };
    Broken { fault, at, lines }
}

/// The first line behind `end` that begins at the left and holds more than a comment, up to `to`.
fn line_behind(text: &str, end: usize, to: usize, first: usize) -> Option<usize> {
    let starts_here = (end == first).then_some(first);
    let behind = text[end.min(to)..to].match_indices('\n').map(|(at, _)| end + at + 1);
    starts_here
        .into_iter()
        .chain(behind)
        .find(|start| !text[*start..].starts_with([' ', '\t', '\r', '\n', '#']))
}

/// The lines from the one that holds `start` to the next that begins an entry.
fn entry_at(text: &str, start: usize, part: &Range<usize>) -> Range<usize> {
    let start = text[part.start..start].rfind('\n').map_or(part.start, |at| part.start + at + 1);
    let mut lines = text[start..part.end].split_inclusive('\n');
    let mut end = start + lines.next().map_or(0, str::len);
    for line in lines {
        if begins_entry(line) {
            break;
        }
        end += line.len();
    }
    start..end
}

/// Whether a text begins with a line that looks like the first of an entry at the top: at the left a key and a
/// colon of either width, or a short word and a blank where the colon was forgotten.
pub fn begins_entry(text: &str) -> bool {
    let line = first_line(text);
    let is_other = line.starts_with([' ', '\t', '#', '[', ']', '{', '}', ',', ':', '?']);
    if is_other || line.starts_with("- ") || line == "-" {
        return false;
    }
    let word = line.split([' ', '\t', '\u{3000}', '：', ':']).next().unwrap_or_default();
    has_colon(line) || word.len() < line.len() && fault::is_key(word)
}

/// Whether a text begins with a line that is meant as an entry, and has no colon that YAML knows.
fn lacks_colon(text: &str) -> bool {
    begins_entry(text) && !has_colon(first_line(text))
}

fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// Whether a line has a colon in front of a blank or at its end.
fn has_colon(line: &str) -> bool {
    line.contains(": ") || line.contains(":\t") || line.ends_with(':')
}
