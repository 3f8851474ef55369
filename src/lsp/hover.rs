//! What a key means, and what a value was read as.
//!
//! Entry points: [`at`]; [`find`] for whoever wants to know what stands there.

use std::ops::Range;

use crate::diagnostic::{Place, Source};
use crate::discover::Keys;
use crate::locale::{Locale, Message};
use crate::lsp::table;
use crate::schema::typed::Typed;
use crate::schema::{self, Field, Fields, Shape, meaning, read_map, understood};
use crate::yaml::{Entry, Node, Value};

/// A field under the cursor, and its value where it is a plain one.
pub(super) struct Found {
    pub(super) field: &'static Field,
    pub(super) value: Option<String>,
    pub(super) bytes: Range<usize>,
}

/// Markdown about what stands at a byte, and the bytes that it is about.
pub(super) fn at(
    source: &Source,
    offset: usize,
    keys: &Keys,
    locale: &Locale,
) -> Option<(String, Range<usize>)> {
    let found = find(source, offset, keys)?;
    Some((words(&found, locale), found.bytes))
}

/// The field whose key or value stands at a byte.
pub(super) fn find(source: &Source, offset: usize, keys: &Keys) -> Option<Found> {
    let (table, yaml) = table::of(source, keys)?;
    let typed = Typed::of(source, yaml, table);
    let map = read_map(typed.source(), typed.yaml());
    Finder { typed: &typed, offset }.entries(&map.entries, table, true)
}

fn words(found: &Found, locale: &Locale) -> String {
    let field = found.field;
    let names: Vec<_> =
        field.flat.iter().chain(field.aliases).copied().chain([field.key()]).collect();
    let mut text = format!(
        "**{}** `{}`\n\n{}",
        field.top_name(),
        names.join("` `"),
        meaning(field, locale.language())
    );
    if !field.example.is_empty() {
        let example = Message::new("lsp-example").text("example", field.example);
        text = text + "\n\n" + &locale.text(&example);
    }
    let meaning = found.value.as_deref().and_then(|value| understood(field.shape, value, locale));
    if let Some(meaning) = meaning {
        text = text + "\n\n" + &locale.text(&Message::new("lsp-read-as").text("meaning", meaning));
    }
    text
}

struct Finder<'f> {
    typed: &'f Typed<'f>,
    offset: usize,
}

impl Finder<'_> {
    /// Bytes of the text that was read, in the file, where the cursor is in them.
    fn holds(&self, bytes: &Range<usize>) -> Option<Range<usize>> {
        let source = self.typed.source();
        let mut place = Place::span(&source.file, bytes.clone());
        self.typed.back(&mut place);
        let (start, end) = place.span?;
        (start <= self.offset && self.offset <= end).then_some(start..end)
    }

    fn entries(&self, entries: &[Entry<'_>], table: Fields, is_top: bool) -> Option<Found> {
        entries.iter().find_map(|entry| {
            let field = schema::find(table, &entry.key.text, is_top)?;
            if let Some(bytes) = self.holds(&entry.key.place) {
                let value = scalar(&entry.value);
                return Some(Found { field, value, bytes });
            }
            self.holds(&entry.value.place)?;
            self.value(&entry.value, field)
        })
    }

    fn value(&self, node: &Node<'_>, field: &'static Field) -> Option<Found> {
        let bytes = self.holds(&node.place)?;
        match (&node.value, field.shape) {
            (Value::Map(map), Shape::Entries { each, .. }) => map.iter().find_map(|entry| {
                let count = each.field(1)?;
                if let Some(bytes) = self.holds(&entry.key.place) {
                    return Some(Found { field: count, value: scalar(&entry.value), bytes });
                }
                match &entry.value.value {
                    Value::Map(inner) => self.entries(inner, each, false),
                    Value::Null | Value::Scalar(_) | Value::List(_) => {
                        self.value(&entry.value, count)
                    }
                }
            }),
            (Value::Map(map), _) => self.entries(map, field.table(), false),
            (Value::List(list), _) => list.iter().find_map(|item| self.value(item, field)),
            // A bare value stands for the first key of its group.
            (Value::Scalar(_) | Value::Null, Shape::Group(table) | Shape::Groups(table)) => {
                let field = table.field(0).unwrap_or(field);
                Some(Found { field, value: scalar(node), bytes })
            }
            (Value::Scalar(_) | Value::Null, _) => {
                Some(Found { field, value: scalar(node), bytes })
            }
        }
    }
}

fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Scalar(text) => Some(text.clone().into_owned()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}
