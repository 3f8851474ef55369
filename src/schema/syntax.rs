//! A text that is not YAML, told in words an editor can act on, beside what could be read of it.
//!
//! Entry points: [`read_map`], [`encoding`]. Slips of the hand with one reading do not come here: the text is
//! read as `typed` gives it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Encoding, Place, Source};
use crate::fullwidth;
use crate::locale::Message;
use crate::schema::Field;
use crate::schema::heading::is_heading;
use crate::schema::reader;
use crate::schema::stated::stated;
use crate::yaml::{self, Broken, Entry, Fault, Limits};

/// The largest YAML text taken, in bytes: twenty times the longest front matter seen.
const MAX_BYTES: usize = 64 * 1024;

/// A file that an old editor did not save as UTF-8. It is decoded and read all the same, so that
/// its other faults are told in the same run.
pub fn encoding(source: &Source) -> Option<Diagnostic> {
    let (id, help) = match source.encoding {
        Encoding::Utf8 => return None,
        Encoding::Gbk => ("encoding-gbk", "encoding-help"),
        Encoding::Big5 => ("encoding-big5", "encoding-help"),
        Encoding::Utf16 => ("encoding-utf16", "encoding-help"),
        Encoding::Utf32 => ("encoding-utf32", "encoding-help"),
        Encoding::Unknown => ("encoding-unknown", "encoding-unknown-help"),
    };
    let lost = source.text.find('\u{FFFD}').filter(|_| source.encoding == Encoding::Unknown);
    let place = match lost {
        Some(at) => Place::span(&source.file, at..at + '\u{FFFD}'.len_utf8()),
        None => Place::file(&source.file),
    };
    Some(Diagnostic::error("encoding", place, Message::new(id)).with_help(Message::new(help)))
}

/// What the YAML of a file holds.
pub struct Map<'s> {
    /// The entries that could be read.
    pub entries: Vec<Entry<'s>>,
    /// What is wrong with the others.
    pub diagnostics: Vec<Diagnostic>,
    /// The lines that could not be read.
    unread: Vec<&'s str>,
    /// The first line that holds something.
    first: Range<usize>,
}

impl Map<'_> {
    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether a key may stand in what could not be read: then it is not missing. A part that begins with no
    /// key may hold any.
    pub fn may_hold(&self, field: &Field) -> bool {
        let names = field.aliases.iter().chain(field.flat).copied();
        let names: Vec<&str> = names.chain([field.key()]).collect();
        self.unread.iter().any(|lines| {
            !yaml::begins_entry(lines)
                || lines.lines().any(|line| names.iter().any(|name| line.trim().starts_with(name)))
        })
    }

    /// The bytes that stand for the whole in a fault: its first line.
    pub fn first_line(&self) -> &Range<usize> {
        &self.first
    }
}

/// The map that the bytes `yaml` of `source` hold; no entries where it is empty.
pub fn read_map(source: &Source, yaml: Range<usize>) -> Map<'_> {
    let text = &source.text[yaml.clone()];
    let first = first_line(&source.text, &yaml);
    if text.len() > MAX_BYTES {
        let message = Message::new("yaml-too-long").count("max", MAX_BYTES / 1024);
        let place = Place::span(&source.file, yaml.start..yaml.start);
        let diagnostics = vec![Diagnostic::error("yaml-syntax", place, message)];
        return Map { entries: Vec::new(), diagnostics, unread: vec![text], first };
    }
    let document = yaml::read(&source.text, yaml.clone(), Limits::default());
    let mut diagnostics: Vec<_> =
        document.broken.iter().flat_map(|one| explain(source, one)).collect();
    // Two parts may be broken at one place.
    diagnostics.dedup();
    let unread = document.broken.iter().map(|one| {
        // What follows too large a part was not looked at.
        let is_rest = one.fault == Fault::TooLarge;
        &source.text[one.lines.start..if is_rest { yaml.end } else { one.lines.end }]
    });
    Map { entries: document.entries, diagnostics, unread: unread.collect(), first }
}

fn first_line(text: &str, yaml: &Range<usize>) -> Range<usize> {
    let mut start = yaml.start;
    for line in text[yaml.clone()].split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            let indent = line.len() - line.trim_start().len();
            return start + indent..start + line.trim_end().len();
        }
        start += line.len();
    }
    yaml.start..yaml.start
}

