//! What a line of a body has twice or in full width, and what should stand there: ，，, 60~~69岁, ２０２３年.
//!
//! Entry points: [`Look::repeated`], [`Look::ranges`], [`Look::wide`]. They are a part of the slips of punctuation (`typography`).

use crate::check::look::{Kind, Look};
use crate::fullwidth;

/// Marks of which one is meant wherever two stand. More of 。 and 、 are dots that leave something out.
const SINGLE: [char; 5] = ['，', '；', '：', '。', '、'];
/// Marks between the two ends of a range, and the one that is meant.
const RANGE: [(char, &str); 7] =
    [('~', "～"), ('～', "～"), ('-', "-"), ('－', "-"), ('—', "—"), ('–', "–"), ('─', "—")];
/// What an end of a range may be counted in.
const UNITS: [char; 6] = ['岁', '年', '月', '日', '%', '％'];
const NUMERALS: &str = "〇零一二三四五六七八九";
/// ASCII as it is put for full width.
const ASCII: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Look<'_> {
    /// ，， and 。。: one of them is meant.
    pub(super) fn repeated(&mut self) {
        let line = self.line;
        let mut from = 0;
        while let Some(start) = line[from..].find(SINGLE).map(|at| from + at) {
            let Some(mark) = line[start..].chars().next() else { return };
            let end = line.len() - line[start..].trim_start_matches(mark).len();
            from = end;
            let count = (end - start) / mark.len_utf8();
            let is_dots = matches!(mark, '。' | '、') && count > 2;
            let is_inside =
                start > 0 && (start..end).all(|at| !line.is_char_boundary(at) || self.is_text(at));
            if count > 1 && !is_dots && is_inside {
                self.add(start + mark.len_utf8()..end, "", Kind::Doubled);
            }
        }
    }

    /// 60~~69岁, 2016——2019年: between two numbers of a kind stands one mark.
    pub(super) fn ranges(&mut self) {
        let line = self.line;
        let is_mark = |c: char| RANGE.iter().any(|(mark, _)| *mark == c);
        let mut from = 0;
        while let Some(start) = line[from..].find(is_mark).map(|at| from + at) {
            let Some(mark) = line[start..].chars().next() else { return };
            let end = line.len() - line[start..].trim_start_matches(mark).len();
            from = end;
            let is_two = end - start == 2 * mark.len_utf8();
            let right = RANGE.iter().find(|(typed, _)| *typed == mark).map(|(_, right)| *right);
            let before = line[..start].char_indices().next_back();
            // What is struck out is markup; the figure beside it is text.
            let is_text = before.is_some_and(|(at, _)| self.is_text(at));
            if let (true, true, Some(right)) = (is_two, is_text, right)
                && joins(&line[..start], &line[end..])
            {
                self.add(start..end, right, Kind::Range);
            }
        }
    }

    /// ２０２３年, ＡＢＣ: figures and letters are half-width. 二０二三年 is told as a year.
    pub(super) fn wide(&mut self) {
        let line = self.line;
        let is_wide = |c: char| fullwidth::half_width(c).is_ascii_alphanumeric() && !c.is_ascii();
        for (at, c) in line.char_indices().filter(|(_, c)| is_wide(*c)) {
            let before = line[..at].chars().next_back();
            let after = line[at + c.len_utf8()..].chars().next();
            let is_numeral = |c: Option<char>| c.is_some_and(|c| NUMERALS.contains(c));
            let place = ASCII.find(fullwidth::half_width(c));
            if let Some(place) = place.filter(|_| self.is_text(at))
                && !(matches!(c, '０' | 'Ｏ') && (is_numeral(before) || is_numeral(after)))
            {
                self.add(at..at + c.len_utf8(), &ASCII[place..=place], Kind::Wide);
            }
        }
        // ７１．５岁
        for (at, _) in line.match_indices('．') {
            let is_figure = |c: Option<char>| c.is_some_and(fullwidth::is_digit);
            let behind = &line[at + '．'.len_utf8()..];
            let is_decimal =
                is_figure(line[..at].chars().next_back()) && is_figure(behind.chars().next());
            // 1．5月 may be the first entry of a list.
            let is_head = line[..at].chars().all(|c| fullwidth::is_digit(c) || c.is_whitespace());
            if is_decimal && !is_head && self.is_text(at) {
                self.add(at..at + '．'.len_utf8(), ".", Kind::Wide);
            }
        }
    }
}

/// Whether numbers of one kind stand on both sides: 岁——9人 parts an age from a count.
fn joins(before: &str, behind: &str) -> bool {
    let number = before.trim_end_matches(UNITS);
    let unit = &before[number.len()..];
    let rest = behind.trim_start_matches(fullwidth::is_digit);
    rest.len() < behind.len() && number.ends_with(fullwidth::is_digit) && rest.starts_with(unit)
}
