//! The labels of age bands, read as ranges of whole years.
//!
//! Entry point: [`AgeRange::parse`]. How bands follow one another is in `tiling`; nobody is counted here.

use std::fmt;

use super::cursor::Cursor;
use super::number;
use serde::{Deserialize, Serialize};

/// Ages from `min` to `max` in whole years, both included; `None` is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgeRange {
    /// The youngest age.
    pub min: Option<u8>,
    /// The oldest age.
    pub max: Option<u8>,
}

/// Why a label is no range of ages. Offsets are bytes in the label as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgeError {
    /// An age was expected and is not there.
    NoAge {
        /// Where it was expected.
        offset: usize,
    },
    /// Not an age in whole years from 0 to 150.
    OutOfRange {
        /// Where the number begins.
        offset: usize,
    },
    /// The range runs downwards: 79-70岁, 不满0岁.
    Reversed {
        /// The youngest age.
        min: u8,
        /// The oldest age.
        max: u8,
    },
    /// The label goes on behind the range.
    Trailing {
        /// Where the rest begins.
        offset: usize,
    },
}

/// How old people are taken to become.
const OLDEST: u8 = 150;

impl AgeRange {
    /// Reads a label such as 69岁及以下, 70-79岁, 80岁以上, 不满60岁, 60岁至69岁, 90岁, 八十岁以上, ≥80 or 80+.
    ///
    /// 以上 and 以下 include the number, 不满, 不足, 超过 and (不含) do not. 70多岁 is 70 to 79.
    ///
    /// # Errors
    /// Says what was not understood and where; see [`AgeError`].
    pub fn parse(label: &str) -> Result<Self, AgeError> {
        let start = label.len() - label.trim_start().len();
        let mut cursor = Cursor::new(label.trim_end(), start.min(label.trim_end().len()));
        let _ = eat_word(&mut cursor, &AT);
        let before = eat_word(&mut cursor, &BEFORE);
        let age = read_age(&mut cursor)?;
        let range = match before {
            Some(side) => {
                eat_years(&mut cursor);
                side.range(age)?
            }
            None => read_rest(&mut cursor, age)?,
        };
        let _ = eat_word(&mut cursor, &BEHIND);
        cursor.skip_blanks();
        if !cursor.is_end() {
            return Err(AgeError::Trailing { offset: cursor.at() });
        }
        Ok(range)
    }

    /// Whether a person of `age` years is in the range.
    #[must_use]
    pub fn contains(self, age: u8) -> bool {
        self.min.is_none_or(|min| age >= min) && self.max.is_none_or(|max| age <= max)
    }

    /// What a label means among the bands of others: 60岁以下 beside 60-69岁 are those below 60, as who is 60 has a band
    /// of their own. 60岁及以下 says otherwise.
    #[must_use]
    pub fn beside(self, label: &str, others: &[Self]) -> Self {
        let says_more = label.contains(['及', '含', '≤', '内', '超']);
        match (self.min, self.max) {
            (None, Some(max @ 1..))
                if !says_more && others.iter().any(|other| other.min == Some(max)) =>
            {
                Self { max: Some(max - 1), ..self }
            }
            _ => self,
        }
    }

    fn between(min: u8, max: u8) -> Result<Self, AgeError> {
        if min > max {
            return Err(AgeError::Reversed { min, max });
        }
        Ok(Self { min: Some(min), max: Some(max) })
    }
}

/// On which side of a number the ages lie.
#[derive(Clone, Copy)]
enum Side {
    From,
    Above,
    UpTo,
    Below,
}

const BEFORE: [(&str, Side); 25] = [
    ("不低于", Side::From),
    ("不小于", Side::From),
    ("不少于", Side::From),
    ("不高于", Side::UpTo),
    ("不大于", Side::UpTo),
    ("高于", Side::Above),
    ("未到", Side::Below),
    ("达到", Side::From),
    ("年逾", Side::Above),
    ("不满", Side::Below),
    ("未满", Side::Below),
    ("不足", Side::Below),
    ("不到", Side::Below),
    ("小于", Side::Below),
    ("低于", Side::Below),
    ("不超过", Side::UpTo),
    ("超过", Side::Above),
    ("超", Side::Above),
    ("大于", Side::Above),
    ("年满", Side::From),
    ("≥", Side::From),
    ("≤", Side::UpTo),
    (">", Side::Above),
    ("<", Side::Below),
    ("满", Side::From),
];
const AFTER: [(&str, Side); 11] = [
    ("及其以上", Side::From),
    ("或以上", Side::From),
    ("及其以下", Side::UpTo),
    ("或以下", Side::UpTo),
    ("及以上", Side::From),
    ("以上", Side::From),
    ("及以下", Side::UpTo),
    ("以下", Side::UpTo),
    ("以内", Side::UpTo),
    ("+", Side::From),
    ("＋", Side::From),
];
const INCLUDED: [(&str, bool); 6] = [
    ("(含)", true),
    ("\u{ff08}含\u{ff09}", true),
    ("(含本数)", true),
    ("\u{ff08}含本数\u{ff09}", true),
    ("(不含)", false),
    ("\u{ff08}不含\u{ff09}", false),
];
const OPENED: [(&str, bool); 4] =
    [("（含", true), ("(含", true), ("（不含", false), ("(不含", false)];
