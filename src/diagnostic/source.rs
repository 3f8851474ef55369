//! The text of one file, decoded, with its front matter told from its body.
//!
//! Entry point: [`Source::decode`]. It keeps every byte offset of the decoded text, so that a
//! place found anywhere later can be shown. It does not read files and does not know YAML.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr_iter};

/// How a file was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark: what a site is written in.
    Utf8,
    /// GBK or its superset GB 18030: what old Windows editors write.
    Gbk,
    /// UTF-16 in either order: what Notepad once called Unicode.
    Utf16,
    /// None of them: shown with replacement characters.
    Unknown,
}

/// The text of one file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the site's root, `/` between components.
    pub file: Arc<str>,
    /// The decoded text without byte order mark.
    pub text: String,
    /// How it was stored.
    pub encoding: Encoding,
}

impl Source {
    /// Decodes a file's bytes.
    pub fn decode(file: Arc<str>, bytes: &[u8]) -> Self {
        let (mut text, encoding) = decode(bytes);
        // The line ends of old Macs; every byte keeps its place.
        if memchr(b'\n', text.as_bytes()).is_none() && text.contains('\r') {
            text = text.replace('\r', "\n");
        }
        Self { file, text, encoding }
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    /// An offset beyond the text is its end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = memchr_iter(b'\n', before.as_bytes()).count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// Of two ways to write the same facts the one in the words of this file, for a message to show.
    pub fn spoken(&self, chinese: &'static str, english: &'static str) -> &'static str {
        let facts = match self.split() {
            Split::Found { yaml, .. } => &self.text[yaml],
            Split::Absent | Split::Unclosed { .. } => &self.text,
        };
        let is_english = |line: &str| {
            line.trim_start().split_once(':').is_some_and(|(key, _)| {
                !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            })
        };
        if facts.lines().any(is_english) { english } else { chinese }
    }

    /// Splits into front matter and body. Blank lines may come before it, its marks may be typed as other
    /// dashes, and the first may be missing where nothing but entries stands before the second.
    pub fn split(&self) -> Split {
        let text = &self.text;
        let mut first = line_at(text, 0);
        while text[first.clone()].trim().is_empty() && first.end < text.len() {
            first = line_at(text, next_line(text, first.end));
        }
        let is_open = is_fence(&text[first.clone()]);
        let start = if is_open { next_line(text, first.end) } else { first.start };
        let mut at = start;
        let mut entries = 0;
        while at < text.len() {
            let line = line_at(text, at);
            let content = &text[line.clone()];
            if is_fence(content) && (is_open || entries > 1) {
                return Split::Found { yaml: start..at, body: next_line(text, line.end) };
            }
            if !is_open && !is_of_entry(content) {
                return Split::Absent;
            }
            entries += usize::from(content.contains([':', '：']));
            at = next_line(text, line.end);
        }
        if is_open { Split::Unclosed { start } } else { Split::Absent }
    }
}

/// Whether a line is `---`, or dashes that are seen as it.
fn is_fence(line: &str) -> bool {
    let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
    // Every line is asked: most are not, by their first character.
    let is_dash = |c| {
        matches!(c, '-' | '—' | '–' | '－' | '─' | '━' | '﹣' | '−' | '‐' | '‑' | 'ー' | 'ｰ' | ' ')
    };
    line.starts_with(|c| is_dash(c) && c != ' ')
        && line.chars().all(is_dash)
        && line.chars().filter(|c| *c != ' ').count() > 1
}

/// Whether a line can be one of an entry: a short key with its colon, or further in, or an item.
fn is_of_entry(line: &str) -> bool {
    if line.trim().is_empty() || line.starts_with([' ', '\t', '\u{3000}', '-', '#']) {
        return !line.starts_with("# ") && !line.starts_with("##");
    }
    let key = line.split([':', '：']).next().unwrap_or_default().trim_end();
    key.len() < line.trim_end().len()
        && key.chars().count() <= 12
        && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Where front matter and body lie, as byte offsets of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// The file does not begin with `---`.
    Absent,
    /// A `---` opens the front matter and none closes it.
    Unclosed {
        /// Where the front matter begins.
        start: usize,
    },
    /// Both marks are there.
    Found {
        /// The lines between the marks.
        yaml: Range<usize>,
        /// Where the body begins.
        body: usize,
    },
}

fn line_at(text: &str, start: usize) -> Range<usize> {
    memchr(b'\n', &text.as_bytes()[start..]).map_or(start..text.len(), |at| start..start + at)
}

fn next_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

fn decode(bytes: &[u8]) -> (String, Encoding) {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let decoder = if bytes[0] == 0xFF { UTF_16LE } else { UTF_16BE };
        return (decoder.decode_with_bom_removal(bytes).0.into_owned(), Encoding::Utf16);
    }
    match simdutf8::basic::from_utf8(bytes) {
        // Parts that were put together each brought a mark.
        Ok(text) => (text.trim_start_matches('\u{FEFF}').to_owned(), Encoding::Utf8),
        Err(_) => decode_gbk(bytes),
    }
}

/// GB 18030 maps nearly every byte pair to something, so a file counts as GBK only where nothing
/// in it fails to decode.
fn decode_gbk(bytes: &[u8]) -> (String, Encoding) {
    let (text, _, failed) = GB18030.decode(bytes);
    if failed {
        (String::from_utf8_lossy(bytes).into_owned(), Encoding::Unknown)
    } else {
        (text.into_owned(), Encoding::Gbk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::decode("a.md".into(), text.as_bytes())
    }

    #[test]
    fn splits_with_every_line_ending_and_a_byte_order_mark() {
        for text in [
            "---\na: 1\n---\nb",
            "---\r\na: 1\r\n---\r\nb",
            "---\ra: 1\r---\rb",
            "\u{FEFF}---\na: 1\n---\nb",
            "\u{FEFF}\u{FEFF}---\na: 1\n---\nb",
        ] {
            let source = source(text);
            let Split::Found { yaml, body } = source.split() else { panic!("{text:?}") };
            assert_eq!(source.text[yaml].trim_end(), "a: 1");
            assert_eq!(&source.text[body..], "b");
        }
    }

    #[test]
    fn tells_absent_from_unclosed() {
        assert_eq!(source("").split(), Split::Absent);
        assert_eq!(source("# 甲").split(), Split::Absent);
        assert_eq!(source("---\na: 1\n").split(), Split::Unclosed { start: 4 });
    }

    #[test]
    fn columns_count_characters_and_survive_any_offset() {
        let source = source("一二\n𠮷b");
        assert_eq!(source.line_column(7), (2, 1));
        assert_eq!(source.line_column(11), (2, 2));
        assert_eq!(source.line_column(9), (2, 1));
        assert_eq!(source.line_column(999), (2, 3));
    }

    #[test]
    fn old_encodings_are_decoded_and_named() {
        let (gbk, _, _) = GB18030.encode("党员");
        assert_eq!(decode(&gbk), ("党员".to_owned(), Encoding::Gbk));
        let utf16 = [0xFF, 0xFE, 0x5A, 0x51, 0x58, 0x54];
        assert_eq!(decode(&utf16), ("党员".to_owned(), Encoding::Utf16));
        assert_eq!(decode(&[b'a', 0xFF]).1, Encoding::Unknown);
    }
}
