//! Numbers of a list that do not follow each other: Markdown counts on from the first.
//!
//! Entry point: [`slips`].

use crate::check::slip::{Kind, Line, Slip};

/// A list that is open.
struct List {
    /// Blanks before its numbers.
    indentation: usize,
    last: u64,
    /// Whether every number so far is the same: some write 1. before each item and let the page count.
    is_same: bool,
}

/// The numbers that the page shows otherwise.
pub(super) fn slips(lines: &[Line<'_>]) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut open: Vec<List> = Vec::new();
    let mut is_behind_blank = true;
    for line in lines {
        if line.text.is_empty() {
            is_behind_blank = true;
            continue;
        }
        let indentation = line.at - line.start;
        if let Some((number, length)) = number(line.text) {
            open.retain(|list| list.indentation <= indentation + 1);
            match open.last_mut().filter(|list| list.indentation + 2 > indentation) {
                Some(list) => {
                    list.is_same &= number == list.last;
                    if number != list.last + 1 && !list.is_same {
                        let range = line.at..line.at + length;
                        found.push(Slip { range, put: None, kind: Kind::Number });
                    }
                    list.last = number;
                }
                None => open.push(List { indentation, last: number, is_same: true }),
            }
        } else if line.text.starts_with('#') || is_behind_blank && indentation < 2 {
            open.clear();
        }
        is_behind_blank = false;
    }
    found
}

/// The number of an item, and the bytes of the number.
pub(super) fn number(text: &str) -> Option<(u64, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text[digits..].strip_prefix(['.', ')'])?;
    let is_item = (1..=9).contains(&digits) && behind.starts_with([' ', '\t']);
    is_item.then(|| Some((text[..digits].parse().ok()?, digits))).flatten()
}
