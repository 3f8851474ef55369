//! The marks of a text: every character that is neither Han nor a letter, a digit or a blank.
//!
//! Entry point: [`marks`]. Rules on punctuation look at one character in ten; the others are passed
//! by their first byte, once for all rules.

use crate::prefilter;

/// A mark and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its byte offset.
    pub(super) at: usize,
    /// The mark; `'\n'` is one too.
    pub(super) mark: char,
}

impl Mark {
    /// The byte behind it.
    pub(super) fn end(self) -> usize {
        self.at + self.mark.len_utf8()
    }
}

/// The marks of `text` in order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::with_capacity(bytes.len() / 24);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !prefilter::passes(BEGINS[usize::from(*byte)]) {
            // An ideograph, or a letter, a digit, a blank.
            at += if *byte < 0x80 { 1 } else { 3 };
            continue;
        }
        let Some(mark) = text[at..].chars().next() else { break };
        marks.push(Mark { at, mark });
        at += mark.len_utf8();
    }
    marks
}

/// Whether a mark may begin with a byte: ideographs, of three bytes, begin with E4 to E9.
static BEGINS: [bool; 256] = begins();

const fn begins() -> [bool; 256] {
    let mut begins = [false; 256];
    let mut byte = 0u8;
    loop {
        begins[byte as usize] = match byte {
            b' ' => false,
            0x00..=0x7F => !byte.is_ascii_alphanumeric(),
            0xC0..=0xE3 | 0xEA..=0xEF => true,
            _ => false,
        };
        if byte == u8::MAX {
            return begins;
        }
        byte += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_stand_where_they_stand() {
        let text = "甲，𠮷b 3.5—é“〇”\n";
        let found: Vec<_> = marks(text).into_iter().collect();
        for one in &found {
            assert!(text[one.at..one.end()].starts_with(one.mark));
        }
        let shown: String = found.iter().map(|one| one.mark).collect();
        assert_eq!(shown, "，.—é“〇”\n");
    }
}