/// Words round a range that say nothing of it.
const AT: [(&str, ()); 4] = [("年龄在", ()), ("介于", ()), ("处于", ()), ("在", ())];
const BEHIND: [(&str, ()); 4] = [("之间", ()), ("年龄段", ()), ("的", ()), ("段", ())];
const RANGE_MARKS: [(&str, ()); 10] = [
    ("——", ()),
    ("—", ()),
    ("-", ()),
    ("–", ()),
    ("~", ()),
    ("～", ()),
    ("〜", ()),
    ("－", ()),
    ("至", ()),
    ("到", ()),
];

impl Side {
    fn range(self, age: u8) -> Result<AgeRange, AgeError> {
        Ok(match self {
            Self::From => AgeRange { min: Some(age), max: None },
            Self::Above => AgeRange { min: Some(age + 1), max: None },
            Self::UpTo => AgeRange { min: None, max: Some(age) },
            Self::Below => {
                let max = age.checked_sub(1).ok_or(AgeError::Reversed { min: 0, max: 0 })?;
                AgeRange { min: None, max: Some(max) }
            }
        })
    }

    fn excluding(self) -> Self {
        match self {
            Self::From | Self::Above => Self::Above,
            Self::UpTo | Self::Below => Self::Below,
        }
    }
}

/// What follows the first age: a second one, a side, 多岁, or nothing.
fn read_rest(cursor: &mut Cursor<'_>, age: u8) -> Result<AgeRange, AgeError> {
    if age.is_multiple_of(10) && (cursor.eat("多岁") || cursor.eat("余岁")) {
        return AgeRange::between(age, age + 9);
    }
    eat_years(cursor);
    let included = eat_included(cursor, age);
    eat_years(cursor);
    if let Some(side) = eat_word(cursor, &AFTER) {
        let excludes = included.or_else(|| eat_included(cursor, age)) == Some(false);
        return if excludes { side.excluding() } else { side }.range(age);
    }
    if eat_word(cursor, &RANGE_MARKS).is_none() {
        return AgeRange::between(age, age);
    }
    let oldest = read_age(cursor)?;
    eat_years(cursor);
    AgeRange::between(age, oldest)
}

fn eat_word<T: Copy>(cursor: &mut Cursor<'_>, words: &[(&str, T)]) -> Option<T> {
    cursor.skip_blanks();
    words.iter().find(|(word, _)| cursor.eat(word)).map(|(_, meaning)| *meaning)
}

/// `（含）`, `（含60岁）`, `(不含60)`: whether the age itself is of the band.
fn eat_included(cursor: &mut Cursor<'_>, age: u8) -> Option<bool> {
    if let Some(included) = eat_word(cursor, &INCLUDED) {
        return Some(included);
    }
    let mut ahead = *cursor;
    let included = eat_word(&mut ahead, &OPENED)?;
    let said = read_age(&mut ahead).ok()?;
    eat_years(&mut ahead);
    let is_closed = ahead.eat("）") || ahead.eat(")");
    (is_closed && said == age).then(|| {
        *cursor = ahead;
        included
    })
}

fn eat_years(cursor: &mut Cursor<'_>) {
    cursor.skip_blanks();
    let _ = cursor.eat("周岁") || cursor.eat("岁");
}

fn read_age(cursor: &mut Cursor<'_>) -> Result<u8, AgeError> {
    cursor.skip_blanks();
    let offset = cursor.at();
    if !cursor.peek().is_some_and(number::can_start) {
        return Err(AgeError::NoAge { offset });
    }
    let numeral = number::read(cursor).map_err(|_| AgeError::OutOfRange { offset })?;
    let age = numeral.low.whole().filter(|_| numeral.low == numeral.high);
    age.and_then(|age| u8::try_from(age).ok())
        .filter(|&age| age <= OLDEST)
        .ok_or(AgeError::OutOfRange { offset })
}

