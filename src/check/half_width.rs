//! Which half-width marks in a line are slips, and what they should be.
//!
//! Entry point: [`mend`]. A mark is a slip where Han (or its quotes and brackets) stands on both
//! sides, or before it at the end of the line; also between Han and a Latin word, 40% or ……; a comma
//! also between Han and a number. So Latin words, times (12:30), decimals, thousands and ratios stay,
//! and so does what a person has to look at.

use std::ops::Range;

use crate::check::look::{Kind, Look};
use crate::check::slip;
use crate::claims::clause::is_han;

const NUMERALS: &str = "〇零一二三四五六七八九十百千";

/// Whether a character may be a slip.
pub(super) fn is_half(c: char) -> bool {
    matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | '(' | ')')
}

/// Adds the half-width marks of a line that are slips. Linear in the length of the line.
pub(super) fn mend(look: &mut Look<'_>) {
    let line = look.line;
    let addresses = addresses(line);
    let is_in_address = |at: usize| {
        let next = addresses.partition_point(|range| range.end <= at);
        addresses.get(next).is_some_and(|range| range.start <= at)
    };
    // An emoji that is written as a word is the mark of another system.
    let codes: Vec<_> =
        line.match_indices(':').filter_map(|(at, _)| slip::shortcode(line, at)).collect();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in line.char_indices().filter(|(_, c)| is_half(*c) || matches!(c, '（' | '）')) {
        if !look.is_text(at) || is_in_address(at) || codes.iter().any(|code| code.contains(&at)) {
            continue;
        }
        match c {
            '(' | '（' => open.push((at, c)),
            ')' | '）' => match (open.pop(), c) {
                (Some((start, '(')), ')') if look.is_aside(start, at) => {
                    look.add(start..start + 1, "（", Kind::Half);
                    look.add(at..at + 1, "）", Kind::Half);
                }
                (Some((start, '（')), ')')
                    if is_of_words(&line[start + 3..at]) && !look.is_behind_half(at) =>
                {
                    look.add(at..at + 1, "）", Kind::Bracket);
                }
                (Some((start, '(')), '）')
                    if is_of_words(&line[start + 1..at]) && !look.is_behind_half(start) =>
                {
                    look.add(start..start + 1, "（", Kind::Bracket);
                }
                _ => {}
            },
            _ => {
                if let Some((right, length)) = look.mark(at, c) {
                    look.add(at..at + length, right, Kind::Half);
                }
            }
        }
    }
}

/// Whether words stand between two brackets of different width, and no other bracket.
fn is_of_words(inside: &str) -> bool {
    inside.contains(char::is_alphanumeric) && !inside.contains(['(', ')', '（', '）'])
}

