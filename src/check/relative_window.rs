//! `relative-window`: where the text says 去年 or 近三年来, `as_of` says from when it speaks.
//!
//! Why: the story is read for years, and then 去年 is another year. Told once in a file. 近年来 and
//! 近几年 are as true later, and are not told.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("relative-window", Severity::Information, check);

const NUMERALS: &str = "一二两三四五六七八九十";
const WINDOWS: [&str; 15] = [
    "去年",
    "今年",
    "明年",
    "前年",
    "上半年",
    "下半年",
    "本月",
    "上月",
    "上个月",
    "本季度",
    "上季度",
    "年以来",
    "年来",
    "个月来",
    "个月以来",
];

/// Finds them all in one pass. Leftmost first, because only then vector instructions are used.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(WINDOWS).expect("fifteen words make a small automaton")
});

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.story.profile.as_of.is_some() {
        return Vec::new();
    }
    let prose = case.prose();
    let windows = WORDS.find_iter(prose).filter_map(|hit| window(prose, hit.range()));
    let fault = windows.take(1).map(|range| {
        let message = Message::new("relative-window").text("window", &prose[range.clone()]);
        let key = case.text.source.spoken("数据截至", "");
        let help = match (key, case.story.profile.date) {
            ("", _) => Message::new("relative-window-help"),
            (key, date) => {
                // The month of the story itself, where it has one.
                let month = date.map(|date| format!("{}-{:02}", date.year(), date.month()));
                let line = format!("{key}: {}", month.as_deref().unwrap_or("2023-12"));
                Message::new("relative-window-help-line").text("line", line)
            }
        };
        RULE.found(case.text.place(range), message).with_help(help)
    });
    fault.collect()
}

/// The whole window that ends with a word at `range`; `None` where the word is part of another, has its year
/// beside it, or says no more than 近年来.
fn window(prose: &str, range: Range<usize>) -> Option<Range<usize>> {
    let word = &prose[range.clone()];
    let before = &prose[..range.start];
    let start = match word {
        "年以来" | "年来" | "个月来" | "个月以来" => return near(before, range),
        // 如今年过八旬, 过去年代, 三年前年年
        "今年" if before.ends_with(['如', '当', '现', '古', '而']) => return None,
        "去年" if before.ends_with(['过', '逝', '离', '死', '老']) => return None,
        "明年" if before.ends_with(['清', '光', '文', '透', '聪', '分']) => return None,
        "前年" if before.ends_with(['年', '月', '日', '目', '之', '以', '此', '生']) => {
            return None;
        }
        // 2023年上半年
        "上半年" | "下半年" if before.ends_with(['年', '度']) => return None,
        _ => range.start,
    };
    let end = if prose[range.end..].starts_with("以来") {
        range.end + "以来".len()
    } else {
        range.end
    };
    Some(start..end)
}

/// 近三年来, 最近5年以来, 近10个月来: where a number stands between.
fn near(before: &str, range: Range<usize>) -> Option<Range<usize>> {
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    let is_near = number.ends_with('近') && number.len() < before.len();
    let from = number.strip_suffix("最近").unwrap_or(number.strip_suffix('近').unwrap_or(number));
    is_near.then_some(from.len()..range.end)
}
