//! Bytes of a text, and lines and columns as the protocol counts them: from 0, columns in UTF-16.
//!
//! Entry points: [`of`], [`offset`], [`range`].

use std::ops::Range;

use lsp_types::{Position, TextEdit};

/// The position of a byte; of one inside a character, that of the character.
pub(super) fn of(text: &str, offset: usize) -> Position {
    let end = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column: usize = before[line_start..].chars().map(char::len_utf16).sum();
    Position::new(number(line), number(column))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The byte at a position; behind the end of a line, its end.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(position.line as usize).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end_matches(['\r', '\n']);
    let mut column = 0;
    for (at, c) in line.char_indices() {
        if column >= position.character {
            return before + at;
        }
        column += number(c.len_utf16());
    }
    before + line.len()
}

/// The one edit that makes `after` of `before`: what both begin and end with stays.
pub(super) fn difference(before: &str, after: &str) -> TextEdit {
    let pairs = before.char_indices().zip(after.chars());
    let start = pairs.take_while(|((_, a), b)| a == b).last();
    let start = start.map_or(0, |((at, c), _)| at + c.len_utf8());
    let rest = (&before[start..], &after[start..]);
    let pairs = rest.0.chars().rev().zip(rest.1.chars().rev());
    let same: usize = pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let end = before.len() - same;
    TextEdit::new(range(before, start..end), after[start..after.len() - same].to_owned())
}

/// The positions of a part of a text.
pub(super) fn range(text: &str, bytes: Range<usize>) -> lsp_types::Range {
    lsp_types::Range::new(of(text, bytes.start), of(text, bytes.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_in_utf16_and_go_back() {
        let text = "一𠮷b\r\n\n三";
        for (at, line, column) in
            [(0, 0, 0), (3, 0, 1), (7, 0, 3), (8, 0, 4), (10, 1, 0), (11, 2, 0), (14, 2, 1)]
        {
            assert_eq!(of(text, at), Position::new(line, column), "{at}");
            assert_eq!(offset(text, Position::new(line, column)), at);
        }
        assert_eq!(of(text, 5), Position::new(0, 1));
        assert_eq!(offset(text, Position::new(0, 99)), 8);
        assert_eq!(offset(text, Position::new(99, 0)), text.len());
    }
}
