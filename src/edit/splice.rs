//! The bytes that an operation puts in place of others.
//!
//! Entry point: [`Splice::of`], which gives the ways to write one operation, the best first: which of them says
//! exactly what is asked for, the proof tells. Lines, marks and comments round the place stay as they are.

use std::ops::Range;

use crate::edit::facts::Facts;
use crate::edit::refusal::{Refusal, Why};
use crate::edit::tree::{New, Op, node_at, turn};
use crate::edit::write::{Hand, Quotes, in_turn};
use crate::yaml::{Node, Style, Value};

/// A text in place of bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// A value of a list or map with the bytes that are its own: from its key, or its dash, to its end.
struct Child {
    own: Range<usize>,
    /// Where its key or value begins, behind a dash.
    start: usize,
}

impl Splice {
    /// The ways to write an operation.
    pub(super) fn of(facts: &Facts<'_>, op: &Op) -> Result<Vec<Self>, Refusal> {
        match op {
            Op::Replace { at, new } => replace(facts, at, new),
            Op::Name { at, index, key } => name(facts, (at, *index), key),
            Op::Insert { at, index, key, new } => {
                insert(facts, (at, *index), (key.as_deref(), new))
            }
            Op::Remove { at, index } => remove(facts, at, *index),
            Op::Move { at, from, to } => shift(facts, at, *from, *to).map(|one| vec![one]),
        }
    }
}

/// A container, or a refusal that leads to it.
fn container<'n, 'f>(facts: &'n Facts<'f>, at: &[usize]) -> Result<&'n Node<'f>, Refusal> {
    node_at(&facts.root, at).ok_or_else(|| Refusal::new(Why::NoRow))
}

fn is_in_flow(facts: &Facts<'_>, at: &[usize]) -> bool {
    let around = (0..=at.len()).filter_map(|length| node_at(&facts.root, &at[..length]));
    around.into_iter().any(|node| node.style == Style::Flow)
}

fn replace(facts: &Facts<'_>, at: &[usize], new: &New) -> Result<Vec<Splice>, Refusal> {
    let node = container(facts, at)?;
    let parent = &at[..at.len().saturating_sub(1)];
    let entry = facts.entry(at);
    let start = entry.map_or(node.place.start, |entry| entry.key.place.start);
    let indent = column(facts.text(), facts.range(&(start..start)).start);
    let is_flow = is_in_flow(facts, parent);
    let has_lines = !is_flow && matches!(new, New::Items(_) | New::Keys(_));
    let range = if node.place.is_empty() {
        let Some(entry) = entry else { return Err(facts.refusal(Why::Shape, at)) };
        let colon = behind_colon(facts.text(), facts.range(&entry.key.place).end)
            .ok_or_else(|| facts.refusal(Why::Broken, at))?;
        // Lines of its own begin behind the comment of the key.
        let from = if has_lines { end_of_line(facts.text(), colon) } else { colon };
        from..from
    } else {
        let range = facts.range(&node.place);
        let blanks = facts.text()[..range.start].trim_end_matches(' ').len();
        if has_lines { blanks..range.end } else { range }
    };
    let is_new = node.place.is_empty();
    let (step, line_end) = (step(facts), facts.line_end());
    let write = |quotes: &Quotes| {
        let step = inner_step(node, &indent).unwrap_or_else(|| step.clone());
        let hand = Hand { quotes: *quotes, is_flow, indent: &indent, step: &step, line_end };
        let text = if is_new { hand.behind_key(new) } else { hand.value(new) };
        Splice { range: range.clone(), text: with_mark(node, text) }
    };
    Ok(in_turn(node.style).iter().map(write).collect())
}

/// How much further in the lines of a block stand than its key.
fn inner_step(node: &Node<'_>, indent: &str) -> Option<String> {
    let is_block = matches!(node.style, Style::Literal | Style::Folded);
    let line = node.raw.lines().skip(1).find(|line| !line.trim().is_empty());
    let line = line.filter(|_| is_block)?;
    let blanks = &line[..line.len() - line.trim_start_matches(' ').len()];
    blanks.strip_prefix(indent).filter(|step| !step.is_empty()).map(str::to_owned)
}

