//! From what an editor asks for to changes of the tree.
//!
//! Entry point: [`ops`]. Operations are done one after the other; the path of each counts with those before it.

use crate::edit::change::{Change, Given};
use crate::edit::facts::Facts;
use crate::edit::find::{self, Home, Kind, Row};
use crate::edit::refusal::{Refusal, Why};
use crate::edit::style::{self, Names};
use crate::edit::tree::{New, Op, node_at};
use crate::edit::value;
use crate::schema::{self, Field, Fields, Shape};
use crate::yaml::{Entry, Node, Value};

/// A fact's field, with the group it is in.
type Known = (&'static Field, Option<&'static Field>);

/// What is to be changed in the tree.
pub(super) fn ops(facts: &Facts<'_>, change: &Change) -> Result<Vec<Op>, Refusal> {
    match change {
        Change::Set { path, nth: None, field: None, value } => {
            let known = known(facts, path)?;
            set(facts, known, value)
        }
        Change::Set { path, nth: Some(nth), field, value } => {
            let (list, row) = row(facts, path, *nth)?;
            match field {
                Some(field) => cell(facts, (list, &row), field, value),
                None => phrase(facts, &row, value),
            }
        }
        Change::Set { path, nth: None, field: Some(_), .. } => {
            known(facts, path)?;
            Err(Refusal::new(Why::NoRow))
        }
        Change::Insert { path, nth, values } => {
            let values: Vec<(&str, &Given)> =
                values.iter().map(|(key, given)| (key.as_str(), given)).collect();
            insert(facts, known(facts, path)?, *nth, &values)
        }
        Change::Remove { path, nth: None } => {
            match find::home(facts, known(facts, path)?.0.path)? {
                Home::There(at) | Home::Bare(at) => Ok(vec![removal(&at)]),
                Home::Absent => Ok(Vec::new()),
            }
        }
        Change::Remove { path, nth: Some(nth) } => {
            let (_, row) = row(facts, path, *nth)?;
            let item = item_alone(facts, &row);
            Ok(vec![removal(&item.unwrap_or_else(|| row.at()))])
        }
        Change::Move { path, nth, to } => shift(facts, path, *nth, *to),
        // They are no changes of the tree.
        Change::Take { .. } | Change::Dismiss { .. } => Ok(Vec::new()),
    }
}

fn known(facts: &Facts<'_>, path: &str) -> Result<Known, Refusal> {
    find::field(facts.table, path).ok_or_else(|| Refusal::new(Why::UnknownField(path.to_owned())))
}

fn row(facts: &Facts<'_>, path: &str, nth: usize) -> Result<(&'static Field, Row), Refusal> {
    let (field, _) = known(facts, path)?;
    let row = find::rows(facts, field)?.into_iter().nth(nth);
    row.map(|row| (field, row)).ok_or_else(|| Refusal::new(Why::NoRow))
}

fn removal(at: &[usize]) -> Op {
    let (index, at) = at.split_last().map_or((0, &[][..]), |(index, at)| (*index, at));
    Op::Remove { at: at.to_vec(), index }
}

/// Sets a fact that is one value or one list of texts.
fn set(facts: &Facts<'_>, known: Known, given: &Given) -> Result<Vec<Op>, Refusal> {
    let (field, group) = known;
    let home = find::home(facts, field.path)?;
    let given = given.cleaned()?;
    match (home, given.is_empty()) {
        (Home::There(at) | Home::Bare(at), true) => Ok(vec![removal(&at)]),
        (Home::Absent, true) => Ok(Vec::new()),
        (Home::There(at) | Home::Bare(at), false) => value::set(facts, &at, &given),
        (Home::Absent, false) => place(facts, (field, group), value::new(&given, field)),
    }
}

/// Puts a value under a key that is not there: into its group, or at the top.
fn place(facts: &Facts<'_>, (field, group): Known, new: New) -> Result<Vec<Op>, Refusal> {
    let top = find::top(facts);
    let names = Names::of(facts);
    let at_top = |key: &str, path: &str, new: New| {
        let index = style::place(facts.table, path, top, true);
        vec![Op::Insert { at: Vec::new(), index, key: Some(key.to_owned()), new }]
    };
    let Some(group) = group else {
        return Ok(at_top(names.inside(field, top), field.path, new));
    };
    let flat = Names::at_top(field);
    match (find::home(facts, group.path)?, flat) {
        (Home::There(at), flat) => match (&value_at(facts, &at)?.value, flat) {
            (Value::Map(inner), _) => {
                let key = names.inside(field, inner).to_owned();
                let index = style::place(group.table(), field.path, inner, false);
                Ok(vec![Op::Insert { at, index, key: Some(key), new }])
            }
            (Value::Null, _) => {
                let key = names.inside(field, &[]).to_owned();
                Ok(vec![Op::Replace { at, new: New::Keys(vec![(key, new)]) }])
            }
            // A bare text is the group; its other keys stand beside it.
            (Value::Scalar(_), Some(key)) => Ok(at_top(key, field.path, new)),
            (Value::Scalar(_) | Value::List(_), _) => Err(facts.refusal(Why::Shape, &at)),
        },
        (Home::Bare(_) | Home::Absent, Some(key)) if names.are_flat => {
            Ok(at_top(key, field.path, new))
        }
        (Home::Bare(_) | Home::Absent, _) => {
            let key = names.inside(field, &[]).to_owned();
            let new = New::Keys(vec![(key, new)]);
            Ok(at_top(names.inside(group, top), group.path, new))
        }
    }
}

