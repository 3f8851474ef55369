//! The marks of a text: every character that is neither Han nor a letter, a digit or a blank.
//!
//! Entry point: [`marks`]. Rules on punctuation look at one character in ten; the others are passed
//! by their first byte, once for all rules.

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
        let (length, may_be_mark) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' => (1, false),
            0x00..=0x7F => (1, true),
            0x80..=0xDF => (2, true),
            // U+4000 to U+9FFF: the ideographs.
            0xE4..=0xE9 => (3, false),
            0xE0..=0xEF => (3, true),
            0xF0..=0xFF => (4, false),
        };
        if may_be_mark {
            marks.extend(text[at..].chars().next().map(|mark| Mark { at, mark }));
        }
        at += length;
    }
    marks
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
