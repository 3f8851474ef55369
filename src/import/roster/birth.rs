//! Dates of birth in all the ways in which rosters hold them, and ages in whole years.
//!
//! Entry points: [`date`], [`of_identity`], [`years`].

use jiff::civil::Date;

use crate::date::{self, PartialDate};
use crate::fullwidth;
use crate::import::roster::cells::Value;

/// Why there is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No such date: 1953.13.
    Impossible,
    /// A number such as 1953.1, which Excel makes of 1953.10 too.
    Ambiguous,
    /// A number of the identity card that Excel rounded.
    Rounded,
    /// A number of the identity card whose check digit is wrong.
    CheckDigit,
}

/// Days between 1899-12-30 and 1904-01-01.
const FROM_1904: i64 = 1462;

/// The date that a cell holds.
pub(super) fn date(value: &Value, is_1904: bool) -> Result<PartialDate, Fault> {
    match value {
        Value::Date(year, month, day) => {
            PartialDate::new(*year, Some(*month), Some(*day)).map_err(|_| Fault::Impossible)
        }
        Value::Number(number) => of_number(*number, is_1904),
        Value::Text(text) => of_text(text, is_1904),
    }
}

fn of_text(text: &str, is_1904: bool) -> Result<PartialDate, Fault> {
    // 1945-03-12 00:00:00, as other programs write a date.
    let text = match text.trim().split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    if plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return of_digits(&plain, is_1904);
    }
    let plain = if is_short(&plain) { format!("19{plain}") } else { plain };
    date::parse(plain.trim_end_matches(['生', '.'])).map_err(|_| Fault::Impossible)
}

/// 55.11, 55年11月: the year without its century, which is the last one for a birth.
fn is_short(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    digits == 2
        && behind.starts_with(['.', '-', '/', '年'])
        && behind.contains(|c: char| c.is_ascii_digit())
}

/// Whether a cell holds a date whose year has two digits.
pub(super) fn has_short_year(value: &Value) -> bool {
    match value {
        Value::Text(text) => is_short(&text.chars().map(half_width).collect::<String>()),
        Value::Number(number) => (1.0..100.0).contains(number) && number.fract() != 0.0,
        Value::Date(..) => false,
    }
}

fn half_width(c: char) -> char {
    match c {
        '。' | '·' | '、' => '.',
        other => fullwidth::half_width(other),
    }
}

/// 19530303, 195303, 1953, or days since 1900.
fn of_digits(digits: &str, is_1904: bool) -> Result<PartialDate, Fault> {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<i16>().unwrap_or_default();
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    match digits.len() {
        8 => PartialDate::new(part(0..4), Some(small(part(4..6))), Some(small(part(6..8)))),
        6 => PartialDate::new(part(0..4), Some(small(part(4..6))), None),
        4 => PartialDate::new(part(0..4), None, None),
        5 => return serial(digits.parse().unwrap_or_default(), is_1904),
        _ => return Err(Fault::Impossible),
    }
    .map_err(|_| Fault::Impossible)
}

fn of_number(number: f64, is_1904: bool) -> Result<PartialDate, Fault> {
    if !(0.0..1e9).contains(&number) {
        return Err(Fault::Impossible);
    }
    let text = number.to_string();
    if number.fract() == 0.0 {
        return of_digits(&text, is_1904);
    }
    match text.split_once('.') {
        // 1953.1 may have been 1953.10.
        Some((year, "1")) if year.len() == 4 => Err(Fault::Ambiguous),
        Some((year, month)) if year.len() == 4 && month.len() <= 2 => {
            date::parse(&text).map_err(|_| Fault::Impossible)
        }
        // 55.11 as a number; 55.1 may have been 55.10.
        Some((year, "1")) if year.len() == 2 => Err(Fault::Ambiguous),
        Some((year, month)) if year.len() == 2 && month.len() <= 2 => {
            date::parse(&format!("19{text}")).map_err(|_| Fault::Impossible)
        }
        // A day with an hour.
        Some((days, _)) if days.len() == 5 => of_digits(days, is_1904),
        _ => Err(Fault::Impossible),
    }
}

fn serial(days: i64, is_1904: bool) -> Result<PartialDate, Fault> {
    let days = if is_1904 { days + FROM_1904 } else { days };
    let span = jiff::Span::new().try_days(days).map_err(|_| Fault::Impossible)?;
    let day = jiff::civil::date(1899, 12, 30).checked_add(span).map_err(|_| Fault::Impossible)?;
    Ok(day.into())
}

