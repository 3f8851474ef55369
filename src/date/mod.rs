//! Dates as people write them, as fine as they were written: 2005年8月, 2024-03-18, 2023年度, 二〇二三年.
//!
//! Entry points: [`PartialDate`], [`parse`] for a whole phrase, [`parse_prefix`] for the beginning of prose. It does
//! not know times of day, time zones, relative dates (去年) or the clock.

mod read;
mod scan;
mod typed;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use read::part;
pub use scan::{Found, scan};
pub use typed::{month_of_figures, parse_typed};

use read::{Form, begins_with_year, read};

/// The years that are taken for years.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A year, a month or a day that exists.
///
/// The derived order is total, for sorting: a year comes before its months, a month before its days. To ask
/// whether one date lies before another, use [`PartialDate::cmp_coarse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is no date. Offsets are bytes in the text as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// The text is not written as a date.
    NotADate,
    /// A date, and then something else.
    Trailing {
        /// Where the rest begins.
        offset: usize,
    },
    /// A month or day without its year: 8月底.
    YearMissing,
    /// A year outside 1900 to 2199.
    YearOutOfRange {
        /// The year as written.
        year: i16,
    },
    /// A month above 12, or 0.
    NoSuchMonth {
        /// The year as written.
        year: i16,
        /// The month as written.
        month: i8,
    },
    /// A day that the month does not have: 2024-02-30.
    NoSuchDay {
        /// The year as written.
        year: i16,
        /// The month as written.
        month: i8,
        /// The day as written.
        day: i8,
    },
}

/// Reads a whole text as a date. Blanks around it are ignored.
///
/// # Errors
/// Tells a text that is no date from a date that does not exist; see [`DateError`].
pub fn parse(text: &str) -> Result<PartialDate, DateError> {
    let trimmed = text.trim();
    let reading = read(trimmed)?;
    if reading.end < trimmed.len() {
        let offset = text.len() - text.trim_start().len() + reading.end;
        return Err(DateError::Trailing { offset });
    }
    Ok(reading.date)
}

/// The date that `text` begins with, and its length in bytes. Bare years and 2024.3 are numbers, not dates.
#[must_use]
pub fn parse_prefix(text: &str) -> Option<(PartialDate, usize)> {
    if !begins_with_year(text) {
        return None;
    }
    let reading = read(text).ok()?;
    (reading.form == Form::Marked).then_some((reading.date, reading.end))
}

/// The date that `text`, already trimmed, is as a whole; `None` if it may be a number.
pub(crate) fn parse_marked(text: &str) -> Option<Result<PartialDate, DateError>> {
    match read(text) {
        Ok(reading) if reading.end == text.len() && reading.form == Form::Marked => {
            Some(Ok(reading.date))
        }
        Err(error @ (DateError::NoSuchMonth { .. } | DateError::NoSuchDay { .. })) => {
            Some(Err(error))
        }
        _ => None,
    }
}

impl PartialDate {
    /// A date, as fine as the parts that are given. A day without a month is ignored.
    ///
    /// # Errors
    /// If there is no such date, or the year lies outside 1900 to 2199.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, DateError> {
        if !YEARS.contains(&year) {
            return Err(DateError::YearOutOfRange { year });
        }
        let Some(month) = month else {
            return Ok(Self { year, month: None, day: None });
        };
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth { year, month });
        }
        let first = Self { year, month: Some(month), day: None };
        let Some(day) = day else { return Ok(first) };
        if day < 1 || day > first.last_day().day() {
            return Err(DateError::NoSuchDay { year, month, day });
        }
        Ok(Self { day: Some(day), ..first })
    }

    /// The year, 1900 to 2199.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The first day that it may stand for.
    ///
    /// # Panics
    /// Never: only dates that exist can be made.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        Date::new(self.year, month, day).expect("the constructor admits only dates that exist")
    }

    /// The last day that it may stand for.
    ///
    /// # Panics
    /// Never: only dates that exist can be made.
    #[must_use]
    pub fn last_day(self) -> Date {
        let last_month = self.month.unwrap_or(12);
        let first = Date::new(self.year, last_month, self.day.unwrap_or(1))
            .expect("the constructor admits only dates that exist");
        if self.day.is_some() { first } else { first.last_of_month() }
    }

    /// The day itself, if it was written.
    #[must_use]
    pub fn full(self) -> Option<Date> {
        self.day.map(|_| self.first_day())
    }

    /// Compares at the coarser precision of the two: 2005 and 2005-08 are equal, 2005-07 is less than 2005-08.
    ///
    /// Not transitive, so not for sorting.
    #[must_use]
    pub fn cmp_coarse(&self, other: &Self) -> Ordering {
        let part = |one: Option<i8>, two: Option<i8>| match (one, two) {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => Ordering::Equal,
        };
        self.year
            .cmp(&other.year)
            .then(part(self.month, other.month))
            .then(part(self.day, other.day))
    }

    /// 2005, 2005-08 or 2005-08-01.
    #[must_use]
    pub fn to_iso(self) -> String {
        let year = self.year;
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year.to_string(),
        }
    }

    /// 2005年, 2005年8月 or 2005年8月1日.
    #[must_use]
    pub fn to_chinese(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.year)?;
        if let Some(month) = self.month {
            write!(f, "{month}月")?;
        }
        if let Some(day) = self.day {
            write!(f, "{day}日")?;
        }
        Ok(())
    }
}

