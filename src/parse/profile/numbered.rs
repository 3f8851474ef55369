//! Entries that were counted by hand: `（1）学习；（2）服务`, `1.学习 2.服务`, `①学习②服务`, `一是学习，二是服务`.
//!
//! Entry points: [`numbered`] for a line, [`without_number`] for an item of a list. The numbers count from one, without
//! a gap: 1.5万元 and 三会一课 have none.

use crate::parse::body::forms::is_han;
use crate::prefilter;

/// The most entries of a line.
const MOST: u32 = 20;
const HAN: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

/// What stands before and behind a number.
#[derive(Clone, Copy)]
enum Form {
    Figure(&'static str, &'static str),
    Han(&'static str, &'static str),
    /// A sign for each number, the first of them given.
    Sign(char),
}

const FORMS: [Form; 18] = [
    Form::Figure("", "."),
    Form::Figure("", "．"),
    Form::Figure("", "、"),
    Form::Figure("", ")"),
    Form::Figure("", "）"),
    Form::Figure("（", "）"),
    Form::Figure("(", ")"),
    Form::Figure("【", "】"),
    Form::Han("", "、"),
    Form::Han("（", "）"),
    Form::Han("(", ")"),
    Form::Han("", "是"),
    Form::Han("其", "，"),
    Form::Han("第", "，"),
    Form::Han("第", "、"),
    Form::Sign('①'),
    Form::Sign('⑴'),
    Form::Sign('⒈'),
];

impl Form {
    /// The mark of an entry, from one; nothing beyond the last.
    fn mark(self, nth: u32) -> Option<String> {
        let han = || HAN.get(usize::try_from(nth.checked_sub(1)?).ok()?).copied();
        match self {
            Self::Figure(open, close) => Some(format!("{open}{nth}{close}")),
            Self::Han(open, close) => Some(format!("{open}{}{close}", han()?)),
            Self::Sign(first) => char::from_u32(u32::from(first) + nth - 1).map(String::from),
        }
    }

    /// Whether its marks stand in front of nothing but an entry: ①, （1）.
    fn is_sign(self) -> bool {
        matches!(self, Self::Sign(_) | Self::Figure("（" | "(", _))
    }

    /// The form of a text that begins with its first mark.
    fn of(text: &str, nth: u32) -> Option<(Self, &str)> {
        // Most texts begin with none of them.
        let first = text.chars().next()?;
        let may_be = first.is_ascii_digit()
            || "（(【其第①⑴⒈".contains(first)
            || HAN.iter().any(|han| han.starts_with(first))
            || ('①'..='⒛').contains(&first);
        let found = prefilter::passes(may_be).then(|| {
            FORMS.iter().find_map(|form| {
                let rest = text.strip_prefix(&*form.mark(nth)?)?;
                (form.is_sign() || begins(rest, nth)).then_some((*form, rest))
            })
        });
        found.flatten()
    }
}

/// Whether the entry `nth` can begin so: 1.5万元 and 一、二年级 are no first entries, 1.2023年度… is one.
fn begins(rest: &str, nth: u32) -> bool {
    let rest = rest.trim_start();
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let next = usize::try_from(nth).ok().and_then(|nth| HAN.get(nth));
    let is_age = rest.chars().take(8).any(|c| c == '岁');
    (figures == 0 || figures == 4 || figures == 2 && is_age)
        && !next.is_some_and(|next| rest.starts_with(next))
}

