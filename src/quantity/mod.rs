//! Quantities as people write them: 90余场次, 近百场, 3—5名, 三分之一, 1.2万余份.
//!
//! Entry points: [`parse`] for a whole phrase, [`scan`] for every quantity in prose, [`sum`] for totals, and
//! [`AgeRange`] for the labels of age bands. Values are exact; nothing is rounded. What is shown is always the
//! phrase as written. This module knows no rule of the checker and no word of any message.
//!
//! The grammar is the section "Quantities" of the design; `tests/quantities.tsv` holds its worked examples.

mod age;
mod compose;
pub(crate) mod cursor;
mod error;
mod exact;
mod grammar;
mod half;
mod hedge;
mod number;
mod numeral;
mod parsed;
mod prose;
mod scan;
mod sum;
mod tiling;
mod typed;
mod unit;
mod unit_text;
mod word;

use std::borrow::Cow;
use std::fmt;
use std::ops::Bound;

pub use age::{AgeError, AgeRange};
pub use error::QuantityError;
pub use exact::Number;
pub use scan::{Found, scan};
use serde::{Deserialize, Serialize};
pub use sum::{NotSummed, Total, sum};
pub use tiling::{Seam, SeamKind, Tiling, tiles};
pub use typed::{none, parse_typed, share, split_share, with_unit};
pub use unit::{SumKey, UnitKind};

use crate::date::{self, PartialDate};
use grammar::Mode;
use hedge::Hedge;

/// What a phrase turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Phrase {
    /// A number with or without a unit.
    Quantity(Quantity),
    /// A date: 2005年8月, 2023年度.
    Date(PartialDate),
}

/// How exact the writer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// The very number.
    Exact,
    /// 余 多 以上 超 至少 …: this or more.
    AtLeast,
    /// 约 近 左右 …: near to this.
    About,
    /// 以下 以内 不足 不满 …: less, or not more.
    Less,
    /// From one number to another.
    Range,
}

/// The number or numbers of a quantity, exactly. `Display` writes `20`, `77.7`, `1/3` or `3..5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// One number. 万 and 亿 are multiplied out: 1.3万 is 13000.
    One(Number),
    /// Two numbers, `low <= high`.
    Range {
        /// The smaller number.
        low: Number,
        /// The larger number. For 几十 and 数百 it is the first that is no longer meant (100, 1000).
        high: Number,
    },
}

/// What a quantity may stand for. The ends may be open, and the upper one may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end; never `Unbounded` in a parsed quantity.
    pub low: Bound<Number>,
    /// The upper end.
    pub high: Bound<Number>,
}

/// A number with its unit, how exact it is, and the phrase as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent properties of a phrase")]
pub struct Quantity {
    low: Number,
    high: Number,
    unit: Cow<'static, str>,
    text: Box<str>,
    kind: UnitKind,
    hedge: Hedge,
    is_ranged: bool,
    /// Whether the upper end is the first number that is no longer meant (几十).
    is_open: bool,
    is_ordinal: bool,
    is_hedged_twice: bool,
}

/// Reads a whole phrase, a quantity or a date. Blanks around it are ignored.
///
/// A bare number is a quantity without a unit, so `2023` is a number and `2023年` a date.
///
/// # Errors
/// Says what was not understood and where; see [`QuantityError`].
pub fn parse(phrase: &str) -> Result<Phrase, QuantityError> {
    let offset = phrase.len() - phrase.trim_start().len();
    match date::parse_marked(phrase.trim()) {
        Some(Ok(date)) => Ok(Phrase::Date(date)),
        Some(Err(error)) => Err(QuantityError::Date { offset, error }),
        None => read_whole(phrase).map(Phrase::Quantity),
    }
}

/// Reads a whole phrase that must be a quantity.
///
/// # Errors
/// As [`parse`], [`QuantityError::IsDate`] for a date and [`QuantityError::IsOrdinal`] for 第3期.
pub fn parse_quantity(phrase: &str) -> Result<Quantity, QuantityError> {
    let offset = phrase.len() - phrase.trim_start().len();
    match parse(phrase)? {
        Phrase::Quantity(quantity) if quantity.is_ordinal => {
            Err(QuantityError::IsOrdinal { offset })
        }
        Phrase::Quantity(quantity) => Ok(quantity),
        Phrase::Date(_) => Err(QuantityError::IsDate { offset }),
    }
}

fn read_whole(phrase: &str) -> Result<Quantity, QuantityError> {
    let offset = phrase.len() - phrase.trim_start().len();
    let text = phrase.trim();
    let shift = |error: QuantityError| error.shifted(offset);
    let parsed = grammar::read(text, 0, Mode::Whole).map_err(shift)?;
    if parsed.end < text.len() {
        return Err(QuantityError::Trailing { offset: parsed.end }.shifted(offset));
    }
    Ok(parsed.into_quantity(text))
}

