//! The facts of a file as the program reads them, with the way back to its bytes.
//!
//! Entry point: [`Facts::read`]. Slips of the hand are read as they are plainly meant, so a file that holds one can
//! be edited beside it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, Source, Split};
use crate::edit::refusal::{Refusal, Why};
use crate::edit::tree::node_at;
use crate::schema::typed::Typed;
use crate::schema::{self, Fields};
use crate::yaml::{Entry, Node, Style, Value};

/// What is read, and of what.
pub(super) struct Facts<'f> {
    pub(super) source: &'f Source,
    pub(super) table: Fields,
    typed: &'f Typed<'f>,
    /// The entries at the top, as one map.
    pub(super) root: Node<'f>,
    /// What cannot be read.
    faults: Vec<Diagnostic>,
    /// The bytes between the lines of dashes.
    pub(super) yaml: Range<usize>,
    /// Where the text below begins.
    pub(super) body: usize,
}

impl<'f> Facts<'f> {
    /// Hands the facts of `source` to `with`.
    pub(super) fn read<R>(
        source: &Source,
        table: Fields,
        with: impl FnOnce(&Facts<'_>) -> Result<R, Refusal>,
    ) -> Result<R, Refusal> {
        let Split::Found { yaml, body } = source.split() else {
            return Err(Refusal { why: Why::NoFrontMatter, line: Some(1) });
        };
        let typed = Typed::of(source, yaml.clone(), table);
        let map = schema::read_map(typed.source(), typed.yaml());
        let place = typed.yaml();
        let raw = &typed.source().text[place.clone()];
        let root = Node { value: Value::Map(map.entries), style: Style::Block, place, raw };
        with(&Facts { source, table, typed: &typed, root, faults: map.diagnostics, yaml, body })
    }

    /// The text of the file.
    pub(super) fn text(&self) -> &str {
        &self.source.text
    }

    /// The text below the facts.
    pub(super) fn below(&self) -> &str {
        &self.source.text[self.body..]
    }

    /// Bytes of what is read, in the file.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let mut place = Place::span(&self.source.file, range.clone());
        self.typed.back(&mut place);
        place.span.map_or(0..0, |(start, end)| start..end.max(start))
    }

    /// The line of a byte of what is read, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.source.line_column(self.range(&(at..at)).start).0
    }

    /// A refusal that leads to a value.
    pub(super) fn refusal(&self, why: Why, at: &[usize]) -> Refusal {
        let place = self.own_place(at).or_else(|| node_at(&self.root, at).map(|node| &node.place));
        Refusal { why, line: place.map(|place| self.line(place.start)) }
    }

    /// The key in front of a value, where it has one.
    fn own_place(&self, at: &[usize]) -> Option<&Range<usize>> {
        self.entry(at).map(|entry| &entry.key.place)
    }

    /// The entry whose value stands at a path.
    pub(super) fn entry(&self, at: &[usize]) -> Option<&Entry<'f>> {
        let (index, parent) = at.split_last()?;
        match &node_at(&self.root, parent)?.value {
            Value::Map(map) => map.get(*index),
            Value::Null | Value::Scalar(_) | Value::List(_) => None,
        }
    }

    /// How many slips were seen through.
    pub(super) fn slips(&self) -> usize {
        self.typed.count()
    }

    /// What cannot be read, without places.
    pub(super) fn unread(&self) -> Vec<(&'static str, &crate::locale::Message)> {
        self.faults.iter().map(|fault| (fault.rule, &fault.message)).collect()
    }

    /// Whether a value stands for others (`&` and `*`).
    pub(super) fn has_anchors(&self) -> bool {
        has_alias(&self.root)
    }

    /// What ends a line.
    pub(super) fn line_end(&self) -> &'static str {
        let first = self.text()[..self.yaml.end].split_inclusive('\n').next().unwrap_or_default();
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }
}

fn has_alias(node: &Node<'_>) -> bool {
    if node.raw.starts_with('*') && !node.place.is_empty() {
        return true;
    }
    match &node.value {
        Value::Null | Value::Scalar(_) => false,
        Value::List(list) => list.iter().any(has_alias),
        Value::Map(map) => map.iter().any(|entry| has_alias(&entry.value)),
    }
}
