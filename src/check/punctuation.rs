//! `punctuation`: Chinese text has Chinese punctuation.
//!
//! Why: half-width commas between Han characters look cramped and break lines wrongly; an open
//! quotation swallows the rest of the paragraph. Half-width marks are told once in a file with a
//! count, as `check --fix` mends them all. Code, addresses, numbers (12:30, 3.5) and Latin text
//! are left alone: a mark counts only between Han characters or Chinese punctuation.

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::prose::is_han;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::text("punctuation", Severity::Warning, check);

const HALF: &str = ",.:;?!()";
/// Marks that never stand twice.
const SINGLE: &str = "，、；：。";
const PAIRS: [(char, char); 2] = [('“', '”'), ('《', '》')];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let prose = text.prose().text();
    let mut found: Vec<Diagnostic> = half_width(text).into_iter().collect();
    for (range, message) in doubled(prose).into_iter().chain(unbalanced(prose)) {
        found.push(RULE.found(text.place(range), message));
    }
    found
}

/// A Han character or what stands between them.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '“' | '”' | '‘' | '’' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
}

fn half_width(text: &Text<'_>) -> Option<Diagnostic> {
    let prose = text.prose().text();
    let (mut first, mut count) = (None, 0);
    let mut before = '\n';
    let mut chars = prose.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_punctuation() && HALF.contains(c) {
            let next = chars.peek().map_or('\n', |(_, next)| *next);
            if is_between(before, c, next) {
                first.get_or_insert((at, c));
                count += 1;
                if c != '.' {
                    continue;
                }
            }
        }
        before = c;
    }
    let (at, mark) = first?;
    let message =
        Message::new("punctuation-half-width").text("mark", mark.to_string()).count("count", count);
    let fault = RULE.found(text.place(at..at + 1), message);
    Some(fault.with_help(Message::new("punctuation-half-width-help")))
}

/// Whether a half-width mark stands in Chinese text. Of two marks in a row the first lends the
/// second its neighbour; a comma may have a number on one side (2005年8月,2017年5月).
fn is_between(before: char, mark: char, next: char) -> bool {
    // A run of full stops is an ellipsis, and told as one.
    if mark == '.' && (before == '.' || next == '.') {
        return false;
    }
    let is_end = next == '\n' || HALF.contains(next);
    let is_comma = matches!(mark, ',' | ';');
    match (is_wide(before), is_wide(next)) {
        (true, true) => true,
        (true, false) => is_end || is_comma && next.is_ascii_digit(),
        (false, true) => is_comma && before.is_ascii_digit(),
        (false, false) => false,
    }
}

/// ，， and 。。。 and ... beside Han.
fn doubled(prose: &str) -> Vec<(Range<usize>, Message)> {
    let mut found = Vec::new();
    let mut run = (0, '\n');
    let ends = prose.char_indices().chain([(prose.len(), '\n')]);
    for (at, c) in ends {
        if c == run.1 && at > 0 {
            continue;
        }
        let (start, mark) = run;
        let length = (at - start) / mark.len_utf8();
        let is_ellipsis = mark == '.' && length >= 3 && prose[..start].ends_with(is_wide)
            || mark == '。' && length >= 3;
        if is_ellipsis {
            let message = Message::new("punctuation-ellipsis").text("marks", &prose[start..at]);
            found.push((start..at, message));
        } else if length >= 2 && SINGLE.contains(mark) {
            let message = Message::new("punctuation-doubled").text("marks", &prose[start..at]);
            found.push((start..at, message));
        }
        run = (at, c);
    }
    found
}

/// The first mark of each paragraph that has no partner. A quotation that runs on over several
/// paragraphs is opened anew in each and closed in the last.
fn unbalanced(prose: &str) -> Vec<(Range<usize>, Message)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in prose.split_inclusive('\n') {
        let next = &prose[start + line.len()..];
        for (open, close) in PAIRS {
            let Some(at) = lone_mark(line, open, close) else { continue };
            let mark = line[at..].chars().next().unwrap_or(open);
            let runs_on = mark == open && next.starts_with(open);
            if !runs_on {
                let message = Message::new("punctuation-unbalanced")
                    .text("mark", mark.to_string())
                    .text("pair", format!("{open}{close}"));
                found.push((start + at..start + at + mark.len_utf8(), message));
            }
        }
        start += line.len();
    }
    found
}

fn lone_mark(line: &str, open: char, close: char) -> Option<usize> {
    let mut opened = None;
    for (at, c) in line.char_indices() {
        if c == open {
            if opened.is_some() {
                // 《 in 《 is told by its own pair; “ in “ should have been ‘.
                return opened;
            }
            opened = Some(at);
        } else if c == close && opened.take().is_none() {
            return Some(at);
        }
    }
    opened
}
