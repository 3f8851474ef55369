//! Where the table's facts stand in the tree of a file, under whatever names they have there.
//!
//! Entry points: [`home`] for a fact, [`rows`] for the rows of a list: groups, entries with free keys, phrases.

use crate::edit::facts::Facts;
use crate::edit::refusal::{Refusal, Why};
use crate::edit::tree::node_at;
use crate::schema::{self, Field, Fields, Shape, fields};
use crate::yaml::{Entry, Node, Value};

/// Where a fact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    /// Behind its key, at this path.
    There(Vec<usize>),
    /// A bare text stands for its group, and this is its first key.
    Bare(Vec<usize>),
    /// Nowhere.
    Absent,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The path of what holds it.
    pub(super) parent: Vec<usize>,
    /// Which of the values there it is.
    pub(super) index: usize,
    pub(super) kind: Kind,
}

/// How a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A map with the keys of the table.
    Group,
    /// An entry whose key is the first column.
    Named,
    /// One text.
    Phrase,
    /// A name without a value, which is a phrase of its own, or a shape that no row has.
    Other,
}

impl Row {
    /// The path of its value.
    pub(super) fn at(&self) -> Vec<usize> {
        [&self.parent[..], &[self.index]].concat()
    }
}

/// The field of a path: `members.total`, and the group it is in.
pub(super) fn field(table: Fields, path: &str) -> Option<(&'static Field, Option<&'static Field>)> {
    fields(table).find_map(|field| {
        if field.path == path {
            return Some((field, None));
        }
        let is_group = matches!(field.shape, Shape::Group(_));
        let inner = field.fields().find(|inner| is_group && inner.path == path)?;
        Some((inner, Some(field)))
    })
}

/// Whether an entry at the top is a line of a list that may stand there: `整理: 党建科`.
pub(super) fn is_loose(table: Fields, entry: &Entry<'_>) -> bool {
    let field = schema::find(table, &entry.key.text, true);
    field.is_some_and(|field| {
        matches!(field.shape, Shape::Groups(_))
            && !field.path.contains('.')
            && field.flat.contains(&&*entry.key.text)
    })
}

/// Where a fact stands.
///
/// # Errors
/// It stands twice.
pub(super) fn home(facts: &Facts<'_>, path: &str) -> Result<Home, Refusal> {
    let mut found = Vec::new();
    for (at, entry) in top(facts).iter().enumerate().filter(|(_, one)| !is_loose(facts.table, one))
    {
        let Some(field) = schema::find(facts.table, &entry.key.text, true) else { continue };
        if field.path == path {
            found.push(Home::There(vec![at]));
            continue;
        }
        let is_around = path.strip_prefix(field.path).is_some_and(|rest| rest.starts_with('.'));
        if !is_around {
            continue;
        }
        match &entry.value.value {
            Value::Map(inner) => {
                let is_it = |entry: &Entry<'_>| {
                    let inner = schema::find(field.table(), &entry.key.text, false);
                    inner.is_some_and(|inner| inner.path == path)
                };
                let all = inner.iter().enumerate().filter(|(_, entry)| is_it(entry));
                found.extend(all.map(|(inner, _)| Home::There(vec![at, inner])));
            }
            Value::Scalar(_) if field.fields().next().is_some_and(|first| first.path == path) => {
                found.push(Home::Bare(vec![at]));
            }
            Value::Null | Value::Scalar(_) | Value::List(_) => {}
        }
    }
    if found.len() > 1 {
        let (Some(Home::There(at) | Home::Bare(at)), name) = (found.get(1), path) else {
            return Ok(Home::Absent);
        };
        return Err(facts.refusal(Why::Twice(name.to_owned()), at));
    }
    Ok(found.pop().unwrap_or(Home::Absent))
}

/// The entries at the top.
pub(super) fn top<'n, 'f>(facts: &'n Facts<'f>) -> &'n [Entry<'f>] {
    match &facts.root.value {
        Value::Map(map) => map,
        Value::Null | Value::Scalar(_) | Value::List(_) => &[],
    }
}

/// The rows of a list, in the order in which they are read.
pub(super) fn rows(facts: &Facts<'_>, field: &Field) -> Result<Vec<Row>, Refusal> {
    let mut rows = match home(facts, field.path)? {
        Home::There(at) => {
            node_at(&facts.root, &at).map_or_else(Vec::new, |node| rows_of(field, node, &at))
        }
        Home::Bare(_) | Home::Absent => Vec::new(),
    };
    let loose = top(facts).iter().enumerate().filter(|(_, entry)| {
        is_loose(facts.table, entry)
            && schema::find(facts.table, &entry.key.text, true)
                .is_some_and(|one| one.path == field.path)
    });
    rows.extend(loose.map(|(index, _)| Row { parent: Vec::new(), index, kind: Kind::Named }));
    Ok(rows)
}

fn rows_of(field: &Field, node: &Node<'_>, at: &[usize]) -> Vec<Row> {
    let Some((index, parent)) = at.split_last() else { return Vec::new() };
    let alone = |kind| vec![Row { parent: parent.to_vec(), index: *index, kind }];
    match &node.value {
        Value::Null => Vec::new(),
        Value::Scalar(_) => alone(Kind::Phrase),
        Value::Map(map) if is_free(field, map, false) => named(field, map, at),
        Value::Map(_) => alone(Kind::Group),
        Value::List(list) => {
            let mut rows = Vec::new();
            for (index, item) in list.iter().enumerate() {
                let one = |kind| Row { parent: at.to_vec(), index, kind };
                match &item.value {
                    Value::Map(map) if is_free(field, map, true) => {
                        rows.extend(named(field, map, &[at, &[index]].concat()));
                    }
                    Value::Map(_) => rows.push(one(Kind::Group)),
                    Value::Scalar(_) => rows.push(one(Kind::Phrase)),
                    Value::Null | Value::List(_) => rows.push(one(Kind::Other)),
                }
            }
            rows
        }
    }
}

/// Whether the keys of a map are names of rows.
fn is_free(field: &Field, map: &[Entry<'_>], is_item: bool) -> bool {
    let has_key = |table: Fields| {
        map.iter().any(|entry| schema::find(table, &entry.key.text, false).is_some())
    };
    match field.shape {
        Shape::Entries { each, .. } => !is_item || !has_key(each),
        // As the reader of a sign-off has it.
        Shape::Groups(table) => field.path == "signoff" && !is_item && !has_key(table),
        Shape::Text
        | Shape::Flag
        | Shape::Date
        | Shape::Quantity
        | Shape::Texts
        | Shape::Group(_) => false,
    }
}

fn named(field: &Field, map: &[Entry<'_>], at: &[usize]) -> Vec<Row> {
    let is_own = |entry: &Entry<'_>| match field.shape {
        Shape::Entries { own, .. } => schema::find(own, &entry.key.text, false).is_some(),
        Shape::Text
        | Shape::Flag
        | Shape::Date
        | Shape::Quantity
        | Shape::Texts
        | Shape::Group(_)
        | Shape::Groups(_) => false,
    };
    let rows = map.iter().enumerate().filter(|(_, entry)| !is_own(entry));
    rows.map(|(index, entry)| {
        let kind = if entry.value.is_null() && field.path != "signoff" {
            Kind::Other
        } else {
            Kind::Named
        };
        Row { parent: at.to_vec(), index, kind }
    })
    .collect()
}
