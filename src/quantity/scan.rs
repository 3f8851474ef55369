//! Finds every quantity with a unit in prose, from left to right, in linear time.
//!
//! Entry point: [`scan`]. What only looks like a quantity is described in `prose`. It does not know what a number
//! is about; that is for the rules.

use std::ops::Range;

use super::cursor::{Cursor, any_digit, arabic_digit};
use super::grammar::{self, Mode};
use super::parsed::Parsed;
use super::unit::UnitKind;
use super::{Quantity, half, hedge, number, prose};
use crate::date;
use crate::prefilter;

/// A quantity in prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its bytes in the text, on character boundaries.
    pub range: Range<usize>,
    /// The quantity; its text is the text in that range.
    pub quantity: Quantity,
}

/// Every quantity with a unit in `text`, in order, without overlaps.
///
/// Fractions (三分之一) count as quantities with a unit. Left out are dates, ordinals, labels in quotation marks,
/// titles, set phrases, 一 as an article (一支队伍), 百 and 千 without a hedge (千家万户) and parts of larger marks
/// such as 1+3+N, 12:30 and 〔2016〕3号. The text of each one parses again to an equal quantity.
pub fn scan(text: &str) -> impl Iterator<Item = Found> {
    Scanner { text, at: 0, found_end: 0 }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The end of the last quantity: the hedge of the next one begins no earlier.
    found_end: usize,
}

impl Iterator for Scanner<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if !prefilter::is_off() {
                self.at = next_start(self.text.as_bytes(), self.at);
            }
            let cursor = Cursor::new(self.text, self.at);
            let next = cursor.peek()?;
            if number::can_start(next) {
                if let Some(found) = self.take_number(cursor, next) {
                    return Some(found);
                }
            } else if next == '半' {
                if let Some(found) = self.take_half(cursor) {
                    return Some(found);
                }
            } else {
                self.at = skip(cursor, next);
            }
        }
    }
}

/// Characters of three bytes that [`skip`] or a numeral may begin with, full-width digits included.
const STARTS: &str = "半零〇○◯一二两三四五六七八九十百千万亿几数第“‘「『《０１２３４５６７８９";

/// One bit for each character of three bytes.
static IS_START: [u64; 1024] = starts();

const fn starts() -> [u64; 1024] {
    let mut bits = [0; 1024];
    let bytes = STARTS.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code = code(bytes[at], bytes[at + 1], bytes[at + 2]);
        bits[code / 64] |= 1 << (code % 64);
        at += 3;
    }
    bits
}

/// The scalar value that three bytes of UTF-8 stand for.
const fn code(one: u8, two: u8, three: u8) -> usize {
    ((one as usize & 0xF) << 12) | ((two as usize & 0x3F) << 6) | (three as usize & 0x3F)
}

/// The next byte from `at` on where a number, a label, an ordinal or a Latin run may begin, or the end of the text.
/// Nine in ten characters are none of these, and prose is long.
fn next_start(text: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = text.get(at) {
        at += match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'"' => return at,
            0x00..=0x7F => 1,
            0x80..=0xDF => 2,
            0xE0..=0xEF => {
                let Some([second, third]) = text.get(at + 1..at + 3) else { break };
                let code = code(byte, *second, *third);
                if IS_START[code / 64] & (1 << (code % 64)) != 0 {
                    return at;
                }
                3
            }
            0xF0..=0xFF => 4,
        };
    }
    text.len()
}

/// The byte behind what begins with `next` and is no number.
fn skip(cursor: Cursor<'_>, next: char) -> usize {
    match next {
        '第' => prose::skip_ordinal(cursor),
        '“' | '‘' | '「' | '『' | '"' | '《' => {
            prose::skip_label(cursor).unwrap_or(cursor.at() + next.len_utf8())
        }
        'a'..='z' | 'A'..='Z' => prose::skip_latin_run(cursor),
        _ => cursor.at() + next.len_utf8(),
    }
}

