//! Literal marks at the beginning of a heading: 一、 （一） 1. ① 第一、
//!
//! Entry points: [`mark`], and [`ends_sentence`] for what a heading does not end with.

use crate::fullwidth::is_digit;
use crate::parse::body::forms::Form;
use crate::parse::body::titles::loose;

/// The longest heading, in characters.
pub(super) const LONGEST: usize = 40;

/// How deep a mark lies by custom: 一、 above （一） above 1. above （1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1. or 1、
    Digit,
    /// （1） or ①
    DigitInBrackets,
}

const NUMERALS: &str = "一二三四五六七八九十";

/// The mark that a text begins with, and its bytes.
pub(super) fn mark(text: &str) -> Option<(Mark, usize)> {
    plain(text).or_else(|| {
        let (form, end) = loose(text)?;
        Some((if form == Form::Chinese { Mark::Han } else { Mark::HanInBrackets }, end))
    })
}

fn plain(text: &str) -> Option<(Mark, usize)> {
    let is_han = |c: char| NUMERALS.contains(c);
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        for (is, kind) in [
            (&is_han as &dyn Fn(char) -> bool, Mark::HanInBrackets),
            (&is_digit, Mark::DigitInBrackets),
        ] {
            let behind = rest.trim_start_matches(is);
            let length = rest.len() - behind.len();
            if (1..=9).contains(&length)
                && let Some(end) = behind.strip_prefix(['）', ')'])
            {
                let end = end.strip_prefix(['、', '．', '.']).unwrap_or(end);
                return Some((kind, text.len() - end.len()));
            }
        }
        return None;
    }
    if text.starts_with(|c| ('①'..='⑳').contains(&c)) {
        return Some((Mark::DigitInBrackets, '①'.len_utf8()));
    }
    let head = text.strip_prefix('第').unwrap_or(text);
    let behind = head.trim_start_matches(is_han);
    if (1..=9).contains(&(head.len() - behind.len())) {
        let rest = behind.trim_start().strip_prefix(['、', '．', '.']);
        return rest.map(|rest| (Mark::Han, text.len() - rest.trim_start().len()));
    }
    let behind = text.trim_start_matches(is_digit);
    if (1..=6).contains(&(text.len() - behind.len())) {
        let rest = behind.strip_prefix(['、', '．', '.'])?;
        // 3.5公里 is a number.
        return (!rest.starts_with(is_digit))
            .then(|| (Mark::Digit, text.len() - rest.trim_start().len()));
    }
    None
}

/// A heading without the tab or the blank that stands behind 一、 or （一）.
pub(super) fn without_gap(text: String) -> String {
    let Some((_, end)) = mark(&text) else { return text };
    let (head, rest) = (text[..end].trim_end(), text[end..].trim_start());
    if head.ends_with(['、', '）']) && !rest.is_empty() { format!("{head}{rest}") } else { text }
}

/// Whether a text ends as a sentence or a clause does, and a heading does not.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '）', ')'])
        .ends_with(['。', '；', '，', '：', '、', '.', ';', ',', ':', '…'])
}

/// Characters of a text.
pub(crate) fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_numbers_and_sentences() {
        for (text, kind, rest) in [
            ("一、甲", Mark::Han, "甲"),
            ("十二、甲", Mark::Han, "甲"),
            ("第一、甲", Mark::Han, "甲"),
            ("（一）甲", Mark::HanInBrackets, "甲"),
            ("(三)、甲", Mark::HanInBrackets, "甲"),
            ("1. 甲", Mark::Digit, "甲"),
            ("２、甲", Mark::Digit, "甲"),
            ("（1）甲", Mark::DigitInBrackets, "甲"),
            ("①甲", Mark::DigitInBrackets, "甲"),
            ("一是抓学习", Mark::HanInBrackets, "抓学习"),
        ] {
            let (found, end) = mark(text).expect(text);
            assert_eq!((found, &text[end..]), (kind, rest), "{text}");
        }
        for text in [
            "一是抓学习。",
            "一是一二是二。",
            "3.5公里",
            "2023年",
            "（甲）",
            "第一党支部",
            "一",
            "",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