impl fmt::Display for AgeRange {
    /// 69岁及以下, 70—79岁, 80岁及以上, 90岁.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (None, None) => f.write_str("各年龄"),
            (Some(min), None) => write!(f, "{min}岁及以上"),
            (None, Some(max)) => write!(f, "{max}岁及以下"),
            (Some(min), Some(max)) if min == max => write!(f, "{min}岁"),
            (Some(min), Some(max)) => write!(f, "{min}—{max}岁"),
        }
    }
}

impl fmt::Display for AgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAge { offset } => write!(f, "no age (byte {offset})"),
            Self::OutOfRange { offset } => {
                write!(f, "not an age from 0 to {OLDEST} (byte {offset})")
            }
            Self::Reversed { min, max } => write!(f, "ages from {min} down to {max}"),
            Self::Trailing { offset } => write!(f, "text behind the ages (byte {offset})"),
        }
    }
}

impl std::error::Error for AgeError {}

#[cfg(test)]
mod tests {
    use super::{AgeError, AgeRange};

    fn ages(label: &str) -> String {
        let end = |age: Option<u8>| age.map_or(String::new(), |age| age.to_string());
        match AgeRange::parse(label) {
            Ok(range) => format!("{}..{}", end(range.min), end(range.max)),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn labels_are_read_as_ranges() {
        assert_eq!(ages("69岁及以下"), "..69");
        assert_eq!(ages("60岁以下"), "..60");
        assert_eq!(ages("80岁以上"), "80..");
        assert_eq!(ages("80岁及以上"), "80..");
        for label in ["70-79岁", "70—79岁", "70~79", "70岁至79岁", " 70 - 79 岁", "七十至七十九岁"]
        {
            assert_eq!(ages(label), "70..79", "{label}");
        }
        assert_eq!(ages("不满60岁"), "..59");
        assert_eq!(ages("超过70岁"), "71..");
        assert_eq!(ages("80岁(不含)以上"), "81..");
        assert_eq!(ages("80岁以上(含)"), "80..");
        assert_eq!(ages("80岁\u{ff08}不含\u{ff09}以下"), "..79");
        assert_eq!(ages("80周岁以上"), "80..");
        assert_eq!(ages("70多岁"), "70..79");
        assert_eq!(ages("≥80"), "80..");
        assert_eq!(ages("80+"), "80..");
        assert_eq!(ages("90岁"), "90..90");
        for label in ["在70岁到79岁之间", "70-79岁年龄段", "介于70至79岁之间", "70~79岁段"]
        {
            assert_eq!(ages(label), "70..79", "{label}");
        }
        assert_eq!(ages("80岁以上（含80岁）"), "80..");
        assert_eq!(ages("80岁（不含80）以上"), "81..");
        assert_eq!(ages("80岁或以上"), "80..");
        assert_eq!(ages("不低于80岁"), "80..");
        assert_eq!(ages("80岁以上（含90岁）"), "Trailing { offset: 11 }");
    }

    #[test]
    fn a_range_is_written_as_it_is_spoken() {
        for label in ["69岁及以下", "70—79岁", "80岁及以上", "90岁"] {
            assert_eq!(AgeRange::parse(label).unwrap().to_string(), label);
        }
    }

    #[test]
    fn a_band_ends_where_another_begins() {
        let beside = |label: &str, other: &str| {
            let range = AgeRange::parse(label).unwrap();
            range.beside(label, &[range, AgeRange::parse(other).unwrap()]).to_string()
        };
        assert_eq!(beside("60岁以下", "60-69岁"), "59岁及以下");
        assert_eq!(beside("60岁以下", "60岁以上"), "59岁及以下");
        assert_eq!(beside("60岁以下", "61-69岁"), "60岁及以下");
        assert_eq!(beside("60岁及以下", "60-69岁"), "60岁及以下");
        assert_eq!(beside("60-70岁", "70-80岁"), "60—70岁");
    }

    #[test]
    fn what_is_no_label_says_where() {
        assert_eq!(ages(""), "NoAge { offset: 0 }");
        assert_eq!(ages("不详"), "NoAge { offset: 0 }");
        assert_eq!(ages(" 600岁"), "OutOfRange { offset: 1 }");
        assert_eq!(ages("79-70岁"), "Reversed { min: 79, max: 70 }");
        assert_eq!(ages("70岁左右"), "Trailing { offset: 5 }");
        assert!(AgeRange::parse("70-").is_err_and(|e| e == AgeError::NoAge { offset: 3 }));
    }
}
