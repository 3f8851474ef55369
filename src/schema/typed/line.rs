//! One line: its indentation, the mark of a list, what follows.
//!
//! Entry points: [`Line::of`], [`item`].

use std::ops::Range;

use crate::schema::heading;

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes without the line end.
    pub whole: Range<usize>,
    /// Its text, blanks at both ends left out.
    pub content: Range<usize>,
    /// The column of its text, from 0: a Tab or a full-width blank counts two.
    pub column: usize,
}

impl Line {
    /// The line that begins at `start`.
    pub(super) fn of(text: &str, start: usize, end: usize) -> Self {
        let line = text[start..end].split('\n').next().unwrap_or_default();
        let line = line.trim_end_matches('\r');
        let rest = line.trim_start_matches(is_blank);
        let indent = line.len() - rest.len();
        let column = line[..indent].chars().map(width).sum();
        let content = start + indent..start + indent + rest.trim_end_matches(is_blank).len();
        Self { whole: start..start + line.len(), content, column }
    }

    /// The lines above byte `start`, where a line begins, from below.
    pub(super) fn above(text: &str, start: usize) -> impl Iterator<Item = Self> {
        let mut end = start;
        std::iter::from_fn(move || {
            end = end.checked_sub(1)?;
            let begin = text[..end].rfind('\n').map_or(0, |at| at + 1);
            let line = Self::of(text, begin, end);
            end = begin;
            Some(line)
        })
    }

    /// The bytes before its text.
    pub(super) fn indentation(&self) -> Range<usize> {
        self.whole.start..self.content.start
    }
}

/// Whether a character is seen as a blank.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\r' || matches!(c, '\u{FEFF}' | '\u{200B}')
}

fn width(c: char) -> usize {
    match c {
        '\u{FEFF}' | '\u{200B}' => 0,
        '\t' | '\u{3000}' => 2,
        _ => 1,
    }
}

/// Whether lines that part groups are drawn with a character.
fn is_drawn(c: char) -> bool {
    matches!(
        c,
        '=' | '＝'
            | '*'
            | '＊'
            | '-'
            | '—'
            | '－'
            | '–'
            | '─'
            | '━'
            | '_'
            | '＿'
            | '~'
            | '～'
            | '〜'
            | '…'
            | '。'
            | '.'
            | '·'
            | '•'
            | '★'
            | '☆'
            | '◆'
            | '◇'
            | '■'
            | '□'
            | '●'
            | '○'
            | '▲'
            | '△'
            | '+'
            | '＋'
            | '^'
    )
}

/// Whether a line is drawn and says nothing: `====`, `……`, `* * *`. `---` and `...` part documents.
pub(super) fn is_divider(content: &str) -> bool {
    content.starts_with(is_drawn)
        && content.chars().all(|c| is_drawn(c) || is_blank(c))
        && content.chars().nth(1).is_some()
        && !content.starts_with("- ")
        && !matches!(content, "---" | "...")
}

/// What marks an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Bytes of the mark and the blanks behind it.
    pub length: usize,
    /// Whether YAML knows the mark.
    pub is_plain: bool,
}

/// The mark of an item at the beginning of `content`. Marks other than `- ` count where a list `is_expected`.
pub(super) fn item(content: &str, is_expected: bool) -> Option<Item> {
    let behind = |mark: usize| {
        let rest = content[mark..].trim_start_matches(is_blank);
        content.len() - rest.len()
    };
    if content == "-" || content.starts_with("- ") {
        let length = behind(1);
        let is_plain = content[1..length].chars().all(|c| c == ' ');
        return Some(Item { length, is_plain });
    }
    if !is_expected || content.starts_with("--") {
        return None;
    }
    let first = content.chars().next()?;
    let length = match first {
        '-' | '－' | '—' | '–' | '·' | '•' | '●' | '※' | '◆' | '■' | '○' | '*' | '＊' | '+'
        | '➢' | '➤' | '►' | '▶' | '▪' | '√' | '✓' | '✔' | '☑' | '◦' | '‣' | '・' | '\u{F0B7}'
            if !content[first.len_utf8()..].starts_with(first) =>
        {
            Some(first.len_utf8())
        }
        '①'..='⑳' | '⑴'..='⒇' => Some(first.len_utf8()),
        _ if heading::is_picture(first) => {
            Some(content.len() - content.trim_start_matches(heading::is_picture).len())
        }
        _ => number(content),
    };
    length.map(|length| Item { length: behind(length), is_plain: false })
}

/// `1.`, `1、`, `（1）`, `一、`: a number of one or two figures and a mark that no quantity has.
fn number(content: &str) -> Option<usize> {
    let is_open = content.starts_with(['(', '（']);
    let rest = content.trim_start_matches(['(', '（']);
    let figures = "0123456789０１２３４５６７８９一二三四五六七八九十";
    let tail = rest.trim_start_matches(|c| figures.contains(c));
    let count = rest[..rest.len() - tail.len()].chars().count();
    let mark = tail.chars().next()?;
    let is_mark = if is_open { ")）".contains(mark) } else { ".、．)）".contains(mark) };
    let behind = &tail[mark.len_utf8()..];
    let is_decimal = behind.starts_with(|c: char| c.is_numeric()) && ".．".contains(mark);
    (1..=2)
        .contains(&count)
        .then(|| content.len() - behind.len())
        .filter(|_| is_mark && !is_decimal && !behind.is_empty())
}
