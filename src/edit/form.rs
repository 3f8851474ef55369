//! What a form shows of a file: each fact of the table as it was typed, and where it stands.
//!
//! Entry point: [`form`]. What the values mean, and what is wrong with them, is not said here.

use crate::diagnostic::Source;
use crate::edit::facts::Facts;
use crate::edit::find::{self, Home, Kind};
use crate::edit::refusal::Refusal;
use crate::edit::style::Names;
use crate::edit::tree::node_at;
use crate::edit::value;
use crate::parse::profile::list;
use crate::schema::{self, Field, Fields, Shape};
use crate::yaml::{Node, Style, Value};

/// The facts of a file.
#[derive(Debug, Clone)]
pub struct Form {
    /// Whether keys have Chinese names.
    pub is_chinese: bool,
    /// Every fact of the table but groups, in its order.
    pub facts: Vec<Standing>,
}

/// A fact of the table as it stands in a file.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which.
    pub field: &'static Field,
    /// The group that it is in.
    pub group: Option<&'static Field>,
    /// Whether its key stands there.
    pub is_present: bool,
    /// The line of its key, from 1.
    pub line: Option<usize>,
    /// What stands there: one text, or several.
    pub cell: Cell,
    /// Its rows, where it is a list.
    pub rows: Vec<Row>,
    /// Why it can be changed in the text alone.
    pub locked: Option<Refusal>,
}

/// A value as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// One text.
    Text(String),
    /// Several.
    Texts(Vec<String>),
    /// Something that no form shows.
    Other,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How it is written.
    pub kind: Kind,
    /// Its line, from 1.
    pub line: usize,
    /// The text of a phrase.
    pub phrase: Option<String>,
    /// Its cells by the paths of their columns.
    pub cells: Vec<(&'static str, Cell)>,
}

/// The facts of a file.
///
/// # Errors
/// A file without facts.
pub fn form(source: &Source, table: Fields) -> Result<Form, Refusal> {
    Facts::read(source, table, |facts| {
        let mut all = Vec::new();
        for field in schema::fields(table) {
            match field.shape {
                Shape::Group(_) => {
                    all.extend(field.fields().map(|inner| standing(facts, inner, Some(field))));
                }
                Shape::Text
                | Shape::Flag
                | Shape::Date
                | Shape::Quantity
                | Shape::Texts
                | Shape::Groups(_)
                | Shape::Entries { .. } => all.push(standing(facts, field, None)),
            }
        }
        Ok(Form { is_chinese: Names::of(facts).are_chinese, facts: all })
    })
}

fn standing(facts: &Facts<'_>, field: &'static Field, group: Option<&'static Field>) -> Standing {
    let is_list = matches!(field.shape, Shape::Groups(_) | Shape::Entries { .. });
    let mut standing = Standing {
        field,
        group,
        is_present: false,
        line: None,
        cell: Cell::Empty,
        rows: Vec::new(),
        locked: None,
    };
    match find::home(facts, field.path) {
        Err(refusal) => {
            standing.line = refusal.line;
            standing.is_present = true;
            standing.locked = Some(refusal);
            return standing;
        }
        Ok(Home::There(at) | Home::Bare(at)) => {
            standing.is_present = true;
            standing.line = line(facts, &at);
            if let Some(node) = node_at(&facts.root, &at).filter(|_| !is_list) {
                standing.cell = cell(node, field);
            }
        }
        Ok(Home::Absent) => {}
    }
    if is_list {
        let rows = find::rows(facts, field).unwrap_or_default();
        standing.rows = rows.iter().map(|row| self::row(facts, field, row)).collect();
        let first = standing.rows.first().map(|row| row.line);
        standing.is_present |= first.is_some();
        standing.line = standing.line.or(first);
    }
    standing
}

fn line(facts: &Facts<'_>, at: &[usize]) -> Option<usize> {
    let entry = facts.entry(at).map(|entry| entry.key.place.start);
    let start = entry.or_else(|| node_at(&facts.root, at).map(|node| node.place.start));
    start.map(|start| facts.line(start))
}

fn cell(node: &Node<'_>, field: &Field) -> Cell {
    match &node.value {
        Value::Null => Cell::Empty,
        Value::Scalar(text) if value::is_list(field) && field.path != "aliases" => {
            let parts = list::parts(text, &list::MARKS);
            Cell::Texts(parts.into_iter().map(str::to_owned).collect())
        }
        Value::Scalar(text) if value::is_list(field) => Cell::Texts(vec![text.trim().to_owned()]),
        Value::Scalar(_) => Cell::Text(value::shown(node).into_owned()),
        Value::List(items) if value::is_list(field) => {
            let is_parted = items.len() == 1 || node.style == Style::Flow;
            let mut texts = Vec::new();
            for item in items {
                let Value::Scalar(text) = &item.value else {
                    if item.is_null() {
                        continue;
                    }
                    return Cell::Other;
                };
                let is_plain = item.style == Style::Plain && field.path != "aliases";
                if is_parted && is_plain {
                    texts.extend(list::parts(text, &list::MARKS).into_iter().map(str::to_owned));
                } else {
                    texts.push(text.trim().to_owned());
                }
            }
            Cell::Texts(texts)
        }
        Value::List(_) | Value::Map(_) => Cell::Other,
    }
}

fn row(facts: &Facts<'_>, list: &'static Field, row: &find::Row) -> Row {
    let at = row.at();
    let node = node_at(&facts.root, &at);
    let table = list.table();
    let mut cells = Vec::new();
    let mut phrase = None;
    let text = |node: &Node<'_>| match &node.value {
        Value::Scalar(_) => Some(value::shown(node).into_owned()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    };
    match (row.kind, node) {
        (Kind::Phrase, Some(node)) => phrase = text(node),
        (Kind::Other, _) => phrase = facts.entry(&at).map(|entry| entry.key.text.to_string()),
        (Kind::Group, Some(node)) => cells = inner(node, table),
        (Kind::Named, Some(node)) => {
            let key = facts.entry(&at).map(|entry| entry.key.text.to_string());
            let first = table.field(0).zip(key);
            cells.extend(first.map(|(field, key)| (field.path, Cell::Text(key))));
            match (&node.value, table.field(1)) {
                (Value::Map(_), _) => cells.extend(inner(node, table)),
                (Value::Null | Value::Scalar(_) | Value::List(_), Some(field)) => {
                    cells.push((field.path, cell(node, field)));
                }
                (Value::Null | Value::Scalar(_) | Value::List(_), None) => {}
            }
        }
        (Kind::Phrase | Kind::Group | Kind::Named, None) => {}
    }
    Row { kind: row.kind, line: line(facts, &at).unwrap_or(1), phrase, cells }
}

fn inner(node: &Node<'_>, table: Fields) -> Vec<(&'static str, Cell)> {
    let Value::Map(map) = &node.value else { return Vec::new() };
    let known = map.iter().filter_map(|entry| {
        let field = schema::find(table, &entry.key.text, false)?;
        Some((field.path, cell(&entry.value, field)))
    });
    known.collect()
}
