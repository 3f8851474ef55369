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
    let lines: Vec<String> = lines.drain(..).map(beginning).collect();
    let is_told = chosen(&lines);
    let more = is_told.iter().filter(|one| !**one).count();
    let told = lines.into_iter().zip(is_told).filter(|(_, is_told)| *is_told);
    (told.map(|(line, _)| line).collect(), more)
}

/// Which lines are told: sentences before links, so that the ways of a portal do not take the room of what was written.
fn chosen(lines: &[String]) -> Vec<bool> {
    let is_prose = |line: &str| line.contains(['。', '，', '；', '！', '？']);
    let (written, ways): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).partition(|at| is_prose(&lines[*at]));
    let mut is_told = vec![false; lines.len()];
    let mut length = 0;
    for at in written.into_iter().chain(ways) {
        length += lines[at].chars().count();
        if length > MOST {
            break;
        }
        is_told[at] = true;
    }
    is_told
}

/// How a long line begins, and how long it is: it may be the article, where the guess was wrong.
fn beginning(line: String) -> String {
    let length = line.chars().count();
    if length <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST).collect();
    format!("{start}……（{length}字）")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, told};

    #[test]
    fn what_was_written_is_told_before_the_ways_of_a_portal() {
        let mut lines: Vec<String> = (0..MOST).map(|nth| format!("栏目{nth}")).collect();
        lines.push("支部现有党员22名，平均年龄71岁。".to_owned());
        let (texts, more) = told(&lines, &[]);
        assert_eq!(texts.last(), lines.last());
        assert_eq!(texts.len() + more, lines.len());
        assert!(texts.len() > 100 && more > 0);
    }

    #[test]
    fn a_long_line_is_told_by_its_beginning_and_its_length() {
        let long = "甲".repeat(MOST + 1);
        let (texts, more) = told(&[long, "责任编辑：示例甲".to_owned()], &[]);
        assert_eq!(texts[0], format!("{}……（{}字）", "甲".repeat(LONGEST), MOST + 1));
        assert_eq!((texts.len(), more), (2, 0));
    }
}