fn value_at<'n, 'f>(facts: &'n Facts<'f>, at: &[usize]) -> Result<&'n Node<'f>, Refusal> {
    node_at(&facts.root, at).ok_or_else(|| Refusal::new(Why::NoRow))
}

/// Sets a row that is a phrase.
fn phrase(facts: &Facts<'_>, row: &Row, given: &Given) -> Result<Vec<Op>, Refusal> {
    let given = given.cleaned()?;
    match row.kind {
        Kind::Phrase if given.is_empty() => Ok(vec![removal(&row.at())]),
        Kind::Phrase => value::set(facts, &row.at(), &given),
        Kind::Other if value_at(facts, &row.at())?.is_null() && !given.is_empty() => {
            Ok(vec![Op::Name { at: row.parent.clone(), index: row.index, key: given.text() }])
        }
        Kind::Group | Kind::Named | Kind::Other => Err(facts.refusal(Why::Shape, &row.at())),
    }
}

/// Sets one cell of a row.
fn cell(
    facts: &Facts<'_>,
    (list, row): (&'static Field, &Row),
    path: &str,
    given: &Given,
) -> Result<Vec<Op>, Refusal> {
    let table = list.table();
    let unknown = || Refusal::new(Why::UnknownField(path.to_owned()));
    let column = schema::fields(table).position(|field| field.path == path).ok_or_else(unknown)?;
    let field = table.field(column).ok_or_else(unknown)?;
    let given = given.cleaned()?;
    let at = row.at();
    match (row.kind, column) {
        (Kind::Phrase, _) => Err(facts.refusal(Why::Phrase, &at)),
        (Kind::Other, _) => Err(facts.refusal(Why::Shape, &at)),
        (Kind::Group, _) => inner(facts, &at, (table, field), &given),
        (Kind::Named, 0) => rename(facts, row, &given),
        (Kind::Named, _) => match &value_at(facts, &at)?.value {
            Value::Map(_) => inner(facts, &at, (table, field), &given),
            Value::Null | Value::Scalar(_) | Value::List(_) if column == 1 => {
                value::set(facts, &at, &given)
            }
            Value::Scalar(_) | Value::List(_) if given.is_empty() => Ok(Vec::new()),
            old => {
                let old = alone(old).ok_or_else(|| facts.refusal(Why::Shape, &at))?;
                let Some(first) = table.field(1) else { return Err(unknown()) };
                let names = Names::of(facts);
                let old = (names.inside(first, &[]).to_owned(), old);
                let new = (names.inside(field, &[]).to_owned(), value::new(&given, field));
                Ok(vec![Op::Replace { at, new: New::Row(vec![old, new]) }])
            }
        },
    }
}

/// The value that stands alone behind the name of a row, as one among others.
fn alone(value: &Value<'_>) -> Option<New> {
    match value {
        Value::Scalar(text) => Some(New::Text(text.clone().into_owned())),
        Value::List(items) => {
            let text = |item: &Node<'_>| match &item.value {
                Value::Scalar(text) => Some(text.clone().into_owned()),
                Value::Null | Value::List(_) | Value::Map(_) => None,
            };
            items.iter().map(text).collect::<Option<_>>().map(New::Texts)
        }
        Value::Null | Value::Map(_) => None,
    }
}

fn rename(facts: &Facts<'_>, row: &Row, given: &Given) -> Result<Vec<Op>, Refusal> {
    let key = given.text();
    if key.is_empty() {
        return Err(facts.refusal(Why::Empty, &row.at()));
    }
    if key.contains('\n') {
        return Err(facts.refusal(Why::Forbidden, &row.at()));
    }
    let same = facts.entry(&row.at()).is_some_and(|entry| entry.key.text == key);
    let op = Op::Name { at: row.parent.clone(), index: row.index, key };
    Ok(if same { Vec::new() } else { vec![op] })
}

