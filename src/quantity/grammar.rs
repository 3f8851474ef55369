//! The grammar of one quantity: hedge, number, hedge, unit, hedge; ranges, percentages and fractions.
//!
//! Entry point: [`read`]. The same grammar serves a whole phrase and prose; [`Mode`] says which. Where in prose a
//! quantity may begin is decided in `scan`.

use std::borrow::Cow;

use super::cursor::{Cursor, any_digit};
use super::half;
use super::hedge::{self, Hedge};
use super::number::{self, Numeral, Shape};
use super::unit::{self, UnitKind};
use super::{Number, Quantity, QuantityError};

/// Where the quantity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Alone: what follows the number may be a unit that nobody has listed.
    Whole,
    /// In a sentence: known units only.
    Prose,
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
    is_ordinal: bool,
    /// Of the last number.
    shape: Shape,
    /// The byte behind the quantity.
    pub(super) end: usize,
}

/// A unit as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct UnitText<'a> {
    name: UnitName<'a>,
    pub(super) kind: UnitKind,
    /// 多 or 半 inside or behind the unit: 三年多, 两个多月, 两年半.
    tail: Option<Tail>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum UnitName<'a> {
    Known(&'static str),
    Unknown(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Tail {
    More,
    Half,
}

/// A number with the hedge inside it, and where it began.
#[derive(Clone, Copy)]
struct Amount {
    numeral: Numeral,
    inner: Option<Hedge>,
    offset: usize,
}

/// The longest unknown unit, in characters.
const LONGEST_UNKNOWN_UNIT: usize = 4;

/// Reads the quantity that begins at byte `at` of `text`.
pub(super) fn read(text: &str, at: usize, mode: Mode) -> Result<Parsed<'_>, QuantityError> {
    let mut cursor = Cursor::new(text, at);
    let is_ordinal = mode == Mode::Whole && cursor.eat("第");
    // 约占一半 as a phrase; in a sentence 占 is a verb.
    let is_about = mode == Mode::Whole && cursor.eat("约占");
    let before = if is_about { Some(Hedge::Around) } else { hedge::eat_before(&mut cursor) };
    let parsed = half::read(&mut cursor).map(Ok).or_else(|| read_share(&mut cursor));
    let mut parsed = match parsed {
        Some(parsed) => parsed?,
        None => read_counted(&mut cursor, mode)?,
    };
    let after = hedge::eat_after(&mut cursor);
    parsed.is_ordinal = is_ordinal;
    parsed.end = cursor.at();
    parsed.apply(before, after);
    Ok(parsed)
}

/// 百分之三点五, 千分之五. `None` if the text does not begin so.
fn read_share<'a>(cursor: &mut Cursor<'a>) -> Option<Result<Parsed<'a>, QuantityError>> {
    let unit = if cursor.eat("百分之") {
        "%"
    } else if cursor.eat("千分之") {
        "‰"
    } else {
        return None;
    };
    Some(
        read_amount(cursor)
            .map(|amount| Parsed::new(amount, amount, UnitText::known(unit, UnitKind::Share))),
    )
}

/// Number and unit, a range of them, or a fraction.
fn read_counted<'a>(cursor: &mut Cursor<'a>, mode: Mode) -> Result<Parsed<'a>, QuantityError> {
    let low = read_amount(cursor)?;
    if let Some(fraction) = read_fraction(cursor, low, mode)? {
        return Ok(fraction);
    }
    cursor.skip_blanks();
    let unit = read_known_unit(cursor);
    if mode == Mode::Whole && unit.is_some_and(|unit| unit.name() == "个") {
        skip_noun(cursor);
    }
    let mut ranged = *cursor;
    if eat_range_mark(&mut ranged) && ranged.peek().is_some_and(number::can_start) {
        match read_range(&mut ranged, low, unit, mode) {
            Ok(range) => {
                *cursor = ranged;
                return Ok(range);
            }
            // In prose the first number stands on its own if it has a unit: 3场至5次.
            Err(error) if mode == Mode::Whole || unit.is_none() => return Err(error),
            Err(_) => {}
        }
    }
    let unit = unit.unwrap_or_else(|| read_unknown_unit(cursor, mode));
    if low.is_year(unit) {
        return Err(QuantityError::IsDate { offset: low.offset });
    }
    Ok(Parsed::new(low, low, unit))
}

/// The second half of a range. The first half may have left its unit to the second (3-5人), or not (63%~68%).
fn read_range<'a>(
    cursor: &mut Cursor<'a>,
    mut low: Amount,
    low_unit: Option<UnitText<'a>>,
    mode: Mode,
) -> Result<Parsed<'a>, QuantityError> {
    cursor.skip_blanks();
    let high = read_amount(cursor)?;
    cursor.skip_blanks();
    let offset = cursor.at();
    let unit = read_known_unit(cursor).unwrap_or_else(|| read_unknown_unit(cursor, mode));
    if low_unit.is_some_and(|low_unit| low_unit.name() != unit.name()) {
        let low = low_unit.map_or("", |unit| unit.name()).into();
        return Err(QuantityError::UnitsDiffer { offset, low, high: unit.name().into() });
    }
    low.inherit_scale(high);
    if low.is_year(unit) || high.is_year(unit) {
        return Err(QuantityError::IsDate { offset: low.offset });
    }
    let (from, to) = (low.numeral.low, high.numeral.high);
    if from > to {
        return Err(QuantityError::RangeReversed { offset: low.offset, from, to });
    }
    Ok(Parsed { is_ranged: true, ..Parsed::new(low, high, unit) })
}

