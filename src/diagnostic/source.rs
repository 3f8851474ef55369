//! The text of one file, decoded, with its front matter told from its body.
//!
//! Entry point: [`Source::decode`]. It keeps every byte offset of the decoded text, so that a
//! place found anywhere later can be shown. It does not read files and does not know YAML.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr_iter};

/// How a file was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark: what a site is written in.
    Utf8,
    /// GBK or its superset GB 18030: what old Windows editors write.
    Gbk,
    /// Big5: what editors in traditional characters write.
    Big5,
    /// UTF-16 in either order: what Notepad once called Unicode.
    Utf16,
    /// UTF-32 in either order, with its mark: what some office programs offer beside it.
    Utf32,
    /// None of them, or several in one file: shown with replacement characters.
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
            let is_end = is_fence(content);
            if is_end && is_open && is_divider(text, line.clone()) {
                at = next_line(text, line.end);
                continue;
            }
            if is_end && (is_open || entries > 1) {
                return Split::Found { yaml: start..at, body: next_line(text, line.end) };
            }
            if !is_open && (is_end || !is_of_entry(content)) {
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

/// The most lines of facts that are looked at behind a line of dashes.
const MOST_LINES: usize = 100;

/// Whether dashes that are not `---` part groups of facts: entries and nothing else stand between them and `---`.
fn is_divider(text: &str, line: Range<usize>) -> bool {
    if text[line.clone()].trim_end() == "---" {
        return false;
    }
    let mut at = next_line(text, line.end);
    let mut has_entry = false;
    // A limit keeps the time linear.
    for _ in 0..MOST_LINES {
        let line = line_at(text, at);
        let content = &text[line.clone()];
        if content.trim_end() == "---" {
            return has_entry;
        }
        let is_apart = !content.contains(char::is_alphanumeric)
            || content.starts_with(['【', '〖', '［', '[']);
        if at >= text.len() || !is_apart && !is_of_entry(content) {
            return false;
        }
        has_entry |= !content.starts_with([' ', '-', '#']) && content.contains([':', '：']);
        at = next_line(text, line.end);
    }
    false
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
    if let Some(text) = utf32(bytes) {
        return (text, Encoding::Utf32);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let decoder = if bytes[0] == 0xFF { UTF_16LE } else { UTF_16BE };
        return (decoder.decode_with_bom_removal(bytes).0.into_owned(), Encoding::Utf16);
    }
    match simdutf8::basic::from_utf8(bytes) {
        // Parts that were put together each brought a mark.
        Ok(text) => (text.trim_start_matches('\u{FEFF}').to_owned(), Encoding::Utf8),
        Err(_) => decode_old(bytes),
    }
}

/// UTF-32 with its mark, whose first half is that of UTF-16: read as that, every other character is zero.
fn utf32(bytes: &[u8]) -> Option<String> {
    let behind = |mark: &[u8]| bytes.strip_prefix(mark).filter(|rest| rest.len() % 4 == 0);
    let read = |rest: &[u8], of: fn([u8; 4]) -> u32| {
        let code = |four: &[u8]| char::from_u32(of(four.try_into().ok()?));
        rest.chunks_exact(4).map(code).collect()
    };
    let little = behind(&[0xFF, 0xFE, 0, 0]).and_then(|rest| read(rest, u32::from_le_bytes));
    little.or_else(|| behind(&[0, 0, 0xFE, 0xFF]).and_then(|rest| read(rest, u32::from_be_bytes)))
}

/// GB 18030 maps nearly every byte pair to something, so a file counts as GBK only where nothing in it fails to decode,
/// nothing in it is UTF-8, and it reads no better as Big5.
fn decode_old(bytes: &[u8]) -> (String, Encoding) {
    if let Some(text) = unmarked_utf16(bytes) {
        return (text, Encoding::Utf16);
    }
    if is_partly_utf8(bytes) {
        return (String::from_utf8_lossy(bytes).into_owned(), Encoding::Unknown);
    }
    if let Some(text) = BIG5.decode_without_bom_handling_and_without_replacement(bytes)
        && is_big5(bytes)
    {
        return (text.into_owned(), Encoding::Big5);
    }
    let (text, failed) = GB18030.decode_without_bom_handling(bytes);
    (text.into_owned(), if failed { Encoding::Unknown } else { Encoding::Gbk })
}

/// UTF-16 that lost its mark is known by its line ends and dashes: ASCII with a zero beside it, on the same side each time.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    const ASCII: usize = 4;
    memchr(0, bytes).filter(|_| bytes.len().is_multiple_of(2))?;
    let is_ascii = |byte: u8| matches!(byte, b'\n' | b'\r' | b' '..=b'~');
    let count = |low: usize| {
        bytes.chunks_exact(2).filter(|pair| is_ascii(pair[low]) && pair[1 - low] == 0).count()
    };
    let (little, big) = (count(0), count(1));
    let decoder = if little > big { UTF_16LE } else { UTF_16BE };
    let text = decoder.decode_without_bom_handling_and_without_replacement(bytes)?;
    (little.max(big) >= ASCII && !text.contains('\0')).then(|| text.into_owned())
}

