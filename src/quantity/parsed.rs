//! A quantity that has been read and still borrows its text.
//!
//! Entry points: [`Amount`], a number and the hedge inside it; [`Parsed`], with its unit.

use std::borrow::Cow;

use super::hedge::Hedge;
use super::number;
use super::numeral::{Numeral, Shape};
use super::unit_text::{Tail, UnitName, UnitText};
use super::{Number, Quantity};

/// A number with the hedge inside it, and where it began.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) numeral: Numeral,
    pub(super) inner: Option<Hedge>,
    pub(super) offset: usize,
}

impl Amount {
    /// 2019年: four digits before 年 are a year and no length of time. 2000多年 and 一千年 are not years.
    pub(super) fn is_year(&self, unit: UnitText<'_>) -> bool {
        let year = Number::from(1900_u32)..=Number::from(2199_u32);
        unit.name() == "年" && self.inner.is_none() && year.contains(&self.numeral.low)
    }

    /// 9～16亿 means from 9亿: the smaller bare number takes the factor of the larger one.
    pub(super) fn inherit_scale(&mut self, high: Self) {
        let factor = Number::from(high.numeral.scale);
        let (Some(low), Some(scaled)) =
            (self.numeral.low.checked_mul(factor), self.numeral.high.checked_mul(factor))
        else {
            return;
        };
        if self.numeral.scale == 1 && scaled <= high.numeral.high {
            (self.numeral.low, self.numeral.high) = (low, scaled);
        }
    }
}

/// A quantity that still borrows its text.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    low: Number,
    high: Number,
    is_ranged: bool,
    hedge: Hedge,
    hedges: usize,
    pub(super) unit: UnitText<'a>,
    pub(super) is_ordinal: bool,
    /// Of the last number.
    shape: Shape,
    /// The byte behind the quantity.
    pub(super) end: usize,
}

impl<'a> Parsed<'a> {
    /// Some number of a unit, with a hedge of its own or none: 一半, 过半, 半年.
    pub(super) fn of(value: Number, hedge: Option<Hedge>, unit: UnitText<'a>) -> Self {
        let numeral = Numeral { low: value, high: value, ..number::whole(0) };
        let amount = Amount { numeral, inner: hedge, offset: 0 };
        Self::new(amount, amount, unit)
    }

    pub(super) fn new(low: Amount, high: Amount, unit: UnitText<'a>) -> Self {
        let inner = high.inner.or(low.inner);
        let tail = unit.tail == Some(Tail::More);
        let more = inner.or(tail.then_some(Hedge::More));
        Self {
            low: low.numeral.low,
            high: high.numeral.high,
            is_ranged: low.numeral.low < high.numeral.high,
            hedge: more.unwrap_or(Hedge::Plain),
            hedges: usize::from(inner.is_some()) + usize::from(tail),
            unit,
            is_ordinal: false,
            shape: high.numeral.shape,
            end: 0,
        }
    }

    /// It names two numbers, though they may be the same.
    pub(super) fn ranged(self) -> Self {
        Self { is_ranged: true, ..self }
    }

    /// The hedge before the number wins over the one behind the unit, and that over the one inside.
    pub(super) fn apply(&mut self, before: Option<Hedge>, after: Option<Hedge>) {
        self.hedges += usize::from(before.is_some()) + usize::from(after.is_some());
        self.hedge = before.or(after).unwrap_or(self.hedge);
        if self.unit.tail == Some(Tail::Half) {
            self.low = self.low.plus_half();
            self.high = self.high.plus_half();
        }
        if self.unit.name == UnitName::Known("成") {
            self.become_percent();
        }
    }

    /// 八成 is about 80%, also without 约.
    fn become_percent(&mut self) {
        self.low = self.low.tenths(100);
        self.high = self.high.tenths(100);
        self.unit.name = UnitName::Known("%");
        if self.hedge == Hedge::Plain && !self.is_ranged {
            self.hedge = Hedge::Around;
        }
    }

    /// Whether the number is a bare 百, 千, 几 or 数 without a hedge: 千家万户, 几名.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Round | Shape::Vague) && self.hedges == 0
    }

    /// Whether it is one or nought without any hedge: 一支队伍, 零投诉.
    pub(super) fn is_plain_up_to_one(&self) -> bool {
        self.hedge == Hedge::Plain && !self.is_ranged && self.high <= Number::from(1_u32)
    }

    /// The quantity, with `text` as what is shown.
    pub(super) fn into_quantity(self, text: &str) -> Quantity {
        Quantity {
            low: self.low,
            high: self.high,
            unit: match self.unit.name {
                UnitName::Known(name) => Cow::Borrowed(name),
                UnitName::Unknown(name) => Cow::Owned(name.to_owned()),
            },
            kind: self.unit.kind,
            text: text.into(),
            hedge: self.hedge,
            is_ranged: self.is_ranged,
            is_open: self.shape == Shape::Open,
            is_ordinal: self.is_ordinal,
            is_hedged_twice: self.hedges > 1,
        }
    }
}
