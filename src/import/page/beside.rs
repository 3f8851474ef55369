//! The words of a page that stand outside the part that was guessed to be its article: the way to it, who is responsible, the foot.
//!
//! Entry point: [`texts`]. They are told, so that an editor sees what a guess has left out.

use crate::import::page::elements::{is_block, is_silent};
use crate::import::page::tree::{Kind, Tree};
use crate::import::shape::blanks::tidy_text;

/// The most that is told, in characters; a portal has pages of links.
const MOST: usize = 2000;

/// The lines outside an article, in order, each once and without those of `known`; how many more there are.
pub(super) fn texts(tree: &Tree, article: usize, known: &[&str]) -> (Vec<String>, usize) {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut stack = vec![(0, false)];
    while let Some((node, is_left)) = stack.pop() {
        let name = tree.name(node);
        let ends_line = is_block(name) || matches!(name, "td" | "th" | "body" | "br");
        if ends_line {
            lines.push(std::mem::take(&mut line));
        }
        if is_left || node == article || is_silent(name) {
            continue;
        }
        if let Kind::Text(text) = tree.kind(node) {
            line.push_str(text);
        }
        stack.push((node, true));
        stack.extend(tree.children(node).iter().rev().map(|child| (*child, false)));
    }
    lines.push(line);
    told(&lines, known)
}

/// Lines that have words, each once, as many as are told.
fn told(lines: &[String], known: &[&str]) -> (Vec<String>, usize) {
    let mut seen = std::collections::HashSet::new();
    let lines = lines.iter().map(|line| tidy_text(line));
    let mut lines: Vec<String> = lines
        .filter(|line| line.chars().any(char::is_alphanumeric) && !known.contains(&line.as_str()))
        .filter(|line| seen.insert(line.clone()))
        .collect();
    let mut length = 0;
    let fits = lines.iter().take_while(|line| {
        length += line.chars().count();
        length <= MOST
    });
    let fits = fits.count();
    let more = lines.len() - fits;
    lines.truncate(fits);
    (lines, more)
}
