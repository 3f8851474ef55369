//! The tree of a YAML text: every key and value with its place, its style and its raw text.

use std::borrow::Cow;
use std::ops::Range;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    /// What it holds.
    pub value: Value<'t>,
    /// How it is written.
    pub style: Style,
    /// Its bytes in the text, first to last: with quotes, brackets, the mark of a block. Of an alias,
    /// the alias; of a value that is not there, the empty range where it would begin.
    pub place: Range<usize>,
    /// The text of these bytes.
    pub raw: &'t str,
}

/// What a value holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// `~`, `null` or nothing.
    Null,
    /// A number, flag or text, as written; quotes and escapes are resolved.
    Scalar(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys and values in order. A key that stands twice is here twice.
    Map(Vec<Entry<'t>>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'t> {
    /// The key.
    pub key: Key<'t>,
    /// The value.
    pub value: Node<'t>,
}

/// A key.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'t> {
    /// Its text, quotes and escapes resolved.
    pub text: Cow<'t, str>,
    /// How it is written.
    pub style: Style,
    /// Its bytes in the text.
    pub place: Range<usize>,
    /// The text of these bytes.
    pub raw: &'t str,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes; also nothing at all.
    Plain,
    /// In `'…'`.
    SingleQuoted,
    /// In `"…"`.
    DoubleQuoted,
    /// Behind `|`.
    Literal,
    /// Behind `>`.
    Folded,
    /// One entry a line.
    Block,
    /// In `[…]` or `{…}`.
    Flow,
}

impl Node<'_> {
    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// Its text, where it is one.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Values in it, itself included, and how many levels they make.
    pub(super) fn size(&self) -> (usize, usize) {
        let inside: Vec<(usize, usize)> = match &self.value {
            Value::Null | Value::Scalar(_) => Vec::new(),
            Value::List(list) => list.iter().map(Node::size).collect(),
            Value::Map(map) => map.iter().map(|entry| entry.value.size()).collect(),
        };
        let nodes: usize = inside.iter().map(|(nodes, _)| nodes).sum();
        let depth = inside.iter().map(|(_, depth)| *depth).max();
        (nodes + 1, depth.map_or(0, |depth| depth + 1))
    }
}