/// Sets a key in the map of a row.
fn inner(
    facts: &Facts<'_>,
    at: &[usize],
    (table, field): (Fields, &'static Field),
    given: &Given,
) -> Result<Vec<Op>, Refusal> {
    let Value::Map(map) = &value_at(facts, at)?.value else {
        return Err(facts.refusal(Why::Shape, at));
    };
    let is_it = |entry: &Entry<'_>| {
        schema::find(table, &entry.key.text, false).is_some_and(|one| one.path == field.path)
    };
    let found = map.iter().position(is_it);
    match (found, given.is_empty()) {
        (Some(index), true) => Ok(vec![Op::Remove { at: at.to_vec(), index }]),
        (Some(index), false) => value::set(facts, &[at, &[index]].concat(), given),
        (None, true) => Ok(Vec::new()),
        (None, false) => {
            let key = Some(Names::of(facts).inside(field, map).to_owned());
            let index = style::place(table, field.path, map, false);
            Ok(vec![Op::Insert { at: at.to_vec(), index, key, new: value::new(given, field) }])
        }
    }
}

/// Puts a row into a list, in front of the `nth` or at its end.
fn insert(
    facts: &Facts<'_>,
    (field, group): Known,
    nth: Option<usize>,
    values: &[(&str, &Given)],
) -> Result<Vec<Op>, Refusal> {
    let row = NewRow::of(facts, field, values)?;
    let rows = find::rows(facts, field)?;
    let nth = nth.map_or(rows.len(), |nth| nth.min(rows.len()));
    let before = nth.checked_sub(1).and_then(|nth| rows.get(nth));
    // A new row stands beside the one before it, else in front of the one behind it.
    let (beside, index) = match (before, rows.get(nth)) {
        (Some(before), _) => (before, before.index + 1),
        (None, Some(next)) => (next, next.index),
        (None, None) => return first(facts, (field, group), &row),
    };
    let parent = value_at(facts, &beside.parent)?;
    match (&parent.value, beside.kind) {
        (Value::List(_), _) => {
            let new = row.item(Names::of(facts), parent);
            Ok(vec![Op::Insert { at: beside.parent.clone(), index, key: None, new }])
        }
        // The row before is the whole value: it becomes the first of a list.
        (Value::Map(_), Kind::Phrase) => {
            let Value::Scalar(old) = &value_at(facts, &beside.at())?.value else {
                return Err(facts.refusal(Why::Shape, &beside.at()));
            };
            let old = New::Text(old.clone().into_owned());
            let new = row.item(Names::of(facts), parent);
            let items = if nth == 0 { vec![new, old] } else { vec![old, new] };
            Ok(vec![Op::Replace { at: beside.at(), new: New::Items(items) }])
        }
        (Value::Map(_), Kind::Named | Kind::Other) => {
            if let Some(item) = item_alone(facts, beside) {
                return beside_item(facts, &item, before.is_some(), &row);
            }
            let (key, new) = row.entry(facts, &beside.at())?;
            Ok(vec![Op::Insert { at: beside.parent.clone(), index, key: Some(key), new }])
        }
        (Value::Map(_), Kind::Group) | (Value::Null | Value::Scalar(_), _) => {
            Err(facts.refusal(Why::Shape, &beside.at()))
        }
    }
}

/// Beside an item that holds one entry: `- 主题党日: 12次`.
fn beside_item(
    facts: &Facts<'_>,
    item: &[usize],
    is_behind: bool,
    row: &NewRow,
) -> Result<Vec<Op>, Refusal> {
    let Some((index, list)) = item.split_last() else { return Err(Refusal::new(Why::NoRow)) };
    let (key, new) = row.entry(facts, item)?;
    let new = New::Row(vec![(key, new)]);
    let index = index + usize::from(is_behind);
    Ok(vec![Op::Insert { at: list.to_vec(), index, key: None, new }])
}

/// The first row of a list that is not there, or holds nothing.
fn first(facts: &Facts<'_>, (field, group): Known, row: &NewRow) -> Result<Vec<Op>, Refusal> {
    let is_entries = matches!(field.shape, Shape::Entries { .. });
    let new = if is_entries {
        New::Keys(vec![row.entry(facts, &[])?])
    } else {
        New::Items(vec![New::Row(row.keys(Names::of(facts)))])
    };
    match find::home(facts, field.path)? {
        Home::There(at) if value_at(facts, &at)?.is_null() => Ok(vec![Op::Replace { at, new }]),
        Home::There(at) => {
            // A list without a row: `[]`, or a map that says something of all rows alone.
            let node = value_at(facts, &at)?;
            match &node.value {
                Value::List(_) => {
                    let new = New::Row(row.keys(Names::of(facts)));
                    Ok(vec![Op::Insert { at, index: 0, key: None, new }])
                }
                Value::Map(_) => {
                    let (key, new) = row.entry(facts, &[])?;
                    Ok(vec![Op::Insert { at, index: 0, key: Some(key), new }])
                }
                Value::Null | Value::Scalar(_) => Err(facts.refusal(Why::Shape, &at)),
            }
        }
        Home::Bare(_) | Home::Absent => place(facts, (field, group), new),
    }
}

