//! Which half-width marks in a line are slips, and what they should be.
//!
//! Entry point: [`slips`], one answer for the rule `punctuation` and for `check --fix`: what the one
//! tells the other mends. A mark is a slip where Han (or its quotes and brackets) stands on both
//! sides, or before it at the end of the line; a comma also between Han and a number. So Latin words,
//! times (12:30), decimals, thousands and ratios stay, and so does what a person has to look at.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::claims::clause::is_han;

const NUMERALS: &str = "〇零一二三四五六七八九十百千";
/// What Markdown writes round a word; a mark beside it stands beside the word.
const MARKUP: [char; 3] = ['*', '_', '~'];

/// Whether a character may be a slip.
pub(super) fn is_half(c: char) -> bool {
    matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | '(' | ')')
}

/// The slips of a line, by byte, each with the mark that should stand there. `is_text` says whether
/// the byte is read as text. Linear in the length of the line.
pub fn slips(line: &str, is_text: &dyn Fn(usize) -> bool) -> Vec<(usize, &'static str)> {
    let mut look = Look { line, is_text, addresses: addresses(line), mended: BTreeMap::new() };
    let mut open = Vec::new();
    for (at, c) in line.char_indices().filter(|(_, c)| is_half(*c)) {
        if !is_text(at) || look.is_in_address(at) {
            continue;
        }
        match c {
            '(' => open.push(at),
            ')' => {
                if let Some(start) = open.pop().filter(|start| look.is_aside(*start, at)) {
                    look.mended.extend([(start, "（"), (at, "）")]);
                }
            }
            _ => look.mended.extend(look.mark(at, c).map(|mark| (at, mark))),
        }
    }
    look.mended.into_iter().collect()
}

struct Look<'l> {
    line: &'l str,
    is_text: &'l dyn Fn(usize) -> bool,
    addresses: Vec<Range<usize>>,
    /// What has been found so far: it stands beside what comes next.
    mended: BTreeMap<usize, &'static str>,
}

impl Look<'_> {
    fn is_in_address(&self, at: usize) -> bool {
        let next = self.addresses.partition_point(|range| range.end <= at);
        self.addresses.get(next).is_some_and(|range| range.start <= at)
    }

    /// The character before byte `at`, as it will be.
    fn before(&self, at: usize) -> Option<char> {
        let shown = |(at, c): &(usize, char)| self.is_shown(*at, *c);
        let (found, c) = self.line[..at].char_indices().rev().find(shown)?;
        Some(self.as_mended(found, c))
    }

    /// The character behind byte `at`.
    fn after(&self, at: usize) -> Option<char> {
        let mut behind = self.line[at + 1..].char_indices();
        behind.find(|(offset, c)| self.is_shown(at + 1 + offset, *c)).map(|(_, c)| c)
    }

    /// Whether a reader sees it: a star that makes a word bold is markup.
    fn is_shown(&self, at: usize, c: char) -> bool {
        !MARKUP.contains(&c) || (self.is_text)(at)
    }

    fn as_mended(&self, at: usize, c: char) -> char {
        self.mended.get(&at).and_then(|mark| mark.chars().next()).unwrap_or(c)
    }

    fn mark(&self, at: usize, c: char) -> Option<&'static str> {
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
        let after = self.after(at);
        let is_comma = matches!(c, ',' | ';');
        let is_digit = |c: char| c.is_ascii_digit();
        let is_between = match (closes(before), after) {
            (true, None) => true,
            (true, Some(after)) => opens(after) || is_comma && is_digit(after),
            (false, Some(after)) => is_comma && is_digit(before) && opens(after),
            (false, None) => false,
        };
        // 三:二 is a ratio.
        let is_number = c == ':'
            && NUMERALS.contains(before)
            && after.is_some_and(|after| NUMERALS.contains(after));
        // Inside a line a person has to look: 买买提.阿不都 is a name, 三.五 a number.
        let is_inner_stop = c == '.' && after.is_some_and(is_han);
        let is_list_mark = ".,:".contains(c) && self.is_list_mark(at);
        let is_mended = is_between && !is_number && !is_inner_stop && !is_list_mark;
        is_mended.then_some(replacement)
    }

    /// Whether `(` at `start` and `)` at `end` stand round Han, next to Han.
    fn is_aside(&self, start: usize, end: usize) -> bool {
        let inside = &self.line[start + 1..end];
        let last = self.before(end).filter(|_| !inside.is_empty());
        let first = self
            .after(start)
            .map(|c| if inside.starts_with(c) { self.as_mended(start + 1, c) } else { c });
        let (before, after) = (self.before(start), self.after(end));
        let is_mark = inside.chars().all(|c| NUMERALS.contains(c) || c.is_ascii_digit());
        let touches_han =
            before.is_some_and(closes) || (before.is_none() && after.is_some_and(opens));
        let begins = first.is_some_and(|c| opens(c) || c.is_ascii_digit());
        let ends = last.is_some_and(closes);
        let follows = after.is_none_or(|c| opens(c) || ",.:;?!，。：；？！、".contains(c));
        touches_han && begins && ends && follows && !is_mark && (self.is_text)(start)
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

/// Whether a half-width mark behind `c` is a slip.
fn closes(c: char) -> bool {
    is_han(c) || "”’》）】」』".contains(c)
}

/// Whether a half-width mark before `c` is a slip.
fn opens(c: char) -> bool {
    is_han(c) || "“‘《（【「『".contains(c)
}
