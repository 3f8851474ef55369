//! Numbers that Word counts itself: 一、 （一） 1. — they stand nowhere in the text.
//!
//! Entry points: [`Numbering::parse`], [`Numbering::next`].

use std::collections::{HashMap, HashSet};

use crate::fullwidth;
use crate::import::docx::xml::{Ns, Step, Tag, Xml};
use crate::import::manuscript::Number;
use crate::import::refusal::Refusal;

const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`
    text: String,
    /// Behind which level, from 1, it begins anew; 0 is never.
    restart: Option<usize>,
    /// Whether the levels above are written in digits in it.
    is_legal: bool,
}

/// The lists of a document, with how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<u32, Vec<Level>>,
    lists: HashMap<u32, u32>,
    starts: HashMap<(u32, usize), u32>,
    /// Levels that one list has otherwise than its kind.
    own: HashMap<(u32, usize), Level>,
    /// Kinds that are defined by a style, and the kinds that a style names.
    by_style: HashMap<u32, String>,
    of_style: HashMap<String, u32>,
    counters: HashMap<u32, [u32; LEVELS]>,
    /// Lists that were begun, by level: one that starts anew does so once.
    begun: HashSet<(u32, usize)>,
}

impl Numbering {
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text, "numbering.xml");
        let mut at = Place::default();
        loop {
            match xml.next()? {
                Step::Open(tag) if tag.ns == Ns::Word => numbering.take(&tag, &mut at),
                Step::Open(_) | Step::Close | Step::Text(_) => {}
                Step::End => return Ok(numbering),
            }
        }
    }

    fn take(&mut self, tag: &Tag, at: &mut Place) {
        let number = |value: Option<&str>| value.and_then(|value| value.parse::<u32>().ok());
        match tag.name.as_str() {
            "abstractNum" => {
                *at = Place { kind: number(tag.get("abstractNumId")), ..Place::default() };
            }
            "num" => *at = Place { list: number(tag.get("numId")), ..Place::default() },
            "abstractNumId" => {
                if let (Some(list), Some(kind)) = (at.list, number(tag.val())) {
                    self.lists.insert(list, kind);
                }
            }
            "numStyleLink" | "styleLink" => {
                let (Some(kind), Some(style)) = (at.kind, tag.val()) else { return };
                if tag.name == "styleLink" {
                    self.of_style.insert(style.to_owned(), kind);
                } else {
                    self.by_style.insert(kind, style.to_owned());
                }
            }
            "lvl" | "lvlOverride" => {
                at.level = number(tag.get("ilvl")).unwrap_or_default() as usize;
                if let (Some(list), "lvl") = (at.list, tag.name.as_str()) {
                    self.own.insert((list, at.level), Level { start: 1, ..Level::default() });
                }
                if let (Some(kind), true) = (at.kind, at.level < LEVELS) {
                    let levels = self.abstracts.entry(kind).or_default();
                    levels.resize(
                        levels.len().max(at.level + 1),
                        Level { start: 1, ..Level::default() },
                    );
                }
            }
            "startOverride" => {
                if let (Some(list), Some(start)) = (at.list, number(tag.val())) {
                    self.starts.insert((list, at.level), start);
                }
            }
            "start" | "numFmt" | "lvlText" | "lvlRestart" | "isLgl" => {
                let level = match at.list {
                    Some(list) => self.own.get_mut(&(list, at.level)),
                    None => {
                        at.kind.and_then(|kind| self.abstracts.get_mut(&kind)?.get_mut(at.level))
                    }
                };
                let Some(level) = level else { return };
                let value = tag.val().unwrap_or_default();
                match tag.name.as_str() {
                    "start" => level.start = value.parse().unwrap_or(1),
                    "numFmt" => value.clone_into(&mut level.format),
                    "lvlRestart" => level.restart = value.parse().ok(),
                    "isLgl" => level.is_legal = tag.is_on(),
                    _ => value.clone_into(&mut level.text),
                }
            }
            _ => {}
        }
    }

    /// The kind of a list; one that is defined by a style is of the kind that the style names.
    fn kind(&self, list: u32) -> Option<u32> {
        let kind = *self.lists.get(&list)?;
        let of_style = self.by_style.get(&kind).and_then(|style| self.of_style.get(style));
        Some(of_style.copied().unwrap_or(kind))
    }

    /// The number of the next paragraph of a list; `None` for no list.
    pub(super) fn next(&mut self, list: u32, level: u8) -> Option<Number> {
        let kind = self.kind(list)?;
        let kinds = self.abstracts.get(&kind)?;
        let at = usize::from(level).min(LEVELS - 1);
        let own = &self.own;
        let level = |at: usize| own.get(&(list, at)).or_else(|| kinds.get(at));
        let this = level(at)?;
        let counters = self.counters.entry(kind).or_insert([0; LEVELS]);
        let anew = self.starts.get(&(list, at)).filter(|_| self.begun.insert((list, at)));
        let start = |at: usize| {
            let own = level(at).map_or(1, |level| level.start);
            self.starts.get(&(list, at)).copied().unwrap_or(own).max(1)
        };
        counters[at] = match anew {
            Some(start) => (*start).max(1),
            None if counters[at] == 0 => start(at),
            None => counters[at].saturating_add(1),
        };
        for (below, count) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = level(below).and_then(|level| level.restart);
            if restart.is_none_or(|behind| at < behind) {
                *count = 0;
            }
        }
        if this.format == "bullet" || this.format == "none" {
            return Some(Number { text: String::new(), list });
        }
        let mut text = this.text.clone();
        for (above, counter) in counters.iter().enumerate().take(at + 1) {
            let mark = format!("%{}", above + 1);
            if let Some(level) = level(above).filter(|_| text.contains(&mark)) {
                let count = if *counter == 0 { start(above) } else { *counter };
                let format = if this.is_legal { "decimal" } else { &level.format };
                text = text.replace(&mark, &count_in(format, count));
            }
        }
        // 第一章 and 1 want a blank behind them; 一、 and 1. do not.
        if text.ends_with(|c: char| c.is_ascii_alphanumeric() || "章节条篇讲".contains(c)) {
            text.push(' ');
        }
        Some(Number { text, list })
    }
}

/// Where in the part the reader is.
#[derive(Debug, Default)]
struct Place {
    kind: Option<u32>,
    list: Option<u32>,
    level: usize,
}

/// A count in the format of its level.
fn count_in(format: &str, count: u32) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "japaneseDigitalTenThousand" => han(count),
        "chineseLegalSimplified" => legal(count, "零壹贰叁肆伍陆柒捌玖拾"),
        "ideographLegalTraditional" | "japaneseLegal" => legal(count, "零壹貳參肆伍陸柒捌玖拾"),
        "ideographTraditional" => cycle(count, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(count, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            sign(0x245F + count)
        }
        "decimalEnclosedParen" if (1..=20).contains(&count) => sign(0x2473 + count),
        "decimalEnclosedFullstop" if (1..=20).contains(&count) => sign(0x2487 + count),
        "ideographEnclosedCircle" if (1..=10).contains(&count) => sign(0x327F + count),
        "numberInDash" => format!("- {count} -"),
        "none" | "bullet" => String::new(),
        "decimalFullWidth" | "decimalFullWidth2" => {
            count.to_string().chars().map(fullwidth::full_width).collect()
        }
        "upperLetter" | "lowerLetter" => letters(count, format == "upperLetter"),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn sign(code: u32) -> String {
    char::from_u32(code).map(String::from).unwrap_or_default()
}

/// 一 to 九十九; beyond that, digits.
fn han(count: u32) -> String {
    let digit = |n: u32| "零一二三四五六七八九".chars().nth(n as usize).unwrap_or('零');
    match count {
        0..=9 => digit(count).to_string(),
        10..=99 => {
            let (tens, ones) = (count / 10, count % 10);
            let tens = if tens == 1 { String::new() } else { digit(tens).to_string() };
            let ones = if ones == 0 { String::new() } else { digit(ones).to_string() };
            format!("{tens}十{ones}")
        }
        _ => count.to_string(),
    }
}

/// 壹 to 玖拾玖, in the figures of a cheque.
fn legal(count: u32, figures: &str) -> String {
    let plain = "零一二三四五六七八九十";
    let figure =
        |c: char| plain.chars().position(|one| one == c).and_then(|at| figures.chars().nth(at));
    han(count).chars().map(|c| figure(c).unwrap_or(c)).collect()
}

/// 甲 to 癸; beyond that, digits.
fn cycle(count: u32, signs: &str) -> String {
    let at = usize::try_from(count).unwrap_or(0).checked_sub(1);
    at.and_then(|at| signs.chars().nth(at)).map_or_else(|| count.to_string(), String::from)
}

/// a to z, then aa, as Word does.
fn letters(count: u32, is_upper: bool) -> String {
    let (times, at) = ((count.max(1) - 1) / 26 + 1, (count.max(1) - 1) % 26);
    let letter = char::from(b'a' + u8::try_from(at).unwrap_or_default());
    let letter = if is_upper { letter.to_ascii_uppercase() } else { letter };
    letter.to_string().repeat(times.min(8) as usize)
}

fn roman(count: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 3999 {
        return count.to_string();
    }
    let (mut rest, mut text) = (count, String::new());
    for (value, letters) in PARTS {
        while rest >= value {
            text += letters;
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_word_writes_them() {
        assert_eq!(
            ["一", "十", "十二", "二十", "九十九"],
            [1, 10, 12, 20, 99].map(han).each_ref().map(String::as_str)
        );
        assert_eq!(count_in("decimalEnclosedCircle", 3), "③");
        assert_eq!(count_in("decimalFullWidth", 12), "１２");
        assert_eq!(count_in("ideographTraditional", 3), "丙");
        assert_eq!(count_in("chineseLegalSimplified", 12), "拾贰");
        assert_eq!(count_in("upperLetter", 27), "AA");
        assert_eq!(count_in("lowerRoman", 4), "iv");
    }
}
