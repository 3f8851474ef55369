//! Part of a line: where a fault stands in lines and columns, and the words round it.
//!
//! Entry points: [`Region::of`], [`Excerpt::of`], [`shown_name`]. Whoever shows a fault, on a
//! console or on a page, shows the same numbers and the same words.

use std::borrow::Cow;

/// Longest part of a line that is shown, in characters to either side of the fault: paragraphs of
/// a story are single lines of hundreds of characters.
const CONTEXT: usize = 24;

/// Part of one line. A value of several lines is shown by its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Line in the file, from 1.
    pub line: usize,
    /// Column of the first character, from 1, in characters (Unicode code points).
    pub column: usize,
    /// Column behind the last character.
    pub end_column: usize,
    /// The same as bytes of the file's text.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// The first byte of the line.
    pub line_start: usize,
    /// The byte behind the line, blanks at its end left out.
    pub line_end: usize,
}

impl Region {
    /// The first line of a byte range; `None` where the text has changed and it is gone.
    pub fn of(text: &str, (start, end): (usize, usize)) -> Option<Self> {
        let before = text.get(..start)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..)?;
        let line_end = start + rest.find('\n').unwrap_or(rest.len());
        let line_end = line_start + text[line_start..line_end].trim_end().len();
        let start = start.min(line_end);
        let end = (start..=end.min(line_end)).rev().find(|at| text.is_char_boundary(*at))?;
        let column = text[line_start..start].chars().count() + 1;
        Some(Self {
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            column,
            end_column: column + text[start..end].chars().count(),
            start,
            end,
            line_start,
            line_end,
        })
    }
}

/// The line of a fault, shortened around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'t> {
    /// What stands before the fault.
    pub head: Cow<'t, str>,
    /// The fault itself; empty where something is missing.
    pub fault: Cow<'t, str>,
    /// What stands behind it.
    pub tail: Cow<'t, str>,
}

impl<'t> Excerpt<'t> {
    /// The words of a region in its text.
    pub fn of(text: &'t str, region: &Region) -> Self {
        Self {
            head: shorten_head(&text[region.line_start..region.start]),
            fault: shorten_tail(&text[region.start..region.end], CONTEXT * 2),
            tail: shorten_tail(&text[region.end..region.line_end], CONTEXT),
        }
    }
}

/// The last characters of a text; spaces of an indentation count as few. A line with many faults may be as long as its file:
/// only what is shown is walked over.
fn shorten_head(text: &str) -> Cow<'_, str> {
    let mut last = text.char_indices().rev().map(|(at, _)| at);
    let kept = last.nth(CONTEXT - 1);
    match kept.filter(|_| last.nth(CONTEXT).is_some()) {
        Some(at) => format!("…{}", &text[at..]).into(),
        None => text.into(),
    }
}

fn shorten_tail(text: &str, max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(max) {
        Some((at, _)) => format!("{}…", &text[..at]).into(),
        None => text.into(),
    }
}

/// The name of a file. Characters that steer a terminal or turn the direction of writing would
/// make it look like another one.
pub fn shown_name(file: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    file.replace(steers, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, span: (usize, usize)) -> Option<(usize, usize, usize)> {
        Region::of(text, span).map(|region| (region.line, region.column, region.end_column))
    }

    #[test]
    fn a_head_of_more_than_twice_the_context_keeps_the_last_of_it() {
        for (length, kept) in [(0, 0), (47, 47), (48, 48), (49, 24), (300, 24)] {
            let text: String = "一二三".chars().cycle().take(length).collect();
            let shown = shorten_head(&text);
            let rest = shown.strip_prefix('…').unwrap_or(&shown);
            assert_eq!((rest.chars().count(), text.ends_with(rest)), (kept, true), "{length}");
        }
    }

    #[test]
    fn columns_count_characters_and_stay_in_the_line() {
        assert_eq!(numbers("一\r\n𠮷党b\r\n", (5, 12)), Some((2, 1, 3)));
        assert_eq!(numbers("一二\n三", (3, 10)), Some((1, 2, 3)));
        assert_eq!(numbers("a \n", (2, 2)), Some((1, 2, 2)));
        assert_eq!(numbers("一", (1, 2)), None);
        assert_eq!(numbers("", (9, 9)), None);
    }
}
