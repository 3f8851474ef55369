//! Sets the value at one place: a text, or a list of texts item by item, so that only what differs is written.
//!
//! Entry points: [`set`] where something stands, [`new`] where nothing does, [`shown`] for what a form shows.

use std::borrow::Cow;

use crate::edit::change::Given;
use crate::edit::facts::Facts;
use crate::edit::refusal::{Refusal, Why};
use crate::edit::tree::{New, Op, node_at};
use crate::parse::body::is_joined;
use crate::parse::profile::list;
use crate::schema::{Field, Shape};
use crate::yaml::{Node, Style, Value};

/// A value for a place where nothing stands.
pub(super) fn new(given: &Given, field: &Field) -> New {
    match given {
        Given::Text(text) => New::Text(text.clone()),
        Given::Texts(texts) => match &texts[..] {
            // One name is a text of its own where it cannot be taken for several.
            [one] if !matches!(field.path, "tags" | "mechanisms" | "aliases") && is_one(one) => {
                New::Text(one.clone())
            }
            texts => New::Texts(texts.to_vec()),
        },
    }
}

fn is_one(text: &str) -> bool {
    list::parts(text, &list::MARKS) == [text]
}

/// What is to be changed so that `given` stands at a path.
pub(super) fn set(facts: &Facts<'_>, at: &[usize], given: &Given) -> Result<Vec<Op>, Refusal> {
    let node = node_at(&facts.root, at).ok_or_else(|| Refusal::new(Why::NoRow))?;
    if given.is_empty() {
        return Err(facts.refusal(Why::Empty, at));
    }
    let replace = |new: New| Ok(vec![Op::Replace { at: at.to_vec(), new }]);
    match (&node.value, given) {
        (Value::Null, Given::Text(text)) => replace(New::Text(text.clone())),
        (Value::Null, Given::Texts(texts)) => replace(New::Texts(texts.clone())),
        (Value::Scalar(old), Given::Text(text)) => {
            let is_same = old.trim() == text || shown(node) == *text;
            if is_same { Ok(Vec::new()) } else { replace(New::Text(text.clone())) }
        }
        (Value::Scalar(old), Given::Texts(texts)) => match joined(old, texts) {
            Some(text) if text == *old => Ok(Vec::new()),
            Some(text) => replace(New::Text(text)),
            None => replace(New::Texts(texts.clone())),
        },
        (Value::List(items), Given::Texts(texts)) => items_set(facts, at, items, texts),
        (Value::List(items), Given::Text(text)) if items.len() == 1 => {
            items_set(facts, at, items, std::slice::from_ref(text))
        }
        (Value::List(_) | Value::Map(_), _) => Err(facts.refusal(Why::Shape, at)),
    }
}

/// Names on one line, with the mark that parts those that stand there; `None` where they would not be read
/// as these.
fn joined(old: &str, texts: &[String]) -> Option<String> {
    let old_parts = list::parts(old, &list::MARKS);
    if old_parts == texts {
        return Some(old.to_owned());
    }
    let mark = old.chars().find(|c| list::MARKS.contains(c) && *c != '\n')?;
    let text = texts.join(&mark.to_string());
    let is_read = list::parts(&text, &list::MARKS) == texts;
    let are_names = texts.iter().all(|text| text.chars().count() > 1);
    (is_read && are_names && texts.len() > 1).then_some(text)
}

/// Sets the items of a list: those that are the same at both ends stay.
fn items_set(
    facts: &Facts<'_>,
    at: &[usize],
    items: &[Node<'_>],
    texts: &[String],
) -> Result<Vec<Op>, Refusal> {
    let mut old = Vec::new();
    for item in items {
        match &item.value {
            Value::Scalar(text) => old.push(text.as_ref()),
            Value::Null => old.push(""),
            Value::List(_) | Value::Map(_) => return Err(facts.refusal(Why::Shape, at)),
        }
    }
    let read: Vec<&str> = if items.len() == 1 || is_flow(facts, at) {
        old.iter().flat_map(|text| list::parts(text, &list::MARKS)).collect()
    } else {
        old.clone()
    };
    if old == texts || read == texts {
        return Ok(Vec::new());
    }
    let head = old.iter().zip(texts).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[head..], &texts[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| *old == *new).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut ops = Vec::new();
    let both = old.len().min(new.len());
    for (index, text) in new.iter().enumerate().take(both) {
        let at = [at, &[head + index]].concat();
        ops.push(Op::Replace { at, new: New::Text(text.clone()) });
    }
    for (index, text) in new.iter().enumerate().skip(both) {
        let new = New::Text(text.clone());
        ops.push(Op::Insert { at: at.to_vec(), index: head + index, key: None, new });
    }
    for _ in both..old.len() {
        ops.push(Op::Remove { at: at.to_vec(), index: head + both });
    }
    Ok(ops)
}

fn is_flow(facts: &Facts<'_>, at: &[usize]) -> bool {
    node_at(&facts.root, at).is_some_and(|node| node.style == Style::Flow)
}

/// A text as it is read: lines that YAML folds are joined without a blank between Han.
pub(super) fn shown<'n>(node: &'n Node<'_>) -> Cow<'n, str> {
    let Value::Scalar(text) = &node.value else { return Cow::Borrowed("") };
    let raw = node.raw.trim().trim_matches(['"', '\'']);
    let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.skip_while(|line| line.starts_with('>')).collect();
    if node.style == Style::Literal || lines.len() < 2 || lines.join(" ") != text.trim() {
        return Cow::Borrowed(text.trim());
    }
    let mut joined = String::with_capacity(text.len());
    for line in lines {
        if !joined.is_empty() && !is_joined(&joined, line) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}

/// Whether a field of this shape holds several texts.
pub(super) fn is_list(field: &Field) -> bool {
    matches!(field.shape, Shape::Texts)
}
