//! Totals that do not say more than their parts: 90余场次 and 100场次 make 至少190场次, 约100人 and 20人 make
//! 110至130人.
//!
//! Entry points: [`sum`], [`Total`]. Each part is an interval, and the intervals are added. Only like is added to
//! like; windows of time are the caller's business.

use std::fmt;
use std::ops::Bound;

use super::{Number, Qualifier, Quantity, SumKey, UnitKind};

/// The sum of the quantities of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The unit; 人 where 名, 人 and 位 were added.
    pub unit: Box<str>,
    /// What the unit counts.
    pub kind: UnitKind,
    /// Not less than this.
    pub low: Number,
    /// Not more than this; `None` where no end is known.
    pub high: Option<Number>,
    /// How many quantities were added.
    pub count: usize,
    /// The phrase of the only part, where 近, 约 or 不足 say more than two numbers.
    written: Option<Box<str>>,
}

/// Why a quantity is added to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotSummed {
    /// It has no unit: 22.
    Bare,
    /// A share of something else: 90%.
    Share,
    /// An age: 67岁.
    Age,
    /// How long a thing has lasted: 3年.
    Length,
    /// A place in an order: 第3期.
    Place,
}

impl NotSummed {
    /// The name used in templates: `bare`, `share`, `age`, `length`, `place`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Share => "share",
            Self::Age => "age",
            Self::Length => "length",
            Self::Place => "place",
        }
    }
}

