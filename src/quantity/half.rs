//! 半 as a number: 一半 and 过半 are shares of something, 半年 and 半个世纪 lengths of time.
//!
//! Entry points: [`read`], [`start_before`]. 两年半 is read in `grammar`, where 半 follows a unit.

use super::Number;
use super::cursor::Cursor;
use super::hedge::Hedge;
use super::parsed::Parsed;
use super::unit::UnitKind;
use super::unit_text::{self, UnitText};

/// What is half of all, and what more than half; longer words first.
const SHARES: [(&str, Option<Hedge>); 7] = [
    ("一多半", Some(Hedge::Over)),
    ("一大半", Some(Hedge::Over)),
    ("过半数", Some(Hedge::Over)),
    ("过半", Some(Hedge::Over)),
    ("大半", Some(Hedge::Over)),
    ("一半", None),
    ("半数", None),
];
/// Behind these 半 is part of another word: 过半百, 大半辈子, 一半天.
const NOT_BEFORE: &str = "百辈生个天夜路截年载斤价途场程导径";

/// The half at the cursor, if one stands there.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>) -> Option<Parsed<'a>> {
    let first = cursor.peek().filter(|c| matches!(c, '一' | '过' | '大' | '半'))?;
    let mut behind = *cursor;
    if let Some((_, hedge)) = SHARES.iter().find(|(word, _)| behind.eat(word)) {
        let is_word = behind.peek().is_some_and(|next| NOT_BEFORE.contains(next));
        if is_word {
            return None;
        }
        *cursor = behind;
        let percent = UnitText::known("%", UnitKind::Share);
        return Some(Parsed::of(Number::from(50_u32), *hedge, percent));
    }
    if first != '半' {
        return None;
    }
    behind.bump();
    let unit = unit_text::read_known(&mut behind)?;
    if !matches!(unit.kind, UnitKind::Time | UnitKind::Measure) {
        return None;
    }
    *cursor = behind;
    Some(Parsed::of(Number::ratio(1, 2)?, None, unit))
}

/// Where in prose the half begins whose 半 stands at byte `at`: 过半 and 大半 begin before it. `None`
/// where 半 belongs to the word before it: 上半年, 减半.
pub(super) fn start_before(text: &str, at: usize) -> Option<usize> {
    let before = &text[..at];
    match before.chars().next_back() {
        Some(c @ ('过' | '大')) => Some(at - c.len_utf8()),
        Some('上' | '下' | '前' | '后' | '减' | '一' | '多' | '夜' | '参' | '折') => None,
        _ => Some(at),
    }
}
