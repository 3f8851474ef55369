//! Where a fault stands, in lines and columns: the same numbers in every format.
//!
//! Entry points: [`Region::at`], [`shown_name`], [`uri`].

use std::sync::Arc;

use crate::build::Report;
use crate::diagnostic::Place;

/// Part of one line. A value of several lines is shown by its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// Line in the file, from 1.
    pub(super) line: usize,
    /// Column of the first character, from 1, in characters (Unicode code points).
    pub(super) column: usize,
    /// Column behind the last character.
    pub(super) end_column: usize,
    /// The same as bytes of the file's text.
    pub(super) start: usize,
    /// The byte behind the last one.
    pub(super) end: usize,
    /// The first byte of the line.
    pub(super) line_start: usize,
    /// The byte behind the line, blanks at its end left out.
    pub(super) line_end: usize,
}

impl Region {
    /// `None` where the fault is of the file as a whole, or the text has changed and it is gone.
    pub(super) fn at(place: &Place, report: &Report) -> Option<Self> {
        Self::of(&report.sources.get(&place.file)?.text, place.span?)
    }

    fn of(text: &str, (start, end): (usize, usize)) -> Option<Self> {
        let before = text.get(..start)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..)?;
        let line_end = start + rest.find('\n').unwrap_or(rest.len());
        let line_end = line_start + text[line_start..line_end].trim_end().len();
        let start = start.min(line_end);
        let end = (start..=end.min(line_end)).rev().find(|at| text.is_char_boundary(*at))?;
        let column = text[line_start..start].chars().count() + 1;
        Some(Self {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column,
            end_column: column + text[start..end].chars().count(),
            start,
            end,
            line_start,
            line_end,
        })
    }
}

/// The name of a file. Characters that steer a terminal or turn the direction of writing would
/// make it look like another one.
pub(super) fn shown_name(file: &Arc<str>) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    file.replace(steers, "\u{fffd}")
}

/// The name of a file as a relative URI: every byte but letters, digits, `-._~/` is encoded.
pub(super) fn uri(file: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    file.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, span: (usize, usize)) -> Option<(usize, usize, usize)> {
        Region::of(text, span).map(|region| (region.line, region.column, region.end_column))
    }

    #[test]
    fn columns_count_characters_and_stay_in_the_line() {
        assert_eq!(numbers("一\r\n𠮷党b\r\n", (5, 12)), Some((2, 1, 3)));
        assert_eq!(numbers("一二\n三", (3, 10)), Some((1, 2, 3)));
        assert_eq!(numbers("a \n", (2, 2)), Some((1, 2, 2)));
        assert_eq!(numbers("一", (1, 2)), None);
        assert_eq!(numbers("", (9, 9)), None);
    }

    #[test]
    fn names_are_encoded_byte_by_byte() {
        assert_eq!(uri("content/甲 b#.md"), "content/%E7%94%B2%20b%23.md");
    }
}
