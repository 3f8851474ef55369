//! Characters that nobody has typed on purpose: those that take no room, and those that look like another one.
//!
//! Entry point: [`all`]. They come with texts from pages, chats and PDF files: a name with one of them is not found, and
//! counts as another name. What becomes of characters that control a machine ([`is_forbidden`]) is for the reader of each
//! part to say.

use std::ops::{Range, RangeInclusive};

use unicode_normalization::UnicodeNormalization;

use crate::prefilter::{self, Alphabet};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Odd {
    /// Its bytes.
    pub range: Range<usize>,
    /// What should stand there; nothing for one that takes no room.
    pub put: String,
}

/// All of a text, in order.
pub(crate) fn all(text: &str) -> Vec<Odd> {
    if !prefilter::passes(may_have_any(text.as_bytes())) {
        return Vec::new();
    }
    let mut before = '\n';
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if is_hidden(c) && !(is_joiner(c) && is_pictogram(before)) {
            found.push(Odd { range, put: String::new() });
        } else if let Some(put) = full_width(c) {
            found.push(Odd { range, put: put.to_owned() });
        } else if is_lookalike(c) {
            let put: String = [c].into_iter().nfkc().collect();
            found.extend((put != text[range.clone()]).then_some(Odd { range, put }));
        }
        before = c;
    }
    found
}

/// Whether one of them may be among the characters of a text.
pub(crate) fn may_be_of(alphabet: &Alphabet) -> bool {
    ODD.into_iter().any(|stretch| alphabet.has_between(stretch))
}

/// Whether a character may stand in no page, feed or data file: it controls a machine, or is none.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a character takes no room. That which parts emoji and Latin words is one of them.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// All characters for which [`is_hidden`], [`full_width`] or [`is_lookalike`] holds, and a few beside them.
const ODD: [RangeInclusive<char>; 11] = [
    '\u{AD}'..='\u{AD}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{2069}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FE10}'..='\u{FE19}',
    '\u{FE30}'..='\u{FE6F}',
    '\u{2E80}'..='\u{2FD5}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FF02}'..='\u{FF07}',
    '\u{FF61}'..='\u{FF64}',
];

/// What joins pictograms, or chooses among letters.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner may follow: a pictogram with its variant, or a letter of a script that needs one.
fn is_pictogram(c: char) -> bool {
    matches!(c, '\u{FE0F}' | '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}')
        || matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}')
}

/// Whether it is a radical or a character kept for other standards, as a PDF file gives it, ⼈ for 人; or a mark in a
/// width that Chinese does not use, ＂ and ｡.
fn is_lookalike(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{2FD5}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF02}'
            | '\u{FF07}'
            | '\u{FF61}'..='\u{FF64}'
    )
}

/// The mark that a small one, or one of a vertical line, stands for: ﹐, ﹙, ︰, ﹁. Old input methods and PDF files give them.
fn full_width(c: char) -> Option<&'static str> {
    Some(match c {
        '﹐' | '︐' => "，",
        '﹑' | '︑' => "、",
        '﹒' | '︒' => "。",
        '﹔' | '︔' => "；",
        '﹕' | '︓' | '︰' => "：",
        '﹖' | '︖' => "？",
        '﹗' | '︕' => "！",
        '︙' => "…",
        '﹙' | '︵' => "（",
        '﹚' | '︶' => "）",
        '﹝' | '︹' => "〔",
        '﹞' | '︺' => "〕",
        '︻' | '︗' => "【",
        '︼' | '︘' => "】",
        '︽' => "《",
        '︾' => "》",
        '︿' => "〈",
        '﹀' => "〉",
        '﹁' => "“",
        '﹂' => "”",
        '﹃' => "‘",
        '﹄' => "’",
        '﹪' => "%",
        '﹢' => "+",
        '﹣' => "-",
        '﹠' => "&",
        _ => return None,
    })
}

/// Whether the bytes of one of them may be there. Nearly every text has none, and is looked through in one fast step:
/// without branches, many bytes at once.
fn may_have_any(bytes: &[u8]) -> bool {
    let is = |found: bool| u8::from(found);
    let found = bytes.windows(3).fold(0, |any, window| {
        let (first, second, third) = (window[0], window[1], window[2]);
        let is_between = |from: u8, count: u8| is(third.wrapping_sub(from) < count);
        let is_format = is(first == 0xE2)
            & ((is(second == 0x80) & (is_between(0x8B, 5) | is_between(0xAA, 5)))
                | (is(second == 0x81) & is_between(0xA0, 10))
                | is(second.wrapping_sub(0xBA) < 6));
        let is_compatible = is(first == 0xEF)
            & (is(second.wrapping_sub(0xA4) < 8)
                // Marks of vertical lines and small ones, with all that has these first two bytes: U+FE00 to FE7F.
                | is(second.wrapping_sub(0xB8) < 2)
                | (is(second == 0xBB) & is(third == 0xBF))
                | (is(second == 0xBC) & (is(third == 0x82) | is(third == 0x87)))
                | (is(second == 0xBD) & is_between(0xA1, 4)));
        any | is_format | is_compatible | (is(first == 0xC2) & is(second == 0xAD))
    });
    found != 0 || bytes.ends_with(&[0xC2, 0xAD])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_passed_over_by_the_fast_look() {
        for c in '\0'..=char::MAX {
            let is_odd = is_hidden(c)
                || full_width(c).is_some()
                || is_lookalike(c) && [c].into_iter().nfkc().ne([c]);
            let text = format!("甲{c}");
            assert!(!is_odd || may_have_any(text.as_bytes()), "{c:?}");
            assert!(!is_odd || may_be_of(&Alphabet::of(&text)), "{c:?}");
        }
    }

    #[test]
    fn found_and_put_right() {
        for (text, expected) in [
            ("党\u{200B}员", "党员"),
            ("甲\u{200D}乙\u{2060}", "甲乙"),
            ("甲\u{202E}乙\u{AD}丙\u{FEFF}", "甲乙丙"),
            ("\u{2F08}\u{2F24}代表", "人大代表"),
            ("\u{F9C6}", "阮"),
            ("甲｡乙､＂丙＂", "甲。乙、\"丙\""),
            ("甲\u{AD}", "甲"),
            ("学习﹐宣讲﹑服务﹒好﹗", "学习，宣讲、服务。好！"),
            ("示例县﹙区﹚︰﹁晚霞﹂", "示例县（区）：“晚霞”"),
            ("98﹪", "98%"),
        ] {
            let mut mended = text.to_owned();
            for one in all(text).into_iter().rev() {
                mended.replace_range(one.range, &one.put);
            }
            assert_eq!(mended, expected, "{text:?}");
        }
        for text in ["“甲”——乙…", "👨\u{200D}👩", "①②〇々", "℃％＋：", "𠮷㐀", "☎️", "﹏"]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
