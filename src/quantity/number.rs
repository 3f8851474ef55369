//! Numerals as people write them: 1,250, 77.7, 三千二百五十, 1.3万, 五六万, 几十, 百.
//!
//! Entry point: [`read`]. It reads the numeral alone; hedges such as 余, units and ranges with a dash are read in
//! `grammar`. Numerals of several parts (三千二百五十, 3万5千) are put together in `compose`.

use super::compose::Builder;
use super::cursor::{Cursor, any_digit, arabic_digit, han_digit, is_blank};
use super::numeral::{
    LARGEST, Numeral, Shape, begins_unit, read_digits, read_grouped, skip_blanks_before_scale,
};
use super::{Number, QuantityError};
use crate::prefilter;

/// Digits that are below [`LARGEST`] whatever they are.
const MOST_PLAIN: usize = 16;
/// Digits behind the point, so that products of denominators fit as well.
const MOST_PLACES: u32 = 6;

/// Reads the numeral at the cursor and moves behind it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Numeral, QuantityError> {
    if !prefilter::is_off()
        && let Some(plain) = read_plain(cursor)
    {
        return Ok(plain);
    }
    read_any(cursor)
}

/// 22名: digits and nothing that could belong to the numeral behind them. Nearly every number in prose is so, and needs
/// no builder.
fn read_plain(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let rest = cursor.rest();
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let continues =
        |c: char| can_start(c) || is_blank(c) || matches!(c, '.' | '．' | '点' | ',' | '，');
    if !(1..=MOST_PLAIN).contains(&count) || rest[count..].starts_with(continues) {
        return None;
    }
    let value = rest[..count].bytes().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
    cursor.skip_bytes(count);
    let takes_few = value > 0 && value.is_multiple_of(10);
    Some(Numeral { takes_few, ..Numeral::plain(Number::from(value)) })
}

fn read_any(cursor: &mut Cursor<'_>) -> Result<Numeral, QuantityError> {
    let offset = cursor.at();
    if let Some(decimal) = read_decimal(cursor)? {
        return Ok(decimal);
    }
    let mut builder = Builder::default();
    while let Some(next) = cursor.peek() {
        let before = cursor.at();
        builder.take(next, cursor).ok_or(QuantityError::TooLarge { offset })?;
        if cursor.at() == before {
            break;
        }
    }
    builder.finish(offset)
}

/// Two to nine, as 几 says it.
pub(super) fn vague() -> Numeral {
    let (low, high) = (Number::from(2_u32), Number::from(9_u32));
    Numeral { low, high, shape: Shape::Vague, ..Numeral::plain(low) }
}

/// A whole number in digits.
pub(super) fn whole(value: u32) -> Numeral {
    Numeral::plain(Number::from(value))
}

/// The largest number that is read.
pub(super) fn largest() -> Number {
    Number::from(LARGEST)
}

/// Whether a numeral can begin with `c`.
pub(super) fn can_start(c: char) -> bool {
    any_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '几' | '数')
}

/// The factor at the cursor that scales a whole number: 万, 亿, 千万, 百亿, 万亿.
pub(super) fn eat_scale(cursor: &mut Cursor<'_>) -> u64 {
    let mut behind = *cursor;
    let mut factor = match behind.peek() {
        Some('十') => 10,
        Some('百') => 100,
        Some('千') => 1000,
        _ => 1,
    };
    if factor > 1 {
        behind.bump();
    }
    let small = factor;
    for (word, big) in [("万", 10_000), ("亿", 100_000_000)] {
        if behind.eat(word) {
            factor *= big;
        }
    }
    if factor == small {
        return 1;
    }
    *cursor = behind;
    factor
}

/// 77.7, 1.3万, 3.5千, 三点五. `None`, and the cursor where it was, if there is no decimal here.
fn read_decimal(cursor: &mut Cursor<'_>) -> Result<Option<Numeral>, QuantityError> {
    let offset = cursor.at();
    let mut behind = *cursor;
    let digit = match behind.peek() {
        Some(c) if arabic_digit(c).is_some() => arabic_digit,
        Some(c) if han_digit(c).is_some() => han_digit,
        _ => return Ok(None),
    };
    let too_large = QuantityError::TooLarge { offset };
    let is_arabic = behind.peek().and_then(arabic_digit).is_some();
    let whole =
        if is_arabic { read_grouped(&mut behind) } else { read_digits(&mut behind, digit).0 };
    if !matches!(behind.peek(), Some('.' | '．' | '点'))
        || behind.peek_second().and_then(digit).is_none()
    {
        return Ok(None);
    }
    behind.bump();
    let mut mantissa = whole.ok_or(too_large.clone())?;
    let mut places = 0;
    while let Some(value) = behind.peek().and_then(digit) {
        behind.bump();
        mantissa = mantissa * 10 + u64::from(value);
        places += 1;
        if places > MOST_PLACES {
            return Err(QuantityError::TooPrecise { offset });
        }
        if mantissa > LARGEST {
            return Err(too_large);
        }
    }
    // 三点五十分 is a time of day.
    if matches!(behind.peek(), Some('十')) {
        return Ok(None);
    }
    skip_blanks_before_scale(&mut behind);
    let scale = eat_decimal_scale(&mut behind);
    let value = Number::ratio(mantissa, 10_u64.pow(places))
        .and_then(|value| value.checked_mul(Number::from(scale)))
        .filter(|&value| value <= Number::from(LARGEST))
        .ok_or(too_large)?;
    *cursor = behind;
    Ok(Some(Numeral { scale, ..Numeral::plain(value) }))
}