/// 三分之一; in a whole phrase 1/3 as well.
fn read_fraction<'a>(
    cursor: &mut Cursor<'a>,
    denominator: Amount,
    mode: Mode,
) -> Result<Option<Parsed<'a>>, QuantityError> {
    let han = cursor.eat("分之");
    let slash = !han && mode == Mode::Whole && (cursor.eat("/") || cursor.eat("／"));
    if !han && !slash {
        return Ok(None);
    }
    let second = read_amount(cursor)?;
    let (over, under) = if han { (second, denominator) } else { (denominator, second) };
    if under.numeral.low == Number::ZERO {
        return Err(QuantityError::ZeroDenominator { offset: under.offset });
    }
    let too_large = QuantityError::TooLarge { offset: under.offset };
    let parts = under.numeral.low.whole().filter(|&parts| parts <= 1_000_000);
    let value = over.numeral.low.whole().zip(parts).and_then(|(n, d)| Number::ratio(n, d));
    let value = value.ok_or(too_large)?;
    let numeral = Numeral { low: value, high: value, ..over.numeral };
    let amount = Amount { numeral, inner: over.inner, offset: denominator.offset };
    Ok(Some(Parsed::new(amount, amount, UnitText::known("", UnitKind::Share))))
}

/// A numeral, the hedge in it, and the 万 that may follow the hedge: 100多万.
fn read_amount(cursor: &mut Cursor<'_>) -> Result<Amount, QuantityError> {
    let offset = cursor.at();
    let mut numeral = read_numeral(cursor)?;
    let inner = eat_inner(cursor, &numeral);
    if inner.is_some() {
        let scale = number::eat_scale(cursor);
        let factor = Number::from(scale);
        let scaled = |n: Number| n.checked_mul(factor).filter(|n| *n <= number::largest());
        let too_large = || QuantityError::TooLarge { offset };
        numeral.low = scaled(numeral.low).ok_or_else(too_large)?;
        numeral.high = scaled(numeral.high).ok_or_else(too_large)?;
        numeral.scale = numeral.scale.max(scale);
    }
    Ok(Amount { numeral, inner, offset })
}

/// A numeral; 若干 counts as 几 does, 数以千计 as the thousand that it names.
fn read_numeral(cursor: &mut Cursor<'_>) -> Result<Numeral, QuantityError> {
    let mut behind = *cursor;
    // Without a unit 若干 says nothing.
    if behind.eat("若干") && unit::find(behind).is_some() {
        *cursor = behind;
        return Ok(number::vague());
    }
    for (words, least) in [("数以百计", 100_u32), ("数以千计", 1000), ("数以万计", 10_000)]
    {
        if cursor.eat(words) {
            return Ok(Numeral { shape: Shape::Thousands, ..number::whole(least) });
        }
    }
    number::read(cursor)
}

/// 余 多 来 几 behind a numeral. 来 and 几 follow round numbers only: 十来个, 20几名.
fn eat_inner(cursor: &mut Cursor<'_>, numeral: &Numeral) -> Option<Hedge> {
    if numeral.shape == Shape::Thousands {
        return Some(Hedge::From);
    }
    let found = match cursor.peek()? {
        '+' | '＋' => {
            // 80+人次; 1+3+N is a label.
            let mut behind = *cursor;
            behind.bump();
            behind.is_end() || unit::find(behind).is_some()
        }
        '余' | '多' => true,
        '几' => numeral.takes_few,
        '来' => numeral.low.last_place() > Number::from(1_u32),
        _ => false,
    };
    if !found || numeral.shape == Shape::Vague {
        return None;
    }
    let is_plus = matches!(cursor.peek(), Some('+' | '＋'));
    cursor.bump();
    Some(if is_plus { Hedge::From } else { Hedge::More })
}

fn eat_range_mark(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    if cursor.eat("——") {
        return true;
    }
    let found = matches!(
        cursor.peek(),
        Some('-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '~' | '～' | '〜' | '－' | '至' | '到')
    );
    if found {
        cursor.bump();
        cursor.skip_blanks();
    }
    found
}

pub(super) fn read_known_unit<'a>(cursor: &mut Cursor<'a>) -> Option<UnitText<'a>> {
    let unit = unit::find(*cursor)?;
    cursor.skip_bytes(unit.name.len());
    if let Some(times) = read_bracketed_times(cursor, unit.name) {
        return Some(times);
    }
    let mut text = UnitText::known(unit.name, unit.kind);
    if unit.name == "个" {
        read_split_unit(cursor, &mut text);
    } else if unit.kind.is_continuous() {
        text.tail = eat_tail(cursor);
    }
    if unit.name == "％" {
        text.name = UnitName::Known("%");
    }
    Some(text)
}