/// The entries of a line that counts them, without their numbers; nothing where it does not, or counts one alone.
pub(super) fn numbered(text: &str) -> Option<Vec<&str>> {
    let (form, mut rest) = Form::of(text, 1)?;
    let is_entry = |item: &str| {
        item.contains(is_han) || form.is_sign() && item.contains(char::is_alphanumeric)
    };
    let mut items = Vec::new();
    for nth in 2..=MOST {
        let Some(mark) = form.mark(nth) else { break };
        let is_mark = |at: &usize| {
            let is_in_number = mark.starts_with(|c: char| c.is_ascii_digit())
                && rest[..*at].ends_with(|c: char| c.is_ascii_digit());
            let is_begun = form.is_sign() || begins(&rest[at + mark.len()..], nth);
            !is_in_number && is_begun && is_entry(&rest[..*at])
        };
        let Some(at) = rest.match_indices(&*mark).map(|(at, _)| at).find(is_mark) else { break };
        items.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    items.push(rest);
    let marks = |c: char| c.is_whitespace() || "、，；,;。".contains(c);
    let items: Vec<&str> = items.into_iter().map(|item| item.trim_matches(marks)).collect();
    (items.len() > 1 && items.iter().all(|item| is_entry(item))).then_some(items)
}

/// The item of a list that is its `nth`, from 0, without the number that says so. A line that counts several is whole.
pub(super) fn without_number(text: &str, nth: usize) -> &str {
    if numbered(text).is_some() {
        return text;
    }
    if let Some(rest) = behind_ordinal(text) {
        return rest;
    }
    let number = u32::try_from(nth + 1).ok();
    let found = number.and_then(|number| Form::of(text, number));
    found.map_or(text, |(_, rest)| rest.trim_start()).trim_start_matches('\u{3000}')
}

/// What stands behind 第四、 or 第四，, which no name begins with: an item taken out of a longer list keeps it. 第一、二支部 are two.
fn behind_ordinal(text: &str) -> Option<&str> {
    let number = text.strip_prefix('第')?;
    let is_numeral = |c: char| "一二三四五六七八九十0123456789".contains(c);
    let rest = number.trim_start_matches(is_numeral);
    let behind = rest.strip_prefix(['、', '，', '：', ':'])?.trim_start();
    let is_list = behind.strip_prefix('第').unwrap_or(behind).starts_with(is_numeral);
    let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
    let is_entry = !is_list || figures == 4;
    (rest.len() < number.len() && is_entry && !behind.is_empty()).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_counts_is_parted_at_its_numbers() {
        for (text, expected) in [
            ("1.红色驿站 2.水利夜话", "红色驿站|水利夜话"),
            ("①红色驿站②水利夜话③一渠一策", "红色驿站|水利夜话|一渠一策"),
            ("（1）学习；（2）服务。", "学习|服务"),
            ("(1)学习 (2)服务", "学习|服务"),
            ("1、每月学习 2、每季走访", "每月学习|每季走访"),
            ("1．学习，2．服务", "学习|服务"),
            ("1）学习2）服务", "学习|服务"),
            ("⑴学习⑵服务", "学习|服务"),
            ("⒈学习⒉服务", "学习|服务"),
            ("一、学习；二、服务", "学习|服务"),
            ("（一）学习（二）服务", "学习|服务"),
            ("一是学习，二是服务", "学习|服务"),
            ("第一，学习；第二，服务", "学习|服务"),
            ("1.2023年度县级先进 2.2024年度市级先进", "2023年度县级先进|2024年度市级先进"),
            ("1.学习12.5小时 2.服务", "学习12.5小时|服务"),
            ("1.学习、宣讲；2.服务", "学习、宣讲|服务"),
            ("①红色驿站②1+3+N", "红色驿站|1+3+N"),
            ("（1）红色驿站（2）1+3+N", "红色驿站|1+3+N"),
        ] {
            assert_eq!(numbered(text).unwrap_or_default().join("|"), expected, "{text}");
        }
        for text in [
            "1.5万元帮扶",
            "一、二年级帮扶",
            "1、2、3号楼",
            "三会一课",
            "（1）学习",
            "一是学习",
            "第一党支部",
            "1+1帮扶",
            "学习1.服务2.",
        ] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }

    #[test]
    fn an_item_loses_the_number_that_its_place_says() {
        for (text, nth, expected) in [
            ("1. 每月学习", 0, "每月学习"),
            ("（2）每季走访", 1, "每季走访"),
            ("②每季走访", 1, "每季走访"),
            ("2. 每季走访", 0, "2. 每季走访"),
            ("第四、每季走访", 0, "每季走访"),
            ("第四，2023年度县级先进", 1, "2023年度县级先进"),
            ("第一、二党支部结对", 0, "第一、二党支部结对"),
            ("第一党支部", 0, "第一党支部"),
            ("1.5万元帮扶", 0, "1.5万元帮扶"),
            ("1.学习 2.服务", 0, "1.学习 2.服务"),
            ("1、2月学习", 0, "1、2月学习"),
            ("一、二年级帮扶", 0, "一、二年级帮扶"),
        ] {
            assert_eq!(without_number(text, nth), expected, "{text}");
        }
    }
}
