//! A tree without places, and the change that is asked of it: what a text is held against once it is changed.
//!
//! Entry points: [`Tree::of`], [`Tree::changed`]. A path leads down from the top: of a map to the value of its n-th
//! entry, of a list to its n-th value, each from 0.

use crate::yaml::{Node, Style, Value};

/// A value without its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Null,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

/// A change of a tree: exactly this, and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Op {
    /// Another value at `at`.
    Replace { at: Vec<usize>, new: New },
    /// Another name of the `index`-th entry of the map at `at`.
    Name { at: Vec<usize>, index: usize, key: String },
    /// A value in front of the `index`-th in the list or map at `at`; in a map under `key`.
    Insert { at: Vec<usize>, index: usize, key: Option<String>, new: New },
    /// The `index`-th value of the list or map at `at` goes.
    Remove { at: Vec<usize>, index: usize },
    /// The value at `from` goes to `to`, its place afterwards.
    Move { at: Vec<usize>, from: usize, to: usize },
}

/// A value that is to be written, with its look.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum New {
    /// A text.
    Text(String),
    /// Texts on one line, in `[ ]`.
    Texts(Vec<String>),
    /// Keys and values on one line, in `{ }`.
    Row(Vec<(String, New)>),
    /// One value a line, behind dashes.
    Items(Vec<New>),
    /// One key a line.
    Keys(Vec<(String, New)>),
}

impl New {
    pub(super) fn tree(&self) -> Tree {
        match self {
            Self::Text(text) => Tree::Text(text.clone()),
            Self::Texts(texts) => Tree::List(texts.iter().cloned().map(Tree::Text).collect()),
            Self::Items(items) => Tree::List(items.iter().map(Self::tree).collect()),
            Self::Row(entries) | Self::Keys(entries) => {
                Tree::Map(entries.iter().map(|(key, value)| (key.clone(), value.tree())).collect())
            }
        }
    }
}

impl Tree {
    pub(super) fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(text) => {
                let is_block = matches!(node.style, Style::Literal | Style::Folded);
                // How many line breaks end a block means nothing to any fact.
                let text = if is_block { text.trim_end_matches('\n') } else { text };
                Self::Text(text.to_owned())
            }
            Value::List(list) => Self::List(list.iter().map(Self::of).collect()),
            Value::Map(map) => Self::Map(
                map.iter()
                    .map(|entry| (entry.key.text.clone().into_owned(), Self::of(&entry.value)))
                    .collect(),
            ),
        }
    }

    /// The tree with the change; `None` where there is no such place in it. `root` is how the tree looks: a
    /// block that has lost its last line holds nothing.
    pub(super) fn changed(mut self, op: &Op, root: &Node<'_>) -> Option<Self> {
        let at = match op {
            Op::Replace { at, .. }
            | Op::Name { at, .. }
            | Op::Insert { at, .. }
            | Op::Remove { at, .. }
            | Op::Move { at, .. } => at,
        };
        let here = at.iter().try_fold(&mut self, |tree, index| tree.child(*index))?;
        match op {
            Op::Replace { new, .. } => *here = new.tree(),
            Op::Name { index, key, .. } => here.name(*index)?.clone_from(key),
            Op::Insert { index, key, new, .. } => {
                here.insert(*index, key.as_deref(), new.tree())?;
            }
            Op::Remove { index, .. } => {
                here.take(*index)?;
                let is_block = node_at(root, at)?.style == Style::Block;
                if is_block && !at.is_empty() && here.len() == 0 {
                    *here = Self::Null;
                }
            }
            Op::Move { from, to, .. } => here.shift(*from, *to)?,
        }
        Some(self)
    }

    fn child(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::List(list) => list.get_mut(index),
            Self::Map(map) => map.get_mut(index).map(|(_, value)| value),
            Self::Null | Self::Text(_) => None,
        }
    }

    fn name(&mut self, index: usize) -> Option<&mut String> {
        match self {
            Self::Map(map) => map.get_mut(index).map(|(key, _)| key),
            Self::Null | Self::Text(_) | Self::List(_) => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::List(list) => list.len(),
            Self::Map(map) => map.len(),
            Self::Null | Self::Text(_) => 0,
        }
    }

    fn insert(&mut self, index: usize, key: Option<&str>, new: Self) -> Option<()> {
        if index > self.len() {
            return None;
        }
        match (self, key) {
            (Self::List(list), None) => list.insert(index, new),
            (Self::Map(map), Some(key)) => map.insert(index, (key.to_owned(), new)),
            (Self::Null | Self::Text(_) | Self::List(_) | Self::Map(_), _) => return None,
        }
        Some(())
    }

    fn take(&mut self, index: usize) -> Option<()> {
        if index >= self.len() {
            return None;
        }
        match self {
            Self::List(list) => drop(list.remove(index)),
            Self::Map(map) => drop(map.remove(index)),
            Self::Null | Self::Text(_) => {}
        }
        Some(())
    }

    fn shift(&mut self, from: usize, to: usize) -> Option<()> {
        if from >= self.len() || to >= self.len() {
            return None;
        }
        let (range, is_down) = (from.min(to)..from.max(to) + 1, from < to);
        match self {
            Self::List(list) => turn(&mut list[range], is_down),
            Self::Map(map) => turn(&mut map[range], is_down),
            Self::Null | Self::Text(_) => {}
        }
        Some(())
    }
}

/// The first goes to the end, or the last to the beginning.
pub(super) fn turn<T>(part: &mut [T], is_down: bool) {
    if is_down {
        part.rotate_left(1);
    } else {
        part.rotate_right(1);
    }
}

/// The value at a path.
pub(super) fn node_at<'n, 't>(root: &'n Node<'t>, at: &[usize]) -> Option<&'n Node<'t>> {
    at.iter().try_fold(root, |node, index| match &node.value {
        Value::List(list) => list.get(*index),
        Value::Map(map) => map.get(*index).map(|entry| &entry.value),
        Value::Null | Value::Scalar(_) => None,
    })
}
