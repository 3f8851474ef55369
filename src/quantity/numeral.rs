//! What a numeral is, and what all of them are read with: digits, groups of digits, blanks before 万.
//!
//! Entry point: [`Numeral`]; `number` reads one.

use super::Number;
use super::cursor::{Cursor, arabic_digit};

/// The largest number that is read, 一亿亿. Everything computed from it (× 1.1, + one place) fits a `u64`.
pub(super) const LARGEST: u64 = 10_000_000_000_000_000;

/// What a numeral is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits.
    #[default]
    Digits,
    /// 百 千 万 without a digit before it.
    Round,
    /// 几十, 数百: the upper end (100, 1000) is no longer meant.
    Open,
    /// 几 or 数 with nothing behind it: from two to nine.
    Vague,
    /// 数以千计: this or more.
    Thousands,
}

/// A numeral and how it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) low: Number,
    /// The same as `low` except for 五六 and 几十.
    pub(super) high: Number,
    pub(super) shape: Shape,
    /// The trailing 万 or 亿, for 9～16亿, where the first number means 亿 too; otherwise 1.
    pub(super) scale: u64,
    /// Whether it may stand before 几: 十几, 20几.
    pub(super) takes_few: bool,
}

impl Numeral {
    pub(super) fn plain(value: Number) -> Self {
        Self { low: value, high: value, shape: Shape::Digits, scale: 1, takes_few: false }
    }
}

/// 1.2 万: blanks before 万 and 亿 are the typesetter's.
pub(super) fn skip_blanks_before_scale(cursor: &mut Cursor<'_>) {
    let mut behind = *cursor;
    behind.skip_blanks();
    if matches!(behind.peek(), Some('万' | '亿')) {
        *cursor = behind;
    }
}

/// 千克, 千米, 千瓦, 百分点, 百分之: here 千 and 百 are not factors.
pub(super) fn begins_unit(cursor: Cursor<'_>) -> bool {
    match cursor.peek() {
        Some('千') => matches!(cursor.peek_second(), Some('克' | '米' | '瓦' | '分')),
        Some('百') => cursor.peek_second() == Some('分'),
        _ => false,
    }
}

/// A run of digits as a positional number (`None` if it is too large) and how many there are.
pub(super) fn read_digits(
    cursor: &mut Cursor<'_>,
    digit: fn(char) -> Option<u8>,
) -> (Option<u64>, usize) {
    let (mut value, mut count) = (Some(0_u64), 0);
    while let Some(next) = cursor.peek().and_then(digit) {
        value = value.and_then(|v| v.checked_mul(10)?.checked_add(u64::from(next)));
        cursor.bump();
        count += 1;
    }
    (value.filter(|&v| v <= LARGEST), count)
}

/// 1,250, and 1，250 as an input method for Chinese types it: a comma belongs to the number if groups of exactly three digits follow one to three digits.
pub(super) fn read_grouped(cursor: &mut Cursor<'_>) -> Option<u64> {
    let (mut value, mut count) = read_digits(cursor, arabic_digit);
    while (1..=3).contains(&count) && matches!(cursor.peek(), Some(',' | '，')) {
        let mut behind = *cursor;
        behind.bump();
        let (group, digits) = read_digits(&mut behind, arabic_digit);
        if digits != 3 {
            break;
        }
        value = value.and_then(|v| v.checked_mul(1000)?.checked_add(group?));
        *cursor = behind;
        count = 3;
    }
    value.filter(|&v| v <= LARGEST)
}
