//! Where a value stands in its file, for a fault that is found after parsing.
//!
//! Entry point: [`place_of`], a look-up in the tree of the file, by the same table that parsed it: a value
//! is found under whatever name it has there. The file is read again, and only when there is
//! something to report.

use std::ops::Range;

use crate::diagnostic::{Fact, Place, Source};
use crate::schema::typed::Typed;
use crate::schema::{self, Field, Fields, Shape, read_map, reader};
use crate::yaml::{Entry, Node, Value};

/// The place of the value `path` (`members.age_bands`) in the part `yaml` of a file; with `nth`, of
/// its n-th entry. The file as a whole where the value is not there.
pub fn place_of(source: &Source, yaml: Range<usize>, table: Fields, (path, nth): Fact) -> Place {
    let typed = Typed::of(source, yaml, table);
    let map = read_map(typed.source(), typed.yaml());
    let own = |entry: &&Entry<'_>| {
        schema::find(table, &entry.key.text, true)
            .is_some_and(|field| field.path == path && field.answers_to(&entry.key.text))
    };
    // 署名 before 整理, which states one of its lines.
    let own = map.entries.iter().position(|entry| own(&entry)).unwrap_or_default();
    let entries = map.entries.get(own..).unwrap_or_default();
    let found = find(table, entries, path).or_else(|| find(table, &map.entries, path));
    let Some((field, node)) = found else {
        return Place::file(&source.file);
    };
    let mut place = reader::place(typed.source(), &nth_of(field, node, nth).place);
    typed.back(&mut place);
    place
}

/// The `nth` entry of a value; the value itself where none is asked for or there are fewer.
fn nth_of<'n, 't>(field: &Field, node: &'n Node<'t>, nth: Option<usize>) -> &'n Node<'t> {
    let entry = match (&node.value, nth) {
        (Value::Map(map), Some(nth)) => {
            map.iter().filter(|entry| is_free(field, entry)).nth(nth).map(|entry| &entry.value)
        }
        (Value::List(list), Some(nth)) => list.get(nth),
        _ => None,
    };
    entry.map_or(node, |entry| stated(field, entry))
}

/// Whether an entry is one of several, not a key that says something of all of them.
fn is_free(field: &Field, entry: &Entry<'_>) -> bool {
    match field.shape {
        Shape::Entries { own, .. } => schema::find(own, &entry.key.text, false).is_none(),
        _ => true,
    }
}

/// Of an entry that has a short form, the value that the short form states; else the whole entry.
fn stated<'n, 't>(field: &Field, node: &'n Node<'t>) -> &'n Node<'t> {
    let (Shape::Entries { each, .. }, Value::Map(map)) = (field.shape, &node.value) else {
        return node;
    };
    let Some(value) = each.field(1) else { return node };
    let entry = map.iter().find(|entry| value.answers_to(&entry.key.text));
    entry.map_or(node, |entry| &entry.value)
}

fn find<'n, 't>(
    table: Fields,
    map: &'n [Entry<'t>],
    path: &str,
) -> Option<(&'static Field, &'n Node<'t>)> {
    map.iter().find_map(|entry| {
        let field = schema::find(table, &entry.key.text, true)?;
        if field.path == path {
            return Some((field, &entry.value));
        }
        let is_around = path.strip_prefix(field.path).is_some_and(|rest| rest.starts_with('.'));
        match &entry.value.value {
            Value::Map(inner) if is_around => inner.iter().find_map(|entry| {
                let found = schema::find(field.table(), &entry.key.text, false)?;
                (found.path == path).then_some((found, &entry.value))
            }),
            _ => None,
        }
    })
}
