//! Finds the dates of a prose, also those that do not exist: 2005年8月, 2023年2月30日.
//!
//! Entry point: [`scan`]. A date of prose has 年 behind its year; 2005-08 is left alone, as it may be anything.

use std::ops::Range;

use super::read::read;
use super::{DateError, PartialDate};
use crate::quantity::cursor::{any_digit, is_blank};

/// A date in a prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text, on character boundaries.
    pub range: Range<usize>,
    /// The date; a date that does not exist is an error, and `range` then ends behind its year.
    pub date: Result<PartialDate, DateError>,
}

/// Every date of `text` whose year has four digits of either script, in order. Linear.
pub fn scan(text: &str) -> impl Iterator<Item = Found> {
    let years = memchr::memmem::find_iter(text.as_bytes(), "年");
    let mut end = 0;
    years.filter_map(move |at| {
        let start = year_before(text, at).filter(|start| *start >= end)?;
        let found = match read(&text[start..]) {
            Ok(reading) => Found { range: start..start + reading.end, date: Ok(reading.date) },
            Err(error) => Found { range: start..at + '年'.len_utf8(), date: Err(error) },
        };
        end = found.range.end;
        Some(found)
    })
}

/// Where the four digits before byte `at` begin.
fn year_before(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches(is_blank);
    let mut start = before.len();
    let mut digits = before.char_indices().rev();
    for _ in 0..4 {
        let (place, _) = digits.next().filter(|(_, c)| any_digit(*c).is_some())?;
        start = place;
    }
    let is_longer = digits.next().is_some_and(|(_, c)| any_digit(c).is_some());
    (!is_longer).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn dates_of_a_prose_are_found_whether_they_exist_or_not() {
        let text =
            "支部2005年8月成立，二〇二三年换届，2023年2月30日评议，120 年前，12年间，2019-2021年。";
        let found: Vec<_> = scan(text)
            .map(|one| (&text[one.range], one.date.map(super::PartialDate::to_iso).ok()))
            .collect();
        let iso = |date: &str| Some(date.to_owned());
        assert_eq!(
            found,
            [
                ("2005年8月", iso("2005-08")),
                ("二〇二三年", iso("2023")),
                ("2023年", None),
                ("2021年", iso("2021")),
            ]
        );
    }
}