impl From<Date> for PartialDate {
    /// A full date. jiff admits years that [`PartialDate::new`] does not; they are kept.
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADate => f.write_str("not a date"),
            Self::Trailing { offset } => write!(f, "text behind the date (byte {offset})"),
            Self::YearMissing => f.write_str("a month without its year"),
            Self::YearOutOfRange { year } => write!(f, "year {year} is not within 1900 to 2199"),
            Self::NoSuchMonth { year, month } => write!(f, "no month {month} in {year}"),
            Self::NoSuchDay { year, month, day } => write!(f, "no day {day} in {year}-{month:02}"),
        }
    }
}

impl std::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{DateError, parse, parse_prefix, part};

    fn iso(text: &str) -> String {
        parse(text).map_or_else(|error| format!("{error:?}"), super::PartialDate::to_iso)
    }

    #[test]
    fn dates_are_read_as_fine_as_they_are_written() {
        assert_eq!(iso("2023"), "2023");
        assert_eq!(iso("2005-08"), "2005-08");
        assert_eq!(iso("2005.8"), "2005-08");
        assert_eq!(iso(" 2024-03-18 "), "2024-03-18");
        assert_eq!(iso("2024/3/18"), "2024-03-18");
        assert_eq!(iso("2024.3.18"), "2024-03-18");
        assert_eq!(iso("2005年8月"), "2005-08");
        assert_eq!(iso("2005 年 8 月 1 日"), "2005-08-01");
        assert_eq!(iso("2024年7月1号"), "2024-07-01");
        assert_eq!(iso("２００５年８月"), "2005-08");
        assert_eq!(iso("二0二三年十月二十六日"), "2023-10-26");
        assert_eq!(iso("二〇二三年元月"), "2023-01");
        assert_eq!(iso("二〇二三年"), "2023");
    }

    #[test]
    fn words_behind_a_date_are_not_kept() {
        for text in ["2020年底", "2020年初", "2020年中", "2020年年底", "2020年度", "2020年上半年"]
        {
            assert_eq!(iso(text), "2020", "{text}");
        }
        for text in ["2020年8月底", "2020年8月上旬", "2020年8月中旬", "2020年8月份"] {
            assert_eq!(iso(text), "2020-08", "{text}");
        }
    }

    #[test]
    fn the_part_that_a_word_behind_a_date_means_is_known() {
        for (text, word) in [
            ("2020年底", "底"),
            ("2020年年底", "年底"),
            ("二〇二〇年上半年", "上半年"),
            ("2020年三季度", "三季度"),
            ("2020年8月中下旬", "中下旬"),
            ("2020年8月末成立", "末"),
        ] {
            assert_eq!(part(text), Some(word), "{text}");
        }
        for text in ["2020年", "2020年度", "2020年8月", "2020年8月份", "2020-08", "2020年8月1日"]
        {
            assert_eq!(part(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_not_the_same_as_no_date() {
        assert_eq!(
            parse("2024-02-30"),
            Err(DateError::NoSuchDay { year: 2024, month: 2, day: 30 })
        );
        assert_eq!(
            parse("2023年2月29日"),
            Err(DateError::NoSuchDay { year: 2023, month: 2, day: 29 })
        );
        assert_eq!(parse("2024年13月"), Err(DateError::NoSuchMonth { year: 2024, month: 13 }));
        assert_eq!(parse("1024年"), Err(DateError::YearOutOfRange { year: 1024 }));
        assert_eq!(parse("8月底"), Err(DateError::YearMissing));
        assert_eq!(parse("去年"), Err(DateError::NotADate));
        assert_eq!(parse(""), Err(DateError::NotADate));
        assert_eq!(parse("2000.13"), Err(DateError::NotADate));
        assert_eq!(parse("2000/13"), Err(DateError::NoSuchMonth { year: 2000, month: 13 }));
        assert_eq!(parse("   2005年8月始设"), Err(DateError::Trailing { offset: 14 }));
    }

    #[test]
    fn prose_may_begin_with_a_date_but_not_with_a_bare_year() {
        let end = |text| parse_prefix(text).map(|(_, end)| &text[end..]);
        assert_eq!(end("2005年8月,更名"), Some(",更名"));
        assert_eq!(end("2023年以来"), Some("以来"));
        assert_eq!(end("2023-10-26开会"), Some("开会"));
        assert_eq!(end("2023名党员"), None);
        assert_eq!(end("2019-2023年"), None);
        assert_eq!(end("2000.5元"), None);
    }

    #[test]
    fn dates_compare_at_the_coarser_precision_and_sort_totally() {
        let date = |text| parse(text).unwrap();
        assert_eq!(date("2005").cmp_coarse(&date("2005-08")), Ordering::Equal);
        assert_eq!(date("2005-07").cmp_coarse(&date("2005-08-01")), Ordering::Less);
        assert!(date("2005") < date("2005-01"));
        assert_eq!(date("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(date("2024").last_day().to_string(), "2024-12-31");
        assert_eq!(date("2024").first_day().to_string(), "2024-01-01");
        assert_eq!(date("2024-03").full(), None);
        assert_eq!(date("2024-03-18").full(), Some(jiff::civil::date(2024, 3, 18)));
        assert_eq!(date("2024-03-18").to_chinese(), "2024年3月18日");
    }
}
