//! Lines of front matter: where a key stands, and where its block ends.
//!
//! Entry points: [`find`], [`end_of`]. Lines are changed one by one, so that everything else stays as it was typed.

use crate::parse::profile::keys;
use crate::schema::{Field, fields};

/// The field of a path.
fn field(path: &str) -> Option<&'static Field> {
    let inner = fields(&keys::PROFILE).flat_map(Field::fields);
    fields(&keys::PROFILE).chain(inner).find(|field| field.path == path)
}

/// Where the key of a path stands, under any of its names: inside its group or at the top.
pub(super) fn find(lines: &[String], path: &str) -> Option<usize> {
    let field = field(path)?;
    let named = |line: &str, is_flat: bool| {
        let names: &[&str] = if is_flat { field.flat } else { field.aliases };
        is_key(line, names) || !is_flat && is_key(line, &[field.key()])
    };
    let inside = || {
        let (group, _) = path.split_once('.')?;
        let at = find(lines, group)?;
        let is_inner =
            |line: &str| line.starts_with([' ', '\t']) && named(line.trim_start(), false);
        (at + 1..end_of(lines, at)).find(|at| is_inner(&lines[*at]))
    };
    let is_inner = path.contains('.');
    let at_top =
        || lines.iter().position(|line| named(line, true) || !is_inner && named(line, false));
    inside().or_else(at_top)
}

fn is_key(line: &str, names: &[&str]) -> bool {
    line.split_once([':', '：'])
        .is_some_and(|(key, _)| names.contains(&key.trim_end().trim_start_matches('\u{feff}')))
}

/// Whether what belongs to a key stands on its line.
pub(super) fn is_inline(line: &str) -> bool {
    !written(line).is_empty()
}

/// What stands behind the key of a line, without a comment and quotes.
pub(super) fn written(line: &str) -> &str {
    let rest = line.split_once([':', '：']).map_or("", |(_, rest)| rest);
    rest.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\''])
}

/// Behind the last line of the block that the line `at` opens.
pub(super) fn end_of(lines: &[String], at: usize) -> usize {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = depth(&lines[at]);
    let is_inner = |line: &str| {
        let is_item = own == depth(line) && line.trim_start().starts_with("- ");
        line.trim().is_empty() || depth(line) > own || own == 0 && line.starts_with('#') || is_item
    };
    let inner = lines[at + 1..].iter().take_while(|line| is_inner(line)).count();
    // Empty lines and comments behind it belong to what follows.
    let is_of_next = |line: &&String| line.trim().is_empty() || line.starts_with('#');
    let behind = lines[at + 1..=at + inner].iter().rev().take_while(is_of_next).count();
    at + 1 + inner - behind
}
