//! Numerals of several parts, put together part by part: 三千二百五十, 3万5千, 十三四, 几十万.
//!
//! Entry point: [`Builder`], driven by `number::read`. Decimals are read in `number`.

use super::cursor::{Cursor, arabic_digit, han_digit};
use super::numeral::{
    LARGEST, Numeral, Shape, begins_unit, read_digits, read_grouped, skip_blanks_before_scale,
};
use super::{Number, QuantityError};

/// The numbers from `low` to `high` while a numeral is being put together.
#[derive(Clone, Copy, Default)]
struct Span {
    low: u64,
    high: u64,
}

impl Span {
    fn one(value: u64) -> Self {
        Self { low: value, high: value }
    }

    fn times(self, factor: u64) -> Option<Self> {
        Some(Self { low: self.low.checked_mul(factor)?, high: self.high.checked_mul(factor)? })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.checked_add(other.low)?, self.high.checked_add(other.high)?);
        (high <= LARGEST).then_some(Self { low, high })
    }
}

/// Puts a numeral together, part by part.
#[derive(Default)]
pub(super) struct Builder {
    /// Finished 亿, finished 万, and the section below them.
    hundred_millions: Option<Span>,
    ten_thousands: Option<Span>,
    section: Span,
    /// Digits that still wait for their 十, 百 or 千.
    digits: Option<Span>,
    /// The last of 十 百 千 in this section; the next one must be smaller.
    last_small: Option<u64>,
    /// The factor right before the waiting digits: 一万二 is 12000. None after 零.
    place_before: Option<u64>,
    scale: u64,
    has_read: bool,
    shape: Shape,
    takes_few: bool,
}

impl Builder {
    /// Takes what begins with `next`; leaves the cursor where it is if the numeral has ended. `None`: too large.
    pub(super) fn take(&mut self, next: char, cursor: &mut Cursor<'_>) -> Option<()> {
        if arabic_digit(next).is_some() {
            self.take_arabic(cursor)?;
        } else if han_digit(next).is_some() {
            self.take_han(cursor)?;
        } else {
            match next {
                '几' | '数' => self.take_vague(cursor),
                '十' => self.take_small(10, cursor)?,
                '百' => self.take_small(100, cursor)?,
                '千' => self.take_small(1000, cursor)?,
                '万' => self.take_ten_thousand(cursor)?,
                '亿' => self.take_hundred_million(cursor)?,
                _ => {}
            }
        }
        Some(())
    }

    fn take_arabic(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if self.digits.is_none() && self.shape != Shape::Vague {
            let value = read_grouped(cursor)?;
            self.digits = Some(Span::one(value));
            self.takes_few = value > 0 && value.is_multiple_of(10);
            self.has_read = true;
            skip_blanks_before_scale(cursor);
        }
        Some(())
    }

    /// One digit, two neighbours (五六), or a number written digit by digit (二〇〇).
    fn take_han(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if self.digits.is_some() || self.shape == Shape::Vague {
            return Some(());
        }
        let mut behind = *cursor;
        if self.has_read && behind.peek().and_then(han_digit) == Some(0) {
            behind.bump();
            self.place_before = None;
        }
        let first = behind.peek().and_then(han_digit_or_zero);
        let (value, count) = read_digits(&mut behind, han_digit_or_zero);
        let digits = match (count, neighbours(value)) {
            (2, Some(pair)) => pair,
            (0, _) => return Some(()),
            (1, _) => Span::one(value?),
            (2, None) if value? % 10 != 0 || first == Some(0) => return Some(()),
            _ if self.has_read => return Some(()),
            _ => Span::one(value?),
        };
        self.digits = Some(digits);
        self.has_read = true;
        self.takes_few = false;
        *cursor = behind;
        Some(())
    }

    fn take_vague(&mut self, cursor: &mut Cursor<'_>) {
        if self.has_read {
            return;
        }
        cursor.bump();
        self.digits = Some(Span { low: 2, high: 10 });
        self.has_read = true;
        self.shape = Shape::Vague;
    }

