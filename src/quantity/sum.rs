//! Totals that do not say more than their parts: 90余场次 and 100场次 make 至少190场次.
//!
//! Entry points: [`sum`], [`Total`]. Only like is added to like; windows of time are the caller's business.

use std::fmt;

use super::{Number, Qualifier, Quantity, SumKey, UnitKind, Value};

/// The sum of the quantities of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The unit; 人 where 名, 人 and 位 were added.
    pub unit: Box<str>,
    /// What the unit counts.
    pub kind: UnitKind,
    /// The sum, a range if a part was one.
    pub value: Value,
    /// How exact the sum is: one loose part makes it loose.
    pub qualifier: Qualifier,
    /// How many quantities were added.
    pub count: usize,
}

/// Adds up what may be added, one total for each [`SumKey`], in the order of first appearance.
///
/// Quantities without a key (ages, shares, lengths of time, ordinals, bare numbers) are left out. A sum that
/// would not fit stays where it was and becomes `AtLeast`.
#[must_use]
pub fn sum<'a>(quantities: impl IntoIterator<Item = &'a Quantity>) -> Vec<Total> {
    let mut totals: Vec<(SumKey<'a>, Total)> = Vec::new();
    for quantity in quantities {
        let Some(key) = quantity.sum_key() else {
            continue;
        };
        match totals.iter_mut().find(|(other, _)| *other == key) {
            Some((_, total)) => total.add(quantity),
            None => totals.push((key, Total::of(quantity))),
        }
    }
    totals.into_iter().map(|(_, total)| total).collect()
}

impl Total {
    fn of(quantity: &Quantity) -> Self {
        Self {
            unit: quantity.unit().into(),
            kind: quantity.kind(),
            value: quantity.value(),
            qualifier: quantity.qualifier(),
            count: 1,
        }
    }

    fn add(&mut self, quantity: &Quantity) {
        let other = quantity.value();
        let low = self.value.low().checked_add(other.low());
        let high = self.value.high().checked_add(other.high());
        self.count += 1;
        if *self.unit != *quantity.unit() {
            self.unit = if self.kind == UnitKind::People { "人" } else { "元" }.into();
        }
        let (Some(low), Some(high)) = (low, high) else {
            self.qualifier = Qualifier::AtLeast;
            return;
        };
        self.value = if low == high { Value::One(low) } else { Value::Range { low, high } };
        self.qualifier = together(self.qualifier, quantity.qualifier());
    }

    /// The total in words: 至少190场次, 约120人, 不超过80件, 3至5次, 450万人次.
    #[must_use]
    pub fn to_chinese(&self) -> String {
        let (low, high, unit) = (self.value.low(), self.value.high(), &self.unit);
        match self.qualifier {
            Qualifier::AtLeast => format!("至少{}{unit}", Short(low)),
            Qualifier::Less => format!("不超过{}{unit}", Short(high)),
            Qualifier::About if low < high => format!("约{}至{}{unit}", Short(low), Short(high)),
            Qualifier::About => format!("约{}{unit}", Short(low)),
            Qualifier::Exact | Qualifier::Range if low < high => {
                format!("{}至{}{unit}", Short(low), Short(high))
            }
            Qualifier::Exact | Qualifier::Range => format!("{}{unit}", Short(low)),
        }
    }
}

/// How exact a sum of two parts is.
fn together(one: Qualifier, two: Qualifier) -> Qualifier {
    use Qualifier::{About, AtLeast, Exact, Less, Range};
    match (one, two) {
        (Exact, other) | (other, Exact) => other,
        (About, _) | (_, About) | (Less, AtLeast) | (AtLeast, Less) => About,
        (AtLeast, _) | (_, AtLeast) => AtLeast,
        (Less, _) | (_, Less) => Less,
        (Range, Range) => Range,
    }
}

/// Whole 万 are written with 万.
struct Short(Number);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.whole() {
            Some(whole) if whole >= 10_000 && whole.is_multiple_of(10_000) => {
                write!(f, "{}万", whole / 10_000)
            }
            _ => self.0.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sum;
    use crate::quantity::parse_quantity;

    fn totals(phrases: &[&str]) -> String {
        let quantities: Vec<_> = phrases.iter().map(|p| parse_quantity(p).unwrap()).collect();
        sum(&quantities).iter().map(super::Total::to_chinese).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_loose_part_makes_the_sum_loose() {
        assert_eq!(totals(&["90余场次", "100场次"]), "至少190场次");
        assert_eq!(totals(&["约100人", "20人"]), "约120人");
        assert_eq!(totals(&["不足50件", "30件"]), "不超过80件");
        assert_eq!(totals(&["不足50件", "30余件"]), "约80件");
        assert_eq!(totals(&["3-5次", "6次"]), "9至11次");
        assert_eq!(totals(&["3-5次", "60余次"]), "至少63次");
        assert_eq!(totals(&["约10人", "3-5人"]), "约13至15人");
    }

    #[test]
    fn only_like_is_added_to_like() {
        assert_eq!(totals(&["1场", "2场次", "3次", "4场"]), "5场 2场次 3次");
        assert_eq!(totals(&["1名", "2位", "3人次"]), "3人 3人次");
        assert_eq!(totals(&["1.3万元", "7000元"]), "2万元");
        assert_eq!(totals(&["67岁", "3年", "90%", "22"]), "");
        assert_eq!(totals(&["1.5吨", "1.5吨"]), "3吨");
        assert_eq!(totals(&["2.5吨", "1.25吨", "0.25吨"]), "4吨");
    }

    #[test]
    fn a_sum_that_does_not_fit_says_at_least() {
        let many = vec!["9999999亿元"; 30_000];
        assert!(totals(&many).starts_with("至少"));
    }
}
