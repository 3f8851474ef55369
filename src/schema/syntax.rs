//! A text that is not YAML, told in words an editor can act on.
//!
//! Entry points: [`read_map`], [`encoding`]. The usual slips (full-width colon, Tab, an open quote) are looked for
//! in the text itself, because the parser notices them a line or more too late.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Encoding, Place, Source};
use crate::locale::Message;
use crate::yaml::{self, Fault, Node};

/// The largest YAML text taken, in bytes: twenty times the longest front matter seen.
const MAX_BYTES: usize = 64 * 1024;

/// A file that an old editor did not save as UTF-8. It is decoded and read all the same, so that
/// its other faults are told in the same run.
pub fn encoding(source: &Source) -> Option<Diagnostic> {
    let id = match source.encoding {
        Encoding::Utf8 => return None,
        Encoding::Gbk => "encoding-gbk",
        Encoding::Utf16 => "encoding-utf16",
        Encoding::Unknown => "encoding-unknown",
    };
    let fault = Diagnostic::error("encoding", Place::file(&source.file), Message::new(id));
    Some(fault.with_help(Message::new("encoding-help")))
}

/// The entries of the map that the bytes `yaml` of `source` hold; none where it is empty, and
/// `None` with a fault where it is no map.
pub fn read_map(
    source: &Source,
    yaml: Range<usize>,
) -> (Option<Vec<(String, Node)>>, Vec<Diagnostic>) {
    let text = &source.text[yaml.clone()];
    if text.len() > MAX_BYTES {
        let message = Message::new("yaml-too-long").count("max", MAX_BYTES / 1024);
        let place = Place::span(&source.file, yaml.start..yaml.start);
        return (None, vec![Diagnostic::error("yaml-syntax", place, message)]);
    }
    match yaml::parse(text) {
        Ok(Node::Map(map)) => (Some(map), Vec::new()),
        Ok(Node::Null) => (Some(Vec::new()), Vec::new()),
        Ok(_) => (None, explain(source, &yaml, None)),
        Err((fault, offset)) => (None, explain(source, &yaml, Some((fault, offset)))),
    }
}

fn explain(source: &Source, yaml: &Range<usize>, fault: Option<(Fault, usize)>) -> Vec<Diagnostic> {
    let slips = slips(source, yaml);
    if !slips.is_empty() {
        return slips;
    }
    let (message, offset) = match fault {
        Some((fault, offset)) => (words(&fault), offset),
        None => (Message::new("yaml-not-a-map"), 0),
    };
    let text = &source.text[yaml.clone()];
    let start = yaml.start + mend_offset(message.id, text, offset.min(text.len()));
    let rest = source.text[start..yaml.end].lines().next().unwrap_or_default();
    let end = start + rest.trim_end().len();
    vec![Diagnostic::error("yaml-syntax", Place::span(&source.file, start..end), message)]
}

/// Where the fault began: the parser notices some only after it.
fn mend_offset(id: &str, text: &str, offset: usize) -> usize {
    let found = match id {
        "yaml-missing-colon" => {
            let before = text[..offset].trim_end();
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            Some(line + before[line..].len() - before[line..].trim_start().len())
        }
        "yaml-open-quote" => open_quote(text),
        "yaml-control-character" => {
            text.find(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        }
        _ => None,
    };
    found.unwrap_or(offset)
}

/// The first quote that opens a value and has no partner in its line.
fn open_quote(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let quote = line.find(": ").map_or(0, |colon| colon + 2);
        let value = &line[quote..];
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if mark.is_some_and(|mark| value.matches(mark).count() == 1) {
            return Some(start + quote);
        }
        start += line.len();
    }
    None
}

/// Lines with a Tab in the indentation or a full-width colon after the key.
fn slips(source: &Source, yaml: &Range<usize>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = yaml.start;
    for line in source.text[yaml.clone()].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            let place = Place::span(&source.file, start + tab..start + tab + 1);
            let message = Message::new("tab-indentation");
            let fault = Diagnostic::error("tab-indentation", place, message);
            found.push(fault.with_help(Message::new("tab-indentation-help")));
        } else if let Some(colon) = full_width_colon(line) {
            let place = Place::span(&source.file, start + colon..start + colon + '：'.len_utf8());
            let message = Message::new("full-width-colon");
            let fault = Diagnostic::error("full-width-colon", place, message);
            found.push(fault.with_help(Message::new("full-width-colon-help")));
        }
        start += line.len();
    }
    found
}

/// The offset of a `：` that stands where a key's `: ` should.
pub fn full_width_colon(line: &str) -> Option<usize> {
    let colon = line.find('：')?;
    let before = line[..colon].trim_start_matches([' ', '\t', '-']);
    let is_key = !before.is_empty()
        && before.chars().count() <= 12
        && before.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_key.then_some(colon)
}

fn words(fault: &Fault) -> Message {
    let problem = match fault {
        Fault::TooLarge => return Message::new("yaml-too-large"),
        Fault::Tag => return Message::new("yaml-tag"),
        Fault::ComplexKey => return Message::new("yaml-complex-key"),
        Fault::Syntax { problem } => problem,
    };
    for (words, id) in KNOWN {
        if problem.contains(words) {
            return Message::new(id);
        }
    }
    Message::new("yaml-other").text("problem", problem)
}

/// The parser's words and ours.
const KNOWN: &[(&str, &str)] = &[
    ("mapping values are not allowed", "yaml-colon-in-value"),
    ("could not find expected ':'", "yaml-missing-colon"),
    ("expected ',' or ']'", "yaml-open-list"),
    ("expected ',' or '}'", "yaml-open-map"),
    ("unexpected end of stream", "yaml-open-quote"),
    ("cannot start any token", "yaml-bad-start"),
    ("alphabetic or numeric character", "yaml-unknown-anchor"),
    ("hexdecimal", "yaml-bad-escape"),
    ("expected a key", "yaml-complex-key"),
    ("unknown anchor", "yaml-unknown-anchor"),
    ("unknown escape", "yaml-bad-escape"),
    ("control characters", "yaml-control-character"),
    ("did not find expected", "yaml-indentation"),
    ("block sequence entries are not allowed", "yaml-indentation"),
    ("more than one document", "yaml-two-documents"),
];
