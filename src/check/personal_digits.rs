//! Numbers as people write them: groups of digits, half-width or full-width, with blanks and dashes between.
//!
//! Entry points: [`next`], [`run`], [`groups`]. What a number means is a matter of [`super::personal_data`].

use std::ops::Range;

use crate::fullwidth::digit;
use crate::prefilter;

/// Marks that may stand between groups of one number.
pub(super) const SEPARATORS: &str =
    " -\u{3000}\u{A0}\u{2009}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}－";
/// The most of them in a row: a dash with blanks beside it.
const MOST_SEPARATORS: usize = 3;
/// The longest run of digit groups that is looked at.
const MOST_GROUPS: usize = 40;

/// A group of digits: its value with every digit half-width, and its bytes.
pub(super) struct Group {
    pub(super) digits: String,
    pub(super) range: Range<usize>,
}

/// Where the next digit begins, half-width or full-width. Nearly all characters are passed by their first byte: every file of
/// the site passes here as a whole.
pub(super) fn next(text: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let byte = *text.get(from)?;
        if byte.is_ascii_digit() || byte == 0xEF && digit_length(&text[from..]).is_some() {
            return Some(from);
        }
        from += match byte {
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xFF => 4,
            _ => 1,
        };
    }
}

/// The bytes of the digit that `text` begins with.
fn digit_length(text: &[u8]) -> Option<usize> {
    match text {
        [b'0'..=b'9', ..] => Some(1),
        // ０ to ９.
        [0xEF, 0xBC, 0x90..=0x99, ..] => Some(3),
        _ => None,
    }
}

/// The bytes of the separator that `text` begins with. Bytes are looked at, as in all of a text that has digits.
fn separator_length(text: &[u8]) -> Option<usize> {
    let is = |separator: char| text.starts_with(separator.encode_utf8(&mut [0; 4]).as_bytes());
    match text.first()? {
        b' ' | b'-' => Some(1),
        first => {
            let is_suspect = prefilter::passes(matches!(first, 0xC2 | 0xE2 | 0xE3 | 0xEF));
            SEPARATORS.chars().find(|one| is_suspect && is(*one)).map(char::len_utf8)
        }
    }
}

/// How many digits follow each other from byte `at` on, with separators between them or not, and
/// the byte behind the last.
pub(super) fn run(text: &[u8], mut at: usize) -> (usize, usize) {
    let (mut digits, mut end) = (0, at);
    loop {
        let rest = &text[at..];
        if let Some(length) = digit_length(rest) {
            digits += 1;
            at += length;
            end = at;
        } else if let Some(length) = separator_length(rest) {
            at += length;
        } else {
            // The last place of a resident ID may be an X.
            let has_x =
                matches!(rest, [b'x' | b'X', ..] | [0xEF, 0xBC, 0xB8, ..] | [0xEF, 0xBD, 0x98, ..]);
            return (digits + usize::from(has_x), end);
        }
    }
}

/// The groups of digits that `text` begins with; `offset` is where it stands. An X ends a number.
pub(super) fn groups(text: &str, offset: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // Separators since the last digit.
    let mut apart = 0;
    for (at, c) in text.char_indices() {
        let range = offset + at..offset + at + c.len_utf8();
        let is_x = matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ');
        match digit(c).or(is_x.then_some('X')) {
            Some(value) if apart > 0 || groups.is_empty() => {
                if groups.len() >= MOST_GROUPS || is_x && groups.is_empty() {
                    break;
                }
                groups.push(Group { digits: value.to_string(), range });
            }
            Some(value) => {
                let last = groups.last_mut().expect("it is not empty, said the arm above");
                last.digits.push(value);
                last.range.end = range.end;
            }
            None if SEPARATORS.contains(c) && apart < MOST_SEPARATORS => {
                apart += 1;
                continue;
            }
            None => break,
        }
        if is_x {
            break;
        }
        apart = 0;
    }
    groups
}

/// Whether the check digit of a card is right.
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let value = u32::from(byte.wrapping_sub(b'0'));
            let value = if at % 2 == 1 { value * 2 } else { value };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10) && !digits.contains('X')
}