fn explain(source: &Source, broken: &Broken) -> Vec<Diagnostic> {
    let slips = slips(source, &broken.lines);
    let line_end =
        source.text[broken.at..].find('\n').map_or(source.text.len(), |at| broken.at + at);
    let is_slip = |place: &Place| place.span.is_some_and(|(start, _)| start <= line_end);
    if slips.first().is_some_and(|slip| broken.fault == Fault::NotAMap || is_slip(&slip.place)) {
        return slips;
    }
    let start = broken.at;
    let rest = source.text[start..].lines().next().unwrap_or_default();
    // The scanner may notice a Tab only behind it.
    if broken.fault == Fault::Tab && rest.starts_with('\t') {
        return vec![tab(source, start)];
    }
    let place = Place::span(&source.file, start..start + rest.trim_end().len());
    let line_start = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
    // What stands before the first key of a part is noticed at that key.
    for line in [line_start..line_end, first_line(&source.text, &broken.lines)] {
        if let Some((message, help)) = of_a_text(source.text[line.clone()].trim()) {
            let place = reader::place(source, &line);
            let told = Diagnostic::error("yaml-syntax", place, Message::new(message));
            return vec![told.with_help(Message::new(help))];
        }
    }
    let told = Diagnostic::error("yaml-syntax", place, words(&broken.fault));
    let is_colon = broken.fault == Fault::MissingColon;
    let help = || match meant(rest.trim_end()) {
        Some(meant) => Message::new("did-you-mean").text("name", meant),
        None => Message::new("yaml-missing-colon-help"),
    };
    let mut all = vec![if is_colon { told.with_help(help()) } else { told }];
    if is_colon {
        all.extend(below(source, line_end..broken.lines.end));
    }
    all
}

/// The other lines of a part at fault of which it can be said what they are.
fn below(source: &Source, lines: Range<usize>) -> Vec<Diagnostic> {
    let mut start = lines.start;
    let mut found = Vec::new();
    for whole in source.text[lines.start..lines.end.max(lines.start)].split_inclusive('\n') {
        let (line, at) = (whole.trim_end(), start);
        start += whole.len();
        let fault = match of_a_text(line) {
            Some((message, help)) => Some((Message::new(message), Message::new(help))),
            None => meant(line).map(|meant| {
                let help = Message::new("did-you-mean").text("name", meant);
                (words(&Fault::MissingColon), help)
            }),
        };
        if let Some((message, help)) = fault {
            let place = Place::span(&source.file, at..at + line.len());
            found.push(Diagnostic::error("yaml-syntax", place, message).with_help(help));
        }
    }
    found
}

/// 共有党员26名: the fact that a sentence states, as it is written here.
fn meant(line: &str) -> Option<String> {
    let (key, value) = stated(line.strip_prefix("其中").unwrap_or(line))?;
    let value = value.trim_matches(|c: char| c.is_whitespace() || "。；，".contains(c));
    let is_number = value
        .starts_with(|c: char| fullwidth::is_digit(c) || "一二三四五六七八九十约近".contains(c));
    let is_short = value.chars().count() <= 12 && !value.contains(['，', '；', '。']);
    (is_number && is_short).then(|| format!("{key}: {value}"))
}

/// What was pasted among the facts and belongs into a text: a row of a table, a heading with its number.
fn of_a_text(line: &str) -> Option<(&'static str, &'static str)> {
    let is_table = line.starts_with(['|', '｜']) && line.matches(['|', '｜']).count() > 2
        || line.contains('\t') && !line.contains([':', '：']);
    if is_table {
        return Some(("yaml-table", "yaml-table-help"));
    }
    is_heading(line).then_some(("yaml-heading", "yaml-heading-help"))
}

/// Lines with a Tab in the indentation or a full-width colon after the key.
fn slips(source: &Source, lines: &Range<usize>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = lines.start;
    for line in source.text[lines.clone()].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(at) = line[..indentation].find('\t') {
            found.push(tab(source, start + at));
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

fn tab(source: &Source, at: usize) -> Diagnostic {
    let length = source.text[at..].chars().next().map_or(0, char::len_utf8);
    let place = Place::span(&source.file, at..at + length);
    let fault = Diagnostic::error("tab-indentation", place, Message::new("tab-indentation"));
    fault.with_help(Message::new("tab-indentation-help"))
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
    let id = match fault {
        Fault::TooLarge => "yaml-too-large",
        Fault::Tag => "yaml-tag",
        Fault::Anchor => "yaml-unknown-anchor",
        Fault::ComplexKey => "yaml-complex-key",
        Fault::NotAMap => "yaml-not-a-map",
        Fault::SecondDocument => "yaml-two-documents",
        Fault::ColonInValue => "yaml-colon-in-value",
        Fault::MissingColon => "yaml-missing-colon",
        Fault::OpenList => "yaml-open-list",
        Fault::OpenMap => "yaml-open-map",
        Fault::MissingComma => "yaml-missing-comma",
        Fault::OpenQuote => "yaml-open-quote",
        Fault::AfterValue => "yaml-after-value",
        Fault::BadStart => "yaml-bad-start",
        Fault::BadEscape => "yaml-bad-escape",
        Fault::ControlCharacter => "yaml-control-character",
        Fault::Tab => "tab-indentation",
        Fault::Indentation => "yaml-indentation",
        Fault::Other => "yaml-other",
    };
    Message::new(id)
}
