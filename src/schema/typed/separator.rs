//! What is typed between a key and its value in the place of a colon: 党员总数 = 26, 平均年龄——71岁, 党员总数为26名.
//!
//! Entry point: [`behind`].

use crate::schema::typed::line::is_blank;

/// What is drawn from a key to its value.
const ARROWS: [&str; 9] = ["=>", "->", "→", "⇒", "——", "--", "……", "...", "────"];
/// Marks that part a key from a number.
const MARKS: [char; 15] =
    ['-', '－', '—', '–', '─', '…', '·', '，', ',', '；', ';', '。', '|', '｜', '/'];
/// Words between a key and a number.
const WORDS: [&str; 8] = ["共有", "共计", "为", "是", "有", "达", "共", "计"];

/// What stands behind the separator that `rest` begins with: all of it where it begins with none. Before a number a mark or a
/// word is one as well, which before a text may be a part of it.
pub(super) fn behind(rest: &str, is_number: bool) -> &str {
    let mut rest = rest.trim_start_matches(is_equal);
    while let Some(arrow) = ARROWS.iter().find(|arrow| rest.starts_with(**arrow)) {
        let first = arrow.chars().next().unwrap_or(' ');
        rest = rest[arrow.len()..].trim_start_matches(|c| c == first || is_equal(c));
    }
    if !is_number {
        return rest;
    }
    rest = rest.trim_start_matches(|c| MARKS.contains(&c) || is_equal(c));
    let word = WORDS.iter().find_map(|word| rest.strip_prefix(word));
    word.map_or(rest, |rest| rest.trim_start_matches(is_equal))
}

fn is_equal(c: char) -> bool {
    is_blank(c) || matches!(c, '=' | '＝')
}