/// A block keeps what stands on its first line: `>-`, or a comment.
fn with_mark(node: &Node<'_>, text: String) -> String {
    let old = node.raw.lines().next().unwrap_or_default();
    let is_simple =
        !old.split('#').next().unwrap_or_default().contains(|c: char| c.is_ascii_digit());
    let lines = text.lines().count();
    let keeps = match node.style {
        Style::Literal => true,
        Style::Folded => lines == 2,
        Style::Plain | Style::SingleQuoted | Style::DoubleQuoted | Style::Block | Style::Flow => {
            false
        }
    };
    match text.strip_prefix('|') {
        Some(rest) if keeps && is_simple && rest.starts_with(['\r', '\n']) => {
            format!("{old}{rest}")
        }
        _ => text,
    }
}

fn name(
    facts: &Facts<'_>,
    (at, index): (&[usize], usize),
    key: &str,
) -> Result<Vec<Splice>, Refusal> {
    let Value::Map(map) = &container(facts, at)?.value else {
        return Err(facts.refusal(Why::Shape, at));
    };
    let Some(entry) = map.get(index) else { return Err(Refusal::new(Why::NoRow)) };
    let is_flow = is_in_flow(facts, at);
    let range = facts.range(&entry.key.place);
    let ways = in_turn(entry.key.style).iter().map(|quotes| {
        let hand = Hand { quotes: *quotes, is_flow, indent: "", step: "", line_end: "\n" };
        Splice { range: range.clone(), text: hand.key(key) }
    });
    Ok(ways.collect())
}

fn insert(
    facts: &Facts<'_>,
    (at, index): (&[usize], usize),
    (key, new): (Option<&str>, &New),
) -> Result<Vec<Splice>, Refusal> {
    let node = container(facts, at)?;
    let children = children(facts, node);
    let is_flow = is_in_flow(facts, at);
    let text = facts.text();
    let indent = if is_flow { String::new() } else { indent(facts, &children) };
    let (step, line_end) = (step(facts), facts.line_end());
    let mut ways = Vec::new();
    for quotes in in_turn(Style::Plain) {
        let hand = Hand { quotes: *quotes, is_flow, indent: &indent, step: &step, line_end };
        let written = match key {
            Some(key) => format!("{}:{}", hand.key(key), hand.behind_key(new)),
            None if is_flow => hand.value(new),
            None => format!("- {}", hand.value(new)),
        };
        let before = index.checked_sub(1).and_then(|index| children.get(index));
        let (at, text) = match (before, children.first(), is_flow) {
            (Some(before), _, true) => (before.own.end, format!(", {written}")),
            (None, Some(first), true) => (first.own.start, format!("{written}, ")),
            (None, None, true) => (facts.range(&node.place).start + 1, written),
            (Some(before), _, false) => {
                (end_of_line(text, before.own.end), format!("{line_end}{indent}{written}"))
            }
            (None, Some(first), false) => (first.own.start, format!("{written}{line_end}{indent}")),
            (None, None, false) => (facts.yaml.end, format!("{written}{line_end}")),
        };
        ways.push(Splice { range: at..at, text });
    }
    Ok(ways)
}

fn remove(facts: &Facts<'_>, at: &[usize], index: usize) -> Result<Vec<Splice>, Refusal> {
    let node = container(facts, at)?;
    let children = children(facts, node);
    let Some(child) = children.get(index) else { return Err(Refusal::new(Why::NoRow)) };
    let text = facts.text();
    let cut = |range: Range<usize>| Splice { range, text: String::new() };
    let next = children.get(index + 1);
    if is_in_flow(facts, at) {
        let before = index.checked_sub(1).and_then(|index| children.get(index));
        return Ok(vec![cut(match (before, next) {
            (Some(before), _) => before.own.end..child.own.end,
            (None, Some(next)) => child.own.start..next.own.start,
            (None, None) => child.own.clone(),
        })]);
    }
    let line = start_of_line(text, child.own.start);
    let end = end_of_line(text, child.own.end);
    if text[line..child.own.start].trim().is_empty() {
        return Ok(vec![cut(line..next_line(text, end))]);
    }
    // It stands on the line of a dash, which stays.
    let to_next = next.map(|next| child.own.start..next.own.start);
    let to_next = to_next.filter(|range| text[end..range.end].trim().is_empty());
    Ok(to_next.into_iter().map(cut).chain([cut(child.own.start..end)]).collect())
}

