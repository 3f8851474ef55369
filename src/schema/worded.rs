//! The values of a file that are read as sentences or as names: its title, its summary, honours, activities.
//!
//! Entry point: [`worded`]. Rules about words and marks look at them as at the text below. Dates, numbers, names of files and
//! addresses are none.

use std::ops::Range;

use crate::schema::{self, Field, Fields, Shape};
use crate::yaml::{Entry, Node, Style, Value};

/// A line of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// The bytes of the text, without quotes.
    pub range: Range<usize>,
    /// Whether it is a sentence, in which marks stand as in a text. In a list of names they part them.
    pub is_sentence: bool,
    /// Whether it goes on with the line before.
    pub goes_on: bool,
}

/// The paths of values that are sentences, or lists of names.
const SENTENCES: [&str; 3] = ["title", "summary", "cover_alt"];
const NAMES: [&str; 8] = [
    "branch.name",
    "branch.unit",
    "branch.former_names",
    "honours",
    "mechanisms",
    "activities",
    "signoff",
    "tags",
];

/// A value that begins with a figure and is as short, in bytes, is a number or a date.
const LONGEST_NUMBER: usize = 12;

/// The worded values among `entries`, which the keys of `table` are of.
pub fn worded(table: Fields, entries: &[Entry<'_>]) -> Vec<Worded> {
    let mut found = Vec::new();
    for entry in entries {
        // 26名 and 2024-07-01 need no look at the table.
        let raw = entry.value.raw;
        if raw.len() <= LONGEST_NUMBER && raw.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some(field) = schema::find(table, &entry.key.text, true) else { continue };
        stated(field, &entry.value, &mut found);
    }
    found
}

fn stated(field: &Field, value: &Node<'_>, found: &mut Vec<Worded>) {
    let is_sentence = SENTENCES.contains(&field.path);
    if is_sentence || NAMES.contains(&field.path) {
        return collect(field.table(), value, is_sentence, found);
    }
    if let Value::Map(map) = &value.value {
        for entry in map {
            if let Some(inner) = schema::find(field.table(), &entry.key.text, false) {
                stated(inner, &entry.value, found);
            }
        }
    }
}

/// All texts of a value; of a group those that are no dates or numbers.
fn collect(table: Fields, value: &Node<'_>, is_sentence: bool, found: &mut Vec<Worded>) {
    match &value.value {
        Value::Null => {}
        Value::Scalar(_) => {
            push(value.place.start, value.raw, value.style, is_sentence, found);
        }
        Value::List(list) => {
            for item in list {
                collect(table, item, is_sentence, found);
            }
        }
        Value::Map(map) => {
            for entry in map {
                match schema::find(table, &entry.key.text, false) {
                    Some(Field { shape: Shape::Date | Shape::Quantity | Shape::Flag, .. }) => {}
                    Some(_) => collect(table, &entry.value, is_sentence, found),
                    None => {
                        let key = &entry.key;
                        push(key.place.start, key.raw, key.style, is_sentence, found);
                        collect(table, &entry.value, is_sentence, found);
                    }
                }
            }
        }
    }
}

/// The lines of a scalar as they stand; none where an escape stands for something else.
fn push(start: usize, raw: &str, style: Style, is_sentence: bool, found: &mut Vec<Worded>) {
    let quote = match style {
        Style::SingleQuoted => Some('\''),
        Style::DoubleQuoted => Some('"'),
        Style::Plain | Style::Literal | Style::Folded | Style::Block | Style::Flow => None,
    };
    let inner = quote.map_or(Some(raw), |quote| raw.strip_prefix(quote)?.strip_suffix(quote));
    let Some(inner) = inner
        .filter(|inner| quote.is_none_or(|quote| !inner.contains(quote) && !inner.contains('\\')))
    else {
        return;
    };
    let mut at = start + usize::from(quote.is_some());
    let is_block = matches!(style, Style::Literal | Style::Folded);
    let mut goes_on = false;
    for (nth, line) in inner.split_inclusive('\n').enumerate() {
        let content = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        at += line.len();
        // The first line of a block is its mark.
        if content.is_empty() || is_block && nth == 0 {
            continue;
        }
        found.push(Worded { range: from..from + content.len(), is_sentence, goes_on });
        goes_on = true;
    }
}
