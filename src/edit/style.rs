//! How a file names its keys, so that a new one looks like its neighbours.
//!
//! Entry points: [`Names::of`] for the file, [`Names::inside`] for a key in a map, [`place`] for where it goes.

use crate::edit::facts::Facts;
use crate::edit::find;
use crate::schema::{self, Field, Fields, Shape, fields};
use crate::yaml::{Entry, Value};

/// How the keys of a file are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Names {
    /// 党员总数, not `total`.
    pub(super) are_chinese: bool,
    /// 党员总数 at the top, not 总数 below 党员.
    pub(super) are_flat: bool,
}

impl Names {
    /// How most keys of a file are named.
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let top = find::top(facts);
        let are_chinese = are_chinese(top);
        let (mut flat, mut grouped) = (0, 0);
        for entry in top {
            match schema::find(facts.table, &entry.key.text, true) {
                Some(field) if field.path.contains('.') => flat += 1,
                Some(Field { shape: Shape::Group(_), .. }) => grouped += 1,
                Some(_) | None => {}
            }
        }
        let is_even = flat == grouped;
        Self { are_chinese, are_flat: if is_even { are_chinese } else { flat > grouped } }
    }

    /// The name of a key among others of its map.
    pub(super) fn inside(self, field: &Field, siblings: &[Entry<'_>]) -> &'static str {
        let are_chinese =
            if siblings.is_empty() { self.are_chinese } else { are_chinese(siblings) };
        if are_chinese {
            field.aliases.first().copied().unwrap_or(field.key())
        } else {
            field.key()
        }
    }

    /// The name of a key of a group at the top of the file.
    pub(super) fn at_top(field: &Field) -> Option<&'static str> {
        field.flat.first().copied()
    }
}

/// Whether most keys have Chinese names; they do where nothing tells.
fn are_chinese(entries: &[Entry<'_>]) -> bool {
    let ascii = entries.iter().filter(|entry| entry.key.text.is_ascii()).count();
    2 * ascii <= entries.len()
}

/// Where a key of a table goes in a map: behind the nearest earlier one in the table's order that is there, in
/// front of all where there is none.
pub(super) fn place(table: Fields, path: &str, entries: &[Entry<'_>], is_top: bool) -> usize {
    let order: Vec<&str> = fields(table)
        .flat_map(|field| {
            let inner = matches!(field.shape, Shape::Group(_)) && is_top;
            std::iter::once(field.path)
                .chain(field.fields().filter(move |_| inner).map(|one| one.path))
        })
        .collect();
    let rank = |path: &str| order.iter().position(|one| *one == path);
    let own = rank(path);
    let mut best = (None, 0);
    for (at, entry) in entries.iter().enumerate() {
        let field = schema::find(table, &entry.key.text, is_top);
        // A group that holds keys holds all of them; a bare text is its first.
        let holds_keys = is_top && matches!(entry.value.value, Value::Map(_));
        let here = field.and_then(|field| {
            let is_group = matches!(field.shape, Shape::Group(_));
            let last = field.fields().last().filter(|_| is_group && holds_keys);
            rank(last.map_or(field.path, |last| last.path))
        });
        if here.is_some() && here <= own && here >= best.0 {
            best = (here, at + 1);
        }
    }
    best.1
}