/// Day of birth, and whether a woman's, from a resident number (GB 11643).
pub(super) fn of_identity(value: &Value) -> Result<(PartialDate, bool), Fault> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Value::Text(text) = value else { return Err(Fault::Rounded) };
    let digits: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(half_width)
        .collect::<String>()
        .to_uppercase();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if text.contains(['E', 'e'])
        || digits.len() == 18 && is_number(&digits) && digits.ends_with("000")
    {
        return Err(Fault::Rounded);
    }
    // Numbers of fifteen digits have no check digit and the year without its century.
    if digits.len() == 15 && is_number(&digits) {
        let date = of_digits(&format!("19{}", &digits[6..12]), false)?;
        return Ok((date, matches!(digits.as_bytes()[14], b'0' | b'2' | b'4' | b'6' | b'8')));
    }
    if digits.len() != 18 || !digits.is_ascii() || !is_number(&digits[..17]) {
        return Err(Fault::CheckDigit);
    }
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    if digits.as_bytes()[17] != b"10X98765432"[(sum % 11) as usize] {
        return Err(Fault::CheckDigit);
    }
    let is_woman = (digits.as_bytes()[16] - b'0').is_multiple_of(2);
    Ok((of_digits(&digits[6..14], false)?, is_woman))
}

/// Whole years from a day to `as_of`. Of a month alone the month counts as reached; of a year alone there is no age.
pub(super) fn years(from: PartialDate, as_of: Date) -> Option<u8> {
    let month = from.month()?;
    let day = from.day().unwrap_or(1);
    let is_reached = (as_of.month(), as_of.day()) >= (month, day);
    let years = as_of.year() - from.year() - i16::from(!is_reached);
    u8::try_from(years).ok().filter(|years| *years < 130)
}

/// Whole years in the party; of a year alone they are known where the whole of it has passed fifty years, or has not.
pub(super) fn years_in_party(from: PartialDate, as_of: Date) -> Option<u8> {
    let of_year = || {
        let (most, least) = (as_of.year() - from.year(), as_of.year() - from.year() - 1);
        let is_clear = (most >= 50) == (least >= 50);
        u8::try_from(least).ok().filter(|_| is_clear)
    };
    years(from, as_of).or_else(|| from.month().is_none().then(of_year).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(value: &Value) -> String {
        date(value, false).map_or_else(|fault| format!("{fault:?}"), PartialDate::to_iso)
    }

    #[test]
    fn dates_are_read_in_all_their_forms() {
        let text = |text: &str| iso(&Value::Text(text.to_owned()));
        for (written, expected) in [
            ("1953.04", "1953-04"),
            ("1950-03-12", "1950-03-12"),
            ("1950年3月", "1950-03"),
            ("19530303", "1953-03-03"),
            ("1960．01．02", "1960-01-02"),
            ("1937/10/26", "1937-10-26"),
            ("22567", "1961-10-13"),
            ("1945-03-12 00:00:00", "1945-03-12"),
            ("1950 03", "1950-03"),
            ("1953.13", "Impossible"),
            ("55.11", "1955-11"),
            ("48年3月", "1948-03"),
        ] {
            assert_eq!(text(written), expected, "{written}");
        }
        assert_eq!(iso(&Value::Number(22567.0)), "1961-10-13");
        assert_eq!(iso(&Value::Number(1953.04)), "1953-04");
        assert_eq!(iso(&Value::Number(1953.1)), "Ambiguous");
    }

    #[test]
    fn numbers_of_identity_cards_are_checked() {
        let of = |text: &str| of_identity(&Value::Text(text.to_owned()));
        let born = PartialDate::new(1949, Some(12), Some(31)).unwrap();
        assert_eq!(of("11010519491231002X"), Ok((born, true)));
        assert_eq!(of("110105194912310021"), Err(Fault::CheckDigit));
        assert_eq!(of_identity(&Value::Number(1.1e17)), Err(Fault::Rounded));
    }

    #[test]
    fn ages_are_whole_years() {
        let as_of = jiff::civil::date(2023, 12, 30);
        let age = |text: &str| years(date(&Value::Text(text.to_owned()), false).unwrap(), as_of);
        assert_eq!(
            [age("1953.12"), age("1953-12-31"), age("1953-12-30"), age("1953")],
            [Some(70), Some(69), Some(70), None]
        );
    }
}