impl Look<'_> {
    /// Whether a half-width mark stands before byte `at`: what it should be goes by what stands behind it.
    fn is_behind_half(&self, at: usize) -> bool {
        self.before(at).is_some_and(is_half)
    }

    /// What should stand in the place of a mark, and the bytes that it takes: those of blanks behind it, as English has them,
    /// go with it.
    fn mark(&self, at: usize, c: char) -> Option<(&'static str, usize)> {
        let replacement = match c {
            ',' => "，",
            '.' => "。",
            ':' => "：",
            ';' => "；",
            '?' => "？",
            '!' => "！",
            _ => return None,
        };
        let before = self.before(at)?;
        let rest = &self.line[at + 1..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        // 标题: 甲 is a fact among facts.
        let next = rest[blanks..].chars().next().map(|c| self.as_mended(at + 1 + blanks, c));
        let is_spaced = blanks > 0 && c != ':' && closes(before) && next.is_some_and(opens);
        let length = if is_spaced { 1 + blanks } else { 1 };
        let after = self.after(at + length - 1);
        // 三:二 is a ratio.
        let is_number = c == ':'
            && NUMERALS.contains(before)
            && after.is_some_and(|after| NUMERALS.contains(after));
        // Inside a line a person has to look: 买买提.阿不都 is a name, 三.五 a number.
        let is_inner_stop =
            c == '.' && !is_spaced && after.is_some_and(|c| is_han(c) || c.is_ascii_alphabetic());
        let is_list_mark = ".,:".contains(c) && self.is_list_mark(at);
        let is_mended = self.is_between(at, c, (before, after))
            && !is_number
            && !is_inner_stop
            && !is_list_mark;
        is_mended.then_some((replacement, length))
    }

    /// Whether a mark stands in Chinese text, by what stands before and behind it.
    fn is_between(&self, at: usize, c: char, (before, after): (char, Option<char>)) -> bool {
        let is_comma = matches!(c, ',' | ';');
        let is_percent = is_percent(&self.line[..at]);
        let is_word = before.is_ascii_alphabetic();
        let Some(after) = after else {
            return closes(before) || (is_percent || is_word && c != ':') && self.touches_han(at);
        };
        let is_closed = is_end(after) || after == ')' && matches!(c, '!' | '?');
        if closes(before) {
            let is_word = after.is_ascii_alphabetic();
            return opens(after) || is_closed || is_word || is_comma && after.is_ascii_digit();
        }
        if is_percent {
            let is_next = is_comma && after.is_ascii_digit() && self.touches_han(at);
            return opens(after) || is_closed || is_next;
        }
        if is_word {
            // D:资料 is a place on a disk.
            let is_label = c != ':' || self.word(at).len() > 1;
            return is_label && (opens(after) || is_closed && self.touches_han(at));
        }
        is_comma && before.is_ascii_digit() && opens(after)
    }

    /// The Latin word or the number that ends before byte `at`.
    fn word(&self, at: usize) -> &str {
        let is_part = |c: char| c.is_ascii_alphanumeric() || ".-+%％‰*_~".contains(c);
        let text = &self.line[..at];
        &text[text.trim_end_matches(is_part).len()..]
    }

    /// Whether Han stands before the word that ends before byte `at`.
    fn touches_han(&self, at: usize) -> bool {
        self.before(at - self.word(at).len()).is_some_and(closes)
    }

    /// Whether `(` at `start` and `)` at `end` stand round Han, or next to it.
    fn is_aside(&self, start: usize, end: usize) -> bool {
        let inside = &self.line[start + 1..end];
        let last = self.before(end).filter(|_| !inside.is_empty());
        let first = self.after(start).filter(|_| !inside.is_empty());
        let (before, after) = (self.before(start), self.after(end));
        let is_mark = inside.chars().all(|c| NUMERALS.contains(c) || c.is_ascii_digit());
        let is_plain = inside.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == ' ');
        let is_behind = before.is_some_and(closes);
        let is_han_inside = first.is_some_and(opens) && last.is_some_and(closes);
        // 62%(含在读), MySQL(一种数据库)
        let is_behind_word = (is_percent(&self.line[..start])
            || before.is_some_and(|c| c.is_ascii_alphabetic()))
            && is_han_inside;
        let touches_han =
            is_behind || is_behind_word || (before.is_none() && after.is_some_and(opens));
        // 人工智能(AI)
        let is_letter = |c: char| is_behind && is_plain && c.is_ascii_alphabetic();
        let begins = first.is_some_and(|c| opens(c) || c.is_ascii_digit() || is_letter(c));
        let ends = last.is_some_and(|c| closes(c) || "！？。".contains(c) || is_letter(c))
            || is_percent(inside);
        let follows =
            after.is_none_or(|c| opens(c) || is_end(c) || ",.:;?!，。：；？！、".contains(c));
        touches_han && begins && ends && follows && !is_mark && self.is_text(start)
    }

    /// `一.` and `(一)` at the head of a line number what follows.
    fn is_list_mark(&self, at: usize) -> bool {
        let shown = self.line[..at].char_indices().filter(|(at, c)| self.is_shown(*at, *c));
        let head = shown.map(|(_, c)| c).skip_while(|c| " #>-*第(（".contains(*c));
        let head: Vec<char> = head.take(4).collect();
        head.len() <= 3 && head.iter().all(|c| NUMERALS.contains(*c))
    }
}

/// Addresses written out: from the scheme to a blank, a bracket or a Chinese mark.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let scheme = |c: char| c.is_ascii_alphanumeric();
    let ends = |c: char| c.is_whitespace() || "<>，。；！？、（）“”《》".contains(c);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut add = |at: usize| {
        if found.last().is_some_and(|last| last.contains(&at)) {
            return;
        }
        let start = line[..at].trim_end_matches(scheme).len();
        let end = line[at..].find(ends).map_or(line.len(), |length| at + length);
        found.push(start..end);
    };
    let mut places: Vec<usize> =
        line.match_indices("://").chain(line.match_indices("www.")).map(|(at, _)| at).collect();
    places.sort_unstable();
    places.into_iter().for_each(&mut add);
    found
}

/// Whether a number of hundredths ends here.
fn is_percent(text: &str) -> bool {
    let number = text.strip_suffix(['%', '％', '‰']);
    // In a file marks of emphasis may stand between: **40**%.
    let number = number.map(|number| number.trim_end_matches(['*', '_', '~']));
    number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a half-width mark behind `c` is a slip.
fn closes(c: char) -> bool {
    is_han(c) || is_end(c) || c == '…'
}

/// What closes a quotation or an aside.
fn is_end(c: char) -> bool {
    "”’》）】」』".contains(c)
}

/// Whether a half-width mark before `c` is a slip.
fn opens(c: char) -> bool {
    is_han(c) || "“‘《（【「『".contains(c)
}