/// Whether a line of a file that is not UTF-8 is: a part was put in from elsewhere. No three Han in a row are by chance.
fn is_partly_utf8(bytes: &[u8]) -> bool {
    const HAN: usize = 3;
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let text = std::str::from_utf8(line).unwrap_or_default();
        text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count() >= HAN
    })
}

/// Whether the byte pairs of a text are common in Big5 and not so in GBK. Both have their common Han and marks together:
/// GBK where the second byte is high as well, Big5 below a first byte that GBK gives to rarer ones.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut gbk, mut big5) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let Some((second, behind)) = rest.split_first().filter(|_| *first > 0x80) else { continue };
        rest = behind;
        pairs += 1;
        let is_high = *second > 0xA0;
        gbk += usize::from(is_high && matches!(*first, 0xA1..=0xA3 | 0xB0..=0xD7));
        big5 += usize::from((is_high || *second < 0x7F) && matches!(*first, 0xA1..=0xC6));
    }
    big5 * 10 > pairs * 9 && gbk * 4 < pairs * 3
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
        let of = |bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            "\u{FEFF}党员𠮷".chars().flat_map(|c| bytes(u32::from(c))).collect()
        };
        for bytes in [of(u32::to_le_bytes), of(u32::to_be_bytes)] {
            assert_eq!(decode(&bytes), ("党员𠮷".to_owned(), Encoding::Utf32));
            assert_ne!(decode(&bytes[..bytes.len() - 1]).1, Encoding::Utf32);
        }
        assert_eq!(decode(&[0xFF, 0xFE, 0, 0, 0, 0, 0x11, 0]).1, Encoding::Utf16, "no character");
    }

    #[test]
    fn no_text_is_taken_for_one_of_another_encoding() {
        let simple = "示例县老干部局的老党员坚持学习，发挥余热，服务群众。";
        let traditional = "範例縣老幹部局的老黨員堅持學習，發揮餘熱，服務群眾。";
        let rare = "喆堃昇玥祎旻镕";
        let is_so = |bytes: &[u8], text: &str, encoding| {
            assert_eq!(decode(bytes), (text.to_owned(), encoding), "{text}");
        };
        for text in [simple, rare, traditional, &simple[..6], &simple[..9]] {
            is_so(&GB18030.encode(text).0, text, Encoding::Gbk);
        }
        let characters: Vec<char> = traditional.chars().collect();
        is_so(&BIG5.encode(traditional).0, traditional, Encoding::Big5);
        for part in characters.windows(8) {
            let part: String = part.iter().collect();
            is_so(&BIG5.encode(&part).0, &part, Encoding::Big5);
        }
        // Two alone may be letters of UTF-8: 学习 is ѧϰ.
        for part in simple.chars().collect::<Vec<_>>().windows(3) {
            let part: String = part.iter().collect();
            is_so(&GB18030.encode(&part).0, &part, Encoding::Gbk);
        }
        let unmarked: Vec<u8> =
            format!("---\n{simple}一一").encode_utf16().flat_map(u16::to_le_bytes).collect();
        is_so(&unmarked, &format!("---\n{simple}一一"), Encoding::Utf16);
        // A part in GBK among lines of UTF-8, which read as GBK are others.
        let mixed = [b"\xB5\xB3\xD4\xB1\n", simple.as_bytes()].concat();
        assert_eq!(decode(&mixed).1, Encoding::Unknown);
    }
}