    fn take_small(&mut self, factor: u64, cursor: &mut Cursor<'_>) -> Option<()> {
        let too_big = self.last_small.is_some_and(|last| factor >= last);
        let alone = self.digits.is_none();
        if too_big || begins_unit(*cursor) || alone && factor > 10 && self.has_read {
            return Some(());
        }
        cursor.bump();
        if alone && factor > 10 {
            self.shape = Shape::Round;
        }
        let digits = self.digits.take().unwrap_or(Span::one(1));
        self.section = self.section.plus(digits.times(factor)?)?;
        self.last_small = Some(factor);
        self.after_factor(factor);
        self.takes_few = factor == 10;
        Some(())
    }

    fn take_ten_thousand(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if self.ten_thousands.is_some() || !self.has_section() {
            return Some(());
        }
        cursor.bump();
        let section = self.close_section()?;
        self.ten_thousands = Some(Span::default().plus(section.times(10_000)?)?);
        self.after_factor(10_000);
        self.scale = 10_000;
        Some(())
    }

    fn take_hundred_million(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let has_section = self.has_section();
        if self.hundred_millions.is_some() || !has_section && self.ten_thousands.is_none() {
            return Some(());
        }
        cursor.bump();
        let section = if has_section { self.close_section()? } else { Span::default() };
        // 三万亿: the 万 is used up, and another may follow.
        let wan = self.ten_thousands.take();
        let below = section.plus(wan.unwrap_or_default())?;
        self.hundred_millions = Some(Span::default().plus(below.times(100_000_000)?)?);
        self.after_factor(100_000_000);
        self.scale = if has_section { 100_000_000 } else { 1_000_000_000_000 };
        Some(())
    }

    /// Whether something other than nought waits for 万 or 亿. A numeral may also open with them.
    fn has_section(&self) -> bool {
        let waiting = self.digits.map_or(0, |digits| digits.high);
        !self.has_read || waiting > 0 || self.section.high > 0
    }

    /// The section before 万 or 亿, which then begins anew. `None`: too large.
    fn close_section(&mut self) -> Option<Span> {
        if !self.has_read {
            self.shape = Shape::Round;
            return Some(Span::one(1));
        }
        let section = self.section.plus(self.trailing_digits()?)?;
        self.section = Span::default();
        self.digits = None;
        self.last_small = None;
        Some(section)
    }

    fn after_factor(&mut self, factor: u64) {
        self.place_before = (factor > 10).then_some(factor);
        self.has_read = true;
        if self.shape == Shape::Vague {
            self.shape = Shape::Open;
        }
        self.takes_few = false;
        self.scale = 1;
    }

    /// The digits at the end, one place below the factor before them: 一万二 is 12000, 一百零五 is 105.
    fn trailing_digits(&self) -> Option<Span> {
        let digits = self.digits.unwrap_or_default();
        match self.place_before {
            Some(factor) if digits.high < 10 => digits.times(factor / 10),
            _ => Some(digits),
        }
    }

    /// The numeral that was put together; `offset` is where it began.
    pub(super) fn finish(self, offset: usize) -> Result<Numeral, QuantityError> {
        if !self.has_read {
            return Err(QuantityError::NoNumber { offset });
        }
        // 几 alone is at most nine; before 十 it takes the whole decade.
        let most = if self.shape == Shape::Vague { 9 } else { u64::MAX };
        let sum = || {
            let big = self.hundred_millions.unwrap_or_default();
            let middle = self.ten_thousands.unwrap_or_default();
            big.plus(middle)?.plus(self.section)?.plus(self.trailing_digits()?)
        };
        let total = sum().ok_or(QuantityError::TooLarge { offset })?;
        let waiting = self.digits.is_some() || self.section.high > 0;
        Ok(Numeral {
            low: Number::from(total.low),
            high: Number::from(total.high.min(most)),
            shape: self.shape,
            scale: if waiting { 1 } else { self.scale.max(1) },
            takes_few: self.takes_few,
        })
    }
}

/// Mixed digits such as 二0二三 occur in print. Other Arabic digits begin a new number: 统一3次.
fn han_digit_or_zero(c: char) -> Option<u8> {
    if c == '0' { Some(0) } else { han_digit(c) }
}

/// 五六, 七八, and 三五: two digits that stand for a range.
fn neighbours(value: Option<u64>) -> Option<Span> {
    let value = value.filter(|value| (12..=89).contains(value))?;
    let (low, high) = (value / 10, value % 10);
    (high == low + 1 || value == 35).then_some(Span { low, high })
}
