//! The words of a page that stand outside the part that was guessed to be its article: the way to it, who is responsible, the foot.
//!
//! Entry point: [`texts`]. They are told, so that an editor sees what a guess has left out.

use crate::import::page::elements::{is_block, is_silent};
use crate::import::page::tree::{Kind, Tree};
use crate::import::shape::blanks::tidy_text;

/// The most that is told, in characters; a portal has pages of links.
const MOST: usize = 2000;
/// The most that is told of one line, in characters.
const LONGEST: usize = 300;

/// What is told of the words outside an article.
pub(super) struct Told {
    /// Lines in order, each once. Of a long one its beginning alone: it may be the article, where the guess was wrong.
    pub(super) lines: Vec<String>,
    /// How many of them are longer than what is told.
    pub(super) cut: usize,
    /// How many more lines there are.
    pub(super) more: usize,
}

/// The lines outside an article, without those of `known`.
pub(super) fn texts(tree: &Tree, article: usize, known: &[&str]) -> Told {
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
fn told(lines: &[String], known: &[&str]) -> Told {
    let mut seen = std::collections::HashSet::new();
    let lines = lines.iter().map(|line| tidy_text(line));
    let lines: Vec<String> = lines
        .filter(|line| line.chars().any(char::is_alphanumeric) && !known.contains(&line.as_str()))
        .filter(|line| seen.insert(line.clone()))
        .collect();
    let is_told = chosen(&lines);
    let more = is_told.iter().filter(|one| !**one).count();
    let lines: Vec<String> = lines
        .into_iter()
        .zip(is_told)
        .filter(|(_, is_told)| *is_told)
        .map(|(line, _)| line)
        .collect();
    let cut = lines.iter().filter(|line| beginning(line).len() < line.len()).count();
    let shown = lines.into_iter().map(|line| {
        let beginning = beginning(&line);
        if beginning.len() < line.len() { format!("{beginning}……") } else { line }
    });
    Told { lines: shown.collect(), cut, more }
}

/// Which lines are told: sentences before links, so that the ways of a portal do not take the room of what was written.
fn chosen(lines: &[String]) -> Vec<bool> {
    let is_prose = |line: &str| line.contains(['。', '，', '；', '！', '？']);
    let (written, ways): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).partition(|at| is_prose(&lines[*at]));
    let mut is_told = vec![false; lines.len()];
    let mut length = 0;
    for at in written.into_iter().chain(ways) {
        length += beginning(&lines[at]).chars().count();
        if length > MOST {
            break;
        }
        is_told[at] = true;
    }
    is_told
}

/// As much of a line as is told.
fn beginning(line: &str) -> &str {
    line.char_indices().nth(LONGEST).map_or(line, |(end, _)| &line[..end])
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, told};

    #[test]
    fn what_was_written_is_told_before_the_ways_of_a_portal() {
        let mut lines: Vec<String> = (0..MOST).map(|nth| format!("栏目{nth}")).collect();
        lines.push("支部现有党员22名，平均年龄71岁。".to_owned());
        let told = told(&lines, &[]);
        assert_eq!(told.lines.last(), lines.last());
        assert_eq!(told.lines.len() + told.more, lines.len());
        assert!(told.lines.len() > 100 && told.more > 0 && told.cut == 0);
    }

    #[test]
    fn a_long_line_is_told_by_its_beginning() {
        let long = "甲".repeat(MOST + 1);
        let told = told(&[long, "责任编辑：示例甲".to_owned()], &[]);
        assert_eq!(told.lines, [&format!("{}……", "甲".repeat(LONGEST)), "责任编辑：示例甲"]);
        assert_eq!((told.cut, told.more), (1, 0));
    }
}
