//! The forms of a written date.
//!
//! Entry points: [`read`]; [`part`] for what it leaves out. Which dates exist is known to [`PartialDate::new`]; where a
//! form may pass for a date is decided by the callers in the parent module.

use super::{DateError, PartialDate};
use crate::quantity::cursor::{Cursor, any_digit, arabic_digit, han_digit};

/// Words behind a year that say which part or use of it is meant. They are not kept in the value: [`part`] gives them.
const AFTER_YEAR: [&str; 23] = [
    "上半年",
    "下半年",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "年底",
    "年初",
    "年中",
    "年末",
    "年终",
    "年度",
    "度",
    "底",
    "初",
    "末",
    "终",
    "中",
    "份",
];
const AFTER_MONTH: [&str; 8] = ["上旬", "中旬", "下旬", "中下旬", "底", "初", "末", "中"];

/// How a date was written, which decides where it may pass for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 2023
    Bare,
    /// 2024.3: elsewhere a decimal number.
    DottedMonth,
    /// Everything that can be nothing but a date.
    Marked,
}

/// A date at the beginning of a text.
pub(super) struct Reading {
    pub(super) date: PartialDate,
    /// The byte behind it.
    pub(super) end: usize,
    pub(super) form: Form,
}

/// Reads the date at the beginning of `text`.
pub(super) fn read(text: &str) -> Result<Reading, DateError> {
    let mut cursor = Cursor::new(text, 0);
    let Some(year) = read_year(&mut cursor) else {
        return Err(without_year(text));
    };
    let before_mark = cursor;
    cursor.skip_blanks();
    match cursor.peek() {
        Some('年') => read_han(cursor, year),
        Some('-' | '/' | '.' | '－' | '／' | '．') => read_separated(before_mark, year),
        _ => Ok(Reading {
            date: PartialDate::new(year, None, None)?,
            end: before_mark.at(),
            form: Form::Bare,
        }),
    }
}

/// Which part of its year or month a date in `text` means, in a word that the value does not keep: 2008年底, 2020年8月上旬.
pub fn part(text: &str) -> Option<&'static str> {
    const WHOLE: [&str; 3] = ["年度", "度", "份"];
    let behind = |sign: char, words: &'static [&'static str]| {
        let mut places = text.match_indices(sign).map(move |(at, sign)| at + sign.len());
        places.find_map(|at| words.iter().find(|word| text[at..].starts_with(**word)))
    };
    let word = behind('月', &AFTER_MONTH).or_else(|| behind('年', &AFTER_YEAR));
    word.copied().filter(|word| !WHOLE.contains(word))
}

/// Whether `text` begins with a year. Most numbers in prose do not, and need no error that says so.
pub(super) fn begins_with_year(text: &str) -> bool {
    read_year(&mut Cursor::new(text, 0)).is_some()
}

/// 8月底 is a date that lacks its year; anything else is none.
fn without_year(text: &str) -> DateError {
    let mut cursor = Cursor::new(text, 0);
    match read_small(&mut cursor) {
        Some(_) if matches!(cursor.peek(), Some('月')) => DateError::YearMissing,
        _ => DateError::NotADate,
    }
}

/// Exactly four digits of either script.
fn read_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut behind = *cursor;
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + i16::from(behind.peek().and_then(any_digit)?);
        behind.bump();
    }
    if behind.peek().and_then(any_digit).is_some() {
        return None;
    }
    *cursor = behind;
    Some(year)
}

/// What follows 2005: 年, 年8月, 年7月1日, each with a word such as 底 or 上旬.
fn read_han(mut cursor: Cursor<'_>, year: i16) -> Result<Reading, DateError> {
    let marked = |date, cursor: Cursor<'_>| Reading { date, end: cursor.at(), form: Form::Marked };
    cursor.bump();
    let Some(month) = read_part(&mut cursor, &["月份", "月"]) else {
        let date = PartialDate::new(year, None, None)?;
        let _ = AFTER_YEAR.iter().any(|word| cursor.eat(word));
        return Ok(marked(date, cursor));
    };
    let day = read_part(&mut cursor, &["日", "号"]);
    if day.is_none() {
        let _ = AFTER_MONTH.iter().any(|word| cursor.eat(word));
    }
    Ok(marked(PartialDate::new(year, Some(month), day)?, cursor))
}

/// A number and the word behind it, 8月; the cursor stays where it is if they are not there.
fn read_part(cursor: &mut Cursor<'_>, words: &[&str]) -> Option<i8> {
    let mut behind = *cursor;
    behind.skip_blanks();
    let value = if behind.eat("元") { 1 } else { read_small(&mut behind)? };
    behind.skip_blanks();
    if !words.iter().any(|word| behind.eat(word)) {
        return None;
    }
    *cursor = behind;
    Some(value)
}

/// What follows 2024 in 2024-03-18, 2024/3/18, 2024.3.18 and 2005-08.
fn read_separated(mut cursor: Cursor<'_>, year: i16) -> Result<Reading, DateError> {
    let bare = cursor;
    let separator = cursor.peek();
    cursor.bump();
    let Some(month) = read_digits(&mut cursor) else {
        let date = PartialDate::new(year, None, None)?;
        return Ok(Reading { date, end: bare.at(), form: Form::Bare });
    };
    let end = cursor.at();
    let dotted = matches!(separator, Some('.' | '．'));
    if cursor.peek() == separator {
        cursor.bump();
        if let Some(day) = read_digits(&mut cursor) {
            let date = PartialDate::new(year, Some(month), Some(day))?;
            return Ok(Reading { date, end: cursor.at(), form: Form::Marked });
        }
    }
    let form = if dotted { Form::DottedMonth } else { Form::Marked };
    match PartialDate::new(year, Some(month), None) {
        // 2000.5 and 1024.50 are numbers rather than months that do not exist.
        Err(_) if dotted => Err(DateError::NotADate),
        date => Ok(Reading { date: date?, end, form }),
    }
}

/// One or two Arabic digits, and no third.
fn read_digits(cursor: &mut Cursor<'_>) -> Option<i8> {
    let mut behind = *cursor;
    let (mut value, mut count) = (0_i8, 0);
    while let Some(digit) = behind.peek().and_then(arabic_digit) {
        behind.bump();
        count += 1;
        if count > 2 {
            return None;
        }
        value = value * 10 + i8::try_from(digit).ok()?;
    }
    if count == 0 {
        return None;
    }
    *cursor = behind;
    Some(value)
}

/// A number below 100 in either script: 8, 08, 八, 十二, 二十六.
fn read_small(cursor: &mut Cursor<'_>) -> Option<i8> {
    if cursor.peek().and_then(arabic_digit).is_some() {
        return read_digits(cursor);
    }
    let mut behind = *cursor;
    let eat_digit = |cursor: &mut Cursor<'_>| {
        let digit = cursor.peek().and_then(han_digit)?;
        cursor.bump();
        i8::try_from(digit).ok()
    };
    let tens = eat_digit(&mut behind);
    let value = if behind.eat("十") {
        tens.unwrap_or(1) * 10 + eat_digit(&mut behind).unwrap_or(0)
    } else {
        tens?
    };
    *cursor = behind;
    Some(value)
}
