//! How much Markdown a text may hold.
//!
//! Entry point: [`excess`]. The parser keeps about a hundred bytes for each mark that could mean
//! something, and a tree of them for the whole text: a file of 4 MB of brackets took 398 MB of memory. Prose of the same length takes little, so marks are counted, not bytes.

/// The most marks of a text. A long story has some hundreds, a book of a thousand pages some ten
/// thousand.
pub(super) const MAX: usize = 100_000;

/// Where the first mark too many stands: an ASCII sign or the end of a line.
pub(super) fn excess(text: &str) -> Option<usize> {
    if text.len() <= MAX {
        return None;
    }
    let is_mark = |byte: u8| byte == b'\n' || byte.is_ascii_punctuation();
    text.bytes().enumerate().filter(|(_, byte)| is_mark(*byte)).map(|(at, _)| at).nth(MAX)
}