impl Scanner<'_> {
    /// Reads the quantity whose number begins at the cursor, and moves behind it or behind what stands there instead.
    fn take_number(&mut self, cursor: Cursor<'_>, next: char) -> Option<Found> {
        let number = cursor.at();
        if let Some(end) = self.skip_other(cursor, next) {
            self.at = end;
            return None;
        }
        let head = grammar::money_before(self.text, number);
        let start = hedge::start_before(self.text, head).max(self.found_end).min(head);
        let parsed = grammar::read(self.text, start, Mode::Prose).ok();
        let Some(parsed) = parsed.filter(|parsed| self.is_meant(parsed, start, number)) else {
            self.at = prose::skip_numeral(cursor).max(number + next.len_utf8());
            return None;
        };
        let range = start..parsed.end;
        (self.at, self.found_end) = (range.end, range.end);
        let quantity = parsed.into_quantity(&self.text[range.clone()]);
        Some(Found { range, quantity })
    }

    /// Reads 半年, 过半 and 半数, whose 半 stands at the cursor, and moves behind it.
    fn take_half(&mut self, cursor: Cursor<'_>) -> Option<Found> {
        let at = cursor.at();
        self.at = at + '半'.len_utf8();
        let start = half::start_before(self.text, at)?;
        let start = hedge::start_before(self.text, start).max(self.found_end).min(start);
        let parsed = grammar::read(self.text, start, Mode::Prose).ok()?;
        if parsed.end <= at || !self.is_meant(&parsed, start, at) {
            return None;
        }
        let range = start..parsed.end;
        (self.at, self.found_end) = (range.end, range.end);
        let quantity = parsed.into_quantity(&self.text[range.clone()]);
        Some(Found { range, quantity })
    }

    /// The byte behind a date, a set phrase or a number that is part of something larger.
    fn skip_other(&self, cursor: Cursor<'_>, next: char) -> Option<usize> {
        let number = cursor.at();
        if any_digit(next).is_some()
            && let Some((_, length)) = date::parse_prefix(cursor.rest())
        {
            return Some(number + length);
        }
        if arabic_digit(next).is_none() {
            return prose::skip_set_phrase(cursor);
        }
        prose::is_glued(self.text, number).then(|| prose::skip_numeral(cursor))
    }

    /// Whether the quantity between `start` and its end is meant as one; `number` is where its number begins.
    fn is_meant(&self, parsed: &Parsed<'_>, start: usize, number: usize) -> bool {
        let (before, behind) = (&self.text[..start], &self.text[parsed.end..]);
        let head = &self.text[number..parsed.end];
        let is_article = head.starts_with(['一', '零', '〇']) && parsed.is_plain_up_to_one();
        let is_bare = parsed.unit.kind == UnitKind::Bare;
        let is_time = parsed.unit.kind == UnitKind::Time;
        let hedge = &self.text[start..number];
        let is_window = is_time && prose::is_window(before, hedge, behind);
        let is_other = is_article || is_bare || parsed.is_word() || is_window;
        !(is_other || prose::is_label_sum(behind))
    }
}

#[cfg(test)]
mod tests {
    use super::{next_start, scan, skip};
    use crate::quantity::cursor::Cursor;
    use crate::quantity::number;

    #[test]
    fn no_character_that_means_something_is_passed_over() {
        for c in '\u{1}'..=char::MAX {
            let text = format!("{c}甲");
            let cursor = Cursor::new(&text, 0);
            let means_something = number::can_start(c) || skip(cursor, c) != c.len_utf8();
            let is_quote = "“‘「『\"《第半".contains(c);
            let stops = next_start(text.as_bytes(), 0) == 0;
            assert_eq!(stops, means_something || is_quote || c.is_ascii_alphabetic(), "{c:?}");
        }
    }

    fn found(text: &str) -> String {
        scan(text).map(|found| found.quantity.text().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn quantities_are_found_with_their_hedges() {
        assert_eq!(found("开展活动90余场次,送去6500余元。"), "90余场次 6500余元");
        assert_eq!(
            found("其中69岁及以下15人,70-79岁5人,80岁以上2人"),
            "69岁及以下 15人 70-79岁 5人 80岁以上 2人"
        );
        assert_eq!(found("参与率近90%,比上年提高三成以上"), "近90% 三成以上");
        assert_eq!(found("服务群众上千人次,发放 1.2 万余份"), "上千人次 1.2 万余份");
        assert_eq!(found("三分之二以上的党员,历时两个多月"), "三分之二以上 两个多月");
        assert_eq!(found("由12名增加到22名,节约100元"), "12名 22名 100元");
        assert_eq!(found("3场至5次"), "3场 5次");
        assert_eq!(found("统一3次,建成近二十年"), "3次 近二十年");
    }

    #[test]
    fn dates_ordinals_and_document_numbers_are_not_quantities() {
        assert_eq!(found("2005年8月始设,2023年度、2019-2023年,7月1日,二〇二三年,2020年底"), "");
        assert_eq!(found("第三党支部、第十批、退休一支部、第三、四次会议"), "");
        assert_eq!(found("中办发〔2016〕3号文件,[2016]3号"), "");
        assert_eq!(found("近五年来,最近三年,八十年代"), "");
    }

    #[test]
    fn labels_set_phrases_and_articles_are_not_quantities() {
        assert_eq!(found("“六好”“五老”“五个聚焦”三会一课、两个维护、五个一工程"), "");
        assert_eq!(found("“1+3+N”与1+3+N,线上+3场"), "");
        assert_eq!(found("一支队伍、一名党员、融为一体、零距离、进一步、千家万户、百年"), "");
        assert_eq!(found("《关于3个问题的意见》"), "");
    }

    #[test]
    fn marks_times_and_versions_are_not_quantities() {
        assert_eq!(found("一、组织 (一)班子 1.制度 2、作用"), "");
        assert_eq!(found("12:30开始,v1.2.3个,A4纸,COVID-19名,1.2.3个"), "");
        assert_eq!(found("3条例、5部门、5年级、3人大代表"), "");
    }
}
