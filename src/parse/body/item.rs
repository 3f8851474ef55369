//! The mark of an item of a list, as Markdown reads it.
//!
//! Entry points: [`item`] for its width, [`behind_marks`] for the words behind.

/// How many columns the mark of an item of a list takes, blanks behind it included.
pub(super) fn item(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = rest.as_bytes().get(digits)?;
    let is_mark = match digits {
        0 => b"-*+".contains(mark),
        1..=9 => b".)".contains(mark),
        _ => false,
    };
    let behind = rest.get(digits + 1..).filter(|_| is_mark)?;
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    (blanks > 0 && blanks < behind.len()).then_some(digits + 1 + blanks.min(4))
}

/// What stands behind the marks of items that a line begins with: `- 1. 甲`.
pub(super) fn behind_marks(rest: &str) -> &str {
    let mut words = rest;
    while item(words).is_some() {
        let mark = words.find([' ', '\t']).unwrap_or_default();
        words = words[mark..].trim_start_matches([' ', '\t']);
    }
    words
}
