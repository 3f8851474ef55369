//! The text below the facts, as a form sends it: lines that are the same keep their line ends.
//!
//! Entry points: [`body`] changes it, [`below`] gives it.

use crate::diagnostic::{Source, Split};
use crate::edit::refusal::{Refusal, Why};

/// The text of the file with another body, whose lines end with `\n`.
///
/// # Errors
/// A file without facts, and one whose facts would end elsewhere.
pub fn body(source: &Source, new: &str) -> Result<String, Refusal> {
    let absent = || Refusal { why: Why::NoFrontMatter, line: Some(1) };
    let Split::Found { yaml, body: at } = source.split() else { return Err(absent()) };
    let (head, old) = source.text.split_at(at);
    let new = new.replace("\r\n", "\n").replace('\r', "\n");
    let is_allowed = |c: char| !crate::diagnostic::odd::is_forbidden(c);
    if !new.chars().all(is_allowed) {
        return Err(Refusal::new(Why::Forbidden));
    }
    // The line of dashes may be the last of the file, and end with it.
    let needs_end = !new.is_empty() && !head.ends_with('\n');
    let line_end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let written = lines(old, &new, line_end);
    let text = [head, if needs_end { line_end } else { "" }, &written].concat();
    let changed = Source { text, ..source.clone() };
    match changed.split() {
        Split::Found { yaml: found, .. } if found == yaml => Ok(changed.text),
        Split::Found { .. } | Split::Absent | Split::Unclosed { .. } => {
            Err(Refusal::new(Why::Unproven))
        }
    }
}

/// The text below the facts; all of the text where there are none.
pub fn below(source: &Source) -> &str {
    match source.split() {
        Split::Found { body, .. } => &source.text[body..],
        Split::Absent | Split::Unclosed { .. } => &source.text,
    }
}

/// The new lines: those at both ends that are the old ones as they stand there, the others ended by `line_end`.
fn lines(old: &str, new: &str, line_end: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let plain = |line: &str| line.trim_end_matches('\n').trim_end_matches('\r').to_owned();
    let same = |(old, new): &(&&str, &&str)| {
        plain(old) == plain(new) && old.ends_with('\n') == new.ends_with('\n')
    };
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let middle = new_rest[..new_rest.len() - tail].iter().map(|line| {
        let end = if line.ends_with('\n') { line_end } else { "" };
        format!("{}{end}", line.trim_end_matches('\n'))
    });
    let middle: String = middle.collect();
    let (first, last) = (&old[..head], &old_rest[old_rest.len() - tail..]);
    [first.concat(), middle, last.concat()].concat()
}
