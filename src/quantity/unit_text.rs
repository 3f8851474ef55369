//! Units as they stand in a text: 人（次）, 两个多月, 三年半.
//!
//! Entry point: [`read_known`]. Which units there are is listed in `unit`.

use super::cursor::Cursor;
use super::unit::{self, UnitKind};

/// A unit as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct UnitText<'a> {
    pub(super) name: UnitName<'a>,
    pub(super) kind: UnitKind,
    /// 多 or 半 inside or behind the unit: 三年多, 两个多月, 两年半.
    pub(super) tail: Option<Tail>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum UnitName<'a> {
    Known(&'static str),
    Unknown(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tail {
    More,
    Half,
}

impl<'a> UnitText<'a> {
    pub(super) fn known(name: &'static str, kind: UnitKind) -> Self {
        Self { name: UnitName::Known(name), kind, tail: None }
    }

    pub(super) fn name(self) -> &'a str {
        match self.name {
            UnitName::Known(name) | UnitName::Unknown(name) => name,
        }
    }
}

/// The listed unit at the cursor.
pub(super) fn read_known<'a>(cursor: &mut Cursor<'a>) -> Option<UnitText<'a>> {
    let unit = unit::find(*cursor)?;
    cursor.skip_bytes(unit.name.len());
    if let Some(times) = read_bracketed_times(cursor, unit.name) {
        return Some(times);
    }
    let mut text = UnitText::known(unit.name, unit.kind);
    if unit.name == "个" {
        read_split_unit(cursor, &mut text);
    } else if unit.kind.is_continuous() {
        text.tail = eat_tail(cursor);
    }
    if unit.name == "元" {
        eat_whole(cursor);
    }
    if unit.name == "％" {
        text.name = UnitName::Known("%");
    }
    Some(text)
}

/// 6500元整: the word of a receipt for a sum without fractions; but not 6500元整修费.
fn eat_whole(cursor: &mut Cursor<'_>) {
    let mut behind = *cursor;
    behind.skip_blanks();
    let is_word = behind.eat("整") && !behind.peek().is_some_and(char::is_alphanumeric);
    if is_word {
        *cursor = behind;
    }
}

/// 场（次） and 人（次）: both are counted, and 场次 says so.
fn read_bracketed_times<'a>(cursor: &mut Cursor<'a>, name: &str) -> Option<UnitText<'a>> {
    let mut behind = *cursor;
    let is_bracketed = ["（次）", "(次)", "（次)", "(次）"].iter().any(|mark| behind.eat(mark));
    let unit = if is_bracketed { unit::times(name)? } else { return None };
    *cursor = behind;
    Some(UnitText::known(unit.name, unit.kind))
}

/// 两个多月, 一个半小时: the unit is 个月, with 多 in its middle.
fn read_split_unit(cursor: &mut Cursor<'_>, text: &mut UnitText<'_>) {
    let mut behind = *cursor;
    let tail = match behind.peek() {
        Some('多') => Tail::More,
        Some('半') => Tail::Half,
        _ => return,
    };
    behind.bump();
    for (noun, unit) in [("月", "个月"), ("小时", "个小时"), ("星期", "个星期"), ("学期", "个学期")]
    {
        if behind.eat(noun) {
            *text = UnitText { tail: Some(tail), ..UnitText::known(unit, UnitKind::Time) };
            *cursor = behind;
            return;
        }
    }
}

/// 三年多, 两年余, 两年半; but not 10年多次 and 五年多方筹措.
fn eat_tail(cursor: &mut Cursor<'_>) -> Option<Tail> {
    let next = cursor.peek_second();
    let follows = |words: &str| next.is_some_and(|next| words.contains(next));
    let tail = match cursor.peek()? {
        '多' if !follows("次名个种项方元样地场位家数人年措渠形点角维层轮批处") => {
            Tail::More
        }
        '余' if !follows("下款额热力") => Tail::More,
        '半' if !follows("载途数径价天夜") => Tail::Half,
        _ => return None,
    };
    cursor.bump();
    Some(tail)
}