/// A row that is to be written: its columns that hold something.
struct NewRow {
    list: &'static Field,
    cells: Vec<(&'static Field, Given)>,
}

impl NewRow {
    fn of(
        facts: &Facts<'_>,
        list: &'static Field,
        values: &[(&str, &Given)],
    ) -> Result<Self, Refusal> {
        let unknown = |path: &str| Refusal::new(Why::UnknownField(path.to_owned()));
        if let Some((path, _)) =
            values.iter().find(|(path, _)| !list.fields().any(|field| field.path == *path))
        {
            return Err(unknown(path));
        }
        let mut cells = Vec::new();
        for field in list.fields() {
            let given = values.iter().find(|(path, _)| *path == field.path);
            let Some((_, given)) = given else { continue };
            let given = given.cleaned()?;
            if !given.is_empty() {
                cells.push((field, given));
            }
        }
        if cells.is_empty() {
            return Err(facts.refusal(Why::Empty, &[]));
        }
        Ok(Self { list, cells })
    }

    /// Its cells under the names of their columns.
    fn keys(&self, names: Names) -> Vec<(String, New)> {
        let key = |field: &Field| names.inside(field, &[]).to_owned();
        self.cells.iter().map(|(field, given)| (key(field), value::new(given, field))).collect()
    }

    /// As an item of a list, in the look of the others.
    fn item(&self, names: Names, list: &Node<'_>) -> New {
        let names = named_as(names, list, self.list);
        New::Row(self.keys(names))
    }

    /// As an entry whose key is the first column.
    fn entry(&self, facts: &Facts<'_>, beside: &[usize]) -> Result<(String, New), Refusal> {
        let first = self.list.fields().next();
        let key =
            self.cells.iter().find(|(field, _)| Some(field.path) == first.map(|one| one.path));
        let Some((_, key)) = key else { return Err(facts.refusal(Why::Empty, beside)) };
        let rest: Vec<_> = self.keys(Names::of(facts)).into_iter().skip(1).collect();
        let is_second =
            |field: &Field| self.list.fields().nth(1).is_some_and(|one| one.path == field.path);
        let new = match &self.cells[1..] {
            [] => return Err(facts.refusal(Why::Empty, beside)),
            [(field, given)] if is_second(field) => value::new(given, field),
            _ => New::Row(rest),
        };
        Ok((key.text(), new))
    }
}

/// The names that the other items of a list use.
fn named_as(names: Names, list: &Node<'_>, field: &Field) -> Names {
    let Value::List(items) = &list.value else { return names };
    let map = items.iter().rev().find_map(|item| match &item.value {
        Value::Map(map)
            if map
                .iter()
                .any(|entry| schema::find(field.table(), &entry.key.text, false).is_some()) =>
        {
            Some(map)
        }
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => None,
    });
    match map {
        Some(map) => {
            Names { are_chinese: map.iter().any(|entry| !entry.key.text.is_ascii()), ..names }
        }
        None => names,
    }
}

fn shift(facts: &Facts<'_>, path: &str, nth: usize, to: usize) -> Result<Vec<Op>, Refusal> {
    let (field, _) = known(facts, path)?;
    let rows = find::rows(facts, field)?;
    let (Some(from), Some(target)) = (rows.get(nth), rows.get(to)) else {
        return Err(Refusal::new(Why::NoRow));
    };
    if nth == to {
        return Ok(Vec::new());
    }
    if from.parent == target.parent {
        let at = from.parent.clone();
        return Ok(vec![Op::Move { at, from: from.index, to: target.index }]);
    }
    // Items that hold one entry each change places as items.
    let spot = |row: &Row| {
        let at = item_alone(facts, row).unwrap_or_else(|| row.at());
        let (index, list) = at.split_last().map_or((0, &[][..]), |(index, list)| (*index, list));
        (list.to_vec(), index)
    };
    let ((from_list, from_index), (to_list, to_index)) = (spot(from), spot(target));
    if from_list != to_list {
        return Err(facts.refusal(Why::Apart, &from.at()));
    }
    Ok(vec![Op::Move { at: from_list, from: from_index, to: to_index }])
}

/// The item of a list that holds this row and nothing else: `- 主题党日: 12次`.
fn item_alone(facts: &Facts<'_>, row: &Row) -> Option<Vec<usize>> {
    let node = node_at(&facts.root, &row.parent)?;
    let (_, list) = row.parent.split_last()?;
    let is_item = matches!(node_at(&facts.root, list)?.value, Value::List(_));
    let is_alone = matches!(&node.value, Value::Map(map) if map.len() == 1);
    (is_item && is_alone).then(|| row.parent.clone())
}
