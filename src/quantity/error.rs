//! What can be wrong with a phrase. Fields only, so that a caller can say it in any language.
//!
//! Entry point: [`QuantityError`]. Its `Display` is for developers; the user's words are made elsewhere.

use std::fmt;

use super::Number;
use crate::date::DateError;

/// Why a phrase is no quantity. `offset` is the byte in the phrase, as given, where understanding stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum QuantityError {
    /// A number was expected and something else stands there, or nothing.
    NoNumber {
        /// Where the number was expected.
        offset: usize,
    },
    /// The number is above 一亿亿 (10^16).
    TooLarge {
        /// Where the number begins.
        offset: usize,
    },
    /// More than six digits behind the point.
    TooPrecise {
        /// Where the number begins.
        offset: usize,
    },
    /// A fraction of nought parts.
    ZeroDenominator {
        /// Where the denominator begins.
        offset: usize,
    },
    /// A range that runs downwards, such as 5-3人.
    RangeReversed {
        /// Where the range begins.
        offset: usize,
        /// The first number.
        from: Number,
        /// The second, smaller number.
        to: Number,
    },
    /// A range with two units, such as 3场-5次.
    UnitsDiffer {
        /// Where the second unit begins.
        offset: usize,
        /// The first unit.
        low: Box<str>,
        /// The second unit; empty if there is none.
        high: Box<str>,
    },
    /// The quantity ends and the phrase goes on: 22名党员.
    Trailing {
        /// Where the rest begins.
        offset: usize,
    },
    /// The phrase is a date or a span of years and a quantity was asked for.
    IsDate {
        /// Where the date begins.
        offset: usize,
    },
    /// A place in an order, 第3期, where an amount was asked for.
    IsOrdinal {
        /// Where it begins.
        offset: usize,
    },
    /// The phrase is written as a date that does not exist: 2024-02-30.
    Date {
        /// Where the date begins.
        offset: usize,
        /// What is wrong with it.
        error: DateError,
    },
}

impl QuantityError {
    /// The byte in the phrase where understanding stopped.
    #[must_use]
    pub fn offset(&self) -> usize {
        match self {
            Self::NoNumber { offset }
            | Self::TooLarge { offset }
            | Self::TooPrecise { offset }
            | Self::ZeroDenominator { offset }
            | Self::RangeReversed { offset, .. }
            | Self::UnitsDiffer { offset, .. }
            | Self::Trailing { offset }
            | Self::IsDate { offset }
            | Self::IsOrdinal { offset }
            | Self::Date { offset, .. } => *offset,
        }
    }

    /// The same error in a text that begins `by` bytes earlier.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        match &mut self {
            Self::NoNumber { offset }
            | Self::TooLarge { offset }
            | Self::TooPrecise { offset }
            | Self::ZeroDenominator { offset }
            | Self::RangeReversed { offset, .. }
            | Self::UnitsDiffer { offset, .. }
            | Self::Trailing { offset }
            | Self::IsDate { offset }
            | Self::IsOrdinal { offset }
            | Self::Date { offset, .. } => *offset += by,
        }
        self
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNumber { .. } => f.write_str("no number")?,
            Self::TooLarge { .. } => f.write_str("number above 10^16")?,
            Self::TooPrecise { .. } => f.write_str("more than six decimal places")?,
            Self::ZeroDenominator { .. } => f.write_str("fraction of nought parts")?,
            Self::RangeReversed { from, to, .. } => write!(f, "range from {from} down to {to}")?,
            Self::UnitsDiffer { low, high, .. } => write!(f, "range in {low} and {high}")?,
            Self::Trailing { .. } => f.write_str("text behind the quantity")?,
            Self::IsDate { .. } => f.write_str("a date, not a quantity")?,
            Self::IsOrdinal { .. } => f.write_str("an ordinal, not a quantity")?,
            Self::Date { error, .. } => write!(f, "{error}")?,
        }
        write!(f, " (byte {})", self.offset())
    }
}

impl std::error::Error for QuantityError {}