/// Adds up what may be added, one total for each [`SumKey`], in the order of first appearance.
///
/// Quantities without a key (ages, shares, how long a thing has lasted, ordinals, bare numbers) are left out.
/// A sum that would not fit stays where it was, and its end is not known.
#[must_use]
pub fn sum<'a>(quantities: impl IntoIterator<Item = &'a Quantity>) -> Vec<Total> {
    let mut totals: Vec<(SumKey<'a>, Total)> = Vec::new();
    for quantity in quantities {
        let Ok(key) = quantity.sum_key() else {
            continue;
        };
        match totals.iter_mut().find(|(other, _)| *other == key) {
            Some((_, total)) => total.add(quantity),
            None => totals.push((key, Total::of(quantity, key))),
        }
    }
    totals.into_iter().map(|(_, total)| total).collect()
}

/// The ends of what a quantity may stand for, as far as a sum may rely on them: 余 and 多 have no upper end.
fn ends(quantity: &Quantity) -> (Number, Option<Number>) {
    let end = |bound| match bound {
        Bound::Included(number) | Bound::Excluded(number) => Some(number),
        Bound::Unbounded => None,
    };
    let interval = quantity.interval();
    let high = end(interval.high).filter(|_| quantity.qualifier() != Qualifier::AtLeast);
    (end(interval.low).unwrap_or(Number::ZERO), high)
}

impl Total {
    fn of(quantity: &Quantity, key: SumKey<'_>) -> Self {
        let unit = if let SumKey::Unit(unit) = key { unit } else { quantity.unit() };
        let is_loose = matches!(quantity.qualifier(), Qualifier::About | Qualifier::Less);
        let (low, high) = ends(quantity);
        Self {
            unit: unit.into(),
            kind: quantity.kind(),
            low,
            high,
            count: 1,
            written: is_loose.then(|| quantity.text().into()),
        }
    }

    fn add(&mut self, quantity: &Quantity) {
        let (low, high) = ends(quantity);
        self.count += 1;
        self.written = None;
        if *self.unit != *quantity.unit() {
            self.unit = match self.kind {
                UnitKind::People => "人".into(),
                UnitKind::Money => "元".into(),
                UnitKind::Visits
                | UnitKind::Count
                | UnitKind::Measure
                | UnitKind::Time
                | UnitKind::Age
                | UnitKind::Share
                | UnitKind::Bare => self.unit.clone(),
            };
        }
        let Some(sum) = self.low.checked_add(low) else {
            self.high = None;
            return;
        };
        self.low = sum;
        self.high = self.high.zip(high).and_then(|(one, two)| one.checked_add(two));
    }

    /// The total in words: 190场次, 至少190场次, 181至199人, 不超过80件, 450万人次; a single 约20名 as it was written.
    #[must_use]
    pub fn to_chinese(&self) -> String {
        if let Some(written) = &self.written {
            return written.to_string();
        }
        let unit = &self.unit;
        let (low, high) = self.whole_ends();
        match high {
            None => format!("至少{}{unit}", Short(low)),
            Some(high) if low == high => format!("{}{unit}", Short(low)),
            Some(high) if low == Number::ZERO => format!("不超过{}{unit}", Short(high)),
            Some(high) => format!("{}至{}{unit}", Short(low), Short(high)),
        }
    }

    /// The ends without parts of persons, visits and things, so that both still hold.
    fn whole_ends(&self) -> (Number, Option<Number>) {
        let is_counted = match self.kind {
            UnitKind::People | UnitKind::Visits | UnitKind::Count => true,
            UnitKind::Money
            | UnitKind::Measure
            | UnitKind::Time
            | UnitKind::Age
            | UnitKind::Share
            | UnitKind::Bare => false,
        };
        let is_exact = self.high == Some(self.low);
        if is_counted && !is_exact {
            (self.low.floor(), self.high.map(Number::ceil))
        } else {
            (self.low, self.high)
        }
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
    fn intervals_are_added_as_intervals() {
        assert_eq!(totals(&["90余场次", "100场次"]), "至少190场次");
        assert_eq!(totals(&["约100人", "20人"]), "110至130人");
        assert_eq!(totals(&["近100人", "20人"]), "100至120人");
        assert_eq!(totals(&["不足50件", "30件"]), "70至80件");
        assert_eq!(totals(&["不超过50件", "30件"]), "30至80件");
        assert_eq!(totals(&["不超过50件", "不满30件"]), "不超过80件");
        assert_eq!(totals(&["不超过5万元", "3000余元"]), "至少3000元");
        assert_eq!(totals(&["3-5次", "6次"]), "9至11次");
        assert_eq!(totals(&["3-5次", "60余次"]), "至少63次");
        assert_eq!(totals(&["约10人", "3-5人"]), "12至16人");
        assert_eq!(totals(&["约7人", "约7人"]), "12至16人");
        let mut nine = vec!["20余名"; 9];
        nine.push("约20名");
        assert_eq!(totals(&nine), "至少198名");
    }

    #[test]
    fn one_part_says_what_it_says() {
        assert_eq!(totals(&["约100人"]), "约100人");
        assert_eq!(totals(&["近百场"]), "近百场");
        assert_eq!(totals(&["不足50件"]), "不足50件");
        assert_eq!(totals(&["90余场次"]), "至少90场次");
        assert_eq!(totals(&["3-5次"]), "3至5次");
    }

    #[test]
    fn whole_ten_thousands_alone_are_written_with_their_word() {
        assert_eq!(totals(&["2万人"]), "2万人");
        assert_eq!(totals(&["12500人"]), "12500人");
        assert_eq!(totals(&["0人"]), "0人");
    }

    #[test]
    fn only_like_is_added_to_like() {
        assert_eq!(totals(&["1场", "2场次", "3次", "4场"]), "5场 2场次 3次");
        assert_eq!(totals(&["1名", "2位", "3人次"]), "3人 3人次");
        assert_eq!(totals(&["1.3万元", "7000元"]), "2万元");
        assert_eq!(totals(&["67岁", "3年", "90%", "22", "两个学期"]), "");
        assert_eq!(totals(&["1.5吨", "1.5吨"]), "3吨");
        assert_eq!(totals(&["2.5吨", "1.25吨", "0.25吨"]), "4吨");
    }

    #[test]
    fn time_that_was_spent_is_added() {
        assert_eq!(totals(&["30个小时", "12小时", "90分钟", "3天"]), "42小时 90分钟 3天");
        assert_eq!(totals(&["1.5小时", "近2小时"]), "3.1至3.5小时");
        assert_eq!(totals(&["3课时", "4个课时", "5个学时", "2学时"]), "7课时 7学时");
        assert_eq!(totals(&["3个工作日", "2工作日", "2个半小时", "1个钟头"]), "5工作日 3.5小时");
        assert_eq!(totals(&["3批次", "4个批次", "5个项目"]), "7批次 5个");
    }

    #[test]
    fn a_sum_that_does_not_fit_says_at_least() {
        let many = vec!["9999999亿元"; 30_000];
        assert!(totals(&many).starts_with("至少"));
    }
}