/// What may scale a decimal: 万 and 亿 as for whole numbers, and 百 or 千 alone where no unit begins (3.5千克).
fn eat_decimal_scale(cursor: &mut Cursor<'_>) -> u64 {
    let scale = eat_scale(cursor);
    if scale > 1 || begins_unit(*cursor) {
        return scale;
    }
    let small = match cursor.peek() {
        Some('百') => 100,
        Some('千') => 1000,
        _ => return 1,
    };
    cursor.bump();
    small
}

#[cfg(test)]
mod tests {
    use super::{read, read_any, read_plain};
    use crate::quantity::cursor::Cursor;

    /// What is read, and what is left.
    fn shown(text: &str) -> String {
        let mut cursor = Cursor::new(text, 0);
        match read(&mut cursor) {
            Ok(n) if n.low == n.high => format!("{} {}", n.low, cursor.rest()),
            Ok(n) => format!("{}..{} {}", n.low, n.high, cursor.rest()),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn arabic_numerals() {
        assert_eq!(shown("22名"), "22 名");
        assert_eq!(shown("１２名"), "12 名");
        assert_eq!(shown("1,250,000人"), "1250000 人");
        assert_eq!(shown("1,25人"), "1 ,25人");
        assert_eq!(shown("2023,100人"), "2023 ,100人");
        assert_eq!(shown("77.7岁"), "77.7 岁");
        assert_eq!(shown("1.2.3"), "1.2 .3");
    }

    #[test]
    fn plain_digits_are_read_as_the_builder_reads_them() {
        let behind = [
            "", "名", "余", "几名", "万", ",5", "，", " 万", "点", ".", ".5", "、3", "x", "０",
            "-5",
        ];
        for digits in ["0", "7", "07", "10", "120", "2023", "9999999999999999", "10000000000000001"]
        {
            for behind in behind {
                let text = format!("{digits}{behind}");
                let (mut fast, mut slow) = (Cursor::new(&text, 0), Cursor::new(&text, 0));
                let Some(plain) = read_plain(&mut fast) else { continue };
                let any = read_any(&mut slow).unwrap();
                assert_eq!(format!("{plain:?}"), format!("{any:?}"), "{text}");
                assert_eq!(fast.at(), slow.at(), "{text}");
            }
        }
        assert!(read_plain(&mut Cursor::new("22名", 0)).is_some());
    }

    #[test]
    fn han_numerals() {
        assert_eq!(shown("三千二百五十人"), "3250 人");
        assert_eq!(shown("两千三百元"), "2300 元");
        assert_eq!(shown("一万两千"), "12000 ");
        assert_eq!(shown("一万二"), "12000 ");
        assert_eq!(shown("一百五"), "150 ");
        assert_eq!(shown("一百零五"), "105 ");
        assert_eq!(shown("十"), "10 ");
        assert_eq!(shown("二百一十三"), "213 ");
        assert_eq!(shown("三亿五千万"), "350000000 ");
        assert_eq!(shown("三万亿元"), "3000000000000 元");
        assert_eq!(shown("二〇〇人"), "200 人");
        assert_eq!(shown("三点五"), "3.5 ");
        assert_eq!(shown("零"), "0 ");
    }

    #[test]
    fn mixed_numerals() {
        assert_eq!(shown("1.3万人"), "13000 人");
        assert_eq!(shown("3万5千元"), "35000 元");
        assert_eq!(shown("450万"), "4500000 ");
        assert_eq!(shown("3千克"), "3 千克");
        assert_eq!(shown("0.000001亿"), "100 ");
        assert_eq!(shown("3千人"), "3000 人");
        assert_eq!(shown("1.2 万份"), "12000 份");
    }

    #[test]
    fn numerals_that_name_a_range() {
        assert_eq!(shown("五六万套"), "50000..60000 套");
        assert_eq!(shown("十三四次"), "13..14 次");
        assert_eq!(shown("七八十种"), "70..80 种");
        assert_eq!(shown("三五个"), "3..5 个");
        assert_eq!(shown("几十件"), "20..100 件");
        assert_eq!(shown("数百名"), "200..1000 名");
    }

    #[test]
    fn numerals_that_are_too_large_are_errors() {
        assert_eq!(shown(&"9".repeat(40)), "TooLarge { offset: 0 }");
        assert_eq!(shown(&"九".repeat(40)), "TooLarge { offset: 0 }");
        assert_eq!(shown("9999999亿亿"), "999999900000000 亿");
        assert_eq!(shown("999999999万亿"), "TooLarge { offset: 0 }");
        assert_eq!(shown("1.2345678"), "TooPrecise { offset: 0 }");
        assert_eq!(shown("人"), "NoNumber { offset: 0 }");
    }
}