fn shift(facts: &Facts<'_>, at: &[usize], from: usize, to: usize) -> Result<Splice, Refusal> {
    let children = children(facts, container(facts, at)?);
    let (low, high) = (from.min(to), from.max(to));
    if high >= children.len() {
        return Err(Refusal::new(Why::NoRow));
    }
    let (text, is_flow) = (facts.text(), is_in_flow(facts, at));
    // With the comment behind it, which is its own.
    let end = |child: &Child| {
        if is_flow { child.own.end } else { end_of_line(text, child.own.end) }
    };
    let part = &children[low..=high];
    let mut own: Vec<&str> = part.iter().map(|child| &text[child.start..end(child)]).collect();
    turn(&mut own, from < to);
    let mut moved = String::new();
    for (at, one) in own.iter().enumerate() {
        moved.push_str(one);
        if let Some(next) = part.get(at + 1) {
            moved.push_str(&text[end(&part[at])..next.start]);
        }
    }
    Ok(Splice { range: children[low].start..end(&children[high]), text: moved })
}

/// The values of a list or map with their bytes in the file.
fn children(facts: &Facts<'_>, node: &Node<'_>) -> Vec<Child> {
    let text = facts.text();
    let is_flow = node.style == Style::Flow;
    match &node.value {
        Value::Null | Value::Scalar(_) => Vec::new(),
        Value::List(list) => list
            .iter()
            .map(|item| {
                let range = facts.range(&item.place);
                let blanks = text[..range.start].trim_end_matches([' ', '\n', '\r']);
                let dash =
                    if is_flow || !blanks.ends_with('-') { range.start } else { blanks.len() - 1 };
                Child { own: dash..range.end, start: range.start }
            })
            .collect(),
        Value::Map(map) => map
            .iter()
            .map(|entry| {
                let key = facts.range(&entry.key.place);
                let value = &entry.value.place;
                let end = if value.is_empty() { key.end } else { facts.range(value).end };
                let end = if value.is_empty() {
                    behind_colon(text, key.end).unwrap_or(end)
                } else {
                    end.max(key.end)
                };
                Child { own: key.start..end, start: key.start }
            })
            .collect(),
    }
}

/// What stands in front of the values of a block on their lines.
fn indent(facts: &Facts<'_>, children: &[Child]) -> String {
    let text = facts.text();
    let mut all =
        children.iter().map(|child| &text[start_of_line(text, child.own.start)..child.own.start]);
    let clean = all.clone().find(|before| before.trim().is_empty());
    let first = all.next().unwrap_or_default();
    clean.map_or_else(|| blanks(first), str::to_owned)
}

/// As many blanks as stand in front of a byte on its line, or characters that are none.
fn column(text: &str, at: usize) -> String {
    let before = &text[start_of_line(text, at)..at];
    if before.trim().is_empty() { before.to_owned() } else { blanks(before) }
}

fn blanks(before: &str) -> String {
    " ".repeat(before.chars().count())
}

/// How much further in the first block inside another begins.
fn step(facts: &Facts<'_>) -> String {
    let Value::Map(map) = &facts.root.value else { return "  ".to_owned() };
    let inner = map.iter().find_map(|entry| {
        let Node { value: Value::Map(map), style: Style::Block, .. } = &entry.value else {
            return None;
        };
        map.first().map(|entry| column(facts.text(), facts.range(&entry.key.place).start))
    });
    inner.filter(|step| !step.is_empty()).unwrap_or_else(|| "  ".to_owned())
}

/// The byte behind the colon of a key that ends at `at`.
fn behind_colon(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_start_matches(' ');
    let colon = text.len() - rest.len();
    rest.chars().next().filter(|c| [':', '：'].contains(c)).map(|c| colon + c.len_utf8())
}

pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The end of a line without its line break.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Behind the line break that begins at `end`.
pub(super) fn next_line(text: &str, end: usize) -> usize {
    text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1)
}
