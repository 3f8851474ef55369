//! What is being typed: a key or a value, and below which keys.
//!
//! Entry point: [`at`]. It reads lines, not YAML: what is being typed is not whole.

use std::ops::Range;

use crate::schema::{self, Field, Fields, Shape};

/// What stands at the cursor.
pub(super) enum Context {
    /// A key of this table, at the top of the file or not.
    Key(Fields, bool),
    /// A free key of this field.
    FreeKey(&'static Field),
    /// A value of this field.
    Value(&'static Field),
}

/// What is typed at `offset` of the YAML; `None` where nobody can say.
pub(super) fn at(text: &str, yaml: Range<usize>, table: Fields, offset: usize) -> Option<Context> {
    if offset < yaml.start || offset > yaml.end {
        return None;
    }
    let before = &text[yaml.start..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let (above, line) = before.split_at(line_start);
    let (mut keys, typed) = if let Some((outer, inner)) = braced(line) {
        let (indent, key) = entry(outer);
        let mut keys = parents(above, indent);
        keys.extend(key);
        (keys, inner)
    } else {
        let (indent, _) = entry(line);
        (parents(above, indent), line.trim_start_matches([' ', '-']))
    };
    let key = typed.split_once([':', '：']).map(|(key, _)| key.trim().to_owned());
    let is_key = key.is_none();
    keys.extend(key);
    resolve(table, &keys, is_key)
}

/// What stands before the last brace that is open, and what is typed in it.
fn braced(line: &str) -> Option<(&str, &str)> {
    let mut open = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            '{' => open.push(at),
            '}' => drop(open.pop()),
            _ => {}
        }
    }
    let at = open.pop()?;
    let inner = &line[at + 1..];
    let start = inner
        .rfind([',', '，'])
        .map_or(0, |at| at + inner[at..].chars().next().map_or(1, char::len_utf8));
    Some((&line[..at], inner[start..].trim_start()))
}

/// Where the key of a line stands, and the key, where it has one.
fn entry(line: &str) -> (usize, Option<String>) {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let key = line[indent..].split_once([':', '：']).map(|(key, _)| key.trim().to_owned());
    (indent, key.filter(|key| !key.is_empty()))
}

/// The keys above a line, the outermost first.
fn parents(above: &str, mut indent: usize) -> Vec<String> {
    let mut keys = Vec::new();
    for line in above.lines().rev().filter(|line| !line.trim().is_empty()) {
        if indent == 0 {
            break;
        }
        let (column, key) = entry(line);
        // The first key of an item stands behind its mark.
        if column < indent
            && let Some(key) = key
        {
            keys.push(key);
            indent = column;
        }
    }
    keys.reverse();
    keys
}

fn resolve(mut table: Fields, keys: &[String], is_key: bool) -> Option<Context> {
    let mut is_top = true;
    let mut keys = keys.iter();
    while let Some(key) = keys.next() {
        let field = schema::find(table, key, is_top)?;
        is_top = false;
        match field.shape {
            Shape::Group(inner) | Shape::Groups(inner) => {
                // A bare value stands for the first key.
                if keys.len() == 0 && !is_key {
                    return Some(Context::Value(inner.field(0).unwrap_or(field)));
                }
                table = inner;
            }
            Shape::Entries { each, .. } => match (keys.next(), keys.len()) {
                (None, _) => return Some(Context::FreeKey(field)),
                (Some(_), 0) if !is_key => return each.field(1).map(Context::Value),
                (Some(_), _) => table = each,
            },
            Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => {
                // Items of a list are values of its key.
                return Some(Context::Value(field));
            }
        }
    }
    Some(Context::Key(table, is_top))
}
