//! Questions of `import` that stand as comments: `# 待确认: …`.
//!
//! Entry points: [`comments`] lists them, [`removal`] takes one away.

use crate::diagnostic::{Source, Split};
use crate::edit::facts::Facts;
use crate::edit::refusal::{Refusal, Why};
use crate::edit::splice::{Splice, next_line};
use crate::schema::Fields;
use crate::yaml::{Entry, Node, Value};

/// A comment that asks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its line of the file, from 1.
    pub line: usize,
    /// As it stands, from its `#` on.
    pub text: String,
    /// The fact in front of whose key it stands, or the group that it stands in.
    pub path: Option<&'static str>,
}

/// The comments between the facts that hold `mark`, outside of every value.
pub fn comments(source: &Source, table: Fields, mark: &str) -> Vec<Comment> {
    let Split::Found { yaml, .. } = source.split() else { return Vec::new() };
    if !source.text[yaml].contains(mark) {
        return Vec::new();
    }
    let listed = Facts::read(source, table, |facts| Ok(listed(facts, mark)));
    listed.unwrap_or_default()
}

fn listed(facts: &Facts<'_>, mark: &str) -> Vec<Comment> {
    let text = facts.text();
    let mut found = Vec::new();
    let mut at = facts.yaml.start;
    while at < facts.yaml.end {
        let end = next_line(text, at);
        let line = text[at..end].trim_end();
        if let Some(hash) = hash_of(line)
            && line[hash..].contains(mark)
            && !is_in_text(facts, &facts.root, at + hash)
        {
            let path = path_behind(facts, at + hash);
            let (line_number, _) = facts.source.line_column(at);
            found.push(Comment { line: line_number, text: line[hash..].to_owned(), path });
        }
        at = end;
    }
    found
}

/// Where a comment begins: a `#` at the beginning of the line or behind a blank.
fn hash_of(line: &str) -> Option<usize> {
    let mut hashes = line.match_indices('#').map(|(at, _)| at);
    hashes.find(|at| line[..*at].is_empty() || line[..*at].ends_with([' ', '\t']))
}

/// Whether a byte of the file belongs to a value.
fn is_in_text(facts: &Facts<'_>, node: &Node<'_>, at: usize) -> bool {
    match &node.value {
        Value::Null | Value::Scalar(_) => {
            let range = facts.range(&node.place);
            range.contains(&at)
        }
        Value::List(list) => list.iter().any(|item| is_in_text(facts, item, at)),
        Value::Map(map) => map.iter().any(|entry| {
            facts.range(&entry.key.place).contains(&at) || is_in_text(facts, &entry.value, at)
        }),
    }
}

/// The fact of the first key behind a byte; of a question that stands at the end of a group, the group.
fn path_behind(facts: &Facts<'_>, at: usize) -> Option<&'static str> {
    let mut best: Option<(usize, &'static str)> = None;
    let mut look = |entry: &Entry<'_>, table: Fields, is_top: bool| {
        let start = facts.range(&entry.key.place).start;
        let field = crate::schema::find(table, &entry.key.text, is_top);
        if let Some(field) = field.filter(|_| start > at)
            && best.is_none_or(|(known, _)| start < known)
        {
            best = Some((start, field.path));
        }
    };
    for entry in crate::edit::find::top(facts) {
        look(entry, facts.table, true);
        let field = crate::schema::find(facts.table, &entry.key.text, true);
        if let (Some(field), Value::Map(inner)) = (field, &entry.value.value) {
            for entry in inner {
                look(entry, field.table(), false);
            }
        }
    }
    best.map(|(_, path)| path)
}

/// Takes the comment at this line away, with its line where it stands alone on it. Lines may have moved since:
/// one that reads the same elsewhere is meant.
pub(super) fn removal(facts: &Facts<'_>, line: usize, comment: &str) -> Result<Splice, Refusal> {
    let absent = || Refusal { why: Why::NoComment, line: Some(line) };
    if !comment.starts_with('#') {
        return Err(absent());
    }
    let text = facts.text();
    let (mut at, mut number) = (facts.yaml.start, facts.source.line_column(facts.yaml.start).0);
    let mut best: Option<(usize, Splice)> = None;
    while at < facts.yaml.end {
        let end = next_line(text, at);
        let content = text[at..end].trim_end();
        if let Some(before) = content.strip_suffix(comment)
            && (before.is_empty() || before.ends_with([' ', '\t']))
        {
            let kept = before.trim_end().len();
            let range = if kept == 0 { at..end } else { at + kept..at + content.len() };
            let away = number.abs_diff(line);
            if best.as_ref().is_none_or(|(known, _)| away < *known) {
                best = Some((away, Splice { range, text: String::new() }));
            }
        }
        (at, number) = (end, number + 1);
    }
    best.map(|(_, splice)| splice).ok_or_else(absent)
}