impl Quantity {
    /// The number or numbers, in the unit of [`Quantity::unit`].
    #[must_use]
    pub fn value(&self) -> Value {
        if self.is_ranged {
            Value::Range { low: self.low, high: self.high }
        } else {
            Value::One(self.low)
        }
    }

    /// How exact the writer was.
    #[must_use]
    pub fn qualifier(&self) -> Qualifier {
        self.hedge.qualifier(self.is_ranged)
    }

    /// The unit as written, without 万 or 亿; empty for a bare number and for a fraction. 八成 and ％ are `%`.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What the unit counts.
    #[must_use]
    pub fn kind(&self) -> UnitKind {
        self.kind
    }

    /// The phrase as written, without the blanks around it. This is what a reader sees.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the quantity may stand for, for comparing. Source: the design, section "Quantities".
    #[must_use]
    pub fn interval(&self) -> Interval {
        let mut interval = self.hedge.interval(self.low, self.high);
        if self.is_open && self.hedge == Hedge::Plain {
            interval.high = Bound::Excluded(self.high);
        }
        interval
    }

    /// Whether it counts a place in an order (第三批) and not an amount.
    #[must_use]
    pub fn is_ordinal(&self) -> bool {
        self.is_ordinal
    }

    /// Whether two hedges stand in one phrase: 超6500余人次, 近100余人.
    #[must_use]
    pub fn is_hedged_twice(&self) -> bool {
        self.is_hedged_twice
    }

    /// The phrase with one hedge alone, for each that it has: 超6500人次 and 6500余人次 of 超6500余人次.
    #[must_use]
    pub fn hedged_once(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut rest = vec![self.text.to_string()];
        while let Some(phrase) = rest.pop() {
            for shorter in hedge::each_left_out(&phrase) {
                let Ok(read) = parse_quantity(&shorter) else { continue };
                let is_same = read.value() == self.value() && read.unit == self.unit;
                if !is_same || read.hedge == Hedge::Plain {
                    continue;
                }
                if read.is_hedged_twice {
                    rest.push(shorter);
                } else if !found.contains(&shorter) {
                    found.push(shorter);
                }
            }
        }
        found
    }

    /// The exact whole number without a range, such as the 22 of 22名; `None` for everything else.
    #[must_use]
    pub fn exact_whole(&self) -> Option<u64> {
        match (self.qualifier(), self.value()) {
            (Qualifier::Exact, Value::One(number)) if !self.is_ordinal => number.whole(),
            _ => None,
        }
    }

    /// With which quantities this one may be added. Windows of time are not known here: the caller keeps them
    /// apart.
    ///
    /// # Errors
    /// Why it may be added to none.
    pub fn sum_key(&self) -> Result<SumKey<'_>, NotSummed> {
        match self.kind {
            _ if self.is_ordinal => Err(NotSummed::Place),
            UnitKind::People => Ok(SumKey::People),
            UnitKind::Visits => Ok(SumKey::Visits),
            UnitKind::Money => Ok(SumKey::Money),
            UnitKind::Count | UnitKind::Measure => Ok(SumKey::Unit(unit::bare(&self.unit))),
            UnitKind::Time => unit::worked(&self.unit).map(SumKey::Unit).ok_or(NotSummed::Length),
            UnitKind::Age => Err(NotSummed::Age),
            UnitKind::Share => Err(NotSummed::Share),
            UnitKind::Bare => Err(NotSummed::Bare),
        }
    }
}

impl Value {
    /// The smaller end, or the number itself.
    #[must_use]
    pub fn low(self) -> Number {
        match self {
            Self::One(number) | Self::Range { low: number, .. } => number,
        }
    }

    /// The larger end, or the number itself.
    #[must_use]
    pub fn high(self) -> Number {
        match self {
            Self::One(number) | Self::Range { high: number, .. } => number,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(number) => number.fmt(f),
            Self::Range { low, high } => write!(f, "{low}..{high}"),
        }
    }
}

impl Qualifier {
    /// The name used in data files: `exact`, `at_least`, `about`, `less`, `range`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtLeast => "at_least",
            Self::About => "about",
            Self::Less => "less",
            Self::Range => "range",
        }
    }
}

impl Interval {
    /// Whether the quantity may stand for `number`.
    #[must_use]
    pub fn contains(&self, number: Number) -> bool {
        use std::ops::RangeBounds;
        (self.low, self.high).contains(&number)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
