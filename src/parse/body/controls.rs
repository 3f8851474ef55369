//! Characters that control a printer or mean nothing: they reach no output.
//!
//! Entry points: [`controls`] for a text, [`permitted`] for one whose entities are resolved.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};
use pulldown_cmark::CowStr;

use crate::diagnostic::odd::is_forbidden;
use crate::prefilter;

/// The characters of a text that no page may hold, each with what stands for it: a line end, or nothing.
pub fn controls(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    let is_suspect = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n') || *byte == 0x7F;
    // U+0080 to U+009F, U+2028 and U+2029, U+FFFE and U+FFFF.
    let rare = [&b"\xC2"[..], b"\xE2\x80\xA8", b"\xE2\x80\xA9", b"\xEF\xBF"];
    let bytes = text.as_bytes();
    // Nearly every text has none: then it is looked through in a few fast steps.
    let has_return = memchr(b'\r', bytes).is_some();
    let has_any = bytes.iter().fold(false, |any, byte| any | (is_suspect(byte) && *byte != b'\r'))
        || (has_return && memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n')))
        || rare.iter().any(|sign| memmem::find(bytes, sign).is_some());
    let text = if prefilter::passes(has_any) { text } else { "" };
    text.char_indices().filter_map(move |(at, c)| {
        let put = match c {
            '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => return None,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
            '\t' | '\n' => return None,
            _ if is_forbidden(c) => "",
            _ => return None,
        };
        Some((at..at + c.len_utf8(), put))
    })
}

/// A text whose entities are resolved, such as a title, without what no page may hold: `&#11;` is one of these.
pub(super) fn permitted(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(is_forbidden) { text.replace(is_forbidden, "").into() } else { text }
}
