//! The grammar of one quantity: hedge, number, hedge, unit, hedge; ranges, percentages and fractions.
//!
//! Entry point: [`read`]. The same grammar serves a whole phrase and prose; [`Mode`] says which. Where in prose a
//! quantity may begin is decided in `scan`.

use std::ops::Range;

use super::cursor::{Cursor, any_digit, is_blank};
use super::half;
use super::hedge::{self, Hedge};
use super::number;
use super::numeral::{Numeral, Shape};
use super::parsed::{Amount, Parsed};
use super::unit::{self, UnitKind};
use super::unit_text::{self, UnitName, UnitText};
use super::{Number, QuantityError};
use crate::prefilter;

/// Where the quantity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Alone: what follows the number may be a unit that nobody has listed.
    Whole,
    /// In a sentence: known units only.
    Prose,
}

/// Signs of money before its number.
const MONEY: [&str; 3] = ["￥", "¥", "RMB"];

/// The longest unknown unit, in characters.
const LONGEST_UNKNOWN_UNIT: usize = 4;

/// Reads the quantity that begins at byte `at` of `text`.
pub(super) fn read(text: &str, at: usize, mode: Mode) -> Result<Parsed<'_>, QuantityError> {
    let mut cursor = Cursor::new(text, at);
    // Nearly every number begins with a figure.
    if !prefilter::passes(!cursor.is_at_figure()) {
        let mut parsed = read_counted(&mut cursor, mode)?;
        let after = hedge::eat_after(&mut cursor);
        parsed.end = without_blanks(text, at..cursor.at());
        parsed.apply(None, after);
        return Ok(parsed);
    }
    let is_ordinal = mode == Mode::Whole && cursor.eat("第");
    // 约占一半 as a phrase; in a sentence 占 is a verb.
    let is_about = mode == Mode::Whole && cursor.eat("约占");
    let before = if is_about { Some(Hedge::Around) } else { hedge::eat_before(&mut cursor) };
    let parsed = half::read(&mut cursor).map(Ok).or_else(|| read_share(&mut cursor));
    let mut parsed = match parsed {
        Some(parsed) => parsed?,
        None => read_money(&mut cursor, mode)?,
    };
    let after = hedge::eat_after(&mut cursor);
    parsed.is_ordinal = is_ordinal;
    parsed.end = without_blanks(text, at..cursor.at());
    parsed.apply(before, after);
    Ok(parsed)
}

/// Where a quantity ends: behind ¥20 a unit was looked for over blanks that are none of it.
fn without_blanks(text: &str, range: Range<usize>) -> usize {
    let start = range.start;
    start + text[range].trim_end_matches(is_blank).len()
}

/// A number with its unit, or with a sign of money before it.
fn read_money<'a>(cursor: &mut Cursor<'a>, mode: Mode) -> Result<Parsed<'a>, QuantityError> {
    let is_money = eat_money_sign(cursor, mode);
    let mut counted = read_counted(cursor, mode)?;
    if is_money && counted.unit.kind == UnitKind::Bare {
        counted.unit = UnitText::known("元", UnitKind::Money);
    }
    Ok(counted)
}

/// ￥6500 is 6500元; in a sentence the word for the currency is no part of the number.
fn eat_money_sign(cursor: &mut Cursor<'_>, mode: Mode) -> bool {
    let mut behind = *cursor;
    let has_word = mode == Mode::Whole && behind.eat("人民币");
    behind.skip_blanks();
    let has_sign = MONEY.iter().any(|sign| behind.eat(sign));
    behind.skip_blanks();
    if has_word || has_sign {
        *cursor = behind;
    }
    has_word || has_sign
}

/// Where in prose the sign of money before the number at byte `number` begins; `number` itself if there is none.
pub(super) fn money_before(text: &str, number: usize) -> usize {
    let before = text[..number].trim_end_matches(is_blank);
    let bare = MONEY.iter().find_map(|sign| before.strip_suffix(sign));
    bare.map_or(number, str::len)
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
    let unit = unit_text::read_known(cursor);
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
    let unit = unit_text::read_known(cursor).unwrap_or_else(|| read_unknown_unit(cursor, mode));
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
    Ok(Parsed::new(low, high, unit).ranged())
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
    if !prefilter::passes(!cursor.is_at_figure()) {
        return number::read(cursor);
    }
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