/// 场（次） and 人（次）: both are counted, and 场次 says so.
fn read_bracketed_times<'a>(cursor: &mut Cursor<'a>, name: &str) -> Option<UnitText<'a>> {
    let mut behind = *cursor;
    let is_bracketed = ["（次）", "(次)", "（次)", "(次）"].iter().any(|mark| behind.eat(mark));
    let unit = if is_bracketed { unit::times(name)? } else { return None };
    *cursor = behind;
    Some(UnitText::known(unit.name, unit.kind))
}

/// 两个多月, 一个半小时: the unit is 个月, with 多 in its middle.
fn read_split_unit(cursor: &mut Cursor<'_>, text: &mut UnitText<'_>) {
    let mut behind = *cursor;
    let tail = match behind.peek() {
        Some('多') => Tail::More,
        Some('半') => Tail::Half,
        _ => return,
    };
    behind.bump();
    for (noun, unit) in [("月", "个月"), ("小时", "个小时"), ("星期", "个星期"), ("学期", "个学期")]
    {
        if behind.eat(noun) {
            *text = UnitText { tail: Some(tail), ..UnitText::known(unit, UnitKind::Time) };
            *cursor = behind;
            return;
        }
    }
}

/// 12个村: what is counted, where a phrase names it behind 个. The unit stays 个, as in prose.
fn skip_noun(cursor: &mut Cursor<'_>) {
    let mut end = *cursor;
    for _ in 0..LONGEST_UNKNOWN_UNIT {
        let is_letter = end.peek().is_some_and(|c| c.is_alphabetic() && any_digit(c).is_none());
        if !is_letter || hedge::eat_after(&mut end.clone()).is_some() {
            *cursor = end;
            return;
        }
        end.bump();
    }
}

/// 三年多, 两年余, 两年半; but not 10年多次 and 五年多方筹措.
fn eat_tail(cursor: &mut Cursor<'_>) -> Option<Tail> {
    let next = cursor.peek_second();
    let follows = |words: &str| next.is_some_and(|next| words.contains(next));
    let tail = match cursor.peek()? {
        '多' if !follows("次名个种项方元样地场位家数人年措渠形点角维层轮批处") => {
            Tail::More
        }
        '余' if !follows("下款额热力") => Tail::More,
        '半' if !follows("载途数径价天夜") => Tail::Half,
        _ => return None,
    };
    cursor.bump();
    Some(tail)
}

/// In a whole phrase, a short run of letters that is not listed is taken for a unit.
fn read_unknown_unit<'a>(cursor: &mut Cursor<'a>, mode: Mode) -> UnitText<'a> {
    let none = UnitText::known("", UnitKind::Bare);
    if mode == Mode::Prose {
        return none;
    }
    let rest = cursor.rest();
    let mut end = *cursor;
    let mut count = 0;
    while end.peek().is_some_and(|c| c.is_alphabetic() && any_digit(c).is_none()) {
        if hedge::eat_after(&mut end.clone()).is_some() {
            break;
        }
        end.bump();
        count += 1;
        if count > LONGEST_UNKNOWN_UNIT {
            return none;
        }
    }
    if count == 0 {
        return none;
    }
    let name = &rest[..end.at() - cursor.at()];
    *cursor = end;
    UnitText { name: UnitName::Unknown(name), kind: UnitKind::Count, tail: None }
}

impl Amount {
    /// 2019年: four digits before 年 are a year and no length of time. 2000多年 and 一千年 are not years.
    fn is_year(&self, unit: UnitText<'_>) -> bool {
        let year = Number::from(1900_u32)..=Number::from(2199_u32);
        unit.name() == "年" && self.inner.is_none() && year.contains(&self.numeral.low)
    }

    /// 9～16亿 means from 9亿: the smaller bare number takes the factor of the larger one.
    fn inherit_scale(&mut self, high: Self) {
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

impl<'a> UnitText<'a> {
    pub(super) fn known(name: &'static str, kind: UnitKind) -> Self {
        Self { name: UnitName::Known(name), kind, tail: None }
    }

    pub(super) fn name(self) -> &'a str {
        match self.name {
            UnitName::Known(name) | UnitName::Unknown(name) => name,
        }
    }
}

impl<'a> Parsed<'a> {
    /// Some number of a unit, with a hedge of its own or none: 一半, 过半, 半年.
    pub(super) fn of(value: Number, hedge: Option<Hedge>, unit: UnitText<'a>) -> Self {
        let numeral = Numeral { low: value, high: value, ..number::whole(0) };
        let amount = Amount { numeral, inner: hedge, offset: 0 };
        Self::new(amount, amount, unit)
    }

    fn new(low: Amount, high: Amount, unit: UnitText<'a>) -> Self {
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

    /// The hedge before the number wins over the one behind the unit, and that over the one inside.
    fn apply(&mut self, before: Option<Hedge>, after: Option<Hedge>) {
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
